//! The routes that requests can reach, for the inventory, which omits routes that others hide.
//!
//! actix tries its services in the order of registration, and does not leave a scope, or a resource, whose guards have let a request
//! pass.

use std::{collections::BTreeSet, rc::Rc};

use actix_router::ResourceDef;
use cors_core::{Behind, PathPolicies};

use super::{
    resolve::Candidates,
    tree::{DefaultNode, Methods, Node, Resource, Route, Scope},
};

/// The scopes and resources that match one path, in actix's order.
#[derive(Default)]
pub(crate) struct Matches<'t> {
    scopes: Vec<&'t Rc<Scope>>,
    resources: Vec<Match<'t>>,
    /// The services with unknown routes, each with the scopes around it.
    services: Vec<(&'static str, Vec<usize>)>,
    /// A scope in front of the next match has guards.
    is_behind_guards: bool,
}

struct Match<'t> {
    resource: &'t Rc<Resource>,
    around: Around,
    is_behind_guards: bool,
    /// The number of services with unknown routes in front of it.
    services: usize,
}

/// The scopes around a service.
#[derive(Clone, Default)]
struct Around {
    prefix: String,
    /// Identified by address.
    scopes: Vec<usize>,
    /// The scopes that have guards, and the resource itself if it has guards.
    guarded: BTreeSet<usize>,
}

/// A route that requests can reach.
pub(crate) struct ReachableRoute<'t> {
    /// `None`: every method that no other route of the pattern names.
    pub(crate) method: Option<&'t str>,
    pub(crate) route: &'t Route,
    pub(crate) is_guarded: bool,
    pub(crate) behind: Vec<Behind>,
}

impl<'t> Matches<'t> {
    /// The matches of a path.
    pub(crate) fn of(nodes: &'t [Node], path: &str) -> Self {
        let mut matches = Matches::default();
        matches.collect(nodes, path, &Around::default());
        matches
    }

    /// The resource alone, if no path is known that it matches.
    pub(crate) fn only(resource: &'t Rc<Resource>, is_guarded: bool) -> Self {
        let mut matches = Matches { is_behind_guards: is_guarded, ..Matches::default() };
        matches.push(resource, &Around::default());
        matches
    }

    pub(crate) fn enters(&self, scope: &Rc<Scope>) -> bool {
        self.scopes.iter().any(|entered| Rc::ptr_eq(entered, scope))
    }

    /// Collects until every request has been served.
    fn collect(&mut self, nodes: &'t [Node], path: &str, around: &Around) {
        for node in nodes {
            let serves_all = match node {
                Node::Unknown(name) => {
                    self.services.push((name, around.scopes.clone()));
                    false
                }
                Node::Resource(resource) => resource.def.is_match(path) && self.push(resource, around),
                Node::Scope(scope) => {
                    let Some(rest) = scope.def.find_match(path).and_then(|end| path.get(end..)) else { continue };
                    let has_guards = !scope.guards.is_empty();
                    let mut inside = around.clone();
                    inside.prefix.push_str(scope.def.pattern().unwrap_or_default());
                    inside.scopes.push(Rc::as_ptr(scope).addr());
                    inside.guarded.extend(has_guards.then_some(Rc::as_ptr(scope).addr()));
                    self.scopes.push(scope);
                    self.collect(&scope.nodes, rest, &inside);
                    self.is_behind_guards |= has_guards;
                    !has_guards
                }
            };
            if serves_all {
                return;
            }
        }
    }

    /// Adds a resource. Returns whether it serves all requests that reach it.
    fn push(&mut self, resource: &'t Rc<Resource>, around: &Around) -> bool {
        let mut around = around.clone();
        let has_guards = !resource.guards.is_empty();
        around.guarded.extend(has_guards.then_some(Rc::as_ptr(resource).addr()));
        let (is_behind_guards, services) = (self.is_behind_guards, self.services.len());
        self.resources.push(Match { resource, around, is_behind_guards, services });
        !has_guards && resource.methods.is_none()
    }

    /// The reachable routes of a resource under one of its patterns.
    pub(crate) fn routes(&self, resource: &Rc<Resource>, pattern: &str) -> Vec<ReachableRoute<'t>> {
        let (front, own) = self.split(resource);
        let Some(own) = own.first() else { return Vec::new() };
        let mut taken = TakenMethods::default();
        front.iter().for_each(|other| taken.add(other, own, pattern));
        own.routes(&taken, self.services.get(..own.services).unwrap_or_default())
    }

    /// The policies of the path for requests that pass the guards of a resource and of its scopes, and no other guards.
    /// `default`: that of the application.
    pub(crate) fn policies(
        &self,
        resource: &Rc<Resource>,
        default: Option<&DefaultNode>,
        is_head: bool,
    ) -> PathPolicies {
        let (front, rest) = self.split(resource);
        let Some(own) = rest.first() else { return PathPolicies::new() };
        let default = self.scopes.iter().rev().find_map(|scope| scope.default_service.as_ref()).or(default);
        let mut candidates = Candidates::new(0);
        // actix does not leave the scopes around the resource.
        let is_inside = |scopes: &[usize]| scopes.starts_with(&own.around.scopes);
        let rest = rest.iter().filter(|other| is_inside(&other.around.scopes));
        let mut services = 0;
        let mut push_services = |candidates: &mut Candidates, until: usize| {
            let next = self.services.get(services..until).unwrap_or_default().iter().zip(services..);
            let is_tried = |at: usize, scopes: &[usize]| at < own.services || is_inside(scopes);
            next.filter(|((_, scopes), at)| is_tried(*at, scopes)).for_each(|_| candidates.push_unknown());
            services = until;
        };
        for other in front.iter().chain(rest).filter(|other| other.around.guarded.is_subset(&own.around.guarded)) {
            push_services(&mut candidates, other.services);
            candidates.push(other.resource, true);
        }
        push_services(&mut candidates, self.services.len());
        candidates.push_default(default, true);
        candidates.exclude_unknown_before_first();
        candidates.policies(is_head).0
    }

    /// Splits the resources in front of one from the others.
    fn split(&self, resource: &Rc<Resource>) -> (&[Match<'t>], &[Match<'t>]) {
        let at = self.resources.iter().position(|other| Rc::ptr_eq(other.resource, resource));
        self.resources.split_at(at.unwrap_or(self.resources.len()))
    }
}

