//! The integration tests: one binary, over the public API.

mod corpus;
mod facts;
mod hostile;
mod tidy;
mod typed;
