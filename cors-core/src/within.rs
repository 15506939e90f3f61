//! Waiting, but not for ever.

use std::{
    future::{Future, poll_fn},
    pin::{Pin, pin},
    task::Poll,
    time::{Duration, Instant},
};

use crate::clock::Alarm;

/// What the future becomes, or `None` where it has not after `limit`. A future that is ready at once needs no clock.
///
/// The clock is a thread of its own, so that it goes in every runtime, and in none.
pub(crate) async fn within<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut alarm = None;
    poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        // A limit beyond all time is none.
        let alarm = alarm.get_or_insert_with(|| Instant::now().checked_add(limit).map(Alarm::at));
        match alarm {
            Some(alarm) => Pin::new(alarm).poll(context).map(|()| None),
            None => Poll::Pending,
        }
    })
    .await
}
