//! The endpoints of a router, each apart from the others until the router is finished.
//!
//! axum's own router forgets which of its routes is which once it is layered. So every mounted handler is kept in a router of its
//! own, which takes part in all that is done to the whole: layers, nesting, state. When the router is finished, each gets the
//! CORS layer that knows its policy, outside everything else, and axum puts them together. No policy is looked up by a path.

use std::{collections::HashMap, sync::Arc};

use axum::{Router, routing::MethodRouter};
use cors_core::{__private::PolicyParts, RowKind};

use super::{
    foreign::{Foreign, Patterns},
    patterns::{NESTED, empty, join, nested_patterns},
};
use crate::{
    builder::method_router::{CorsMethodRouter, MountedHandler},
    origin_source::State,
};

#[derive(Debug)]
pub(crate) struct Endpoints<S>(pub(crate) Vec<Endpoint<S>>);

#[derive(Debug)]
pub(crate) struct Endpoint<S> {
    /// The whole pattern; empty for handlers without a policy.
    pub(crate) pattern: String,
    pub(crate) router: Router<S>,
    /// The same after `method_not_allowed_fallback`, for a router whose patterns are not known: where it shares one with annotated
    /// handlers, they answer 405 there.
    answering_405: Option<Router<S>>,
    pub(crate) kind: Kind,
    /// What the inventory shows of it.
    pub(crate) row: Option<Row>,
}

/// A row of the inventory; one for each method where the endpoint is a handler with a policy.
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
    /// A handler with a policy, and the state that its router was given, for sources of origins.
    Handler(MountedHandler, Option<State>),
    /// What the router answers where no handler of the path serves the method: 405, or the answer of
    /// `method_not_allowed_fallback`.
    Unserved { is_custom: bool },
    /// Handlers without a policy.
    WithoutPolicy(Foreign),
}

