//! A demo, run on free ports and clicked through in a browser.

use std::{future::Future, io};

use cors_tests::browser::{Browser, Engine, eventually};
use serde::Deserialize;
use tokio::runtime::Runtime;

use crate::common::{Origins, Ports};

/// The demo's page, open in a browser.
pub(crate) struct Demo {
    pub(crate) origins: Origins,
    browser: Browser,
    _runtime: Runtime,
}

/// The demo of axum; `None` where there is no browser.
pub(crate) fn on_axum(test: &str) -> Option<Demo> {
    Demo::open(&format!("axum-{test}"), crate::on_axum::serve)
}

/// The demo of actix-web; `None` where there is no browser.
pub(crate) fn on_actix(test: &str) -> Option<Demo> {
    Demo::open(&format!("actix-{test}"), crate::on_actix::serve)
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
    fn open<S>(test: &str, serve: impl FnOnce(Ports) -> S) -> Option<Self>
    where
        S: Future<Output = io::Result<()>> + Send + 'static,
    {
        let browser = Browser::start(Engine::Chromium, test)?;
        let runtime = Runtime::new().expect("a runtime can be started");
        let ports = Ports::listen(0).expect("there are free ports");
        let origins = ports.origins.clone();
        runtime.spawn(serve(ports));
        browser.open(&origins.page);
        Some(Demo { origins, browser, _runtime: runtime })
    }

    pub(crate) fn click(&self, from: From, action: &str) -> Click {
        let count = || self.browser.attribute("#results", "data-count").and_then(|count| count.parse::<u32>().ok());
        let place = match from {
            From::Page => "page",
            From::Stranger => "stranger",
        };
        let (cards, exchanges) = (count(), self.wire(0).last().map_or(0, |last| last.id));
        self.browser.click(&format!("#{place}-buttons [data-action={action}]"));
        eventually("a card of what happened", || (count() != cards).then_some(()));
        let newest = format!("#results > :first-child[data-action={action}][data-place={place}]");
        let shown = |part: &str| self.browser.text(&format!("{newest} .{part}"));
        Click {
            verdict: shown("verdict"),
            preflight: shown("preflight"),
            answer: shown("answer"),
            script: shown("script"),
            why: shown("why"),
            rule: shown("rule"),
            wire: self.wire(exchanges),
        }
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
