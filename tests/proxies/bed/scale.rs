//! Applications of a thousand routes: a probe takes less than a minute, and memory does not grow with the requests.

use std::{net::TcpListener, time::Duration};

use super::{app::start, probe::probe};
use crate::Framework;

const LONGEST: Duration = Duration::from_secs(60);
/// The most memory for one more route: its row of the inventory, its policy and its line of the report.
const FOR_A_ROUTE: u64 = 8 << 10;

macro_rules! policies {
    () => {
        #[cors(
                                                                            origins = ["https://app.example.com"],
                                                                            credentials,
                                                                            allow_headers = ["content-type"],
                                                                            max_age = "2h",
                                                                        )]
        struct Frontend;

        #[cors(policy = Frontend, enforce)]
        struct Enforced;

        #[cors(origins = "*")]
        struct Public;
    };
}

mod on_axum {
    use std::net::TcpListener;

    use cors_axum::{CorsRouter, cors, with_policy};

    policies!();

    pub(super) fn serve(routes: usize, listener: TcpListener) -> (String, impl Future<Output = ()> + Send) {
        let mut router = CorsRouter::new();
        for number in 0..routes {
            let path = format!("/resources-{number}/{{id}}");
            let handler = || async { "42" };
            router = match number % 4 {
                0 => router.route(&path, with_policy(Frontend).get(handler).delete(handler)),
                1 => router.route(&path, with_policy(Enforced).get(handler)),
                2 => router.route(&path, with_policy(Frontend).post(handler)),
                _ => router.route(&path, with_policy(Public).get(handler)),
            };
        }
        let inventory = serde_json::to_string(&router.inventory()).expect("JSON");
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        (inventory, async { axum::serve(listener, router.into_make_service()).await.expect("it serves") })
    }
}

mod on_actix {
    use std::net::TcpListener;

    use actix_web::{App, HttpServer};
    use cors_actix::{WithCors, cors, resource, with_policy};

    policies!();

    async fn handler() -> &'static str {
        "42"
    }

    macro_rules! app {
        ($routes:expr) => {{
            let mut app = App::new().with_cors();
            for number in 0..$routes {
                let resource = resource(format!("/resources-{number}/{{id}}"));
                app = app.service(match number % 4 {
                    0 => {
                        resource.route(with_policy(Frontend).get(handler)).route(with_policy(Frontend).delete(handler))
                    }
                    1 => resource.route(with_policy(Enforced).get(handler)),
                    2 => resource.route(with_policy(Frontend).post(handler)),
                    _ => resource.route(with_policy(Public).get(handler)),
                });
            }
            app
        }};
    }

    pub(super) fn serve(routes: usize, listener: TcpListener) -> (String, impl Future<Output = ()> + Send) {
        let inventory = serde_json::to_string(&app!(routes).inventory()).expect("JSON");
        let server = HttpServer::new(move || app!(routes).finish()).workers(1).disable_signals();
        let server = server.listen(listener).expect("a listener").run();
        (inventory, async { server.await.expect("it serves") })
    }
}

crate::on_both! {
    many_routes_take_less_than_a_minute_and_little_memory
}

fn many_routes_take_less_than_a_minute_and_little_memory(framework: Framework) {
    // The probe is the same for both, and a debug build of actix-web takes its time to search many routes.
    let (few, routes) = match framework {
        Framework::Axum => (100, 1_000),
        Framework::Actix => (25, 100),
    };
    let additional = (routes - few) as u64;
    let few = probe_routes(framework, few);
    let many = probe_routes(framework, routes);
    let growth = many.saturating_sub(few) / additional;
    println!("{framework:?}: {growth} bytes for one more route");
    assert!(growth < FOR_A_ROUTE, "{few} bytes for few routes, {many} for {routes}");
}

/// The most memory at a time, in bytes.
fn probe_routes(framework: Framework, routes: usize) -> u64 {
    let app = match framework {
        Framework::Axum => start(|listener: TcpListener| on_axum::serve(routes, listener)),
        Framework::Actix => start(|listener: TcpListener| on_actix::serve(routes, listener)),
    };
    let mut probed = None;
    let memory = allocation_counter::measure(|| {
        probed = Some(probe(&app.inventory, &format!("http://{}", app.address), &[]));
    });
    let probed = probed.expect("it was called");
    let report = probed.report.unwrap_or_else(|| panic!("{}", probed.errors));
    println!(
        "{framework:?}: {routes} routes, {} requests in {:?}, {} bytes at a time",
        report.requests, probed.took, memory.bytes_max
    );
    assert!(report.findings.is_empty(), "{}", report.describe());
    assert!(report.routes.len() >= routes, "{} rows", report.routes.len());
    assert!(report.requests > 2 * routes as u64, "{} requests", report.requests);
    assert!(probed.took < LONGEST, "{:?}", probed.took);
    memory.bytes_max
}
