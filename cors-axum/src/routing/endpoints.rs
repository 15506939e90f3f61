//! The endpoints of a router, each in a router of its own until the router is finished.
//!
//! axum's router no longer tells its routes apart once it is layered. So every mounted handler stays in a router of its own, to which
//! all layers, prefixes and states are applied. When the router is finished, each is wrapped in the CORS layer of its policy, outside
//! everything else, and axum merges them. No policy is looked up by a path.

use std::{collections::HashMap, sync::Arc};

use axum::{Router, routing::MethodRouter};
use cors_core::{__private::PolicyParts, HostList, RowKind};

use super::{
    patterns::{NESTED, empty, join, nested_patterns},
    probe::{Patterns, Probe},
};
use crate::{
    builder::method_router::{CorsMethodRouter, MountedHandler},
    origin_source::State,
};

#[derive(Debug, Clone)]
pub(crate) struct Endpoints<S>(pub(crate) Vec<Endpoint<S>>);

#[derive(Debug, Clone)]
pub(crate) struct Endpoint<S> {
    /// The whole pattern; empty for handlers without a policy.
    pub(crate) pattern: String,
    pub(crate) router: Router<S>,
    /// The router with its `method_not_allowed_fallback`, if its patterns are not known. It is used unless the router shares a
    /// pattern with annotated handlers, whose path answers 405 then.
    router_405: Option<Router<S>>,
    pub(crate) kind: Kind,
    pub(crate) row: Option<Row>,
    /// The hosts of the routers around it: a request has to name one of each list.
    pub(crate) hosts: Vec<HostList>,
}

/// The row of an endpoint in the inventory. A handler with a policy has one for each method.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) pattern: String,
    pub(crate) kind: RowKind,
    /// The type of a service without a policy.
    pub(crate) service: &'static str,
}

impl Row {
    pub(crate) fn new(pattern: &str, kind: RowKind, service: &'static str) -> Self {
        Row { pattern: pattern.to_owned(), kind, service }
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// A handler with a policy, and the state of its router for origin sources.
    Handler(MountedHandler, Option<State>),
    /// The 405 for methods that no handler of the path serves. `is_custom`: by a `method_not_allowed_fallback`.
    MethodNotAllowed { is_custom: bool },
    /// Handlers without a policy.
    WithoutPolicy(Probe),
    /// A router of axum whose handlers all have this policy, and the state for an origin source.
    WithPolicy(Probe, MountedHandler, Option<State>),
}

impl<S> Endpoints<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Adds the handlers of a path. `kind`: the kind of their rows in the inventory, if they have any.
    pub(crate) fn route(&mut self, pattern: &str, routes: CorsMethodRouter<S>, kind: Option<RowKind>) {
        for (handler, routes) in routes.handlers {
            let row = kind.map(|kind| Row::new(pattern.strip_suffix(NESTED).unwrap_or(pattern), kind, ""));
            self.add(Endpoint::new(pattern, routes, Kind::Handler(handler, None), row));
        }
        self.add(Endpoint::new(pattern, routes.method_not_allowed, Kind::MethodNotAllowed { is_custom: false }, None));
    }

    /// Adds handlers without a policy.
    pub(crate) fn route_without_policy(&mut self, pattern: &str, routes: MethodRouter<S>) {
        let is_same = |endpoint: &&mut Endpoint<S>| matches!(&endpoint.kind, Kind::WithoutPolicy(probe) if probe.is_only(pattern));
        match self.0.iter_mut().find(is_same) {
            Some(endpoint) => endpoint.router = std::mem::take(&mut endpoint.router).route(pattern, routes),
            None => {
                let row = Row::new(pattern, RowKind::Route, "");
                self.add_without_policy(Patterns::Only(pattern.to_owned()), empty().route(pattern, routes), row);
            }
        }
        self.add(Endpoint::new(pattern, MethodRouter::new(), Kind::MethodNotAllowed { is_custom: false }, None));
    }

    /// Adds a router whose handlers have no policy.
    pub(crate) fn add_without_policy(&mut self, patterns: Patterns, router: Router<S>, row: Row) {
        self.add_foreign(Kind::WithoutPolicy(Probe::new(patterns)), router, row);
    }

    /// Adds a router whose handlers all have the policy of `handler`.
    pub(crate) fn add_with_policy(&mut self, patterns: Patterns, router: Router<S>, row: Row, handler: MountedHandler) {
        self.add_foreign(Kind::WithPolicy(Probe::new(patterns), handler, None), router, row);
    }

