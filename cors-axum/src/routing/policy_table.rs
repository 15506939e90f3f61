//! The policies of every path of a finished router.

use std::{collections::HashMap, sync::Arc};

use cors_core::{HandlerPolicy, Mounted, PathPolicies, Serving};

use super::{
    endpoints::{Endpoint, Kind},
    patterns::NESTED,
    probe::{Probe, ServedMethods, Stateless},
};
use crate::{
    builder::method_router::{METHODS, MountedHandler},
    middleware::http::Prepared,
    origin_source::{self, State},
};

/// The policies of one path.
#[derive(Debug)]
pub(crate) struct Path {
    pub(crate) prepared: Prepared,
    /// The states that origin sources read, in the order of [`Source::state`](cors_core::Source::state).
    pub(crate) states: Vec<Option<State>>,
}

/// The annotated handlers of a path, while the table is built.
#[derive(Default)]
struct PathHandlers<'e> {
    policies: PathPolicies,
    handlers: Vec<&'e MountedHandler>,
    states: Vec<Option<State>>,
}

/// The policies that the layer around an endpoint enforces.
#[derive(Debug)]
pub(crate) struct EndpointPolicies {
    pub(crate) path: Option<Arc<Path>>,
    serves: Serves,
    /// The pattern, for the log.
    pattern: String,
    /// The paths that a router without policies shares with annotated handlers, by pattern.
    shared: Option<(Probe, HashMap<String, Arc<Path>>)>,
}

/// The handler of an endpoint.
#[derive(Debug)]
enum Serves {
    Handler(HandlerPolicy),
    MethodNotAllowed,
    WithoutPolicy,
}

/// The policies of all paths, by pattern.
#[derive(Debug)]
pub(crate) struct PolicyTable(HashMap<String, Arc<Path>>);

impl PolicyTable {
    pub(crate) fn of<S>(endpoints: &[Endpoint<S>]) -> Self {
        let mut paths: HashMap<&str, PathHandlers<'_>> = HashMap::new();
        for Endpoint { pattern, kind, .. } in endpoints {
            if let Kind::Handler(handler, state) = kind {
                let PathHandlers { policies, handlers, states } = paths.entry(pattern).or_default();
                policies.mount(handler.mounted(), handler.policy);
                handlers.push(handler);
                if handler.policy.source().is_some_and(|source| source.state() == states.len()) {
                    states.push(state.clone());
                }
            }
        }
        for Endpoint { pattern, kind, .. } in endpoints {
            if let (Kind::MethodNotAllowed { is_custom: true }, Some(path)) = (kind, paths.get_mut(pattern.as_str())) {
                path.policies.mount_without_policy(Mounted::Any);
            }
        }
        let finish = |(pattern, PathHandlers { mut policies, handlers, states }): (&str, PathHandlers<'_>)| {
            for endpoint in endpoints {
                if let Kind::WithoutPolicy(probe) = &endpoint.kind {
                    mount_probed(&mut policies, &probe.methods(pattern), &handlers);
                }
            }
            (pattern.to_owned(), Arc::new(Path { prepared: Prepared::new(policies), states }))
        };
        PolicyTable(paths.into_iter().map(finish).collect())
    }

    pub(crate) fn prepare_sources(&self) {
        self.0.values().flat_map(|path| path.prepared.policies().all_sources()).for_each(origin_source::prepare);
    }

    pub(crate) fn policies(&self, pattern: &str) -> Option<&PathPolicies> {
        self.0.get(pattern).map(|path| path.prepared.policies())
    }

    /// The patterns of annotated handlers.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The policies of an endpoint.
    pub(crate) fn endpoint<S>(&self, Endpoint { pattern, kind, .. }: &Endpoint<S>) -> EndpointPolicies {
        let path = self.0.get(pattern).cloned();
        let policies =
            EndpointPolicies { path: path.clone(), pattern: pattern.clone(), ..EndpointPolicies::fallback() };
        match kind {
            Kind::Handler(handler, _) => {
                let policy = |path: Arc<Path>| path.prepared.policies().handler(handler.mounted(), handler.policy);
                let serves = path.map_or(Serves::WithoutPolicy, |path| Serves::Handler(policy(path)));
                EndpointPolicies { serves, ..policies }
            }
            Kind::MethodNotAllowed { is_custom: false } => {
                EndpointPolicies { serves: Serves::MethodNotAllowed, ..policies }
            }
            Kind::MethodNotAllowed { is_custom: true } => policies,
            Kind::WithoutPolicy(probe) => {
                let shared = self.0.iter().filter(|(pattern, _)| matches!(probe.methods(pattern), Ok(Some(_))));
                let shared: HashMap<_, _> = shared.map(|(pattern, path)| (pattern.clone(), path.clone())).collect();
                EndpointPolicies {
                    path: None,
                    shared: Some((probe.clone(), shared)).filter(|(_, shared)| !shared.is_empty()),
                    ..policies
                }
            }
        }
    }
}

/// Records the methods of a path that handlers without a policy serve.
fn mount_probed(
    policies: &mut PathPolicies,
    methods: &Result<Option<ServedMethods>, Stateless>,
    handlers: &[&MountedHandler],
) {
    match methods {
        Ok(None) => {}
        Ok(Some(ServedMethods { named, any })) => {
            policies.mount_without_policy(Mounted::Methods(named));
            if *any {
                policies.mount_without_policy(Mounted::Any);
            }
        }
        // Any method that no annotated handler names may have a handler without a policy.
        Err(Stateless) => {
            let is_named = |method: &&str| {
                handlers.iter().any(|handler| handler.methods.iter().flatten().any(|named| named == method))
            };
            let unnamed: Vec<&str> = METHODS.iter().map(|(_, name)| *name).filter(|name| !is_named(name)).collect();
            policies.mount_without_policy(Mounted::Methods(&unnamed));
        }
    }
}

impl EndpointPolicies {
    /// The policies of a router's fallback, which has none.
    pub(crate) fn fallback() -> Self {
        EndpointPolicies { path: None, serves: Serves::WithoutPolicy, pattern: String::new(), shared: None }
    }

    /// The handler that serves requests with this method at the endpoint.
    #[inline]
    pub(crate) fn serving(&self, method: &str) -> Serving {
        match &self.serves {
            Serves::Handler(policy) => policy.serving(method),
            Serves::MethodNotAllowed => Serving::Nothing,
            Serves::WithoutPolicy => Serving::WithoutPolicy,
        }
    }

    /// The annotated path that the endpoint shares, whose preflights it has to answer.
    #[cold]
    pub(crate) fn shared_path(&self, path: &str) -> Option<Arc<Path>> {
        let (probe, shared) = self.shared.as_ref()?;
        shared.get(&probe.pattern(path)?).cloned()
    }

    #[inline]
    pub(crate) fn shares_paths(&self) -> bool {
        self.shared.is_some()
    }

    pub(crate) fn pattern(&self) -> &str {
        self.pattern.strip_suffix(NESTED).unwrap_or(&self.pattern)
    }
}
