//! Tables of requests and answers.

use super::{Answer, ClientRequest, Expected};
use crate::{driver::Driver, frameworks::Framework};

/// A request and its expected answer.
pub trait Row {
    fn request(&self) -> &ClientRequest;

    fn compare(&self, answer: &Answer, framework: Framework);
}

/// Sends every row of a table, one after the other.
pub async fn check(app: &impl Driver, rows: &[impl Row]) {
    for row in rows {
        row.compare(&row.request().send(app).await, app.framework());
    }
}

/// The exact answer.
impl Row for (ClientRequest, Expected) {
    fn request(&self) -> &ClientRequest {
        &self.0
    }

    fn compare(&self, answer: &Answer, framework: Framework) {
        self.1.on(framework).check("", &self.0, answer);
    }
}

/// The exact answer, with a label.
impl Row for (&str, ClientRequest, Expected) {
    fn request(&self) -> &ClientRequest {
        &self.1
    }

    fn compare(&self, answer: &Answer, framework: Framework) {
        self.2.on(framework).check(self.0, &self.1, answer);
    }
}

/// The answer's [summary](Answer::summary): in release builds without the reason. Unless it is readable for all origins, `Vary` lists `Origin`.
impl Row for (ClientRequest, &str) {
    fn request(&self) -> &ClientRequest {
        &self.0
    }

    fn compare(&self, answer: &Answer, _: Framework) {
        let (request, expected) = self;
        match expected.splitn(3, ' ').collect::<Vec<_>>()[..] {
            [status, origin, reason] => {
                assert_eq!(answer.outcome(), format!("{status} {origin}"), "{request}\n{answer:?}");
                answer.assert_denied_because(reason);
            }
            _ => assert_eq!(answer.summary(), *expected, "{request}\n{answer:?}"),
        }
        if answer.allowed_origin() != Some("*") {
            let vary = answer.header("vary").unwrap_or_default();
            assert!(vary.split(", ").any(|name| name == "Origin"), "{request}\n{answer:?}");
        }
    }
}
