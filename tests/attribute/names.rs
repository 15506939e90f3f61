//! Names: of handlers whose function and companion come from two places, of handlers that cannot lend theirs to a type, and of
//! the adapters.

use std::{any::Any, panic};

/// The message of a panic while an application is made.
fn panics<T>(application: impl FnOnce() -> T + panic::UnwindSafe) -> String {
    let Err(payload) = panic::catch_unwind(application) else { panic!("the application starts") };
    let message: &dyn Any = &*payload;
    message.downcast_ref::<String>().expect("a message").clone()
}

/// `handler` is mounted; `annotated` is what the attribute stands on.
fn is_told(message: &str, handler: &str, annotated: &str) {
    let told = [
        format!("`attribute::names::{handler}` is not the function that `#[cors(…)]` annotates"),
        format!("the policy of `attribute::names::{annotated}`"),
        format!("help: put `#[cors(…)]` on `attribute::names::{handler}` too"),
    ];
    for part in told {
        assert!(message.contains(&part), "{message}\n\nno {part:?}");
    }
}

mod on_axum {
    use std::panic::Location;

    use axum::{extract::State, routing::MethodFilter};
    use cors_axum::{CorsMethodRouter, CorsRouter, cors, routes};
    use tower::layer::util::Identity;

    use super::{is_told, panics};

    mod v1 {
        use super::{State, cors};

        #[cors(origins = "*")]
        pub(super) async fn list() {}

        #[cors(origins = "*")]
        pub(super) async fn generic<S: Clone + Send + Sync + 'static>(_: State<S>) {}

        #[cors(origins = "*")]
        #[allow(dead_code)]
        pub(super) async fn kept() {}
    }

    mod v2 {
        use super::State;
        pub(super) use super::v1::*;

        pub(super) async fn list() {}
        pub(super) async fn generic<S: Clone + Send + Sync + 'static>(_: State<S>) {}
    }

    #[test]
    fn a_glob_import_with_a_function_of_its_own() {
        let told = |message: &str| is_told(message, "on_axum::v2::list", "on_axum::v1::list");
        told(&panics(|| CorsRouter::<()>::new().route("/", routes![get(v2::list)])));
        told(&panics(|| CorsRouter::<()>::new().route("/", routes![any(v2::list)])));
        told(&panics(|| CorsRouter::<()>::new().route("/", routes![get(v1::list), post(v2::list)])));
        told(&panics(|| CorsRouter::<()>::new().route("/", routes![get(v1::list), any(v2::list)])));
        told(&panics(|| CorsRouter::<()>::new().route("/", routes![get(v2::list).layer(Identity::new())])));
        told(&panics(|| CorsRouter::<()>::new().route("/", routes![on(MethodFilter::PUT, v2::list)])));
        told(&panics(|| {
            CorsRouter::<()>::new().route(
                "/",
                routes![
                    #[cfg(test)]
                    get(v2::list)
                ],
            )
        }));
        let message = panics(|| CorsRouter::<u8>::new().route("/", routes![get(v2::generic::<u8>)]));
        is_told(&message, "on_axum::v2::generic<u8>", "on_axum::v1::generic");
        let _: CorsRouter<u8> =
            CorsRouter::new().route("/", routes![get(v1::generic::<u8>), any(v2::kept), put(v1::list)]);
    }

    #[cors(origins = "*")]
    #[allow(dead_code)]
    async fn local() {}

    #[test]
    fn a_local_function() {
        async fn local() {}
        let message = panics(|| CorsRouter::<()>::new().route("/", routes![get(local)]));
        is_told(&message, "on_axum::a_local_function::local", "on_axum::local");
    }

    #[test]
    fn functions_of_one_name_in_nested_blocks() {
        #[cors(origins = "*")]
        async fn nested() {}
        {
            async fn nested() {}
            let message = panics(|| CorsRouter::<()>::new().route("/", routes![get(nested)]));
            is_told(&message, "on_axum::functions_of_one_name_in_nested_blocks::nested", "on_axum::nested");
        }
        let _: CorsRouter = CorsRouter::new().route("/", routes![get(nested)]);
    }

