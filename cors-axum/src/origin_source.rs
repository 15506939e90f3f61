//! Origins that are known only at run time.

use std::{any::Any, fmt, future::Future, sync::Arc, time::Duration};

use axum::extract::{OriginalUri, Request};
use cors_core::{RequestOrigin, RequestedOrigin, Source, SourceResult, Verdicts};
use http::{header::ORIGIN, request::Parts};
use tokio::time::Instant;

use crate::observe::event::report_failure;

/// What knows at run time which origins are allowed: the static that `origins = TENANTS` names.
///
/// It gives evidence, and no judgement: an [`AllowedOrigin`](crate::AllowedOrigin) comes only from
/// [`RequestedOrigin::find_in`] something that is trusted, so a predicate that lets everybody in cannot be written by mistake.
///
/// An [`OriginSet`](crate::OriginSet) and [`ReloadableOrigins`](crate::ReloadableOrigins) are sources, and so is what holds one
/// in a `LazyLock`, an `Arc` or a `Box`. This one asks a table that the application's state holds:
///
/// ```
/// use std::{collections::HashMap, sync::Arc};
/// use cors_axum::{CorsRouter, OriginSource, RequestedOrigin, SourceRequest, SourceResult, cors, routes};
///
/// #[derive(Clone)]
/// struct AppState { tenants: Arc<HashMap<String, String>> }
///
/// struct Tenants;
/// static TENANTS: Tenants = Tenants;
///
/// impl OriginSource for Tenants {
///     async fn check<'r>(&self, origin: RequestedOrigin<'r>, request: SourceRequest<'_>) -> SourceResult<'r> {
///         let state: &AppState = request.state().ok_or("no state")?;
///         let tenant = request.parts().headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or_default();
///         let Some(trusted) = state.tenants.get(tenant) else { return Ok(None) };
///         Ok(origin.find_in(trusted))
///     }
/// }
///
/// #[cors(origins = TENANTS, credentials)]
/// async fn list() -> &'static str { "users" }
///
/// let state = AppState { tenants: Arc::default() };
/// let app: CorsRouter = CorsRouter::new().route("/users", routes![get(list)]).with_state(state);
/// # let _ = app;
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not know which origins are allowed",
    label = "expected a source of origins: evidence, and no predicate",
    note = "list what is known at compile time: `origins = [\"https://app.example.com\"]`",
    note = "a named policy is used by `policy = …`",
    note = "for what is known at start-up: `static TENANTS: LazyLock<OriginSet> = LazyLock::new(|| …)`",
    note = "for anything else implement `OriginSource`; its `check` returns `Ok(origin.find_in(&trusted))`, an `AllowedOrigin`, \
            where a function returns `bool`"
)]
pub trait OriginSource: Send + Sync + 'static {
    /// How long a request waits for [`OriginSource::check`], from the moment when the first source of the request was asked. Then its
    /// origin is not allowed, with the reason `source_too_slow`.
    const TIME_LIMIT: Duration = Duration::from_secs(2);

    /// The evidence that the origin is allowed, or `None`.
    ///
    /// Called before the application sees the request, also before its rate limit; at most once for a request, and only if the request
    /// names an origin and does not come from a page of the server's own. Compare the origin with what is trusted, by
    /// [`RequestedOrigin::find_in`].
    ///
    /// # Errors
    ///
    /// If the source cannot tell. The origin is not allowed then, the event says `source_failed`, and the response says
    /// `Cache-Control: no-store`. A panic is treated alike.
    fn check<'r>(
        &self,
        origin: RequestedOrigin<'r>,
        request: SourceRequest<'_>,
    ) -> impl Future<Output = SourceResult<'r>> + Send;

    /// Called once, when the router is finished, so that what is wrong is known at start-up: a `LazyLock` is forced.
    ///
    /// # Panics
    ///
    /// Where the source cannot be made.
    fn prepare(&self) {}
}

/// The request that a source may look at.
#[derive(Clone, Copy)]
pub struct SourceRequest<'r> {
    parts: &'r Parts,
    state: Option<&'r State>,
}

/// A state of the application's, kept for sources.
pub(crate) type State = Arc<dyn Any + Send + Sync>;

impl<'r> SourceRequest<'r> {
    /// The request without its body, with the path that the client has sent, however routers are nested. No layer of the application
    /// has seen it.
    #[must_use]
    pub fn parts(&self) -> &'r Parts {
        self.parts
    }

    /// The state that [`CorsRouter::with_state`](crate::CorsRouter::with_state) was given, if it is a `T`. What is given to the
    /// [`Router`](axum::Router) of a finished one is not known here.
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

/// A source whose type is forgotten, so that a policy can hold it. Made by generated code.
#[doc(hidden)]
pub struct Asked(&'static dyn Erased);

impl Asked {
    // Here, and not with the rest: the compiler shows it to whoever names what is no source.
    pub const fn new<T: OriginSource>(source: &'static T) -> Self {
        Asked(source)
    }
}

cors_core::__origin_sources! { Send }

/// Asks these sources about the origin of a request, each with its own of the `states` of the path. Their time runs from `start`.
pub(crate) async fn ask(
    request: Request,
    sources: Vec<Source>,
    states: &[Option<State>],
    start: Instant,
    verdicts: &mut Verdicts,
) -> Request {
    let (mut parts, body) = request.into_parts();
    // A router that this one is nested in has taken its prefix off.
    let sent =
        parts.extensions.get::<OriginalUri>().map_or_else(|| parts.uri.clone(), |OriginalUri(sent)| sent.clone());
    let seen = std::mem::replace(&mut parts.uri, sent);
    let lines = parts.headers.get_all(ORIGIN).iter().map(|line| line.as_bytes());
    if let Some(origin) = RequestOrigin::read(lines).requested() {
        let request = |source: Source| {
            let state = states.get(source.state()).and_then(Option::as_ref);
            SourceRequest { parts: &parts, state }
        };
        ask_side_by_side(sources, start, origin, request, verdicts).await;
    }
    parts.uri = seen;
    Request::from_parts(parts, body)
}
