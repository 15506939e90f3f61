//! The outcomes that the demos show: what scripts can read, what is sent, and why.
//!
//! Every outcome is looked at on both demos, with the same expectations: each on a demo of its own, all of a framework in one browser.

use super::{Demo, From};

const ALLOW_ORIGIN: &str = "access-control-allow-origin";
const ALLOW_METHODS: &str = "access-control-allow-methods";
const ALLOW_HEADERS: &str = "access-control-allow-headers";
const ALLOW_CREDENTIALS: &str = "access-control-allow-credentials";

const OUTCOMES: [fn(&Demo); 10] = [
    an_allowed_origin_reads_a_list,
    a_refusal_of_an_inner_layer_can_be_read_and_a_session_opens_the_door,
    the_console_names_a_method_that_has_another_policy,
    an_origin_that_is_not_allowed_is_heard_but_reads_nothing,
    what_is_public_can_be_read_from_everywhere,
    a_form_of_the_stranger_changes_data,
    enforce_refuses_the_same_form,
    a_header_that_is_not_allowed_stops_the_request,
    an_answer_for_every_origin_is_withheld_where_cookies_are_sent,
    the_stranger_works_alone,
];

#[test]
fn on_axum() {
    let Some(mut demo) = crate::demo::on_axum("outcomes") else { return };
    for outcome in OUTCOMES {
        outcome(&demo);
        demo.start_again(crate::on_axum::serve);
    }
}

#[test]
fn on_actix() {
    let Some(mut demo) = crate::demo::on_actix("outcomes") else { return };
    for outcome in OUTCOMES {
        outcome(&demo);
        demo.start_again(crate::on_actix::serve);
    }
}

fn an_allowed_origin_reads_a_list(demo: &Demo) {
    let list = demo.click(From::Page, "list");
    assert_eq!(list.verdict, "✓ Readable: 200 OK");
    assert!(list.preflight.contains("No. Any link or web form"), "{list:#?}");
    assert!(list.script.contains("Ada") && list.script.contains("x-total-count: 2"), "{list:#?}");
    assert!(list.rule.contains("struct Frontend;") && list.rule.contains("async fn list_users"), "{list:#?}");

    let get = list.only();
    assert_eq!((get.method.as_str(), get.path.as_str(), get.status), ("GET", "/users", 200));
    assert_eq!(get.sent("origin"), Some(demo.origins.page.as_str()));
    assert_eq!(get.got(ALLOW_ORIGIN), Some(demo.origins.page.as_str()));
    assert_eq!(get.got("vary"), Some("Origin"));
}

fn a_refusal_of_an_inner_layer_can_be_read_and_a_session_opens_the_door(demo: &Demo) {
    let refused = demo.click(From::Page, "create");
    assert_eq!(refused.verdict, "! Refused by the API: 401 Unauthorized");
    assert!(refused.script.contains("Sign in first."), "{refused:#?}");
    assert!(refused.why.contains("CORS is enforced outside the session check"), "{refused:#?}");
    let colours = demo.colours();
    let (preflight, post) = refused.both();
    assert_eq!((preflight.status, preflight.reached_application), (204, false));
    assert_eq!((post.status, post.sent("cookie")), (401, None));
    assert_eq!(post.got(ALLOW_ORIGIN), Some(demo.origins.page.as_str()));

    let signed_in = demo.click(From::Page, "sign-in");
    assert_eq!(signed_in.verdict, "✓ Readable: 200 OK");
    assert!(signed_in.script.contains("Signed in as Ada."), "{signed_in:#?}");
    assert_ne!(colours, demo.colours(), "a refusal does not look like a success");

    let created = demo.click(From::Page, "create");
    assert_eq!(created.verdict, "✓ Readable: 201 Created");
    assert!(created.preflight.contains("Yes, because a web form cannot send JSON:"), "{created:#?}");
    assert!(created.preflight.contains("no session check and no handler ran"), "{created:#?}");
    assert!(created.answer.contains("The browser sent the session cookie."), "{created:#?}");
    assert!(created.script.contains("Grace"), "{created:#?}");
    let (preflight, post) = created.both();
    assert_eq!((preflight.method.as_str(), preflight.status, preflight.reached_application), ("OPTIONS", 204, false));
    assert_eq!(preflight.sent("access-control-request-method"), Some("POST"));
    assert_eq!(preflight.sent("access-control-request-headers"), Some("content-type"));
    assert_eq!(preflight.sent("cookie"), None);
    assert_eq!(preflight.got(ALLOW_ORIGIN), Some(demo.origins.page.as_str()));
    assert_eq!(preflight.got(ALLOW_CREDENTIALS), Some("true"));
    // axum serves HEAD by a handler for GET; actix-web does not.
    assert!(matches!(preflight.got(ALLOW_METHODS), Some("GET, HEAD, POST" | "GET, POST")), "{preflight:#?}");
    assert_eq!(preflight.got(ALLOW_HEADERS), Some("content-type"));
    assert_eq!((post.method.as_str(), post.status, post.reached_application), ("POST", 201, true));
    assert!(post.sent("cookie").is_some());
    assert_eq!(post.got(ALLOW_CREDENTIALS), Some("true"));

    let signed_out = demo.click(From::Page, "sign-out");
    assert_eq!(signed_out.verdict, "✓ Readable: 200 OK");
    assert_eq!(signed_out.both().0.got(ALLOW_METHODS), Some("POST, DELETE"));
    assert_eq!(demo.click(From::Page, "create").verdict, "! Refused by the API: 401 Unauthorized");
}

