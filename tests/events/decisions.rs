//! One event for each decision, with the text of the client escaped and shortened.

use tracing::Level;

use cors_tests::{
    driver::Driver,
    exchange::{APP, EVIL, from, preflight, request},
    on_every_framework,
};

use crate::{
    app::App,
    recorder::{Logged, logged},
};

on_every_framework! {
    crate::app:
    one_event_for_every_decision
    the_error_of_a_source_is_an_event_of_its_own
    a_clients_text_writes_no_lines_and_no_fields_of_its_own
}

const IMAGE: [(&str, &str); 3] =
    [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")];
const LINK: [(&str, &str); 3] =
    [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];

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
        (request("GET /known"), "TRACE no cross-origin request | /known | GET |  | no_origin | Known"),
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
            from("POST /reported", EVIL),
            "WARN request would be refused | /reported | POST | https://evil.test | origin_not_allowed | Reported",
        ),
        (
            from("POST /reported", APP),
            "DEBUG request allowed | /reported | POST | https://app.example.com | allowed | Reported",
        ),
        (
            from("POST /reported", APP).header("cookie", "session=1"),
            "WARN request would be refused | /reported | POST | https://app.example.com | cookie_without_credentials | Reported",
        ),
        (
            request("GET /reported").headers(&IMAGE),
            "WARN request would be refused | /reported | GET |  | not_a_link | Reported",
        ),
        (request("GET /strict").headers(&IMAGE), "INFO request refused | /strict | GET |  | not_a_link | Strict"),
        (request("GET /strict").headers(&LINK), "TRACE no cross-origin request | /strict | GET |  | link | Strict"),
        (
            request("GET /reported").headers(&LINK),
            "TRACE no cross-origin request | /reported | GET |  | link | Reported",
        ),
        (
            request("GET /local").header("host", "rebound.example"),
            "INFO request refused | /local | GET |  | host_not_listed | Local",
        ),
        (
            preflight("GET /local", APP).header("host", "rebound.example"),
            "INFO preflight denied | /local | GET | https://app.example.com | host_not_listed | Local",
        ),
        (
            preflight("PUT /slow", APP),
            "WARN preflight denied | /slow | PUT | https://app.example.com | source_too_slow | TooSlow",
        ),
        (
            from("GET /known", APP).origin(EVIL),
            "INFO response not to be read | /known | GET | https://app.example.com(and_1_more) | several_origins | Known",
        ),
    ];
    for (request, expected) in rows {
        let Logged { events, .. } = logged(app, &request).await;
        assert_eq!(events.iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
    }
    // Without a policy there is no decision.
    assert_eq!(logged(app, &from("GET /elsewhere", APP)).await.events, []);
}

async fn the_error_of_a_source_is_an_event_of_its_own(app: &App<impl Driver>) {
    let Logged { events, .. } = logged(app, &preflight("PUT /failing", EVIL)).await;
    let [failure, decision] = &events[..] else { panic!("{events:?}") };
    assert_eq!((failure.level, failure.fields["source"].as_str()), (Level::WARN, "FAILING"));
    assert_eq!(failure.fields["error"], "\"the data base is away%0D%0A%1B[31mroot logged in\"");
    assert_eq!(decision.fields["reason"], "source_failed");
}

/// The text of a request ends up in a log, where line breaks, escape sequences, quotes and equals signs could forge lines and fields.
async fn a_clients_text_writes_no_lines_and_no_fields_of_its_own(app: &App<impl Driver>) {
    let long = "x".repeat(65_536);
    // HTTP libraries reject other control characters; `cors-core` tests them.
    let rows = [
        ("https://evil.test\u{9b}31m", "https://evil.test%C2%9B31m"),
        ("\u{202e}https://evil.test", "%E2%80%AEhttps://evil.test"),
        ("a\\x1bb", "a%5Cx1bb"),
        ("a\tb", "a%09b"),
        ("100%", "100%25"),
        ("https://evil.test\" reason=\"allowed", "https://evil.test%22%20reason%3D%22allowed"),
        ("https://evil.test reason=allowed", "https://evil.test%20reason%3Dallowed"),
        (&long, &format!("{}(65536_bytes)", "x".repeat(128))),
    ];
    for (origin, shown) in rows {
        for asked in [from("GET /known", origin), from("POST /strict", origin), preflight("PUT /known", origin)] {
            for event in logged(app, &asked).await.events {
                assert_eq!(event.fields["origin"], shown);
            }
        }
    }
    for (method, shown) in [("P\u{9b}UT", "P%C2%9BUT"), ("PUT\" reason=\"allowed", "PUT%22%20reason%3D%22allowed")] {
        let asked = from("OPTIONS /known", APP).header("access-control-request-method", method);
        for event in logged(app, &asked).await.events {
            assert_eq!(event.fields["method"], shown);
        }
    }
}
