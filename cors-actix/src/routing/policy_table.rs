//! The policy table of an application or of a scope: all mounted services, and the handlers that may serve a path.

use std::{cell::OnceCell, fmt, rc::Rc};

use actix_router::ResourceDef;
use actix_web::{
    dev::{ResourceMap, ServiceRequest},
    guard::Guard,
    http::header::HeaderMap,
};
use cors_core::{Enforcement, HostList, PathPolicies, ReadHeaders, vary_by};

use super::{
    guards::{HostVerdicts, Verdict},
    prediction::{Cache, Prediction},
    resolve::Candidates,
    sentinel::Start,
    tree::{DefaultNode, Node, Resource, visit},
};
#[cfg(all(feature = "panel", debug_assertions))]
use crate::middleware::panel::Panels;
use crate::{
    middleware::{http::Headers, tracking::Judged},
    observe::event::is_listened_to,
    origin_source,
};

#[derive(Default)]
pub(crate) struct PolicyTable {
    /// The sentinel behind services that were added before `with_cors()`. `None` for a scope, which actix has entered already.
    start: Option<Start>,
    /// The pattern of the scope.
    prefix: String,
    /// All mounted services, in actix's order.
    nodes: Vec<Node>,
    /// The service of requests that match no route.
    default_service: Option<DefaultNode>,
    facts: Facts,
    /// The hosts of the application: a request has to name one of each list.
    hosts: Vec<HostList>,
    /// actix's resource map, which includes unknown services. Set by the first request.
    map: OnceCell<ResourceMap>,
    cache: Cache,
    #[cfg(all(feature = "panel", debug_assertions))]
    pub(crate) panels: Panels,
}

/// Facts about all nodes of a table.
#[derive(Default)]
struct Facts {
    /// Services with unknown routes are among the nodes.
    has_unknown: bool,
    /// A policy has an origin source, so that requests with an `Origin` are decided before routing.
    has_sources: bool,
    /// A policy has `enforce`, so that requests of foreign pages are decided before routing.
    enforces: bool,
    /// A policy has `hosts`, so that all requests are decided before routing.
    has_hosts: bool,
    /// A policy says `enforce = "report"`.
    reports: bool,
    host_guards: Vec<Rc<dyn Guard>>,
}

impl PolicyTable {
    /// The table of an application.
    pub(crate) fn of_app(start: Start) -> Self {
        PolicyTable { start: Some(start), ..PolicyTable::default() }
    }

    /// The table of a scope that is finished by itself.
    pub(crate) fn of_scope(prefix: String, nodes: Vec<Node>, default_service: Option<DefaultNode>) -> Self {
        PolicyTable { prefix, nodes, default_service, ..PolicyTable::default() }
    }

    pub(crate) fn push(&mut self, node: Node) {
        self.nodes.push(node);
    }

    /// Records the default service.
    pub(crate) fn set_default_service(&mut self, default: DefaultNode) {
        self.default_service = Some(default);
    }

    /// Sets whether the policies are enforced as they are written.
    pub(crate) fn set_enabled(&mut self, is_enabled: bool) {
        self.cache.is_off = !is_enabled;
    }

    #[inline]
    pub(crate) fn is_enabled(&self) -> bool {
        !self.cache.is_off
    }

    /// Completes the table and prepares the origin sources.
    pub(crate) fn finish(mut self) -> Rc<PolicyTable> {
        visit(&self.nodes, &mut |node| self.facts.add(node));
        self.facts.add_default(self.default_service.as_ref());
        match &self.start {
            _ if self.facts.has_unknown => visit(&self.nodes, &mut |node| {
                if let Node::Resource(resource) = node {
                    resource.sentinel.enable();
                }
            }),
            Some(start) => start.set(resource_map(ResourceDef::prefix(""), &self.nodes)),
            None => {}
        }
        Rc::new(self)
    }

    pub(crate) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub(crate) fn default_service(&self) -> Option<&DefaultNode> {
        self.default_service.as_ref()
    }

    /// The policies of a path if guards are not checked and no service in front of its handlers serves it.
    pub(crate) fn policies(&self, path: &str, is_head: bool) -> PathPolicies {
        let mut candidates = Candidates::new(0);
        let (nodes, default) = (&self.nodes, self.default_service());
        collect_candidates(nodes, default, path, true, HostVerdicts::default(), &mut candidates);
        candidates.exclude_unknown_before_first();
        candidates.policies(is_head).0
    }

    /// Returns whether an actual request is decided before routing. `judged`: `None` if no policy refuses or reports requests.
    #[inline]
    pub(crate) fn decides_early(&self, has_origin: bool, judged: Option<&Judged>) -> bool {
        // No policy's `enforce` refuses what no foreign page sends.
        let is_foreign = || judged.is_some_and(|judged| judged.sender.page.is_foreign());
        self.facts.has_hosts || (self.facts.enforces && is_foreign()) || (has_origin && self.facts.has_sources)
    }

    /// Returns whether a policy has an origin source.
    pub(crate) fn has_sources(&self) -> bool {
        self.facts.has_sources
    }

    /// Returns whether what `enforce` and `hosts` read of a request is kept until the response.
    #[inline]
    pub(crate) fn judges(&self) -> bool {
        self.facts.has_hosts || self.facts.enforces || (self.facts.reports && is_listened_to())
    }

    /// Restricts the application to hosts, besides those of earlier calls.
    pub(crate) fn add_hosts(&mut self, hosts: HostList) {
        self.hosts.push(hosts);
    }

    /// The lists of hosts of the application.
    #[inline]
    pub(crate) fn hosts(&self) -> &[HostList] {
        &self.hosts
    }

