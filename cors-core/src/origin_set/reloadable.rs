//! A set that can be replaced while requests are served.

use std::{fmt, sync::Arc};

use arc_swap::ArcSwap;

use super::{OriginSet, OriginSetError};
use crate::{
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
pub struct ReloadableOrigins(ArcSwap<OriginSet>);

impl ReloadableOrigins {
    /// Begins with this set.
    #[must_use]
    pub fn new(origins: OriginSet) -> Self {
        ReloadableOrigins(ArcSwap::new(Arc::new(origins)))
    }

    /// Replaces the set. Requests that are being decided keep the one that they have begun with.
    pub fn reload(&self, origins: OriginSet) {
        self.0.store(Arc::new(origins));
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
        OriginSet::clone(&self.0.load())
    }
}

impl Trusted for ReloadableOrigins {}

impl Search for ReloadableOrigins {
    fn search<'r>(&self, origin: RequestedOrigin<'r>) -> Option<AllowedOrigin<'r>> {
        self.0.load().search(origin)
    }
}

impl From<OriginSet> for ReloadableOrigins {
    fn from(origins: OriginSet) -> Self {
        ReloadableOrigins::new(origins)
    }
}

impl fmt::Debug for ReloadableOrigins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReloadableOrigins").field(&self.0.load()).finish()
    }
}
