//! The applications, as axum serves them.

use axum::{Json, routing};
use axum_extra::{
    TypedHeader,
    headers::{Authorization, authorization::Bearer},
};
use cors_axum::{
    CorsRouter, Inventory, OriginSource, RequestedOrigin, SourceRequest, SourceResult, cors, routes, with_policy,
};

type BearerAuth = TypedHeader<Authorization<Bearer>>;

handlers!();

pub(crate) fn app() -> Inventory {
    let deep = CorsRouter::new().route("/users/{id}", routes![get(list_users)]);
    let tenant = CorsRouter::new().route("/", routes![get(health)]).nest("/deep", deep);
    let app: CorsRouter = CorsRouter::new()
        .route("/users", routes![delete(remove_users), post(create_user), get(list_users)])
        .route("/health", routes![get(health), head(health)])
        .route("/internal", routes![get(internal)])
        .route("/anything", routes![any(anything), get(list_users)])
        .route("/narrowed", routes![any(narrowed)])
        .route("/report", routes![get(report)])
        .route("/tenants", routes![get(tenants)])
        .route("/closure", with_policy(Frontend).get(|| async { "closure" }))
        .route("/mixed", routes![get(anything)])
        .route_without_cors("/mixed", routing::any(|| async { "no policy" }))
        .route_without_cors("/plain", routing::get(|| async { "plain" }))
        .nest("/v1/{tenant}", tenant)
        .fallback_without_cors(|| async { "nothing here" });
    app.inventory()
}

pub(crate) fn overrides() -> Inventory {
    let app: CorsRouter = CorsRouter::new()
        .route("/base", routes![any(base)])
        .route("/origins", routes![any(origins)])
        .route("/source", routes![any(source)])
        .route("/dev_origins", routes![any(dev_origins)])
        .route("/credentials", routes![any(credentials)])
        .route("/allow_headers", routes![any(allow_headers)])
        .route("/expose_headers", routes![any(expose_headers)])
        .route("/max_age", routes![any(max_age)])
        .route("/methods", routes![any(methods)])
        .route("/enforce", routes![any(enforce)])
        .route("/only_report", routes![any(only_report)])
        .route("/hosts", routes![any(hosts)])
        .route("/same_origin", routes![any(same_origin)])
        .route("/allow", routes![any(allow)])
        .route("/intranet", routes![get(report)])
        .route("/risk_kept", routes![get(risk_kept)])
        .route("/risk_gone", routes![get(risk_gone)])
        .route("/forged", routes![get(forged)]);
    app.inventory()
}
