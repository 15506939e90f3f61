//! Servers of the Model Context Protocol on the user's own machine: rmcp's in axum, and a hand-written one in actix-web. Pages of the
//! inspector call tools. Pages of other origins, forms, and pages under a name that was rebound to this machine call none.

use cors_tests::{
    driver::Served,
    exchange::{ClientRequest, EVIL, from, preflight, request},
    frameworks::Runs,
};

use self::page::Page;

pub(crate) mod calculator;
mod on_actix;
mod on_axum;
mod page;

/// The origin that the policies list.
const INSPECTOR: &str = "https://inspector.example";

/// A running server with one tool, `add`.
pub(crate) struct McpServer {
    app: Served,
    /// How often the tool has run.
    calls: Runs,
}

macro_rules! on_both {
    ($($test:ident)+) => {
        mod axum {
            $(
                #[tokio::test]
                async fn $test() {
                    super::$test(&super::on_axum::serve().await).await;
                }
            )+
        }
        mod actix {
            $(
                #[tokio::test]
                async fn $test() {
                    super::$test(&super::on_actix::serve().await).await;
                }
            )+
        }
    };
}

on_both! {
    a_page_has_a_session
    a_page_calls_a_tool_without_a_session
    other_pages_are_refused
    names_that_are_not_listed_are_refused
}

const INITIALIZE: &str = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"page","version":"1"}}}"#;
const INITIALIZED: &str = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
const LIST: &str = r#"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#;
const CALL: &str =
    r#"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"add","arguments":{"a":2,"b":3}}}"#;
/// A call as of the revision 2026-07-28, which has no sessions.
const CALL_ALONE: &str = r#"{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"add","arguments":{"a":2,"b":3},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"#;
/// What goes along with it.
const ALONE: [(&str, &str); 4] = [
    ("accept", "application/json, text/event-stream"),
    ("mcp-protocol-version", "2026-07-28"),
    ("mcp-method", "tools/call"),
    ("mcp-name", "add"),
];

/// The revisions up to 2025-11-25: a session, a stream of events, and an end.
async fn a_page_has_a_session(server: &McpServer) {
    let page = Page::of(INSPECTOR, &server.app);
    let initialized = page.post(&[], INITIALIZE).await.expect("readable");
    assert_eq!(initialized.message()["result"]["protocolVersion"], "2025-11-25");
    // Exposed.
    let session = initialized.header("mcp-session-id").expect("a session").to_owned();
    let headers = [("mcp-session-id", session.as_str()), ("mcp-protocol-version", "2025-11-25")];
    assert_eq!(page.post(&headers, INITIALIZED).await.expect("readable").status, 202);

    let tools = page.post(&headers, LIST).await.expect("readable").message();
    assert_eq!(tools["result"]["tools"][0]["name"], "add");
    let called = page.post(&headers, CALL).await.expect("readable");
    assert_eq!(called.message()["result"]["content"][0]["text"], "5");
    assert_eq!(server.calls.so_far(), 1);

    let events = page.stream(&headers).await.expect("readable");
    assert_eq!((events.status, events.header("content-type")), (200, Some("text/event-stream")));
    let last = events.body.lines().find_map(|line| line.strip_prefix("id: ")).expect("an event has an id");
    let resumed = page.stream(&[&headers[..], &[("last-event-id", last)]].concat()).await.expect("readable");
    assert_eq!((resumed.status, resumed.header("content-type")), (200, Some("text/event-stream")));

    assert!((200..300).contains(&page.delete(&headers).await.expect("readable").status));
    // A page can read errors, too: it has to begin again.
    assert_eq!(page.post(&headers, LIST).await.expect("readable").status, 404);
}

/// The revision 2026-07-28: every request stands alone.
async fn a_page_calls_a_tool_without_a_session(server: &McpServer) {
    let called = Page::of(INSPECTOR, &server.app).post(&ALONE[1..], CALL_ALONE).await.expect("readable");
    assert_eq!((called.status, called.header("mcp-session-id")), (200, None));
    assert_eq!(called.message()["result"]["content"][0]["text"], "5");
    assert_eq!(server.calls.so_far(), 1);
}

