//! The application.

use std::{any::type_name, fmt, future::Future};

use actix_web::{
    App, Error,
    body::{EitherBody, MessageBody},
    dev::{HttpServiceFactory, ServiceFactory, ServiceRequest, ServiceResponse, Transform},
};

use cors_core::__private::router_hosts;

use super::{
    service_config::ServiceConfig,
    services::{CorsService, Mounts},
    shared_methods::shared_methods,
};
use crate::{
    NamedPolicy,
    middleware::{
        checkpoint::Checkpoint,
        checkpoint_services::{CheckpointMiddleware, DefaultService, not_found},
        intercept::Cors,
    },
    routing::{policy_table::PolicyTable, sentinel::Start, tree::Node},
};

/// `App::new().with_cors()`.
pub trait WithCors {
    /// The body of the application's responses.
    type Body: MessageBody;

    /// Begins to record policies. Call it first: services added to the [`App`] before it have no policies, and responses of
    /// middleware wrapped around it before carry no CORS headers.
    ///
    /// A service that was added before takes precedence: a preflight for a path that it serves is denied. A default service that was
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
        // Inside all middleware that is added later, directly around actix's router.
        let inner =
            self.wrap(CheckpointMiddleware(Checkpoint::Router)).service(start.clone()).default_service(not_found);
        CorsApp { inner, table: PolicyTable::of_app(start) }
    }
}

#[doc = include_str!("../../docs/app.md")]
#[must_use = "it does nothing until `finish` is called"]
pub struct CorsApp<T> {
    inner: App<T>,
    pub(crate) table: PolicyTable,
}

impl<T> CorsApp<T>
where
    T: ServiceFactory<ServiceRequest, Config = (), Error = Error, InitError = ()>,
{
    /// Adds routes with their policies: [`App::service`].
    pub fn service<F: CorsService + 'static>(self, service: F) -> Self {
        self.add(Mounts::of(service))
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
    pub fn configure<F: FnOnce(&mut ServiceConfig)>(mut self, configure: F) -> Self {
        let config = ServiceConfig::of(configure);
        if config.has_default {
            self.table.set_default();
        }
        self.inner = self.inner.configure(|inner| config.rest.into_iter().for_each(|configure| configure(inner)));
        self.add(config.mounts)
    }

    /// Sets the service of requests that match no route: [`App::default_service`].
    ///
    /// A default service has no policy, because it belongs to no path, and its responses are left unchanged. It is not counted among
    /// the handlers of a path, so it should only answer that there is none. To let other origins read the responses to unknown paths,
    /// make them a route, behind all others: `service(cors_actix::resource("/{path:.*}").route(routes![any(not_found)]))`.
    pub fn default_service<F>(mut self, service: F) -> Self
    where
        F: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error> + 'static,
        F::InitError: fmt::Debug,
    {
        self.table.set_default();
        self.inner = self.inner.default_service(DefaultService(service));
        self
    }

    #[doc = include_str!("../../docs/hosts.md")]
    #[track_caller]
    pub fn hosts(mut self, hosts: impl IntoIterator<Item: AsRef<str>>) -> Self {
        self.table.add_hosts(router_hosts(hosts));
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
        // The middleware that is wrapped last is the outermost.
        self.inner.wrap(Cors(self.table.finish()))
    }

    fn add(mut self, mounts: Mounts) -> Self {
        for mount in mounts.0 {
            self.table.push(mount.node);
            self.inner = self.inner.service(mount.service);
        }
        self
    }

    fn map<N>(self, operation: impl FnOnce(App<T>) -> App<N>) -> CorsApp<N> {
        CorsApp { inner: operation(self.inner), table: self.table }
    }
}

impl<T> fmt::Debug for CorsApp<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CorsApp").field("table", &self.table).finish_non_exhaustive()
    }
}
