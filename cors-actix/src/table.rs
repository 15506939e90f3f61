//! What is mounted where: a mirror of actix's routing, asked before actix routes.
//!
//! actix walks its services in the order in which they were registered, takes the first whose pattern matches and whose guards
//! pass, and never comes back: within a scope that it has entered, no route means 404, whatever comes behind the scope. A list
//! of full patterns would not know that, so this is a tree, and its patterns are matched by the very code that actix uses.

use std::{cell::OnceCell, fmt, rc::Rc};

use actix_router::{Patterns, ResourceDef};
use actix_web::dev::ResourceMap;
use cors_core::{Inventory, Origins, Policy};

use crate::{
    guards::{Ask, Guards, Verdict},
    inventory,
    marker::{Marker, Start},
    path_hash::ByPath,
    place::{Known, Place, Rows},
    prepared::Prepared,
    resolve::{Candidate, Candidates},
    source,
};

/// Everything that is mounted, in actix's order.
#[derive(Debug, Default)]
pub(crate) struct Table {
    start: Start,
    nodes: Vec<Node>,
    /// Services whose routes are not known stand between those that are.
    mixed: bool,
    /// Something without a policy may serve paths that are not known.
    open: bool,
    /// There are guards that have to be asked while the request is there.
    guarded: bool,
    /// There are policies for which a request has to be looked at before it is handed on: `enforce`, or a source of origins.
    strict: bool,
    rows: Rows,
    /// The patterns, each taken for a path: where it is one that says itself, as most do, a request for it need not be matched
    /// against all of them. Only where there are no guards, whom a request has to be shown to.
    literal: ByPath<OnceCell<Rc<Known>>>,
}

#[derive(Debug)]
pub(crate) enum Node {
    Resource(Rc<Resource>),
    Scope(Rc<Scope>),
    /// A service without a policy: what it serves is not known.
    Unknown(Unknown),
}

/// What is known of such a service.
#[derive(Debug)]
pub(crate) enum Unknown {
    /// Its type.
    Service(&'static str),
    /// It is what a scope was configured to answer otherwise.
    Default,
}

pub(crate) struct Resource {
    pub(crate) def: ResourceDef,
    name: Option<String>,
    pub(crate) marker: Rc<Marker>,
    pub(crate) guards: Guards,
    /// The methods that its guard lets pass; `None`: it has no such guard, and answers 405 itself.
    pub(crate) methods: Option<Vec<String>>,
    pub(crate) routes: Vec<Route>,
    /// It is one service for everything that comes to it.
    pub(crate) whole: bool,
}

/// A route of a resource.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) methods: Methods,
    pub(crate) guards: Guards,
    /// `None`: it has none, and nobody is let in.
    pub(crate) policy: Option<&'static Policy>,
    /// The path of the annotated handler; empty where there is none.
    pub(crate) handler: &'static str,
}

/// The methods that a route serves.
#[derive(Debug)]
pub(crate) enum Methods {
    Only(Vec<String>),
    Any,
    /// Nobody but actix knows.
    Unknown,
}

pub(crate) struct Scope {
    pub(crate) def: ResourceDef,
    pub(crate) guards: Guards,
    pub(crate) nodes: Vec<Node>,
}

impl Resource {
    pub(crate) fn new(patterns: Patterns, name: Option<String>, guards: Guards, routes: Vec<Route>) -> Self {
        let marker = Rc::new(Marker::new(patterns.clone()));
        Resource {
            def: ResourceDef::new(with_leading_slash(patterns)),
            name,
            marker,
            guards,
            methods: None,
            routes,
            whole: false,
        }
    }

    /// Everything that comes to it is served by one service.
    pub(crate) fn whole(policy: &'static Policy) -> Self {
        let everything = Patterns::List(vec![String::new(), "/{cors_path:.*}".to_owned()]);
        let route = Route { methods: Methods::Any, guards: Guards::default(), policy: Some(policy), handler: "" };
        Resource { whole: true, ..Resource::new(everything, None, Guards::default(), vec![route]) }
    }

    /// The policies that it has itself, whoever else serves the path: of what its own middleware answers, and its own 405.
    pub(crate) fn policies(self: &Rc<Self>) -> Rc<Prepared> {
        let candidate = Candidate { resource: self.clone(), certain: true, unknown_before: 0 };
        Prepared::new(Candidates { list: &[candidate], unknown: 0, passed: 0, open: false }.policies(false).0)
    }
}

impl Scope {
    pub(crate) fn new(prefix: &str, guards: Guards, nodes: Vec<Node>) -> Self {
        Scope { def: ResourceDef::root_prefix(prefix), guards, nodes }
    }
}

impl Table {
    /// A table of what is added behind `start`.
    pub(crate) fn behind(start: Start) -> Self {
        Table { start, ..Table::default() }
    }

    pub(crate) fn push(&mut self, node: Node) {
        self.nodes.push(node);
    }

    /// Records that handlers without a policy may serve any path, behind everything else.
    pub(crate) fn open(&mut self) {
        self.open = true;
    }