async fn other_pages_are_refused(server: &McpServer) {
    // By a preflight, as scripts have to: nothing else is sent.
    for stranger in [EVIL, "null", "http://localhost:3000", "https://sub.inspector.example"] {
        let blocked = Page::of(stranger, &server.app).post(&ALONE[1..], CALL_ALONE).await.expect_err("not readable");
        let preflight = blocked.preflight().expect("JSON needs one");
        assert_eq!((preflight.response.status, blocked.actual()), (403, None), "{stranger}");
    }
    // Without one, as a form: the right body with the wrong type, and the right one too.
    let local = server.app.address().to_string();
    for content_type in ["text/plain", "application/json"] {
        for (stranger, reason) in [(EVIL, "origin_not_allowed"), ("null", "null_origin")] {
            let form = request("POST /mcp").headers(&ALONE).origin(stranger).header("host", &local);
            let refused = form.body(content_type, CALL_ALONE).send(&server.app).await;
            assert_eq!((refused.status, refused.access_control()), (403, vec![]), "{stranger} {content_type}");
            refused.assert_denied_because(reason);
        }
    }
    for method in ["GET /mcp", "DELETE /mcp"] {
        let refused = from(method, EVIL).header("host", &local).headers(&ALONE).send(&server.app).await;
        assert_eq!((refused.status, refused.access_control()), (403, vec![]), "{method}");
    }
    // Cookies are not part of the policy, and those of `localhost` may be anyone's.
    let with_cookie = from("POST /mcp", INSPECTOR).header("host", &local).header("cookie", "session=7f3a");
    let refused = with_cookie.headers(&ALONE).header("sec-fetch-site", "cross-site").json(CALL_ALONE);
    assert_eq!(refused.send(&server.app).await.outcome(), "403 none");
    assert_eq!(server.calls.so_far(), 0);
    // A program that is not a browser sends the same without `Origin`.
    let program = request("POST /mcp").headers(&ALONE).header("host", &local).json(CALL_ALONE);
    assert_eq!((program.send(&server.app).await.status, server.calls.so_far()), (200, 1));
}

/// A page of `rebound.example`, whose name leads to 127.0.0.1 by now: for the browser it is of the server's own origin.
async fn names_that_are_not_listed_are_refused(server: &McpServer) {
    let port = server.app.address().port();
    let rebound = format!("rebound.example:{port}");
    let own_page = |request: ClientRequest| {
        request.origin(&format!("http://{rebound}")).headers(&ALONE).header("sec-fetch-site", "same-origin")
    };
    for request in [
        own_page(request("POST /mcp")).json(CALL_ALONE),
        own_page(request("POST /mcp")).body("text/plain", CALL_ALONE),
        own_page(request("GET /mcp")),
        own_page(request("DELETE /mcp")),
        // Not even a page that is listed may ask under this name.
        from("POST /mcp", INSPECTOR).headers(&ALONE).json(CALL_ALONE),
        preflight("POST /mcp", INSPECTOR).request_headers("content-type"),
        preflight("POST /mcp", EVIL).request_headers("content-type"),
        // A program.
        request("POST /mcp").headers(&ALONE).json(CALL_ALONE),
    ] {
        let refused = request.clone().header("host", &rebound).send(&server.app).await;
        assert_eq!((refused.status, refused.access_control()), (403, vec![]), "{request}");
        refused.assert_denied_because("host_not_listed");
    }
    let unspecified = request("POST /mcp").headers(&ALONE).header("host", format!("0.0.0.0:{port}")).json(CALL_ALONE);
    assert_eq!(unspecified.send(&server.app).await.status, 403);
    assert_eq!(server.calls.so_far(), 0);
    for (index, host) in ["localhost", "127.0.0.1", "[::1]"].into_iter().enumerate() {
        let request = request("POST /mcp").headers(&ALONE).header("host", format!("{host}:{port}")).json(CALL_ALONE);
        assert_eq!((request.send(&server.app).await.status, server.calls.so_far()), (200, index + 1), "{host}");
    }
}
