//! What requests to Amazon ECS are held to: the tape that a request is read from, the
//! rules as data, and the judge that walks one along the other.
//!
//! A package of its own so that its way through most requests can be compiled for speed, by
//! `src/fast`, and all else to be small. `ecs_drydock` has all of it under the same names.

pub mod diagnostic;
pub mod tape;
pub mod model;
pub mod validate;
