//! Random applications, stranger than real ones: the policy of the handler that actix runs is the one that is enforced.

use actix_web::{App, HttpResponse, Resource, Route, guard, web};
use cors_actix::{CorsService, NamedPolicy, ServiceConfig, WithCors, WithPolicy, cors, resource, scope, with_policy};
use cors_tests::exchange::{Answer, request};
use proptest::{collection::vec, prelude::*, sample::select};

use super::answers;

#[cors(origins = ["https://a.test"])]
struct A;
#[cors(origins = ["https://b.test"])]
struct B;
#[cors(origins = ["https://c.test"])]
struct C;

const ORIGINS: [&str; 3] = ["https://a.test", "https://b.test", "https://c.test"];
const METHODS: [&str; 4] = ["GET", "HEAD", "POST", "PUT"];
const PATHS: [&str; 6] = ["/x", "/x/y", "/x/7", "/7", "/x/y/7", "/"];
const HOSTS: [&str; 2] = ["one.test", "two.test"];

#[derive(Clone, Debug)]
enum Item {
    Resource { pattern: &'static str, name: Name, guard: Guard, routes: Vec<(Option<&'static str>, Policy)> },
    Scope { prefix: &'static str, guard: Guard, items: Vec<Item> },
    Plain { pattern: &'static str, name: Name, method: Option<&'static str> },
}

type Name = Option<&'static str>;

#[derive(Clone, Copy, Debug)]
enum Policy {
    Of(usize),
    None,
}

#[derive(Clone, Copy, Debug)]
enum Guard {
    None,
    Host(&'static str),
    Header,
    Function,
    Method,
}

fn pattern() -> impl Strategy<Value = &'static str> {
    select(&["/x", "/x/y", "/{p}", "/x/{p}", r"/x/{n:\d+}", "/{tail:.*}", "x", ""][..])
}

fn any_guard() -> impl Strategy<Value = Guard> {
    prop_oneof![
        4 => Just(Guard::None),
        2 => select(&HOSTS[..]).prop_map(Guard::Host),
        1 => Just(Guard::Header),
        1 => Just(Guard::Function),
        1 => Just(Guard::Method),
    ]
}

/// Few, so that others have the same.
fn name() -> impl Strategy<Value = Name> {
    select(&[None, Some("name")][..])
}

fn plain_item() -> impl Strategy<Value = Item> {
    (pattern(), name(), method()).prop_map(|(pattern, name, method)| Item::Plain { pattern, name, method })
}

fn method() -> impl Strategy<Value = Option<&'static str>> {
    prop_oneof![3 => select(&METHODS[..]).prop_map(Some), 1 => Just(None)]
}

fn item() -> impl Strategy<Value = Item> {
    let policy = prop_oneof![6 => (0..3_usize).prop_map(Policy::Of), 1 => Just(Policy::None)];
    let routes = vec((method(), policy), 1..3);
    let resource = (pattern(), name(), any_guard(), routes).prop_map(|(pattern, name, guard, routes)| Item::Resource {
        pattern,
        name,
        guard,
        routes,
    });
    let leaf = prop_oneof![6 => resource, 1 => plain_item()];
    leaf.prop_recursive(2, 8, 3, |item| {
        let prefix = select(&["/x", "/{p}", "", "/x/y"][..]);
        (prefix, any_guard(), vec(item, 1..4)).prop_map(|(prefix, guard, items)| Item::Scope { prefix, guard, items })
    })
}

fn of_policy<P: NamedPolicy>(policy: P, method: Option<&'static str>, name: usize) -> WithPolicy {
    let handler = move || async move { HttpResponse::Ok().body(ORIGINS[name]) };
    match method {
        Some(method) => with_policy(policy).method(method.parse().expect("a method"), handler),
        None => with_policy(policy).any(handler),
    }
}

fn plain_resource(pattern: &'static str, name: Name, method: Option<&'static str>) -> Resource {
    let resource = web::resource(pattern).route(plain(method));
    match name {
        Some(name) => resource.name(name),
        None => resource,
    }
}

fn plain(method: Option<&'static str>) -> Route {
    let route = match method {
        Some(method) => web::method(method.parse().expect("a method")),
        None => web::route(),
    };
    route.to(|| async { HttpResponse::Ok().body("plain") })
}

