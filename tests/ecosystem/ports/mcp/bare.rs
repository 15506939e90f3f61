//! Without CORS.

use axum::Router;
use rmcp::transport::streamable_http_server::StreamableHttpServerConfig;

use crate::mcp::calculator::rmcp;

#[expect(dead_code, reason = "what the others are compared with")]
pub(super) fn app() -> Router {
    let (service, _) = rmcp(StreamableHttpServerConfig::default());
    Router::new().nest_service("/mcp", service)
}
