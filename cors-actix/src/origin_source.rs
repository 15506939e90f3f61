//! Origins that are known only at run time.

use std::{fmt, future::Future, time::Duration};

use actix_web::{
    dev::{RequestHead, ServiceRequest},
    http::header::{HeaderValue, ORIGIN},
    web::Data,
};
use cors_core::{RequestOrigin, RequestedOrigin, Source, SourceResult, Verdicts};

use tokio::time::Instant;

use crate::observe::event::report_failure;

/// What knows at run time which origins are allowed: the static that `origins = TENANTS` names.
///
/// It gives evidence, and no judgement: an [`AllowedOrigin`](crate::AllowedOrigin) comes only from
/// [`RequestedOrigin::find_in`] something that is trusted, so a predicate that lets everybody in cannot be written by mistake.
///
/// An [`OriginSet`](crate::OriginSet) and [`ReloadableOrigins`](crate::ReloadableOrigins) are sources, and so is what holds one
/// in a `LazyLock`, an `Arc` or a `Box`. This one asks a table that the application's data holds:
///
/// ```
/// use std::collections::HashMap;
/// use actix_web::{App, get, web::Data};
/// use cors_actix::{OriginSource, RequestedOrigin, SourceRequest, SourceResult, WithCors, cors, routes};
///
/// struct Tenants { origins: HashMap<String, String> }
///
/// struct OfTenants;
/// static TENANTS: OfTenants = OfTenants;
///
/// impl OriginSource for OfTenants {
///     async fn check<'r>(&self, origin: RequestedOrigin<'r>, request: SourceRequest<'_>) -> SourceResult<'r> {
///         let tenants: &Tenants = request.state().ok_or("no tenants")?;
///         let tenant = request.head().headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or_default();
///         let Some(trusted) = tenants.origins.get(tenant) else { return Ok(None) };
///         Ok(origin.find_in(trusted))
///     }
/// }
///
/// #[cors(origins = TENANTS, credentials)]
/// #[get("/users")]
/// async fn list() -> &'static str { "users" }
///
/// let tenants = Data::new(Tenants { origins: HashMap::new() });
/// let app = App::new().with_cors().app_data(tenants).service(routes![list]).finish();
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
    ) -> impl Future<Output = SourceResult<'r>>;

    /// Called once, when an application is finished, so that what is wrong is known at start-up: a `LazyLock` is forced.
    ///
    /// `HttpServer` makes its applications in its workers, once its port is bound: to stop before that, force the static in `main`.
    ///
    /// # Panics
    ///
    /// Where the source cannot be made.
    fn prepare(&self) {}
}

/// The request that a source may look at.
#[derive(Clone, Copy)]
pub struct SourceRequest<'r>(&'r ServiceRequest);

impl<'r> SourceRequest<'r> {
    /// The request without its body. No middleware of the application has seen it.
    #[must_use]
    pub fn head(&self) -> &'r RequestHead {
        self.0.head()
    }

    /// What [`CorsApp::app_data`](crate::CorsApp::app_data) was given, as a `T` or as a `Data<T>`. The data of scopes and of
    /// resources is not known yet.
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

/// A source whose type is forgotten, so that a policy can hold it. Made by generated code.
#[doc(hidden)]
pub struct Asked(&'static dyn Erased);

impl Asked {
    // Here, and not with the rest: the compiler shows it where a name is not a source.
    pub const fn new<T: OriginSource>(source: &'static T) -> Self {
        Asked(source)
    }
}

cors_core::__origin_sources! {}

/// Asks these sources about the origin of a request. Their time runs from `start`.
pub(crate) async fn ask(request: &ServiceRequest, sources: Vec<Source>, start: Instant, verdicts: &mut Verdicts) {
    let lines = request.headers().get_all(ORIGIN).map(HeaderValue::as_bytes);
    if let Some(origin) = RequestOrigin::read(lines).requested() {
        ask_side_by_side(sources, start, origin, |_| SourceRequest(request), verdicts).await;
    }
}
