//! Routers whose handlers have no policy: the methods that they serve on a path.
//!
//! axum does not list the routes of a router, but it routes: a copy in which every handler answers at once tells which pattern a path
//! has and which methods its handlers have. It is asked when a router is finished, where one of these handlers may stand on the
//! same path as an annotated one.

use std::{
    any::Any,
    convert::Infallible,
    future::{Future, Ready, ready},
    pin::pin,
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

use crate::endpoints::empty;

/// A router whose handlers have no policy.
#[derive(Debug, Clone, Default)]
pub(crate) struct Foreign {
    /// A copy that answers at once; `None`: the router has no state yet.
    copy: Option<Router>,
}

/// The methods that handlers without a policy serve on a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ForeignMethods {
    /// These.
    Named(Vec<String>),
    /// Every method that no other handler of the path serves.
    Any,
    /// It is not known.
    Unknown,
}

impl Foreign {
    pub(crate) fn with_state<S>(self, router: &Router<S>, state: &S) -> Self
    where
        S: Clone + Send + Sync + 'static,
    {
        let copy = self.copy.unwrap_or_else(|| router.clone().layer(AnswerAtOnce).with_state(state.clone()));
        Foreign { copy: Some(copy) }
    }

    /// The same for a router that needs no state.
    pub(crate) fn finish<S>(self, router: &Router<S>) -> Self
    where
        S: Clone + Send + Sync + 'static,
    {
        let router: &dyn Any = router;
        match router.downcast_ref::<Router>() {
            Some(router) if self.copy.is_none() => self.with_state(router, &()),
            _ => self,
        }
    }

    pub(crate) fn nest(self, prefix: &str) -> Self {
        Foreign { copy: self.copy.map(|copy| empty().nest(prefix, copy)) }
    }

    /// The methods of handlers whose pattern is this one. `None`: there are none.
    pub(crate) fn methods(&self, pattern: &str) -> Option<ForeignMethods> {
        let Some(copy) = &self.copy else { return Some(ForeignMethods::Unknown) };
        let response = ask(copy, &example(pattern))?;
        if response.extensions().get::<MatchedPath>()?.as_str() != pattern {
            return None;
        }
        // axum lists the methods of a path that has no handler for any method.
        Some(match response.headers().get(ALLOW).map(|allow| allow.to_str()) {
            None => ForeignMethods::Any,
            Some(allow) => {
                let names = allow.unwrap_or_default().split(',').filter(|name| !name.is_empty());
                ForeignMethods::Named(names.map(str::to_owned).collect())
            }
        })
    }

    /// The pattern that the router has for a path.
    pub(crate) fn pattern(&self, path: &str) -> Option<String> {
        let response = ask(self.copy.as_ref()?, path)?;
        Some(response.extensions().get::<MatchedPath>()?.as_str().to_owned())
    }
}

/// The answer to a method that no router has.
fn ask(router: &Router, path: &str) -> Option<Response> {
    let method = Method::from_bytes(b"CORS-ASKS").ok()?;
    let request = Request::builder().method(method).uri(path).body(Body::empty()).ok()?;
    let answer = pin!(router.clone().call(request));
    match answer.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(response)) => Some(response),
        Poll::Pending => None,
    }
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

/// Answers in place of every handler.
#[derive(Debug, Clone)]
struct AnswerAtOnce;

impl Layer<Route> for AnswerAtOnce {
    type Service = Self;

    fn layer(&self, _: Route) -> Self {
        AnswerAtOnce
    }
}

impl Service<Request> for AnswerAtOnce {
    type Response = Response;
    type Error = Infallible;
    type Future = Ready<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let mut response = Response::new(Body::empty());
        if let Some(pattern) = request.extensions_mut().remove::<MatchedPath>() {
            response.extensions_mut().insert(pattern);
        }
        ready(Ok(response))
    }
}

#[cfg(test)]
mod tests {
    use axum::{
        Router,
        routing::{any, get, post},
    };

    use super::{Foreign, ForeignMethods, example};

    #[test]
    fn a_router_tells_its_methods() {
        let named = |names: &[&str]| Some(ForeignMethods::Named(names.iter().map(|name| (*name).to_owned()).collect()));
        let router: Router = Router::new()
            .route("/users/{id}", get(|| async {}))
            .route("/users/{id}", post(|| async {}))
            .route("/users/me", any(|| async {}))
            .route("/{{literal}}/{*rest}", any(|| async {}).put(|| async {}))
            .fallback(|| async {});
        let foreign = Foreign::default().finish(&router);
        assert_eq!(foreign.methods("/users/{id}"), named(&["GET", "HEAD", "POST"]));
        assert_eq!(foreign.methods("/users/me"), Some(ForeignMethods::Any));
        assert_eq!(foreign.methods("/{{literal}}/{*rest}"), Some(ForeignMethods::Any));
        assert_eq!(foreign.methods("/{any}/x"), None);
        assert_eq!(foreign.methods("/users"), None);
        let nested = foreign.clone().nest("/v1");
        assert_eq!(nested.methods("/v1/users/me"), Some(ForeignMethods::Any));
        assert_eq!(nested.methods("/users/me"), None);
        assert_eq!(foreign.pattern("/users/7").as_deref(), Some("/users/{id}"));
        // Without its state, a router cannot be asked.
        let stateful: Router<u8> = Router::new();
        assert_eq!(Foreign::default().finish(&stateful).methods("/"), Some(ForeignMethods::Unknown));
    }

    #[test]
    fn an_example_has_the_pattern() {
        assert_eq!(example("/{a}/b{{c}}/{*rest}"), "/cors-asks-for-any-parameter/b{c}/cors-asks-for-any-parameter");
    }
}
