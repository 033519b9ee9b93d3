//! A dry dock for Amazon ECS container instances: check a request before it
//! touches a real cluster.
//!
//! ```
//! use ecs_drydock::validate::{Validator, find_operation};
//!
//! let operation = find_operation("UpdateContainerInstancesState").unwrap();
//! let request = br#"{"containerInstances": ["None"], "status": "DRAINING"}"#;
//! let diagnostics = Validator::new().json(operation, request).to_vec();
//! assert_eq!(diagnostics[0].path, "/containerInstances/0");
//! assert_eq!(diagnostics[0].message, "instanceId length should be one of [32,36]");
//! ```
//!
//! A module uses only the modules above it here; a test keeps it so. Only
//! `wasm` knows of JavaScript.

pub use ecs_drydock_fast::{tape, validate};
pub use ecs_drydock_rules::{diagnostic, model};

pub mod text;
pub mod json;
pub mod form;
pub mod request;
pub mod catalogue;
pub mod query;
pub mod stored;
pub mod command;
pub mod world;
pub mod scheduler;
pub mod operations;
pub mod fleet;
pub mod wire;
pub mod simulation;
pub mod explain;
#[cfg(target_arch = "wasm32")]
mod wasm;
