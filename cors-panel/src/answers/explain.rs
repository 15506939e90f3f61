//! The explanation of a request.

use cors_browser::{Declared, DeclaredOptions, DeclaredPath, Exchange, Explanation, Outcome, PageRequest, SentRequest};
use cors_core::{Inventory, InventoryOrigins, InventoryRow, RowKind};
use serde_json::{Value, json};

use super::documentation;

/// A question of the form.
#[derive(Debug, Default)]
struct Question {
    pattern: String,
    kind: String,
    method: String,
    origin: String,
    /// The URL's origin: that of the panel itself.
    to: String,
    headers: String,
    credentials: bool,
    /// Suppose that a source allows the origin.
    known: bool,
}

impl Question {
    fn read(query: &str) -> Self {
        let mut question = Question::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let value = value.into_owned();
            match &*name {
                "route" => question.pattern = value,
                "kind" => question.kind = value,
                "method" => question.method = value,
                "origin" => question.origin = value,
                "to" => question.to = value,
                "headers" => question.headers = value,
                "credentials" => question.credentials = true,
                "known" => question.known = true,
                _ => {}
            }
        }
        question
    }

    /// The request, or the reason why it is not one.
    fn request(&self) -> Result<PageRequest, String> {
        if self.origin.is_empty() {
            return Err("The page's origin is missing: `https://app.example.com`, for example.".to_owned());
        }
        let mut request = PageRequest::new(&self.origin, &self.method);
        if !self.to.is_empty() {
            request = request.to(&self.to);
        }
        for line in self.headers.lines().filter(|line| !line.trim().is_empty()) {
            let (name, value) = line.split_once(':').ok_or_else(|| format!("This header has no colon: `{line}`."))?;
            request = request.header(name.trim(), value.trim());
        }
        Ok(if self.credentials { request.with_credentials() } else { request })
    }
}

/// Answers a question in the encoding of a form.
pub(super) fn answer(inventory: &Inventory, declared: &Declared, query: &str) -> Result<Value, String> {
    let question = Question::read(query);
    let is_asked = |row: &InventoryRow| row.pattern == question.pattern && kind(row.kind) == question.kind;
    let asked = declared.paths().iter().find(|path| path.rows().first().is_some_and(is_asked));
    let path = asked.ok_or_else(|| format!("The inventory has no route `{}`.", question.pattern))?;
    let request = question.request()?;
    let Some(source) = source(path) else { return Ok(shown(&question, &path.explain(&request), notes(path))) };
    let mut notes = notes(path);
    if !question.known {
        notes.push(format!(
            "The source `{source}` knows at run time which origins are allowed. This is the answer to one that it does not allow."
        ));
        return Ok(shown(&question, &path.explain(&request), notes));
    }
    notes.push(format!("Supposed: the source `{source}` allows `{}`.", question.origin));
    // The policies of this path alone, because they stay in memory.
    let rows = inventory.rows().iter().filter(|row| is_asked(row)).cloned();
    let options = DeclaredOptions::default().with_dev_origins().with_known_origins([&question.origin]);
    let supposed = Declared::new(&rows.collect(), options).map_err(|error| error.to_string())?;
    let path = supposed.paths().first().ok_or_else(|| "The route has no rows.".to_owned())?;
    Ok(shown(&question, &path.explain(&request), notes))
}

/// The kind of a row, as in the JSON of the inventory.
fn kind(kind: RowKind) -> String {
    let name = serde_json::to_value(kind).unwrap_or_default();
    name.as_str().unwrap_or_default().to_owned()
}

fn source(path: &DeclaredPath) -> Option<&str> {
    path.rows().iter().find_map(|row| match &row.policy.as_ref()?.origins {
        InventoryOrigins::Source(source) => Some(source.as_str()),
        _ => None,
    })
}

fn notes(path: &DeclaredPath) -> Vec<String> {
    let ambiguous = "Guards, or services in front, decide for each request whether these handlers serve it. This is the answer if they do.";
    path.is_ambiguous().then(|| ambiguous.to_owned()).into_iter().collect()
}

fn shown(question: &Question, explanation: &Explanation, notes: Vec<String>) -> Value {
    let steps = explanation.steps().iter();
    let steps: Vec<Value> = steps
        .map(|step| json!({ "words": step.words, "section": step.section.name(), "url": step.section.url() }))
        .collect();
    let preflight = explanation.preflight().map(|exchange| exchanged("preflight", question, exchange));
    let actual = explanation.actual().map(|exchange| exchanged("request", question, exchange));
    json!({
        "verdict": match explanation.outcome() {
            Outcome::Readable(_) => "readable",
            Outcome::Blocked(_) => "blocked",
            _ => "opaque",
        },
        "outcome": explanation.outcome().to_string(),
        "notes": notes,
        "exchanges": preflight.into_iter().chain(actual).collect::<Vec<_>>(),
        "steps": steps,
    })
}

fn exchanged(name: &str, question: &Question, Exchange { request, response, .. }: &Exchange) -> Value {
    let reason = response.reason.map(|reason| {
        json!({
            "code": reason.code(),
            "sentence": reason.sentence(),
            "document": documentation::of_reason(reason),
        })
    });
    json!({
        "name": name,
        "request": request_lines(question, request),
        "credentials": request.credentials,
        "status": response.status,
        "response": header_lines(&response.headers),
        "reason": reason,
    })
}

fn request_lines(question: &Question, request: &SentRequest) -> Vec<String> {
    let rest = if question.kind == "route" { "" } else { "/…" };
    let first = format!(
        "{} {}{rest}",
        request.method,
        question.pattern.trim_end_matches(if rest.is_empty() { '\0' } else { '/' })
    );
    [first].into_iter().chain(header_lines(&request.headers)).collect()
}

fn header_lines(headers: &[(String, String)]) -> Vec<String> {
    headers.iter().map(|(name, value)| format!("{name}: {value}")).collect()
}
