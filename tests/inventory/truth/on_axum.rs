//! The applications, as axum serves them.

use std::{collections::BTreeSet, convert::Infallible};

use axum::{
    Router,
    handler::Handler,
    routing::{MethodFilter, MethodRouter, any, on},
};
use cors_axum::{
    __private::{any_policy, on_policy},
    CorsMethodRouter, CorsRouter, NamedPolicy as _, OriginSource, RequestedOrigin, SourceRequest, SourceResult, cors,
    routes,
};
use cors_core::Policy;

use super::{
    plan::{ATTRIBUTE_PATHS, Carried, Item, PathPlan, Plan, RoutePlan},
    words::{FALLBACK, HANDLER, PLAIN, identity},
};

annotated_policies!();

type Answer = [(&'static str, String); 1];

fn answer(name: &str) -> Answer {
    [(HANDLER, name.to_owned())]
}

fn handler<S>(name: &str) -> impl Handler<((),), S> + use<S> {
    let name = name.to_owned();
    async move || answer(&name)
}

/// The answer of an annotated handler.
fn own(policy: &str, handler: &str) -> Answer {
    answer(&identity(policy, &format!("{}::{handler}", module_path!())))
}

#[cors(policy = Frontend)]
async fn get_a() -> Answer {
    own("Frontend", "get_a")
}

#[cors(policy = Frontend, allow_headers = [], max_age = 60, allow(forgeable, reason = "it changes nothing"))]
async fn post_a() -> Answer {
    own("Frontend", "post_a")
}

#[cors(policy = Strict)]
async fn get_b() -> Answer {
    own("Strict", "get_b")
}

#[cors(origins = "*")]
async fn get_id() -> Answer {
    let name = format!("{}::get_id", module_path!());
    answer(&identity(&name, &name))
}

#[cors(policy = Sourced)]
async fn guarded_b() -> Answer {
    own("Sourced", "guarded_b")
}

/// An application while it is built: axum refuses two handlers for one method of a path, and two nested services.
struct Builder<'p> {
    policies: &'p [&'static Policy],
    used: BTreeSet<(String, Option<&'static str>)>,
    prefixes: BTreeSet<String>,
}

pub(crate) fn app(plan: &Plan) -> CorsRouter {
    let policies = plan.policies();
    let mut builder = Builder { policies: &policies, used: BTreeSet::new(), prefixes: BTreeSet::new() };
    let mut app = builder.add(CorsRouter::new(), "", &plan.items);
    if plan.fallback {
        app = app.fallback_without_cors(handler(FALLBACK));
    }
    if plan.method_not_allowed {
        app = app.method_not_allowed_fallback(handler(FALLBACK));
    }
    app
}

impl Builder<'_> {
    fn add(&mut self, app: CorsRouter, prefix: &str, items: &[Item]) -> CorsRouter {
        items.iter().fold(app, |app, item| self.add_item(app, prefix, item))
    }

    fn add_item(&mut self, app: CorsRouter, prefix: &str, item: &Item) -> CorsRouter {
        match item {
            Item::Path(path) => self.add_path(app, prefix, path),
            Item::Part(items) => {
                let part = self.add(CorsRouter::new(), prefix, items);
                app.merge(part)
            }
            Item::Group { prefix: inner, items, fallback, .. } => {
                let full = format!("{prefix}{inner}");
                if !self.prefixes.insert(full.clone()) {
                    return app;
                }
                let group = self.add(CorsRouter::new(), &full, items);
                app.nest(inner, if *fallback { group.fallback_without_cors(handler(FALLBACK)) } else { group })
            }
            Item::Whole { prefix: inner, policy } => {
                if !self.prefixes.insert(format!("{prefix}{inner}")) {
                    return app;
                }
                match policy {
                    Some(policy) => {
                        let policy = self.policies[*policy];
                        let name = identity(policy.name(), "");
                        app.nest_service(inner, any_policy(CorsMethodRouter::new(), policy, handler(&name)))
                    }
                    None => app.nest_service_without_cors(inner, Handler::<_, ()>::with_state(handler(PLAIN), ())),
                }
            }
            Item::Unknown { prefix: inner, path, methods } => {
                let full = format!("{prefix}{inner}{path}");
                let Some(handlers) = self.plain(&full, methods) else { return app };
                let router = Router::new().route(path, handlers);
                if inner.is_empty() { app.merge_without_cors(router) } else { app.nest_without_cors(inner, router) }
            }
            Item::Attribute(number) => {
                let path = ATTRIBUTE_PATHS[*number];
                let method = if *number == 1 { "POST" } else { "GET" };
                if !self.used.insert((format!("{prefix}{path}"), Some(method))) {
                    return app;
                }
                match number {
                    0 => app.route(path, routes![get(get_a)]),
                    1 => app.route(path, routes![post(post_a)]),
                    2 => app.route(path, routes![get(get_b)]),
                    3 => app.route(path, routes![get(get_id)]),
                    _ => app.route(path, routes![get(guarded_b)]),
                }
            }
        }
    }

    fn add_path(&mut self, mut app: CorsRouter, prefix: &str, path: &PathPlan) -> CorsRouter {
        let full = format!("{prefix}{}", path.pattern);
        let mut annotated = CorsMethodRouter::new();
        let mut plain = Vec::new();
        let mut is_annotated = false;
        for RoutePlan { method, policy } in &path.routes {
            let policy = match policy {
                Carried::None => {
                    plain.push(*method);
                    continue;
                }
                Carried::Made(number) => self.policies[*number],
                Carried::Annotated(number) => ANNOTATED[*number],
            };
            let method = method.filter(|_| policy.methods().is_none());
            if !self.used.insert((full.clone(), method)) {
                continue;
            }
            is_annotated = true;
            let handler = handler(&identity(policy.name(), ""));
            annotated = match method {
                Some(method) => on_policy(annotated, filter(method), policy, handler),
                None => any_policy(annotated, policy, handler),
            };
        }
        if is_annotated {
            app = app.route(path.pattern, annotated);
        }
        match self.plain(&full, &plain) {
            Some(handlers) => app.route_without_cors(path.pattern, handlers),
            None => app,
        }
    }

    /// Handlers without a policy.
    fn plain(&mut self, full: &str, methods: &[Option<&'static str>]) -> Option<MethodRouter<(), Infallible>> {
        let mut handlers: Option<MethodRouter<(), Infallible>> = None;
        for method in methods {
            if self.used.insert((full.to_owned(), *method)) {
                let own = match method {
                    Some(method) => on(filter(method), handler(PLAIN)),
                    None => any(handler(PLAIN)),
                };
                handlers = Some(handlers.unwrap_or_default().merge(own));
            }
        }
        handlers
    }
}

fn filter(method: &str) -> MethodFilter {
    let method: http::Method = method.parse().expect("a method");
    method.try_into().expect("one that axum has a filter for")
}