    #[test]
    fn the_place_is_that_of_the_call() {
        use std::sync::{Mutex, PoisonError};
        static PLACES: Mutex<Vec<String>> = Mutex::new(Vec::new());
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(Location::to_string).unwrap_or_default();
            PLACES.lock().unwrap_or_else(PoisonError::into_inner).push(place);
        }));
        let line = line!() + 1;
        panics(|| CorsMethodRouter::<()>::new().merge(routes![get(v2::list)]));
        std::panic::set_hook(before);
        let places = PLACES.lock().unwrap_or_else(PoisonError::into_inner);
        let expected = format!("attribute/names.rs:{line}:");
        assert!(places.iter().any(|place| place.contains(&expected)), "{places:?}");
    }

    mod websocket {
        pub(super) const PROTOCOL: &str = "chat";
    }

    #[cors(origins = "*", companion = Websocket)]
    async fn websocket() -> &'static str {
        websocket::PROTOCOL
    }

    mod named {
        use super::{State, cors};

        #[cors(origins = "*", companion = Str)]
        pub(super) async fn str() {}
        #[cors(origins = "*", companion = Clippy)]
        pub(super) async fn clippy() {}
        #[cors(same_origin, companion = Bool)]
        pub(super) async fn bool<S: Clone + Send + Sync + 'static>(_: State<S>) {}
        #[cors(origins = "*", companion = U8)]
        #[expect(clippy::manual_async_fn, reason = "a function that returns a future is a handler, too")]
        pub(super) fn u8() -> impl Future<Output = ()> + Send {
            async {}
        }
        #[cors(origins = "*")]
        pub(super) async fn r#type() {}
    }

    #[cors(origins = "*")]
    async fn __cors() {}
    #[cors(origins = "*")]
    #[allow(non_snake_case)]
    async fn companion_of_this_handler() {}
    #[cors(policy = problem, credentials)]
    #[allow(non_snake_case)]
    async fn POLICY() {}

    #[cors(origins = ["https://app.example.com"], max_age = "1h")]
    #[allow(non_camel_case_types)]
    struct problem;

    #[test]
    fn any_name_of_a_handler() {
        let _: CorsRouter<u8> = CorsRouter::new()
            .route("/1", routes![get(websocket as Websocket), post(named::str as named::Str)])
            .route("/2", routes![get(named::bool::<u8> as named::Bool), any(named::clippy as named::Clippy)])
            .route("/3", routes![get(named::u8 as named::U8).layer(Identity::new()), put(named::r#type)])
            .route("/4", routes![get(__cors), post(companion_of_this_handler), put(POLICY)]);
        {
            use named::{Str, str};
            let _: CorsRouter = CorsRouter::new().route("/", routes![get(str as Str)]);
        }
        let message = panics(|| CorsRouter::<()>::new().route("/", routes![get(named::str as named::Clippy)]));
        is_told(&message, "on_axum::named::str", "on_axum::named::clippy");
    }

    /// The names that generated code could give to items of its own are the user's.
    mod sources {
        use std::sync::LazyLock;

        use cors_axum::{CorsRouter, OriginSet, cors, origin_set, routes};

        static SOURCE: OriginSet = origin_set!["https://app.example.com"];
        static BASE: LazyLock<OriginSet> = LazyLock::new(|| origin_set!["https://app.example.com"]);
        #[allow(non_upper_case_globals)]
        static source: OriginSet = origin_set!["https://app.example.com"];

        #[cors(origins = SOURCE)]
        #[allow(non_camel_case_types)]
        struct __cors;
        #[cors(origins = source)]
        async fn first() {}
        #[cors(policy = __cors, origins = BASE)]
        async fn second() {}

        #[test]
        fn are_found() {
            let _: CorsRouter = CorsRouter::new().route("/", routes![get(first), put(second)]);
        }
    }

    #[test]
    fn entries_under_conditions() {
        let inventory = |router: CorsMethodRouter| CorsRouter::new().route("/", router).inventory().to_string();
        let entries = inventory(routes![
            get(v1::list),
            #[cfg(any())]
            post(no_such::handler).layer(no_such::layer()),
            #[cfg(all())]
            #[cfg(not(any()))]
            put(v1::list).layer(Identity::new()),
            #[cfg(any())]
            delete(v1::list),
            #[cfg(not(any()))]
            delete(v1::kept),
        ]);
        let has = |method: &str| entries.contains(method);
        assert_eq!(["GET", "POST", "PUT", "DELETE"].map(has), [true, false, true, true], "{entries}");
        let all = "not the macro's";
        let entries = inventory(routes![
            #[cfg(test)]
            any(v1::list).layer({
                let _ = all.len();
                Identity::new()
            })
        ]);
        assert!(entries.contains("v1::list"), "{entries}");
        let _: CorsMethodRouter = routes![
            #[cfg(any())]
            get(no_such::handler)
        ];
    }

    #[test]
    fn under_another_name_and_handed_on() {
        use cors_tests_renamed::framework::web;

        static SET: web::OriginSet = web::origin_set!["https://app.example.com"];
        #[web::cors(origins = SET, crate = web)]
        async fn show() {}
        let _: web::CorsRouter =
            web::CorsRouter::new().route("/here", web::routes![get(show)]).merge(cors_tests_renamed::axum::app());
    }
}

mod on_actix {
    use actix_web::{App, get, middleware::Compress, web};
    use cors_actix::{Routes, WithCors, cors, resource, routes};

    use super::{is_told, panics};

    mod v1 {
        use super::{cors, get, web};

        #[cors(origins = "*")]
        #[get("/list")]
        pub(super) async fn list() -> &'static str {
            "1"
        }

        #[cors(origins = "*")]
        pub(super) async fn show() -> &'static str {
            "1"
        }

        #[cors(origins = "*")]
        pub(super) async fn generic<S: 'static>(_: web::Data<S>) -> &'static str {
            "1"
        }
    }

    mod v2 {
        #[allow(unused_imports)]
        pub(super) use super::v1::*;
        use super::web;

        pub(super) async fn list() -> &'static str {
            "2"
        }

        pub(super) async fn show() -> &'static str {
            "2"
        }

        pub(super) async fn generic<S: 'static>(_: web::Data<S>) -> &'static str {
            "2"
        }
    }

    #[test]
    fn a_glob_import_with_a_function_of_its_own() {
        let message = panics(|| drop(App::new().with_cors().service(routes![v2::list])));
        is_told(&message, "on_actix::v2::list", "on_actix::v1::list");
        let told = |routes: fn() -> Routes| {
            is_told(&panics(routes), "on_actix::v2::show", "on_actix::v1::show");
        };
        told(|| routes![get(v2::show)]);
        told(|| routes![any(v2::show)]);
        told(|| routes![get(v2::show).wrap(Compress::default())]);
        told(|| {
            routes![
                #[cfg(test)]
                get(v2::show)
            ]
        });
        let message = panics(|| -> Routes { routes![get(v2::generic::<u8>)] });
        is_told(&message, "on_actix::v2::generic<u8>", "on_actix::v1::generic");
        let _: Routes = routes![get(v1::generic::<u8>), any(v1::show)];
        let _ = App::new().with_cors().service(routes![v1::list]);
    }

    #[cors(origins = "*")]
    #[allow(dead_code)]
    async fn local() -> &'static str {
        "module"
    }

    #[test]
    fn a_local_function() {
        async fn local() -> &'static str {
            "local"
        }
        let message = panics(|| -> Routes { routes![get(local)] });
        is_told(&message, "on_actix::a_local_function::local", "on_actix::local");
    }

    #[test]
    fn functions_of_one_name_in_nested_blocks() {
        #[cors(origins = "*")]
        #[get("/")]
        async fn nested() -> &'static str {
            "outer"
        }
        {
            async fn nested() -> &'static str {
                "inner"
            }
            let message = panics(|| drop(App::new().with_cors().service(routes![nested])));
            is_told(&message, "on_actix::functions_of_one_name_in_nested_blocks::nested", "on_actix::nested");
        }
        let _ = App::new().with_cors().service(routes![nested]);
    }

    mod websocket {}

    #[cors(origins = "*", companion = Websocket)]
    async fn websocket() -> &'static str {
        "by hand"
    }

    mod named {
        use super::{cors, get};

        mod str {}

        #[cors(origins = "*", companion = Str)]
        #[get("/str")]
        pub(super) async fn str() -> String {
            String::new()
        }
        #[cors(policy = super::problem, max_age = 60, companion = Miri)]
        #[get("/miri")]
        pub(super) async fn miri() -> &'static str {
            "under a route"
        }
        #[cors(origins = "*")]
        #[get("/type")]
        pub(super) async fn r#type() -> &'static str {
            "raw"
        }
    }

    #[cors(origins = "*")]
    async fn __cors() -> &'static str {
        "by hand"
    }
    #[cors(origins = "*")]
    #[get("/")]
    #[allow(non_snake_case)]
    async fn companion_of_this_handler() -> &'static str {
        "under a route"
    }

    #[cors(origins = ["https://app.example.com"], max_age = "1h")]
    #[allow(non_camel_case_types)]
    struct problem;

    #[test]
    fn any_name_of_a_handler() {
        let app = App::new()
            .with_cors()
            .service(routes![
                named::str as named::Str,
                named::miri as named::Miri,
                named::r#type,
                companion_of_this_handler
            ])
            .service(resource("/2").route(routes![get(websocket as Websocket), any(__cors)]));
        let inventory = app.inventory().to_string();
        for handler in ["named::str", "named::miri", "named::type", "on_actix::websocket", "on_actix::__cors"] {
            assert!(inventory.contains(handler), "{inventory}");
        }
        let message = panics(|| drop(App::new().with_cors().service(routes![named::str as named::Miri])));
        is_told(&message, "on_actix::named::str", "on_actix::named::miri");
    }

    #[test]
    fn entries_under_conditions() {
        let app = App::new()
            .with_cors()
            .service(routes![
                #[cfg(any())]
                no_such::handler,
                #[cfg(all())]
                v1::list
            ])
            .service(resource("/2").route(routes![
                get(v1::show),
                #[cfg(any())]
                post(no_such::handler),
                #[cfg(test)]
                put(v1::show).wrap(Compress::default()),
            ]));
        let inventory = app.inventory().to_string();
        let has = |text: &str| inventory.contains(text);
        assert_eq!(["v1::list", "POST", "PUT"].map(has), [true, false, true], "{inventory}");
    }

    #[test]
    fn under_another_name_and_handed_on() {
        use cors_tests_renamed::{actix, framework::server};

        static SET: server::OriginSet = server::origin_set!["https://app.example.com"];
        #[server::cors(origins = SET, crate = server)]
        #[get("/here")]
        async fn show() -> &'static str {
            "here"
        }
        let _ =
            App::new().with_cors().service(server::routes![show]).service(actix::by_hand()).configure(actix::configure);
    }
}
