//! How many tasks a service must and may have (rows `drain-floor`, `drain-ceiling`).

use crate::world::{Service, World};

use super::verdict::verdict;

/// The least of healthy tasks: rounded up.
///
/// ```
/// use ecs_drydock::scheduler::floor;
///
/// assert_eq!(floor(2, 75), 2);
/// assert_eq!(floor(4, 50), 2);
/// ```
pub fn floor(desired: u32, minimum_healthy_percent: u32) -> u32 {
    let product = u64::from(desired) * u64::from(minimum_healthy_percent);
    u32::try_from(product.div_ceil(100)).unwrap_or(u32::MAX)
}

/// The most of live tasks: rounded down.
///
/// ```
/// use ecs_drydock::scheduler::ceiling;
///
/// assert_eq!(ceiling(3, 125), 3);
/// assert_eq!(ceiling(4, 200), 8);
/// ```
pub fn ceiling(desired: u32, maximum_percent: u32) -> u32 {
    let product = u64::from(desired) * u64::from(maximum_percent);
    u32::try_from(product / 100).unwrap_or(u32::MAX)
}

/// The bounds of a service, and where it stands between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The least of healthy tasks.
    pub floor: u32,
    /// The most of live ones.
    pub ceiling: u32,
    /// Tasks that count as healthy (assumption 33).
    pub healthy: u32,
    /// Tasks that are not STOPPED.
    pub live: u32,
}

impl Bounds {
    /// Where a service stands now.
    pub fn of(world: &World, service: &Service) -> Bounds {
        let tasks = world.tasks_by(&service.tasks);
        let healthy = tasks.filter(|task| task.wanted && verdict(world, service, task).healthy).count();
        Bounds {
            floor: floor(service.desired_count, service.minimum_healthy_percent),
            ceiling: ceiling(service.desired_count, service.maximum_percent),
            healthy: u32::try_from(healthy).unwrap_or(u32::MAX),
            live: u32::try_from(service.tasks.len()).unwrap_or(u32::MAX),
        }
    }

    /// How many healthy tasks may stop.
    pub fn may_stop(&self) -> u32 {
        self.healthy.saturating_sub(self.floor)
    }

    /// How many tasks may start.
    pub fn may_start(&self) -> u32 {
        self.ceiling.saturating_sub(self.live)
    }
}
