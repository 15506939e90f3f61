//! Logs: the text of a request in events.

use std::{cell::RefCell, fmt::Debug, sync::Once};

use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
    subscriber::Interest,
};

use cors_tests::{
    driver::Driver,
    exchange::{APP, ClientRequest, EVIL, from, preflight},
    on_every_framework,
};

use crate::app::App;

on_every_framework! {
    crate::app:
    v18_cve_2024_1681_a_strangers_text_writes_no_lines_of_a_log
}

thread_local! {
    /// The values of all fields of all events for `cors`, while a test records them.
    static RECORDED: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// One subscriber for all threads: `tracing` caches for the whole program which call sites are of interest.
struct Log;

impl Subscriber for Log {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "cors" && RECORDED.with_borrow(Option::is_some)
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Values);
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

struct Values;

impl Visit for Values {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.record_str(field, &format!("{value:?}"));
    }

    fn record_str(&mut self, _: &Field, value: &str) {
        RECORDED.with_borrow_mut(|recorded| recorded.get_or_insert_default().push(value.to_owned()));
    }
}

/// Installs the subscriber of all tests, so that none of them measures with it and another without it.
pub(crate) fn install() {
    static INSTALL: Once = Once::new();
    INSTALL.call_once(|| {
        tracing::subscriber::set_global_default(Log).expect("the only one");
        // Some call sites may have been registered in between.
        tracing::callsite::rebuild_interest_cache();
    });
}

/// Sends a request, and returns the values that are recorded until it is answered.
async fn recorded(app: &impl Driver, request: &ClientRequest) -> Vec<String> {
    install();
    RECORDED.set(Some(Vec::new()));
    request.send(app).await;
    let recorded = RECORDED.take().expect("it was set above");
    assert!(!recorded.is_empty(), "{request}: no event");
    recorded
}

/// flask-cors: line breaks of a path went into the debug log as they were.
/// Asked: whatever a path, an origin, a method or names of headers contain, events have printable text of a bounded length.
async fn v18_cve_2024_1681_a_strangers_text_writes_no_lines_of_a_log(app: &App<impl Driver>) {
    let long = "x".repeat(65_536);
    let mut asks = vec![
        from("GET /users/%0d%0aINFO%20root%20logged%20in%1b%5b31m", EVIL),
        preflight("PUT /users/%0d%0aINFO%20root%20logged%20in%1b%5b31m", EVIL),
        preflight("PUT /users/%0d%0aINFO", APP),
        from(&format!("GET /users/{}", &long[..60_000]), EVIL),
    ];
    // Other control characters no HTTP library lets through.
    for text in ["https://evil.test\u{9b}31m", "\u{202e}moc.live//:sptth", "a\tb", "\u{85}INFO root logged in", &long] {
        asks.push(from("GET /users", text));
        asks.push(from("POST /strict", text));
        asks.push(preflight("POST /users", text));
        asks.push(preflight("POST /users", APP).request_headers(text));
        asks.push(from("OPTIONS /users", APP).header("access-control-request-method", text));
    }
    for asked in asks {
        for value in recorded(app, &asked).await {
            assert!(value.chars().all(|c| c == '…' || c == ' ' || c.is_ascii_graphic()), "{asked}: {value:?}");
            assert!(value.len() < 600, "{asked}: {} bytes", value.len());
            assert!(!value.contains("root logged in") || value.contains(r"\x"), "{asked}: {value:?}");
        }
    }
}
