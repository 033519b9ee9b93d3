//! What ECS has and a simulation has not: it says so, rather than pretending.

use super::ServiceException;
use crate::model::exception::Exception;
use crate::world::{NetworkMode, TaskDefinition};

fn not_simulated(what: &str) -> ServiceException {
    ServiceException::new(Exception::NotSimulatedException, format!("{what} is not simulated here"))
}

/// Only EC2 hosts are simulated.
pub(super) fn launch_type(launch_type: Option<&str>) -> Result<(), ServiceException> {
    match launch_type.filter(|word| *word != "EC2") {
        Some(word) => Err(not_simulated(&format!("the launch type {word}"))),
        None => Ok(()),
    }
}

/// Capacity providers are not simulated.
pub(super) fn capacity_providers(given: bool) -> Result<(), ServiceException> {
    if given { Err(not_simulated("a capacity provider strategy")) } else { Ok(()) }
}

/// Only the controller ECS is simulated.
pub(super) fn controller(controller: Option<&str>) -> Result<(), ServiceException> {
    match controller.filter(|word| *word != "ECS") {
        Some(word) => Err(not_simulated(&format!("the deployment controller {word}"))),
        None => Ok(()),
    }
}

/// Only rolling updates are simulated.
pub(super) fn deployment_strategy(strategy: Option<&str>) -> Result<(), ServiceException> {
    match strategy.filter(|word| *word != "ROLLING") {
        Some(word) => Err(not_simulated(&format!("the deployment strategy {word}"))),
        None => Ok(()),
    }
}

/// Classic Load Balancers have no target groups.
pub(super) fn classic_load_balancer() -> ServiceException {
    not_simulated("a Classic Load Balancer")
}

/// A network configuration goes with the mode awsvpc, and with no other (row `msg-network-configuration`).
pub(super) fn network(definition: &TaskDefinition, given: bool) -> Result<(), ServiceException> {
    let message = match (definition.network == NetworkMode::Awsvpc, given) {
        (true, false) => "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
        (false, true) => "Network Configuration is not valid for the given networkMode of this task definition.",
        _ => return Ok(()),
    };
    Err(ServiceException::new(Exception::InvalidParameterException, message))
}
