//! The integration tests: one binary, over the public API.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod boundaries;
mod corpus;
mod facts;
mod hostile;
mod messages;
mod simulations;
mod tidy;
mod typed;
