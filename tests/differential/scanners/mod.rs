//! The origins that security scanners send, to every kind of policy and to the peers. `docs/reports/scanners.md` shows the results.

#[macro_use]
mod policies;
mod on_actix;
mod on_axum;
mod probes;
mod report;
mod sent;

use cors_tests::driver::Driver;

use self::{
    policies::{KINDS, Kind, PEER, WITHOUT_POLICY},
    probes::PROBES,
    report::Column,
    sent::{Answered, REQUESTS, Request},
};

/// Sends every origin with every request to one path.
async fn answers(app: &impl Driver, path: &str) -> Vec<[Answered; 4]> {
    let mut answers = Vec::new();
    for probe in &PROBES {
        let mut row = Vec::new();
        for request in REQUESTS {
            row.push(Answered::to(request, probe.origin, &request.at(path, probe.origin).send(app).await));
        }
        answers.push(row.try_into().expect("one answer for each request"));
    }
    answers
}

/// The answer that a reader of the attribute expects.
fn expected(kind: &Kind, request: Request, origin: &str) -> Answered {
    let allows = kind.allows(origin);
    let status = match request {
        // The router's own answer, which the origins of the path's only policy can read.
        Request::Options => 405,
        Request::Preflight if kind.path == WITHOUT_POLICY => 405,
        Request::Preflight if allows => 204,
        Request::Preflight => 403,
        Request::Get | Request::Post if kind.refuses(origin) => 403,
        Request::Get | Request::Post => 200,
    };
    let allowed_origin = match kind.readers {
        policies::Readers::All => "*",
        policies::Readers::These(_) => origin,
    };
    Answered {
        status,
        allowed_origin: allows.then(|| allowed_origin.to_owned()),
        credentials: allows && kind.credentials,
        reads: allows,
        reads_with_credentials: allows && kind.credentials,
    }
}

#[tokio::test]
async fn policies_allow_what_their_attributes_say() {
    let (axum, actix) = (on_axum::ours(), on_actix::ours().await);
    for kind in &KINDS {
        let of_axum = answers(&axum, kind.path).await;
        let of_actix = answers(&actix, kind.path).await;
        for (at, probe) in PROBES.iter().enumerate() {
            for (of_request, request) in REQUESTS.into_iter().enumerate() {
                let expected = expected(kind, request, probe.origin);
                let place = format!("{request:?} {} from {}", kind.path, probe.origin);
                assert_eq!(of_axum[at][of_request], expected, "axum: {place}");
                assert_eq!(of_actix[at][of_request], expected, "actix-web: {place}");
            }
        }
    }
}

#[tokio::test]
async fn the_report_shows_what_is_allowed() {
    let axum = on_axum::ours();
    let mut ours = Vec::new();
    for kind in &KINDS {
        ours.push(Column::new(kind.title, kind.attribute, answers(&axum, kind.path).await));
    }
    let peers = [
        Column::new(
            "tower-http, very permissive",
            "`CorsLayer::very_permissive()`",
            answers(&on_axum::very_permissive(), PEER).await,
        ),
        Column::new(
            "tower-http, list, credentials",
            "`CorsLayer::new().allow_origin([…]).allow_credentials(true)`",
            answers(&on_axum::listed(), PEER).await,
        ),
        Column::new(
            "actix-cors, permissive",
            "`Cors::permissive()`",
            answers(&on_actix::permissive().await, PEER).await,
        ),
        Column::new(
            "actix-cors, list, credentials",
            "`Cors::default().allowed_origin(…).supports_credentials()`",
            answers(&on_actix::listed().await, PEER).await,
        ),
    ];
    expect_test::expect_file!["../../../docs/reports/scanners.md"].assert_eq(&report::markdown(&ours, &peers));
}

/// An origin that is listed twice would count twice.
#[test]
fn every_origin_is_listed_once() {
    let origins: std::collections::BTreeSet<_> = PROBES.iter().map(|probe| probe.origin).collect();
    assert_eq!(origins.len(), PROBES.len());
    assert!(PROBES.iter().all(|probe| !probe.tools.is_empty()));
}
