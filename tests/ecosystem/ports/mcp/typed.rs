//! With a policy for the service.

use axum::Router;
use cors_axum::{CorsRouter, cors, with_policy};
use rmcp::transport::streamable_http_server::StreamableHttpServerConfig;

use crate::mcp::calculator::rmcp;

#[cors(
    origins = ["https://app.example.com"],
    methods = [GET, POST, DELETE],
    allow_headers = [
        "authorization", "content-type", "last-event-id", "mcp-method", "mcp-name", "mcp-protocol-version", "mcp-session-id",
    ],
    expose_headers = ["mcp-session-id"],
    enforce,
)]
struct Inspector;

pub(super) fn app() -> Router {
    let (service, _) = rmcp(StreamableHttpServerConfig::default());
    CorsRouter::new().nest_service("/mcp", with_policy(Inspector).any_service(service)).into_router()
}
