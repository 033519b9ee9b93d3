//! What requests to Amazon ECS are held to: the tape that a request is read from, the
//! rules as data, and the judge that walks one along the other.
//!
//! A package of its own for one reason: it is compiled for speed, and everything else
//! to be small. `ecs_drydock` has all of it under the same names.

pub mod diagnostic;
pub mod tape;
pub mod model;
pub mod validate;
