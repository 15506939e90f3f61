//! An allow-list that is made while the program runs, by the rules of those that are made at compile time.

use std::{fmt, sync::Arc};

use crate::{
    origins::{
        allowed_origin::AllowedOrigin,
        list::OriginList,
        requested_origin::RequestedOrigin,
        trusted::{Trusted, sealed::Search},
    },
    policy::acknowledgement::Acknowledged,
};

/// An allow-list whose origins are known when the program starts: from a configuration, or from literals by `origin_set!`.
///
/// It keeps every rule that the origins of a policy with `credentials` have to keep, whatever policy uses it: what a
/// configuration says is not there to be read in review. All mistakes are reported at once, each with its position. No list
/// and an empty list are mistakes too: nobody is let in, or kept out, because a variable was forgotten.
///
/// A clone costs as much as that of an [`Arc`].
///
/// ```
/// use cors_core::OriginSet;
///
/// let tenants = OriginSet::from_text("https://app.example.com, https://*.partner.example").unwrap();
/// assert_eq!(tenants.origins().count(), 2);
///
/// let error = OriginSet::from_text("https://app.example.com/, http://shop.example").unwrap_err();
/// assert_eq!(error.issues().len(), 2);
/// assert_eq!(
///     error.to_string(),
///     r#"2 mistakes in the text that lists the origins
///
/// origin 1, bytes 23..24: an origin does not end with `/` [malformed_origin]
///     https://app.example.com/
///                            ^ remove this
///     help: write https://app.example.com
///
/// origin 2, bytes 26..45: `http://shop.example` may send credentials, but whoever sits on the network can be that origin [insecure_origin]
///     help: write https://shop.example
///     help: or accept the risk on the record: OriginSet::acknowledging(Rule::InsecureOrigin, "…")"#
/// );
/// ```
#[derive(Clone)]
pub struct OriginSet(pub(super) Kept);

#[derive(Clone)]
pub(super) enum Kept {
    Literals(&'static OriginList, Acknowledged),
    Made(Arc<(OriginList, Acknowledged)>),
}

impl OriginSet {
    /// A set of literals: the macro has checked the rules.
    #[doc(hidden)]
    #[must_use]
    pub const fn literals(origins: &'static OriginList, acknowledged: Acknowledged) -> Self {
        OriginSet(Kept::Literals(origins, acknowledged))
    }

    /// The origins and then the patterns, each in alphabetical order.
    pub fn origins(&self) -> impl Iterator<Item = &str> {
        self.list().iter()
    }

    /// The risks that were accepted on the record, of those that are there.
    #[must_use]
    pub fn acknowledged(&self) -> &Acknowledged {
        match &self.0 {
            Kept::Literals(_, acknowledged) => acknowledged,
            Kept::Made(made) => &made.1,
        }
    }

    fn list(&self) -> &OriginList {
        match &self.0 {
            Kept::Literals(origins, _) => origins,
            Kept::Made(made) => &made.0,
        }
    }
}

impl Trusted for OriginSet {}

impl Search for OriginSet {
    fn search<'r>(&self, origin: RequestedOrigin<'r>) -> Option<AllowedOrigin<'r>> {
        self.list().find(origin.as_str())
    }
}

impl PartialEq for OriginSet {
    fn eq(&self, other: &Self) -> bool {
        self.list() == other.list() && self.acknowledged() == other.acknowledged()
    }
}

impl Eq for OriginSet {}

impl fmt::Debug for OriginSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.origins()).finish()
    }
}
