//! A server on the user's own machine whose tools only some pages can call: `cargo run -p cors-actix --example local-server-actix`.
//!
//! It speaks as much of the [Model Context Protocol](https://modelcontextprotocol.io) as its page needs. Open <http://localhost:3000>:
//! `localhost` is the page's own server, and for `127.0.0.1` it is a page of another origin, which `dev_origins` lists. Both answer. On
//! <http://127.0.0.1:3000> the page is of an origin that is not listed, and `localhost` refuses it.
//!
//! The tool names the files of this folder. A page of another origin that asks for them, and a page under a name that was rebound to
//! this machine, each get 403, and the tool does not run:
//!
//! ```console
//! $ CALL='{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "list_files"}}'
//! $ curl -i http://localhost:3000/mcp --json "$CALL" -H 'Origin: https://evil.example'
//! $ curl -i http://localhost:3000/mcp --json "$CALL" -H 'Host: rebound.example:3000' -H 'Origin: http://rebound.example:3000'
//! ```

use std::{env, error::Error, fs};

use actix_web::{
    App, HttpResponse, HttpServer, get, post,
    web::{Html, Json},
};
use cors_actix::{WithCors, cors, routes};
use serde_json::{Value, json};

/// For the pages of an inspector and, in debug builds, of this machine.
#[cors(
    origins = ["https://inspector.example"],
    dev_origins = ["http://localhost:*"],
    allow_headers = ["content-type", "mcp-method", "mcp-name", "mcp-protocol-version"],
    enforce,
    hosts = ["localhost:*", "127.0.0.1:*", "[::1]:*"],
)]
struct Mcp;

#[cors(policy = Mcp)]
#[post("/mcp")]
async fn answer(Json(message): Json<Value>) -> HttpResponse {
    let id = message.get("id");
    match result(&message) {
        Some(result) => {
            let answer = json!({ "jsonrpc": "2.0", "id": id, "result": result });
            HttpResponse::Ok().json(answer)
        }
        None => {
            let error = json!({ "code": -32601, "message": "Method not found" });
            let answer = json!({ "jsonrpc": "2.0", "id": id, "error": error });
            HttpResponse::NotFound().json(answer)
        }
    }
}

/// The result, if there is such a method and such a tool.
fn result(message: &Value) -> Option<Value> {
    match (message.get("method")?.as_str()?, message.pointer("/params/name").and_then(Value::as_str)) {
        ("tools/list", _) => {
            let description = "Lists the files of the server's folder.";
            let tool = json!({ "name": "list_files", "description": description, "inputSchema": { "type": "object" } });
            Some(json!({ "resultType": "complete", "tools": [tool] }))
        }
        ("tools/call", Some("list_files")) => {
            Some(json!({ "resultType": "complete", "content": [{ "type": "text", "text": files() }] }))
        }
        _ => None,
    }
}

fn files() -> String {
    let names = fs::read_dir(".").into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.map(|name| name.to_string_lossy().into_owned() + "\n").collect()
}

#[get("/")]
async fn page() -> Html {
    Html::new(include_str!("../../demo/local-server.html"))
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let app = || App::new().with_cors().service(routes![answer]).service_without_cors(page).finish();
    let port: u16 = env::var("PORT").map_or(Ok(3000), |port| port.parse())?;
    // Not `0.0.0.0`: nothing outside this machine connects.
    let server = HttpServer::new(app).bind(("127.0.0.1", port))?;
    println!("Listening on http://{}", server.addrs().first().ok_or("no address")?);
    server.run().await?;
    Ok(())
}
