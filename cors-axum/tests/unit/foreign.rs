//! Routers without policies, asked for their methods.

use axum::{
    Router,
    routing::{any, get, head, post},
};

use super::{Foreign, ForeignMethods, Patterns, Stateless, example};

#[test]
fn a_router_tells_its_methods() {
    let methods = |named: &[&'static str], any| Ok(Some(ForeignMethods { named: named.to_vec(), any }));
    let router: Router = Router::new()
        .route("/users/{id}", get(|| async {}))
        .route("/users/{id}", post(|| async {}))
        .route("/users/me", any(|| async {}))
        .route("/head", head(|| async {}))
        .route("/{{literal}}/{*rest}", any(|| async {}).head(|| async {}))
        .fallback(|| async {});
    let foreign = Foreign::new(Patterns::Merged).finish(&router);
    assert_eq!(foreign.methods("/users/{id}"), methods(&["GET", "POST"], false));
    assert_eq!(foreign.methods("/users/me"), methods(&[], true));
    assert_eq!(foreign.methods("/head"), methods(&["HEAD"], false));
    assert_eq!(foreign.methods("/{{literal}}/{*rest}"), methods(&["HEAD"], true));
    assert_eq!(foreign.methods("/{any}/x"), Ok(None));
    assert_eq!(foreign.methods("/users"), Ok(None));
    let nested = foreign.clone().nest("/v1");
    assert_eq!(nested.methods("/v1/users/me"), methods(&[], true));
    assert_eq!(nested.methods("/users/me"), Ok(None));
    assert_eq!(foreign.pattern("/users/7").as_deref(), Some("/users/{id}"));
}

#[test]
fn a_router_without_its_state_cannot_be_asked() {
    let router: Router<u8> = Router::new().route("/", get(|| async {}));
    assert_eq!(Foreign::new(Patterns::Merged).finish(&router).methods("/"), Err(Stateless));
    let foreign = Foreign::new(Patterns::Merged).with_state(&router, &7).methods("/");
    assert_eq!(foreign, Ok(Some(ForeignMethods { named: vec!["GET"], any: false })));
}

#[test]
fn only_patterns_that_may_be_shared_are_asked_for() {
    let router: Router<u8> = Router::new().route("/a", get(|| async {}));
    let only = Foreign::new(Patterns::Only("/a".to_owned()));
    assert_eq!(only.methods("/a"), Err(Stateless));
    assert_eq!(only.methods("/b"), Ok(None));
    assert_eq!(only.nest("/v1").with_state(&router, &7).pattern("/v1/a").as_deref(), Some("/v1/a"));
    assert_eq!(Foreign::new(Patterns::None).methods("/a"), Ok(None));
}

#[test]
fn an_example_has_the_pattern() {
    assert_eq!(example("/{a}/b{{c}}/{*rest}"), "/cors-asks-for-any-parameter/b{c}/cors-asks-for-any-parameter");
}
