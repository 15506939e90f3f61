//! Origin sources: origins that are known only at run time.

use std::{any::Any, fmt, future::Future, sync::Arc, time::Duration};

use axum::extract::{OriginalUri, Request};
use cors_core::{RequestOrigin, RequestedOrigin, Source, SourceResult, Verdicts};
use http::{header::ORIGIN, request::Parts};
use tokio::time::Instant;

use crate::observe::event::report_failure;

#[doc = include_str!("../docs/origin_source.md")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not know which origins are allowed",
    label = "expected an `OriginSource`, which returns proof, not a `bool`",
    note = "list what is known at compile time: `origins = [\"https://app.example.com\"]`",
    note = "a named policy is used by `policy = …`",
    note = "for what is known at start-up: `static TENANTS: LazyLock<OriginSet> = LazyLock::new(|| …)`",
    note = "for anything else implement `OriginSource`; its `check` returns `Ok(origin.find_in(&trusted))`, an `AllowedOrigin`, \
            where a function returns `bool`"
)]
pub trait OriginSource: Send + Sync + 'static {
    /// The longest that a request waits for [`OriginSource::check`], from when its first source was queried. After that its origin is
    /// not allowed, with the reason `source_too_slow`.
    const TIME_LIMIT: Duration = Duration::from_secs(2);

    /// Returns the proof that the origin is allowed, or `None`: see [`RequestedOrigin::find_in`].
    ///
    /// Called before the application sees the request, so before its rate limit too. Called at most once for a request, and only for
    /// requests that have an `Origin` other than the server's own.
    ///
    /// # Errors
    ///
    /// If the source cannot decide. Then the origin is not allowed, the event says `source_failed`, and the response says
    /// `Cache-Control: no-store`. A panic has the same effect.
    fn check<'r>(
        &self,
        origin: RequestedOrigin<'r>,
        request: SourceRequest<'_>,
    ) -> impl Future<Output = SourceResult<'r>> + Send;

    /// Called once, when the router is finished, so that a source that cannot be built fails at start-up: a `LazyLock` is forced.
    ///
    /// # Panics
    ///
    /// If the source cannot be built.
    fn prepare(&self) {}
}

/// The request, for a source.
#[derive(Clone, Copy)]
pub struct SourceRequest<'r> {
    parts: &'r Parts,
    state: Option<&'r State>,
}

/// A state of the application, for sources.
pub(crate) type State = Arc<dyn Any + Send + Sync>;

impl<'r> SourceRequest<'r> {
    /// The request without its body, before any layer of the application. Its path is as sent, also in a nested router.
    #[must_use]
    pub fn parts(&self) -> &'r Parts {
        self.parts
    }

    /// The state given to [`CorsRouter::with_state`](crate::CorsRouter::with_state), if it is a `T`. A state given to the finished
    /// [`Router`](axum::Router) is not available.
    #[must_use]
    pub fn state<T: Send + Sync + 'static>(&self) -> Option<&'r T> {
        self.state?.downcast_ref()
    }
}

impl fmt::Debug for SourceRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SourceRequest").field("parts", self.parts).finish_non_exhaustive()
    }
}

/// A source with its type erased, so that a policy can hold it. Made by generated code.
#[doc(hidden)]
pub struct Asked(&'static dyn Erased);

impl Asked {
    // Not in the macro below, because compiler errors show this line.
    pub const fn new<T: OriginSource>(source: &'static T) -> Self {
        Asked(source)
    }
}

cors_core::__origin_sources! { Send }

/// Queries sources about the origin of a request. `states`: those of the path. Time limits run from `start`.
pub(crate) async fn query(
    request: Request,
    sources: Vec<Source>,
    states: &[Option<State>],
    start: Instant,
    verdicts: &mut Verdicts,
) -> Request {
    let (mut parts, body) = request.into_parts();
    // An outer router strips its prefix off the path.
    let sent =
        parts.extensions.get::<OriginalUri>().map_or_else(|| parts.uri.clone(), |OriginalUri(sent)| sent.clone());
    let routed = std::mem::replace(&mut parts.uri, sent);
    let lines = parts.headers.get_all(ORIGIN).iter().map(|line| line.as_bytes());
    if let Some(origin) = RequestOrigin::read(lines).requested() {
        let request = |source: Source| {
            let state = states.get(source.state()).and_then(Option::as_ref);
            SourceRequest { parts: &parts, state }
        };
        ask_side_by_side(sources, start, origin, request, verdicts).await;
    }
    parts.uri = routed;
    Request::from_parts(parts, body)
}
