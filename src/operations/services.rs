//! `CreateService`, `UpdateService`, `DeleteService`, `DescribeServices`, `ListServices`.

use super::run_task::check_expression;
use super::{Answer, ServiceException, lifecycle, lookup, outside, page, tag_resource};
use crate::model::exception::Exception;
use crate::request::{self, CreateService, DeleteService, DescribeServices, ListServices, UpdateService};
use crate::scheduler::is_rebalanced_by_default;
use crate::stored::copy;
use crate::world::{LoadBalancer, Memory, Rule, Service, ServiceKey, ServiceStatus, Tag, TaskDefinition, World};

/// Creates a service; the scheduler starts its tasks when it looks next.
pub(super) fn create(world: &mut World, request: &CreateService) -> Result<Answer, ServiceException> {
    outside::controller(request.deployment_controller.as_ref().map(|controller| controller.r#type.as_str()))?;
    outside::launch_type(request.launch_type.as_deref())?;
    outside::capacity_providers(request.capacity_provider_strategy.is_some())?;
    let configuration = request.deployment_configuration.as_ref();
    outside::deployment_strategy(configuration.and_then(|known| known.strategy.as_deref()))?;
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let known = world.service_of_name(cluster.key, &request.service_name);
    if let Some(known) = known.filter(|known| known.status != ServiceStatus::Inactive) {
        let message = match known.status {
            ServiceStatus::Draining => "Unable to Start a service that is still Draining.",
            _ => "Creation of service was not idempotent.",
        };
        return Err(invalid(message));
    }
    let text = request.task_definition.as_deref().unwrap_or_default();
    let definition = lookup::active_definition(world, text, Exception::ClientException)?;
    outside::network(definition, request.network_configuration.is_some())?;
    let load_balancers = load_balancers(request.load_balancers.as_deref().unwrap_or_default())?;
    check_targets(definition, &load_balancers)?;
    let constraints = constraints(request.placement_constraints.as_deref().unwrap_or_default())?;
    let daemon = request.scheduling_strategy.as_deref() == Some("DAEMON");
    let (floor, ceiling) = if daemon { (0, 100) } else { (100, 200) };
    let mut tags: Vec<Tag> = tag_resource::given(&request.tags);
    tags.truncate(50);
    let mut service = Service {
        key: ServiceKey::NEW,
        cluster: cluster.key,
        name: request.service_name.clone(),
        format: lifecycle::arn_format(world, "serviceLongArnFormat"),
        status: ServiceStatus::Active,
        daemon,
        desired_count: if daemon { 0 } else { whole(request.desired_count).unwrap_or_default() },
        minimum_healthy_percent: configuration.and_then(|known| whole(known.minimum_healthy_percent)).unwrap_or(floor),
        maximum_percent: configuration.and_then(|known| whole(known.maximum_percent)).unwrap_or(ceiling),
        circuit_breaker: configuration.and_then(circuit_breaker),
        load_balancers,
        grace_period_ms: grace_period_ms(request.health_check_grace_period_seconds),
        constraints,
        strategy: strategy(request.placement_strategy.as_deref().unwrap_or_default()),
        rebalancing: false,
        network_configuration: request.network_configuration.as_ref().map(|json| json.0.clone()),
        propagate_tags: request.propagate_tags.clone(),
        tags,
        created_ms: 0,
        deployments: Vec::new(),
        messages: Vec::new(),
        tasks: Vec::new(),
        memory: Memory::default(),
        remembered: true,
    };
    service.rebalancing = match request.availability_zone_rebalancing.as_deref() {
        Some(word) => word == "ENABLED",
        None => is_rebalanced_by_default(&service),
    };
    check_bounds(&service)?;
    let definition = definition.key;
    for balancer in &service.load_balancers {
        world.target_group_mut(&balancer.target_group);
    }
    Ok(Answer::Service(world.create_service(service, definition)))
}

fn invalid(message: impl Into<String>) -> ServiceException {
    ServiceException::new(Exception::InvalidParameterException, message)
}

fn whole(number: Option<i32>) -> Option<u32> {
    number.and_then(|number| u32::try_from(number).ok())
}

fn grace_period_ms(seconds: Option<i32>) -> Option<u64> {
    whole(seconds).map(|seconds| u64::from(seconds) * 1000)
}

fn circuit_breaker(configuration: &request::DeploymentConfiguration) -> Option<bool> {
    let breaker = configuration.deployment_circuit_breaker.as_ref()?;
    breaker.enable.then_some(breaker.rollback)
}

/// Percentages that block everything are refused, with what the service has and the request
/// leaves out counted in (rows `msg-both-100`, `msg-daemon-100`).
fn check_bounds(service: &Service) -> Result<(), ServiceException> {
    if service.daemon && service.maximum_percent > 100 {
        return Err(invalid(
            "The daemon scheduling strategy does not support values above 100 for maximumPercent on a deployment configuration. Change the maximumPercent value to 100, and try again",
        ));
    }
    if service.minimum_healthy_percent >= 100 && service.maximum_percent == 100 {
        return Err(invalid(
            "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.",
        ));
    }
    Ok(())
}

fn load_balancers(given: &[request::LoadBalancer]) -> Result<Vec<LoadBalancer>, ServiceException> {
    let mut known = Vec::new();
    for balancer in given {
        let Some(group) = &balancer.target_group_arn else { return Err(outside::classic_load_balancer()) };
        let name = balancer.container_name.clone().unwrap_or_default();
        let port = whole(balancer.container_port).unwrap_or_default();
        known.push(LoadBalancer { target_group: group.clone(), container: name, port });
    }
    Ok(known)
}

/// What is registered with a target group has to be in the task definition (row `msg-balancer-container`).
fn check_targets(definition: &TaskDefinition, balancers: &[LoadBalancer]) -> Result<(), ServiceException> {
    for LoadBalancer { container: name, port, .. } in balancers {
        let container = definition.containers.iter().find(|container| container.name == *name);
        let Some(container) = container else {
            return Err(invalid(format!("The container {name} does not exist in the task definition.")));
        };
        if !container.ports.contains(port) {
            return Err(invalid(format!("The container {name} did not have a container port {port} defined.")));
        }
    }
    Ok(())
}

fn constraints(given: &[request::PlacementConstraint]) -> Result<Vec<Rule>, ServiceException> {
    let mut known = Vec::new();
    for constraint in given {
        let expression = constraint.expression.as_deref().unwrap_or_default();
        check_expression(constraint.r#type.as_deref(), expression)?;
        let kind = constraint.r#type.clone().unwrap_or_default();
        known.push(Rule { kind, of: expression.to_owned() });
    }
    Ok(known)
}

/// Placement strategies as they are kept.
pub(super) fn strategy(given: &[request::PlacementStrategy]) -> Vec<Rule> {
    let mut rules = Vec::new();
    for strategy in given {
        let (kind, of) = (strategy.r#type.clone().unwrap_or_default(), strategy.field.clone().unwrap_or_default());
        rules.push(Rule { kind, of });
    }
    rules
}

/// The ACTIVE service that a request is about (rows `msg-service-…`).
fn active<'w>(world: &'w World, cluster: Option<&str>, identifier: &str) -> Result<&'w Service, ServiceException> {
    let service = found(world, cluster, identifier)?;
    let inactive = || ServiceException::new(Exception::ServiceNotActiveException, "Service was not ACTIVE.");
    Some(service).filter(|service| service.status == ServiceStatus::Active).ok_or_else(inactive)
}

fn found<'w>(world: &'w World, cluster: Option<&str>, identifier: &str) -> Result<&'w Service, ServiceException> {
    let cluster = lookup::cluster(world, cluster)?;
    let missing = || ServiceException::new(Exception::ServiceNotFoundException, "Service not found.");
    lookup::service(world, cluster, identifier).ok_or_else(missing)
}

