//! Configuration: only what is written holds.

use cors_core::OriginSet;

use cors_tests::{
    driver::Driver,
    exchange::{APP, EVIL, PARTNER, bare, check, denied, from, frontend_readable, preflight, readable, unreadable},
    on_every_framework,
};

use crate::app::{App, forgetful};

on_every_framework! {
    crate::app:
    v02_cve_2015_9243_overriding_one_option_keeps_the_others
    v49_express_cors_2_8_6_a_wildcard_is_a_wildcard_however_it_is_written
}

/// hapi: a route that configured one option got permissive defaults for the others, `*` among them.
/// Asked: a route that overrides `max_age` has everything else of its named policy.
async fn v02_cve_2015_9243_overriding_one_option_keeps_the_others(app: &App<impl Driver>) {
    let rows = [
        (preflight("PUT /forgetful", APP), forgetful(APP)),
        (preflight("PUT /forgetful", PARTNER), forgetful(PARTNER)),
        (preflight("PUT /forgetful", EVIL), denied()),
        (from("PUT /forgetful", APP), frontend_readable(200, APP)),
        (from("PUT /forgetful", EVIL), unreadable(200)),
    ];
    check(app, &rows).await;
}

/// Express: `origin: undefined` and `''` switched CORS off without a word, and `['*']` never matched.
/// Asked: `"*"` and `["*"]` are the same. A list with nothing in it does not compile.
async fn v49_express_cors_2_8_6_a_wildcard_is_a_wildcard_however_it_is_written(app: &App<impl Driver>) {
    for path in ["/public", "/star"] {
        check(app, &[(from(&format!("GET {path}"), EVIL), readable(200, "*"))]).await;
    }
    check(app, &[(from("GET /closed", EVIL), bare(200))]).await;
}

/// The same, for a list that is read while the program starts.
#[test]
fn v49_express_cors_2_8_6_an_empty_configuration_is_a_mistake() {
    for text in ["", " ", ",", ", ,", "\n"] {
        assert!(OriginSet::from_text(text).is_err(), "{text:?}");
    }
    assert!(OriginSet::from_env("CORS_TESTS_HAVE_NO_SUCH_VARIABLE").is_err());
}
