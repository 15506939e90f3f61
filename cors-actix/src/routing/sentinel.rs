//! Sentinels: services that refuse every request, to find out whether an unknown service takes precedence over a resource.
//!
//! A service without a policy may serve the path of an annotated handler first: one that was added before `with_cors()`, or by
//! `service_without_cors`. Only actix's resource map knows whether it does, and it identifies a resource by no more than name and
//! pattern, which other resources may share. So a sentinel that the map cannot confuse with anything else is registered in front of
//! the resource.

use std::{
    cell::{Cell, OnceCell},
    ptr,
    rc::Rc,
    sync::atomic::{AtomicUsize, Ordering},
};

use actix_router::{Patterns, ResourceDef};
use actix_web::{
    Resource,
    dev::{AppService, HttpServiceFactory, ResourceMap, fn_service},
    guard::fn_guard,
};

use crate::middleware::checkpoint_services::not_found;

/// The sentinel in front of all services that are added since `with_cors()`. It has a map of these services, so that actix's map finds
/// a path there first unless a service before serves it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Start(Rc<OnceCell<Rc<ResourceMap>>>);

impl Start {
    /// Sets the map, before actix registers its services.
    pub(super) fn set(&self, map: ResourceMap) {
        // An application is finished once.
        let _ = self.0.set(Rc::new(map));
    }

    /// Returns whether a service behind this serves the path, and none before it.
    pub(super) fn is_first(&self, map: &ResourceMap, path: &str) -> bool {
        let behind = self.0.get().and_then(|behind| behind.match_name(path));
        behind.zip(map.match_name(path)).is_some_and(|(behind, first)| ptr::eq(behind, first))
    }
}

impl HttpServiceFactory for Start {
    fn register(self, config: &mut AppService) {
        let Some(map) = self.0.get() else { return };
        let guard = Box::new(fn_guard(|_| false));
        config.register_service(ResourceDef::prefix(""), Some(vec![guard]), fn_service(not_found), Some(map.clone()));
    }
}

/// The sentinel of one resource, needed if unknown services stand between it and the start.
#[derive(Debug)]
pub(crate) struct Sentinel {
    patterns: Patterns,
    /// Unique.
    name: String,
    /// Off by default, because routing has to check every sentinel.
    is_enabled: Cell<bool>,
}

impl Sentinel {
    pub(super) fn new(patterns: Patterns) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Sentinel { patterns, name: format!("cors-actix: sentinel {number}"), is_enabled: Cell::new(false) }
    }

    /// Has the sentinel registered. To be called before actix registers its services.
    pub(super) fn enable(&self) {
        self.is_enabled.set(true);
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn register(&self, config: &mut AppService) {
        if self.is_enabled.get() {
            Resource::new(self.patterns.clone()).name(&self.name).guard(fn_guard(|_| false)).register(config);
        }
    }

    /// Returns whether the resource or a service behind it serves the path, and none before it.
    pub(super) fn is_first(&self, map: &ResourceMap, path: &str) -> bool {
        map.match_name(path) == Some(&self.name)
    }
}
