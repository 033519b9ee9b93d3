//! What may turn a request away before anybody looks at it.

use super::ServiceException;
use crate::model::exception::Exception;
use crate::model::throttle::{BUCKETS, bucket_of};
use crate::world::{Stream, World};

/// Lets a request of an operation in, or turns it away: ordered faults first, then the
/// token buckets (rows `bucket-…`), then faults that come by themselves.
pub fn admit(world: &mut World, operation: &str) -> Result<(), ServiceException> {
    let throttled = || ServiceException::new(Exception::ThrottlingException, "Rate exceeded");
    let fault = || ServiceException::new(Exception::ServerException, "Service Unavailable. Please try again later.");
    if world.ordered().throttled > 0 {
        world.order(|ordered| ordered.throttled -= 1);
        return Err(throttled());
    }
    if world.ordered().server_exceptions > 0 {
        world.order(|ordered| ordered.server_exceptions -= 1);
        return Err(fault());
    }
    if world.options().throttling
        && let Some(number) = bucket_of(operation)
        && let Some(bucket) = BUCKETS.get(number)
        && !world.take_token(number, bucket.burst, bucket.refill_per_second)
    {
        return Err(throttled());
    }
    let rate = u64::from(world.options().faults.server_exception);
    if rate > 0 && world.faults_go_on() && world.draw(Stream::Faults, 1, 1000) <= rate {
        return Err(fault());
    }
    Ok(())
}

/// Whether every request leaves a trace, so that even one that is refused or only looks has to be written down.
pub fn leaves_trace(world: &World) -> bool {
    let ordered = world.ordered();
    world.options().throttling
        || world.options().faults.server_exception > 0
        || ordered.throttled > 0
        || ordered.server_exceptions > 0
}
