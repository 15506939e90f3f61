//! Probes a router without policies for its patterns and methods.
//!
//! axum does not list the routes of a router. So a copy of the router is made in which every handler answers at once with a number of
//! its own, and requests to the copy show which pattern matches a path and which methods have handlers of their own. Routers are
//! probed when they are complete, because their handlers may share a path with annotated handlers.

use std::{
    any::Any,
    convert::Infallible,
    future::{Future, ready},
    pin::pin,
    sync::atomic::{AtomicUsize, Ordering},
    task::{Context, Poll, Waker},
};

use axum::{
    Extension, Router,
    body::Body,
    extract::{MatchedPath, Request},
    handler::HandlerWithoutStateExt as _,
    response::Response,
    routing::Route,
};
use http::{Method, header::ALLOW};
use tower_layer::layer_fn;
use tower_service::Service;

use super::patterns::{empty, join};
use crate::builder::method_router::METHODS;

/// The probe of one router.
#[derive(Debug, Clone)]
pub(crate) struct Probe {
    patterns: Patterns,
    /// The copy of the router; `None` until the router has its state.
    copy: Option<Router>,
}

/// The patterns that the router may share with annotated handlers.
#[derive(Debug, Clone)]
pub(crate) enum Patterns {
    /// This one, with its prefixes.
    Only(String),
    /// None: axum refuses a handler beside a routed or nested service.
    None,
    /// Any, of a router that was nested.
    Nested,
    /// Any, of a router that was merged, whose fallback becomes that of the whole.
    Merged,
}

/// The methods that handlers without a policy serve on a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ServedMethods {
    /// The methods with a handler of their own.
    pub(crate) named: Vec<&'static str>,
    /// A handler serves all other methods.
    pub(crate) any: bool,
}

impl Probe {
    pub(crate) fn new(patterns: Patterns) -> Self {
        Probe { patterns, copy: None }
    }

    /// Returns whether the router has this pattern alone and lacks its state.
    pub(crate) fn is_only(&self, pattern: &str) -> bool {
        self.copy.is_none() && matches!(&self.patterns, Patterns::Only(only) if only == pattern)
    }

    pub(crate) fn is_merged(&self) -> bool {
        matches!(self.patterns, Patterns::Merged)
    }

    pub(crate) fn may_have_any_pattern(&self) -> bool {
        matches!(self.patterns, Patterns::Nested | Patterns::Merged)
    }

    /// Returns whether a handler may have this pattern.
    pub(crate) fn may_serve(&self, pattern: &str) -> bool {
        !matches!(self.methods(pattern), Ok(None))
    }

    /// Returns whether a handler for any method may have this pattern.
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
        let copy =
            self.copy.clone().unwrap_or_else(|| router.clone().layer(layer_fn(numbered)).with_state(state.clone()));
        Probe { copy: Some(copy), ..self }
    }

    /// Makes the copy of a router that needs no state.
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
        Probe { patterns, copy: self.copy.map(|copy| empty().nest(prefix, copy)) }
    }

    /// Returns the methods of handlers with this pattern; `None`: there is none. `Err`: unknown.
    pub(crate) fn methods(&self, pattern: &str) -> Result<Option<ServedMethods>, Stateless> {
        match &self.patterns {
            Patterns::None => return Ok(None),
            Patterns::Only(only) if only != pattern => return Ok(None),
            Patterns::Only(_) | Patterns::Nested | Patterns::Merged => {}
        }
        let copy = self.copy.as_ref().ok_or(Stateless)?;
        let path = example(pattern);
        let Some(rest) = send(copy, &path, OTHER_METHOD).filter(|answer| answer.pattern == pattern) else {
            return Ok(None);
        };
        let handler = |method: &str| send(copy, &path, method).map(|answer| answer.handler);
        let has_own = |method: &&str| {
            let own = handler(method);
            // axum routes HEAD to the handler for GET.
            own != Some(rest.handler) && !(*method == "HEAD" && own == handler("GET"))
        };
        let named = METHODS.iter().map(|(_, name)| *name).filter(has_own).collect();
        Ok(Some(ServedMethods { named, any: !rest.is_405 }))
    }

    /// Returns the pattern that matches a path.
    pub(crate) fn pattern(&self, path: &str) -> Option<String> {
        if let Patterns::Only(only) = &self.patterns {
            return Some(only.clone());
        }
        Some(send(self.copy.as_ref()?, path, OTHER_METHOD)?.pattern)
    }
}

/// The router lacks its state, so it cannot be probed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stateless;

/// A method that no route names.
const OTHER_METHOD: &str = "CORS-PROBE";

struct Answer {
    pattern: String,
    handler: usize,
    /// It lists the allowed methods, as axum's 405 does.
    is_405: bool,
}

fn send(router: &Router, path: &str, method: &str) -> Option<Answer> {
    let method = Method::from_bytes(method.as_bytes()).ok()?;
    let request = Request::builder().method(method).uri(path).body(Body::empty()).ok()?;
    let answer = pin!(router.clone().call(request));
    let Poll::Ready(Ok(response)) = answer.poll(&mut Context::from_waker(Waker::noop())) else { return None };
    let HandlerNumber(handler) = *response.extensions().get()?;
    let pattern = response.extensions().get::<MatchedPath>()?.as_str().to_owned();
    Some(Answer { pattern, handler, is_405: response.headers().contains_key(ALLOW) })
}

/// Returns a path that matches the pattern, with parameters that no route has as a literal.
fn example(pattern: &str) -> String {
    let mut path = String::new();
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            // A doubled brace is an escape.
            '{' | '}' if rest.next_if_eq(&c).is_some() => path.push(c),
            '{' => {
                path.push_str("cors-probe-parameter");
                let _ = rest.by_ref().find(|c| *c == '}');
            }
            c => path.push(c),
        }
    }
    path
}

/// The extension of a response that tells which handler would have run.
#[derive(Debug, Clone, Copy)]
struct HandlerNumber(usize);

/// Replaces a handler by one that answers with its number and the matched pattern.
fn numbered(
    _: Route,
) -> impl Service<Request, Response = Response, Error = Infallible, Future: Send> + Clone + Send + Sync + 'static {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = HandlerNumber(NEXT.fetch_add(1, Ordering::Relaxed));
    let handler = move |pattern: Option<MatchedPath>| ready((Extension(number), pattern.map(Extension), ()));
    handler.into_service()
}

#[cfg(test)]
#[path = "../../tests/unit/probe.rs"]
mod tests;
