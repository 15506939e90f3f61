//! The application.

use std::{any::type_name, fmt, future::Future, marker::PhantomData, rc::Rc};

use actix_web::{
    App, Error,
    body::{EitherBody, MessageBody},
    dev::{HttpServiceFactory, ServiceFactory, ServiceRequest, ServiceResponse, Transform},
};

#[cfg(feature = "utoipa")]
use cors_core::__private::Documentation;
use cors_core::__private::{NoDefault, router_hosts};

use super::{
    default_service::DefaultMount,
    resource::CorsResource,
    routes::CorsRoutes,
    service_config::{Configures, ServiceConfig},
    services::{CorsService, Mounts},
    shared_methods::shared_methods,
};
use crate::{
    NamedPolicy,
    middleware::{
        checkpoint::Checkpoint,
        checkpoint_services::{CheckpointMiddleware, not_found},
        intercept::Cors,
    },
    routing::{
        policy_table::PolicyTable,
        sentinel::Start,
        tree::{Node, Resource},
    },
};

/// `App::new().with_cors()`.
pub trait WithCors {
    /// The body of the application's responses.
    type Body: MessageBody;

    /// Begins to record policies. Call it first: services added to the [`App`] before it have no policies, and responses of
    /// middleware wrapped around it before carry no CORS headers.
    ///
    /// actix does not tell which services an [`App`] has, so a service that was added before is neither an error nor in the
    /// [inventory](CorsApp::inventory). It takes precedence: a preflight for a path that it serves is denied. A default service that was
    /// set before is replaced by actix's own 404: set it with [`CorsApp::default_service`].
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

    #[doc = include_str!("../../docs/with_cors_policy.md")]
    fn with_cors_policy<P: NamedPolicy>(
        self,
        policy: P,
    ) -> App<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse<EitherBody<Self::Body>>,
            Error = Error,
            InitError = (),
        >,
    >;
}

impl<T, B> WithCors for App<T>
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>
        + 'static,
    T::Service: 'static,
    B: MessageBody + 'static,
{
    type Body = B;

    fn with_cors_policy<P: NamedPolicy>(
        self,
        policy: P,
    ) -> App<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse<EitherBody<B>>,
            Error = Error,
            InitError = (),
        >,
    > {
        let policy = policy.policy();
        let whole = Node::Resource(Rc::new(Resource::catch_all(policy)));
        let table = PolicyTable::of_scope(String::new(), vec![whole], None).finish();
        self.wrap(CheckpointMiddleware(Checkpoint::of_handler(policy))).wrap(Cors(table))
    }

    fn with_cors(
        self,
    ) -> CorsApp<
        impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>,
    > {
        let start = Start::default();
        // Inside all middleware that is added later, directly around actix's router.
        let inner =
            self.wrap(CheckpointMiddleware(Checkpoint::Router)).service(start.clone()).default_service(not_found);
        CorsApp {
            inner,
            table: PolicyTable::of_app(start),
            #[cfg(feature = "utoipa")]
            documentation: Documentation::default(),
            default: PhantomData,
        }
    }
}

#[doc = include_str!("../../docs/app.md")]
#[must_use = "it does nothing until `finish` is called"]
pub struct CorsApp<T, D = NoDefault> {
    inner: App<T>,
    pub(crate) table: PolicyTable,
    #[cfg(feature = "utoipa")]
    pub(super) documentation: Documentation,
    default: PhantomData<fn() -> D>,
}

impl<T, D> CorsApp<T, D> {
    fn rebuilt<N, D2>(self, operation: impl FnOnce(App<T>) -> App<N>) -> CorsApp<N, D2> {
        CorsApp {
            inner: operation(self.inner),
            table: self.table,
            #[cfg(feature = "utoipa")]
            documentation: self.documentation,
            default: PhantomData,
        }
    }
}

impl<T> CorsApp<T> {
    #[doc = include_str!("../../docs/with_default.md")]
    pub fn with_default<P: NamedPolicy>(self, policy: P) -> CorsApp<T, P> {
        let _ = policy;
        self.rebuilt(|inner| inner)
    }
}

