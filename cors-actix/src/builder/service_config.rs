//! Configuration in parts.

use std::{any::type_name, fmt, marker::PhantomData};

use actix_web::{
    Error,
    dev::{HttpServiceFactory, ServiceFactory, ServiceRequest, ServiceResponse},
    web,
};

use super::{
    default_service::DefaultMount,
    routes::CorsRoutes,
    services::{CorsService, Mounts},
};
use crate::{
    NamedPolicy,
    routing::tree::{DefaultNode, Node},
};

/// A call of a method of actix's own configuration, made later.
pub(crate) type Configure = Box<dyn FnOnce(&mut web::ServiceConfig)>;

/// A function that adds services to a [`ServiceConfig`], for `configure`. `M` is inferred.
///
/// ```
/// use actix_web::App;
/// use cors_actix::{Configures, ServiceConfig, WithCors, cors, routes};
///
/// #[cors(origins = "*")]
/// async fn health() -> &'static str { "ok" }
///
/// fn operations(config: &mut ServiceConfig) {
///     config.service(cors_actix::resource("/health").route(routes![get(health)]));
/// }
///
/// fn is_given_to_configure<M>(_: impl Configures<M>) {}
/// is_given_to_configure(operations);
/// ```
#[diagnostic::on_unimplemented(
    message = "this function does not configure a `cors_actix::ServiceConfig`",
    label = "expected a function with the argument `&mut cors_actix::ServiceConfig`",
    note = "write `&mut cors_actix::ServiceConfig` instead of `&mut web::ServiceConfig`, and `routes![…]` inside",
    note = "to serve all of it without CORS: `service_without_cors(web::scope(\"/api\").configure(function))`"
)]
// The supertrait lets rustc infer the argument of a closure.
pub trait Configures<M>: FnOnce(&mut ServiceConfig) {}

/// The `M` of every function that implements [`Configures`].
#[expect(unnameable_types, reason = "inferred")]
#[derive(Debug)]
pub struct WithPolicies;

#[diagnostic::do_not_recommend]
impl<F: FnOnce(&mut ServiceConfig)> Configures<WithPolicies> for F {}

/// Never implemented: the bound of a second impl. If there were only one impl, rustc would report its bound instead of the message.
#[expect(unnameable_types, reason = "exists only for a message")]
pub trait Never {}

/// The lifetime keeps rustc from reporting the unsatisfied bound at the impl itself.
#[expect(unnameable_types, reason = "as `Never`")]
#[derive(Debug)]
pub struct WithoutPolicies<'never>(PhantomData<&'never ()>);

#[diagnostic::do_not_recommend]
impl<F: FnOnce(&mut ServiceConfig)> Configures<WithoutPolicies<'static>> for F where
    for<'never> WithoutPolicies<'never>: Never
{
}

/// actix's [`web::ServiceConfig`] with policies, for functions that are given to `configure`.
///
/// ```
/// use actix_web::{App, get};
/// use cors_actix::{ServiceConfig, WithCors, cors, routes};
///
/// #[cors(origins = "*")]
/// #[get("/health")]
/// async fn health() -> &'static str { "ok" }
///
/// fn operations(config: &mut ServiceConfig) {
///     config.service(routes![health]);
/// }
///
/// let app = App::new().with_cors().configure(operations).finish();
/// # let _ = app;
/// ```
#[derive(Default)]
pub struct ServiceConfig {
    pub(crate) mounts: Mounts,
    pub(crate) default_service: Option<DefaultNode>,
    pub(crate) rest: Vec<Configure>,
}

impl ServiceConfig {
    pub(crate) fn of(configure: impl FnOnce(&mut ServiceConfig)) -> Self {
        let mut config = ServiceConfig::default();
        configure(&mut config);
        config
    }

    /// Adds routes with their policies: [`web::ServiceConfig::service`].
    pub fn service<F: CorsService + 'static>(&mut self, service: F) -> &mut Self {
        service.mount(&mut self.mounts);
        self
    }

    #[doc = include_str!("../../docs/service_with_policy.md")]
    pub fn service_with_policy<P, F>(&mut self, policy: P, service: F) -> &mut Self
    where
        P: NamedPolicy,
        F: HttpServiceFactory + 'static,
    {
        self.mounts.extend(Mounts::catch_all(policy.policy(), service));
        self
    }

    /// Adds a service without a policy, behind the routes with policies: see
    /// [`CorsApp::service_without_cors`](crate::CorsApp::service_without_cors).
    pub fn service_without_cors<F: HttpServiceFactory + 'static>(&mut self, service: F) -> &mut Self {
        self.mounts.push(Node::Unknown(type_name::<F>()), service);
        self
    }

    /// Adds the services of another function: [`web::ServiceConfig::configure`].
    pub fn configure<F: Configures<M>, M>(&mut self, configure: F) -> &mut Self {
        configure(self);
        self
    }

    /// Adds data for the handlers: [`web::ServiceConfig::app_data`].
    pub fn app_data<U: 'static>(&mut self, data: U) -> &mut Self {
        self.later(|config| config.app_data(data))
    }

    #[doc = include_str!("../../docs/default_service.md")]
    pub fn default_service<R: CorsRoutes>(&mut self, routes: R) -> &mut Self {
        self.set_default_service(DefaultMount::of_routes(routes))
    }

    /// Sets the service of requests that match no route, such as static files, with a policy: [`web::ServiceConfig::default_service`].
    pub fn default_service_with_policy<P, F>(&mut self, policy: P, service: F) -> &mut Self
    where
        P: NamedPolicy,
        F: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error> + 'static,
        F::InitError: fmt::Debug,
    {
        self.set_default_service(DefaultMount::with_policy(&policy, service))
    }

    /// Sets the service of requests that match no route, without a policy: [`web::ServiceConfig::default_service`].
    ///
    /// Its responses are left unchanged, and preflights for unknown paths are passed to it.
    pub fn default_service_without_cors<F>(&mut self, service: F) -> &mut Self
    where
        F: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error> + 'static,
        F::InitError: fmt::Debug,
    {
        self.set_default_service(DefaultMount::without_policy(service))
    }

    fn set_default_service<F>(&mut self, default: DefaultMount<F>) -> &mut Self
    where
        F: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error> + 'static,
        F::InitError: fmt::Debug,
    {
        self.default_service = Some(default.node);
        self.later(|config| config.default_service(default.service))
    }

    /// Names a URL of another application, for `url_for`: [`web::ServiceConfig::external_resource`].
    pub fn external_resource(&mut self, name: impl Into<String>, url: impl Into<String>) -> &mut Self {
        let (name, url) = (name.into(), url.into());
        self.later(move |config| config.external_resource(name, url))
    }

    fn later(
        &mut self,
        configure: impl for<'c> FnOnce(&'c mut web::ServiceConfig) -> &'c mut web::ServiceConfig + 'static,
    ) -> &mut Self {
        self.rest.push(Box::new(|config| {
            configure(config);
        }));
        self
    }
}

impl fmt::Debug for ServiceConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceConfig").field("mounts", &self.mounts).finish_non_exhaustive()
    }
}
