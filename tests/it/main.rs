//! The integration tests: one binary, over the public API.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]

mod corpus;
mod facts;
mod hostile;
mod tidy;
mod typed;
