//! A hand-written server: JSON-RPC over `POST`, a stream of events over `GET`, and `DELETE` for the end of a session.

use std::{collections::HashSet, sync::Mutex};

use actix_web::{
    App, HttpRequest, HttpResponse, delete, get, post,
    web::{Bytes, Data, Json},
};
use cors_actix::{WithCors, cors, routes};
use cors_tests::{driver::serve_actix, frameworks::Runs};
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};

use super::McpServer;

#[cors(
    origins = ["https://inspector.example"],
    allow_headers = [
        "authorization", "content-type", "last-event-id", "mcp-method", "mcp-name", "mcp-protocol-version", "mcp-session-id",
    ],
    expose_headers = ["mcp-session-id"],
    enforce,
    hosts = ["localhost:*", "127.0.0.1:*", "[::1]:*"],
)]
struct Mcp;

/// The names of the open sessions.
#[derive(Default)]
struct Sessions(Mutex<HashSet<String>>);

impl Sessions {
    fn begin(&self) -> String {
        let mut sessions = self.0.lock().expect("no thread panicked");
        let session = format!("session-{}", sessions.len());
        sessions.insert(session.clone());
        session
    }

    fn has(&self, request: &HttpRequest) -> bool {
        self.0.lock().expect("no thread panicked").contains(header(request, "mcp-session-id"))
    }

    fn end(&self, request: &HttpRequest) -> bool {
        self.0.lock().expect("no thread panicked").remove(header(request, "mcp-session-id"))
    }
}

fn header<'r>(request: &'r HttpRequest, name: &str) -> &'r str {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[cors(policy = Mcp)]
#[post("/mcp")]
async fn message(
    request: HttpRequest,
    Json(message): Json<Value>,
    sessions: Data<Sessions>,
    calls: Data<Runs>,
) -> HttpResponse {
    let result = |result: Value| json!({ "jsonrpc": "2.0", "id": message["id"], "result": result });
    let stands_alone = header(&request, "mcp-protocol-version") >= "2026-07-28";
    match message["method"].as_str() {
        Some("initialize") => {
            let version = &message["params"]["protocolVersion"];
            let server = json!({ "name": "calculator", "version": "1" });
            let result = result(json!({
                "protocolVersion": version, "capabilities": { "tools": {} }, "serverInfo": server,
            }));
            HttpResponse::Ok().insert_header(("mcp-session-id", sessions.begin())).json(result)
        }
        _ if !stands_alone && !sessions.has(&request) => HttpResponse::NotFound().finish(),
        Some("notifications/initialized") => HttpResponse::Accepted().finish(),
        Some("tools/list") => {
            let add = json!({ "name": "add", "description": "Adds two numbers.", "inputSchema": { "type": "object" } });
            HttpResponse::Ok().json(result(json!({ "tools": [add] })))
        }
        Some("tools/call") => {
            calls.count();
            let arguments = &message["params"]["arguments"];
            let sum = arguments["a"].as_i64().unwrap_or(0) + arguments["b"].as_i64().unwrap_or(0);
            HttpResponse::Ok().json(result(json!({ "content": [{ "type": "text", "text": sum.to_string() }] })))
        }
        _ => HttpResponse::NotFound().finish(),
    }
}

#[cors(policy = Mcp)]
#[get("/mcp")]
async fn events(request: HttpRequest, sessions: Data<Sessions>) -> HttpResponse {
    if !sessions.has(&request) {
        return HttpResponse::NotFound().finish();
    }
    let next = header(&request, "last-event-id").parse().map_or(0, |last: usize| last + 1);
    let event = Bytes::from(format!("id: {next}\ndata:\n\n"));
    let events = stream::iter([Ok::<_, actix_web::Error>(event)]).chain(stream::pending());
    HttpResponse::Ok().content_type("text/event-stream").streaming(events)
}

#[cors(policy = Mcp)]
#[delete("/mcp")]
async fn end(request: HttpRequest, sessions: Data<Sessions>) -> HttpResponse {
    if sessions.end(&request) { HttpResponse::NoContent().finish() } else { HttpResponse::NotFound().finish() }
}

pub(super) async fn serve() -> McpServer {
    let calls = Runs::default();
    let (sessions, counted) = (Data::new(Sessions::default()), Data::new(calls.clone()));
    let app = serve_actix(move || {
        let app = App::new().app_data(sessions.clone()).app_data(counted.clone());
        app.with_cors().service(routes![message, events, end]).finish()
    });
    McpServer { app, calls }
}
