//! Probes of routers without policies.

use axum::{
    Router,
    routing::{any, get, head, post},
};

use super::{Patterns, Probe, ServedMethods, Stateless, example};

#[test]
fn a_probe_finds_the_methods() {
    let methods = |named: &[&'static str], any| Ok(Some(ServedMethods { named: named.to_vec(), any }));
    let router: Router = Router::new()
        .route("/users/{id}", get(|| async {}))
        .route("/users/{id}", post(|| async {}))
        .route("/users/me", any(|| async {}))
        .route("/head", head(|| async {}))
        .route("/{{literal}}/{*rest}", any(|| async {}).head(|| async {}))
        .fallback(|| async {});
    let probe = Probe::new(Patterns::Merged).finish(&router);
    assert_eq!(probe.methods("/users/{id}"), methods(&["GET", "POST"], false));
    assert_eq!(probe.methods("/users/me"), methods(&[], true));
    assert_eq!(probe.methods("/head"), methods(&["HEAD"], false));
    assert_eq!(probe.methods("/{{literal}}/{*rest}"), methods(&["HEAD"], true));
    assert_eq!(probe.methods("/{any}/x"), Ok(None));
    assert_eq!(probe.methods("/users"), Ok(None));
    let nested = probe.clone().nest("/v1");
    assert_eq!(nested.methods("/v1/users/me"), methods(&[], true));
    assert_eq!(nested.methods("/users/me"), Ok(None));
    assert_eq!(probe.pattern("/users/7").as_deref(), Some("/users/{id}"));
}

#[test]
fn a_router_without_its_state_cannot_be_probed() {
    let router: Router<u8> = Router::new().route("/", get(|| async {}));
    assert_eq!(Probe::new(Patterns::Merged).finish(&router).methods("/"), Err(Stateless));
    let probe = Probe::new(Patterns::Merged).with_state(&router, &7).methods("/");
    assert_eq!(probe, Ok(Some(ServedMethods { named: vec!["GET"], any: false })));
}

#[test]
fn only_patterns_that_may_be_shared_are_probed() {
    let router: Router<u8> = Router::new().route("/a", get(|| async {}));
    let only = Probe::new(Patterns::Only("/a".to_owned()));
    assert_eq!(only.methods("/a"), Err(Stateless));
    assert_eq!(only.methods("/b"), Ok(None));
    assert_eq!(only.nest("/v1").with_state(&router, &7).pattern("/v1/a").as_deref(), Some("/v1/a"));
    assert_eq!(Probe::new(Patterns::None).methods("/a"), Ok(None));
}

#[test]
fn an_example_matches_the_pattern() {
    assert_eq!(example("/{a}/b{{c}}/{*rest}"), "/cors-probe-parameter/b{c}/cors-probe-parameter");
}