    /// The table, ready to be asked.
    pub(crate) fn finish(mut self) -> Rc<Table> {
        let found = look_around(&self.nodes);
        self.guarded = found.guards;
        self.strict = found.strict;
        self.mixed = found.unknown;
        self.open |= found.unknown;
        if !self.guarded {
            list_patterns("", &self.nodes, &mut self.literal);
        }
        if self.mixed {
            want_markers(&self.nodes);
        } else {
            self.start.is_before(map(ResourceDef::prefix(""), &self.nodes));
        }
        Rc::new(self)
    }

    /// Whether no service that was added before `with_cors()` serves the path, as far as can be known.
    pub(crate) fn is_first_of_all(&self, map: &ResourceMap, path: &str) -> bool {
        self.mixed || self.start.is_first(map, path)
    }

    /// Whether nobody but `first`, or what comes after it, serves the path.
    pub(crate) fn is_first(&self, first: &Resource, map: &ResourceMap, path: &str) -> bool {
        if self.mixed { first.marker.is_first(map, path) } else { self.start.is_first(map, path) }
    }

    pub(crate) fn inventory(&self) -> Inventory {
        inventory::of(&self.nodes, self.open)
    }

    pub(crate) fn is_guarded(&self) -> bool {
        self.guarded
    }

    pub(crate) fn is_strict(&self) -> bool {
        self.strict
    }

    pub(crate) fn is_open(&self) -> bool {
        self.open
    }

    /// Who may serve a path, as far as is known.
    pub(crate) fn find(&self, path: &str, ask: Ask<'_>) -> Place {
        let mut place = self.rows.start();
        self.walk(&self.nodes, path, true, ask, &mut place);
        place
    }

    /// The same, where actix's resource map has been asked about the services whose routes are not known.
    pub(crate) fn find_in_front(&self, path: &str, ask: Ask<'_>, map: &ResourceMap) -> Rc<Known> {
        let find = || {
            let mut place = self.find(path, ask);
            place.pass_unknown(self, map, path);
            Rc::new(Known::of(place, self.open))
        };
        match self.literal.get(path) {
            Some(known) => known.get_or_init(find).clone(),
            None => find(),
        }
    }

    fn walk(&self, nodes: &[Node], path: &str, certain: bool, ask: Ask<'_>, place: &mut Place) {
        for node in nodes {
            match node {
                Node::Unknown(_) => place.unknown(),
                Node::Resource(resource) => {
                    if !resource.def.is_match(path) {
                        continue;
                    }
                    match resource.guards.check(ask) {
                        Verdict::Refuse => {}
                        verdict => place.push(&self.rows, resource, certain && verdict == Verdict::Pass),
                    }
                }
                Node::Scope(scope) => {
                    let Some(rest) = scope.def.find_match(path).and_then(|length| path.get(length..)) else { continue };
                    match scope.guards.check(ask) {
                        Verdict::Refuse => {}
                        Verdict::Unknown => self.walk(&scope.nodes, rest, false, ask, place),
                        // actix does not come back from a scope.
                        Verdict::Pass => return self.walk(&scope.nodes, rest, certain, ask, place),
                    }
                }
            }
        }
    }
}

/// What there is somewhere in a table.
#[derive(Default)]
struct Found {
    unknown: bool,
    guards: bool,
    strict: bool,
}

fn look_around(nodes: &[Node]) -> Found {
    let mut found = Found::default();
    for node in nodes {
        match node {
            Node::Unknown(_) => found.unknown = true,
            Node::Resource(resource) => {
                let mut routes = resource.routes.iter();
                found.guards |= !resource.guards.is_empty() || routes.any(|route| !route.guards.is_empty());
                for policy in resource.routes.iter().filter_map(|route| route.policy) {
                    found.strict |= policy.is_enforced();
                    if let Origins::Source(source) = policy.origins() {
                        found.strict = true;
                        source::prepare(source);
                    }
                }
            }
            Node::Scope(scope) => {
                let inside = look_around(&scope.nodes);
                found.unknown |= inside.unknown;
                found.guards |= inside.guards || !scope.guards.is_empty();
                found.strict |= inside.strict;
            }
        }
    }
    found
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

/// The patterns of whole paths.
fn list_patterns(prefix: &str, nodes: &[Node], patterns: &mut ByPath<OnceCell<Rc<Known>>>) {
    let full = |pattern: &str| format!("{prefix}{pattern}");
    for node in nodes {
        match node {
            Node::Unknown(_) => {}
            Node::Resource(resource) => {
                patterns.extend(resource.def.pattern_iter().map(|pattern| (full(pattern), OnceCell::new())));
            }
            Node::Scope(scope) => {
                scope.def.pattern_iter().for_each(|prefix| list_patterns(&full(prefix), &scope.nodes, patterns));
            }
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

/// As actix does when it registers a resource.
fn with_leading_slash(patterns: Patterns) -> Patterns {
    let with_slash = |pattern: String| {
        if pattern.is_empty() || pattern.starts_with('/') { pattern } else { format!("/{pattern}") }
    };
    match patterns {
        Patterns::Single(pattern) => Patterns::Single(with_slash(pattern)),
        Patterns::List(patterns) => Patterns::List(patterns.into_iter().map(with_slash).collect()),
    }
}

impl fmt::Debug for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resource").field("pattern", &self.def.pattern()).field("routes", &self.routes).finish()
    }
}

impl fmt::Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").field("prefix", &self.def.pattern()).field("nodes", &self.nodes).finish()
    }
}
