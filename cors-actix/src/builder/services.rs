//! Services with policies: what actix registers, and the node of each in the policy table.

use std::{fmt, rc::Rc};

use actix_web::{
    Scope,
    dev::{AppService, HttpServiceFactory},
};
use cors_core::{__private::FunctionId, Policy};

use crate::{
    middleware::{checkpoint::Checkpoint, checkpoint_services::CheckpointMiddleware},
    routing::tree::{Node, Resource},
};

/// Routes, each with its policy, for [`CorsApp::service`](crate::CorsApp::service).
///
/// The trait is not actix's `HttpServiceFactory`, so that a policy cannot be mounted where it would be lost.
#[diagnostic::on_unimplemented(
    message = "this service carries no CORS policy",
    label = "expected `routes![…]`, `cors_actix::resource(…)` or `cors_actix::scope(…)`",
    note = "write `routes![handler]`, with `#[cors(…)]` above the handler's `#[get(\"/…\")]`",
    note = "to serve it without CORS, write `service_without_cors` instead of `service`"
)]
pub trait CorsService {
    #[doc(hidden)]
    fn mount(self, mounts: &mut Mounts);
}

/// Services with their nodes in the policy table.
#[derive(Debug, Default)]
pub struct Mounts(pub(crate) Vec<Mount>);

/// A service with its node in the policy table.
pub struct Mount {
    pub(crate) node: Node,
    pub(crate) service: Service,
}

impl Mount {
    pub(crate) fn new(node: Node, service: impl HttpServiceFactory + 'static) -> Self {
        let sentinel = match &node {
            Node::Resource(resource) => Some(resource.sentinel.clone()),
            Node::Scope(_) | Node::Unknown(_) => None,
        };
        let register = move |config: &mut AppService| {
            sentinel.iter().for_each(|sentinel| sentinel.register(config));
            service.register(config);
        };
        Mount { node, service: Service(Box::new(register)) }
    }
}

impl Mounts {
    /// The services of a handler's route attributes.
    pub fn of_handler(mounts: impl Into<Vec<Mount>>) -> Mounts {
        Mounts(mounts.into())
    }

    pub(crate) fn push(&mut self, node: Node, service: impl HttpServiceFactory + 'static) {
        self.0.push(Mount::new(node, service));
    }

    /// A service that serves, under a policy, all requests that reach it.
    pub(crate) fn catch_all(policy: &'static Policy, service: impl HttpServiceFactory + 'static) -> Mounts {
        // actix does not leave a scope that it has entered.
        let service = Scope::new("").service(service).wrap(CheckpointMiddleware(Checkpoint::of_handler(policy)));
        Mounts(vec![Mount::new(Node::Resource(Rc::new(Resource::catch_all(policy))), service)])
    }

    pub(crate) fn of(service: impl CorsService) -> Mounts {
        let mut mounts = Mounts::default();
        service.mount(&mut mounts);
        mounts
    }
}

impl fmt::Debug for Mount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

/// A service with its type erased.
pub(crate) struct Service(Box<dyn FnOnce(&mut AppService)>);

impl HttpServiceFactory for Service {
    fn register(self, config: &mut AppService) {
        (self.0)(config);
    }
}

/// Handlers with route attributes. Made by [`routes!`](crate::routes).
#[must_use = "it does nothing until it is given to `CorsApp::service`"]
#[derive(Debug, Default)]
pub struct Services(pub(crate) Mounts);

#[diagnostic::do_not_recommend]
impl CorsService for Services {
    fn mount(self, mounts: &mut Mounts) {
        mounts.0.extend(self.0.0);
    }
}

/// Called by `routes!`.
#[doc(hidden)]
impl Services {
    /// The services of a handler. Its companion mounts it, if the handler is the companion's function.
    #[track_caller]
    pub fn of<F: 'static>(mount: fn() -> Mounts, function: FunctionId, _: F) -> Self {
        function.check::<F>();
        Services(mount())
    }
}
