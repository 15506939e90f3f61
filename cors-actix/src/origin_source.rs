//! Origin sources: origins that are known only at run time.

use std::{fmt, future::Future, time::Duration};

use actix_web::{
    dev::{RequestHead, ServiceRequest},
    http::header::{HeaderValue, ORIGIN},
    web::Data,
};
use cors_core::{RequestOrigin, RequestedOrigin, Source, SourceResult, Verdicts};
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
    ) -> impl Future<Output = SourceResult<'r>>;

    /// Called once, when an application is finished, so that a source that cannot be built fails at start-up: a `LazyLock` is forced.
    ///
    /// `HttpServer` builds its applications in its workers, after the port is bound. To fail before that, force the static in `main`.
    ///
    /// # Panics
    ///
    /// If the source cannot be built.
    fn prepare(&self) {}
}

/// The request, for a source.
#[derive(Clone, Copy)]
pub struct SourceRequest<'r>(&'r ServiceRequest);

impl<'r> SourceRequest<'r> {
    /// The request without its body, before any middleware of the application.
    #[must_use]
    pub fn head(&self) -> &'r RequestHead {
        self.0.head()
    }

    /// The data given to [`CorsApp::app_data`](crate::CorsApp::app_data) as a `T` or as a `Data<T>`. The data of scopes and resources
    /// is not available.
    #[must_use]
    pub fn state<T: 'static>(&self) -> Option<&'r T> {
        let shared = self.0.app_data::<Data<T>>().map(|data| &***data);
        shared.or_else(|| self.0.app_data())
    }
}

impl fmt::Debug for SourceRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SourceRequest").field("request", self.0).finish()
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

cors_core::__origin_sources! {}

/// Queries sources about the origin of a request. Time limits run from `start`.
pub(crate) async fn query(request: &ServiceRequest, sources: Vec<Source>, start: Instant, verdicts: &mut Verdicts) {
    let lines = request.headers().get_all(ORIGIN).map(HeaderValue::as_bytes);
    if let Some(origin) = RequestOrigin::read(lines).requested() {
        ask_side_by_side(sources, start, origin, |_| SourceRequest(request), verdicts).await;
    }
}
