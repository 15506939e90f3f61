//! Origins that are known only at run time: who knows them, and what they have said.

use std::{
    any::{Any, TypeId},
    error::Error,
    fmt,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    task::Poll,
};

use super::allowed_origin::{self, AllowedOrigin};
use crate::decide::reason::Reason;

/// The source that `origins = TENANTS` names. Which trait it implements is the adapter's matter: it asks, and records what it
/// hears in [`Verdicts`].
#[derive(Clone, Copy)]
pub struct Source {
    path: &'static str,
    /// A function, because a constant may not refer to a static that changes.
    get: fn() -> &'static dyn Askable,
    /// The number of the application state that it is asked with, among the states of a path.
    state: usize,
}

/// What an adapter asks: a static of the program behind the adapter's own trait.
#[doc(hidden)]
pub trait Askable: Any + Send + Sync {
    /// Where the static is, and of which type: statics without a size may share their place.
    fn identity(&self) -> (usize, TypeId);
}

impl Source {
    /// For generated code: `path` is the source as it was written, `get` returns what the adapter asks.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(path: &'static str, get: fn() -> &'static dyn Askable) -> Self {
        Source { path, get, state: 0 }
    }

    /// The path as it was written.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The number of the application state that it is asked with: 0, unless handlers of a path have several states. With another state
    /// it is another source, because it may allow other origins.
    #[must_use]
    pub const fn state(&self) -> usize {
        self.state
    }

    pub(crate) const fn with_state(self, state: usize) -> Self {
        Source { state, ..self }
    }

    /// What the adapter asks.
    #[doc(hidden)]
    #[must_use]
    pub fn get(&self) -> &'static dyn Askable {
        (self.get)()
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state && self.get().identity() == other.get().identity()
    }
}

impl Eq for Source {}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path)
    }
}

/// Why a source could not tell. Whoever asks is not let in.
///
/// Every error becomes one by `?`.
///
/// ```
/// use cors_core::SourceError;
///
/// fn port(text: &str) -> Result<u16, SourceError> {
///     Ok(text.parse()?)
/// }
/// assert_eq!(port("x").unwrap_err().to_string(), "invalid digit found in string");
/// ```
pub struct SourceError(Box<dyn Error + Send + Sync>);

impl<E: Into<Box<dyn Error + Send + Sync>>> From<E> for SourceError {
    fn from(error: E) -> Self {
        SourceError(error.into())
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a source says: the evidence that the origin is let in, or `None`, or that it cannot tell.
pub type SourceResult<'r> = Result<Option<AllowedOrigin<'r>>, SourceError>;

/// The answer of a source, where a panic inside it is an error like others: a request gets an answer, and no other request notices.
#[doc(hidden)]
pub async fn caught<'r>(check: impl Future<Output = SourceResult<'r>>) -> SourceResult<'r> {
    let mut check = pin!(check);
    poll_fn(|cx| {
        // It is not polled again after a panic.
        catch_unwind(AssertUnwindSafe(|| check.as_mut().poll(cx))).unwrap_or_else(|payload| {
            let message = payload.downcast_ref::<&str>().copied();
            let message = message.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
            Poll::Ready(Err(format!("panicked: {}", message.unwrap_or("with a value that is not a text")).into()))
        })
    })
    .await
}

/// What the sources of a path have said of a request's origin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdicts(Vec<(Source, Verdict)>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Verdict {
    /// There was evidence for this origin.
    Allowed {
        origin: Box<str>,
        credentials: bool,
    },
    Denied(Reason),
}

impl Verdicts {
    /// No source has been asked.
    pub const NONE: &'static Verdicts = &Verdicts(Vec::new());

    /// Records that a source could not tell, and why: [`Reason::SourceFailed`], [`Reason::SourceTooSlow`] or
    /// [`Reason::SourceNotAsked`]. The origin is denied.
    pub fn fail(&mut self, source: Source, reason: Reason) {
        self.0.push((source, Verdict::Denied(reason)));
    }

    /// Records what a source has said; only evidence lets anybody in.
    pub fn record(&mut self, source: Source, evidence: Option<AllowedOrigin<'_>>) {
        let verdict = match evidence {
            Some(evidence) => {
                Verdict::Allowed { origin: evidence.as_str().into(), credentials: evidence.may_send_credentials() }
            }
            None => Verdict::Denied(Reason::OriginNotAllowed),
        };
        self.0.push((source, verdict));
    }

    /// Whether the source has been asked.
    #[must_use]
    pub fn has(&self, source: Source) -> bool {
        self.0.iter().any(|(asked, _)| *asked == source)
    }

    /// The evidence of the source for this line of `Origin`, under a policy with credentials or without.
    pub(crate) fn find<'r>(
        &self,
        source: Source,
        line: &'r [u8],
        credentials: bool,
    ) -> Result<AllowedOrigin<'r>, Reason> {
        let origin = str::from_utf8(line).map_err(|_| Reason::MalformedOrigin)?;
        let said = self.0.iter().find(|(asked, _)| *asked == source).map(|(_, verdict)| verdict);
        match said.ok_or(Reason::SourceNotAsked)? {
            Verdict::Denied(reason) => Err(*reason),
            // Evidence for another origin is none for this one.
            Verdict::Allowed { origin: allowed, .. } if **allowed != *origin => Err(Reason::OriginNotAllowed),
            Verdict::Allowed { credentials: false, .. } if credentials => Err(Reason::NotForCredentials),
            Verdict::Allowed { credentials, .. } => Ok(allowed_origin::matched(origin, *credentials)),
        }
    }
}
