//! What stands in front of a resource without being known to us.
//!
//! A service that has no policy may serve the path of an annotated handler before it does: one that was added before
//! `with_cors()`, or by `service_without_cors`. Whether it does is known to actix's resource map alone, which tells no more of
//! a resource than its name and its pattern, and anybody else's may have the same. So something of ours, which the map cannot
//! take for anything else, is put in front of what is in question, with a guard that lets no request come there.

use std::{
    cell::{Cell, OnceCell},
    fmt, ptr,
    rc::Rc,
    sync::atomic::{AtomicUsize, Ordering},
};

use actix_router::{Patterns, ResourceDef};
use actix_web::{
    HttpResponse, Resource,
    dev::{AppService, HttpServiceFactory, ResourceMap, ServiceRequest, fn_service},
    guard::fn_guard,
};

/// In front of all that was added since `with_cors()`: a map of it, so that whatever the map finds is not before it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Start(Rc<OnceCell<Rc<ResourceMap>>>);

impl Start {
    /// To be said before actix registers its services.
    pub(crate) fn is_before(&self, map: ResourceMap) {
        // Said once: an application is finished once.
        let _ = self.0.set(Rc::new(map));
    }

    /// Whether the path is served by what comes after, and by nothing before.
    pub(crate) fn is_first(&self, map: &ResourceMap, path: &str) -> bool {
        let after = self.0.get().and_then(|after| after.match_name(path));
        after.zip(map.match_name(path)).is_some_and(|(after, first)| ptr::eq(after, first))
    }
}

impl HttpServiceFactory for Start {
    fn register(self, config: &mut AppService) {
        let Some(map) = self.0.get() else { return };
        let never = fn_service(async |request: ServiceRequest| Ok(request.into_response(HttpResponse::NotFound())));
        let guard = Box::new(fn_guard(|_| false));
        config.register_service(ResourceDef::prefix(""), Some(vec![guard]), never, Some(map.clone()));
    }
}

/// In front of one resource, where others may stand between it and the start.
pub(crate) struct Marker {
    patterns: Patterns,
    name: String,
    /// Most applications need none, and routing has to look at each.
    wanted: Cell<bool>,
}

impl Marker {
    pub(crate) fn new(patterns: Patterns) -> Self {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        Marker { patterns, name: format!("cors-actix: in front of resource {number}"), wanted: Cell::new(false) }
    }

    /// To be said before actix registers its services.
    pub(crate) fn want(&self) {
        self.wanted.set(true);
    }

    /// A name that no other resource has.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn register(&self, config: &mut AppService) {
        if self.wanted.get() {
            Resource::new(self.patterns.clone()).name(&self.name).guard(fn_guard(|_| false)).register(config);
        }
    }

    /// Whether the path is served by the resource, or what comes after it, and by nothing before.
    pub(crate) fn is_first(&self, map: &ResourceMap, path: &str) -> bool {
        map.match_name(path) == Some(&self.name)
    }
}

impl fmt::Debug for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Marker").field("wanted", &self.wanted).finish_non_exhaustive()
    }
}
