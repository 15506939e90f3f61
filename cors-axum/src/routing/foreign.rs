//! Routers whose handlers have no policy: the methods that they serve on a path.
//!
//! axum does not list the routes of a router, but it routes: a copy in which every handler answers at once, with a number of its own,
//! tells which pattern a path has and which methods have handlers of their own. It is asked when a router is finished, because one
//! of these handlers may stand on the same path as an annotated one.

use std::{
    any::Any,
    convert::Infallible,
    future::{Future, Ready, ready},
    pin::pin,
    sync::atomic::{AtomicUsize, Ordering},
    task::{Context, Poll, Waker},
};

use axum::{
    Router,
    body::Body,
    extract::{MatchedPath, Request},
    response::Response,
    routing::Route,
};
use http::{Method, header::ALLOW};
use tower_layer::Layer;
use tower_service::Service;

use super::patterns::{empty, join};

/// A router whose handlers have no policy.
#[derive(Debug, Clone)]
pub(crate) struct Foreign {
    patterns: Patterns,
    /// A copy that answers at once; `None`: the router has no state yet.
    copy: Option<Router>,
}

/// The patterns of a router that annotated handlers may share with it.
#[derive(Debug, Clone)]
pub(crate) enum Patterns {
    /// This one, as it stands in the finished router.
    Only(String),
    /// None: axum lets no handler stand beside a service that is routed or nested.
    None,
    /// Any, of a router that was nested.
    Nested,
    /// Any, of a router that was merged: its fallback is that of the whole.
    Merged,
}

/// The methods that handlers without a policy serve on a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ForeignMethods {
    /// Those that have a handler.
    pub(crate) named: Vec<&'static str>,
    /// Whether a handler serves every method that no other handler of the path serves.
    pub(crate) any: bool,
}

/// The methods that axum routes.
pub(crate) const ROUTED: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"];

impl Foreign {
    pub(crate) fn new(patterns: Patterns) -> Self {
        Foreign { patterns, copy: None }
    }

    /// Whether it has this pattern alone, and has not got its state yet.
    pub(crate) fn is_only(&self, pattern: &str) -> bool {
        self.copy.is_none() && matches!(&self.patterns, Patterns::Only(only) if only == pattern)
    }

    /// Whether its fallback is that of the whole router, unless that has one.
    pub(crate) fn is_merged(&self) -> bool {
        matches!(self.patterns, Patterns::Merged)
    }

    pub(crate) fn may_have_any_pattern(&self) -> bool {
        matches!(self.patterns, Patterns::Nested | Patterns::Merged)
    }

    /// Whether it may have a handler on this path.
    pub(crate) fn may_serve(&self, pattern: &str) -> bool {
        !matches!(self.methods(pattern), Ok(None))
    }

    /// Whether it may have a handler for any method there.
    pub(crate) fn may_serve_any(&self, pattern: &str) -> bool {
        match self.methods(pattern) {
            Ok(found) => found.is_some_and(|methods| methods.any),
            Err(Stateless) => true,
        }
    }

    pub(crate) fn with_state<S>(self, router: &Router<S>, state: &S) -> Self
    where
        S: Clone + Send + Sync + 'static,
    {
        let copy = self.copy.clone().unwrap_or_else(|| router.clone().layer(AnswerAtOnce).with_state(state.clone()));
        Foreign { copy: Some(copy), ..self }
    }

    /// The same for a router that needs no state.
    pub(crate) fn finish<S>(self, router: &Router<S>) -> Self
    where
        S: Clone + Send + Sync + 'static,
    {
        let router: &dyn Any = router;
        match router.downcast_ref::<Router>() {
            Some(router) => self.with_state(router, &()),
            None => self,
        }
    }

    pub(crate) fn nest(self, prefix: &str) -> Self {
        let patterns = match self.patterns {
            Patterns::Only(pattern) => Patterns::Only(join(prefix, &pattern)),
            Patterns::None => Patterns::None,
            Patterns::Nested | Patterns::Merged => Patterns::Nested,
        };
        Foreign { patterns, copy: self.copy.map(|copy| empty().nest(prefix, copy)) }
    }

