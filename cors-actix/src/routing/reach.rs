//! The routes that requests come to, where several have the same path: those that are never reached are in no inventory.
//!
//! actix asks its services in the order in which they were added, and does not come back from a scope or from a resource whose
//! guards have let a request pass.

use std::{collections::BTreeSet, rc::Rc};

use actix_router::ResourceDef;
use cors_core::{Behind, PathPolicies};

use super::{
    resolve::Candidates,
    tree::{Methods, Node, Resource, Route, Scope},
};

/// The scopes and resources to which requests for one path come, in actix's order.
#[derive(Default)]
pub(crate) struct Arrivals<'t> {
    scopes: Vec<&'t Rc<Scope>>,
    resources: Vec<Arrival<'t>>,
    /// The services in front of the next one whose routes are not known, with the scopes around each.
    services: Vec<(&'static str, Vec<usize>)>,
    /// A scope in front of the next one has guards.
    is_behind_guards: bool,
}

struct Arrival<'t> {
    resource: &'t Rc<Resource>,
    /// The prefix of the scopes around it.
    prefix: String,
    /// The scopes around it, by their places in memory.
    scopes: Vec<usize>,
    /// Those of them that have guards, and the resource itself if it has.
    guards: BTreeSet<usize>,
    is_behind_guards: bool,
    /// How many services whose routes are not known are in front of it.
    services: usize,
}

/// A route that requests come to.
pub(crate) struct Reached<'t> {
    /// `None`: any that no other route of the pattern names.
    pub(crate) method: Option<&'t str>,
    pub(crate) route: &'t Route,
    pub(crate) guarded: bool,
    pub(crate) behind: Vec<Behind>,
}

/// The scopes around a list of nodes.
#[derive(Clone, Default)]
struct Within {
    prefix: String,
    scopes: Vec<usize>,
    guards: BTreeSet<usize>,
}

impl<'t> Arrivals<'t> {
    /// The arrivals of requests for a path.
    pub(crate) fn of(nodes: &'t [Node], path: &str) -> Self {
        let mut arrivals = Arrivals::default();
        arrivals.walk(nodes, path, &Within::default());
        arrivals
    }

    /// Those of a path that is not known, at a resource.
    pub(crate) fn only(resource: &'t Rc<Resource>, guarded: bool) -> Self {
        let mut arrivals = Arrivals { is_behind_guards: guarded, ..Arrivals::default() };
        arrivals.push(resource, &Within::default());
        arrivals
    }

    /// Whether requests enter the scope.
    pub(crate) fn enter(&self, scope: &Rc<Scope>) -> bool {
        self.scopes.iter().any(|entered| Rc::ptr_eq(entered, scope))
    }

    /// Whether every request ends here.
    fn walk(&mut self, nodes: &'t [Node], path: &str, within: &Within) -> bool {
        for node in nodes {
            let is_end = match node {
                Node::Unknown(name) => {
                    self.services.push((name, within.scopes.clone()));
                    false
                }
                Node::Resource(resource) if resource.def.is_match(path) => self.push(resource, within),
                Node::Resource(_) => false,
                Node::Scope(scope) => {
                    let Some(rest) = scope.def.find_match(path).and_then(|end| path.get(end..)) else { continue };
                    let has_guards = !scope.guards.is_empty();
                    let mut inside = within.clone();
                    inside.prefix.push_str(scope.def.pattern().unwrap_or_default());
                    inside.scopes.push(Rc::as_ptr(scope).addr());
                    inside.guards.extend(has_guards.then_some(Rc::as_ptr(scope).addr()));
                    self.scopes.push(scope);
                    self.walk(&scope.nodes, rest, &inside);
                    self.is_behind_guards |= has_guards;
                    !has_guards
                }
            };
            if is_end {
                return true;
            }
        }
        false
    }

    fn push(&mut self, resource: &'t Rc<Resource>, within: &Within) -> bool {
        let Within { prefix, scopes, mut guards } = within.clone();
        let has_guards = !resource.guards.is_empty();
        guards.extend(has_guards.then_some(Rc::as_ptr(resource).addr()));
        let (is_behind_guards, services) = (self.is_behind_guards, self.services.len());
        self.resources.push(Arrival { resource, prefix, scopes, guards, is_behind_guards, services });
        !has_guards && resource.methods.is_none()
    }