impl<T, D> CorsApp<T, D>
where
    T: ServiceFactory<ServiceRequest, Config = (), Error = Error, InitError = ()>,
{
    /// Adds routes with their policies: [`App::service`].
    pub fn service<F: CorsService<D> + 'static>(self, service: F) -> Self {
        self.add(Mounts::of(service))
    }

    /// Adds a resource with routes and their policies: [`App::route`]. As in actix, several calls may name one path: requests with
    /// a method that the first does not serve go on to the next.
    ///
    /// ```
    /// use actix_web::App;
    /// use cors_actix::{WithCors, cors, routes};
    ///
    /// #[cors(origins = ["https://app.example.com"])]
    /// async fn list() -> &'static str { "users" }
    ///
    /// #[cors(origins = ["https://admin.example.com"])]
    /// async fn create() -> &'static str { "created" }
    ///
    /// let app = App::new().with_cors().route("/users", routes![get(list), post(create)]).finish();
    /// # let _ = app;
    /// ```
    pub fn route<R: CorsRoutes<D>>(self, path: &str, routes: R) -> Self {
        self.add(Mounts::of::<D>(CorsResource::of_route(path, routes)))
    }

    #[doc = include_str!("../../docs/service_with_policy.md")]
    pub fn service_with_policy<P, F>(self, policy: P, service: F) -> Self
    where
        P: NamedPolicy,
        F: HttpServiceFactory + 'static,
    {
        self.add(Mounts::catch_all(policy.policy(), service))
    }

    /// Adds a service without a policy, whose responses other origins cannot read: [`App::service`].
    ///
    /// Preflights for a path that has only such services are passed to the application unchanged.
    ///
    /// The routes of the service are unknown, so add it behind the routes with policies:
    ///
    /// * In front of a route with a policy, preflights for that route are denied if the service serves its path, or may serve it.
    /// * Behind a route attribute, it may serve the other methods of the path, so browsers do not cache preflights for that path.
    ///
    /// Neither happens if its path is known: `scope("/static").service_without_cors(…)`, or
    /// [`CorsResource::route_without_cors`](crate::CorsResource::route_without_cors).
    pub fn service_without_cors<F: HttpServiceFactory + 'static>(mut self, service: F) -> Self {
        self.table.push(Node::Unknown(type_name::<F>()));
        self.inner = self.inner.service(service);
        self
    }

    /// Adds the services of a function, which may be in another module: [`App::configure`].
    pub fn configure<F: Configures<M>, M>(mut self, configure: F) -> Self {
        let config = ServiceConfig::of(configure);
        if let Some(default) = config.default_service {
            self.table.set_default_service(default);
        }
        self.inner = self.inner.configure(|inner| config.rest.into_iter().for_each(|configure| configure(inner)));
        self.add(config.mounts)
    }

    #[doc = include_str!("../../docs/default_service.md")]
    pub fn default_service<R: CorsRoutes<D>>(self, routes: R) -> Self {
        self.set_default_service(DefaultMount::of_routes(routes))
    }

    /// Sets the service of requests that match no route, such as static files, with a policy: [`App::default_service`].
    pub fn default_service_with_policy<P, F>(self, policy: P, service: F) -> Self
    where
        P: NamedPolicy,
        F: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error> + 'static,
        F::InitError: fmt::Debug,
    {
        self.set_default_service(DefaultMount::with_policy(&policy, service))
    }

    /// Sets the service of requests that match no route, without a policy: [`App::default_service`].
    ///
    /// Its responses are left unchanged, and preflights for unknown paths are passed to it.
    pub fn default_service_without_cors<F>(self, service: F) -> Self
    where
        F: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error> + 'static,
        F::InitError: fmt::Debug,
    {
        self.set_default_service(DefaultMount::without_policy(service))
    }

    fn set_default_service<F>(mut self, default: DefaultMount<F>) -> Self
    where
        F: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error> + 'static,
        F::InitError: fmt::Debug,
    {
        self.table.set_default_service(default.node);
        self.inner = self.inner.default_service(default.service);
        self
    }

    #[doc = include_str!("../../docs/hosts.md")]
    #[track_caller]
    pub fn hosts(mut self, hosts: impl IntoIterator<Item: AsRef<str>>) -> Self {
        self.table.add_hosts(router_hosts(hosts));
        self
    }

    #[doc = include_str!("../../docs/enabled.md")]
    pub fn enabled(mut self, is_enabled: bool) -> Self {
        self.table.set_enabled(is_enabled);
        self
    }

    /// Names a URL of another application, for `url_for`: [`App::external_resource`].
    pub fn external_resource(mut self, name: impl AsRef<str>, url: impl AsRef<str>) -> Self {
        self.inner = self.inner.external_resource(name, url);
        self
    }

    shared_methods! { CorsApp contains App: "the application" }

    /// Finishes the application: returns an actix application that enforces the policies, for
    /// [`HttpServer::new`](actix_web::HttpServer::new) or a test.
    ///
    /// Middleware wrapped around the result is outside CORS: an authentication middleware there would refuse preflights, which carry
    /// no credentials. Add middleware before, with [`CorsApp::wrap`]. The exception is
    /// [`NormalizePath`](actix_web::middleware::NormalizePath), which belongs outside, because policies are found by the path that
    /// CORS sees.
    ///
    /// Add services and a default service before, too. The routes of services that are added to the result are unknown: their
    /// responses are left unchanged, but a preflight may be granted for a path that such a service shares with an annotated handler.
    ///
    /// `HttpServer` builds one application for each of its workers. Each builds its table of policies once.
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
        #[cfg(all(feature = "panel", debug_assertions))]
        self.mount_panels();
        // The middleware that is wrapped last is the outermost.
        self.inner.wrap(Cors(self.table.finish()))
    }

    fn add(mut self, mounts: Mounts) -> Self {
        #[cfg(feature = "utoipa")]
        self.documentation.merge(mounts.documentation);
        for mount in mounts.list {
            self.table.push(mount.node);
            self.inner = self.inner.service(mount.service);
        }
        self
    }

    fn map<N>(self, operation: impl FnOnce(App<T>) -> App<N>) -> CorsApp<N, D> {
        self.rebuilt(operation)
    }
}

impl<T, D> fmt::Debug for CorsApp<T, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CorsApp").field("table", &self.table).finish_non_exhaustive()
    }
}
