//! The story of a request.

use std::fmt;

use super::{
    message::{Exchange, Hop, SentRequest, SentResponse},
    outcome::{Blocked, Outcome},
    quoted::Plain,
    section::Section,
};

/// What a browser makes of a request, step by step. Its `Display` is for people.
///
/// ```
/// use cors_browser::{PageRequest, Section};
/// use cors_core::{Policy};
///
/// static CLOSED: Policy = Policy::SAME_ORIGIN.named("Closed");
/// let explanation = CLOSED.explain(&PageRequest::new("https://app.example.com", "GET"));
/// assert!(!explanation.is_readable());
/// // A simple request is sent, whoever asks; its response is withheld.
/// assert!(explanation.preflight().is_none() && explanation.actual().is_some());
/// assert_eq!(explanation.steps().last().unwrap().section, Section::CorsCheck);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    title: String,
    steps: Vec<Step>,
    hops: Vec<Hop>,
    response: Option<SentResponse>,
    outcome: Outcome,
}

/// One step of an [`Explanation`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// Where the standard says so.
    pub section: Section,
    /// What is done: a sentence.
    pub words: String,
    /// The message that is sent, line by line.
    pub message: Vec<String>,
}

impl Explanation {
    /// Whether the script can read the response.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        matches!(self.outcome, Outcome::Readable(_))
    }

    /// What the script gets.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The preflight and its answer; `None`: the browser sends none.
    ///
    /// Where the server redirects, this one was for the URL that the script has named; see [`hops`](Explanation::hops).
    #[must_use]
    pub fn preflight(&self) -> Option<&Exchange> {
        self.hops.first().and_then(|hop| hop.preflight.as_ref())
    }

    /// The request itself and its response; `None`: the browser does not send it.
    ///
    /// Where the server redirects, this one went to the URL that the script has named; see [`hops`](Explanation::hops).
    #[must_use]
    pub fn actual(&self) -> Option<&Exchange> {
        self.hops.first().and_then(|hop| hop.actual.as_ref())
    }

    /// What was sent to the URL that the script has named, and to each to which the browser was redirected, in order.
    #[must_use]
    pub fn hops(&self) -> &[Hop] {
        &self.hops
    }

    /// The last response that the browser had for the page, from the server, from its cache or from both, whether the page
    /// sees it or not. `None`: there was none.
    ///
    /// Fetch, ["internal response"](https://fetch.spec.whatwg.org/#concept-internal-response).
    #[must_use]
    pub fn response(&self) -> Option<&SentResponse> {
        self.response.as_ref()
    }

    /// What was done, in order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", self.title)?;
        for (step, number) in self.steps.iter().zip(1..) {
            writeln!(f, "{number}. {} [{}]", step.words, step.section)?;
            for line in &step.message {
                writeln!(f, "       {line}")?;
            }
        }
        write!(f, "\n{}", self.outcome)
    }
}

/// An explanation while it is told.
#[derive(Debug, Default)]
pub(crate) struct Story {
    steps: Vec<Step>,
}

impl Story {
    pub(crate) fn step(&mut self, section: Section, words: impl Into<String>) {
        self.steps.push(Step { section, words: words.into(), message: Vec::new() });
    }

    pub(crate) fn sent(&mut self, section: Section, words: &str, request: &SentRequest) {
        let credentials = if request.credentials { "with credentials" } else { "without credentials" };
        let lines = std::iter::once(Plain(&request.method).to_string()).chain(lines(&request.headers));
        self.steps.push(Step { section, words: format!("{words}, {credentials}."), message: lines.collect() });
    }

    pub(crate) fn answered(&mut self, response: &SentResponse) {
        let status = response.status;
        let words = match response.reason {
            Some(reason) => format!("The server answers {status}: {reason} [{}].", reason.code()),
            None => format!("The server answers {status}."),
        };
        let message = lines(&response.headers).collect();
        self.steps.push(Step { section: Section::HttpResponses, words, message });
    }

    pub(crate) fn end(
        mut self,
        title: String,
        hops: Vec<Hop>,
        response: Option<SentResponse>,
        outcome: Outcome,
    ) -> Explanation {
        if let Outcome::Blocked(Blocked { failure, .. }) = &outcome {
            self.step(failure.section(), format!("This fails: {failure}."));
        }
        Explanation { title, steps: self.steps, hops, response, outcome }
    }
}

fn lines(headers: &[(String, String)]) -> impl Iterator<Item = String> {
    headers.iter().map(|(name, value)| format!("{}: {}", Plain(name), Plain(value)))
}
