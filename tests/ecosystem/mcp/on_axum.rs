//! rmcp's server, mounted as the guide shows. Its own checks of `Host` and `Origin` are off, so that nothing but the policy decides.

use axum::Router;
use cors_axum::{CorsRouter, with_policy};
use cors_tests::{
    driver::serve_axum,
    exchange::{EVIL, preflight, request},
};
use rmcp::transport::streamable_http_server::StreamableHttpServerConfig;

use super::{
    ALONE, CALL_ALONE, INSPECTOR, McpServer,
    calculator::{Mcp, rmcp},
    page::Page,
};

pub(super) async fn serve() -> McpServer {
    let (service, calls) =
        rmcp(StreamableHttpServerConfig::default().disable_allowed_hosts().disable_allowed_origins());
    let app = CorsRouter::new().nest_service("/mcp", with_policy(Mcp).any_service(service));
    McpServer { app: serve_axum(app.into_router()).await, calls }
}

/// What the guide says of rmcp's own settings, as they are by default: no CORS, `Host` is checked, `Origin` is not.
#[tokio::test]
async fn rmcp_alone() {
    let (service, calls) = rmcp(StreamableHttpServerConfig::default());
    let app = serve_axum(Router::new().nest_service("/mcp", service)).await;
    let local = app.address().to_string();
    let asked = preflight("POST /mcp", INSPECTOR).request_headers("content-type").header("host", &local);
    assert_eq!(asked.send(&app).await.outcome(), "405 none");
    let call = |host: &str| request("POST /mcp").headers(&ALONE).header("host", host).origin(EVIL).json(CALL_ALONE);
    assert_eq!((call(&local).send(&app).await.outcome(), calls.so_far()), ("200 none".to_owned(), 1));
    assert_eq!((call("rebound.example").send(&app).await.outcome(), calls.so_far()), ("403 none".to_owned(), 1));

    // With a list of origins it refuses others, its own too. A listed page cannot read the answer either. Without a port, every port is
    // allowed.
    let config = StreamableHttpServerConfig::default().with_allowed_origins([INSPECTOR]);
    let (service, calls) = rmcp(config);
    let app = serve_axum(Router::new().nest_service("/mcp", service)).await;
    let local = app.address().to_string();
    let call =
        |origin: &str| request("POST /mcp").headers(&ALONE).header("host", &local).origin(origin).json(CALL_ALONE);
    let own = format!("http://{local}");
    let other_port = format!("{INSPECTOR}:8443");
    for (origin, outcome) in
        [(EVIL, "403 none"), (&own, "403 none"), (INSPECTOR, "200 none"), (&other_port, "200 none")]
    {
        assert_eq!(call(origin).send(&app).await.outcome(), outcome, "{origin}");
    }
    assert_eq!(calls.so_far(), 2);
}

/// Its defaults are no obstacle: the policy answers first.
#[tokio::test]
async fn the_policy_and_the_defaults_of_rmcp() {
    let (service, calls) = rmcp(StreamableHttpServerConfig::default());
    let app = CorsRouter::new().nest_service("/mcp", with_policy(Mcp).any_service(service));
    let app = serve_axum(app.into_router()).await;
    let page = Page::of(INSPECTOR, &app);
    assert_eq!(page.post(&ALONE[1..], CALL_ALONE).await.expect("readable").status, 200);
    assert_eq!(calls.so_far(), 1);
}
