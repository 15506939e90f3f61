//! A set that can be replaced while requests are served.

use std::{
    fmt,
    sync::{
        Mutex, PoisonError, RwLock, RwLockReadGuard, TryLockError,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::{error::OriginSetError, origin_set::OriginSet};
use crate::origins::{
    allowed_origin::AllowedOrigin,
    requested_origin::RequestedOrigin,
    trusted::{Trusted, sealed::Search},
};

/// An [`OriginSet`] that can be replaced while requests are served: all of it or nothing of it. Whoever looks an origin up
/// sees the set before or the set after, and never waits.
///
/// ```
/// use cors_core::{OriginSet, ReloadableOrigins};
///
/// let tenants = ReloadableOrigins::new(OriginSet::from_text("https://a.example")?);
///
/// tenants.reload_from_text("https://a.example https://b.example")?;
/// assert_eq!(tenants.current().origins().count(), 2);
///
/// // One mistake, and the old set stays.
/// assert!(tenants.reload_from_text("https://c.example https://d.example/").is_err());
/// assert_eq!(tenants.current().origins().count(), 2);
/// # Ok::<(), cors_core::OriginSetError>(())
/// ```
pub struct ReloadableOrigins {
    /// The set in force, twice. Only the place that is not in force is written to, so that nobody who looks an origin up has to
    /// wait for whoever writes.
    places: [RwLock<OriginSet>; 2],
    /// How often the set was replaced: it says which place is in force.
    reloads: AtomicUsize,
    /// One at a time.
    reloading: Mutex<()>,
}

impl ReloadableOrigins {
    /// Begins with this set.
    #[must_use]
    pub fn new(origins: OriginSet) -> Self {
        ReloadableOrigins {
            places: [RwLock::new(origins.clone()), RwLock::new(origins)],
            reloads: AtomicUsize::new(0),
            reloading: Mutex::new(()),
        }
    }

    /// Replaces the set. Requests that are being decided keep the one that they have begun with.
    pub fn reload(&self, origins: OriginSet) {
        let _one_at_a_time = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        let before = self.reloads.load(Ordering::Relaxed);
        let after = before.wrapping_add(1);
        *self.place(after).write().unwrap_or_else(PoisonError::into_inner) = origins.clone();
        self.reloads.store(after, Ordering::Release);
        // What was in force is not kept until the next time.
        *self.place(before).write().unwrap_or_else(PoisonError::into_inner) = origins;
    }

    fn place(&self, reloads: usize) -> &RwLock<OriginSet> {
        let [even, odd] = &self.places;
        if reloads.is_multiple_of(2) { even } else { odd }
    }

    fn in_force(&self) -> RwLockReadGuard<'_, OriginSet> {
        loop {
            match self.place(self.reloads.load(Ordering::Acquire)).try_read() {
                Ok(origins) => return origins,
                Err(TryLockError::Poisoned(origins)) => return origins.into_inner(),
                // It is written to: another has come into force in between.
                Err(TryLockError::WouldBlock) => {}
            }
        }
    }

    /// Replaces the set by that of a text, as [`OriginSet::from_text`] reads it.
    ///
    /// What was accepted on the record for the set that is replaced is not accepted for this one: for that, give
    /// [`ReloadableOrigins::reload`] a set that says so itself.
    ///
    /// # Errors
    ///
    /// Every rule that the origins break. Then nothing is replaced.
    pub fn reload_from_text(&self, text: &str) -> Result<(), OriginSetError> {
        OriginSet::from_text(text).map(|origins| self.reload(origins))
    }

    /// The set as it is now. It stays what it is, whatever is reloaded later.
    #[must_use]
    pub fn current(&self) -> OriginSet {
        self.in_force().clone()
    }
}

impl Trusted for ReloadableOrigins {}

impl Search for ReloadableOrigins {
    fn search<'r>(&self, origin: RequestedOrigin<'r>) -> Option<AllowedOrigin<'r>> {
        self.in_force().search(origin)
    }
}

impl From<OriginSet> for ReloadableOrigins {
    fn from(origins: OriginSet) -> Self {
        ReloadableOrigins::new(origins)
    }
}

impl fmt::Debug for ReloadableOrigins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReloadableOrigins").field(&*self.in_force()).finish()
    }
}
