//! The applications, as actix-web serves them.

use actix_web::{
    App, HttpResponse, Route, get,
    guard::{self, GuardContext},
    http::Method,
    post, web,
};
use cors_actix::{
    __private::{any_policy, on_policy},
    CorsApp, CorsResource, Inventory, NamedPolicy as _, OriginSource, RequestedOrigin, Routes, ServiceConfig,
    SourceRequest, SourceResult, WithCors, cors, resource, routes, scope,
};
use cors_core::Policy;

use super::{
    plan::{Carried, GUARD_HEADER, GUARDED_HOST, Guard, Item, PathPlan, Plan, RoutePlan},
    words::{FALLBACK, HANDLER, PLAIN, identity},
};

annotated_policies!();

fn answer(name: &str) -> HttpResponse {
    HttpResponse::Ok().insert_header((HANDLER, name)).finish()
}

fn handler(name: &str) -> Route {
    let name = name.to_owned();
    web::to(move || {
        let answer = answer(&name);
        async move { answer }
    })
}

/// The answer of an annotated handler.
fn own(policy: &str, handler: &str) -> HttpResponse {
    answer(&identity(policy, &format!("{}::{handler}", module_path!())))
}

#[cors(policy = Frontend)]
#[get("/a")]
async fn get_a() -> HttpResponse {
    own("Frontend", "get_a")
}

#[cors(policy = Frontend, allow_headers = [], max_age = 60, allow(forgeable, reason = "it changes nothing"))]
#[post("/a")]
async fn post_a() -> HttpResponse {
    own("Frontend", "post_a")
}

#[cors(policy = Strict)]
#[get("/b")]
async fn get_b() -> HttpResponse {
    own("Strict", "get_b")
}

#[cors(origins = "*")]
#[get("/{id}")]
async fn get_id() -> HttpResponse {
    let name = format!("{}::get_id", module_path!());
    answer(&identity(&name, &name))
}

fn has_header(context: &GuardContext<'_>) -> bool {
    context.head().headers().contains_key(GUARD_HEADER)
}

#[cors(policy = Sourced)]
#[get("/b", guard = "has_header")]
async fn guarded_b() -> HttpResponse {
    own("Sourced", "guarded_b")
}

macro_rules! app {
    ($plan:expr) => {{
        let plan: &Plan = $plan;
        let policies = plan.policies();
        let app = App::new().with_cors().configure(|config| add(config, &policies, &plan.items));
        if plan.fallback { app.default_service_without_cors(handler(FALLBACK)) } else { app }
    }};
}

pub(crate) fn inventory(plan: &Plan) -> Inventory {
    fn of<T>(app: &CorsApp<T>) -> Inventory {
        app.inventory()
    }
    of(&app!(plan))
}

pub(crate) async fn serve(plan: &Plan) -> impl cors_tests::driver::Driver + use<> {
    cors_tests::driver::call_actix(app!(plan).finish()).await
}

fn add(config: &mut ServiceConfig, policies: &[&'static Policy], items: &[Item]) {
    for item in items {
        match item {
            Item::Path(path) => drop(config.service(path_of(policies, path))),
            Item::Part(items) => drop(config.configure(|config| add(config, policies, items))),
            Item::Group { prefix, guard, items, fallback } => {
                let scope = scope(prefix).configure(|config| {
                    add(config, policies, items);
                    if *fallback {
                        config.default_service_without_cors(handler(FALLBACK));
                    }
                });
                config.service(match guard {
                    None => scope,
                    Some(Guard::Host) => scope.guard(guard::Host(GUARDED_HOST)),
                    Some(Guard::Header) => scope.guard(guard::fn_guard(has_header)),
                    Some(Guard::Get) => scope.guard(guard::Get()),
                });
            }
            Item::Whole { prefix, policy } => {
                let scope = scope(prefix);
                // A service with a policy has one with a name.
                let files = |name: &str| web::resource("/{file:.*}").route(handler(&identity(name, "")));
                config.service(match policy.map(|number| number % 3) {
                    Some(0) => scope.service_with_policy(Frontend, files("Frontend")),
                    Some(1) => scope.service_with_policy(Strict, files("Strict")),
                    Some(_) => scope.service_with_policy(Sourced, files("Sourced")),
                    None => scope.service_without_cors(web::resource("/{file:.*}").route(handler(PLAIN))),
                });
            }
            Item::Unknown { prefix, path, methods } => {
                let resource = web::resource(format!("{prefix}{path}"));
                let routes = methods.iter().map(|method| plain(*method));
                config.service_without_cors(routes.fold(resource, actix_web::Resource::route));
            }
            Item::Attribute(0) => drop(config.service(routes![get_a])),
            Item::Attribute(1) => drop(config.service(routes![post_a])),
            Item::Attribute(2) => drop(config.service(routes![get_b])),
            Item::Attribute(3) => drop(config.service(routes![get_id])),
            Item::Attribute(_) => drop(config.service(routes![guarded_b])),
        }
    }
}

fn path_of(policies: &[&'static Policy], path: &PathPlan) -> CorsResource {
    let resource = resource(path.pattern);
    let resource = match path.guard {
        None => resource,
        Some(Guard::Host) => resource.guard(guard::Host(GUARDED_HOST)),
        Some(Guard::Header) => resource.guard(guard::fn_guard(has_header)),
        Some(Guard::Get) => resource.guard(guard::Get()),
    };
    path.routes.iter().fold(resource, |resource, RoutePlan { method, policy }| {
        let policy = match policy {
            Carried::None => return resource.route_without_cors(plain(*method)),
            Carried::Made(number) => policies[*number],
            Carried::Annotated(number) => ANNOTATED[*number],
        };
        let handler = handler(&identity(policy.name(), ""));
        resource.route(match method.filter(|_| policy.methods().is_none()) {
            Some(method) => on_policy(Routes::default(), method, policy, handler),
            None => any_policy(Routes::default(), policy, handler),
        })
    })
}

/// A route without a policy.
fn plain(method: Option<&str>) -> Route {
    let route = handler(PLAIN);
    let method = method.map(|method| method.parse::<Method>().expect("a method"));
    method.into_iter().fold(route, Route::method)
}
