//! Commands: each is looked at whole before anything of it is done.

use super::{Misuse, Outcome, Simulation, wait::unknown_host};
use crate::command::options::MOST_MS;
use crate::command::{Command, Fault, Launch, Target, Workload, from_json};
use crate::fleet;
use crate::form::Json;
use crate::model::assumption::assumption as known_assumption;
use crate::model::instance_type::INSTANCE_TYPES;
use crate::validate::Field;
use crate::world::World;

/// How many hosts one command may launch: twice what a cluster takes (row `quota-cluster`).
const MOST_HOSTS: u32 = 10_000;

/// How often a connection may flap by one command.
const MOST_FLAPS: u32 = 1_000;

impl Simulation {
    /// Applies a command given as JSON text.
    pub fn apply_json(&mut self, json: &str) -> Result<Outcome, Misuse> {
        let command = from_json(json).map_err(Misuse::from)?;
        self.apply(&command)
    }

    /// Applies a command. If it is misuse, nothing is changed.
    pub fn apply(&mut self, command: &Command) -> Result<Outcome, Misuse> {
        self.check(command)?;
        match command {
            Command::Call { operation, request: Json(json) } => {
                return Ok(Outcome::Call(self.call_json(operation, json.as_bytes())));
            }
            Command::Advance { milliseconds } => return self.advance(*milliseconds).map(|()| Outcome::Advanced),
            _ => {}
        }
        self.note(command);
        if command.after_ms() > 0 {
            self.world.put_off(command.to_json_when_due(), command.after_ms());
            return Ok(Outcome::Done);
        }
        Ok(carry_out(&mut self.world, command))
    }

    /// A command that was put off is carried out. What it was about may be gone; then nothing happens.
    pub(super) fn happen_later(&mut self, number: u64) {
        let text = self.world.take_put_off(number).unwrap_or_default();
        if let Ok(command) = from_json::<Command>(&text)
            && self.check(&command).is_ok()
        {
            carry_out(&mut self.world, &command);
        }
    }

    fn check(&self, command: &Command) -> Result<(), Misuse> {
        let known_host = |member: &str, text: &str| match fleet::find(&self.world, text) {
            Some(_) => Ok(()),
            None => Err(unknown_host(member, text)),
        };
        match command {
            Command::Call { .. } => Ok(()),
            Command::Advance { milliseconds } => self.end_of("milliseconds", *milliseconds).map(drop),
            Command::Launch(launch) => {
                self.end_of("afterMs", launch.after_ms)?;
                check_launch(launch)
            }
            Command::Host { host, after_ms, .. } | Command::Deadline { host, after_ms } => {
                self.end_of("afterMs", *after_ms)?;
                known_host("host", host)
            }
            Command::Fault { fault, after_ms } => {
                self.end_of("afterMs", *after_ms)?;
                fault.host().map_or(Ok(()), |host| known_host("fault.host", host))?;
                if let Fault::TaskExit { task, .. } = fault {
                    self.known_task("fault.task", task)?;
                }
                check_fault(fault)
            }
            Command::Workload(workload) => {
                self.end_of("afterMs", workload.after_ms)?;
                check_workload(workload)
            }
            Command::Target(target) => {
                self.end_of("afterMs", target.after_ms)?;
                self.check_target(target)
            }
            Command::Assume { assumption, choice } => match wrong_choice(*assumption, *choice) {
                Some(message) if known_assumption(*assumption).is_none() => Err(Misuse::new("assumption", message)),
                Some(message) => Err(Misuse::new("choice", message)),
                None => Ok(()),
            },
        }
    }
}

impl Simulation {
    fn known_task(&self, member: &str, text: &str) -> Result<(), Misuse> {
        match fleet::find_task(&self.world, text) {
            Some(_) => Ok(()),
            None => Err(Misuse::new(member, format!("there is no task `{text}`: give its ID or ARN"))),
        }
    }

    fn check_target(&self, target: &Target) -> Result<(), Misuse> {
        let known = self.world.target_group(&target.target_group).is_some();
        if !known {
            let message = format!(
                "there is no target group `{}`: name it in the option targetGroups, or in a service",
                target.target_group
            );
            return Err(Misuse::new("targetGroup", message));
        }
        let delays =
            [("deregistrationDelayMs", target.deregistration_delay_ms), ("healthyAfterMs", target.healthy_after_ms)];
        let too_long = delays.into_iter().find(|(_, ms)| ms.is_some_and(|ms| ms > MOST_MS));
        if let Some((member, milliseconds)) = too_long {
            return Err(Misuse::new(member, format!("`{}` is more than a year", milliseconds.unwrap_or_default())));
        }
        target.task.as_deref().map_or(Ok(()), |task| self.known_task("task", task))
    }
}

