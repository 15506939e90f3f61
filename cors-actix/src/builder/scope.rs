//! Routes under a prefix.

use std::{any::type_name, fmt, future::Future, marker::PhantomData, rc::Rc};

use actix_web::{
    Error, Scope,
    body::MessageBody,
    dev::{HttpServiceFactory, ServiceFactory, ServiceRequest, ServiceResponse, Transform},
    guard::Guard,
};

#[cfg(feature = "utoipa")]
use cors_core::__private::Documentation;
use cors_core::__private::NoDefault;

#[cfg(feature = "utoipa")]
use super::openapi;
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
    middleware::{checkpoint::Checkpoint, checkpoint_services::CheckpointMiddleware, intercept::Cors},
    routing::{
        guards::Guards,
        policy_table::PolicyTable,
        tree::{self, DefaultNode, Node},
    },
};

/// Creates a scope: routes under a prefix, which may have parameters. It is actix's [`web::scope`](actix_web::web::scope) with
/// policies.
///
/// ```
/// use actix_web::{App, get, web};
/// use cors_actix::{WithCors, cors, routes};
///
/// #[cors(origins = ["https://app.example.com"])]
/// #[get("/users/{id}")]
/// async fn show(path: web::Path<(String, u32)>) -> String { format!("user {} of {}", path.1, path.0) }
///
/// let app = App::new().with_cors().service(cors_actix::scope("/{tenant}").service(routes![show])).finish();
/// # let _ = app;
/// ```
pub fn scope(
    prefix: &str,
) -> CorsScope<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error, InitError = ()> + use<>,
> {
    CorsScope {
        // Inside all middleware that is added later, directly around the scope's router.
        inner: Scope::new(prefix).wrap(CheckpointMiddleware(Checkpoint::Router)),
        prefix: prefix.to_owned(),
        guards: Guards::default(),
        nodes: Vec::new(),
        default_service: None,
        #[cfg(feature = "utoipa")]
        documentation: Documentation::default(),
        default: PhantomData,
    }
}

/// actix's [`Scope`] with policies: see [`scope`].
#[must_use = "it does nothing until it is given to `CorsApp::service`, or finished"]
pub struct CorsScope<T, D = NoDefault> {
    inner: Scope<T>,
    prefix: String,
    guards: Guards,
    nodes: Vec<Node>,
    default_service: Option<DefaultNode>,
    #[cfg(feature = "utoipa")]
    documentation: Documentation,
    default: PhantomData<fn() -> D>,
}

impl<T, D> CorsScope<T, D> {
    fn rebuilt<N, D2>(self, operation: impl FnOnce(Scope<T>) -> Scope<N>) -> CorsScope<N, D2> {
        CorsScope {
            inner: operation(self.inner),
            prefix: self.prefix,
            guards: self.guards,
            nodes: self.nodes,
            default_service: self.default_service,
            #[cfg(feature = "utoipa")]
            documentation: self.documentation,
            default: PhantomData,
        }
    }
}

impl<T> CorsScope<T> {
    #[doc = include_str!("../../docs/with_default.md")]
    pub fn with_default<P: NamedPolicy>(self, policy: P) -> CorsScope<T, P> {
        let _ = policy;
        self.rebuilt(|inner| inner)
    }
}

impl<T, D> CorsScope<T, D>
where
    T: ServiceFactory<ServiceRequest, Config = (), Error = Error, InitError = ()>,
{
    /// Adds routes with their policies: [`Scope::service`].
    pub fn service<F: CorsService<D> + 'static>(self, service: F) -> Self {
        self.add(Mounts::of(service))
    }

    /// Adds a resource with routes and their policies: [`Scope::route`]. See [`CorsApp::route`](crate::CorsApp::route).
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

    /// Adds a service without a policy, behind the routes with policies: see
    /// [`CorsApp::service_without_cors`](crate::CorsApp::service_without_cors).
    pub fn service_without_cors<F: HttpServiceFactory + 'static>(mut self, service: F) -> Self {
        self.nodes.push(Node::Unknown(type_name::<F>()));
        self.inner = self.inner.service(service);
        self
    }

    /// Adds the services of a function, which may be in another module: [`Scope::configure`].
    pub fn configure<F: Configures<M>, M>(mut self, configure: F) -> Self {
        let config = ServiceConfig::of(configure);
        self.default_service = config.default_service.or(self.default_service);
        self.inner = self.inner.configure(|inner| config.rest.into_iter().for_each(|configure| configure(inner)));
        self.add(config.mounts)
    }

    #[doc = include_str!("../../docs/default_service.md")]
    pub fn default_service<R: CorsRoutes<D>>(self, routes: R) -> Self {
        self.set_default_service(DefaultMount::of_routes(routes))
    }

    /// Sets the service of requests that match no route, such as static files, with a policy: [`Scope::default_service`].
    pub fn default_service_with_policy<P, F>(self, policy: P, service: F) -> Self
    where
        P: NamedPolicy,
        F: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error> + 'static,
        F::InitError: fmt::Debug,
    {
        self.set_default_service(DefaultMount::with_policy(&policy, service))
    }

    /// Sets the service of requests that match no route, without a policy: [`Scope::default_service`].
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
        self.default_service = Some(default.node);
        self.inner = self.inner.default_service(default.service);
        self
    }

    /// Adds a guard, which decides which requests enter the scope: [`Scope::guard`]. See
    /// [`CorsResource::guard`](crate::CorsResource::guard).
    pub fn guard<G: Guard + 'static>(mut self, guard: G) -> Self {
        self.inner = self.inner.guard(self.guards.add(guard));
        self
    }

    shared_methods! { CorsScope contains Scope: "the scope's routes" }

    #[doc = include_str!("../../docs/finish_scope.md")]
    pub fn finish<B>(self) -> impl HttpServiceFactory + 'static
    where
        T: ServiceFactory<ServiceRequest, Response = ServiceResponse<B>> + 'static,
        T::Service: 'static,
        B: MessageBody + 'static,
    {
        let table = PolicyTable::of_scope(self.prefix, self.nodes, self.default_service).finish();
        self.inner.wrap(Cors(table))
    }

    fn add(mut self, mounts: Mounts) -> Self {
        #[cfg(feature = "utoipa")]
        self.documentation.merge(mounts.documentation);
        for mount in mounts.list {
            self.nodes.push(mount.node);
            self.inner = self.inner.service(mount.service);
        }
        self
    }

    /// Not public, because the policy table has to record everything that changes the scope's routing.
    fn map<N>(self, operation: impl FnOnce(Scope<T>) -> Scope<N>) -> CorsScope<N, D> {
        self.rebuilt(operation)
    }
}

/// A scope has its own default policy, or none: that of what mounts it does not apply to its handlers.
#[diagnostic::do_not_recommend]
impl<T, B, D, Outer> CorsService<Outer> for CorsScope<T, D>
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>
        + 'static,
    B: MessageBody + 'static,
{
    fn mount(self, mounts: &mut Mounts) {
        #[cfg(feature = "utoipa")]
        {
            let mut documentation = self.documentation;
            documentation.nest(|path| openapi::nested(&self.prefix, path));
            mounts.documentation.merge(documentation);
        }
        let scope = tree::Scope::new(&self.prefix, self.guards, self.nodes, self.default_service);
        mounts.push(Node::Scope(Rc::new(scope)), self.inner.guard(Checkpoint::Scope.guard()));
    }
}

impl<T, D> fmt::Debug for CorsScope<T, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CorsScope").field("prefix", &self.prefix).field("nodes", &self.nodes).finish()
    }
}
