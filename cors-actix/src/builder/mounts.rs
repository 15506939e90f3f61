//! Services on their way to an application: those that actix registers, with their nodes in the table.

use std::{any::type_name, fmt, rc::Rc};

use actix_web::dev::{AppService, HttpServiceFactory};
use cors_core::__private::FunctionId;

use crate::routing::{marker::Marker, tree::Node};

/// Routes, each with its policy, for [`CorsApp::service`](crate::CorsApp::service). It is not actix's
/// `HttpServiceFactory`, so that nothing with a policy can be mounted where the policy would be lost.
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

/// Services that carry policies, each with what the table has to know of it.
#[derive(Debug, Default)]
pub struct Mounts(pub(crate) Vec<Mount>);

/// One of them.
pub struct Mount {
    pub(crate) node: Node,
    pub(crate) service: Service,
}

impl Mount {
    pub(crate) fn new(node: Node, service: impl HttpServiceFactory + 'static) -> Self {
        let marker = match &node {
            Node::Resource(resource) => Some(resource.marker.clone()),
            Node::Scope(_) | Node::Unknown(_) => None,
        };
        Mount { node, service: Service { marker, factory: Box::new(Some(service)) } }
    }
}

impl Mounts {
    /// Those of a handler's route attributes.
    pub fn of_handler(mounts: impl Into<Vec<Mount>>) -> Mounts {
        Mounts(mounts.into())
    }

    pub(crate) fn push(&mut self, node: Node, service: impl HttpServiceFactory + 'static) {
        self.0.push(Mount::new(node, service));
    }

    /// The services of `service`.
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

/// A service whose type is forgotten.
pub(crate) struct Service {
    marker: Option<Rc<Marker>>,
    factory: Box<dyn Register>,
}

impl HttpServiceFactory for Service {
    fn register(mut self, config: &mut AppService) {
        if let Some(marker) = &self.marker {
            marker.register(config);
        }
        self.factory.register(config);
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(type_name::<Self>())
    }
}

trait Register {
    fn register(&mut self, config: &mut AppService);
}

impl<F: HttpServiceFactory> Register for Option<F> {
    fn register(&mut self, config: &mut AppService) {
        if let Some(service) = self.take() {
            service.register(config);
        }
    }
}

/// Handlers under route attributes, made by [`routes!`](crate::routes).
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
    /// The services of a handler: its companion mounts it, if it is that function.
    #[track_caller]
    pub fn of<F: 'static>(mount: fn() -> Mounts, function: FunctionId, _: F) -> Self {
        function.check::<F>();
        Services(mount())
    }
}
