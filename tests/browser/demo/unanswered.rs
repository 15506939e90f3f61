//! Requests without an answer: they are not "blocked".

use cors_tests::browser::Engine;
use std::net::{Ipv4Addr, TcpListener};

use super::{Click, Demo, From, on_axum};

fn is_unanswered(click: &Click, why: &str) {
    assert_eq!(click.verdict, "? No answer", "{click:#?}");
    assert!(click.why.contains(why), "{click:#?}");
}

/// No server listens on the port of the API; the pages are there.
#[test]
fn an_api_that_is_not_there() {
    let serve = crate::on_axum::serve;
    let demo = Demo::start(Engine::Chromium, "unanswered", serve, |ports| {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|port| port.local_addr()).expect("a port");
        ports.origins.api = format!("http://localhost:{}", free.port());
    });
    let Some(demo) = demo else { return };
    for from in [From::Page, From::Stranger] {
        for action in ["list", "create", "form"] {
            is_unanswered(&demo.result_of(from, action), "this is not about CORS");
        }
    }
}

/// The whole demo has ended; its page is still open.
#[test]
fn a_demo_that_has_ended() {
    let Some(mut demo) = on_axum("ended") else { return };
    assert_eq!(demo.click(From::Page, "list").verdict, "✓ Readable: 200 OK");
    demo.stop();
    for from in [From::Page, From::Stranger] {
        is_unanswered(&demo.result_of(from, "list"), "The demo itself does not answer");
    }
}
