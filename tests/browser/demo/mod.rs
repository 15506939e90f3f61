//! The demos in a browser. Each test runs a demo on free ports.

pub(crate) mod accessibility;
mod outcomes;
mod unanswered;
mod view;

use std::{future::Future, io};

use cors_tests::browser::{Browser, Engine, eventually};
use serde::Deserialize;
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::common::{Origins, Ports};

/// The demo's page, open in a browser.
pub(crate) struct Demo {
    pub(crate) origins: Origins,
    browser: Browser,
    runtime: Option<Runtime>,
}

/// The demo of axum; `None` where there is no browser.
pub(crate) fn on_axum(test: &str) -> Option<Demo> {
    Demo::start(Engine::Chromium, &format!("axum-{test}"), crate::on_axum::serve, |_| ())
}

/// The demo of actix-web; `None` where there is no browser.
pub(crate) fn on_actix(test: &str) -> Option<Demo> {
    Demo::start(Engine::Chromium, &format!("actix-{test}"), crate::on_actix::serve, |_| ())
}

/// The demo of axum in Firefox; `None` where there is no Firefox.
pub(crate) fn in_firefox(test: &str) -> Option<Demo> {
    Demo::start(Engine::Firefox, &format!("firefox-{test}"), crate::on_axum::serve, |_| ())
}

/// Who sends a request.
#[derive(Clone, Copy)]
pub(crate) enum From {
    /// The page itself.
    Page,
    /// The page of another origin that it embeds.
    Stranger,
}

/// What came of a click: what the page shows, and what was on the wire.
#[derive(Debug)]
pub(crate) struct Click {
    pub(crate) verdict: String,
    pub(crate) preflight: String,
    pub(crate) answer: String,
    pub(crate) script: String,
    pub(crate) why: String,
    pub(crate) rule: String,
    pub(crate) wire: Vec<Exchange>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Exchange {
    id: u64,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) reached_application: bool,
    request_headers: Vec<(String, String)>,
    response_headers: Vec<(String, String)>,
}

impl Demo {
    /// Starts a demo, on ports that `change` may change before, and opens its page.
    fn start<S>(
        engine: Engine,
        test: &str,
        serve: impl FnOnce(Ports) -> S,
        change: impl FnOnce(&mut Ports),
    ) -> Option<Self>
    where
        S: Future<Output = io::Result<()>> + Send + 'static,
    {
        let browser = Browser::start(engine, test)?;
        let runtime = Runtime::new().expect("a runtime can be started");
        let mut ports = Ports::listen(0).expect("there are free ports");
        change(&mut ports);
        let origins = ports.origins.clone();
        runtime.spawn(serve(ports));
        browser.open(&origins.page);
        Some(Demo { origins, browser, runtime: Some(runtime) })
    }

    /// Starts another demo in place of this one, on other ports, and opens its page. No cookie is left, and no line of the console.
    fn start_again<S>(&mut self, serve: impl FnOnce(Ports) -> S)
    where
        S: Future<Output = io::Result<()>> + Send + 'static,
    {
        self.browser.delete_cookies();
        let runtime = Runtime::new().expect("a runtime can be started");
        let ports = Ports::listen(0).expect("there are free ports");
        self.origins = ports.origins.clone();
        runtime.spawn(serve(ports));
        // The old one ends here: the ports are not the same.
        self.runtime = Some(runtime);
        self.browser.open(&self.origins.page);
        self.browser.console();
    }

    /// Stops the demo. The page stays open.
    fn stop(&mut self) {
        drop(self.runtime.take());
    }

    pub(crate) fn open(&self, url: &str) {
        self.browser.open(url);
    }

    /// Waits until the page of this origin is open and ready.
    pub(crate) fn is_at(&self, origin: &str) {
        let script = "return [location.origin, document.getElementById('board')?.dataset.results]";
        eventually(&format!("the page of {origin}"), || {
            (self.browser.execute(script) == serde_json::json!([origin, "0"])).then_some(())
        });
    }

