//! The events of decisions: one for each, with a stranger's text escaped and cut.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fmt::{self, Debug},
    sync::Once,
};

use cors_tests::driver::Driver;
use http::Request;
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span,
    subscriber::Interest,
};

use crate::{
    app::App,
    exchange::{APP, EVIL, answer, from, preflight, request},
};

on_every_framework! {
    one_event_for_every_decision
    the_error_of_a_source_is_an_event_of_its_own
    a_strangers_text_writes_no_lines_of_its_own
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Heard {
    level: Level,
    fields: BTreeMap<&'static str, String>,
}

thread_local! {
    /// What has been heard in this thread, while somebody listens.
    static HEARD: RefCell<Option<Vec<Heard>>> = const { RefCell::new(None) };
}

/// One for all threads. A subscriber of one thread alone misses what another thread has decided not to be of interest.
struct Log;

impl Subscriber for Log {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "cors" && HEARD.with_borrow(Option::is_some)
    }

    fn event(&self, event: &Event<'_>) {
        let mut heard = Heard { level: *event.metadata().level(), fields: BTreeMap::new() };
        event.record(&mut heard);
        HEARD.with_borrow_mut(|all| all.get_or_insert_default().push(heard));
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

impl Visit for Heard {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name(), value.to_owned());
    }
}

impl fmt::Display for Heard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = |name: &str| self.fields.get(name).map(String::as_str).unwrap_or("-");
        let names = ["message", "route", "method", "origin", "reason", "policy"];
        write!(f, "{} {}", self.level, names.map(field).join(" | "))
    }
}

/// What is heard while a request is answered.
async fn heard(app: &impl Driver, request: Request<&'static str>) -> Vec<Heard> {
    static LISTEN: Once = Once::new();
    LISTEN.call_once(|| {
        tracing::subscriber::set_global_default(Log).expect("the only one");
        // Some may have been registered in between.
        tracing::callsite::rebuild_interest_cache();
    });
    HEARD.set(Some(Vec::new()));
    answer(app, request).await;
    HEARD.take().expect("somebody has listened")
}

async fn one_event_for_every_decision(app: &App<impl Driver>) {
    let rows = [
        (
            preflight("PUT /known", APP),
            "DEBUG preflight allowed | /known | PUT | https://app.example.com | allowed | Known",
        ),
        (
            preflight("PUT /known", EVIL),
            "INFO preflight denied | /known | PUT | https://evil.test | origin_not_allowed | Known",
        ),
        (
            preflight("PUT /tenants/one/users", EVIL),
            "INFO preflight denied | /tenants/{tenant}/users | PUT | https://evil.test | origin_not_allowed | OfTenant",
        ),
        (from("GET /known", APP), "DEBUG request allowed | /known | GET | https://app.example.com | allowed | Known"),
        (
            from("GET /known", EVIL),
            "INFO response not to be read | /known | GET | https://evil.test | origin_not_allowed | Known",
        ),
        (request("GET /known", &[]), "TRACE no cross-origin request | /known | GET |  | no_origin | Known"),
        (
            from("POST /strict", EVIL),
            "INFO request refused | /strict | POST | https://evil.test | origin_not_allowed | Strict",
        ),
        (
            from("PUT /known", "https://api.example.com"),
            "TRACE no cross-origin request | /known | PUT | https://api.example.com | same_origin | Known",
        ),
        (
            from("POST /strict", "https://api.example.com"),
            "TRACE no cross-origin request | /strict | POST | https://api.example.com | same_origin | Strict",
        ),
        (
            preflight("PUT /slow", APP),
            "WARN preflight denied | /slow | PUT | https://app.example.com | source_too_slow | TooSlow",
        ),
        (
            request("GET /known", &[("origin", APP), ("origin", EVIL)]),
            "INFO response not to be read | /known | GET | https://app.example.com (and 1 more) | several_origins | Known",
        ),
    ];
    for (request, expected) in rows {
        let heard = heard(app, request).await;
        assert_eq!(heard.iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
    }
    // No policy, no decision.
    assert_eq!(heard(app, from("GET /elsewhere", APP)).await, []);
}

async fn the_error_of_a_source_is_an_event_of_its_own(app: &App<impl Driver>) {
    let heard = heard(app, preflight("PUT /failing", EVIL)).await;
    let [failure, decision] = &heard[..] else { panic!("{heard:?}") };
    assert_eq!((failure.level, failure.fields["source"].as_str()), (Level::WARN, "FAILING"));
    assert_eq!(failure.fields["error"], r"the data base is away\r\n\x1b[31mroot logged in");
    assert_eq!(decision.fields["reason"], "source_failed");
}

/// V18: what a request contains ends up in a log, where line breaks and escape sequences would be somebody else's words.
async fn a_strangers_text_writes_no_lines_of_its_own(app: &App<impl Driver>) {
    let long = "x".repeat(65_536);
    // Other control characters no HTTP library lets through; the decisions themselves are asked about them in `cors-core`.
    let origins = ["https://evil.test\u{9b}31m", "\u{202e}https://evil.test", "a\\x1bb", &long, "a\tb"];
    for origin in origins {
        for asked in [from("GET /known", origin), from("POST /strict", origin), preflight("PUT /known", origin)] {
            for heard in heard(app, asked).await {
                for value in heard.fields.values() {
                    assert!(value.chars().all(|c| c == '…' || c == ' ' || c.is_ascii_graphic()), "{value:?}");
                    assert!(value.len() < 600, "{} bytes", value.len());
                }
                let shown = &heard.fields["origin"];
                assert_ne!(shown, origin);
                assert_eq!(origin == long, shown.ends_with("… (65536 bytes)"), "{shown}");
            }
        }
    }
    let asked = request("OPTIONS /known", &[("origin", APP), ("access-control-request-method", "P\u{9b}UT")]);
    for heard in heard(app, asked).await {
        assert_eq!(heard.fields["method"], r"P\xc2\x9bUT");
    }
}
