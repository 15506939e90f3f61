//! As much of WebDriver (<https://www.w3.org/TR/webdriver2/>) as the tests need.

use std::{
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use ureq::Agent;

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The key under which an element's id comes (WebDriver, "web element identifier").
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A session: one browser window.
pub(crate) struct Session {
    agent: Agent,
    url: String,
}

/// An HTTP client for servers of this machine: whatever their answer is, it is read, and no proxy is asked.
pub(crate) fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).proxy(None).timeout_global(Some(PATIENCE)).build().into()
}

impl Session {
    /// Starts a browser by the driver that listens on a port.
    pub(crate) fn start(port: u16, capabilities: &Value) -> Self {
        let mut session = Session { agent: agent(), url: format!("http://127.0.0.1:{port}/session") };
        let started = session.post("", &json!({ "capabilities": { "alwaysMatch": capabilities } }));
        session.url = format!("{}/{}", session.url, started["sessionId"].as_str().expect("a session has an id"));
        session
    }

    pub(crate) fn open(&self, url: &str) {
        self.post("/url", &json!({ "url": url }));
    }

    /// Clicks as a person does: what is hidden or covered cannot be clicked.
    pub(crate) fn click(&self, selector: &str) {
        self.post(&format!("/element/{}/click", self.element(selector)), &json!({}));
    }

    /// The text that a person sees.
    pub(crate) fn text(&self, selector: &str) -> String {
        let text = self.get(&format!("/element/{}/text", self.element(selector)));
        text.as_str().expect("text is a string").to_owned()
    }

    pub(crate) fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let value = self.get(&format!("/element/{}/attribute/{name}", self.element(selector)));
        value.as_str().map(str::to_owned)
    }

    /// What the browser has written to its console since the last call.
    pub(crate) fn console(&self) -> Vec<String> {
        let entries = self.post("/se/log", &json!({ "type": "browser" }));
        let entries = entries.as_array().expect("a log is a list").iter();
        entries.map(|entry| entry["message"].as_str().expect("an entry has a message").to_owned()).collect()
    }

    /// Ends the browser, if it is still there.
    pub(crate) fn end(&self) {
        let _ = self.agent.delete(&self.url).call();
    }

    fn element(&self, selector: &str) -> String {
        let find = json!({ "using": "css selector", "value": selector });
        // Scripts make some elements, so the first look may be too early.
        eventually(&format!("an element `{selector}`"), || {
            let found = self.command("/element", Some(&find)).ok()?;
            Some(found[ELEMENT].as_str().expect("an element has an id").to_owned())
        })
    }

    fn get(&self, path: &str) -> Value {
        self.command(path, None).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Value {
        self.command(path, Some(body)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn command(&self, path: &str, body: Option<&Value>) -> Result<Value, Value> {
        let url = format!("{}{path}", self.url);
        let sent = match body {
            Some(body) => self.agent.post(&url).send_json(body),
            None => self.agent.get(&url).call(),
        };
        let mut response = sent.unwrap_or_else(|error| panic!("{url}: {error}"));
        let mut answer: Value = response.body_mut().read_json().expect("a driver answers in JSON");
        let value = answer["value"].take();
        if response.status().is_success() { Ok(value) } else { Err(value) }
    }
}

/// Looks again and again until there is something to see.
pub(crate) fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let since = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(since.elapsed() < PATIENCE, "{what} did not come about within {PATIENCE:?}");
        thread::sleep(Duration::from_millis(10));
    }
}
