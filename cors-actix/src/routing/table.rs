//! The table of an application or of a scope: everything that is mounted, and which handler may serve a path.

use std::{cell::OnceCell, fmt, rc::Rc};

use actix_router::ResourceDef;
use actix_web::{
    dev::{ResourceMap, ServiceRequest},
    guard::Guard,
};
use cors_core::PathPolicies;

use super::{
    cache::{Cache, Foreseen},
    guards::{Hosts, Verdict},
    marker::Start,
    resolve::Candidates,
    tree::{Node, Resource},
};
use crate::origin_source;

/// Everything that is mounted, in actix's order.
#[derive(Default)]
pub(crate) struct Table {
    /// Before it, others may have added services. `None`: this is the table of a scope, which is asked once actix has chosen it.
    start: Option<Start>,
    /// The pattern of the scope.
    prefix: String,
    nodes: Vec<Node>,
    /// Services whose routes are not known stand between those that are.
    is_mixed: bool,
    /// A default service without a policy answers what no service serves.
    has_default: bool,
    /// Some policy says `enforce`, or has a source of origins: requests are looked at before they are handed on.
    is_strict: bool,
    hosts: Vec<Rc<dyn Guard>>,
    /// actix's resource map, since the first request: it knows the services that this table does not.
    map: OnceCell<ResourceMap>,
    cache: Cache,
}

impl Table {
    /// The table of an application, behind `start`.
    pub(crate) fn behind(start: Start) -> Self {
        Table { start: Some(start), ..Table::default() }
    }

    /// The table of a scope.
    pub(crate) fn inside(prefix: String, nodes: Vec<Node>, has_default: bool) -> Self {
        Table { prefix, nodes, has_default, ..Table::default() }
    }

    pub(crate) fn push(&mut self, node: Node) {
        self.nodes.push(node);
    }

    /// Records that a handler without a policy answers what no service serves.
    pub(crate) fn set_default(&mut self) {
        self.has_default = true;
    }

    /// The table, complete.
    pub(crate) fn finish(mut self) -> Rc<Table> {
        let mut found = Found::default();
        found.look(&self.nodes);
        Found { is_strict: self.is_strict, has_unknown: self.is_mixed, hosts: self.hosts } = found;
        match &self.start {
            _ if self.is_mixed => want_markers(&self.nodes),
            Some(start) => start.is_before(map(ResourceDef::prefix(""), &self.nodes)),
            None => {}
        }
        Rc::new(self)
    }

    pub(crate) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Whether a default service without a policy answers what no service serves.
    pub(crate) fn has_default(&self) -> bool {
        self.has_default
    }

    /// The policies of a path where no guard has been asked, and no service in front of its handlers serves it. `head`: `HEAD` is the
    /// method that matters.
    pub(crate) fn policies(&self, path: &str, head: bool) -> PathPolicies {
        let mut candidates = Candidates::new(0, self.has_default);
        walk(&self.nodes, path, true, Hosts::default(), &mut candidates);
        candidates.pass_unknown_before_first();
        candidates.policies(head).0
    }

    /// Whether requests have to be looked at before they are handed on.
    #[inline]
    pub(crate) fn is_strict(&self) -> bool {
        self.is_strict
    }

    /// What has to be known of a request before it is handed on, for what a middleware answers.
    #[inline]
    pub(crate) fn look(&self, request: &ServiceRequest) -> Hosts {
        self.map.get_or_init(|| request.resource_map().clone());
        if self.hosts.is_empty() { Hosts::default() } else { Hosts::ask(&self.hosts, request) }
    }

    /// The resources that may serve a path. `full_path` is the path with what routers outside have matched.
    pub(crate) fn foresee(&self, path: &str, full_path: &str, hosts: Hosts) -> Foreseen<'_> {
        let before = usize::from(self.start.is_some());
        let mut candidates = Candidates::new(before, self.has_default);
        walk(&self.nodes, path, true, hosts, &mut candidates);
        if candidates.first().is_some_and(|first| self.is_first(first, full_path)) {
            candidates.pass_unknown_before_first();
        }
        Foreseen { candidates, cache: &self.cache }
    }

    /// Whether no service in front of a resource serves the path.
    fn is_first(&self, first: &Resource, path: &str) -> bool {
        let Some(map) = self.map.get() else { return false };
        match &self.start {
            _ if self.is_mixed => first.marker.is_first(map, path),
            Some(start) => start.is_first(map, path),
            None => true,
        }
    }
}

fn walk(nodes: &[Node], path: &str, certain: bool, hosts: Hosts, found: &mut Candidates) {
    for node in nodes {
        match node {
            Node::Unknown(_) => found.push_unknown(),
            Node::Resource(resource) => {
                if !resource.def.is_match(path) {
                    continue;
                }
                match resource.guards.check(hosts) {
                    Verdict::Refuse => {}
                    verdict => found.push(resource, certain && verdict == Verdict::Pass),
                }
            }
            Node::Scope(scope) => {
                let Some(rest) = scope.def.find_match(path).and_then(|length| path.get(length..)) else { continue };
                let verdict = scope.guards.check(hosts);
                if verdict != Verdict::Refuse {
                    found.has_default |= scope.has_default;
                    walk(&scope.nodes, rest, certain && verdict == Verdict::Pass, hosts, found);
                }
                // actix does not come back from a scope.
                if verdict == Verdict::Pass {
                    return;
                }
            }
        }
    }
}

/// What there is somewhere in a table.
#[derive(Default)]
struct Found {
    has_unknown: bool,
    is_strict: bool,
    hosts: Vec<Rc<dyn Guard>>,
}

impl Found {
    fn look(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Unknown(_) => self.has_unknown = true,
                Node::Resource(resource) => {
                    resource.guards.list_hosts(&mut self.hosts);
                    for policy in resource.routes.iter().filter_map(|route| route.policy) {
                        self.is_strict |= policy.is_enforced();
                        if let Some(source) = policy.source() {
                            self.is_strict = true;
                            origin_source::prepare(source);
                        }
                    }
                }
                Node::Scope(scope) => {
                    scope.guards.list_hosts(&mut self.hosts);
                    self.look(&scope.nodes);
                }
            }
        }
    }
}

fn want_markers(nodes: &[Node]) {
    for node in nodes {
        match node {
            Node::Unknown(_) => {}
            Node::Resource(resource) => resource.marker.want(),
            Node::Scope(scope) => want_markers(&scope.nodes),
        }
    }
}

/// The nodes as actix's resource map has them.
fn map(of: ResourceDef, nodes: &[Node]) -> ResourceMap {
    let mut map_of = ResourceMap::new(of);
    for node in nodes {
        match node {
            Node::Unknown(_) => {}
            Node::Resource(resource) => {
                let mut def = resource.def.clone();
                // What a middleware finds that asks before routing is what it would have found without us.
                def.set_name(resource.name.as_deref().unwrap_or(resource.marker.name()));
                map_of.add(&mut def, None);
            }
            Node::Scope(scope) => {
                let inside = map(scope.def.clone(), &scope.nodes);
                map_of.add(&mut scope.def.clone(), Some(Rc::new(inside)));
            }
        }
    }
    map_of
}

/// The pattern under which a path is served, for people.
pub(crate) struct Pattern<'t>(pub(crate) &'t Table, pub(crate) &'t str);

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

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("nodes", &self.nodes).finish_non_exhaustive()
    }
}
