//! Services with policies: what actix registers, and the node of each in the policy table.

use std::{fmt, panic::Location, rc::Rc};

use actix_web::{
    Scope,
    dev::{AppService, HttpServiceFactory},
};
#[cfg(feature = "utoipa")]
use cors_core::__private::Documentation;
use cors_core::{__private::NoDefault, Policy, PolicyFrom};

use crate::{
    middleware::{checkpoint::Checkpoint, checkpoint_services::CheckpointMiddleware},
    routing::tree::{Node, Resource, Route},
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
pub trait CorsService<D = NoDefault> {
    #[doc(hidden)]
    fn mount(self, mounts: &mut Mounts);
}

/// Services with their nodes in the policy table.
#[derive(Debug, Default)]
pub struct Mounts {
    pub(crate) list: Vec<Mount>,
    #[cfg(feature = "utoipa")]
    pub(crate) documentation: Documentation,
}

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
        let mut made = Mounts::default();
        made.list.extend(mounts.into());
        made
    }

    /// Adds the services of `other`, behind these.
    pub(crate) fn extend(&mut self, other: Mounts) {
        self.list.extend(other.list);
        #[cfg(feature = "utoipa")]
        self.documentation.merge(other.documentation);
    }

    /// Replaces the place where the policies are written.
    pub(super) fn with_policy_from(mut self, old: PolicyFrom, new: PolicyFrom) -> Self {
        self.routes().filter(|route| route.policy_from == old).for_each(|route| route.policy_from = new);
        self
    }

    /// Sets the place of the handler.
    pub(super) fn located_at(mut self, location: Option<&'static Location<'static>>) -> Self {
        self.routes().for_each(|route| route.location = location);
        self
    }

    /// The routes of resources that are not registered yet.
    fn routes(&mut self) -> impl Iterator<Item = &mut Route> {
        let resources = self.list.iter_mut().filter_map(|mount| match &mut mount.node {
            Node::Resource(resource) => Rc::get_mut(resource),
            Node::Scope(_) | Node::Unknown(_) => None,
        });
        resources.flat_map(|resource| &mut resource.routes)
    }

    pub(crate) fn push(&mut self, node: Node, service: impl HttpServiceFactory + 'static) {
        self.list.push(Mount::new(node, service));
    }

    /// A service that serves, under a policy, all requests that reach it.
    pub(crate) fn catch_all(policy: &'static Policy, service: impl HttpServiceFactory + 'static) -> Mounts {
        // actix does not leave a scope that it has entered.
        let service = Scope::new("").service(service).wrap(CheckpointMiddleware(Checkpoint::of_handler(policy)));
        Mounts::of_handler([Mount::new(Node::Resource(Rc::new(Resource::catch_all(policy))), service)])
    }

    pub(crate) fn of<D>(service: impl CorsService<D>) -> Mounts {
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
