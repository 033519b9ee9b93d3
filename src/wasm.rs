//! Every binding. `pkg/api.js` is the only caller: it writes a request into the
//! buffers here, asks for a verdict, and fetches diagnostics only if there are any.
//!
//! Calls carry numbers, so that a request without problems crosses the boundary
//! without making a single object.

use std::cell::RefCell;

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::catalogue;
use crate::model::assumption::ASSUMPTIONS;
use crate::model::health::HealthState;
use crate::model::instance_type::INSTANCE_TYPES;
use crate::model::lifecycle::{self, Machine};
use crate::model::operations::OPERATIONS;
use crate::model::rules::common;
use crate::tape::{Recorder, record_encoded};
use crate::validate::{Field, Validator, find_operation, nearest_operation};

/// What a count of diagnostics cannot be: the caller broke the agreement on the buffers.
const BROKEN: u32 = u32::MAX;

/// The buffers that JavaScript writes into, and the validator that reads them.
struct Desk {
    words: Vec<u32>,
    text: Vec<u8>,
    validator: Validator,
}

thread_local! {
    static DESK: RefCell<Desk> =
        const { RefCell::new(Desk { words: Vec::new(), text: Vec::new(), validator: Validator::new() }) };
}

fn with_desk<T>(work: impl FnOnce(&mut Desk) -> T) -> T {
    DESK.with_borrow_mut(work)
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

/// Makes room for `count` words and tells where to write them.
#[wasm_bindgen]
pub fn word_buffer(count: usize) -> usize {
    with_desk(|desk| {
        if desk.words.len() < count {
            desk.words.resize(count, 0);
        }
        desk.words.as_ptr() as usize
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

/// Judges what the walker wrote: the first `words` words and `bytes` bytes of the buffers.
#[wasm_bindgen]
pub fn validate_encoded(operation: usize, words: usize, bytes: usize) -> u32 {
    with_desk(|desk| match OPERATIONS.get(operation) {
        Some(operation) => desk.encoded(&operation.request, words, bytes),
        None => BROKEN,
    })
}

/// Judges what the walker wrote as one field of a form.
#[wasm_bindgen]
pub fn check_encoded(field: u32, words: usize, bytes: usize) -> u32 {
    with_desk(|desk| match Field::from_number(field) {
        Some(field) => desk.encoded(field.place(), words, bytes),
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

/// The rules of an operation, or of all.
#[wasm_bindgen]
pub fn rules(operation: Option<String>) -> JsValue {
    to_js(&catalogue::rules(operation.as_deref().and_then(find_operation)))
}

/// The operations, each at its number.
#[wasm_bindgen]
pub fn operations() -> JsValue {
    to_js(&catalogue::operations())
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

/// The table of assumptions.
#[wasm_bindgen]
pub fn assumptions() -> JsValue {
    to_js(ASSUMPTIONS.as_slice())
}

/// The table of instance types.
#[wasm_bindgen]
pub fn instance_types() -> JsValue {
    to_js(INSTANCE_TYPES.as_slice())
}

/// The states of a machine; `undefined` if there is no such machine.
#[wasm_bindgen]
pub fn states(machine: &str) -> JsValue {
    Machine::from_name(machine).map_or(JsValue::UNDEFINED, |machine| to_js(machine.states()))
}

/// Judges one move; `undefined` if there is no such machine or state.
#[wasm_bindgen]
pub fn transition(machine: &str, from: Option<String>, to: &str) -> JsValue {
    let verdict = Machine::from_name(machine).and_then(|machine| lifecycle::transition(machine, from.as_deref(), to));
    verdict.map_or(JsValue::UNDEFINED, |verdict| to_js(&verdict))
}

/// The rows of a machine; `undefined` if there is no such machine.
#[wasm_bindgen]
pub fn transitions(machine: &str) -> JsValue {
    Machine::from_name(machine).map_or(JsValue::UNDEFINED, |machine| to_js(&lifecycle::transitions(machine)))
}

/// The overall health of the checks that the walker wrote; `undefined` if they are no list of structures.
#[wasm_bindgen]
pub fn roll_up_health(words: usize, bytes: usize) -> Option<String> {
    with_desk(|desk| {
        let text = desk.text.get(..bytes).and_then(|text| str::from_utf8(text).ok())?;
        let mut recorder = Recorder::new();
        record_encoded(&mut recorder, desk.words.get(..words)?, text).ok()?;
        let status = |check: crate::tape::Value<'_>| {
            let word = check.member("status").and_then(crate::tape::Value::as_str);
            HealthState::from_word(word.unwrap_or_default())
        };
        let checks: Vec<HealthState> = recorder.tape(text).root().items().map(status).collect();
        Some(HealthState::roll_up(checks).word().to_owned())
    })
}

impl Desk {
    fn encoded(&mut self, place: &'static crate::model::member::Value, words: usize, bytes: usize) -> u32 {
        let text = self.text.get(..bytes).and_then(|text| str::from_utf8(text).ok());
        let (Some(words), Some(text)) = (self.words.get(..words), text) else { return BROKEN };
        self.validator.encoded(place, words, text).map_or(BROKEN, |diagnostics| count(diagnostics.len()))
    }
}

fn count(diagnostics: usize) -> u32 {
    u32::try_from(diagnostics).unwrap_or(BROKEN - 1)
}

/// Our own values always have a form in JavaScript; if one had not, `undefined` would say so.
fn to_js(value: &(impl Serialize + ?Sized)) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}
