//! Any bytes, as the request of any operation: diagnostics that make sense, and never a panic.

#![no_main]

use std::cell::RefCell;

use ecs_drydock::model::operations::OPERATIONS;
use ecs_drydock::validate::Validator;
use libfuzzer_sys::fuzz_target;

thread_local! {
    // One validator for the whole run, as users have it: what one request leaves
    // behind must not touch the next.
    static VALIDATOR: RefCell<Validator> = const { RefCell::new(Validator::new()) };
}

fuzz_target!(|input: &[u8]| {
    // The first byte chooses the operation, so that the fuzzer can learn which one goes how deep.
    let Some((choice, json)) = input.split_first() else { return };
    let operation = OPERATIONS[usize::from(*choice) % OPERATIONS.len()];
    VALIDATOR.with_borrow_mut(|validator| {
        let diagnostics = validator.json(operation, json).to_vec();
        let refused = diagnostics.iter().any(|found| found.refuses());
        assert_eq!(diagnostics.iter().filter(|found| found.first).count(), usize::from(refused));
        for found in &diagnostics {
            assert!(found.path.is_empty() || found.path.starts_with('/'));
            assert!(!found.message.is_empty());
        }
        assert_eq!(Validator::new().json(operation, json), diagnostics, "a fresh validator says the same");
        // What is not refused can be read into its typed request.
        assert_eq!(validator.request(operation, json).is_err(), refused);
    });
});
