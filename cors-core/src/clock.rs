//! A clock that needs no runtime: a thread that wakes whoever has waited long enough.

use std::{
    collections::BTreeMap,
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError},
    task::{Context, Poll, Waker},
    thread,
    time::Instant,
};

/// Starts the clock, so that a system without threads to spare is found out about at start-up, and not by a request.
///
/// # Panics
///
/// If its thread cannot be started.
#[doc(hidden)]
pub fn start_clock() {
    assert!(is_running(), "the thread that limits how long a source may take cannot be started");
}

/// A time that will come.
#[derive(Debug)]
pub(crate) struct Alarm {
    at: Instant,
    /// What tells it from others of the same time, once it is waited for.
    number: Option<u64>,
}

impl Alarm {
    pub(crate) fn at(at: Instant) -> Self {
        Alarm { at, number: None }
    }
}

impl Future for Alarm {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // Without a clock nobody would be woken: then the time has come.
        if self.at <= Instant::now() || !is_running() {
            return Poll::Ready(());
        }
        let mut waiting = waiting();
        let number = *self.number.get_or_insert_with(|| waiting.next_number());
        waiting.alarms.insert((self.at, number), context.waker().clone());
        let is_first = waiting.alarms.first_key_value().is_some_and(|(&first, _)| first == (self.at, number));
        drop(waiting);
        if is_first {
            CHANGED.notify_one();
        }
        Poll::Pending
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            waiting().alarms.remove(&(self.at, number));
        }
    }
}

/// Who waits, by when.
struct Waiting {
    alarms: BTreeMap<(Instant, u64), Waker>,
    numbers: u64,
}

impl Waiting {
    fn next_number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }
}

static WAITING: Mutex<Waiting> = Mutex::new(Waiting { alarms: BTreeMap::new(), numbers: 0 });
static CHANGED: Condvar = Condvar::new();

fn waiting() -> MutexGuard<'static, Waiting> {
    WAITING.lock().unwrap_or_else(PoisonError::into_inner)
}

fn is_running() -> bool {
    static IS_RUNNING: OnceLock<bool> = OnceLock::new();
    *IS_RUNNING.get_or_init(|| thread::Builder::new().name("cors-clock".to_owned()).spawn(run).is_ok())
}

fn run() {
    let mut waiting = waiting();
    loop {
        let now = Instant::now();
        waiting = match waiting.alarms.first_entry() {
            None => CHANGED.wait(waiting).unwrap_or_else(PoisonError::into_inner),
            Some(first) if first.key().0 > now => {
                let rest = first.key().0 - now;
                CHANGED.wait_timeout(waiting, rest).unwrap_or_else(PoisonError::into_inner).0
            }
            Some(first) => {
                let waker = first.remove();
                drop(waiting);
                // Somebody else's code, without which the others still have to be woken.
                let _ = catch_unwind(AssertUnwindSafe(|| waker.wake()));
                self::waiting()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        sync::{Arc, mpsc},
        task::Wake,
        time::Duration,
    };

    use super::*;

    struct Bell(mpsc::Sender<u64>, u64);

    impl Wake for Bell {
        fn wake(self: Arc<Self>) {
            let _ = self.0.send(self.1);
            assert!(self.1 != 1, "a waker that panics");
        }
    }

    /// The earlier first, however they were set, even after a waker that panicked; and none that is not waited for any more.
    #[test]
    fn wakes_in_order() {
        let (sender, rings) = mpsc::channel();
        let now = Instant::now();
        let alarms: Vec<Alarm> = [3, 1, 4, 2]
            .into_iter()
            .map(|number| {
                let mut alarm = Alarm::at(now + Duration::from_millis(40 * number));
                let waker = Waker::from(Arc::new(Bell(sender.clone(), number)));
                assert!(Pin::new(&mut alarm).poll(&mut Context::from_waker(&waker)).is_pending());
                alarm
            })
            .filter(|alarm| alarm.at != now + Duration::from_millis(160))
            .collect();
        let rung: Vec<u64> = (0..3).filter_map(|_| rings.recv_timeout(Duration::from_secs(10)).ok()).collect();
        assert_eq!(rung, [1, 2, 3]);
        assert!(rings.recv_timeout(Duration::from_millis(100)).is_err(), "the fourth was dropped");
        let mut context = Context::from_waker(Waker::noop());
        assert!(alarms.into_iter().all(|alarm| pin!(alarm).poll(&mut context).is_ready()));
    }
}
