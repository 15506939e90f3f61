//! The application.

use std::{any::type_name, fmt, future::Future};

use actix_web::{
    App, Error,
    body::{EitherBody, MessageBody},
    dev::{HttpServiceFactory, ServiceFactory, ServiceRequest, ServiceResponse, Transform},
};

use super::{
    mounts::{CorsService, Mounts},
    service_config::ServiceConfig,
};
use crate::{
    middleware::{
        marking::{DefaultService, Marking, unserved},
        place::Place,
        transform::Cors,
    },
    routing::{marker::Start, table::Table, tree::Node},
};

/// `App::new().with_cors()`.
pub trait WithCors {
    /// The body of the application's responses.
    type Body: MessageBody;

    /// Begins to record policies. Call it first: what is added to the [`App`] before has none, and middleware that is wrapped
    /// around it before answers without CORS headers.
    ///
    /// A service that was added before stays in front: a preflight for a path that it serves is denied, whatever else serves it. A
    /// default service that was set before is replaced by actix's own 404: set it with [`CorsApp::default_service`].
    fn with_cors(
        self,
    ) -> CorsApp<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse<Self::Body>,
            Error = Error,
            InitError = (),
        >,
    >;
}

impl<T, B> WithCors for App<T>
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>,
    B: MessageBody,
{
    type Body = B;

    fn with_cors(
        self,
    ) -> CorsApp<
        impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>,
    > {
        let start = Start::default();
        // Inside all that will be wrapped around it: here actix's router begins.
        let inner = self.wrap(Marking(Place::Router)).service(start.clone()).default_service(unserved);
        CorsApp { inner, table: Table::behind(start) }
    }
}

/// actix's [`App`], with policies: it records which handler has which, and enforces them outside every middleware.
///
/// The methods are actix's, and mean what they mean there. Those whose routes carry no policy say so in their names.
///
/// ```
/// use actix_web::{App, HttpResponse, delete, get, middleware, web};
/// use cors_actix::{WithCors, cors, routes};
///
/// #[cors(origins = ["https://app.example.com"], credentials)]
/// #[get("/users/{id}")]
/// async fn show(id: web::Path<u32>) -> String { format!("user {id}") }
///
/// #[cors(origins = ["https://admin.example.com"], credentials)]
/// #[delete("/users/{id}")]
/// async fn remove(id: web::Path<u32>) -> HttpResponse { HttpResponse::NoContent().finish() }
///
/// # type Next = middleware::Next<actix_web::body::BoxBody>;
/// # async fn require_session(
/// #     request: actix_web::dev::ServiceRequest, next: Next,
/// # ) -> Result<actix_web::dev::ServiceResponse, actix_web::Error> { next.call(request).await }
/// let app = App::new()
///     .with_cors()
///     .service(cors_actix::scope("/v1").service(routes![show, remove]))
///     // Inside: preflights are answered before it, and its 401s carry CORS headers.
///     .wrap(middleware::from_fn(require_session))
///     .finish();
/// # let _ = app;
/// ```
#[must_use = "it is no application until `finish` is called"]
pub struct CorsApp<T> {
    inner: App<T>,
    pub(crate) table: Table,
}