impl<S> Endpoints<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Adds the handlers of a path. `kind`: of their rows in the inventory, if they have any.
    pub(crate) fn route(&mut self, pattern: &str, routes: CorsMethodRouter<S>, kind: Option<RowKind>) {
        for mounted in routes.handlers {
            let row = kind.map(|kind| Row::new(pattern.strip_suffix(NESTED).unwrap_or(pattern), kind, ""));
            self.add(Endpoint::new(pattern, mounted.routes, Kind::Handler(mounted.handler, None), row));
        }
        self.add(Endpoint::new(pattern, routes.unserved, Kind::Unserved { is_custom: false }, None));
    }

    /// Adds the handlers of a path that have no policy.
    pub(crate) fn route_without_policy(&mut self, pattern: &str, routes: MethodRouter<S>) {
        let is_same = |endpoint: &&mut Endpoint<S>| endpoint.foreign().is_some_and(|foreign| foreign.is_only(pattern));
        match self.0.iter_mut().find(is_same) {
            Some(endpoint) => endpoint.router = std::mem::take(&mut endpoint.router).route(pattern, routes),
            None => {
                let row = Row::new(pattern, RowKind::Route, "");
                self.add_without_policy(Patterns::Only(pattern.to_owned()), empty().route(pattern, routes), row);
            }
        }
        self.add(Endpoint::new(pattern, MethodRouter::new(), Kind::Unserved { is_custom: false }, None));
    }

    /// Adds a router whose handlers have no policy.
    pub(crate) fn add_without_policy(&mut self, patterns: Patterns, router: Router<S>, row: Row) {
        let (kind, row) = (Kind::WithoutPolicy(Foreign::new(patterns)), Some(row));
        self.add(Endpoint { pattern: String::new(), router, answering_405: None, kind, row });
    }

    /// Hands everything under a prefix to the handlers.
    ///
    /// axum's own `nest_service` takes only services, which cannot have a state. These are its patterns, so that what it strips off
    /// a path, and what an inner router finds in its extensions, is the same.
    pub(crate) fn nest_service(&mut self, prefix: &str, routes: &CorsMethodRouter<S>) {
        for (prefix, pattern) in nested_patterns(prefix) {
            let mut nested = Endpoints(Vec::new());
            nested.route(pattern, routes.clone(), (pattern == NESTED).then_some(RowKind::Nested));
            self.nest(&prefix, nested);
        }
    }

    /// Adds the endpoints of a nested router.
    pub(crate) fn nest(&mut self, prefix: &str, nested: Endpoints<S>) {
        for Endpoint { pattern, router, answering_405, kind, row } in nested.0 {
            let kind = match kind {
                Kind::WithoutPolicy(foreign) => Kind::WithoutPolicy(foreign.nest(prefix)),
                kind => kind,
            };
            let nest = |router| empty().nest(prefix, router);
            let (router, answering_405) = (nest(router), answering_405.map(nest));
            let row = row.map(|row| Row { pattern: join(prefix, &row.pattern), ..row });
            self.add(Endpoint { pattern: join(prefix, &pattern), router, answering_405, kind, row });
        }
    }

    /// Adds the endpoints of another router.
    pub(crate) fn merge(&mut self, other: Endpoints<S>) {
        other.0.into_iter().for_each(|endpoint| self.add(endpoint));
    }

    fn add(&mut self, endpoint: Endpoint<S>) {
        let of_path = |other: &Endpoint<S>| other.pattern == endpoint.pattern;
        // As axum merges the fallbacks of a path: one that a handler makes stays, of two others the last one does.
        let is_taken = |other: &Endpoint<S>| of_path(other) && other.kind.makes_fallback();
        match &endpoint.kind {
            Kind::Unserved { is_custom: false } if self.0.iter().any(is_taken) => return,
            Kind::Unserved { .. } => self.0.retain(|other| !of_path(other) || !other.kind.is_unserved()),
            kind if kind.makes_fallback() => self.0.retain(|other| !of_path(other) || !other.kind.is_unserved()),
            Kind::Handler(..) | Kind::WithoutPolicy(_) => {}
        }
        self.0.push(endpoint);
    }

    /// Changes the router of every endpoint.
    pub(crate) fn map(&mut self, change: impl Fn(Router<S>) -> Router<S>) {
        for Endpoint { router, answering_405, .. } in &mut self.0 {
            *answering_405 = answering_405.take().map(&change);
            *router = change(std::mem::take(router));
        }
    }

    /// Changes the routers whose handlers do not serve every method of their paths.
    pub(crate) fn method_not_allowed_fallback(&mut self, change: impl Fn(Router<S>) -> Router<S>) {
        for Endpoint { router, answering_405, kind, .. } in &mut self.0 {
            match kind {
                Kind::Unserved { is_custom } => {
                    *is_custom = true;
                    *router = change(std::mem::take(router));
                }
                Kind::WithoutPolicy(foreign) if foreign.may_have_any_pattern() => {
                    *answering_405 = Some(change(answering_405.take().unwrap_or_else(|| router.clone())));
                }
                Kind::Handler(..) | Kind::WithoutPolicy(_) => {}
            }
        }
    }

    /// The endpoints of a router to which nothing more is added.
    pub(crate) fn finish(self) -> Vec<Endpoint<S>> {
        let mut endpoints = self.0;
        tell_states_apart(&mut endpoints);
        let served: Vec<String> = endpoints
            .iter()
            .filter(|endpoint| endpoint.kind.is_handler())
            .map(|endpoint| endpoint.pattern.clone())
            .collect();
        for Endpoint { router, answering_405, kind, .. } in &mut endpoints {
            if let Kind::WithoutPolicy(foreign) = kind {
                *foreign = foreign.clone().finish(router);
                if let Some(answering) =
                    answering_405.take().filter(|_| !served.iter().any(|pattern| foreign.may_serve(pattern)))
                {
                    *router = answering;
                }
            }
        }
        // axum refuses two handlers that answer the same methods.
        let foreign: Vec<Foreign> = endpoints.iter().filter_map(Endpoint::foreign).cloned().collect();
        endpoints.retain(|Endpoint { pattern, kind, .. }| match kind {
            Kind::Unserved { is_custom: true } => !foreign.iter().any(|foreign| foreign.may_serve_any(pattern)),
            _ => true,
        });
        // Of two answers that no handler makes, axum takes the one that is merged last.
        endpoints.sort_by_key(|endpoint| endpoint.kind.is_unserved());
        endpoints
    }

    pub(crate) fn with_state<S2>(self, state: &S) -> Endpoints<S2> {
        let mut shared: Option<State> = None;
        let endpoints = self.0.into_iter().map(|Endpoint { pattern, router, answering_405, kind, row }| {
            let kind = match kind {
                Kind::Handler(handler, None) => {
                    let state = shared.get_or_insert_with(|| Arc::new(state.clone()));
                    Kind::Handler(handler, Some(state.clone()))
                }
                Kind::WithoutPolicy(foreign) => Kind::WithoutPolicy(foreign.with_state(&router, state)),
                kind => kind,
            };
            let provide = |router: Router<S>| router.with_state(state.clone());
            Endpoint { pattern, router: provide(router), answering_405: answering_405.map(provide), kind, row }
        });
        Endpoints(endpoints.collect())
    }
}

