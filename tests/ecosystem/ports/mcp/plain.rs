//! With `CorsLayer`.

use axum::{
    Router,
    http::{HeaderName, HeaderValue, Method, header},
};
use rmcp::transport::streamable_http_server::StreamableHttpServerConfig;
use tower_http::cors::CorsLayer;

use crate::mcp::calculator::rmcp;

pub(super) fn app() -> Router {
    let (service, _) = rmcp(StreamableHttpServerConfig::default());
    let cors = CorsLayer::new()
        .allow_origin(HeaderValue::from_static("https://app.example.com"))
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            HeaderName::from_static("last-event-id"),
            HeaderName::from_static("mcp-method"),
            HeaderName::from_static("mcp-name"),
            HeaderName::from_static("mcp-protocol-version"),
            HeaderName::from_static("mcp-session-id"),
        ])
        .expose_headers([HeaderName::from_static("mcp-session-id")]);
    Router::new().nest_service("/mcp", service).layer(cors)
}
