//! An `OriginSet` that can be replaced while requests are served.

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

/// An [`OriginSet`] that can be replaced while requests are served. Each look-up sees the old set or the new one, and never waits.
///
/// ```
/// use cors_core::{OriginSet, ReloadableOrigins};
///
/// let tenants = ReloadableOrigins::new(OriginSet::from_text("https://a.example")?);
///
/// tenants.reload_from_text("https://a.example https://b.example")?;
/// assert_eq!(tenants.current().origins().count(), 2);
///
/// // With one mistake, the old set stays.
/// assert!(tenants.reload_from_text("https://c.example https://d.example/").is_err());
/// assert_eq!(tenants.current().origins().count(), 2);
/// # Ok::<(), cors_core::OriginSetError>(())
/// ```
pub struct ReloadableOrigins {
    /// Two copies of the set. Only the inactive one is written to, so that no look-up waits for a writer.
    copies: [RwLock<OriginSet>; 2],
    /// The number of replacements; it determines the active copy.
    reloads: AtomicUsize,
    /// Serialises the writers.
    reloading: Mutex<()>,
}

impl ReloadableOrigins {
    /// Starts with this set.
    pub fn new(origins: OriginSet) -> Self {
        ReloadableOrigins {
            copies: [RwLock::new(origins.clone()), RwLock::new(origins)],
            reloads: AtomicUsize::new(0),
            reloading: Mutex::new(()),
        }
    }

    /// Replaces the set. Requests that are being decided use the old one.
    pub fn reload(&self, origins: OriginSet) {
        let _one_at_a_time = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        let before = self.reloads.load(Ordering::Relaxed);
        let after = before.wrapping_add(1);
        *self.copy(after).write().unwrap_or_else(PoisonError::into_inner) = origins.clone();
        self.reloads.store(after, Ordering::Release);
        // So that the old set is dropped.
        *self.copy(before).write().unwrap_or_else(PoisonError::into_inner) = origins;
    }

    fn copy(&self, reloads: usize) -> &RwLock<OriginSet> {
        let [even, odd] = &self.copies;
        if reloads.is_multiple_of(2) { even } else { odd }
    }

    fn active(&self) -> RwLockReadGuard<'_, OriginSet> {
        loop {
            match self.copy(self.reloads.load(Ordering::Acquire)).try_read() {
                Ok(origins) => return origins,
                Err(TryLockError::Poisoned(origins)) => return origins.into_inner(),
                // It is being written to, so the other copy has become active.
                Err(TryLockError::WouldBlock) => {}
            }
        }
    }

    /// Replaces the set by that of a text, which [`OriginSet::from_text`] reads.
    ///
    /// Risks that were accepted for the old set are not accepted for this one, and an empty text is an error even if the old set could
    /// have been empty. For that, call [`ReloadableOrigins::reload`] with a set that [`OriginSet::acknowledging`] or
    /// [`OriginSet::possibly_empty`] makes.
    ///
    /// # Errors
    ///
    /// Every rule that the origins break. Then the old set stays.
    pub fn reload_from_text(&self, text: &str) -> Result<(), OriginSetError> {
        OriginSet::from_text(text).map(|origins| self.reload(origins))
    }

    /// The current set. Later reloads do not change the returned value.
    pub fn current(&self) -> OriginSet {
        self.active().clone()
    }
}

impl Trusted for ReloadableOrigins {}

impl Search for ReloadableOrigins {
    fn search<'r>(&self, origin: RequestedOrigin<'r>) -> Option<AllowedOrigin<'r>> {
        self.active().search(origin)
    }
}

impl From<OriginSet> for ReloadableOrigins {
    fn from(origins: OriginSet) -> Self {
        ReloadableOrigins::new(origins)
    }
}

impl fmt::Debug for ReloadableOrigins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReloadableOrigins").field(&*self.active()).finish()
    }
}
