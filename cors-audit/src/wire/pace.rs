//! The rate of requests.

use std::{sync::Mutex, time::Duration};

use tokio::time::{Instant, sleep_until};

/// Spaces requests evenly.
#[derive(Debug)]
pub(crate) struct Pace {
    /// `None`: no limit.
    interval: Option<Duration>,
    next: Mutex<Option<Instant>>,
}

impl Pace {
    /// `rate`: requests per second; 0: no limit.
    pub(crate) fn new(rate: u32) -> Self {
        let interval = (rate > 0).then(|| Duration::from_secs(1) / rate);
        Pace { interval, next: Mutex::new(None) }
    }

    /// Waits for the turn of the next request.
    pub(crate) async fn turn(&self) {
        if let Some(interval) = self.interval {
            sleep_until(self.reserve(interval)).await;
        }
    }

    fn reserve(&self, interval: Duration) -> Instant {
        let mut next = self.next.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let now = Instant::now();
        let turn = next.map_or(now, |next| next.max(now));
        *next = Some(turn + interval);
        turn
    }
}
