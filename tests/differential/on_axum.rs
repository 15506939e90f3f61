//! The application on axum: with `CorsLayer` and with our router.

use axum::{
    Router,
    extract::Request,
    middleware::{self, Next},
    response::{AppendHeaders, IntoResponse, Response},
    routing::{MethodFilter, on},
};
use cors_axum::{__private::on_policy, CorsMethodRouter, CorsRouter};
use http::{HeaderName, HeaderValue, Method, StatusCode};
use tower_http::cors::{Any, CorsLayer};

use crate::setup::{Guard, METHODS, ROUTES, Setup, handled, is_partner};

async fn serve(request: Request) -> Response {
    let (status, headers) = handled(request.uri().path());
    (StatusCode::from_u16(status).expect("a status"), AppendHeaders(headers.to_vec())).into_response()
}

async fn refuse(_: Request, _: Next) -> StatusCode {
    StatusCode::UNAUTHORIZED
}

fn filter(methods: &[&str]) -> MethodFilter {
    let one = |method: &&str| MethodFilter::try_from(method.parse::<Method>().expect("a method")).expect("a known one");
    methods.iter().map(one).reduce(MethodFilter::or).expect("a route has methods")
}

pub(crate) fn ours(setup: &Setup, guard: Guard) -> Router {
    let policy = setup.policy();
    let mut app = CorsRouter::new();
    for (path, methods) in ROUTES {
        app = app.route(path, on_policy(CorsMethodRouter::new(), filter(methods), policy, serve));
    }
    if guard == Guard::Inside {
        app = app.layer(middleware::from_fn(refuse));
    }
    outside(app.into_router(), guard)
}

pub(crate) fn tower_http(setup: &Setup, guard: Guard) -> Router {
    let mut app = Router::new();
    for (path, methods) in ROUTES {
        app = app.route(path, on(filter(methods), serve));
    }
    if guard == Guard::Inside {
        app = app.layer(middleware::from_fn(refuse));
    }
    outside(app.layer(layer(setup)), guard)
}

fn outside(app: Router, guard: Guard) -> Router {
    if guard == Guard::Outside { app.layer(middleware::from_fn(refuse)) } else { app }
}

fn layer(setup: &Setup) -> CorsLayer {
    let names =
        |names: &[String]| names.iter().map(|name| name.parse::<HeaderName>().expect("a name")).collect::<Vec<_>>();
    // axum serves HEAD wherever it serves GET.
    let methods = METHODS.iter().chain(&["HEAD"]).map(|method| method.parse::<Method>().expect("a method"));
    let layer = CorsLayer::new()
        .allow_credentials(setup.spec.credentials)
        .allow_methods(methods.collect::<Vec<_>>())
        .allow_headers(names(setup.allow_headers()));
    let layer = match setup.expose_headers() {
        [all] if all == "*" => layer.expose_headers(Any),
        list => layer.expose_headers(names(list)),
    };
    let layer = match &setup.spec.max_age {
        Some(_) => layer.max_age(std::time::Duration::from_secs(crate::setup::MAX_AGE)),
        None => layer,
    };
    match setup.origins() {
        [all] if all == "*" => layer.allow_origin(Any),
        [pattern] if pattern.contains('*') => {
            layer.allow_origin(tower_http::cors::AllowOrigin::predicate(|origin, _| is_partner(origin.as_bytes())))
        }
        list => {
            let list = list.iter().map(|origin| origin.parse::<HeaderValue>().expect("an origin"));
            layer.allow_origin(list.collect::<Vec<_>>())
        }
    }
}