impl<T> CorsApp<T>
where
    T: ServiceFactory<ServiceRequest, Config = (), Error = Error, InitError = ()>,
{
    /// Adds routes with their policies: [`App::service`].
    pub fn service<F: CorsService + 'static>(self, service: F) -> Self {
        self.add(Mounts::of(service))
    }

    /// Adds a service that no other origin may read: [`App::service`].
    ///
    /// Preflights for a path that has only such services go to the application as they are.
    ///
    /// What it serves is not known. So it belongs behind the routes with policies: where it stands in front of one and serves
    /// its path as well, or may, a preflight for that one is denied. Behind one that a route attribute mounts, it may serve the
    /// other methods of its path, so browsers do not cache preflights for that path. Give it a place of its own, which is known:
    /// `scope("/static").service_without_cors(…)`, or [`CorsResource::route_without_cors`](crate::CorsResource::route_without_cors).
    pub fn service_without_cors<F: HttpServiceFactory + 'static>(mut self, service: F) -> Self {
        self.table.push(Node::Unknown(type_name::<F>()));
        self.inner = self.inner.service(service);
        self
    }

    /// Adds what a function says, which may be in another module: [`App::configure`].
    pub fn configure<F: FnOnce(&mut ServiceConfig)>(mut self, configure: F) -> Self {
        let config = ServiceConfig::of(configure);
        if config.has_default {
            self.table.set_default();
        }
        self.inner = self.inner.configure(|inner| config.rest.into_iter().for_each(|step| step(inner)));
        self.add(config.mounts)
    }

    /// Adds data for the handlers: [`App::app_data`].
    pub fn app_data<U: 'static>(mut self, data: U) -> Self {
        self.inner = self.inner.app_data(data);
        self
    }

    /// Answers requests without a route: [`App::default_service`].
    ///
    /// It carries no policy, because there is no path to which one could belong, and its responses are left as they are. It is not
    /// counted among the handlers of a path, so it should not do more than say that there is none. To let other origins read what
    /// unknown paths answer, make them a path, behind all others:
    /// `service(cors_actix::resource("/{path:.*}").route(routes![any(not_found)]))`.
    pub fn default_service<F>(mut self, service: F) -> Self
    where
        F: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error> + 'static,
        F::InitError: fmt::Debug,
    {
        self.table.set_default();
        self.inner = self.inner.default_service(DefaultService(service));
        self
    }

    /// Names a URL of another application, for `url_for`: [`App::external_resource`].
    pub fn external_resource(mut self, name: impl AsRef<str>, url: impl AsRef<str>) -> Self {
        self.inner = self.inner.external_resource(name, url);
        self
    }

    /// Wraps the application in a middleware: [`App::wrap`]. CORS stays outside it: preflights are answered before it runs, and
    /// whatever it answers itself carries CORS headers.
    pub fn wrap<M, B>(
        self,
        middleware: M,
    ) -> CorsApp<
        impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>,
    >
    where
        M: Transform<T::Service, ServiceRequest, Response = ServiceResponse<B>, Error = Error, InitError = ()>
            + 'static,
        B: MessageBody,
    {
        CorsApp { inner: self.inner.wrap(middleware), table: self.table }
    }

    /// Wraps the application in a function: [`App::wrap_fn`]. CORS stays outside it.
    pub fn wrap_fn<F, R, B>(
        self,
        middleware: F,
    ) -> CorsApp<
        impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>,
    >
    where
        F: Fn(ServiceRequest, &T::Service) -> R + Clone + 'static,
        R: Future<Output = Result<ServiceResponse<B>, Error>>,
        B: MessageBody,
    {
        CorsApp { inner: self.inner.wrap_fn(middleware), table: self.table }
    }

    /// Finishes: an actix application that enforces the policies, for [`HttpServer::new`](actix_web::HttpServer::new) or a test.
    ///
    /// A middleware that is wrapped around it is outside CORS: an authentication there would refuse preflights, which carry no
    /// credentials. Add middleware before, with [`CorsApp::wrap`]. The exception is
    /// [`NormalizePath`](actix_web::middleware::NormalizePath): policies are found by the path that CORS sees, so it belongs
    /// outside.
    ///
    /// Services and a default service belong before it too: of what is added afterwards nothing is known. Its responses are left as
    /// they are, but for a path that it shares with an annotated handler a preflight may be granted.
    ///
    /// `HttpServer` makes one application for each of its workers, and each makes its table of policies once and never changes
    /// it; the policies themselves are statics of the program.
    pub fn finish<B>(
        self,
    ) -> App<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse<EitherBody<B>>,
            Error = Error,
            InitError = (),
        >,
    >
    where
        T: ServiceFactory<ServiceRequest, Response = ServiceResponse<B>> + 'static,
        T::Service: 'static,
        B: MessageBody + 'static,
    {
        // The last that is wrapped is the outermost.
        self.inner.wrap(Cors(self.table.finish()))
    }

    fn add(mut self, mounts: Mounts) -> Self {
        for mount in mounts.0 {
            self.table.push(mount.node);
            self.inner = self.inner.service(mount.service);
        }
        self
    }
}

impl<T> fmt::Debug for CorsApp<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CorsApp").field("table", &self.table).finish_non_exhaustive()
    }
}
