#![doc = include_str!("in-rustdoc.md")]
#![doc = include_str!("README.md")]

// A module of both adapters, for rustdoc. Their `docs/shared` is a link to the repository's `docs`, and cargo puts what it leads to
// into the package.
macro_rules! chapters {
    ($($chapter:ident: $file:literal)+) => {$(
        // First, because the first definition of a link counts: in the repository it leads to a file, here to a module.
        #[doc = include_str!("in-rustdoc.md")]
        #[doc = include_str!(concat!("../", $file))]
        pub mod $chapter {}
    )+};
}

#[path = "rules.rs"]
pub mod rules;

chapters! {
    first_steps: "guide/first-steps.md"
    add_to_axum: "guide/add-to-axum.md"
    add_to_actix: "guide/add-to-actix.md"
    cors: "guide/cors.md"
    requests: "guide/requests.md"
    credentials: "guide/credentials.md"
    caching: "guide/caching.md"
    how_it_works: "guide/how-it-works.md"
    origins: "guide/origins.md"
    environments: "guide/environments.md"
    run_time_origins: "guide/run-time-origins.md"
    authentication: "guide/authentication.md"
    enforce: "guide/enforce.md"
    websockets: "guide/websockets.md"
    local_servers: "guide/local-servers.md"
    own_front_end: "guide/own-front-end.md"
    single_page_applications: "guide/single-page-applications.md"
    public_api: "guide/public-api.md"
    tenants: "guide/tenants.md"
    native_apps: "guide/native-apps.md"
    axum: "guide/axum.md"
    actix_web: "guide/actix-web.md"
    libraries: "guide/libraries.md"
    tests: "guide/tests.md"
    review: "guide/review.md"
    audit: "guide/audit.md"
    panel: "guide/panel.md"
    events: "guide/events.md"
    troubleshooting: "guide/troubleshooting.md"
    from_tower_http: "guide/from-tower-http.md"
    from_actix_cors: "guide/from-actix-cors.md"
    security: "security.md"
    inventory: "inventory.md"
    proxies: "proxies.md"
    ecosystem: "ecosystem.md"
    peers: "peers.md"
}
