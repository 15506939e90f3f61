//! The fallbacks of a router and of the routers nested in it.

use std::{
    convert::Infallible,
    future::ready,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use axum::{Extension, Router, body::Body, extract::Request};
use cors_core::{HostList, PathPolicies};
use tower_service::Service;

use super::{
    patterns::{empty, join},
    policy_table::{EndpointPolicies, Path},
};
use crate::{
    builder::method_router::MountedHandler,
    middleware::http::Prepared,
    origin_source::{self, State},
};

/// A fallback that the application has set.
#[derive(Debug, Clone)]
pub(crate) struct Fallback {
    /// The prefix under which it serves unknown paths; empty: everywhere.
    pub(crate) prefix: String,
    /// Its handlers, which have one policy; empty: it has none.
    pub(crate) handlers: Vec<MountedHandler>,
    /// The state of its router, for an origin source.
    state: Option<State>,
    /// The hosts of the routers around it.
    pub(crate) hosts: Vec<HostList>,
}

impl Fallback {
    #[track_caller]
    pub(crate) fn new(handlers: Vec<MountedHandler>) -> Self {
        let is_uniform = handlers.windows(2).all(|pair| match pair {
            [first, second] => first.policy.answers_like(second.policy),
            _ => true,
        });
        assert!(
            is_uniform,
            "the handlers of a fallback have different policies: an unknown path has one policy for all methods\n\n\
             help: give them one policy: fallback(routes![policy = Frontend; get(page), post(form)])"
        );
        Fallback { handlers, ..Fallback::without_policy() }
    }

    pub(crate) fn without_policy() -> Self {
        Fallback { prefix: String::new(), handlers: Vec::new(), state: None, hosts: Vec::new() }
    }

    /// Returns whether it is the fallback of the router itself.
    pub(crate) fn is_of_router(&self) -> bool {
        self.prefix.is_empty()
    }

    pub(crate) fn nest(self, prefix: &str) -> Self {
        Fallback { prefix: join(prefix, &self.prefix), ..self }
    }

    pub(crate) fn restrict(&mut self, hosts: &[HostList]) {
        self.hosts.extend(hosts);
    }

    pub(crate) fn close(&mut self) {
        self.handlers.iter_mut().for_each(MountedHandler::close);
    }

    pub(crate) fn provide<S: Clone + Send + Sync + 'static>(&mut self, state: &S) {
        self.state.get_or_insert_with(|| Arc::new(state.clone()));
    }

    fn policies(&self) -> EndpointPolicies {
        let mut policies = PathPolicies::default();
        for handler in &self.handlers {
            policies.mount(handler.mounted(), handler.policy);
        }
        policies.all_sources().for_each(origin_source::prepare);
        let path = (!self.handlers.is_empty())
            .then(|| Arc::new(Path { prepared: Prepared::new(policies), states: vec![self.state.clone()] }));
        EndpointPolicies::of_fallback(path, &self.prefix)
    }
}

/// The fallbacks of a finished router.
#[derive(Debug)]
pub(crate) struct Fallbacks {
    /// Those of nested routers, behind the one of the router itself.
    all: Vec<(Vec<HostList>, Arc<EndpointPolicies>)>,
    /// Tells which of them serves a path; `None`: there is only one.
    matcher: Option<Router>,
}

impl Fallbacks {
    /// `hosts`: those of the router.
    pub(crate) fn new(fallbacks: &[Fallback], hosts: &[HostList]) -> Self {
        let default = Fallback { hosts: hosts.to_vec(), ..Fallback::without_policy() };
        let own = fallbacks.iter().find(|fallback| fallback.is_of_router()).unwrap_or(&default);
        let nested: Vec<_> = fallbacks.iter().filter(|fallback| !fallback.is_of_router()).collect();
        // axum's own routing of fallbacks, with handlers that answer with a number.
        let matcher = nested
            .iter()
            .zip(1..)
            .fold(numbered(0), |matcher, (fallback, number)| matcher.nest(&fallback.prefix, numbered(number)));
        let matcher = (!nested.is_empty()).then_some(matcher);
        let all =
            [own].into_iter().chain(nested).map(|fallback| (fallback.hosts.clone(), Arc::new(fallback.policies())));
        Fallbacks { all: all.collect(), matcher }
    }

    /// The hosts and the policies of the fallback that serves an unknown path.
    pub(crate) fn serving(&self, request: &Request) -> Option<&(Vec<HostList>, Arc<EndpointPolicies>)> {
        let number = self.matcher.as_ref().map_or(Some(0), |matcher| number_of(matcher, request));
        self.all.get(number?)
    }
}

#[derive(Debug, Clone, Copy)]
struct Number(usize);

fn numbered(number: usize) -> Router {
    empty().fallback(move || ready(Extension(Number(number))))
}

fn number_of(matcher: &Router, request: &Request) -> Option<usize> {
    let request = Request::builder().uri(request.uri().path()).body(Body::empty()).ok()?;
    let answer: Result<_, Infallible> =
        match pin!(matcher.clone().call(request)).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(answer) => answer,
            Poll::Pending => return None,
        };
    let Ok(response) = answer;
    response.extensions().get::<Number>().map(|Number(number)| *number)
}
