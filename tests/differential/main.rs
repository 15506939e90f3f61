//! The same requests to the peers and to us, under the same policies. Every difference is listed, with the reason for ours.

mod answer;
mod asked;
mod differences;
mod on_actix;
mod on_axum;
mod scanners;
mod setup;

use std::collections::BTreeMap;

use cors_tests::driver::Driver;

use crate::{
    answer::Answer,
    asked::{Asked, grid, near_misses},
    differences::{Difference, For, Peer, Row, between},
    setup::{Guard, Setup, setups},
};

/// The differences that were found: for each row how often, and which clients notice; and those that fit no row, or several.
#[derive(Default)]
struct Found {
    rows: BTreeMap<usize, (usize, Option<For>)>,
    unlisted: Vec<String>,
    unlisted_count: usize,
}

impl Found {
    fn record(&mut self, peer: Peer, difference: &Difference<'_>) {
        let rows: Vec<(usize, &Row)> = peer.rows().enumerate().filter(|(_, row)| (row.is)(difference)).collect();
        if let [(row, _)] = rows.as_slice() {
            let (count, matters_for) = self.rows.entry(*row).or_default();
            *count += 1;
            *matters_for = (*matters_for).max(Some(difference.matters_for));
        } else {
            self.unlisted_count += 1;
            if self.unlisted.len() < 40 {
                let titles: Vec<&str> = rows.iter().map(|(_, row)| row.asked).collect();
                self.unlisted.push(format!("{difference}\n    on the rows {titles:?}"));
            }
        }
    }

    fn check(&self, peer: Peer) {
        for (index, row) in peer.rows().enumerate() {
            let (count, matters_for) = self.rows.get(&index).copied().unwrap_or_default();
            println!("{count:6} {peer:?} {:?}, {:?} right: {}", matters_for, row.right, row.asked);
        }
        assert!(
            self.unlisted.is_empty(),
            "{} differences from {peer:?} are not on exactly one row of differences/:\n{}",
            self.unlisted_count,
            self.unlisted.join("\n")
        );
        for (index, row) in peer.rows().enumerate() {
            let found = self.rows.get(&index).and_then(|(_, matters_for)| *matters_for);
            assert_eq!(
                found,
                Some(row.matters_for),
                "{peer:?}: {}: {} / {} ({}): the clients that notice; `None`: it never occurs",
                row.asked,
                row.theirs,
                row.ours,
                row.why
            );
        }
    }
}

async fn compare(found: &mut Found, peer: Peer, setup: &Setup, guard: Guard, theirs: &impl Driver, ours: &impl Driver) {
    let random = if guard == Guard::Nowhere { near_misses(2_000) } else { Vec::new() };
    for asked in grid().into_iter().chain(random) {
        let [theirs, ours] = [answer(theirs, &asked).await, answer(ours, &asked).await];
        for difference in between(peer, setup, guard, &asked, &theirs, &ours) {
            found.record(peer, &difference);
        }
    }
}

async fn answer(app: &impl Driver, asked: &Asked) -> Answer {
    Answer::of(&app.send(asked.request()).await)
}

#[tokio::test]
async fn tower_http() {
    let mut found = Found::default();
    for setup in setups() {
        for guard in setup.guards().iter().copied() {
            let [theirs, ours] = [on_axum::tower_http(&setup, guard), on_axum::ours(&setup, guard)];
            compare(&mut found, Peer::TowerHttp, &setup, guard, &theirs, &ours).await;
        }
    }
    found.check(Peer::TowerHttp);
}

#[tokio::test]
async fn actix_cors() {
    let mut found = Found::default();
    for setup in setups() {
        for guard in setup.guards().iter().copied() {
            let theirs = on_actix::actix_cors(&setup, guard).await;
            let ours = on_actix::ours(&setup, guard).await;
            compare(&mut found, Peer::ActixCors, &setup, guard, &theirs, &ours).await;
        }
    }
    found.check(Peer::ActixCors);
}

/// The chapters of the guide about moving here end with these differences.
#[test]
fn the_guide_lists_every_difference() {
    for (peer, chapter, file) in [
        (Peer::TowerHttp, include_str!("../../docs/guide/from-tower-http.md"), "from-tower-http.md"),
        (Peer::ActixCors, include_str!("../../docs/guide/from-actix-cors.md"), "from-actix-cors.md"),
    ] {
        let mut table = "| asked | theirs | ours | who notices | why |\n|---|---|---|---|---|\n".to_owned();
        for Row { asked, theirs, ours, matters_for, why, .. } in peer.rows() {
            let who = match matters_for {
                For::Pages => "pages",
                For::OtherClients => "other clients",
                For::NoClient => "nobody",
            };
            table.push_str(&format!("| {asked} | {theirs} | {ours} | {who} | {why} |\n"));
        }
        assert!(chapter.contains(&table), "docs/guide/{file} has to have this table:\n\n{table}");
    }
}
