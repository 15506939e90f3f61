//! The mounted services: a mirror of actix's routing.
//!
//! actix walks its services in the order in which they were registered, takes the first whose pattern matches and whose guards
//! pass, and never comes back: within a scope that it has entered, no route means 404, whatever comes behind the scope. A list
//! of full patterns would not know that, so this is a tree, and its patterns are matched by the very code that actix uses.

use std::{fmt, rc::Rc};

use actix_router::{Patterns, ResourceDef};
use cors_core::Policy;

use super::{guards::Guards, marker::Marker};

#[derive(Debug)]
pub(crate) enum Node {
    Resource(Rc<Resource>),
    Scope(Rc<Scope>),
    /// A service without a policy, of this type. Its routes are not known.
    Unknown(&'static str),
}

pub(crate) struct Resource {
    pub(crate) def: ResourceDef,
    pub(super) name: Option<String>,
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
    /// `None`: the handler has no policy.
    pub(crate) policy: Option<&'static Policy>,
    /// The path of the annotated handler; empty where there is none.
    pub(crate) handler: &'static str,
}

/// The methods that a route serves.
#[derive(Debug)]
pub(crate) enum Methods {
    Only(Vec<String>),
    Any,
    /// Known to actix alone.
    Unknown,
}

pub(crate) struct Scope {
    pub(crate) def: ResourceDef,
    pub(crate) guards: Guards,
    pub(crate) nodes: Vec<Node>,
    /// A default service without a policy answers what no service of the scope serves.
    pub(crate) has_default: bool,
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
        let route = Route { methods: Methods::Any, policy: Some(policy), handler: "" };
        Resource { whole: true, ..Resource::new(everything, None, Guards::default(), vec![route]) }
    }
}

impl Scope {
    pub(crate) fn new(prefix: &str, guards: Guards, nodes: Vec<Node>, has_default: bool) -> Self {
        Scope { def: ResourceDef::root_prefix(prefix), guards, nodes, has_default }
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
