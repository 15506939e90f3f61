//! All answers that cannot be the same on both frameworks, with the reasons.

use cors_tests::{
    exchange::{
        APP, ClientRequest, Expected, bare, check, from, frontend, frontend_readable, granted, other_methods, preflight,
    },
    frameworks::Framework,
    on_every_framework,
};

use crate::app::App;

on_every_framework! { crate::app: each_framework_answers_in_its_own_way }

struct Difference {
    row: &'static str,
    request: ClientRequest,
    axum: Expected,
    actix: Expected,
    why: &'static str,
}

fn differences() -> [Difference; 8] {
    [
        Difference {
            row: "a body that an extractor refuses for its type",
            request: from("POST /users", APP),
            axum: frontend_readable(415, APP),
            actix: frontend_readable(400, APP),
            why: "actix-web's `Json` answers 400 to every body that it cannot read",
        },
        Difference {
            row: "a parameter that an extractor refuses",
            request: from("GET /status/x", APP),
            axum: frontend_readable(400, APP),
            actix: frontend_readable(404, APP),
            why: "actix-web's `Path` answers 404 to a parameter that it cannot read",
        },
        Difference {
            row: "a method that a route attribute does not name",
            request: from("PATCH /status/200", APP),
            axum: frontend_readable(405, APP),
            actix: bare(404),
            why: "a route attribute of actix-web makes a resource that is there for its methods only: to any other method the \
                  path is an unknown one, and the default service answers, which has no policy",
        },
        Difference {
            row: "OPTIONS that is no preflight, for a route attribute",
            request: from("OPTIONS /status/200", APP),
            axum: frontend_readable(405, APP),
            actix: bare(404),
            why: "the same",
        },
        Difference {
            row: "HEAD where only GET is mounted",
            request: from("HEAD /status/200", APP),
            axum: frontend_readable(200, APP),
            actix: bare(404),
            why: "the same: actix-web serves HEAD only where it is mounted",
        },
        Difference {
            row: "the preflight for it",
            request: preflight("HEAD /status/200", APP),
            axum: frontend(APP, "GET, HEAD"),
            actix: other_methods(APP, "GET").credentials(),
            why: "what would answer is the default service, which has no policy",
        },
        Difference {
            row: "the preflight for HEAD, where a route without CORS shares the path",
            request: preflight("HEAD /mixed", APP),
            axum: granted(APP, "GET, HEAD").credentials().headers("content-type, authorization").max_age("0"),
            actix: other_methods(APP, "GET").credentials(),
            why: "it may be the other route that serves HEAD: which methods a `Route` serves is known to actix-web alone",
        },
        Difference {
            row: "the preflight for a method without a handler, where a route without CORS shares the path",
            request: preflight("PUT /mixed", APP),
            axum: other_methods(APP, "GET, HEAD").credentials().headers("content-type, authorization"),
            actix: other_methods(APP, "GET").credentials(),
            why: "the same: a header is allowed only if no handler serves the method",
        },
    ]
}

async fn each_framework_answers_in_its_own_way(app: &App) {
    for Difference { row, request, axum, actix, why } in differences() {
        let expected = match app.framework {
            Framework::Axum => axum,
            Framework::Actix => actix,
        };
        check(app, &[(&format!("{row} ({why})")[..], request, expected)]).await;
    }
}
