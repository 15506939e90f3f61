//! The demos, two examples and a local MCP server in a real browser: which requests it sends, and which answers scripts can read.
//!
//! The tests click as a person does, and check the text of a page and the requests on the wire.

#[path = "../ecosystem/mcp/calculator.rs"]
mod calculator;
#[path = "../../demo/common/mod.rs"]
mod common;
mod console;
mod cookies;
mod demo;
mod enforce;
#[path = "../conformance/in_browsers/front.rs"]
mod front;
mod local_server;
mod mcp;
#[path = "../../cors-actix/examples/demo-actix/servers/mod.rs"]
mod on_actix;
#[path = "../../cors-axum/examples/demo/servers/mod.rs"]
mod on_axum;
mod panel;
mod preflight_cache;
#[allow(dead_code, reason = "the tests of the examples need more of it")]
#[path = "../examples/program.rs"]
mod program;
mod rebinding;
mod websocket;