/// The methods that resources in front serve.
#[derive(Default)]
struct TakenMethods<'t> {
    taken: BTreeSet<&'t str>,
    /// The methods of resources with guards; `None`: every method.
    guarded: BTreeSet<Option<&'t str>>,
    /// The methods of resources with another pattern.
    patterns: Vec<(String, BTreeSet<&'t str>)>,
}

impl<'t> TakenMethods<'t> {
    /// Adds a resource in front of `own`, which has this pattern.
    fn add(&mut self, other: &Match<'t>, own: &Match<'t>, pattern: &str) {
        let methods = other.resource.methods.as_deref();
        if !other.around.guarded.is_subset(&own.around.guarded) {
            match methods {
                Some(methods) => self.guarded.extend(methods.iter().map(|method| Some(method.as_str()))),
                None => drop(self.guarded.insert(None)),
            }
            return;
        }
        // It has a guard for these methods only: otherwise it would serve all requests.
        let methods: BTreeSet<&str> = methods.into_iter().flatten().map(String::as_str).collect();
        let mut patterns = other.resource.def.pattern_iter().map(|own| format!("{}{own}", other.around.prefix));
        let first = patterns.next().unwrap_or_default();
        if first != pattern && !patterns.any(|own| own == pattern) {
            self.patterns.push((first, methods.difference(&self.taken).copied().collect()));
        }
        self.taken.extend(methods);
    }

    /// Returns whether guards decide if requests with a method get past the resources in front.
    fn is_guarded(&self, method: Option<&str>) -> bool {
        self.guarded.contains(&None) || !self.guarded.is_empty() && method.is_none() || self.guarded.contains(&method)
    }
}

impl<'t> Match<'t> {
    fn routes(&self, front: &TakenMethods<'t>, services: &[(&'static str, Vec<usize>)]) -> Vec<ReachableRoute<'t>> {
        let mut reachable = Vec::new();
        let mut taken = front.taken.clone();
        let (mut is_behind_plain, mut is_open) = (false, true);
        for route in &self.resource.routes {
            for method in methods(self.resource, route) {
                if !is_open || method.is_some_and(|method| taken.contains(method)) {
                    continue;
                }
                let is_guarded = !self.around.guarded.is_empty() || self.is_behind_guards || front.is_guarded(method);
                let mut behind: Vec<Behind> = Vec::new();
                for (service, _) in services {
                    let service = Behind::Service((*service).to_owned());
                    if !behind.contains(&service) {
                        behind.push(service);
                    }
                }
                if is_behind_plain && route.policy.is_some() {
                    behind.push(Behind::WithoutCors);
                }
                let others = front.patterns.iter().filter(|(_, methods)| method.is_none() && !methods.is_empty());
                behind.extend(others.map(|(pattern, _)| Behind::Pattern(pattern.clone())));
                reachable.push(ReachableRoute { method, route, is_guarded, behind });
            }
            match &route.methods {
                Methods::Only(methods) => taken.extend(methods.iter().map(String::as_str)),
                Methods::Any => is_open = false,
                Methods::Unknown => is_behind_plain = true,
            }
        }
        reachable
    }
}

/// The methods of a route; `None`: every other method.
fn methods<'t>(resource: &'t Resource, route: &'t Route) -> Vec<Option<&'t str>> {
    let named = match (&resource.methods, &route.methods) {
        (Some(methods), Methods::Any) | (_, Methods::Only(methods)) => methods,
        (None, Methods::Any) | (_, Methods::Unknown) => return vec![None],
    };
    named.iter().map(|method| Some(method.as_str())).collect()
}

/// Returns a path that matches the pattern, in these scopes and at the resource, or `None` if none is found.
pub(crate) fn example(pattern: &str, scopes: &[&ResourceDef], resource: Option<&ResourceDef>) -> Option<String> {
    let is_match = |path: &String| {
        let mut rest = path.as_str();
        for scope in scopes {
            match scope.find_match(rest).and_then(|end| rest.get(end..)) {
                Some(behind) => rest = behind,
                None => return false,
            }
        }
        resource.is_none_or(|resource| resource.is_match(rest))
    };
    ["cors-probe-parameter", "1", "a", "A"]
        .map(|parameter| with_parameters(pattern, parameter))
        .into_iter()
        .find(is_match)
}

/// Replaces every parameter of a pattern by a text.
fn with_parameters(pattern: &str, parameter: &str) -> String {
    let mut path = String::new();
    let mut depth = 0_usize;
    for c in pattern.chars() {
        match c {
            '{' => {
                if depth == 0 {
                    path.push_str(parameter);
                }
                depth += 1;
            }
            '}' => depth = depth.saturating_sub(1),
            c if depth == 0 => path.push(c),
            _ => {}
        }
    }
    path
}