    /// Clicks a button, waits for its result and returns it with the exchanges on the wire.
    pub(crate) fn click(&self, from: From, action: &str) -> Click {
        let exchanges = self.wire(0).last().map_or(0, |last| last.id);
        let shown = self.result_of(from, action);
        Click { wire: self.wire(exchanges), ..shown }
    }

    /// Clicks a button, waits for its result and returns it.
    fn result_of(&self, from: From, action: &str) -> Click {
        let results = self.results();
        let place = from.place();
        self.browser.click(&from.button(action));
        eventually("a result", || (self.results() > results).then_some(()));
        let result = format!(".result[data-action={action}][data-place={place}]");
        let shown = |part: &str| {
            let script = format!("return document.querySelector('{result}').querySelector('.{part}')?.innerText ?? ''");
            self.browser.execute(&script).as_str().expect("text").to_owned()
        };
        Click {
            verdict: shown("verdict"),
            preflight: shown("preflight"),
            answer: shown("answer"),
            script: shown("script"),
            why: shown("why"),
            rule: shown("rule"),
            wire: Vec::new(),
        }
    }

    /// The number of results so far.
    fn results(&self) -> u64 {
        let count = self.browser.attribute("#board[data-results]", "data-results");
        count.and_then(|count| count.parse().ok()).expect("a number")
    }

    /// The colours of the verdict and of its button.
    pub(crate) fn colours(&self) -> Value {
        self.browser.execute(
            "const colours = (element) => { const style = getComputedStyle(element); return [style.color, style.backgroundColor] };
             const result = document.querySelector('.result');
             return [colours(result.querySelector('.outcome')), colours(result.querySelector('.verdict')),
                 colours(result.previousElementSibling)]",
        )
    }

    /// Waits until a new line of the browser's console contains all of these.
    pub(crate) fn console_says(&self, words: &[&str]) {
        let mut lines = Vec::new();
        eventually(&format!("a line in the console with {words:?}"), || {
            lines.extend(self.browser.console());
            lines.iter().any(|line| words.iter().all(|word| line.contains(word))).then_some(())
        });
    }

    /// What was recorded after the exchange with this id.
    fn wire(&self, since: u64) -> Vec<Exchange> {
        let url = format!("{}/wire/{since}", self.origins.page);
        let agent: ureq::Agent = ureq::Agent::config_builder().proxy(None).build().into();
        let mut response = agent.get(&url).call().expect("the page's server answers");
        response.body_mut().read_json().expect("the record is JSON")
    }
}

impl From {
    fn place(self) -> &'static str {
        match self {
            From::Page => "page",
            From::Stranger => "stranger",
        }
    }

    /// The selector of a button.
    fn button(self, action: &str) -> String {
        format!("button[data-action={action}][data-place={}]", self.place())
    }
}

impl Click {
    /// The only exchange.
    pub(crate) fn only(&self) -> &Exchange {
        let [exchange] = self.wire.as_slice() else { panic!("one exchange: {self:#?}") };
        exchange
    }

    /// A preflight, and the request itself.
    pub(crate) fn both(&self) -> (&Exchange, &Exchange) {
        let [preflight, actual] = self.wire.as_slice() else { panic!("two exchanges: {self:#?}") };
        (preflight, actual)
    }
}

impl Exchange {
    pub(crate) fn sent(&self, name: &str) -> Option<&str> {
        value(&self.request_headers, name)
    }

    pub(crate) fn got(&self, name: &str) -> Option<&str> {
        value(&self.response_headers, name)
    }

    /// Whether no header of the answer allows an origin.
    pub(crate) fn grants_nothing(&self) -> bool {
        self.response_headers.iter().all(|(name, _)| name == "vary")
    }
}

fn value<'a>(lines: &'a [(String, String)], name: &str) -> Option<&'a str> {
    lines.iter().find(|(line, _)| line == name).map(|(_, value)| value.as_str())
}
