//! Clients that behave as no browser does: no origin is allowed, nothing breaks, and others are served meanwhile.

use std::{io::Write, net::Shutdown, thread, time::Duration};

use cors_axum::browser::SentResponse;

use crate::{Dice, Target, client};

fn headers(headers: &[(&str, &str)]) -> Vec<(String, String)> {
    headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// These clients send an origin that only `*` allows.
fn check(answer: &SentResponse) {
    let allowed = answer.headers.iter().find(|(name, _)| name == "access-control-allow-origin");
    assert!(allowed.is_none_or(|(_, origin)| origin == "*"), "{answer:?}");
}

/// Headers that are too long, too many, or no headers.
pub(crate) fn hostile(target: &Target, dice: &mut Dice) {
    let long = "x-a,".repeat(4_000);
    let commas = ",".repeat(12_000);
    let origin = "https://".to_owned() + &"a.".repeat(3_000) + "evil.test";
    let path = *dice.roll(&["/users", "/users/1", "/session", "/health"]);
    let several = [("origin", "https://app.example.com"), ("origin", "https://evil.test")];
    let all: [&[(&str, &str)]; 7] = [
        &[
            ("origin", "https://evil.test"),
            ("access-control-request-method", "PUT"),
            ("access-control-request-headers", &long),
        ],
        &[
            ("origin", "https://app.example.com"),
            ("access-control-request-method", "PUT"),
            ("access-control-request-headers", &commas),
        ],
        &[("origin", &origin), ("access-control-request-method", "GET")],
        &[several[0], several[1], ("access-control-request-method", "GET")],
        &[
            ("origin", "https://evil.test"),
            ("access-control-request-method", "GET"),
            ("access-control-request-method", "PUT"),
        ],
        &[("origin", ""), ("access-control-request-method", "GET")],
        &[("origin", "https://evil.test"), ("access-control-request-method", "\u{e9}")],
    ];
    let lines = headers(dice.roll::<&[(&str, &str)]>(&all));
    let method = *dice.roll(&["OPTIONS", "OPTIONS", "GET", "POST", "BREW"]);
    let from_the_app = lines.iter().filter(|(name, _)| name == "origin").count() == 1
        && lines.iter().any(|(_, value)| value == "https://app.example.com");
    let answer = client::exchange(target.api, method, path, &lines);
    target.count(1);
    if !from_the_app {
        check(&answer);
    }
}

/// Sends everything, closes its side, and reads.
pub(crate) fn half_closed(target: &Target, _: &mut Dice) {
    let mut stream = client::connect(target.api);
    let _ = stream.write_all(&client::request("GET", "/users", &headers(&[("origin", "https://evil.test")]), true));
    let _ = stream.shutdown(Shutdown::Write);
    // A server may take it for a client that is gone.
    for answer in client::answers(stream, &["GET"]) {
        check(&answer);
        target.count(1);
    }
}

/// A few bytes at a time.
pub(crate) fn slow(target: &Target, _: &mut Dice) {
    let lines = headers(&[("origin", "https://evil.test"), ("access-control-request-method", "DELETE")]);
    let mut stream = client::connect(target.api);
    for bytes in client::request("OPTIONS", "/users/1", &lines, true).chunks(16) {
        let _ = stream.write_all(bytes);
        thread::sleep(Duration::from_millis(5));
    }
    let answers = client::answers(stream, &["OPTIONS"]);
    assert_eq!(answers.len(), 1);
    answers.iter().for_each(check);
    target.count(1);
}

/// Does not wait for an answer before the next request.
pub(crate) fn pipelined(target: &Target, _: &mut Dice) {
    let app = headers(&[("origin", "https://app.example.com")]);
    let evil = headers(&[("origin", "https://evil.test")]);
    let asked = headers(&[("origin", "https://evil.test"), ("access-control-request-method", "PUT")]);
    let all = [("GET", &app), ("GET", &evil), ("OPTIONS", &asked), ("GET", &app), ("GET", &evil)];
    let mut bytes = Vec::new();
    for (at, (method, lines)) in all.iter().enumerate() {
        bytes.extend(client::request(method, "/users", lines, at + 1 == all.len()));
    }
    let mut stream = client::connect(target.api);
    let _ = stream.write_all(&bytes);
    let answers = client::answers(stream, &all.map(|(method, _)| method));
    assert_eq!(answers.len(), all.len());
    for ((_, lines), answer) in all.iter().zip(&answers) {
        let allowed = answer.headers.iter().find(|(name, _)| name == "access-control-allow-origin");
        let expected = (*lines == &app).then_some("https://app.example.com");
        assert_eq!(allowed.map(|(_, origin)| origin.as_str()), expected, "{answer:?}");
    }
    target.count(answers.len() as u64);
}

/// Hangs up in the middle of a request, or before the answer.
pub(crate) fn gone(target: &Target, dice: &mut Dice) {
    let bytes = client::request("GET", "/users", &headers(&[("origin", "https://app.example.com")]), false);
    let mut stream = client::connect(target.api);
    let half = bytes.len() / 2;
    let _ = stream.write_all(if *dice.roll(&[true, false]) { &bytes } else { &bytes[..half] });
    drop(stream);
    thread::sleep(Duration::from_millis(1));
}
