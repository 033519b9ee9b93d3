//! The bindings inside a real WebAssembly engine: what crosses the boundary.
//! The package's own JavaScript is tested in `tests/js`.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use wasm_bindgen_test::wasm_bindgen_test;

use ecs_drydock::catalogue;
use ecs_drydock::validate::{Field, Validator, find_operation};

#[wasm_bindgen_test]
fn a_request_is_judged() {
    let operation = find_operation("UpdateContainerInstancesState").unwrap();
    let json = br#"{"containerInstances": ["None"], "status": "DRAINING"}"#;
    let diagnostics = Validator::new().json(operation, json).to_vec();
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].message, "instanceId length should be one of [32,36]");
}

#[wasm_bindgen_test]
fn a_diagnostic_becomes_a_plain_object() {
    let diagnostics = Validator::new().field(Field::TagKey, "aws:x").to_vec();
    let value = serde::Serialize::serialize(&diagnostics, &serde_wasm_bindgen::Serializer::json_compatible()).unwrap();
    let text = String::from(js_sys::JSON::stringify(&value).unwrap());
    let expected = serde_json::to_string(&diagnostics).unwrap();
    let parsed = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(parsed(&text), parsed(&expected));
    assert!(!text.contains("null"), "absent members are absent: {text}");
}

#[wasm_bindgen_test]
fn texts_that_only_readers_of_the_catalogue_see_are_left_out() {
    for rule in catalogue::rules(None) {
        assert_eq!(rule.sentence, "", "{}: for_readers() goes around it", rule.id);
    }
    for operation in catalogue::operations() {
        assert_eq!(operation.about, "", "{}: for_readers() goes around it", operation.name);
    }
}
