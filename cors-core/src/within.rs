//! Waiting, but not for ever.

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use futures_timer::Delay;

/// Starts the clock, so that a system without threads to spare is found out about at start-up, and not by a request.
///
/// # Panics
///
/// If its thread cannot be started.
#[doc(hidden)]
pub fn start_clock() {
    let mut context = Context::from_waker(Waker::noop());
    let _ = pin!(Delay::new(Duration::ZERO)).poll(&mut context);
}

/// What the future becomes, or `None` where it has not after `limit`. A future that is ready at once needs no clock.
///
/// The clock is a thread of its own, so that it goes in every runtime, and in none.
pub(crate) async fn within<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut delay = None;
    std::future::poll_fn(|cx| {
        if let Poll::Ready(output) = future.as_mut().poll(cx) {
            return Poll::Ready(Some(output));
        }
        let delay = delay.get_or_insert_with(|| Delay::new(limit));
        std::pin::Pin::new(delay).poll(cx).map(|()| None)
    })
    .await
}
