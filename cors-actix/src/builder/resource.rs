//! Resources: one path, its routes and their policies.

use std::{fmt, future::Future, marker::PhantomData, rc::Rc};

use actix_router::{IntoPatterns, Patterns};
use actix_web::{
    Error, Resource, Route,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse, Transform},
    guard::{self, Guard},
    http::Method,
};
use cors_core::{__private::NoDefault, PolicyFrom};

use super::{
    routes::CorsRoutes,
    services::{CorsService, Mounts},
    shared_methods::shared_methods,
};
use crate::{
    middleware::{
        checkpoint::{Checkpoint, Switchable},
        http::Prepared,
    },
    routing::{
        guards::{self, Guards},
        tree::{self, Methods, Node},
    },
};

/// Creates a resource: a path with routes that are mounted by hand. It is actix's [`web::resource`](actix_web::web::resource) with
/// policies.
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
/// let app = App::new()
///     .with_cors()
///     .service(cors_actix::resource("/users").name("users").route(routes![get(list), post(create)]))
///     .finish();
/// # let _ = app;
/// ```
pub fn resource<P: IntoPatterns, D>(path: P) -> CorsResource<<Resource as HasEndpoint>::Endpoint, D> {
    let patterns = path.patterns();
    CorsResource {
        inner: Resource::new(patterns.clone()),
        patterns,
        name: None,
        guards: Guards::default(),
        methods: None,
        routes: Vec::new(),
        default: PhantomData,
    }
}

/// actix's [`Resource`] with policies: see [`resource`].
#[must_use = "it does nothing until it is given to `CorsApp::service`"]
pub struct CorsResource<T = <Resource as HasEndpoint>::Endpoint, D = NoDefault> {
    inner: Resource<T>,
    patterns: Patterns,
    name: Option<String>,
    guards: Guards,
    /// The methods of its guard for methods, if it has one.
    methods: Option<Vec<String>>,
    routes: Vec<tree::Route>,
    default: PhantomData<fn() -> D>,
}

impl<T, D> CorsResource<T, D>
where
    T: ServiceFactory<ServiceRequest, Config = (), Error = Error, InitError = ()>,
{
    /// Names the resource, for `url_for`: [`Resource::name`].
    pub fn name(mut self, name: &str) -> Self {
        self.inner = self.inner.name(name);
        self.name = Some(name.to_owned());
        self
    }

    /// Adds a guard, which decides which requests reach the resource: [`Resource::guard`].
    ///
    /// If guards choose between handlers of one path that have different policies, preflights are denied unless all those guards
    /// are [`guard::Host`](actix_web::guard::Host), the only guard whose answer to a preflight is that to the actual request.
    pub fn guard<G: Guard + 'static>(mut self, guard: G) -> Self {
        self.inner = self.inner.guard(self.guards.add(guard));
        self
    }

    /// Adds routes with their policies, behind the routes added before: [`Resource::route`].
    pub fn route<R: CorsRoutes<D>>(mut self, routes: R) -> Self {
        for (route, inner) in routes.into_cors_routes().0 {
            self.routes.push(route);
            self.inner = self.inner.route(inner);
        }
        self
    }

    /// Adds a route without a policy, behind the routes added before: [`Resource::route`].
    ///
    /// Its methods are unknown. So add it last: preflights for a route behind it are denied. It may serve `POST` and `HEAD`, so
    /// browsers do not cache preflights for the other routes of the path.
    pub fn route_without_cors(mut self, route: Route) -> Self {
        self.routes.push(tree::Route {
            methods: Methods::Unknown,
            policy: None,
            policy_from: PolicyFrom::Attribute,
            handler: "",
            location: None,
        });
        self.inner = self.inner.route(route.guard(Checkpoint::WithoutPolicy.guard()));
        self
    }

    shared_methods! { CorsResource contains Resource: "the routes, and the 405 for other methods," }

    /// Not public, because the policy table has to record everything that changes the resource's routing.
    fn map<N>(self, operation: impl FnOnce(Resource<T>) -> Resource<N>) -> CorsResource<N, D> {
        let CorsResource { inner, patterns, name, guards, methods, routes, default } = self;
        CorsResource { inner: operation(inner), patterns, name, guards, methods, routes, default }
    }
}

impl<D> CorsResource<<Resource as HasEndpoint>::Endpoint, D> {
    /// The resource of a `route(path, routes)` of an application or scope. As in actix, requests with other methods go on to the next
    /// resource of the path.
    pub(super) fn of_route<R: CorsRoutes<D>>(path: &str, routes: R) -> Self {
        let mut resource = resource(path).route(routes);
        let methods = resource.routes.iter().map(|route| match &route.methods {
            Methods::Only(methods) => Some(methods.as_slice()),
            Methods::Any | Methods::Unknown => None,
        });
        let Some(methods) = methods.collect::<Option<Vec<_>>>() else { return resource };
        let methods = methods.concat();
        let valid: Vec<Method> = methods.iter().filter_map(|name| Method::from_bytes(name.as_bytes()).ok()).collect();
        let mut valid = valid.into_iter().map(|method| guards::method(method, true));
        if let Some(first) = valid.next() {
            resource.inner = resource.inner.guard(valid.fold(guard::Any(first), guard::AnyGuard::or));
            resource.methods = Some(methods);
        }
        resource
    }
}

/// Names the endpoint type of an unwrapped [`Resource`], which actix does not export.
#[expect(unnameable_types, reason = "only the name of a default is needed")]
pub trait HasEndpoint {
    type Endpoint;
}

impl<T> HasEndpoint for Resource<T> {
    type Endpoint = T;
}

#[diagnostic::do_not_recommend]
impl<T, B, D> CorsService<D> for CorsResource<T, D>
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>
        + 'static,
    B: MessageBody + 'static,
{
    fn mount(self, mounts: &mut Mounts) {
        let mut resource = tree::Resource::new(self.patterns, self.name, self.guards, self.routes);
        resource.methods = self.methods;
        let resource = Rc::new(resource);
        let policies = Switchable::new(Prepared::new(resource.policies()));
        let inner = self.inner.guard(Checkpoint::Resource(policies.clone()).guard());
        // actix asks this guard when no other route serves the request.
        let inner = inner.route(Route::new().guard(Checkpoint::NoRoute(policies).refusing_guard()));
        mounts.push(Node::Resource(resource), inner);
    }
}

impl<T, D> fmt::Debug for CorsResource<T, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CorsResource").field("patterns", &self.patterns).field("routes", &self.routes).finish()
    }
}
