//! Services that may stand in front of a resource without being known.
//!
//! A service without a policy may serve the path of an annotated handler before it does: one that was added before `with_cors()`,
//! or by `service_without_cors`. actix's resource map alone knows whether it does, and tells no more of a resource than its name
//! and its pattern, which another one may share. So something that the map cannot take for anything else stands in front of what
//! is in question, with a guard that refuses every request.

use std::{
    cell::{Cell, OnceCell},
    fmt, ptr,
    rc::Rc,
    sync::atomic::{AtomicUsize, Ordering},
};

use actix_router::{Patterns, ResourceDef};
use actix_web::{
    Resource,
    dev::{AppService, HttpServiceFactory, ResourceMap, fn_service},
    guard::fn_guard,
};

use crate::middleware::marking::unserved;

/// In front of all that was added since `with_cors()`: a map of it, so that what the map finds is not before it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Start(Rc<OnceCell<Rc<ResourceMap>>>);

impl Start {
    /// Sets the map, before actix registers its services.
    pub(super) fn is_before(&self, map: ResourceMap) {
        // An application is finished once.
        let _ = self.0.set(Rc::new(map));
    }

    /// Whether a service after this serves the path, and none before it.
    pub(super) fn is_first(&self, map: &ResourceMap, path: &str) -> bool {
        let after = self.0.get().and_then(|after| after.match_name(path));
        after.zip(map.match_name(path)).is_some_and(|(after, first)| ptr::eq(after, first))
    }
}

impl HttpServiceFactory for Start {
    fn register(self, config: &mut AppService) {
        let Some(map) = self.0.get() else { return };
        let guard = Box::new(fn_guard(|_| false));
        config.register_service(ResourceDef::prefix(""), Some(vec![guard]), fn_service(unserved), Some(map.clone()));
    }
}

/// In front of one resource, where others may stand between it and the start.
pub(crate) struct Marker {
    patterns: Patterns,
    name: String,
    /// Most applications need none, and routing has to look at each.
    is_wanted: Cell<bool>,
}

impl Marker {
    pub(super) fn new(patterns: Patterns) -> Self {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        Marker { patterns, name: format!("cors-actix: in front of resource {number}"), is_wanted: Cell::new(false) }
    }

    /// Asks for the marker, before actix registers its services.
    pub(super) fn want(&self) {
        self.is_wanted.set(true);
    }

    /// A name that no other resource has.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn register(&self, config: &mut AppService) {
        if self.is_wanted.get() {
            Resource::new(self.patterns.clone()).name(&self.name).guard(fn_guard(|_| false)).register(config);
        }
    }

    /// Whether the resource, or a service after it, serves the path, and none before it.
    pub(super) fn is_first(&self, map: &ResourceMap, path: &str) -> bool {
        map.match_name(path) == Some(&self.name)
    }
}

impl fmt::Debug for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Marker").field("is_wanted", &self.is_wanted).finish_non_exhaustive()
    }
}
