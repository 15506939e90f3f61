//! Routes under a prefix.

use std::{any::type_name, fmt, future::Future, rc::Rc};

use actix_web::{
    Error, Scope,
    body::MessageBody,
    dev::{HttpServiceFactory, ServiceFactory, ServiceRequest, ServiceResponse, Transform},
    guard::Guard,
};

use super::{
    mounts::{CorsService, Mounts},
    service_config::ServiceConfig,
};
use crate::{
    NamedPolicy,
    middleware::{http::Prepared, marking::Marking, place::Place, transform::Cors},
    routing::{
        guards::Guards,
        table::Table,
        tree::{self, Node},
    },
};

/// Routes under a prefix, which may have parameters: actix's [`web::scope`](actix_web::web::scope), with policies.
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
        // Inside all that will be wrapped around it: here the scope's own router begins.
        inner: Scope::new(prefix).wrap(Marking(Place::Router)),
        prefix: prefix.to_owned(),
        guards: Guards::default(),
        nodes: Vec::new(),
        has_default: false,
    }
}

/// actix's [`Scope`] with the policies of its routes: see [`scope`].
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

    /// Hands every request that nothing in front of it serves to one service, under a named policy: static files, for instance. What
    /// stands behind it is never reached. Its methods are not known; so the policy can say `methods`.
    ///
    /// ```
    /// use actix_files::Files;
    /// use actix_web::App;
    /// use cors_actix::{WithCors, cors, scope};
    ///
    /// #[cors(origins = "*", methods = [GET])]
    /// struct PublicFiles;
    ///
    /// let app = App::new()
    ///     .with_cors()
    ///     // The scope has taken `/static` off the path.
    ///     .service(scope("/static").service_with_policy(PublicFiles, Files::new("", "./static")))
    ///     .finish();
    /// # let _ = app;
    /// ```
    pub fn service_with_policy<P, F>(self, policy: P, service: F) -> Self
    where
        P: NamedPolicy,
        F: HttpServiceFactory + 'static,
    {
        // The type says it all; the value only lets the call read like a sentence.
        let _ = policy;
        let resource = Rc::new(tree::Resource::whole(P::POLICY));
        let marking = Marking(Place::Handler(Rc::new(Prepared::of_handler(P::POLICY))));
        let mut mounts = Mounts::default();
        // actix does not come back from a scope.
        mounts.push(Node::Resource(resource), Scope::new("").service(service).wrap(marking));
        self.add(mounts)
    }

    /// Adds a service that no other origin may read: [`Scope::service`].
    ///
    /// What it serves is not known, so it belongs behind the routes with policies: see
    /// [`CorsApp::service_without_cors`](crate::CorsApp::service_without_cors).
    pub fn service_without_cors<F: HttpServiceFactory + 'static>(mut self, service: F) -> Self {
        self.nodes.push(Node::Unknown(type_name::<F>()));
        self.inner = self.inner.service(service);
        self
    }

    /// Adds what a function says, which may be in another module: [`Scope::configure`].
    pub fn configure<F: FnOnce(&mut ServiceConfig)>(mut self, configure: F) -> Self {
        let config = ServiceConfig::of(configure);
        self.has_default |= config.has_default;
        self.inner = self.inner.configure(|inner| config.rest.into_iter().for_each(|step| step(inner)));
        self.add(config.mounts)
    }

    /// Lets only some requests come here: [`Scope::guard`]. See [`CorsResource::guard`](crate::CorsResource::guard).
    pub fn guard<G: Guard + 'static>(mut self, guard: G) -> Self {
        self.inner = self.inner.guard(self.guards.add(guard));
        self
    }

    /// Adds data for the handlers: [`Scope::app_data`].
    pub fn app_data<U: 'static>(mut self, data: U) -> Self {
        self.inner = self.inner.app_data(data);
        self
    }

    /// Wraps the scope's routes in a middleware: [`Scope::wrap`]. CORS stays outside it: preflights are answered before it runs,
    /// and whatever it answers itself carries CORS headers.
    pub fn wrap<M, B>(
        self,
        middleware: M,
    ) -> CorsScope<
        impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>,
    >
    where
        M: Transform<T::Service, ServiceRequest, Response = ServiceResponse<B>, Error = Error, InitError = ()>
            + 'static,
        B: MessageBody,
    {
        self.map(|inner| inner.wrap(middleware))
    }

    /// Wraps the scope's routes in a function: [`Scope::wrap_fn`]. CORS stays outside it.
    pub fn wrap_fn<F, R, B>(
        self,
        middleware: F,
    ) -> CorsScope<
        impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>,
    >
    where
        F: Fn(ServiceRequest, &T::Service) -> R + Clone + 'static,
        R: Future<Output = Result<ServiceResponse<B>, Error>>,
        B: MessageBody,
    {
        self.map(|inner| inner.wrap_fn(middleware))
    }

    /// Finishes: a service that enforces the policies of this scope by itself, for actix's own `App`, `Scope` and
    /// [`web::ServiceConfig`](actix_web::web::ServiceConfig), and for [`CorsApp::service_without_cors`](crate::CorsApp).
    ///
    /// For applications that a framework builds, which hands out a `web::ServiceConfig` and nothing more. Where the
    /// application is yours, mount the scope in a [`CorsApp`](crate::CorsApp) instead: there, CORS is outside everything. Here,
    ///
    /// * middleware of the application, and of scopes around this one, stays outside: it sees preflights, and what it answers
    ///   itself carries no CORS headers;
    /// * services in front of the scope stay in front: what they serve does not come here;
    /// * an unknown path is answered by the application's default service, and without CORS headers;
    /// * a source of origins also sees the data of the scope.
    ///
    /// Preflights are answered, and requests that `enforce` refuses are refused, before any middleware of this scope. Each handler
    /// decides by its own policy, as ever.
    ///
    /// ```
    /// use actix_web::{App, post, web};
    /// use cors_actix::{cors, routes, scope};
    ///
    /// #[cors(origins = ["https://app.example.com"], credentials, enforce, allow_headers = ["content-type"])]
    /// #[post("/orders")]
    /// async fn order() -> &'static str { "ordered" }
    ///
    /// fn configure(config: &mut web::ServiceConfig) {
    ///     config.service(scope("/api").service(routes![order]).finish());
    /// }
    ///
    /// # use actix_web::test::{TestRequest, call_service, init_service};
    /// # actix_web::rt::System::new().block_on(async {
    /// let app = init_service(App::new().configure(configure)).await;
    /// let ask = |origin| TestRequest::post().uri("/api/orders").insert_header(("origin", origin)).to_request();
    /// assert_eq!(call_service(&app, ask("https://app.example.com")).await.status(), 200);
    /// assert_eq!(call_service(&app, ask("https://evil.example")).await.status(), 403);
    /// # });
    /// ```
    pub fn finish<B>(self) -> impl HttpServiceFactory + 'static
    where
        T: ServiceFactory<ServiceRequest, Response = ServiceResponse<B>> + 'static,
        T::Service: 'static,
        B: MessageBody + 'static,
    {
        let table = Table::inside(self.prefix, self.nodes, self.has_default).finish();
        self.inner.wrap(Cors(table))
    }

    fn add(mut self, mounts: Mounts) -> Self {
        for mount in mounts.0 {
            self.nodes.push(mount.node);
            self.inner = self.inner.service(mount.service);
        }
        self
    }

    /// Not public: the table has to know everything that actix's scope does.
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
        mounts.push(Node::Scope(Rc::new(scope)), self.inner.guard(Place::Scope.guard()));
    }
}

impl<T> fmt::Debug for CorsScope<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CorsScope").field("prefix", &self.prefix).field("nodes", &self.nodes).finish()
    }
}
