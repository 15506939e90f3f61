//! A server of the Model Context Protocol: the service of rmcp, for a page of an inspector.

mod bare;
mod plain;
mod typed;

use cors_tests::driver::serve_axum;

use super::{
    asked::Ask,
    port::{Application, Port, sources},
};

pub(super) async fn port() -> Port {
    let initialize = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"page","version":"1"}}}"#;
    let call = r#"{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"add","arguments":{"a":2,"b":3},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"#;
    let accept = ("accept", "application/json, text/event-stream");
    let post = |body| Ask::new("POST", "/mcp").header(accept.0, accept.1).json(body);
    Port {
        title: "An MCP server",
        about: "axum and rmcp: the streamable HTTP service, for pages of an inspector. The policy has `enforce`: the server refuses the\n\
                requests of other pages, also those that need no preflight. A form of\n\
                an HTTPS page has the origin `null` on a plain HTTP server.",
        peer: "`CorsLayer`",
        sources: sources!(typed),
        plain: serve_axum(plain::app()).await,
        typed: Some(Application::of("`with_policy`", serve_axum(typed::app()).await)),
        whole: None,
        asks: vec![
            post(initialize).named("initialize"),
            post(call)
                .header("mcp-protocol-version", "2026-07-28")
                .header("mcp-method", "tools/call")
                .header("mcp-name", "add")
                .named("tools/call"),
            post(call).header("x-other", "1").named("with another header"),
            post("no JSON"),
            Ask::new("GET", "/mcp").header("accept", "text/event-stream").header("mcp-session-id", "unknown"),
            Ask::new("DELETE", "/mcp").header("mcp-session-id", "unknown"),
            Ask::new("PUT", "/mcp").json(call),
            Ask::form("/mcp", "text/plain", call).header(accept.0, accept.1),
            Ask::new("GET", "/unknown"),
        ],
    }
}