    fn add_foreign(&mut self, kind: Kind, router: Router<S>, row: Row) {
        let (pattern, row) = (String::new(), Some(row));
        self.add(Endpoint { pattern, router, router_405: None, kind, row, hosts: Vec::new() });
    }

    /// Adds handlers of all paths under a prefix.
    ///
    /// axum's `nest_service` takes only services, which cannot have a state. The patterns are the same, so that it strips the same
    /// prefix and sets the same extensions for inner routers.
    pub(crate) fn nest_service(&mut self, prefix: &str, routes: &CorsMethodRouter<S>) {
        for (prefix, pattern) in nested_patterns(prefix) {
            let mut nested = Endpoints(Vec::new());
            nested.route(pattern, routes.clone(), (pattern == NESTED).then_some(RowKind::Nested));
            self.nest(&prefix, nested);
        }
    }

    pub(crate) fn nest(&mut self, prefix: &str, nested: Endpoints<S>) {
        for Endpoint { pattern, router, router_405, kind, row, hosts } in nested.0 {
            let kind = match kind {
                Kind::WithoutPolicy(probe) => Kind::WithoutPolicy(probe.nest(prefix)),
                Kind::WithPolicy(probe, handler, state) => Kind::WithPolicy(probe.nest(prefix), handler, state),
                kind => kind,
            };
            let nest = |router| empty().nest(prefix, router);
            let (router, router_405) = (nest(router), router_405.map(nest));
            let row = row.map(|row| Row { pattern: join(prefix, &row.pattern), ..row });
            self.add(Endpoint { pattern: join(prefix, &pattern), router, router_405, kind, row, hosts });
        }
    }

    pub(crate) fn merge(&mut self, other: Endpoints<S>) {
        other.0.into_iter().for_each(|endpoint| self.add(endpoint));
    }

    fn add(&mut self, endpoint: Endpoint<S>) {
        let of_path = |other: &Endpoint<S>| other.pattern == endpoint.pattern;
        let (is_405, is_fallback) = (endpoint.kind.is_method_not_allowed(), endpoint.kind.is_method_fallback());
        // As in axum, a fallback for any method wins over the 405 of a path, and the last one wins otherwise.
        if is_405 && !is_fallback && self.0.iter().any(|other| of_path(other) && other.kind.is_method_fallback()) {
            return;
        }
        if is_405 || is_fallback {
            self.0.retain(|other| !of_path(other) || !other.kind.is_method_not_allowed());
        }
        self.0.push(endpoint);
    }

    /// Changes the router of every endpoint.
    pub(crate) fn map(&mut self, change: impl Fn(Router<S>) -> Router<S>) {
        for Endpoint { router, router_405, .. } in &mut self.0 {
            *router_405 = router_405.take().map(&change);
            *router = change(std::mem::take(router));
        }
    }

    /// Restricts every endpoint to the hosts of a router around it.
    pub(crate) fn restrict(&mut self, hosts: &[HostList]) {
        self.0.iter_mut().for_each(|endpoint| endpoint.hosts.extend(hosts));
    }

    /// Takes away what the policies allow, but not what they refuse.
    pub(crate) fn close(&mut self) {
        for Endpoint { kind, .. } in &mut self.0 {
            if let Kind::Handler(handler, _) | Kind::WithPolicy(_, handler, _) = kind {
                handler.close();
            }
        }
    }

    /// Changes the routers that answer 405.
    pub(crate) fn method_not_allowed_fallback(&mut self, change: impl Fn(Router<S>) -> Router<S>) {
        for Endpoint { router, router_405, kind, .. } in &mut self.0 {
            match kind {
                Kind::MethodNotAllowed { is_custom } => {
                    *is_custom = true;
                    *router = change(std::mem::take(router));
                }
                Kind::WithoutPolicy(probe) | Kind::WithPolicy(probe, ..) if probe.may_have_any_pattern() => {
                    *router_405 = Some(change(router_405.take().unwrap_or_else(|| router.clone())));
                }
                Kind::Handler(..) | Kind::WithoutPolicy(_) | Kind::WithPolicy(..) => {}
            }
        }
    }

