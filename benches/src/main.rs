//! Prints what a request costs, beside tower-http in the same run: `cargo run --release -p cors-benches`.

use cors_benches::{Asked, Peer, app, cost};

fn main() {
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
