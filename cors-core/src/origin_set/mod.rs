//! Allow-lists that are made while the program runs, by the rules of those that are made at compile time.

#[cfg(feature = "serde")]
mod deserialize;
mod error;
mod make;
mod reloadable;
mod text;

use std::{fmt, str::FromStr, sync::Arc};

pub use self::{
    error::{OriginSetError, OriginSetInput, OriginSetProblem},
    make::Acknowledging,
    reloadable::ReloadableOrigins,
};
use crate::{
    acknowledged::Acknowledged,
    allowed_origin::AllowedOrigin,
    origin_list::OriginList,
    requested_origin::RequestedOrigin,
    rule::Rule,
    trusted::{Trusted, sealed::Search},
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
pub struct OriginSet(Kept);

#[derive(Clone)]
enum Kept {
    Literals(&'static OriginList, Acknowledged),
    Made(Arc<(OriginList, Acknowledged)>),
}

impl OriginSet {
    /// A set of these origins and patterns.
    ///
    /// # Errors
    ///
    /// Every rule that they break.
    ///
    /// ```
    /// use cors_core::OriginSet;
    ///
    /// let rows = vec!["https://shop.example".to_owned(), "https://*.partner.example".to_owned()];
    /// let tenants = OriginSet::from_origins(rows)?;
    /// # Ok::<(), cors_core::OriginSetError>(())
    /// ```
    pub fn from_origins(origins: impl IntoIterator<Item = impl Into<String>>) -> Result<Self, OriginSetError> {
        Acknowledging::NOTHING.from_origins(origins)
    }

    /// A set of the origins and patterns in a text, with commas or white space between them. A comma may follow the last one;
    /// a comma that nothing stands in front of is a mistake: something is missing there.
    ///
    /// # Errors
    ///
    /// Every rule that they break.
    ///
    /// ```
    /// use cors_core::OriginSet;
    ///
    /// let tenants: OriginSet = "https://a.example https://b.example".parse()?;
    /// assert_eq!(tenants, OriginSet::from_text("https://a.example,\n https://b.example,\n")?);
    /// # Ok::<(), cors_core::OriginSetError>(())
    /// ```
    pub fn from_text(text: &str) -> Result<Self, OriginSetError> {
        Acknowledging::NOTHING.from_text(text)
    }

    /// A set of the origins and patterns in an environment variable, written as for [`OriginSet::from_text`].
    ///
    /// # Errors
    ///
    /// The variable is not set or not Unicode, or every rule that its origins break.
    ///
    /// ```
    /// use cors_core::OriginSet;
    ///
    /// let error = OriginSet::from_env("ORIGINS_OF_NO_TENANT").unwrap_err();
    /// assert!(error.to_string().contains("environment variable `ORIGINS_OF_NO_TENANT` is not set"));
    /// ```
    pub fn from_env(name: &str) -> Result<Self, OriginSetError> {
        Acknowledging::NOTHING.from_env(name)
    }

    /// Accepts a risk on the record for the set that is then made.
    ///
    /// The reason is a literal of the program, so that it is there in review: no configuration can accept a risk. A list that
    /// does not need it yet is no mistake, because the list may change where the program does not.
    ///
    /// ```
    /// use cors_core::{OriginSet, Rule};
    ///
    /// let kiosks = OriginSet::acknowledging(Rule::InsecureOrigin, "kiosks have no certificates; the network is ours")
    ///     .from_text("http://kiosk-1.intranet.example http://kiosk-2.intranet.example")?;
    /// assert!(kiosks.acknowledged().reason(Rule::InsecureOrigin).is_some());
    /// # Ok::<(), cors_core::OriginSetError>(())
    /// ```
    pub fn acknowledging(rule: Rule, reason: &'static str) -> Acknowledging {
        Acknowledging::NOTHING.acknowledging(rule, reason)
    }

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

impl FromStr for OriginSet {
    type Err = OriginSetError;

    fn from_str(text: &str) -> Result<Self, OriginSetError> {
        OriginSet::from_text(text)
    }
}

impl TryFrom<Vec<String>> for OriginSet {
    type Error = OriginSetError;

    fn try_from(origins: Vec<String>) -> Result<Self, OriginSetError> {
        OriginSet::from_origins(origins)
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
