//! The outside: hosts and their agents, EC2, trunk interfaces, and what goes wrong
//! with them. It asks for things through the service's own operations, as real
//! agents do, and everything it waits for is on the world's queue.

mod agent;
mod ec2;
mod fault;
mod health;
mod registration;
mod task;
mod trunk;
mod update;

use crate::model::arn;
use crate::text::id_bits;
use crate::world::{Due, HostKey, World};

pub use ec2::{act, launch};
pub use fault::{begin_faults, cause};
pub use task::{find_task, say_targets, set_target, set_workload};

/// Something that was on the queue happens. Commands that were put off, and looks of the
/// scheduler, are not for the fleet.
pub fn happen(world: &mut World, due: Due) {
    match due {
        Due::Boot(host) => agent::boot(world, host),
        Due::Register(host) => registration::register(world, host),
        Due::Connect(host) => agent::connect(world, host),
        Due::Disconnect(host) => agent::noticed(world, host),
        Due::Heartbeat(host) => health::beat(world, host),
        Due::Update(host) => update::step(world, host),
        Due::Ec2(host) => ec2::settle(world, host),
        Due::Recover(host) => agent::recover(world, host),
        Due::RuntimeRecovers(host) => health::set_runtime(world, host, true),
        Due::Flap(host) => agent::flap(world, host),
        Due::Restart(host) => ec2::start(world, host),
        Due::Interruption(host) => ec2::terminate(world, host),
        Due::Trunk(instance) => trunk::step(world, instance),
        Due::Reap(instance) => ec2::reap(world, instance),
        Due::Drop(instance) => agent::dropped(world, instance),
        Due::Connectivity(instance) => health::missed(world, instance),
        Due::Forget(instance) => world.forget(instance),
        Due::Deliver(number) => world.deliver(number),
        Due::Faults => fault::draw(world),
        Due::Task(key) => task::step(world, key),
        Due::Check(key) => task::check(world, key),
        Due::Target(key) => task::target(world, key),
        Due::Exit(key) => task::exit(world, key),
        Due::ForgetTask(key) => world.forget_task(key),
        Due::ForgetService(key) => world.forget_service(key),
        Due::Command(_) | Due::Service(_) => {}
    }
}

/// The host that a text names: its EC2 ID, or the ID or ARN of its container instance.
pub fn find(world: &World, text: &str) -> Option<HostKey> {
    if let Some(host) = world.host_of_ec2_id(text) {
        return Some(host);
    }
    let id = if arn::is_arn(text) { text.rsplit('/').next()? } else { text };
    world.instance_of_id(id_bits(id)?).map(|instance| instance.host)
}