    /// Adds `Host` to `Vary`, if the application has hosts.
    #[inline]
    pub(crate) fn vary_by_host(&self, headers: &mut HeaderMap) {
        if !self.hosts.is_empty() {
            vary_by(ReadHeaders::HOST, &mut Headers(headers));
        }
    }

    /// Checks the host guards about a request before it is routed.
    #[inline]
    pub(crate) fn check_hosts(&self, request: &ServiceRequest) -> HostVerdicts {
        self.map.get_or_init(|| request.resource_map().clone());
        let guards = &self.facts.host_guards;
        if guards.is_empty() { HostVerdicts::default() } else { HostVerdicts::check(guards, request) }
    }

    /// Predicts which resources may serve a path. `full_path`: with the part that outer routers have matched.
    pub(crate) fn predict(&self, path: &str, full_path: &str, hosts: HostVerdicts) -> Prediction<'_> {
        let before = usize::from(self.start.is_some());
        let mut candidates = Candidates::new(before);
        collect_candidates(&self.nodes, self.default_service(), path, true, hosts, &mut candidates);
        let is_first = if candidates.is_default_alone() {
            self.map.get().is_some_and(|map| !map.has_resource(full_path))
        } else {
            candidates.first().is_some_and(|first| self.is_first(first, full_path))
        };
        if is_first {
            candidates.exclude_unknown_before_first();
        }
        Prediction { candidates, cache: &self.cache }
    }

    /// Returns whether no service in front of a resource serves the path.
    fn is_first(&self, first: &Resource, path: &str) -> bool {
        let Some(map) = self.map.get() else { return false };
        match &self.start {
            _ if self.facts.has_unknown => first.sentinel.is_first(map, path),
            Some(start) => start.is_first(map, path),
            None => true,
        }
    }
}

/// `default`: the service of requests that no node serves.
fn collect_candidates(
    nodes: &[Node],
    default: Option<&DefaultNode>,
    path: &str,
    is_certain: bool,
    hosts: HostVerdicts,
    candidates: &mut Candidates,
) {
    for node in nodes {
        match node {
            Node::Unknown(_) => candidates.push_unknown(),
            Node::Resource(resource) => {
                if !resource.def.is_match(path) {
                    continue;
                }
                match resource.guards.check(hosts) {
                    Verdict::Refuse => {}
                    verdict => candidates.push(resource, is_certain && verdict == Verdict::Pass),
                }
            }
            Node::Scope(scope) => {
                let Some(rest) = scope.def.find_match(path).and_then(|length| path.get(length..)) else { continue };
                let verdict = scope.guards.check(hosts);
                if verdict != Verdict::Refuse {
                    let is_certain = is_certain && verdict == Verdict::Pass;
                    let default = scope.default_service.as_ref().or(default);
                    collect_candidates(&scope.nodes, default, rest, is_certain, hosts, candidates);
                }
                // actix does not leave a scope that it has entered.
                if verdict == Verdict::Pass {
                    return;
                }
            }
        }
    }
    candidates.push_default(default, is_certain);
}

impl Facts {
    fn add(&mut self, node: &Node) {
        match node {
            Node::Unknown(_) => self.has_unknown = true,
            Node::Scope(scope) => {
                scope.guards.list_hosts(&mut self.host_guards);
                self.add_default(scope.default_service.as_ref());
            }
            Node::Resource(resource) => self.add_resource(resource),
        }
    }

    fn add_default(&mut self, default: Option<&DefaultNode>) {
        if let Some(DefaultNode::WithPolicy(resource)) = default {
            self.add_resource(resource);
        }
    }

    fn add_resource(&mut self, resource: &Resource) {
        resource.guards.list_hosts(&mut self.host_guards);
        for policy in resource.routes.iter().filter_map(|route| route.policy) {
            self.enforces |= policy.is_enforced();
            self.has_hosts |= !policy.hosts().is_empty();
            self.reports |= policy.enforcement() == Some(Enforcement::Report);
            if let Some(source) = policy.source() {
                self.has_sources = true;
                origin_source::prepare(source);
            }
        }
    }
}

/// The resource map that actix would make of the nodes.
fn resource_map(def: ResourceDef, nodes: &[Node]) -> ResourceMap {
    let mut map = ResourceMap::new(def);
    for node in nodes {
        match node {
            Node::Unknown(_) => {}
            Node::Resource(resource) => {
                let mut def = resource.def.clone();
                // A middleware that matches a name before routing has to find the resource's own.
                def.set_name(resource.name.as_deref().unwrap_or(resource.sentinel.name()));
                map.add(&mut def, None);
            }
            Node::Scope(scope) => {
                let inside = resource_map(scope.def.clone(), &scope.nodes);
                map.add(&mut scope.def.clone(), Some(Rc::new(inside)));
            }
        }
    }
    map
}

/// The pattern that matches a path, for the log.
pub(crate) struct Pattern<'t>(pub(crate) &'t PolicyTable, pub(crate) &'t str);

impl fmt::Display for Pattern<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut nodes, mut path) = (self.0.nodes.as_slice(), self.1);
        f.write_str(&self.0.prefix)?;
        loop {
            let next = nodes.iter().find_map(|node| match node {
                Node::Unknown(_) => None,
                Node::Resource(resource) => resource.def.is_match(path).then_some((&resource.def, None)),
                Node::Scope(scope) => {
                    let rest = path.get(scope.def.find_match(path)?..)?;
                    Some((&scope.def, Some((scope.nodes.as_slice(), rest))))
                }
            });
            let Some((def, inside)) = next else { return Ok(()) };
            f.write_str(def.pattern_iter().next().unwrap_or_default())?;
            let Some(inside) = inside else { return Ok(()) };
            (nodes, path) = inside;
        }
    }
}

impl fmt::Debug for PolicyTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PolicyTable").field("nodes", &self.nodes).finish_non_exhaustive()
    }
}