fn the_console_names_a_method_that_has_another_policy(demo: &Demo) {
    let delete = demo.click(From::Page, "delete");
    assert_eq!(delete.verdict, "✕ Blocked: never sent");
    assert!(delete.preflight.contains("Yes, because a web form cannot send DELETE:"), "{delete:#?}");
    assert!(delete.script.contains("Failed to fetch"), "{delete:#?}");
    let says = |methods: &str| delete.why.contains(&format!("may use {methods}, but not DELETE"));
    assert!(says("GET, HEAD") || says("GET"), "{delete:#?}");
    assert!(delete.rule.contains("https://admin.example.com"), "{delete:#?}");

    let preflight = delete.only();
    assert_eq!((preflight.method.as_str(), preflight.status, preflight.reached_application), ("OPTIONS", 204, false));
    assert_eq!(preflight.got(ALLOW_ORIGIN), Some(demo.origins.page.as_str()));
    assert!(matches!(preflight.got(ALLOW_METHODS), Some("GET, HEAD" | "GET")), "{preflight:#?}");
    demo.console_says(&["Method DELETE is not allowed"]);
}

fn an_origin_that_is_not_allowed_is_heard_but_reads_nothing(demo: &Demo) {
    let list = demo.click(From::Stranger, "list");
    assert_eq!(list.verdict, "✕ Blocked: sent, but the answer was withheld");
    assert!(list.script.contains("Failed to fetch"), "{list:#?}");
    assert!(list.why.contains("the handler ran"), "{list:#?}");
    let get = list.only();
    assert_eq!((get.status, get.reached_application), (200, true));
    assert_eq!(get.sent("origin"), Some(demo.origins.stranger.as_str()));
    assert!(get.grants_nothing(), "{get:#?}");
    assert_eq!(get.got("vary"), Some("Origin"));
    demo.console_says(&["'Access-Control-Allow-Origin'", &demo.origins.stranger]);

    let create = demo.click(From::Stranger, "create");
    assert_eq!(create.verdict, "✕ Blocked: never sent");
    assert!(create.why.contains("the policy does not list"), "{create:#?}");
    let preflight = create.only();
    assert_eq!((preflight.method.as_str(), preflight.status, preflight.reached_application), ("OPTIONS", 403, false));
    assert!(preflight.grants_nothing(), "{preflight:#?}");
    // The page shows the body of a refused preflight, which scripts never see.
    assert!(create.preflight.contains("403 Forbidden"), "{create:#?}");
    assert!(create.preflight.contains("[origin_not_allowed]"), "{create:#?}");
    demo.console_says(&["preflight", "'Access-Control-Allow-Origin'", &demo.origins.stranger]);

    for action in ["sign-in", "delete", "sign-out"] {
        let click = demo.click(From::Stranger, action);
        assert_eq!(click.verdict, "✕ Blocked: never sent", "{click:#?}");
        assert_eq!(click.only().status, 403);
    }
}

fn what_is_public_can_be_read_from_everywhere(demo: &Demo) {
    for from in [From::Page, From::Stranger] {
        let health = demo.click(from, "health");
        assert_eq!(health.verdict, "✓ Readable: 200 OK");
        assert!(health.script.contains("Healthy."), "{health:#?}");
        let get = health.only();
        assert_eq!(get.got(ALLOW_ORIGIN), Some("*"));
        assert_eq!(get.got("vary"), None);
    }
}

fn a_form_of_the_stranger_changes_data(demo: &Demo) {
    let form = demo.click(From::Stranger, "form");
    assert_eq!(form.verdict, "⚠ Data changed: CORS did not stop this (201 Created)");
    assert!(form.preflight.contains("No. Browsers have always sent forms"), "{form:#?}");
    assert!(form.answer.contains("Welcome, Mallory. You are user 3."), "{form:#?}");
    assert!(form.script.contains("Nothing"), "{form:#?}");
    assert!(form.rule.contains("allow(forgeable, reason ="), "{form:#?}");
    let post = form.only();
    assert_eq!((post.method.as_str(), post.path.as_str(), post.status), ("POST", "/sign-up", 201));
    assert_eq!(post.sent("origin"), Some(demo.origins.stranger.as_str()));
    assert!(post.reached_application && post.grants_nothing(), "{post:#?}");
    assert!(demo.click(From::Page, "list").script.contains("Mallory"));

    let own = demo.click(From::Page, "form");
    assert_eq!(own.verdict, "✓ Data changed: 201 Created");
}