/// Numbers the states that the sources of a path are asked with. A source with another state may allow other origins, so its policy
/// is another one.
fn tell_states_apart<S>(endpoints: &mut [Endpoint<S>]) {
    let mut states: HashMap<&str, Vec<&Option<State>>> = HashMap::new();
    for Endpoint { pattern, kind, .. } in endpoints {
        let Kind::Handler(handler, state) = kind else { continue };
        if handler.policy.source().is_none() {
            continue;
        }
        let known = states.entry(pattern).or_default();
        let number = known.iter().position(|known| is_same(known, state)).unwrap_or_else(|| {
            known.push(state);
            known.len() - 1
        });
        if number > 0 {
            // Rare, and as long as the program lives: policies are literals of the program everywhere else.
            handler.policy = Box::leak(Box::new(PolicyParts::of(handler.policy).with_state(number).policy()));
        }
    }
}

fn is_same(one: &Option<State>, other: &Option<State>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}

impl<S> Endpoint<S> {
    fn new(pattern: &str, routes: MethodRouter<S>, kind: Kind, row: Option<Row>) -> Self
    where
        S: Clone + Send + Sync + 'static,
    {
        Endpoint { pattern: pattern.to_owned(), router: empty().route(pattern, routes), answering_405: None, kind, row }
    }

    /// The router, where its handlers have no policy.
    pub(crate) fn foreign(&self) -> Option<&Foreign> {
        match &self.kind {
            Kind::WithoutPolicy(foreign) => Some(foreign),
            Kind::Handler(..) | Kind::Unserved { .. } => None,
        }
    }
}

impl Kind {
    fn is_handler(&self) -> bool {
        matches!(self, Kind::Handler(..))
    }

    fn is_unserved(&self) -> bool {
        matches!(self, Kind::Unserved { .. })
    }

    /// Whether it answers every method of its path that has no handler.
    fn makes_fallback(&self) -> bool {
        match self {
            Kind::Handler(handler, _) => handler.methods.is_none(),
            Kind::Unserved { is_custom } => *is_custom,
            Kind::WithoutPolicy(_) => false,
        }
    }
}

impl<S> Clone for Endpoints<S> {
    fn clone(&self) -> Self {
        Endpoints(self.0.clone())
    }
}

impl<S> Clone for Endpoint<S> {
    fn clone(&self) -> Self {
        Endpoint {
            pattern: self.pattern.clone(),
            router: self.router.clone(),
            answering_405: self.answering_405.clone(),
            kind: self.kind.clone(),
            row: self.row.clone(),
        }
    }
}
