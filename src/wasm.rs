//! Every binding. `pkg/api.js` is the only caller: it writes a request into the
//! buffers here, asks for a verdict, and fetches diagnostics only if there are any.
//!
//! Calls carry numbers, so that a request without problems crosses the boundary
//! without making a single object. Tables go out as JSON text, which engines read faster
//! than objects are made one by one.

mod simulation;

use std::cell::{RefCell, RefMut};

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::model::health::HealthState;
use crate::model::member::Value as Place;
use crate::model::names::{NAMES, id};
use crate::model::operations::OPERATIONS;
use crate::model::rules::common;
use crate::tape::{RawEntry, Tape, Value, align};
use crate::validate::{Field, Validator, nearest_operation};

/// A smaller allocator than the one that comes with the standard library.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// What a count of diagnostics cannot be: the caller broke the agreement on the buffers.
const BROKEN: u32 = u32::MAX;

/// The buffers that JavaScript writes into, and the validator that reads them.
struct Desk {
    entries: Vec<RawEntry>,
    text: Vec<u8>,
    validator: Validator,
}

thread_local! {
    static DESK: &'static RefCell<Desk> = Box::leak(Box::new(RefCell::new(Desk {
        entries: Vec::new(),
        text: Vec::new(),
        validator: Validator::new(),
    })));
}

/// The desk. It lives as long as the instance of the module, so that nobody needs a closure for it.
fn desk() -> RefMut<'static, Desk> {
    DESK.with(|desk| desk.borrow_mut())
}

fn with_desk<T>(work: impl FnOnce(&mut Desk) -> T) -> T {
    work(&mut desk())
}

/// Puts the text of a panic on the console. Called once, when the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Makes room for `bytes` of text and tells where to write them.
#[wasm_bindgen]
pub fn text_buffer(bytes: usize) -> usize {
    with_desk(|desk| {
        if desk.text.len() < bytes {
            desk.text.resize(bytes, 0);
        }
        desk.text.as_ptr() as usize
    })
}

/// Makes room for `count` entries and tells where to write them.
#[wasm_bindgen]
pub fn entry_buffer(count: usize) -> usize {
    with_desk(|desk| {
        if desk.entries.len() < count {
            desk.entries.resize(count, [0, 0]);
        }
        desk.entries.as_ptr() as usize
    })
}

/// Judges the first `bytes` of the text buffer as JSON. How many diagnostics there are.
#[wasm_bindgen]
pub fn validate_json(operation: usize, bytes: usize) -> u32 {
    with_desk(|desk| {
        let (Some(operation), Some(json)) = (OPERATIONS.get(operation), desk.text.get(..bytes)) else { return BROKEN };
        count(desk.validator.json(operation, json).len())
    })
}

/// Judges what the walker wrote: the first `entries` entries and `bytes` bytes of the buffers.
/// `ascii`: whether the text is all ASCII.
#[wasm_bindgen]
pub fn validate_value(operation: usize, entries: usize, bytes: usize, ascii: bool) -> u32 {
    with_desk(|desk| match OPERATIONS.get(operation) {
        Some(operation) => desk.judge(&operation.request, entries, bytes, ascii),
        None => BROKEN,
    })
}

/// Judges what the walker wrote as one field of a form.
#[wasm_bindgen]
pub fn check_value(field: u32, entries: usize, bytes: usize, ascii: bool) -> u32 {
    with_desk(|desk| match Field::from_number(field) {
        Some(field) => desk.judge(field.place(), entries, bytes, ascii),
        None => BROKEN,
    })
}

/// Judges the first `bytes` of the text buffer as one field of a form.
#[wasm_bindgen]
pub fn check_field(field: u32, bytes: usize) -> u32 {
    with_desk(|desk| {
        let text = desk.text.get(..bytes).and_then(|text| str::from_utf8(text).ok());
        let (Some(field), Some(text)) = (Field::from_number(field), text) else { return BROKEN };
        count(desk.validator.field(field, text).len())
    })
}

/// Refuses a request for its size alone.
#[wasm_bindgen]
pub fn refuse_size() -> u32 {
    with_desk(|desk| count(desk.validator.refuse(&common::REQUEST_SIZE).len()))
}

/// Refuses text with half a surrogate pair; the first `bytes` of the text buffer are what comes before it.
#[wasm_bindgen]
pub fn refuse_encoding(bytes: usize) -> u32 {
    with_desk(|desk| {
        let Some(upto) = desk.text.get(..bytes).and_then(|text| str::from_utf8(text).ok()) else { return BROKEN };
        count(desk.validator.refuse_encoding(upto).len())
    })
}

/// The diagnostics of the last verdict.
#[wasm_bindgen]
pub fn diagnostics() -> JsValue {
    with_desk(|desk| to_js(desk.validator.last()))
}

/// The names of the operations, each at its number.
#[wasm_bindgen]
pub fn operation_names() -> JsValue {
    to_js(&OPERATIONS.iter().map(|operation| operation.name).collect::<Vec<_>>())
}

/// The operation whose name is nearest, for the words of an error.
#[wasm_bindgen]
pub fn nearest_operation_name(name: &str) -> Option<String> {
    nearest_operation(name).map(str::to_owned)
}

/// The overall health of the checks that the walker wrote.
#[wasm_bindgen]
pub fn roll_up_health(entries: usize, bytes: usize, ascii: bool) -> Option<String> {
    with_desk(|desk| {
        let tape = tape(&mut desk.entries, &desk.text, entries, bytes, ascii)?;
        let status = |check: Value<'_>| {
            let word = check.member(const { id("status") }).and_then(Value::as_str);
            HealthState::from_word(word.unwrap_or_default())
        };
        Some(HealthState::roll_up(tape.root().items().map(status)).word().to_owned())
    })
}

/// The names that are numbers on the tape, each at its number, and nothing where a number
/// is not in use; one blank before the next.
#[wasm_bindgen]
pub fn member_names() -> String {
    let mut names = String::new();
    for (number, name) in NAMES.table().enumerate() {
        names.push_str(if number > 0 { " " } else { "" });
        names.push_str(name);
    }
    names
}

impl Desk {
    fn judge(&mut self, place: &'static Place, entries: usize, bytes: usize, ascii: bool) -> u32 {
        let Some(tape) = tape(&mut self.entries, &self.text, entries, bytes, ascii) else { return BROKEN };
        count(self.validator.tape(place, tape).len())
    }
}

/// What the walker wrote; `None` if it is malformed.
fn tape<'d>(entries: &'d mut [RawEntry], text: &'d [u8], count: usize, bytes: usize, ascii: bool) -> Option<Tape<'d>> {
    let entries = entries.get_mut(..count)?;
    let text = str::from_utf8(text.get(..bytes)?).ok()?;
    if ascii || align(entries, text) { Some(Tape::of_entries(entries, text, &NAMES)) } else { None }
}

fn count(diagnostics: usize) -> u32 {
    u32::try_from(diagnostics).unwrap_or(BROKEN - 1)
}

/// Our own values always have a form in JavaScript; if one had not, `undefined` would say so.
fn to_js(value: &(impl Serialize + ?Sized)) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}