    /// Returns the endpoints that are served.
    pub(crate) fn finish(self) -> Vec<Endpoint<S>> {
        let mut endpoints = self.0;
        number_states(&mut endpoints);
        let handlers = endpoints.iter().filter(|endpoint| matches!(endpoint.kind, Kind::Handler(..)));
        let served: Vec<String> = handlers.map(|endpoint| endpoint.pattern.clone()).collect();
        for Endpoint { router, router_405, kind, .. } in &mut endpoints {
            if let Kind::WithoutPolicy(probe) | Kind::WithPolicy(probe, ..) = kind {
                *probe = probe.clone().finish(router);
                let router_405 = router_405.take();
                if let Some(changed) = router_405.filter(|_| !served.iter().any(|pattern| probe.may_serve(pattern))) {
                    *router = changed;
                }
            }
        }
        // axum refuses a second handler for any method.
        let probes: Vec<Probe> = endpoints.iter().filter_map(Endpoint::probe).cloned().collect();
        endpoints.retain(|Endpoint { pattern, kind, .. }| match kind {
            Kind::MethodNotAllowed { is_custom: true } => !probes.iter().any(|probe| probe.may_serve_any(pattern)),
            _ => true,
        });
        // axum answers by the 405 that is merged last.
        endpoints.sort_by_key(|endpoint| endpoint.kind.is_method_not_allowed());
        endpoints
    }

    pub(crate) fn with_state<S2>(self, state: &S) -> Endpoints<S2> {
        let mut shared: Option<State> = None;
        let endpoints = self.0.into_iter().map(|Endpoint { pattern, router, router_405, kind, row, hosts }| {
            let kind = match kind {
                Kind::Handler(handler, None) => {
                    let state = shared.get_or_insert_with(|| Arc::new(state.clone()));
                    Kind::Handler(handler, Some(state.clone()))
                }
                Kind::WithoutPolicy(probe) => Kind::WithoutPolicy(probe.with_state(&router, state)),
                Kind::WithPolicy(probe, handler, known) => {
                    let shared = || shared.get_or_insert_with(|| Arc::new(state.clone())).clone();
                    Kind::WithPolicy(probe.with_state(&router, state), handler, Some(known.unwrap_or_else(shared)))
                }
                kind => kind,
            };
            let provide = |router: Router<S>| router.with_state(state.clone());
            Endpoint { pattern, router: provide(router), router_405: router_405.map(provide), kind, row, hosts }
        });
        Endpoints(endpoints.collect())
    }
}

/// Numbers the states that the origin sources of a path read. A source may allow other origins with another state, so its policy
/// becomes another one.
fn number_states<S>(endpoints: &mut [Endpoint<S>]) {
    let address = |state: &Option<State>| state.as_ref().map(|state| Arc::as_ptr(state).cast::<()>());
    let mut states: HashMap<&str, Vec<&Option<State>>> = HashMap::new();
    for Endpoint { pattern, kind, .. } in endpoints {
        let Kind::Handler(handler, state) = kind else { continue };
        if handler.policy.source().is_none() {
            continue;
        }
        let known = states.entry(pattern).or_default();
        let number = known.iter().position(|known| address(known) == address(state)).unwrap_or_else(|| {
            known.push(state);
            known.len() - 1
        });
        if number > 0 {
            // Rare, and needed as long as the program runs: everywhere else, policies are statics.
            handler.policy = Box::leak(Box::new(PolicyParts::of(handler.policy).with_state(number).policy()));
        }
    }
}

impl<S> Endpoint<S> {
    fn new(pattern: &str, routes: MethodRouter<S>, kind: Kind, row: Option<Row>) -> Self
    where
        S: Clone + Send + Sync + 'static,
    {
        let (pattern, router) = (pattern.to_owned(), empty().route(pattern, routes));
        Endpoint { pattern, router, router_405: None, kind, row, hosts: Vec::new() }
    }

    /// The probe of a router of axum.
    pub(crate) fn probe(&self) -> Option<&Probe> {
        match &self.kind {
            Kind::WithoutPolicy(probe) | Kind::WithPolicy(probe, ..) => Some(probe),
            Kind::Handler(..) | Kind::MethodNotAllowed { .. } => None,
        }
    }
}

impl Kind {
    fn is_method_not_allowed(&self) -> bool {
        matches!(self, Kind::MethodNotAllowed { .. })
    }

    /// Returns whether it answers all methods of its path that have no handler.
    fn is_method_fallback(&self) -> bool {
        match self {
            Kind::Handler(handler, _) => handler.methods.is_none(),
            Kind::MethodNotAllowed { is_custom } => *is_custom,
            Kind::WithoutPolicy(_) | Kind::WithPolicy(..) => false,
        }
    }
}
