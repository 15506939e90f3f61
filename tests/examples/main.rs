//! The examples, built and run as programs, and requested over a socket.

mod export;
mod program;

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
};

#[cfg(debug_assertions)]
use export::a_variable_makes_a_server_write_its_inventory_and_end;
use export::the_inventory_is_written_to_the_standard_output_or_the_exit_code_is_1;
use program::{Program, eventually};

/// The same of both adapters. actix's examples have other names only because the programs go into one folder.
macro_rules! on_both {
    ($($test:ident: $example:literal)+) => {
        mod axum {
            $(
                #[test]
                fn $test() {
                    crate::$test($example);
                }
            )+
        }

        mod actix {
            $(
                #[test]
                fn $test() {
                    crate::$test(concat!($example, "-actix"));
                }
            )+
        }
    };
}

on_both! {
    every_tenant_has_front_ends_of_its_own: "tenants"
    the_environment_lists_the_front_ends: "environment"
    a_wrong_environment_stops_the_start_with_every_mistake: "environment"
    a_file_is_read_again_and_a_wrong_one_changes_nothing: "reload"
    the_tools_of_a_local_server_are_called_by_its_own_and_by_listed_pages: "local-server"
    a_websocket_is_opened_by_its_own_pages_alone: "websocket"
    an_inventory_is_printed_as_a_table_and_as_json: "inventory"
    the_inventory_is_written_to_the_standard_output_or_the_exit_code_is_1: "inventory"
}

#[cfg(debug_assertions)]
mod debug {
    on_both! {
        a_variable_makes_a_server_write_its_inventory_and_end: "demo"
    }
}

const COM: &str = "https://example.com";
const ORG: &str = "https://example.org";

fn every_tenant_has_front_ends_of_its_own(example: &str) {
    let program = Program::start(example, &[], &folder(example));
    for (path, origin, status, allowed) in [
        ("/acme/orders", COM, 200, true),
        ("/acme/orders", ORG, 200, false),
        ("/globex/orders", COM, 200, false),
        ("/globex/orders", ORG, 200, true),
        ("/globex/orders", "https://shop.globex.example", 200, true),
        ("/nobody/orders", COM, 404, false),
    ] {
        let reply = program.get(path, &[("Origin", origin), ("Connection", "close")]);
        assert_eq!((reply.status(), reply.allowed()), (status, allowed.then_some(origin)), "{path} {origin}");
        assert_eq!(reply.header("access-control-allow-credentials"), allowed.then_some("true"));
        assert_eq!(reply.header("vary"), Some("Origin"));
    }
    let reply = program.get("/acme/orders", &[("Origin", COM), ("Connection", "close")]);
    assert_eq!(reply.body(), "The orders of acme.\n");
}

fn the_environment_lists_the_front_ends(example: &str) {
    let variables = [("CORS_ORIGINS", "https://example.com, https://*.shop.example")];
    let program = Program::start(example, &variables, &folder(example));
    for (origin, allowed) in [(COM, true), ("https://a.shop.example", true), (ORG, false)] {
        let reply = program.get("/profile", &[("Origin", origin)]);
        assert_eq!((reply.status(), reply.allowed()), (200, allowed.then_some(origin)));
    }
    let reply = program.get("/profile", &[("Origin", "http://localhost:5173")]);
    assert_eq!(reply.allowed().is_some(), cfg!(debug_assertions));
}

fn a_wrong_environment_stops_the_start_with_every_mistake(example: &str) {
    let folder = folder(&format!("wrong-{example}"));
    let variables = [("CORS_ORIGINS", "https://example.com/ http://shop.example")];
    let complaint = Program::complaint(example, &variables, &folder);
    assert!(complaint.starts_with("2 mistakes in the environment variable `CORS_ORIGINS`\n"), "{complaint}");
    assert!(complaint.contains("[malformed_origin]") && complaint.contains("[insecure_origin]"), "{complaint}");
    assert!(
        include_str!("../../docs/guide/run-time-origins.md").contains(&format!("```text\n{complaint}```\n")),
        "{complaint}"
    );

    let complaint = Program::complaint(example, &[], &folder);
    assert!(complaint.starts_with("the environment variable `CORS_ORIGINS` is not set"), "{complaint}");
}

fn a_file_is_read_again_and_a_wrong_one_changes_nothing(example: &str) {
    let folder = folder(example);
    let complaint = Program::complaint(example, &[], &folder);
    assert!(complaint.starts_with("origins.txt: "), "{complaint}");

    write(&folder, COM);
    let program = Program::start(example, &[], &folder);
    let is_allowed = |origin| program.get("/profile", &[("Origin", origin)]).allowed() == Some(origin);
    assert!(is_allowed(COM) && !is_allowed(ORG));

    write(&folder, "https://example.net https://example.org/");
    program.complains("The front ends stay as they were: 1 mistake");
    assert!(is_allowed(COM) && !is_allowed("https://example.net"));

    write(&folder, "https://example.com https://example.org");
    eventually("the new file is read", || is_allowed(ORG).then_some(()));
    assert!(is_allowed(COM) && !is_allowed("https://example.net"));
}

