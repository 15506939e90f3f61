//! Prints what a request costs, beside tower-http in the same run: `cargo run --release -p cors-benches`.
//!
//! With two arguments, such as `CorsAxum Preflight`, it only makes that request 10,000 times: for a profiler that counts
//! instructions, whose figures do not depend on what else the machine does.

use std::env;

use cors_benches::{Asked, Peer, app, cost, repeat};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [peer, asked] => one(peer, asked),
        _ => table(),
    }
}

/// The same request, again and again.
fn one(peer: &str, asked: &str) {
    let peers = [Peer::Nothing, Peer::Identity, Peer::TowerHttp, Peer::CorsAxum];
    let requests = [Asked::NoOrigin, Asked::Allowed, Asked::Denied, Asked::Preflight];
    let peer = peers.into_iter().find(|known| format!("{known:?}") == peer);
    let asked = requests.into_iter().find(|known| format!("{known:?}") == asked);
    match (peer, asked) {
        (Some(peer), Some(asked)) => repeat(&mut app(peer, 10), asked, 10_000),
        _ => eprintln!("expected one of {peers:?} and one of {requests:?}"),
    }
}

fn table() {
    println!(
        "{:<10} {:<10} {:>7} {:>12} {:>8} {:>8} {:>8}",
        "request", "app", "origins", "allocations", "bytes", "ns", "ratio"
    );
    for asked in [Asked::NoOrigin, Asked::Allowed, Asked::Denied, Asked::Preflight] {
        for (peer, count) in [
            (Peer::Nothing, 1),
            (Peer::Identity, 1),
            (Peer::TowerHttp, 1),
            (Peer::CorsAxum, 1),
            (Peer::TowerHttp, 100),
            (Peer::CorsAxum, 100),
            (Peer::TowerHttp, 1000),
            (Peer::CorsAxum, 1000),
        ] {
            let theirs = cost(&mut app(Peer::TowerHttp, count), asked).nanoseconds;
            let cost = cost(&mut app(peer, count), asked);
            println!(
                "{:<10} {:<10} {:>7} {:>12} {:>8} {:>8.0} {:>8.2}",
                format!("{asked:?}"),
                format!("{peer:?}"),
                count,
                cost.allocations,
                cost.bytes,
                cost.nanoseconds,
                cost.nanoseconds / theirs,
            );
        }
    }
    println!("\nratio: time over that of tower-http with as many origins, in this run");
}
