//! The way through the rules that every request takes, compiled for speed.
//!
//! A function marked `#[inline]` is compiled with the package that calls it. So what is
//! marked in `src/rules` is compiled here, where the profile asks for speed, as these
//! functions call it; what is not marked, the rarer rules and all that is done about a
//! problem, is compiled there to be small. `ecs_drydock` has these under the names of what
//! they stand for.

/// The tape, and how JSON text gets onto it.
pub mod tape {
    pub use ecs_drydock_rules::tape::*;

    /// [`ecs_drydock_rules::tape::record_json`], for speed.
    #[inline(never)]
    pub fn record_json<'i>(recorder: &mut Recorder, input: &'i [u8]) -> Result<&'i str, JsonError> {
        ecs_drydock_rules::tape::record_json(recorder, input)
    }
}

/// The judge.
pub mod validate {
    pub use ecs_drydock_rules::validate::*;

    use ecs_drydock_rules::diagnostic::Diagnostic;
    use ecs_drydock_rules::model::member::{Operation, Value as Place};
    use ecs_drydock_rules::model::rule::Rule;
    use ecs_drydock_rules::tape::Tape;
    use ecs_drydock_rules::validate;

    /// [`ecs_drydock_rules::validate::Validator`], for speed.
    #[derive(Debug, Default)]
    pub struct Validator(validate::Validator);

    impl Validator {
        /// Empty buffers.
        pub const fn new() -> Validator {
            Validator(validate::Validator::new())
        }

        /// Judges a request given as JSON text.
        #[inline(never)]
        pub fn json(&mut self, operation: &'static Operation, json: &[u8]) -> &[Diagnostic] {
            self.0.json(operation, json)
        }

        /// Judges a value that is on a tape already.
        #[inline(never)]
        pub fn tape(&mut self, place: &'static Place, tape: Tape<'_>) -> &[Diagnostic] {
            self.0.tape(place, tape)
        }

        /// Judges one text, as a field of a form holds it.
        #[inline(never)]
        pub fn field(&mut self, field: Field, text: &str) -> &[Diagnostic] {
            self.0.field(field, text)
        }

        /// The diagnostics of the last request judged.
        pub fn last(&self) -> &[Diagnostic] {
            self.0.last()
        }

        /// Refuses a request by one rule that stands for the whole of it.
        pub fn refuse(&mut self, rule: &'static Rule) -> &[Diagnostic] {
            self.0.refuse(rule)
        }

        /// Refuses text that is not well-formed UTF-16, `upto` being what comes before the fault.
        pub fn refuse_encoding(&mut self, upto: &str) -> &[Diagnostic] {
            self.0.refuse_encoding(upto)
        }
    }
}
