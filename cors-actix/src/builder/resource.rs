//! Routing by hand: one path, its routes, their policies.

use std::{fmt, future::Future, rc::Rc};

use actix_router::{IntoPatterns, Patterns};
use actix_web::{
    Error, Resource, Route,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse, Transform},
    guard::Guard,
};

use super::{
    mounts::{CorsService, Mounts},
    routes::CorsRoutes,
};
use crate::{
    middleware::{http::Prepared, place::Place},
    routing::{
        guards::Guards,
        tree::{self, Methods, Node},
    },
};

/// A path whose routes are written by hand: actix's [`web::resource`](actix_web::web::resource), with policies.
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
pub fn resource<P: IntoPatterns>(path: P) -> CorsResource {
    let patterns = path.patterns();
    CorsResource {
        inner: Resource::new(patterns.clone()),
        patterns,
        name: None,
        guards: Guards::default(),
        routes: Vec::new(),
    }
}

/// actix's [`Resource`] with the policy of every handler: see [`resource`].
#[must_use = "it does nothing until it is given to `CorsApp::service`"]
pub struct CorsResource<T = <Resource as HasEndpoint>::Endpoint> {
    inner: Resource<T>,
    patterns: Patterns,
    name: Option<String>,
    guards: Guards,
    routes: Vec<tree::Route>,
}

impl<T> CorsResource<T>
where
    T: ServiceFactory<ServiceRequest, Config = (), Error = Error, InitError = ()>,
{
    /// Names the path, for `url_for`: [`Resource::name`].
    pub fn name(mut self, name: &str) -> Self {
        self.inner = self.inner.name(name);
        self.name = Some(name.to_owned());
        self
    }

    /// Lets only some requests come here: [`Resource::guard`].
    ///
    /// Where guards separate handlers of one path that have different policies, a preflight is answered only if it can be known
    /// which of them will run: [`guard::Host`](actix_web::guard::Host) can be asked about a preflight, others cannot.
    pub fn guard<G: Guard + 'static>(mut self, guard: G) -> Self {
        self.inner = self.inner.guard(self.guards.add(guard));
        self
    }

    /// Adds routes, behind those that are there: [`Resource::route`].
    pub fn route<R: CorsRoutes>(mut self, routes: R) -> Self {
        for (route, inner) in routes.into_cors_routes().0 {
            self.routes.push(route);
            self.inner = self.inner.route(inner);
        }
        self
    }

    /// Adds a route that no other origin may read, behind those that are there: [`Resource::route`].
    ///
    /// Its methods are known to actix alone. So put it behind the others: a preflight for a route behind it is denied. It may serve
    /// `POST` and `HEAD`, so browsers do not cache what a preflight for another route of the path has allowed.
    pub fn route_without_cors(mut self, route: Route) -> Self {
        self.routes.push(tree::Route { methods: Methods::Unknown, policy: None, handler: "" });
        self.inner = self.inner.route(route.guard(Place::WithoutPolicy.guard()));
        self
    }

    /// Adds data for the handlers: [`Resource::app_data`].
    pub fn app_data<U: 'static>(mut self, data: U) -> Self {
        self.inner = self.inner.app_data(data);
        self
    }

    /// Wraps the routes, and the answer 405 to other methods, in a middleware: [`Resource::wrap`]. CORS stays outside it.
    pub fn wrap<M, B>(
        self,
        middleware: M,
    ) -> CorsResource<
        impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>,
    >
    where
        M: Transform<T::Service, ServiceRequest, Response = ServiceResponse<B>, Error = Error, InitError = ()>
            + 'static,
        B: MessageBody,
    {
        self.map(|inner| inner.wrap(middleware))
    }

    /// Wraps the routes in a function: [`Resource::wrap_fn`]. CORS stays outside it.
    pub fn wrap_fn<F, R, B>(
        self,
        middleware: F,
    ) -> CorsResource<
        impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>,
    >
    where
        F: Fn(ServiceRequest, &T::Service) -> R + Clone + 'static,
        R: Future<Output = Result<ServiceResponse<B>, Error>>,
        B: MessageBody,
    {
        self.map(|inner| inner.wrap_fn(middleware))
    }

    /// Not public: the table has to know everything that actix's resource does.
    fn map<N>(self, operation: impl FnOnce(Resource<T>) -> Resource<N>) -> CorsResource<N> {
        let CorsResource { inner, patterns, name, guards, routes } = self;
        CorsResource { inner: operation(inner), patterns, name, guards, routes }
    }
}

/// Names the type of a [`Resource`] that nothing is wrapped around, which actix does not export.
#[expect(unnameable_types, reason = "only the name of a default is needed")]
pub trait HasEndpoint {
    type Endpoint;
}

impl<T> HasEndpoint for Resource<T> {
    type Endpoint = T;
}

#[diagnostic::do_not_recommend]
impl<T, B> CorsService for CorsResource<T>
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>
        + 'static,
    B: MessageBody + 'static,
{
    fn mount(self, mounts: &mut Mounts) {
        let resource = Rc::new(tree::Resource::new(self.patterns, self.name, self.guards, self.routes));
        let policies = Rc::new(Prepared::new(resource.policies()));
        let inner = self.inner.guard(Place::Resource(policies.clone()).guard());
        // Asked when every other route has refused the request.
        let inner = inner.route(Route::new().guard(Place::NoRoute(policies).refusing_guard()));
        mounts.push(Node::Resource(resource), inner);
    }
}

impl<T> fmt::Debug for CorsResource<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CorsResource").field("patterns", &self.patterns).field("routes", &self.routes).finish()
    }
}
