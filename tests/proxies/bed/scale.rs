//! An application of a thousand routes: memory does not grow with the requests. A probe takes less than a minute, alone; here, client and
//! server are debug builds, beside other tests.

use std::{net::TcpListener, time::Duration};

use super::{app::start, probe::probe};

const LONGEST: Duration = Duration::from_secs(180);
/// The most memory for one more route: its row of the inventory, its policy and its line of the report.
const FOR_A_ROUTE: u64 = 8 << 10;

mod on_axum {
    use std::net::TcpListener;

    use cors_axum::{CorsRouter, cors, with_policy};

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

#[test]
fn a_thousand_routes_take_little_time_and_memory() {
    let few = probe_routes(100);
    let many = probe_routes(1_000);
    let growth = many.saturating_sub(few) / 900;
    println!("{growth} bytes for one more route");
    assert!(growth < FOR_A_ROUTE, "{few} bytes for few routes, {many} for many");
}

/// The most memory at a time, in bytes.
fn probe_routes(routes: usize) -> u64 {
    let app = start(|listener: TcpListener| on_axum::serve(routes, listener));
    let mut probed = None;
    let memory = allocation_counter::measure(|| {
        probed = Some(probe(&app.inventory, &format!("http://{}", app.address), &[]));
    });
    let probed = probed.expect("it was called");
    let report = probed.report.unwrap_or_else(|| panic!("{}", probed.errors));
    println!(
        "{routes} routes, {} requests in {:?}, {} bytes at a time",
        report.requests, probed.took, memory.bytes_max
    );
    assert!(report.findings.is_empty(), "{}", report.describe());
    assert!(report.routes.len() >= routes, "{} rows", report.routes.len());
    assert!(report.requests > 2 * routes as u64, "{} requests", report.requests);
    assert!(probed.took < LONGEST, "{:?}", probed.took);
    memory.bytes_max
}
