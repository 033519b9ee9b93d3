//! What the service accepts, as data: operations and their members, rules,
//! lifecycles, instance types, and the table of what is not known.
//!
//! Nothing here looks at a request; [`crate::validate`] walks this data.

pub mod arn;
pub mod assumption;
pub mod charset;
pub mod exception;
pub mod health;
pub mod instance_type;
pub mod lifecycle;
pub mod member;
pub mod names;
pub mod operations;
pub mod readers;
pub mod rule;
pub mod rules;
pub mod service_operations;
pub mod task_size;
pub mod throttle;
pub mod version;