    /// The routes of a resource that are reached under one of its patterns.
    pub(crate) fn reach(&self, resource: &Rc<Resource>, pattern: &str) -> Vec<Reached<'t>> {
        let (front, own) = self.split(resource);
        let Some(own) = own.first() else { return Vec::new() };
        let mut before = Front::default();
        front.iter().for_each(|arrival| before.add(arrival, own, pattern));
        own.reach(&before, self.services.get(..own.services).unwrap_or_default())
    }

    /// The policies of the path for requests that all guards around a resource let pass, and no others do.
    pub(crate) fn policies(&self, resource: &Rc<Resource>, has_default: bool, head: bool) -> PathPolicies {
        let (front, rest) = self.split(resource);
        let Some(own) = rest.first() else { return PathPolicies::new() };
        let has_default = has_default || self.scopes.iter().any(|scope| scope.has_default);
        let mut candidates = Candidates::new(0, has_default);
        // actix does not come back from the scopes around it.
        let rest = rest.iter().filter(|arrival| arrival.scopes.starts_with(&own.scopes));
        let mut services = 0;
        let mut push_services = |candidates: &mut Candidates, until: usize| {
            let next = self.services.get(services..until).unwrap_or_default().iter().zip(services..);
            let is_asked = |at: usize, scopes: &[usize]| at < own.services || scopes.starts_with(&own.scopes);
            next.filter(|((_, scopes), at)| is_asked(*at, scopes)).for_each(|_| candidates.push_unknown());
            services = until;
        };
        for arrival in front.iter().chain(rest).filter(|arrival| arrival.guards.is_subset(&own.guards)) {
            push_services(&mut candidates, arrival.services);
            candidates.push(arrival.resource, true);
        }
        push_services(&mut candidates, self.services.len());
        candidates.pass_unknown_before_first();
        candidates.policies(head).0
    }

    /// The arrivals in front of a resource, and the others.
    fn split(&self, resource: &Rc<Resource>) -> (&[Arrival<'t>], &[Arrival<'t>]) {
        let at = self.resources.iter().position(|arrival| Rc::ptr_eq(arrival.resource, resource));
        self.resources.split_at(at.unwrap_or(self.resources.len()))
    }
}

/// The methods that are served in front of a resource.
#[derive(Default)]
struct Front<'t> {
    taken: BTreeSet<&'t str>,
    /// By resources with guards: `None` is every method.
    guarded: BTreeSet<Option<&'t str>>,
    /// By resources with another pattern.
    patterns: Vec<(String, BTreeSet<&'t str>)>,
}

impl<'t> Front<'t> {
    /// Adds a resource in front of `own`, which has this pattern.
    fn add(&mut self, arrival: &Arrival<'t>, own: &Arrival<'t>, pattern: &str) {
        let methods = arrival.resource.methods.as_deref();
        if !arrival.guards.is_subset(&own.guards) {
            match methods {
                Some(methods) => self.guarded.extend(methods.iter().map(|method| Some(method.as_str()))),
                None => drop(self.guarded.insert(None)),
            }
            return;
        }
        // It has a guard for these methods and no other: without one, requests would end there.
        let methods: BTreeSet<&str> = methods.into_iter().flatten().map(String::as_str).collect();
        let mut patterns = arrival.resource.def.pattern_iter().map(|own| format!("{}{own}", arrival.prefix));
        let first = patterns.next().unwrap_or_default();
        if first != pattern && !patterns.any(|own| own == pattern) {
            self.patterns.push((first, methods.difference(&self.taken).copied().collect()));
        }
        self.taken.extend(methods);
    }

    /// Whether guards decide if requests with a method come to what is behind.
    fn has_guards(&self, method: Option<&str>) -> bool {
        self.guarded.contains(&None) || !self.guarded.is_empty() && method.is_none() || self.guarded.contains(&method)
    }
}

impl<'t> Arrival<'t> {
    fn reach(&self, front: &Front<'t>, services: &[(&'static str, Vec<usize>)]) -> Vec<Reached<'t>> {
        let mut reached = Vec::new();
        let mut taken = front.taken.clone();
        let (mut is_behind_plain, mut is_open) = (false, true);
        for route in &self.resource.routes {
            for method in methods(self.resource, route) {
                if !is_open || method.is_some_and(|method| taken.contains(method)) {
                    continue;
                }
                let guarded = !self.guards.is_empty() || self.is_behind_guards || front.has_guards(method);
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
                reached.push(Reached { method, route, guarded, behind });
            }
            match &route.methods {
                Methods::Only(methods) => taken.extend(methods.iter().map(String::as_str)),
                Methods::Any => is_open = false,
                Methods::Unknown => is_behind_plain = true,
            }
        }
        reached
    }
}

/// The methods by which a route is reached; `None`: any other.
fn methods<'t>(resource: &'t Resource, route: &'t Route) -> Vec<Option<&'t str>> {
    let named = match (&resource.methods, &route.methods) {
        (Some(methods), Methods::Any) | (_, Methods::Only(methods)) => methods,
        (None, Methods::Any) | (_, Methods::Unknown) => return vec![None],
    };
    named.iter().map(|method| Some(method.as_str())).collect()
}

/// A path that has this pattern, below scopes and in a resource with these; `None`: none is known.
pub(crate) fn example(pattern: &str, scopes: &[&ResourceDef], resource: Option<&ResourceDef>) -> Option<String> {
    ["cors-asks-for-any-parameter", "1", "a", "A"].into_iter().map(|parameter| filled(pattern, parameter)).find(
        |path| {
            let mut rest = path.as_str();
            for scope in scopes {
                match scope.find_match(rest).and_then(|end| rest.get(end..)) {
                    Some(behind) => rest = behind,
                    None => return false,
                }
            }
            resource.is_none_or(|resource| resource.is_match(rest))
        },
    )
}

/// The pattern with a text in place of every parameter.
fn filled(pattern: &str, parameter: &str) -> String {
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
