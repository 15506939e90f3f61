//! The router.

use std::marker::PhantomData;

#[cfg(any(feature = "utoipa", all(feature = "panel", debug_assertions)))]
use crate::routing::patterns::join;
use axum::Router;
#[cfg(feature = "utoipa")]
use cors_core::__private::Documentation;
use cors_core::{__private::NoDefault, HostList, RowKind};

use super::method_router::{CorsMethodRouter, CorsRoutes};
use crate::{
    NamedPolicy,
    routing::{
        endpoints::Endpoints,
        fallbacks::Fallback,
        patterns::{empty, nested_patterns},
    },
};

#[doc = include_str!("../../docs/router.md")]
#[must_use]
#[derive(Debug)]
pub struct CorsRouter<S = (), D = NoDefault> {
    /// All routes in one router. It is not served: it makes axum report conflicts at the caller's line.
    pub(super) combined: Router<S>,
    pub(crate) endpoints: Endpoints<S>,
    /// The fallbacks of this router and of nested ones, in a router without routes.
    pub(super) fallback: Router<S>,
    /// What is known of the fallbacks that the application has set.
    pub(crate) fallbacks: Vec<Fallback>,
    /// The hosts of this router: a request has to name one of each list.
    pub(crate) hosts: Vec<HostList>,
    /// Whether the policies are enforced as they are written: see [`CorsRouter::enabled`].
    pub(crate) is_enabled: bool,
    /// The finished router, for `axum::serve`.
    pub(super) served: Option<Router>,
    #[cfg(feature = "utoipa")]
    pub(super) documentation: Documentation,
    /// The paths of panels.
    #[cfg(all(feature = "panel", debug_assertions))]
    pub(super) panels: Vec<String>,
    default: PhantomData<fn() -> D>,
}

/// Not derived: a default policy need not be `Clone`.
impl<S: Clone, D> Clone for CorsRouter<S, D> {
    fn clone(&self) -> Self {
        CorsRouter {
            combined: self.combined.clone(),
            endpoints: self.endpoints.clone(),
            fallback: self.fallback.clone(),
            fallbacks: self.fallbacks.clone(),
            hosts: self.hosts.clone(),
            is_enabled: self.is_enabled,
            served: self.served.clone(),
            #[cfg(feature = "utoipa")]
            documentation: self.documentation.clone(),
            #[cfg(all(feature = "panel", debug_assertions))]
            panels: self.panels.clone(),
            default: PhantomData,
        }
    }
}

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Creates a router without routes, which answers 404 to every request.
    pub fn new() -> Self {
        CorsRouter::empty()
    }
}

impl<S, P> CorsRouter<S, P>
where
    S: Clone + Send + Sync + 'static,
    P: NamedPolicy,
{
    /// Creates a router whose handlers need no attribute: those without one have this policy.
    ///
    /// A handler with `#[cors(…)]` has its own policy, and nothing of the default. The [inventory](CorsRouter::inventory) says of each
    /// row where its policy is written. A default is for the handlers in `routes![…]` that are added to this router itself; a router that
    /// is nested or merged has its own default, or none.
    ///
    /// Rules about extractors, such as `json_without_content_type` and `forgeable`, apply to annotated handlers only.
    ///
    /// ```
    /// use cors_axum::{CorsRouter, cors, routes};
    ///
    /// #[cors(origins = ["https://app.example.com"], credentials, enforce)]
    /// struct Frontend;
    ///
    /// async fn list() -> &'static str { "users" }
    ///
    /// #[cors(origins = "*")]
    /// async fn health() -> &'static str { "ok" }
    ///
    /// let app: CorsRouter<(), _> = CorsRouter::with_default(Frontend)
    ///     .route("/users", routes![get(list)])
    ///     .route("/health", routes![get(health)]);
    /// assert_eq!(app.inventory().rows()[1].policy.as_ref().unwrap().name, "Frontend");
    /// ```
    pub fn with_default(policy: P) -> Self {
        let _ = policy;
        CorsRouter::empty()
    }
}

