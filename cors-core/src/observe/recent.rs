//! The last decisions of the process, for the panel.

use std::{
    collections::VecDeque,
    fmt::Display,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use super::event::{Decided, word_in_log};
use crate::{
    decide::{path_policies::PathPolicies, reason::Reason, request::RequestHead},
    policy::{
        enforcement::Enforcement,
        policy::{Policy, PolicyParts},
    },
};

/// The number of decisions that are kept.
const KEPT: usize = 100;

/// The policy of the panel: its own pages only, under a name of this machine only. Decisions by it are not recorded.
pub static PANEL: Policy = PolicyParts {
    // Not an identifier, so that no policy of an application has the same name.
    name: "the panel",
    enforce: Some(Enforcement::Refuse),
    hosts: &["localhost:*", "127.0.0.1:*", "[::1]:*"],
    ..PolicyParts::SAME_ORIGIN
}
.policy();

/// A decision about a request. Its texts can forge neither fields nor lines.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecentDecision {
    /// The number of the decision: 1 for the first that was recorded.
    pub number: u64,
    /// Milliseconds since the Unix epoch.
    pub time: u64,
    /// The pattern of the route; empty if it is not known.
    pub route: String,
    /// The method; for a preflight the requested one.
    pub method: String,
    /// The `Origin` of the request; empty if there is none.
    pub origin: String,
    /// The decision in words, as in the message of its event.
    pub words: &'static str,
    /// The reason.
    pub reason: Reason,
    /// The name of the policy; empty if none decided.
    pub policy: String,
}

static IS_RECORDING: AtomicBool = AtomicBool::new(false);
static RECENT: Mutex<Recent> = Mutex::new(Recent { last: 0, decisions: VecDeque::new() });

struct Recent {
    /// The number of the last decision.
    last: u64,
    decisions: VecDeque<RecentDecision>,
}

/// Records decisions from now on.
pub fn start_recording() {
    IS_RECORDING.store(true, Ordering::Relaxed);
}

/// Returns whether decisions are recorded.
#[inline]
pub fn is_recording() -> bool {
    IS_RECORDING.load(Ordering::Relaxed)
}

/// Returns the number of the last decision, and the decisions that are kept and have a number above `number`, oldest first.
pub fn decisions_after(number: u64) -> (u64, Vec<RecentDecision>) {
    let recent = lock();
    let newer = recent.decisions.iter().filter(|decision| decision.number > number);
    (recent.last, newer.cloned().collect())
}

/// Records a decision. `route`: the pattern of the route.
#[cold]
pub fn record<R: RequestHead>(decided: &Decided<'_, R>, route: &dyn Display) {
    if is_of_panel(decided.policies) {
        return;
    }
    let reason = decided.reason();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let decision = RecentDecision {
        number: 0,
        time: u64::try_from(now.as_millis()).unwrap_or(u64::MAX),
        route: word_in_log(&route.to_string()),
        method: decided.method(),
        origin: decided.origin(),
        words: decided.in_words(reason),
        reason,
        policy: word_in_log(decided.policy()),
    };
    let mut recent = lock();
    recent.last += 1;
    let number = recent.last;
    if recent.decisions.len() == KEPT {
        recent.decisions.pop_front();
    }
    recent.decisions.push_back(RecentDecision { number, ..decision });
}

fn is_of_panel(policies: &PathPolicies) -> bool {
    policies.policies().any(|policy| policy.name() == PANEL.name())
}

fn lock() -> MutexGuard<'static, Recent> {
    // Every change leaves the list whole.
    RECENT.lock().unwrap_or_else(PoisonError::into_inner)
}
