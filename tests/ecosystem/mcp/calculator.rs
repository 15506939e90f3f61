//! rmcp's server with one tool, and the policy under which it is mounted.

use std::sync::Arc;

use cors_axum::cors;
use cors_tests::frameworks::Runs;
use rmcp::{
    ErrorData, RoleServer, ServerHandler,
    model::{
        CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ListToolsResult, PaginatedRequestParams,
        ServerCapabilities, ServerConfig, Tool,
    },
    service::RequestContext,
    transport::streamable_http_server::{
        StreamableHttpServerConfig, StreamableHttpService, session::local::LocalSessionManager,
    },
};
use serde_json::json;

#[cors(
    origins = ["https://inspector.example"],
    methods = [GET, POST, DELETE],
    allow_headers = [
        "authorization", "content-type", "last-event-id", "mcp-method", "mcp-name", "mcp-protocol-version", "mcp-session-id",
    ],
    expose_headers = ["mcp-session-id"],
    enforce,
    hosts = ["localhost:*", "127.0.0.1:*", "[::1]:*"],
)]
pub(crate) struct Mcp;

#[derive(Clone)]
pub(crate) struct Calculator {
    calls: Runs,
}

impl ServerHandler for Calculator {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let schema =
            json!({ "type": "object", "properties": { "a": { "type": "integer" }, "b": { "type": "integer" } } });
        let schema = schema.as_object().cloned().expect("an object");
        Ok(ListToolsResult::with_all_items(vec![Tool::new("add", "Adds two numbers.", schema)]))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        self.calls.count();
        let arguments = request.arguments.unwrap_or_default();
        let sum: i64 = arguments.values().filter_map(serde_json::Value::as_i64).sum();
        Ok(CallToolResult::success(vec![ContentBlock::text(sum.to_string())]).into())
    }
}

pub(crate) type Rmcp = StreamableHttpService<Calculator, LocalSessionManager>;

/// The service, and how often its tool has run.
pub(crate) fn rmcp(config: StreamableHttpServerConfig) -> (Rmcp, Runs) {
    let calculator = Calculator { calls: Runs::default() };
    let calls = calculator.calls.clone();
    (StreamableHttpService::new(move || Ok(calculator.clone()), Arc::default(), config), calls)
}
