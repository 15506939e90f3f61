//! The typed cases in real browsers: every framework serves them, and Chromium and Firefox decide.
//!
//! A browser opens one page of each origin, which makes the requests of its cases in turn. What its scripts see, and what is
//! on the wire, is compared with what the case expects.

mod compare;
mod front;
mod pages;
mod report;
mod wire;

use std::{panic::resume_unwind, thread, time::Duration};

use cors_tests::browser::{Browser, Engine, eventually_within};
use tokio::runtime::Runtime;

use self::{
    pages::Pages,
    report::{Report, Row, Verdict},
};
use crate::{
    case::{Case, cases},
    endpoint,
    exceptions::{Kind, is_exception},
    on_actix, on_axum, served, typed,
};

/// How long the cases of one origin may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

const FRAMEWORKS: [&str; 2] = ["axum", "actix"];

/// Why no browser can be brought to make the requests of a case; `None` where it can.
fn cannot_be_driven(case: &Case) -> Option<&'static str> {
    if case.compile_time.is_some() {
        return Some("does not compile");
    }
    if is_exception(case, Kind::Unsendable) {
        return Some("the server's HTTP parser answers 400 to the header, before any code of ours runs");
    }
    let origin = &case.request.page_origin;
    let has_page = ["http:", "https:", "null", "data:"].iter().any(|scheme| origin.starts_with(scheme));
    (!has_page).then_some("no page of an ordinary browser has this origin")
}

/// A server with a mistake, by which the judges are judged.
const REFLECTED: &str = "reflected";

/// The column of the cases in which an engine was first run.
fn column(engine: Engine) -> &'static str {
    match engine {
        Engine::Chromium => "chromium-156",
        Engine::Firefox => "firefox-esr-153.7",
    }
}

/// What differs from the case may be what is known of the engine: the same difference, seen where the cases were first run.
fn verdict(case: &Case, engine: Engine, differences: Vec<String>) -> Verdict {
    let known = case.engines.get(column(engine)).and_then(|known| known.strip_prefix("differs: "));
    // What is wanted follows, and is said differently here and there.
    let seen = |difference: &str| difference.split(" (want").next().unwrap_or_default().to_owned();
    match (differences.as_slice(), known) {
        ([], _) => Verdict::AsExpected,
        ([difference], Some(known)) if seen(difference) == seen(known) => Verdict::KnownDifference(difference.clone()),
        _ => Verdict::Wrong(differences.join("; ")),
    }
}

/// What came of each case on each framework.
struct InBrowser {
    version: String,
    verdicts: Vec<[Verdict; FRAMEWORKS.len()]>,
    /// The cases that are wrong where every origin is reflected.
    found: Vec<String>,
}

/// One browser, with both frameworks behind it. `None` where it is not installed.
fn in_browser(engine: Engine, driven: &[&Case]) -> Option<InBrowser> {
    let runtime = Runtime::new().expect("a runtime can be started");
    let endpoints: Vec<_> = served(&cases()).map(endpoint).collect();
    let (pages, proxy) = runtime.block_on(async {
        let [axum, actix] = FRAMEWORKS;
        let servers = vec![
            (axum, on_axum::serve(endpoints.clone()).await),
            (REFLECTED, on_axum::serve_reflected(endpoints.clone()).await),
            (actix, on_actix::serve(endpoints)),
        ];
        let pages = Pages::new(driven, servers);
        let proxy = front::listen(pages.router()).await;
        (pages, proxy)
    });

    let browser = Browser::start_behind(engine, &format!("conformance-{engine}"), proxy)?;
    for origin in pages.origins() {
        browser.open(&format!("{origin}/~/page"));
        eventually_within(PATIENCE, &format!("{engine}: the end of the cases of {origin}"), || {
            pages.is_done(&origin).then_some(())
        });
    }
    let judge = |case: &Case, server: &str| {
        let observed = pages.observed(&pages::path(server, case));
        verdict(case, engine, compare::differences(case, &observed))
    };
    let found = driven.iter().filter(|case| matches!(judge(case, REFLECTED), Verdict::Wrong(_)));
    Some(InBrowser {
        version: browser.version(),
        verdicts: driven.iter().map(|case| FRAMEWORKS.map(|framework| judge(case, framework))).collect(),
        found: found.map(|case| case.id.clone()).collect(),
    })
}

#[test]
fn every_case_is_as_expected_in_every_browser() {
    let cases = cases();
    let (driven, others): (Vec<_>, Vec<_>) = typed(&cases).partition(|case| cannot_be_driven(case).is_none());
    assert_eq!((driven.len(), others.len()), (160, 23));

    let driven = &driven;
    let results: Vec<_> = thread::scope(|scope| {
        let running = Engine::ALL.map(|engine| scope.spawn(move || in_browser(engine, driven)));
        running.into_iter().filter_map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    if results.is_empty() {
        return;
    }
    for InBrowser { version, found, .. } in &results {
        for id in ["BASIC-08", "ORIGIN-06", "ORIGIN-18", "ORIGIN-19", "ORIGIN-21", "NULL-03"] {
            assert!(found.iter().any(|found| found == id), "{id}: {version} has not found the reflected origin");
        }
    }
    let report = Report {
        rows: driven
            .iter()
            .enumerate()
            .map(|(at, case)| Row { case, verdicts: results.iter().flat_map(|result| &result.verdicts[at]).collect() })
            .collect(),
        browsers: results.iter().map(|result| result.version.as_str()).collect(),
        frameworks: &FRAMEWORKS,
        others: others.iter().filter_map(|case| Some((*case, cannot_be_driven(case)?))).collect(),
    };
    report.write();
    let wrong = report.wrong();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
