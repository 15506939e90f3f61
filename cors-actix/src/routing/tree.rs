//! The tree of mounted services, which mirrors actix's routing.
//!
//! actix takes the first service, in the order of registration, whose pattern matches and whose guards pass, and does not try another:
//! in a scope that it has entered, a missing route means 404, whatever is behind the scope. A list of full patterns could not express
//! that, so this is a tree. Its patterns are matched by actix's own code.

use std::{panic::Location, rc::Rc};

use actix_router::{Patterns, ResourceDef};
use cors_core::{Policy, PolicyFrom};

use super::{guards::Guards, sentinel::Sentinel};

#[derive(Debug)]
pub(crate) enum Node {
    Resource(Rc<Resource>),
    Scope(Rc<Scope>),
    /// A service of this type, without a policy and with unknown routes.
    Unknown(&'static str),
}

#[derive(Debug)]
pub(crate) struct Resource {
    pub(crate) def: ResourceDef,
    pub(super) name: Option<String>,
    pub(crate) sentinel: Rc<Sentinel>,
    pub(crate) guards: Guards,
    /// The methods that its method guard lets pass. `None`: it has no such guard, and answers 405 itself.
    pub(crate) methods: Option<Vec<String>>,
    pub(crate) routes: Vec<Route>,
    /// One service serves every request that reaches the resource.
    pub(crate) is_catch_all: bool,
}

/// A route of a resource.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) methods: Methods,
    /// `None`: the handler has no policy.
    pub(crate) policy: Option<&'static Policy>,
    pub(crate) policy_from: PolicyFrom,
    /// The path of the function; empty for closures and services.
    pub(crate) handler: &'static str,
    /// The place of the function in the source, or of the call that mounts it; `None` for whole services.
    pub(crate) location: Option<&'static Location<'static>>,
}

/// The methods that a route serves.
#[derive(Debug)]
pub(crate) enum Methods {
    Only(Vec<String>),
    Any,
    Unknown,
}

#[derive(Debug)]
pub(crate) struct Scope {
    pub(crate) def: ResourceDef,
    pub(crate) guards: Guards,
    pub(crate) nodes: Vec<Node>,
    pub(crate) default_service: Option<DefaultNode>,
}

/// The service of requests that no other service serves.
#[derive(Debug, Clone)]
pub(crate) enum DefaultNode {
    WithoutPolicy,
    /// Its routes, for any path.
    WithPolicy(Rc<Resource>),
}

impl Resource {
    pub(crate) fn new(patterns: Patterns, name: Option<String>, guards: Guards, routes: Vec<Route>) -> Self {
        let sentinel = Rc::new(Sentinel::new(patterns.clone()));
        let def = ResourceDef::new(with_leading_slash(patterns));
        Resource { def, name, sentinel, guards, methods: None, routes, is_catch_all: false }
    }

    /// A resource whose only route is a service for all paths.
    pub(crate) fn catch_all(policy: &'static Policy) -> Self {
        Resource::for_all_paths(vec![Route {
            methods: Methods::Any,
            policy: Some(policy),
            policy_from: PolicyFrom::Routes,
            handler: "",
            location: None,
        }])
    }

    /// A resource for all paths.
    pub(crate) fn for_all_paths(routes: Vec<Route>) -> Self {
        let all_paths = Patterns::List(vec![String::new(), "/{cors_path:.*}".to_owned()]);
        Resource { is_catch_all: true, ..Resource::new(all_paths, None, Guards::default(), routes) }
    }
}

impl Scope {
    pub(crate) fn new(prefix: &str, guards: Guards, nodes: Vec<Node>, default_service: Option<DefaultNode>) -> Self {
        Scope { def: ResourceDef::root_prefix(prefix), guards, nodes, default_service }
    }
}

/// Visits all nodes, each scope before its content.
pub(super) fn visit(nodes: &[Node], visitor: &mut impl FnMut(&Node)) {
    for node in nodes {
        visitor(node);
        if let Node::Scope(scope) = node {
            visit(&scope.nodes, visitor);
        }
    }
}

/// Adds slashes as actix does when it registers a resource.
fn with_leading_slash(patterns: Patterns) -> Patterns {
    let with_slash = |pattern: String| {
        if pattern.is_empty() || pattern.starts_with('/') { pattern } else { format!("/{pattern}") }
    };
    match patterns {
        Patterns::Single(pattern) => Patterns::Single(with_slash(pattern)),
        Patterns::List(patterns) => Patterns::List(patterns.into_iter().map(with_slash).collect()),
    }
}
