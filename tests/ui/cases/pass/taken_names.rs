//! Every name that generated code uses or introduces is taken, in every namespace, and nothing is captured.

#![no_implicit_prelude]
#![deny(warnings)]
#![allow(dead_code, non_camel_case_types, non_upper_case_globals, unused_macros)]

/// Types and statics. A static captures every pattern of its name.
macro_rules! take {
    ($($name:ident)+) => {$(
        struct $name {}
        static $name: () = ();
    )+};
}

/// Macros, modules, and what every type has.
macro_rules! take_everything {
    () => {
        take! {
            Option Some None Result Ok Err String Vec Box From Into Default Clone Copy Iterator Fn Self_ Send Sync
            str bool u8 u16 usize char
            Acknowledged Annotated Asked Askable AttributeGuards Carried Carries Companion CorsMethodRouter CorsRouter FunctionId
            HandlerFacts HasNoRoute HasRoute MethodFilter Mistake Mount Mounts NamedPolicy Narrowed Narrows NotNarrowed NoPolicy
            OriginList OriginSet Origins Own Policy PolicyParts Resource Risks Route Routes Rule Services Source
            ANNOTATED BASE CARRIED EMPTY FACTS MOUNT NONE OWN POLICY ROUTES SAME_ORIGIN STUB
            __CORS_BASE __CORS_FACTS __CORS_OWN __cors __cors_problem __cors_source __mounts __on __private
            all annotated any closed companion fallback function handler literals merged methods mount mounts name narrows
            other_fallback policy problem refuse request routes routers services start state with value
            companion_of_this_handler other_companion_of_this_handler
            cors_policy_is_never_mounted cors_policy_is_never_mounted_or_stands_below_the_route_attribute
        }
        mod core {}
        mod std {}
        mod alloc {}
        mod cors_core {}
        mod cors_axum {}
        mod cors_actix {}
        mod axum {}
        mod actix_web {}
        mod diagnostic {}
        mod clippy {}

        macro_rules! panic { () => {} }
        macro_rules! assert { () => {} }
        macro_rules! concat { () => {} }
        macro_rules! module_path { () => {} }
        macro_rules! compile_error { () => {} }
        macro_rules! cfg { () => {} }

        trait Captures: ::core::marker::Sized {
            const POLICY: () = ();
            const ANNOTATED: () = ();
            const MOUNT: () = ();
            const ROUTES: () = ();
            const cors_policy_is_never_mounted: () = ();
            const cors_policy_is_never_mounted_or_stands_below_the_route_attribute: () = ();
            fn policy(self) {}
            fn closed(self) {}
            fn with(self, _: (), _: ()) {}
            fn for_other_origins(self) {}
            fn methods(self) {}
            fn is_some(self) {}
            fn function(self) {}
            fn path(self) {}
            fn merge(self, _: ()) {}
            fn layer(self, _: ()) {}
            fn wrap(self, _: ()) {}
            fn to(self, _: ()) {}
            fn __on(self, _: (), _: (), _: ()) {}
            fn __any(self, _: (), _: ()) {}
            fn __on_route(self, _: (), _: (), _: ()) {}
            fn __handler_layer(self, _: ()) {}
            fn new() {}
            fn of() {}
        }

        impl<T> Captures for T {}
    };
}

mod on_axum {
    use ::cors_axum::{cors, origin_set};

    take_everything! {}

    static SOURCE: ::cors_axum::OriginSet = origin_set!["https://one.example"];
    static __CORS_SOURCE: ::cors_axum::OriginSet = origin_set!["https://*.two.example"];
    static __CORS_POLICY: ::cors_axum::OriginSet =
        origin_set!["http://three.example", allow(insecure_origin, reason = "a test")];