macro_rules! guarded {
    ($to:expr, $guard:expr) => {
        match $guard {
            Guard::None => $to,
            Guard::Host(host) => $to.guard(guard::Host(host)),
            Guard::Header => $to.guard(guard::Header("x-guard", "1")),
            Guard::Function => $to.guard(guard::fn_guard(|context| context.head().headers().contains_key("x-guard"))),
            Guard::Method => $to.guard(guard::Get()),
        }
    };
}

fn mount(config: &mut ServiceConfig, items: &[Item]) {
    for item in items {
        match item {
            Item::Plain { pattern, name, method } => {
                config.service_without_cors(plain_resource(pattern, *name, *method));
            }
            Item::Resource { pattern, name, guard, routes } => {
                let mut mounted = guarded!(resource(*pattern), *guard);
                if let Some(name) = name {
                    mounted = mounted.name(name);
                }
                for (method, policy) in routes {
                    mounted = match policy {
                        Policy::Of(0) => mounted.route(of_policy(A, *method, 0)),
                        Policy::Of(1) => mounted.route(of_policy(B, *method, 1)),
                        Policy::Of(_) => mounted.route(of_policy(C, *method, 2)),
                        Policy::None => mounted.route_without_cors(plain(*method)),
                    };
                }
                config.service(mounted);
            }
            Item::Scope { prefix, guard, items } => {
                config.service(of_scope(prefix, *guard, items));
            }
        }
    }
}

fn of_scope(prefix: &str, guard: Guard, items: &[Item]) -> impl CorsService + use<> {
    guarded!(scope(prefix), guard).configure(|config| mount(config, items))
}

/// Every path, by every method, to every host, with and without what header guards look at; and its preflights.
fn asks() -> Vec<(&'static str, &'static str, &'static str, bool, &'static str)> {
    let mut asks = Vec::new();
    for path in PATHS {
        for method in METHODS {
            for host in HOSTS {
                for origin in ORIGINS {
                    asks.extend([true, false].map(|header| (path, method, host, header, origin)));
                }
            }
        }
    }
    asks
}

async fn ask(before: &[Item], items: &[Item]) -> Vec<(Answer, Answer)> {
    let app = before.iter().fold(App::new(), |app, item| match item {
        Item::Plain { pattern, name, method } => app.service(plain_resource(pattern, *name, *method)),
        Item::Resource { .. } | Item::Scope { .. } => app,
    });
    let app = app.with_cors().configure(|config| mount(config, items)).finish();
    let mut requests = Vec::new();
    for (path, method, host, header, origin) in asks() {
        let preflight = [("host", host), ("origin", origin), ("access-control-request-method", method)];
        requests.push(request(&format!("OPTIONS {path}")).headers(&preflight));
        let actual: &[_] = &[("host", host), ("origin", origin), ("x-guard", "1")];
        requests.push(request(&format!("{method} {path}")).headers(if header { actual } else { &actual[..2] }));
    }
    let mut answers = answers(app, requests).await.into_iter();
    std::iter::from_fn(|| Some((answers.next()?, answers.next()?))).collect()
}

fn check(before: &[Item], items: &[Item]) -> Result<(), TestCaseError> {
    let answers = actix_web::rt::System::new().block_on(ask(before, items));
    for (asked, (preflight, actual)) in asks().into_iter().zip(answers) {
        let (_, method, .., origin) = asked;
        if actual.status == 200 {
            let may_read = actual.allowed_origin().is_some();
            let ran = if method == "HEAD" { "" } else { actual.body.as_str() };
            if !ran.is_empty() {
                prop_assert_eq!(may_read, ran == origin, "{:?}: {:?}", asked, actual);
            }
        }
        let listed = preflight.header("access-control-allow-methods").unwrap_or_default();
        let granted = preflight.status == 204 && preflight.header("access-control-max-age") != Some("0");
        if granted && listed.split(", ").any(|listed| listed == method) && actual.status == 200 {
            prop_assert_eq!(actual.allowed_origin(), Some(origin), "{:?}: {:?} then {:?}", asked, preflight, actual);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_policy_is_that_of_the_handler_that_runs(before in vec(plain_item(), 0..2), items in vec(item(), 1..6)) {
        check(&before, &items)?;
    }
}
