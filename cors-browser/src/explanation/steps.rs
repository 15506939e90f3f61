//! The steps of a fetch.

use std::fmt;

use super::{
    message::{Exchange, Hop, SentRequest, SentResponse},
    outcome::{Blocked, Outcome},
    quoted::Escaped,
    section::Section,
};

/// The steps of a browser for a request, and their outcome. `Display` writes it as text.
///
/// ```
/// use cors_browser::{Explain, PageRequest, Section};
/// use cors_core::Policy;
///
/// static CLOSED: Policy = Policy::SAME_ORIGIN.named("Closed");
/// let explanation = CLOSED.explain(&PageRequest::new("https://app.example.com", "GET"));
/// assert!(!explanation.is_readable());
/// // A simple request is sent from any page; its response is withheld.
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
    /// The section of the standard that defines the step.
    pub section: Section,
    /// A sentence that describes the step.
    pub words: String,
    /// The message that is sent, line by line.
    pub message: Vec<String>,
}

impl Explanation {
    /// Returns whether the script can read the response.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        matches!(self.outcome, Outcome::Readable(_))
    }

    /// Returns the outcome for the script.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// Returns the preflight to the URL of the script, and its answer; `None` if the browser sent none.
    ///
    /// Those after redirects are in [`hops`](Explanation::hops).
    #[must_use]
    pub fn preflight(&self) -> Option<&Exchange> {
        self.hops.first().and_then(|hop| hop.preflight.as_ref())
    }

    /// Returns the request to the URL of the script, and its response; `None` if the browser did not send it.
    ///
    /// Those after redirects are in [`hops`](Explanation::hops).
    #[must_use]
    pub fn actual(&self) -> Option<&Exchange> {
        self.hops.first().and_then(|hop| hop.actual.as_ref())
    }

    /// Returns the requests to the URL of the script and to each URL of a redirect, in order.
    #[must_use]
    pub fn hops(&self) -> &[Hop] {
        &self.hops
    }

    /// Returns the last response that the browser had, from the server or its cache, even if the script does not see it.
    ///
    /// Fetch, ["internal response"](https://fetch.spec.whatwg.org/#concept-internal-response).
    #[must_use]
    pub fn response(&self) -> Option<&SentResponse> {
        self.response.as_ref()
    }

    /// Returns the steps, in order.
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

/// The steps so far.
#[derive(Debug, Default)]
pub(crate) struct Steps(Vec<Step>);

impl Steps {
    pub(crate) fn add(&mut self, section: Section, words: impl Into<String>) {
        self.0.push(Step { section, words: words.into(), message: Vec::new() });
    }

    pub(crate) fn add_request(&mut self, section: Section, words: &str, request: &SentRequest) {
        let credentials = if request.credentials { "with credentials" } else { "without credentials" };
        let message = [Escaped(&request.method).to_string()].into_iter().chain(lines(&request.headers)).collect();
        self.0.push(Step { section, words: format!("{words}, {credentials}."), message });
    }

    pub(crate) fn add_response(&mut self, response: &SentResponse) {
        let status = response.status;
        let words = match response.reason {
            Some(reason) => format!("The server answers {status}: {reason} [{}].", reason.code()),
            None => format!("The server answers {status}."),
        };
        let message = lines(&response.headers).collect();
        self.0.push(Step { section: Section::HttpResponses, words, message });
    }

    pub(crate) fn into_explanation(
        mut self,
        title: String,
        hops: Vec<Hop>,
        response: Option<SentResponse>,
        outcome: Outcome,
    ) -> Explanation {
        if let Outcome::Blocked(Blocked { failure, .. }) = &outcome {
            self.add(failure.section(), format!("This fails: {failure}."));
        }
        Explanation { title, steps: self.0, hops, response, outcome }
    }
}

fn lines(headers: &[(String, String)]) -> impl Iterator<Item = String> {
    headers.iter().map(|(name, value)| format!("{}: {}", Escaped(name), Escaped(value)))
}
