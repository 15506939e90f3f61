//! What pages ask for in the guide: from a script's request, the browser of the Fetch standard makes what goes over the wire.

use cors_browser::{PageRequest, RequestMode};

/// A script's request, and where its exchanges go in the guide.
pub(super) struct Scenario {
    /// The name of its blocks: `name`, and `name/preflight` where there is one.
    pub(super) name: &'static str,
    pub(super) page: PageRequest,
    pub(super) body: &'static str,
    /// What the browser has in its jar for the API.
    pub(super) cookie: bool,
}

impl Scenario {
    /// Whether a page opens a WebSocket.
    pub(super) fn is_handshake(&self) -> bool {
        self.name.starts_with("chat")
    }
}

const JSON: &str = "\"Grace\"";

/// A message of MCP.
const LIST: &str = r#"{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}"#;

/// The origin of a page whose name leads to this machine by now.
const REBOUND: &str = "http://rebound.example:3000";

pub(super) fn scenarios() -> Vec<Scenario> {
    let scenario = |name, path: &str, page: PageRequest| Scenario {
        name,
        page: page.to(format!("https://api.example.com{path}")),
        body: "",
        cookie: false,
    };
    let of_app = |method: &str| PageRequest::new("https://app.example.com", method);
    let of_stranger = |method: &str| PageRequest::new("https://evil.example", method);
    let json = |page: PageRequest| page.header("content-type", "application/json");
    let with_key = |key: &str| PageRequest::new("https://shop.example", "GET").header("x-api-key", key);
    vec![
        scenario("list", "/users", of_app("GET")),
        scenario("list-from-a-stranger", "/users", of_stranger("GET")),
        scenario("list-from-itself", "/users", PageRequest::new("https://api.example.com", "GET")),
        scenario("public", "/health", of_app("GET")),
        scenario("prices", "/prices", with_key("k-42")),
        scenario("prices-unchanged", "/prices", with_key("k-42").header("if-none-match", "\"7\"")),
        scenario("prices-too-many", "/prices", with_key("k-13")),
        Scenario { body: JSON, cookie: true, ..scenario("create", "/users", json(of_app("POST")).with_credentials()) },
        Scenario { body: JSON, ..scenario("create-signed-out", "/users", json(of_app("POST")).with_credentials()) },
        scenario("create-from-a-stranger", "/users", json(of_stranger("POST")).with_credentials()),
        scenario("delete", "/users", of_app("DELETE").with_credentials()),
        scenario("unlisted-header", "/users", of_app("GET").header("x-trace", "7")),
        scenario("transfer-from-a-stranger", "/transfer", of_stranger("POST").with_credentials()),
        Scenario {
            body: LIST,
            page: json(PageRequest::new(REBOUND, "POST")).to(format!("{REBOUND}/mcp")),
            ..scenario("tools-under-a-rebound-name", "", of_stranger("POST"))
        },
        Scenario {
            cookie: true,
            ..scenario("chat-from-a-stranger", "/chat", of_stranger("GET").mode(RequestMode::WebSocket))
        },
    ]
}
