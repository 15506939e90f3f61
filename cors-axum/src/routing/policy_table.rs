//! The policies of every path of a finished router.

use std::{collections::HashMap, sync::Arc};

use cors_core::{HandlerPolicy, Mounted, PathPolicies, Policy, Serving};

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
    /// The policies of preflights for paths that a router of axum shares with annotated handlers, by pattern.
    shared: Option<(Probe, HashMap<String, Arc<EndpointPolicies>>)>,
}

/// The handler of an endpoint.
#[derive(Debug)]
enum Serves {
    Handler(HandlerPolicy),
    /// The handlers of a fallback, which are in one router.
    ByMethod,
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
                if let Some(probe) = endpoint.probe() {
                    mount_probed(&mut policies, &probe.methods(pattern), shared_policy(&endpoint.kind), &handlers);
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
    pub(crate) fn endpoint<S>(&self, endpoint: &Endpoint<S>) -> EndpointPolicies {
        let Endpoint { pattern, kind, .. } = endpoint;
        let path = self.0.get(pattern).cloned();
        let policies = EndpointPolicies { path, pattern: pattern.clone(), ..EndpointPolicies::without_policy() };
        match kind {
            Kind::Handler(handler, _) => policies.serving_by(handler),
            Kind::MethodNotAllowed { is_custom: false } => {
                EndpointPolicies { serves: Serves::MethodNotAllowed, ..policies }
            }
            Kind::MethodNotAllowed { is_custom: true } => policies,
            Kind::WithoutPolicy(probe) | Kind::WithPolicy(probe, ..) => {
                EndpointPolicies { shared: self.shared(probe, kind), ..Self::apart(endpoint) }
            }
        }
    }

    /// The policies of a router of axum, apart from the paths that it shares with annotated handlers.
    fn apart<S>(Endpoint { kind, .. }: &Endpoint<S>) -> EndpointPolicies {
        let Kind::WithPolicy(_, handler, state) = kind else { return EndpointPolicies::without_policy() };
        let mut policies = PathPolicies::default();
        policies.mount(handler.mounted(), handler.policy);
        policies.all_sources().for_each(origin_source::prepare);
        let path = Path { prepared: Prepared::new(policies), states: vec![state.clone()] };
        EndpointPolicies { path: Some(Arc::new(path)), ..EndpointPolicies::without_policy() }.serving_by(handler)
    }

    fn shared(&self, probe: &Probe, kind: &Kind) -> Option<(Probe, HashMap<String, Arc<EndpointPolicies>>)> {
        let shared = self.0.iter().filter(|(pattern, _)| matches!(probe.methods(pattern), Ok(Some(_))));
        let shared: HashMap<_, _> = shared
            .map(|(pattern, path)| {
                let (path, pattern) = (Some(path.clone()), pattern.clone());
                let policies =
                    EndpointPolicies { path, pattern: pattern.clone(), ..EndpointPolicies::without_policy() };
                let policies = match (kind, shared_policy(kind)) {
                    (Kind::WithPolicy(_, handler, _), Some(_)) => policies.serving_by(handler),
                    _ => policies,
                };
                (pattern, Arc::new(policies))
            })
            .collect();
        Some((probe.clone(), shared)).filter(|(_, shared)| !shared.is_empty())
    }
}

/// The policy of a router of axum on paths that it shares with annotated handlers. `None`: it has none there, also if its policy has an
/// origin source, whose state is not among those of the path.
fn shared_policy(kind: &Kind) -> Option<&'static Policy> {
    match kind {
        Kind::WithPolicy(_, handler, _) => Some(handler.policy).filter(|policy| policy.source().is_none()),
        Kind::WithoutPolicy(_) | Kind::Handler(..) | Kind::MethodNotAllowed { .. } => None,
    }
}

/// Records the methods of a path that a router of axum serves. `policy`: `None` for a router without policies.
fn mount_probed(
    policies: &mut PathPolicies,
    methods: &Result<Option<ServedMethods>, Stateless>,
    policy: Option<&Policy>,
    handlers: &[&MountedHandler],
) {
    let mut mount = |mounted: Mounted<'_>| match policy {
        Some(policy) => policies.mount(mounted, policy),
        None => policies.mount_without_policy(mounted),
    };
    match methods {
        Ok(None) => {}
        Ok(Some(ServedMethods { named, any })) => {
            mount(Mounted::Methods(named));
            if *any {
                mount(Mounted::Any);
            }
        }
        // Any method that no annotated handler names may have another handler.
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
    /// The policies of handlers that have none.
    pub(crate) fn without_policy() -> Self {
        EndpointPolicies { path: None, serves: Serves::WithoutPolicy, pattern: String::new(), shared: None }
    }

    /// The policies of a fallback, whose handlers have one policy; `None`: they have none.
    pub(crate) fn of_fallback(path: Option<Arc<Path>>, prefix: &str) -> Self {
        let serves = path.as_ref().map_or(Serves::WithoutPolicy, |_| Serves::ByMethod);
        EndpointPolicies { path, serves, pattern: prefix.to_owned(), shared: None }
    }

    /// The handler has a policy of the path.
    fn serving_by(self, handler: &MountedHandler) -> Self {
        let policy = |path: &Arc<Path>| path.prepared.policies().handler(handler.mounted(), handler.policy);
        let serves = self.path.as_ref().map_or(Serves::WithoutPolicy, |path| Serves::Handler(policy(path)));
        EndpointPolicies { serves, ..self }
    }

    /// The handler that serves requests with this method at the endpoint.
    #[inline]
    pub(crate) fn serving(&self, method: &str) -> Serving {
        match &self.serves {
            Serves::Handler(policy) => policy.serving(method),
            Serves::ByMethod => {
                self.path.as_ref().map_or(Serving::WithoutPolicy, |path| path.prepared.policies().serving(method))
            }
            Serves::MethodNotAllowed => Serving::Nothing,
            Serves::WithoutPolicy => Serving::WithoutPolicy,
        }
    }

    /// The policies of the annotated path that the endpoint shares, whose preflights it has to answer.
    #[cold]
    pub(crate) fn of_shared_path(&self, path: &str) -> Option<Arc<EndpointPolicies>> {
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
