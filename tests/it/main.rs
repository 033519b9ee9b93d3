//! The integration tests: one binary, over the public API.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod boundaries;
mod corpus;
mod drains;
mod facts;
mod hostile;
mod messages;
mod random;
mod scenarios;
mod seeds;
mod simulations;
mod swarm;
mod tidy;
mod typed;