    /// The methods of handlers whose pattern is this one; `None`: there are none. `Err`: it is not known.
    pub(crate) fn methods(&self, pattern: &str) -> Result<Option<ForeignMethods>, Stateless> {
        match &self.patterns {
            Patterns::None => return Ok(None),
            Patterns::Only(only) if only != pattern => return Ok(None),
            Patterns::Only(_) | Patterns::Nested | Patterns::Merged => {}
        }
        let copy = self.copy.as_ref().ok_or(Stateless)?;
        let path = example(pattern);
        let Some(rest) = ask(copy, &path, "CORS-ASKS").filter(|answer| answer.pattern == pattern) else {
            return Ok(None);
        };
        let handler = |method: &str| ask(copy, &path, method).map(|answer| answer.handler);
        let has_own = |method: &&str| {
            let own = handler(method);
            // axum hands HEAD to a handler for GET.
            own != Some(rest.handler) && !(*method == "HEAD" && own == handler("GET"))
        };
        Ok(Some(ForeignMethods { named: ROUTED.into_iter().filter(has_own).collect(), any: !rest.lists_methods }))
    }

    /// The pattern that the router has for a path.
    pub(crate) fn pattern(&self, path: &str) -> Option<String> {
        if let Patterns::Only(only) = &self.patterns {
            return Some(only.clone());
        }
        Some(ask(self.copy.as_ref()?, path, "CORS-ASKS")?.pattern)
    }
}

/// The router has not got its state, so that it cannot be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stateless;

struct Answer {
    pattern: String,
    handler: usize,
    /// As axum does for a path that has no handler for any method.
    lists_methods: bool,
}

fn ask(router: &Router, path: &str, method: &str) -> Option<Answer> {
    let method = Method::from_bytes(method.as_bytes()).ok()?;
    let request = Request::builder().method(method).uri(path).body(Body::empty()).ok()?;
    let answer = pin!(router.clone().call(request));
    let Poll::Ready(Ok(response)) = answer.poll(&mut Context::from_waker(Waker::noop())) else { return None };
    let Handler(handler) = *response.extensions().get()?;
    let pattern = response.extensions().get::<MatchedPath>()?.as_str().to_owned();
    Some(Answer { pattern, handler, lists_methods: response.headers().contains_key(ALLOW) })
}

/// A path that has this pattern. Its parameters are filled with text that no route has for a literal.
fn example(pattern: &str) -> String {
    let mut path = String::new();
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            // Two braces stand for one.
            '{' | '}' if rest.next_if_eq(&c).is_some() => path.push(c),
            '{' => {
                path.push_str("cors-asks-for-any-parameter");
                let _ = rest.by_ref().find(|c| *c == '}');
            }
            c => path.push(c),
        }
    }
    path
}

/// The number of a handler, in an answer in its place.
#[derive(Debug, Clone, Copy)]
struct Handler(usize);

/// Answers in place of every handler.
#[derive(Debug, Clone)]
struct AnswerAtOnce;

impl Layer<Route> for AnswerAtOnce {
    type Service = Answering;

    fn layer(&self, _: Route) -> Answering {
        static NUMBERS: AtomicUsize = AtomicUsize::new(0);
        Answering(NUMBERS.fetch_add(1, Ordering::Relaxed))
    }
}

#[derive(Debug, Clone)]
struct Answering(usize);

impl Service<Request> for Answering {
    type Response = Response;
    type Error = Infallible;
    type Future = Ready<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let mut response = Response::new(Body::empty());
        response.extensions_mut().insert(Handler(self.0));
        if let Some(pattern) = request.extensions_mut().remove::<MatchedPath>() {
            response.extensions_mut().insert(pattern);
        }
        ready(Ok(response))
    }
}

#[cfg(test)]
#[path = "../../tests/unit/foreign.rs"]
mod tests;
