//! The application of these tests, served by both frameworks: one table of annotated handlers.

use cors_tests::{
    driver::{Driver, Served, call_actix, serve_actix, serve_axum},
    exchange::{Expected, granted},
    frameworks::{Framework, Runs},
};
use http::{Request, Response};

/// The handlers that are the same for both frameworks, and their policies. `cors` is the attribute of the framework at hand.
#[rustfmt::skip]
macro_rules! handlers {
    () => {
        cors_tests::frontend_policy!();

        #[cors(policy = Frontend)]
        async fn users(_: Traced) -> &'static str { "users" }
        #[cors(policy = Frontend, allow(forgeable, reason = "it only counts its runs"))]
        async fn create(_: Traced) -> &'static str { "create" }
        #[cors(origins = ["https://admin.example.com"], credentials)]
        async fn remove(_: Traced) -> &'static str { "remove" }

        /// Origins alone, so that everything else in its answers would be a default.
        #[cors(origins = ["https://app.example.com"])]
        async fn for_app() -> &'static str { "for_app" }
        #[cors(origins = ["https://admin.example.com"])]
        async fn for_admin() -> &'static str { "for_admin" }
        #[cors(origins = "*")]
        async fn public() -> &'static str { "public" }
        #[cors(origins = ["*"])]
        async fn star_in_a_list() -> &'static str { "star_in_a_list" }
        #[cors(same_origin)]
        async fn closed() -> &'static str { "closed" }

        // One option is replaced, the others stay.
        #[cors(policy = Frontend, max_age = "1m")]
        async fn forgetful() -> &'static str { "forgetful" }
        #[cors(
            policy = Frontend,
            origins = ["https://admin.example.com"],
            allow(forgeable, reason = "it changes nothing"),
        )]
        async fn moved() -> &'static str { "moved" }
        #[cors(policy = Frontend, same_origin)]
        async fn switched_off() -> &'static str { "switched_off" }

        /// Hosts that are parts of each other.
        #[cors(
            origins = [
                "https://foo.com", "https://bar.com", "https://a.foo.com", "https://foobar.com:8443", "https://*.baz.com",
                "https://*.b.bar.com", "http://localhost:3000", "http://sub.foo.com:*",
            ],
            allow(localhost_origin, reason = "the tests try origins that begin like it"),
        )]
        async fn similar() -> &'static str { "similar" }

        #[cors(policy = Frontend)]
        async fn own_options() -> &'static str { "own_options" }
        #[cors(policy = Frontend, allow(forgeable, reason = "it returns what it was sent"))]
        async fn receive(body: String) -> String { body }
        #[cors(policy = Frontend, enforce)]
        async fn strict(_: Traced) -> &'static str { "strict" }
        #[cors(policy = Frontend)]
        async fn panics() -> &'static str { panic!("a mistake in a handler") }
    };
}

/// The routes of the handlers. `$mount` adds them to an application.
macro_rules! routing {
    ($mount:ident!($app:expr)) => {
        $mount! { $app;
            "/users" => get(users), post(create), delete(remove);
            "/users/{id}" => get(for_app);
            "/half-closed" => get(for_app), delete(closed);
            "/closed" => get(closed), delete(closed);
            "/two" => get(for_app), post(for_admin);
            "/two-reversed" => post(for_admin), get(for_app);
            "/delete-only" => delete(for_app);
            "/options" => get(users), options(own_options);
            "/forgetful" => put(forgetful);
            "/moved" => delete(moved);
            "/remembered" => get(users), post(moved);
            "/remembered-put" => put(forgetful), get(for_app);
            "/everything" => any(public);
            "/switched-off" => delete(switched_off);
            "/public" => get(public), put(public);
            "/star" => get(star_in_a_list);
            "/similar" => get(similar);
            "/files/private" => get(for_admin);
            "/plus/a+b" => get(for_admin);
            "/plus/{name}" => get(for_app);
            "/case/admin" => get(for_admin);
            "/case/Admin" => get(for_app);
            "/body" => post(receive);
            "/strict" => get(strict), post(strict);
            "/panics" => get(panics);
            // The layer inside treats these by their paths.
            "/refused" => get(users), post(create);
            "/failed" => get(users), post(create);
            "/cleared" => get(users);
        }
    };
}

pub(crate) mod actix;
pub(crate) mod axum;

/// The largest body that is accepted, in bytes.
pub(crate) const BODY_LIMIT: usize = 64;

/// Headers that a handler sets itself, as before it had a policy.
pub(crate) const OWN_HEADERS: [(&str, &str); 5] = [
    ("access-control-allow-origin", "*"),
    ("access-control-allow-credentials", "true"),
    ("access-control-allow-private-network", "true"),
    ("vary", "accept-encoding"),
    ("vary", "accept-language"),
];

/// The first piece of the streaming body.
pub(crate) const FIRST_PIECE: &str = "first";

/// Counts the runs of extractors, and of the layer around all routes.
#[derive(Clone, Default)]
pub(crate) struct Counts {
    pub(crate) extractors: Runs,
    pub(crate) layers: Runs,
}

impl Counts {
    /// How often extractors and the layer have run.
    pub(crate) fn so_far(&self) -> [usize; 2] {
        [self.extractors.so_far(), self.layers.so_far()]
    }
}

/// The answer of `/forgetful`, which overrides `max_age`, to an allowed preflight.
pub(crate) fn forgetful(origin: &str) -> Expected {
    granted(origin, "PUT").credentials().headers("content-type, authorization").max_age("60")
}

/// The application, called in this thread.
pub(crate) struct App<D> {
    pub(crate) framework: Framework,
    pub(crate) runs: Counts,
    driver: D,
}

impl<D: Driver> Driver for App<D> {
    async fn send(&self, request: Request<&'static str>) -> Response<Vec<u8>> {
        self.driver.send(request).await
    }

    fn framework(&self) -> Framework {
        self.driver.framework()
    }
}

pub(crate) async fn axum() -> App<impl Driver> {
    let runs = Counts::default();
    App { framework: Framework::Axum, driver: self::axum::app(runs.clone()), runs }
}

pub(crate) async fn actix() -> App<impl Driver> {
    let runs = Counts::default();
    App { framework: Framework::Actix, driver: call_actix(self::actix::app(runs.clone())).await, runs }
}

/// The application behind a socket.
pub(crate) async fn served(framework: Framework) -> Served {
    match framework {
        Framework::Axum => serve_axum(self::axum::app(Counts::default())).await,
        Framework::Actix => serve_actix(|| self::actix::app(Counts::default())),
    }
}