/// Changes a service; what its tasks are made of begins a deployment, and how many there are or
/// how they are replaced does not (row `op-update-service`).
pub(super) fn update(world: &mut World, request: &UpdateService) -> Result<Answer, ServiceException> {
    outside::controller(request.deployment_controller.as_ref().map(|controller| controller.r#type.as_str()))?;
    outside::capacity_providers(request.capacity_provider_strategy.is_some())?;
    let configuration = request.deployment_configuration.as_ref();
    outside::deployment_strategy(configuration.and_then(|known| known.strategy.as_deref()))?;
    let service = active(world, request.cluster.as_deref(), &request.service)?;
    if service.daemon && request.desired_count.is_some() {
        return Err(invalid(
            "The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again",
        ));
    }
    if service.daemon && request.placement_strategy.is_some() {
        return Err(invalid(
            "The daemon scheduling strategy does not support placement strategies. Remove the placement strategy and try again",
        ));
    }
    let current = service.deployments.first().map(|deployment| deployment.definition);
    let current = current.and_then(|key| world.definition(key));
    let definition = match (request.task_definition.as_deref(), current) {
        (Some(text), _) => lookup::active_definition(world, text, Exception::ClientException)?,
        (None, Some(current)) => current,
        (None, None) => return Err(invalid("TaskDefinition not found.")),
    };
    let mut after = copy(service);
    if let Some(network) = &request.network_configuration {
        after.network_configuration = Some(network.0.clone());
    }
    outside::network(definition, after.network_configuration.is_some())?;
    if let Some(given) = &request.load_balancers {
        after.load_balancers = load_balancers(given)?;
    }
    check_targets(definition, &after.load_balancers)?;
    if let Some(given) = &request.placement_constraints {
        after.constraints = constraints(given)?;
    }
    if let Some(given) = &request.placement_strategy {
        after.strategy = strategy(given);
    }
    if let Some(configuration) = configuration {
        let (floor, ceiling) = (whole(configuration.minimum_healthy_percent), whole(configuration.maximum_percent));
        after.minimum_healthy_percent = floor.unwrap_or(after.minimum_healthy_percent);
        after.maximum_percent = ceiling.unwrap_or(after.maximum_percent);
        if configuration.deployment_circuit_breaker.is_some() {
            after.circuit_breaker = circuit_breaker(configuration);
        }
    }
    after.desired_count = whole(request.desired_count).unwrap_or(after.desired_count);
    if let Some(word) = &request.availability_zone_rebalancing {
        after.rebalancing = word == "ENABLED";
    }
    after.grace_period_ms = grace_period_ms(request.health_check_grace_period_seconds).or(after.grace_period_ms);
    after.propagate_tags = request.propagate_tags.clone().or(after.propagate_tags);
    check_bounds(&after)?;
    let deploys = request.force_new_deployment == Some(true)
        || current.map(|current| current.key) != Some(definition.key)
        || after.network_configuration != service.network_configuration
        || after.load_balancers != service.load_balancers;
    let (key, definition) = (service.key, definition.key);
    let counted = after.desired_count != service.desired_count;
    for balancer in &after.load_balancers {
        world.target_group_mut(&balancer.target_group);
    }
    world.change_service(key, |service| {
        *service = after;
        service.memory.steady = false;
    });
    if deploys {
        world.begin_deployment(key, definition);
    }
    if counted {
        world.tell(key, "SERVICE_DESIRED_COUNT_UPDATED", None, None);
    }
    world.wake(key);
    Ok(Answer::Service(key))
}

/// Deletes a service: DRAINING until its tasks are STOPPED, and INACTIVE then.
pub(super) fn delete(world: &mut World, request: &DeleteService) -> Result<Answer, ServiceException> {
    let service = found(world, request.cluster.as_deref(), &request.service)?;
    let (key, forced) = (service.key, request.force == Some(true));
    if service.status == ServiceStatus::Active {
        if !forced && !service.daemon && service.desired_count > 0 {
            return Err(invalid("The service cannot be stopped while it is scaled above 0."));
        }
        if !forced && service.deployments.len() > 1 {
            return Err(invalid("The service cannot be stopped while deployments are active."));
        }
        world.change_service(key, |service| {
            (service.status, service.desired_count) = (ServiceStatus::Draining, 0);
        });
        world.wake(key);
    }
    Ok(Answer::Service(key))
}

/// Describes services; one that stands twice in the list once (assumption 8).
pub(super) fn describe(world: &World, request: &DescribeServices) -> Result<Answer, ServiceException> {
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for identifier in &request.services {
        match lookup::service(world, cluster, identifier) {
            Some(service) if found.contains(&service.key) => {}
            Some(service) => found.push(service.key),
            None => failures.push(lookup::missing_of("service", world, cluster, identifier)),
        }
    }
    let tags = lookup::asks(&request.include, "TAGS");
    Ok(Answer::Services { found, failures, tags })
}

/// Lists services that are not INACTIVE in the order of their creation, ten to a page unless
/// asked otherwise (row `page-services`).
pub(super) fn list(world: &World, request: &ListServices) -> Result<Answer, ServiceException> {
    let after = page::after(request.next_token.as_deref())?;
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let daemon = request.scheduling_strategy.as_deref().map(|word| word == "DAEMON");
    let mut page = page::Page::new(request.max_results, 10);
    let mut arns = Vec::new();
    for service in world.services() {
        let number = u64::from(service.key.number());
        let wanted = service.cluster == cluster.key
            && service.status != ServiceStatus::Inactive
            && request.launch_type.as_deref().is_none_or(|word| word == "EC2")
            && daemon.is_none_or(|daemon| daemon == service.daemon)
            && after.is_none_or(|after| number > after);
        if wanted {
            if !page.takes(number) {
                break;
            }
            arns.push(world.service_arn(service));
        }
    }
    Ok(Answer::Arns { member: "serviceArns", arns, next_token: page.next_token() })
}