fn an_inventory_is_printed_as_a_table_and_as_json(example: &str) {
    let table = Program::output(example, &[]);
    for line in ["PATTERN ", "/users/{name}  DELETE ", "  origins         https://admin.example.com"] {
        assert!(table.lines().any(|printed| printed.starts_with(line)), "{line:?} in\n{table}");
    }
    let json = Program::output(example, &["--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["version"], 1);
    let routes = json["routes"].as_array().expect("an array");
    let removal = routes.iter().find(|route| route["pattern"] == "/users/{name}").expect("the row");
    assert_eq!(removal["policy"]["origins"]["listed"][0], "https://admin.example.com");
    assert_eq!(removal["policy"]["credentials"], true);
}

fn a_websocket_is_opened_by_its_own_pages_alone(example: &str) {
    let program = Program::start(example, &[], &folder(example));
    let handshake = |origin: &str| {
        let origin = [("Origin", origin)];
        let upgrade = [
            ("Connection", "Upgrade"),
            ("Upgrade", "websocket"),
            ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "MDEyMzQ1Njc4OWFiY2RlZg=="),
        ];
        program.get("/echo", &[&upgrade[..], &origin[..]].concat())
    };
    for stranger in ["https://evil.example", "null", "http://localhost:3000", &program.origin().replace("http", "ws")] {
        assert_eq!(handshake(stranger).status(), 403, "{stranger}");
    }
    for ours in ["https://app.example.com", &program.origin()] {
        let mut reply = handshake(ours);
        assert_eq!(reply.status(), 101, "{ours}");
        // A text frame, masked with zeros; and the same without a mask (RFC 6455, section 5.7).
        reply.stream.write_all(b"\x81\x85\0\0\0\0Hello").expect("a server that reads");
        let mut echo = [0; 7];
        reply.stream.read_exact(&mut echo).expect("an echo");
        assert_eq!(&echo, b"\x81\x05Hello");
    }
    let page = program.get("/", &[("Connection", "close")]);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(page.body().contains("new WebSocket(url)"));
}

fn the_tools_of_a_local_server_are_called_by_its_own_and_by_listed_pages(example: &str) {
    const CALL: &str = r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_files"}}"#;
    let folder = folder(example);
    fs::write(folder.join("secret.txt"), "").expect("a file can be written");
    let program = Program::start(example, &[], &folder);
    let call = |headers: &[(&str, &str)]| {
        let headers = [headers, &[("Content-Type", "application/json"), ("Connection", "close")]].concat();
        program.send("POST /mcp", &headers, CALL)
    };
    const INSPECTOR: &str = "https://inspector.example";
    let tools = call(&[("Origin", INSPECTOR)]);
    assert_eq!((tools.status(), tools.allowed()), (200, Some(INSPECTOR)));
    let answer: serde_json::Value = serde_json::from_str(&tools.body()).expect("JSON");
    assert_eq!(answer["result"]["content"][0]["text"], "secret.txt\n");

    let local = call(&[("Origin", "http://localhost:6274")]);
    assert_eq!(local.status(), if cfg!(debug_assertions) { 200 } else { 403 });
    assert_eq!(call(&[("Origin", &program.origin())]).status(), 200);
    assert_eq!(call(&[]).status(), 200);
    for stranger in ["https://evil.example", "null"] {
        let refused = call(&[("Origin", stranger)]);
        assert_eq!((refused.status(), refused.allowed()), (403, None), "{stranger}");
        assert!(!refused.body().contains("secret"));
    }

    // A page whose name leads to this machine by now: for the browser, the server is its own.
    for origin in ["http://rebound.example:3000", INSPECTOR] {
        let refused = call(&[("Host", "rebound.example:3000"), ("Origin", origin), ("Sec-Fetch-Site", "same-origin")]);
        assert_eq!((refused.status(), refused.allowed()), (403, None), "{origin}");
        assert!(!refused.body().contains("secret"));
    }

    let names = "content-type, mcp-method, mcp-name, mcp-protocol-version";
    for (origin, status) in [(INSPECTOR, 204), ("https://evil.example", 403)] {
        let asked = [("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", names)];
        let preflight = program.send("OPTIONS /mcp", &[&asked[..], &[("Origin", origin)]].concat(), "");
        assert_eq!(preflight.status(), status, "{origin}");
    }
    assert_eq!(program.get("/", &[]).header("content-type"), Some("text/html; charset=utf-8"));
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// An empty folder for one program.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// As the example says: never a file that is half written.
fn write(folder: &Path, origins: &str) {
    fs::write(folder.join("new.txt"), origins).expect("a file can be written");
    fs::rename(folder.join("new.txt"), folder.join("origins.txt")).expect("a file can be moved");
}