pub(super) fn check_workload(workload: &Workload) -> Result<(), Misuse> {
    if workload.family.is_empty() {
        return Err(Misuse::new("family", "name the family of task definitions whose containers are meant"));
    }
    let times = [
        ("pullMs", workload.pull_ms),
        ("startMs", workload.start_ms),
        ("stopMs", workload.stop_ms),
        ("exitAfterMs", workload.exit_after_ms),
    ];
    match times.into_iter().find(|(_, milliseconds)| milliseconds.is_some_and(|milliseconds| milliseconds > MOST_MS)) {
        Some((member, milliseconds)) => {
            Err(Misuse::new(member, format!("`{}` is more than a year", milliseconds.unwrap_or_default())))
        }
        None => Ok(()),
    }
}

/// The assumptions that can be switched, as far as what they are about is simulated.
const SWITCHABLE: [u16; 17] = [1, 5, 21, 23, 26, 31, 32, 37, 40, 46, 56, 60, 79, 81, 82, 83, 87];

/// What is wrong with an answer to an assumption.
pub(super) fn wrong_choice(id: u16, choice: u8) -> Option<String> {
    let Some(known) = known_assumption(id) else { return Some(format!("there is no assumption `{id}`")) };
    let most = if SWITCHABLE.contains(&id) { known.alternatives.len() } else { 0 };
    (usize::from(choice) > most).then(|| match most {
        0 => format!("assumption {id} cannot be switched here"),
        _ => format!("assumption {id} takes 0 for the default or up to {most} for an alternative, got `{choice}`"),
    })
}

fn carry_out(world: &mut World, command: &Command) -> Outcome {
    match command {
        Command::Launch(launch) => return Outcome::Launched(fleet::launch(world, launch)),
        Command::Host { host, action, .. } => {
            if let Some(host) = fleet::find(world, host) {
                fleet::act(world, host, *action);
            }
        }
        Command::Fault { fault, .. } => fleet::cause(world, fault),
        Command::Workload(workload) => fleet::set_workload(world, workload),
        Command::Target(target) => fleet::set_target(world, target),
        Command::Assume { assumption, choice } => world.assume(*assumption, *choice),
        Command::Call { .. } | Command::Advance { .. } | Command::Deadline { .. } => {}
    }
    Outcome::Done
}

fn check_launch(launch: &Launch) -> Result<(), Misuse> {
    if !(1..=MOST_HOSTS).contains(&launch.count) {
        return Err(Misuse::new("count", format!("must be from 1 to {MOST_HOSTS}, got `{}`", launch.count)));
    }
    let kind = &launch.instance_type;
    if !INSTANCE_TYPES.iter().any(|known| known.name == kind) {
        let message = format!("`{kind}` is not in the table of instance types: instanceTypes() lists those there are");
        return Err(Misuse::new("instanceType", message));
    }
    if let Some(cluster) = launch.cluster.as_deref().filter(|cluster| !Field::ClusterName.accepts(cluster)) {
        return Err(Misuse::new("cluster", format!("`{cluster}` is not the name of a cluster")));
    }
    if let Some(version) = launch.agent_version.as_deref().filter(|version| version.len() > 40) {
        return Err(Misuse::new("agentVersion", format!("`{version}` is longer than 40 characters")));
    }
    let zone = launch.availability_zones.iter().find(|zone| zone.is_empty() || zone.len() > 60);
    if let Some(zone) = zone {
        return Err(Misuse::new("availabilityZones", format!("`{zone}` is not an Availability Zone")));
    }
    Ok(())
}

fn check_fault(fault: &Fault) -> Result<(), Misuse> {
    match fault {
        Fault::Flap { times, .. } if !(1..=MOST_FLAPS).contains(times) => {
            Err(Misuse::new("fault.times", format!("must be from 1 to {MOST_FLAPS}, got `{times}`")))
        }
        Fault::Flap { down_ms: 0, .. } => Err(Misuse::new("fault.downMs", "a break lasts at least 1 ms")),
        _ => Ok(()),
    }
}
