//! Default services, with a policy and without.

use std::{
    fmt,
    future::{Future, Ready, ready},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

use actix_web::{
    Error, HttpResponse, Route,
    dev::{Service, ServiceFactory, ServiceRequest, ServiceResponse},
};

use super::routes::CorsRoutes;
use crate::{
    NamedPolicy,
    middleware::{
        checkpoint::{Checkpoint, Switchable},
        checkpoint_services::DefaultService,
        http::Prepared,
    },
    routing::tree::{DefaultNode, Resource},
};

/// What is recorded of a default service, and the service.
pub(crate) struct DefaultMount<F> {
    pub(crate) node: DefaultNode,
    pub(crate) service: DefaultService<F>,
}

impl DefaultMount<Routes> {
    pub(crate) fn of_routes<D>(routes: impl CorsRoutes<D>) -> Self {
        let (recorded, routes): (Vec<_>, Vec<_>) = routes.into_cors_routes().0.into_iter().unzip();
        let resource = Rc::new(Resource::for_all_paths(recorded));
        let policies = Switchable::new(Prepared::new(resource.policies()));
        let service = DefaultService { inner: Routes(routes), checkpoint: Checkpoint::NoRoute(policies) };
        DefaultMount { node: DefaultNode::WithPolicy(resource), service }
    }
}

impl<F> DefaultMount<F> {
    pub(crate) fn with_policy(policy: &impl NamedPolicy, service: F) -> Self {
        let policy = policy.policy();
        let service = DefaultService { inner: service, checkpoint: Checkpoint::of_handler(policy) };
        DefaultMount { node: DefaultNode::WithPolicy(Rc::new(Resource::catch_all(policy))), service }
    }

    pub(crate) fn without_policy(service: F) -> Self {
        let service = DefaultService { inner: service, checkpoint: Checkpoint::WithoutPolicy };
        DefaultMount { node: DefaultNode::WithoutPolicy, service }
    }
}

/// The routes of a default service, which answers 405 where none of them serves a request.
pub(crate) struct Routes(Vec<Route>);

type RouteService = <Route as ServiceFactory<ServiceRequest>>::Service;

impl ServiceFactory<ServiceRequest> for Routes {
    type Response = ServiceResponse;
    type Error = Error;
    type Config = ();
    type Service = RoutesService;
    type InitError = ();
    type Future = Pin<Box<dyn Future<Output = Result<RoutesService, ()>>>>;

    fn new_service(&self, (): ()) -> Self::Future {
        let routes: Vec<_> = self.0.iter().map(|route| route.new_service(())).collect();
        Box::pin(async move {
            let mut services = Vec::with_capacity(routes.len());
            for route in routes {
                services.push(route.await?);
            }
            Ok(RoutesService(services))
        })
    }
}

pub(crate) struct RoutesService(Vec<RouteService>);

impl fmt::Debug for RoutesService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} routes", self.0.len())
    }
}

/// The future of a route, or that of a 405.
type Answer = Pin<Box<dyn Future<Output = Result<ServiceResponse, Error>>>>;

impl Service<ServiceRequest> for RoutesService {
    type Response = ServiceResponse;
    type Error = Error;
    type Future = Answer;

    fn poll_ready(&self, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        // A route is always ready.
        Poll::Ready(Ok(()))
    }

    fn call(&self, mut request: ServiceRequest) -> Answer {
        match self.0.iter().find(|route| route.check(&mut request)) {
            Some(route) => Box::pin(route.call(request)),
            None => {
                let refusal: Ready<_> = ready(Ok(request.into_response(HttpResponse::MethodNotAllowed())));
                Box::pin(refusal)
            }
        }
    }
}
