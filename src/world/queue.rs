//! What is to come, by time, and by the order in which it was put there.

use crate::stored::stored;

use super::container_instance::InstanceKey;
use super::host::HostKey;
use super::numbers::Numbers;
use super::service::ServiceKey;
use super::task::TaskKey;

/// Something that will happen. Each of these is on the queue once or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// The host has booted: its agent starts.
    Boot(HostKey),
    /// The agent registers its host.
    Register(HostKey),
    /// The agent connects.
    Connect(HostKey),
    /// The service notices that the agent is gone.
    Disconnect(HostKey),
    /// The heartbeat that reports a change of the container runtime.
    Heartbeat(HostKey),
    /// The next step of an agent update.
    Update(HostKey),
    /// EC2 has stopped or terminated the host.
    Ec2(HostKey),
    /// The agent comes back after a fault.
    Recover(HostKey),
    /// The container runtime comes back after a fault.
    RuntimeRecovers(HostKey),
    /// The next break or return of a connection that flaps.
    Flap(HostKey),
    /// A stopped host is started again after a fault.
    Restart(HostKey),
    /// A Spot interruption takes effect.
    Interruption(HostKey),
    /// The next change of an instance's trunk interface.
    Trunk(InstanceKey),
    /// An instance whose host was terminated is deregistered.
    Reap(InstanceKey),
    /// The connection of a deregistered instance ends.
    Drop(InstanceKey),
    /// AGENT_CONNECTIVITY of an instance becomes IMPAIRED.
    Connectivity(InstanceKey),
    /// An INACTIVE instance is forgotten.
    Forget(InstanceKey),
    /// An event arrives.
    Deliver(u64),
    /// A command that was put off.
    Command(u64),
    /// The time to draw what goes wrong.
    Faults,
    /// The next step of a task down its ladder.
    Task(TaskKey),
    /// The health checks of a task's containers have something new to say.
    Check(TaskKey),
    /// The targets of a task have something new to say.
    Target(TaskKey),
    /// The containers of a task end by themselves.
    Exit(TaskKey),
    /// A task that stopped is forgotten.
    ForgetTask(TaskKey),
    /// The scheduler looks at a service.
    Service(ServiceKey),
    /// An INACTIVE service is forgotten.
    ForgetService(ServiceKey),
}

/// Both maps have numbers for keys and values, so that the program has the code of one
/// kind of map for all that is looked up by a number.
///
/// **Invariant:** both hold the same pairs.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    /// By time, and by the turn among what is due then.
    slots: Numbers,
    /// By what is due.
    times: Numbers,
    turns: u64,
}

stored!(struct Queue { slots, times, turns });

impl Queue {
    pub fn next_ms(&self) -> Option<u64> {
        self.slots.first().map(|(slot, _)| time_of(slot))
    }

    pub fn take(&mut self, by_ms: u64) -> Option<(u64, Due)> {
        let (slot, number) = self.slots.first()?;
        if time_of(slot) > by_ms {
            return None;
        }
        self.slots.remove(slot);
        self.times.remove(number);
        Some((time_of(slot), Due::from_number(number)?))
    }

    pub fn schedule(&mut self, due: Due, at_ms: u64) {
        self.cancel(due);
        self.turns += 1;
        let slot = u128::from(at_ms) << 64 | u128::from(self.turns);
        self.slots.insert(slot, due.number());
        self.times.insert(due.number(), slot);
    }

    pub fn cancel(&mut self, due: Due) {
        if let Some(slot) = self.times.remove(due.number()) {
            self.slots.remove(slot);
        }
    }

    pub fn at_ms(&self, due: Due) -> Option<u64> {
        self.times.get(due.number()).map(time_of)
    }
}

fn time_of(slot: u128) -> u64 {
    (slot >> 64) as u64
}

/// What is due as a number: the kind above, and what it is about in the low 64 bits.
macro_rules! numbered {
    ($($kind:literal => $name:ident $(($key:ident))?),* $(,)?) => {
        impl Due {
            fn number(self) -> u128 {
                match self {
                    $(Due::$name $(($key))? => $kind << 64 $(| u128::from(Number::from($key).0))?),*
                }
            }

            fn from_number(number: u128) -> Option<Due> {
                Some(match number >> 64 {
                    $($kind => Due::$name $(({ let $key = Number(number as u64); $key.into() }))?,)*
                    _ => return None,
                })
            }
        }
    };
}

numbered! {
    0 => Boot(key),
    1 => Register(key),
    2 => Connect(key),
    3 => Disconnect(key),
    4 => Heartbeat(key),
    5 => Update(key),
    6 => Ec2(key),
    7 => Recover(key),
    8 => RuntimeRecovers(key),
    9 => Flap(key),
    10 => Restart(key),
    11 => Interruption(key),
    12 => Trunk(key),
    13 => Reap(key),
    14 => Drop(key),
    15 => Connectivity(key),
    16 => Forget(key),
    17 => Deliver(key),
    18 => Command(key),
    19 => Faults,
    20 => Task(key),
    21 => Check(key),
    22 => Target(key),
    23 => Exit(key),
    24 => ForgetTask(key),
    25 => Service(key),
    26 => ForgetService(key),
}

/// The number of what something is about.
struct Number(u64);

/// Keys are numbers.
macro_rules! keys {
    ($($key:ident),*) => {$(
        impl From<$key> for Number {
            fn from(key: $key) -> Number {
                Number(u64::from(key.0))
            }
        }

        impl From<Number> for $key {
            fn from(number: Number) -> $key {
                $key(number.0 as u32)
            }
        }
    )*};
}

keys!(HostKey, InstanceKey, TaskKey, ServiceKey);

impl From<u64> for Number {
    fn from(number: u64) -> Number {
        Number(number)
    }
}

impl From<Number> for u64 {
    fn from(number: Number) -> u64 {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_at_once_comes_in_the_order_it_was_put_there() {
        let mut queue = Queue::default();
        queue.schedule(Due::Command(2), 5);
        queue.schedule(Due::Command(1), 5);
        queue.schedule(Due::Faults, 1);
        queue.schedule(Due::Faults, 6);
        queue.schedule(Due::Command(3), 5);
        queue.cancel(Due::Command(3));
        let order: Vec<_> = std::iter::from_fn(|| queue.take(6)).collect();
        assert_eq!(order, [(5, Due::Command(2)), (5, Due::Command(1)), (6, Due::Faults)]);
        assert_eq!(queue.times.first(), None);
    }
}