fn enforce_refuses_the_same_form(demo: &Demo) {
    let form = demo.click(From::Stranger, "form-enforced");
    assert_eq!(form.verdict, "! Refused by enforce: 403 Forbidden");
    assert!(form.why.contains("refused before the handler runs"), "{form:#?}");
    assert!(form.answer.contains("CORS request refused"), "{form:#?}");
    assert!(form.rule.contains("policy = Frontend, enforce"), "{form:#?}");
    let post = form.only();
    assert_eq!((post.method.as_str(), post.status, post.reached_application), ("POST", 403, false));
    assert!(!demo.click(From::Page, "list").script.contains("Mallory"));

    let own = demo.click(From::Page, "form-enforced");
    assert_eq!(own.verdict, "✓ Data changed: 201 Created");
    assert!(demo.click(From::Page, "list").script.contains("Mallory"));
}

fn a_header_that_is_not_allowed_stops_the_request(demo: &Demo) {
    let list = demo.click(From::Page, "header");
    assert_eq!(list.verdict, "✕ Blocked: never sent");
    assert!(list.preflight.contains("a web form cannot send x-trace"), "{list:#?}");
    assert!(list.why.contains("not the header x-trace: it allows only content-type"), "{list:#?}");
    let preflight = list.only();
    assert_eq!((preflight.method.as_str(), preflight.status), ("OPTIONS", 204));
    assert_eq!(preflight.sent("access-control-request-headers"), Some("x-trace"));
    assert_eq!(preflight.got(ALLOW_ORIGIN), Some(demo.origins.page.as_str()));
    assert_eq!(preflight.got(ALLOW_HEADERS), Some("content-type"));

    let foreign = demo.click(From::Stranger, "header");
    assert_eq!(foreign.verdict, "✕ Blocked: never sent");
    assert!(foreign.why.contains("the policy does not list"), "{foreign:#?}");
}

fn an_answer_for_every_origin_is_withheld_where_cookies_are_sent(demo: &Demo) {
    for from in [From::Page, From::Stranger] {
        let health = demo.click(from, "include");
        assert_eq!(health.verdict, "✕ Blocked: sent, but the answer was withheld");
        assert!(health.why.contains("browsers do not accept *"), "{health:#?}");
        let get = health.only();
        assert_eq!((get.status, get.got(ALLOW_ORIGIN)), (200, Some("*")));
        assert_eq!(demo.click(from, "health").verdict, "✓ Readable: 200 OK");
    }
}

fn the_stranger_works_alone(demo: &Demo) {
    // Under `localhost`, the policies would list it.
    demo.open(&demo.origins.stranger.replace("127.0.0.1", "localhost"));
    demo.is_at(&demo.origins.stranger);
    for (action, verdict) in [
        ("list", "✕ Blocked: sent, but the answer was withheld"),
        ("create", "✕ Blocked: never sent"),
        ("delete", "✕ Blocked: never sent"),
        ("header", "✕ Blocked: never sent"),
        ("health", "✓ Readable: 200 OK"),
        ("include", "✕ Blocked: sent, but the answer was withheld"),
        ("form", "⚠ Data changed: CORS did not stop this (201 Created)"),
        ("form-enforced", "! Refused by enforce: 403 Forbidden"),
    ] {
        let click = demo.click(From::Stranger, action);
        assert_eq!(click.verdict, verdict, "{click:#?}");
        assert_eq!(click.only().sent("origin"), Some(demo.origins.stranger.as_str()));
    }
}

/// The cases in which browsers could differ.
#[test]
fn firefox() {
    let Some(demo) = crate::demo::in_firefox("outcomes") else { return };
    for test in [
        an_origin_that_is_not_allowed_in_any_browser,
        a_form_of_the_stranger_changes_data,
        a_header_that_is_not_allowed_stops_the_request,
        an_answer_for_every_origin_is_withheld_where_cookies_are_sent,
        the_stranger_works_alone,
    ] {
        test(&demo);
    }
}

fn an_origin_that_is_not_allowed_in_any_browser(demo: &Demo) {
    let list = demo.click(From::Stranger, "list");
    assert_eq!(list.verdict, "✕ Blocked: sent, but the answer was withheld");
    let create = demo.click(From::Stranger, "create");
    assert_eq!(create.verdict, "✕ Blocked: never sent");
    assert!(create.preflight.contains("[origin_not_allowed]"), "{create:#?}");
}
