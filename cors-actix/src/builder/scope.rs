//! Routes under a prefix.

use std::{any::type_name, fmt, future::Future, rc::Rc};

use actix_web::{
    Error, Scope,
    body::MessageBody,
    dev::{HttpServiceFactory, ServiceFactory, ServiceRequest, ServiceResponse, Transform},
    guard::Guard,
};

use super::{
    service_config::ServiceConfig,
    services::{CorsService, Mounts},
    shared_methods::shared_methods,
};
use crate::{
    NamedPolicy,
    middleware::{checkpoint::Checkpoint, checkpoint_services::CheckpointMiddleware, intercept::Cors},
    routing::{
        guards::Guards,
        policy_table::PolicyTable,
        tree::{self, Node},
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
        has_default: false,
    }
}

/// actix's [`Scope`] with policies: see [`scope`].
#[must_use = "it does nothing until it is given to `CorsApp::service`, or finished"]
pub struct CorsScope<T> {
    inner: Scope<T>,
    prefix: String,
    guards: Guards,
    nodes: Vec<Node>,
    has_default: bool,
}

impl<T> CorsScope<T>
where
    T: ServiceFactory<ServiceRequest, Config = (), Error = Error, InitError = ()>,
{
    /// Adds routes with their policies: [`Scope::service`].
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

    /// Adds a service without a policy, behind the routes with policies: see
    /// [`CorsApp::service_without_cors`](crate::CorsApp::service_without_cors).
    pub fn service_without_cors<F: HttpServiceFactory + 'static>(mut self, service: F) -> Self {
        self.nodes.push(Node::Unknown(type_name::<F>()));
        self.inner = self.inner.service(service);
        self
    }

    /// Adds the services of a function, which may be in another module: [`Scope::configure`].
    pub fn configure<F: FnOnce(&mut ServiceConfig)>(mut self, configure: F) -> Self {
        let config = ServiceConfig::of(configure);
        self.has_default |= config.has_default;
        self.inner = self.inner.configure(|inner| config.rest.into_iter().for_each(|configure| configure(inner)));
        self.add(config.mounts)
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
        let table = PolicyTable::of_scope(self.prefix, self.nodes, self.has_default).finish();
        self.inner.wrap(Cors(table))
    }

    fn add(mut self, mounts: Mounts) -> Self {
        for mount in mounts.0 {
            self.nodes.push(mount.node);
            self.inner = self.inner.service(mount.service);
        }
        self
    }

    /// Not public, because the policy table has to record everything that changes the scope's routing.
    fn map<N>(self, operation: impl FnOnce(Scope<T>) -> Scope<N>) -> CorsScope<N> {
        let CorsScope { inner, prefix, guards, nodes, has_default } = self;
        CorsScope { inner: operation(inner), prefix, guards, nodes, has_default }
    }
}

#[diagnostic::do_not_recommend]
impl<T, B> CorsService for CorsScope<T>
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>
        + 'static,
    B: MessageBody + 'static,
{
    fn mount(self, mounts: &mut Mounts) {
        let scope = tree::Scope::new(&self.prefix, self.guards, self.nodes, self.has_default);
        mounts.push(Node::Scope(Rc::new(scope)), self.inner.guard(Checkpoint::Scope.guard()));
    }
}

impl<T> fmt::Debug for CorsScope<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CorsScope").field("prefix", &self.prefix).field("nodes", &self.nodes).finish()
    }
}
