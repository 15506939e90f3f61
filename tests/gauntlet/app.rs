//! The application that is asked: one table of annotated handlers, whichever framework serves them.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use cors_tests::driver::{Driver, Served, call_actix, serve_actix, serve_axum};
use http::{Request, Response};

use crate::{app_actix, app_axum};

/// Makes a test of every function that is named, for every framework.
macro_rules! on_every_framework {
    ($($test:ident)+) => {
        mod on_axum {
            $(
                #[tokio::test]
                async fn $test() {
                    super::$test(&$crate::app::axum()).await;
                }
            )+
        }
        mod on_actix {
            $(
                #[tokio::test]
                async fn $test() {
                    super::$test(&$crate::app::actix().await).await;
                }
            )+
        }
    };
}

/// The policies, and the handlers that are the same for both. `cors` is the attribute of the framework at hand.
#[rustfmt::skip]
macro_rules! handlers {
    () => {
        /// What most handlers have.
        #[cors(
            origins = ["https://app.example.com", "https://*.partner.example"],
            credentials,
            allow_headers = ["content-type"],
            expose_headers = ["x-total-count"],
            max_age = "10m",
        )]
        pub(crate) struct Frontend;

        #[cors(policy = Frontend)]
        async fn users(_: Traced) -> &'static str { "users" }
        #[cors(policy = Frontend)]
        async fn create(_: Traced) -> &'static str { "create" }
        #[cors(origins = ["https://admin.example.com"], credentials)]
        async fn remove(_: Traced) -> &'static str { "remove" }

        /// Nothing but origins: whatever else there is would be a default.
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
        #[cors(policy = Frontend, origins = ["https://admin.example.com"])]
        async fn moved() -> &'static str { "moved" }
        #[cors(policy = Frontend, same_origin)]
        async fn switched_off() -> &'static str { "switched_off" }

        /// Names that are parts of each other.
        #[cors(
            origins = [
                "https://foo.com", "https://bar.com", "https://a.foo.com", "https://foobar.com:8443", "https://*.baz.com",
                "https://*.b.bar.com", "http://localhost:3000", "http://sub.foo.com:*",
            ],
            allow(localhost_origin, reason = "what begins like it is of interest"),
        )]
        async fn similar() -> &'static str { "similar" }

        #[cors(policy = Frontend)]
        async fn own_options() -> &'static str { "own_options" }
        #[cors(policy = Frontend)]
        async fn receive(body: String) -> String { body }
        #[cors(policy = Frontend, enforce)]
        async fn strict(_: Traced) -> &'static str { "strict" }
        #[cors(policy = Frontend)]
        async fn panics() -> &'static str { panic!("a mistake in a handler") }
    };
}

/// Where the handlers are. `$mount` puts this on an application.
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
            // What the layer inside does to these, it does by their paths.
            "/refused" => get(users), post(create);
            "/failed" => get(users), post(create);
            "/cleared" => get(users);
        }
    };
}

/// How many bytes of a body are too many.
pub(crate) const BODY_LIMIT: usize = 64;

/// What is set by handlers that were there before there was a policy.
pub(crate) const OWN_HEADERS: [(&str, &str); 5] = [
    ("access-control-allow-origin", "*"),
    ("access-control-allow-credentials", "true"),
    ("access-control-allow-private-network", "true"),
    ("vary", "accept-encoding"),
    ("vary", "accept-language"),
];

/// What a streaming body begins with.
pub(crate) const FIRST_PIECE: &str = "first";

/// What has run: of handlers' extractors, and of the layer around all routes.
#[derive(Clone, Default)]
pub(crate) struct Runs(Arc<[AtomicUsize; 2]>);

impl Runs {
    pub(crate) fn extractor(&self) {
        self.0[0].fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn layer(&self) {
        self.0[1].fetch_add(1, Ordering::Relaxed);
    }

    /// How often extractors and the layer have run.
    pub(crate) fn so_far(&self) -> [usize; 2] {
        [0, 1].map(|part: usize| self.0[part].load(Ordering::Relaxed))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framework {
    Axum,
    Actix,
}

/// The application, called in this thread.
pub(crate) struct App<D> {
    pub(crate) framework: Framework,
    pub(crate) runs: Runs,
    driver: D,
}

impl<D: Driver> Driver for App<D> {
    async fn send(&self, request: Request<&'static str>) -> Response<Vec<u8>> {
        self.driver.send(request).await
    }
}

pub(crate) fn axum() -> App<impl Driver> {
    let runs = Runs::default();
    App { framework: Framework::Axum, driver: app_axum::app(runs.clone()), runs }
}

pub(crate) async fn actix() -> App<impl Driver> {
    let runs = Runs::default();
    App { framework: Framework::Actix, driver: call_actix(app_actix::app(runs.clone())).await, runs }
}

impl Framework {
    /// The same application behind a socket.
    pub(crate) async fn served(self) -> Served {
        match self {
            Framework::Axum => serve_axum(app_axum::app(Runs::default())).await,
            Framework::Actix => serve_actix(|| app_actix::app(Runs::default())),
        }
    }
}