    #[cors(
        origins = ["https://app.example.com", "https://*.partner.example"],
        dev_origins = ["http://localhost:5173"],
        credentials,
        allow_headers = ["x-request-id"],
        expose_headers = ["x-total-count"],
        max_age = "2h",
    )]
    pub struct Frontend;

    #[cors(policy = Frontend, origins = ["http://intranet.example"], allow(insecure_origin, reason = "a test"))]
    pub struct Intranet;

    #[cors(policy = Frontend, origins = SOURCE)]
    pub struct Tenants;

    #[cors(policy = Tenants, origins = __CORS_POLICY, methods = [GET])]
    pub struct Narrow;

    #[cors(policy = Tenants)]
    async fn list() {}

    #[cors(policy = Frontend, allow_headers = ["content-type"])]
    async fn create(_: ::axum::Json<::core::primitive::u8>) {}

    #[cors(policy = Frontend, allow(json_without_content_type, reason = "a test"))]
    async fn replace(_: ::axum::Json<::core::primitive::u8>) {}

    #[cors(policy = Intranet, same_origin, enforce)]
    async fn close() {}

    #[cors(origins = SOURCE, credentials, methods = [GET, POST], allow(forgeable, reason = "it changes nothing"))]
    async fn source() {}

    #[cors(policy = Narrow, origins = __CORS_SOURCE, enforce)]
    async fn underscored() {}

    #[cors(origins = __CORS_POLICY)]
    async fn underscored_too<T>(_: ::axum::extract::Path<T>) {}

    pub fn application() -> ::cors_axum::CorsRouter {
        let layer = || ::tower::layer::util::Identity::new();
        ::cors_axum::CorsRouter::new()
            .route("/1", ::cors_axum::routes![get(list), post(create).layer(layer()), put(self::replace)])
            .route("/2", ::cors_axum::routes![any(close)])
            .route("/3", ::cors_axum::routes![any(source).layer(layer())])
            .route("/4", ::cors_axum::routes![#[cfg(any())] get(no_such), #[cfg(not(any()))] get(list), any(underscored)])
            .route("/5", ::cors_axum::routes![get(underscored_too::<::std::string::String>)])
            .route("/6", ::cors_axum::with_policy(Intranet).any(|| async {}))
    }

    mod taken_companions {
        #[::cors_axum::cors(origins = "*")]
        pub async fn companion_of_this_handler() {}

        pub fn application() -> ::cors_axum::CorsRouter {
            ::cors_axum::CorsRouter::new().route("/", ::cors_axum::routes![get(self::companion_of_this_handler)])
        }
    }
}

mod on_actix {
    use ::actix_web::{get, post};
    use ::cors_actix::{cors, origin_set};

    take_everything! {}

    static SOURCE: ::cors_actix::OriginSet = origin_set!["https://one.example"];
    static __CORS_SOURCE: ::cors_actix::OriginSet = origin_set!["https://*.two.example"];
    static __CORS_POLICY: ::cors_actix::OriginSet = origin_set!["https://three.example"];

    #[cors(
        origins = ["https://app.example.com", "https://*.partner.example"],
        dev_origins = ["http://localhost:5173"],
        credentials,
        allow_headers = ["x-request-id"],
        max_age = "2h",
    )]
    pub struct Frontend;

    #[cors(policy = Frontend, origins = SOURCE)]
    pub struct Tenants;

    fn guard_of_mine(_: &::actix_web::guard::GuardContext<'_>) -> ::core::primitive::bool {
        true
    }

    fn middleware() -> ::actix_web::middleware::Compress {
        <::actix_web::middleware::Compress as ::core::default::Default>::default()
    }

    #[cors(policy = Tenants)]
    #[get("/1")]
    async fn list() -> &'static ::core::primitive::str {
        ""
    }

    #[cors(policy = Frontend, allow_headers = ["content-type"])]
    #[post("/1", guard = "guard_of_mine", wrap = "middleware()")]
    async fn create(_: ::actix_web::web::Json<::core::primitive::u8>) -> &'static ::core::primitive::str {
        ""
    }

    #[cors(origins = __CORS_SOURCE)]
    #[::actix_web::routes]
    #[get("/2")]
    #[::actix_web::post("/3")]
    async fn twice() -> &'static ::core::primitive::str {
        ""
    }

    #[cors(policy = Tenants, origins = __CORS_POLICY, methods = [GET], enforce)]
    async fn by_hand() -> &'static ::core::primitive::str {
        ""
    }

    #[cors(policy = Frontend, enforce)]
    async fn by_hand_too() -> &'static ::core::primitive::str {
        ""
    }

    pub fn application() {
        use ::cors_actix::WithCors;

        let _ = ::actix_web::App::new()
            .with_cors()
            .service(::cors_actix::routes![list, create, #[cfg(not(any()))] self::twice])
            .service(::cors_actix::resource("/4").route(::cors_actix::routes![
                get(by_hand_too).wrap(middleware()),
                #[cfg(any())]
                post(no_such),
                any(by_hand)
            ]))
            .finish();
    }
}

fn main() {
    let _ = on_axum::application();
    on_actix::application();
}