impl<S, D> CorsRouter<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    fn empty() -> Self {
        CorsRouter {
            combined: Router::new(),
            endpoints: Endpoints(Vec::new()),
            fallback: empty(),
            fallbacks: Vec::new(),
            hosts: Vec::new(),
            is_enabled: true,
            served: None,
            #[cfg(feature = "utoipa")]
            documentation: Documentation::default(),
            #[cfg(all(feature = "panel", debug_assertions))]
            panels: Vec::new(),
            default: PhantomData,
        }
    }

    /// Adds the handlers of a path, with their policies: [`Router::route`].
    ///
    /// ```
    /// use cors_axum::{CorsRouter, cors, routes};
    /// # #[cors(origins = ["https://app.example.com"])]
    /// # async fn list() {}
    /// let app: CorsRouter = CorsRouter::new().route("/users", routes![get(list)]);
    /// ```
    ///
    /// # Panics
    ///
    /// If axum does not accept the path, or a method of the path has a handler already.
    #[track_caller]
    pub fn route<R: CorsRoutes<S, D>>(self, path: &str, routes: R) -> Self {
        self.route_resolved(path, routes.into_cors_routes())
    }

    #[track_caller]
    pub(super) fn route_resolved(mut self, path: &str, routes: CorsMethodRouter<S>) -> Self {
        self.combined = self.combined.route(path, routes.combined.clone());
        self.endpoints.route(path, routes, Some(RowKind::Route));
        self
    }

    /// Adds the routes of a router under a prefix, with their policies: [`Router::nest`].
    ///
    /// ```
    /// use cors_axum::{CorsRouter, cors, routes};
    /// # #[cors(origins = ["https://app.example.com"])]
    /// # async fn list() {}
    /// let users = CorsRouter::new().route("/users", routes![get(list)]);
    /// let app: CorsRouter = CorsRouter::new().nest("/{tenant}/v1", users);
    /// ```
    ///
    /// # Panics
    ///
    /// If the prefix is empty or `/`, or both routers have the same route.
    #[track_caller]
    pub fn nest<R: IntoCorsRouter<S>>(mut self, prefix: &str, router: R) -> Self {
        let router = router.into_cors_router();
        #[cfg(feature = "utoipa")]
        {
            let mut documentation = router.documentation;
            documentation.nest(|path| join(prefix, if path.is_empty() { "/" } else { path }));
            self.documentation.merge(documentation);
        }
        #[cfg(all(feature = "panel", debug_assertions))]
        self.panels.extend(router.panels.iter().map(|path| join(prefix, path)));
        self.combined = self.combined.nest(prefix, router.combined);
        self.fallback = self.fallback.nest(prefix, router.fallback);
        self.endpoints.nest(prefix, router.endpoints);
        // axum drops the fallbacks inside a router that has no fallback of its own.
        if router.fallbacks.iter().any(Fallback::is_of_router) {
            self.fallbacks.extend(router.fallbacks.into_iter().map(|fallback| fallback.nest(prefix)));
        }
        self
    }

    /// Serves all paths under a prefix by one service, which sees the path without the prefix: [`Router::nest_service`].
    ///
    /// ```
    /// use axum::{body::Body, extract::Request, response::Response};
    /// use cors_axum::{CorsRouter, cors, with_policy};
    ///
    /// #[cors(origins = "*", methods = [GET])]
    /// struct PublicFiles;
    ///
    /// let files = tower::service_fn(|request: Request| async { Ok(Response::new(Body::empty())) });
    /// let app: CorsRouter = CorsRouter::new().nest_service("/files", with_policy(PublicFiles).any_service(files));
    /// ```
    ///
    /// # Panics
    ///
    /// As [`CorsRouter::nest`].
    #[track_caller]
    pub fn nest_service<R: CorsRoutes<S, D>>(mut self, prefix: &str, routes: R) -> Self {
        let routes = routes.into_cors_routes();
        for (prefix, pattern) in nested_patterns(prefix) {
            self.combined = self.combined.nest(&prefix, empty().route(pattern, routes.combined.clone()));
        }
        self.endpoints.nest_service(prefix, &routes);
        self
    }

    /// Adds the routes of a router, with their policies: [`Router::merge`].
    ///
    /// # Panics
    ///
    /// If both routers have the same route, or both have a fallback.
    #[track_caller]
    pub fn merge<R: IntoCorsRouter<S>>(mut self, router: R) -> Self {
        let router = router.into_cors_router();
        #[cfg(feature = "utoipa")]
        self.documentation.merge(router.documentation);
        #[cfg(all(feature = "panel", debug_assertions))]
        self.panels.extend(router.panels);
        self.combined = self.combined.merge(router.combined);
        self.fallback = self.fallback.merge(router.fallback);
        self.fallbacks.extend(router.fallbacks);
        self.endpoints.merge(router.endpoints);
        self
    }

    /// Allows path segments that begin with `:` or `*`: [`Router::without_v07_checks`].
    pub fn without_v07_checks(mut self) -> Self {
        self.combined = self.combined.without_v07_checks();
        self
    }

    /// Returns whether there is a route: [`Router::has_routes`].
    #[must_use]
    pub fn has_routes(&self) -> bool {
        self.combined.has_routes()
    }

    /// Provides the state that handlers extract: [`Router::with_state`]. Origin sources read it by
    /// [`SourceRequest::state`](crate::SourceRequest::state).
    ///
    /// ```
    /// use axum::extract::State;
    /// use cors_axum::{CorsRouter, cors, routes};
    ///
    /// #[cors(origins = ["https://app.example.com"])]
    /// async fn name(State(name): State<String>) -> String { name }
    ///
    /// let app: CorsRouter = CorsRouter::new().route("/name", routes![get(name)]).with_state("Ada".to_owned());
    /// ```
    pub fn with_state<S2>(self, state: S) -> CorsRouter<S2, D> {
        let mut fallbacks = self.fallbacks;
        fallbacks.iter_mut().for_each(|fallback| fallback.provide(&state));
        CorsRouter {
            combined: self.combined.with_state(state.clone()),
            endpoints: self.endpoints.with_state(&state),
            fallback: self.fallback.with_state(state),
            fallbacks,
            hosts: self.hosts,
            is_enabled: self.is_enabled,
            served: None,
            #[cfg(feature = "utoipa")]
            documentation: self.documentation,
            #[cfg(all(feature = "panel", debug_assertions))]
            panels: self.panels,
            default: PhantomData,
        }
    }

    /// Moves what holds for the whole router to its routes and fallbacks, and forgets its default policy.
    pub(crate) fn settled(mut self) -> CorsRouter<S> {
        let hosts = std::mem::take(&mut self.hosts);
        self.endpoints.restrict(&hosts);
        self.fallbacks.iter_mut().for_each(|fallback| fallback.restrict(&hosts));
        if !std::mem::replace(&mut self.is_enabled, true) {
            self.endpoints.close();
            self.fallbacks.iter_mut().for_each(Fallback::close);
        }
        CorsRouter {
            combined: self.combined,
            endpoints: self.endpoints,
            fallback: self.fallback,
            fallbacks: self.fallbacks,
            hosts: self.hosts,
            is_enabled: self.is_enabled,
            served: None,
            #[cfg(feature = "utoipa")]
            documentation: self.documentation,
            #[cfg(all(feature = "panel", debug_assertions))]
            panels: self.panels,
            default: PhantomData,
        }
    }
}

/// A router with policies, for [`CorsRouter::nest`] and [`CorsRouter::merge`].
#[diagnostic::on_unimplemented(
    message = "this router has no CORS policies",
    label = "expected a `CorsRouter`",
    note = "build it with `CorsRouter` and `routes![…]`, instead of axum's `Router`",
    note = "to give all of a finished router one policy: `nest_with_policy(prefix, Frontend, router)` or `merge_with_policy(Frontend, router)`",
    note = "to serve it without CORS: `nest_without_cors(prefix, router)` or `merge_without_cors(router)`"
)]
pub trait IntoCorsRouter<S>: sealed::Sealed {
    #[doc(hidden)]
    fn into_cors_router(self) -> CorsRouter<S>;
}

impl<S, D> IntoCorsRouter<S> for CorsRouter<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    fn into_cors_router(self) -> CorsRouter<S> {
        self.settled()
    }
}

mod sealed {
    #[expect(unnameable_types, reason = "sealed: no other crate makes routers with policies")]
    pub trait Sealed {}

    impl<S, D> Sealed for super::CorsRouter<S, D> {}
}

impl<S> Default for CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    fn default() -> Self {
        Self::new()
    }
}
