//! The policies of every path of a router that is being finished.

use std::{collections::HashMap, sync::Arc};

use cors_core::{HandlerPolicy, Mounted, PathPolicies, PreparedPolicies, Serving};

use super::http::Value;
use crate::{
    builder::method_router::MountedHandler,
    origin_source::{self, State},
    routing::{
        endpoints::{Endpoint, Kind},
        foreign::{Foreign, ForeignMethods, ROUTED, Stateless},
        patterns::NESTED,
    },
};

/// The policies of one path.
#[derive(Debug)]
pub(crate) struct Path {
    pub(crate) prepared: PreparedPolicies<Value>,
    /// Those that sources are asked with: [`Source::state`](cors_core::Source::state) is the number.
    pub(crate) states: Vec<Option<State>>,
}

/// The annotated handlers of a path that is being finished.
#[derive(Default)]
struct Mounts<'e> {
    policies: PathPolicies,
    handlers: Vec<&'e MountedHandler>,
    states: Vec<Option<State>>,
}

/// The endpoint that a layer is around.
#[derive(Debug)]
pub(crate) struct Around {
    pub(crate) path: Option<Arc<Path>>,
    serves: Serves,
    /// The pattern, for the log.
    pattern: String,
    /// Where the endpoint is a router without policies that shares paths with handlers that have one: those paths.
    shared: Option<(Foreign, HashMap<String, Arc<Path>>)>,
}

/// The handler of an endpoint.
#[derive(Debug)]
enum Serves {
    Handler(HandlerPolicy),
    /// The router answers that no handler of the path serves the method.
    Unserved,
    WithoutPolicy,
}

/// The table of a router.
#[derive(Debug)]
pub(crate) struct Table(HashMap<String, Arc<Path>>);

impl Table {
    pub(crate) fn of<S>(endpoints: &[Endpoint<S>]) -> Self {
        let mut paths: HashMap<&str, Mounts<'_>> = HashMap::new();
        for Endpoint { pattern, kind, .. } in endpoints {
            if let Kind::Handler(handler, state) = kind {
                let Mounts { policies, handlers, states } = paths.entry(pattern).or_default();
                policies.mount(handler.mounted(), handler.policy);
                handlers.push(handler);
                // In the order of their numbers.
                if handler.policy.source().is_some_and(|source| source.state() == states.len()) {
                    states.push(state.clone());
                }
            }
        }
        for Endpoint { pattern, kind, .. } in endpoints {
            if let (Kind::Unserved { is_custom: true }, Some(mounts)) = (kind, paths.get_mut(pattern.as_str())) {
                mounts.policies.mount_without_policy(Mounted::Any);
            }
        }
        let finish = |(pattern, Mounts { mut policies, handlers, states }): (&str, Mounts<'_>)| {
            for endpoint in endpoints {
                if let Kind::WithoutPolicy(foreign) = &endpoint.kind {
                    mount_foreign(&mut policies, &foreign.methods(pattern), &handlers);
                }
            }
            (pattern.to_owned(), Arc::new(Path { prepared: PreparedPolicies::new(policies), states }))
        };
        Table(paths.into_iter().map(finish).collect())
    }

    /// Lets the sources of origins get ready.
    pub(crate) fn prepare(&self) {
        self.0.values().flat_map(|path| path.prepared.policies().all_sources()).for_each(origin_source::prepare);
    }

    /// The policies of a path.
    pub(crate) fn policies(&self, pattern: &str) -> Option<&PathPolicies> {
        self.0.get(pattern).map(|path| path.prepared.policies())
    }

    /// The patterns of annotated handlers.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The layer's knowledge of an endpoint.
    pub(crate) fn around<S>(&self, Endpoint { pattern, kind, .. }: &Endpoint<S>) -> Around {
        let path = self.0.get(pattern).cloned();
        let around = Around { path: path.clone(), pattern: pattern.clone(), ..Around::fallback() };
        match kind {
            Kind::Handler(handler, _) => {
                let policy = |path: Arc<Path>| path.prepared.policies().handler(handler.mounted(), handler.policy);
                Around { serves: path.map_or(Serves::WithoutPolicy, |path| Serves::Handler(policy(path))), ..around }
            }
            Kind::Unserved { is_custom: false } => Around { serves: Serves::Unserved, ..around },
            Kind::Unserved { is_custom: true } => around,
            Kind::WithoutPolicy(foreign) => {
                let shared = self.0.iter().filter(|(pattern, _)| foreign.shares(pattern));
                let shared: HashMap<_, _> = shared.map(|(pattern, path)| (pattern.clone(), path.clone())).collect();
                Around {
                    path: None,
                    shared: Some((foreign.clone(), shared)).filter(|(_, shared)| !shared.is_empty()),
                    ..around
                }
            }
        }
    }
}

impl Foreign {
    /// Whether a handler without a policy is known to stand on the path.
    fn shares(&self, pattern: &str) -> bool {
        matches!(self.methods(pattern), Ok(Some(_)))
    }
}

/// Records that handlers without a policy serve methods of a path.
fn mount_foreign(
    policies: &mut PathPolicies,
    methods: &Result<Option<ForeignMethods>, Stateless>,
    handlers: &[&MountedHandler],
) {
    match methods {
        Ok(None) => {}
        Ok(Some(ForeignMethods { named, any })) => {
            policies.mount_without_policy(Mounted::Methods(named));
            if *any {
                policies.mount_without_policy(Mounted::Any);
            }
        }
        // A handler for one of these methods may stand beside ours for any, or beside ours for GET.
        Err(Stateless) => {
            let is_named = |method: &&str| {
                handlers.iter().any(|handler| handler.methods.iter().flatten().any(|named| named == method))
            };
            let unnamed: Vec<&str> = ROUTED.into_iter().filter(|method| !is_named(method)).collect();
            policies.mount_without_policy(Mounted::Methods(&unnamed));
        }
    }
}

impl Around {
    /// The fallback of a router, which has no policy.
    pub(crate) fn fallback() -> Self {
        Around { path: None, serves: Serves::WithoutPolicy, pattern: String::new(), shared: None }
    }

    /// The handler that serves a request with this method, which has come to the endpoint.
    #[inline]
    pub(crate) fn serving(&self, method: &str) -> Serving {
        match &self.serves {
            Serves::Handler(policy) => policy.serving(method),
            Serves::Unserved => Serving::Nothing,
            Serves::WithoutPolicy => Serving::WithoutPolicy,
        }
    }

    /// The path whose preflights the endpoint has to answer, although it has no policy.
    #[cold]
    pub(crate) fn shared_path(&self, path: &str) -> Option<Arc<Path>> {
        let (foreign, shared) = self.shared.as_ref()?;
        shared.get(&foreign.pattern(path)?).cloned()
    }

    /// Whether there may be one.
    #[inline]
    pub(crate) fn shares_paths(&self) -> bool {
        self.shared.is_some()
    }

    /// The pattern, for the log.
    pub(crate) fn pattern(&self) -> &str {
        self.pattern.strip_suffix(NESTED).unwrap_or(&self.pattern)
    }
}
