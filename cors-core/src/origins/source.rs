//! Sources of origins that are known only at run time, and their answers.

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

/// The source that `origins = TENANTS` names. It implements a trait of its adapter, which queries it and records the answers in
/// [`Verdicts`].
#[derive(Clone, Copy)]
pub struct Source {
    path: &'static str,
    /// A function, because a constant may not refer to a static that changes.
    get: fn() -> &'static dyn Askable,
    state: usize,
}

/// A static of the program that implements a trait of the adapter.
#[doc(hidden)]
pub trait Askable: Any + Send + Sync {
    /// The address of the static, and its type: statics without a size may share an address.
    fn identity(&self) -> (usize, TypeId);
}

impl Source {
    /// For generated code: `path` is the source as it was written.
    #[doc(hidden)]
    pub const fn new(path: &'static str, get: fn() -> &'static dyn Askable) -> Self {
        Source { path, get, state: 0 }
    }

    /// The path as it was written.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The number of the application state that it is queried with: 0, unless handlers of a path have several states. With another
    /// state it is another source, because it may allow other origins.
    pub const fn state(&self) -> usize {
        self.state
    }

    pub(crate) const fn with_state(self, state: usize) -> Self {
        Source { state, ..self }
    }

    /// The static that the adapter queries.
    #[doc(hidden)]
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

/// The reason why a source has failed. The origin is denied.
///
/// `?` converts every error.
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

/// The answer of a source: the proof that the origin is allowed; `None`: it is not; or the reason why the source has failed.
pub type SourceResult<'r> = Result<Option<AllowedOrigin<'r>>, SourceError>;

/// Turns a panic of a source into an error, so that the request is answered and no other request is affected.
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

/// The answers of a path's sources about a request's origin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdicts(Vec<(Source, Verdict)>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Verdict {
    /// There is proof for this origin.
    Allowed {
        origin: Box<str>,
        credentials: bool,
    },
    Denied(Reason),
}

impl Verdicts {
    /// No answers.
    pub const NONE: &'static Verdicts = &Verdicts(Vec::new());

    /// Records that a source has not answered: [`Reason::SourceFailed`], [`Reason::SourceTooSlow`] or [`Reason::SourceNotAsked`]. The
    /// origin is denied.
    pub fn fail(&mut self, source: Source, reason: Reason) {
        self.0.push((source, Verdict::Denied(reason)));
    }

    /// Records the answer of a source. Without proof, the origin is denied.
    pub fn record(&mut self, source: Source, proof: Option<AllowedOrigin<'_>>) {
        let verdict = match proof {
            Some(proof) => {
                Verdict::Allowed { origin: proof.as_str().into(), credentials: proof.may_send_credentials() }
            }
            None => Verdict::Denied(Reason::OriginNotAllowed),
        };
        self.0.push((source, verdict));
    }

    /// Returns whether the source has been queried.
    pub fn has(&self, source: Source) -> bool {
        self.get(source).is_some()
    }

    fn get(&self, source: Source) -> Option<&Verdict> {
        self.0.iter().find(|(other, _)| *other == source).map(|(_, verdict)| verdict)
    }

    /// The source's proof for this line of `Origin`, for a policy with or without credentials.
    pub(crate) fn find<'r>(
        &self,
        source: Source,
        line: &'r [u8],
        credentials: bool,
    ) -> Result<AllowedOrigin<'r>, Reason> {
        let origin = str::from_utf8(line).map_err(|_| Reason::MalformedOrigin)?;
        match self.get(source).ok_or(Reason::SourceNotAsked)? {
            Verdict::Denied(reason) => Err(*reason),
            // The proof of a faulty source may be for another origin.
            Verdict::Allowed { origin: allowed, .. } if **allowed != *origin => Err(Reason::OriginNotAllowed),
            Verdict::Allowed { credentials: false, .. } if credentials => Err(Reason::NotForCredentials),
            Verdict::Allowed { credentials, .. } => Ok(allowed_origin::matched(origin, *credentials)),
        }
    }
}
