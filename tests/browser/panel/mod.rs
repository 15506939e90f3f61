//! The panel of the demos in real browsers.

mod keyboard;
mod view;
mod views;

use std::{future::Future, io};

use cors_tests::browser::{Browser, Engine, eventually};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::common::{Origins, Ports};

/// A demo, with the panel of its API open in a browser.
pub(crate) struct Panel {
    browser: Browser,
    origins: Origins,
    _runtime: Runtime,
}

/// The panel of axum's demo; `None` where there is no Chromium.
fn in_chromium(test: &str) -> Option<Panel> {
    Panel::start(Engine::Chromium, &format!("panel-{test}"), crate::on_axum::serve)
}

/// The panel of actix-web's demo; `None` where there is no Firefox.
fn in_firefox(test: &str) -> Option<Panel> {
    Panel::start(Engine::Firefox, &format!("panel-firefox-{test}"), crate::on_actix::serve)
}

impl Panel {
    fn start<S>(engine: Engine, test: &str, serve: impl FnOnce(Ports) -> S) -> Option<Self>
    where
        S: Future<Output = io::Result<()>> + Send + 'static,
    {
        let browser = Browser::start(engine, test)?;
        let runtime = Runtime::new().expect("a runtime can be started");
        let ports = Ports::listen(0).expect("there are free ports");
        let origins = ports.origins.clone();
        runtime.spawn(serve(ports));
        let panel = Panel { browser, origins, _runtime: runtime };
        panel.open("");
        Some(panel)
    }

    /// Opens the panel with a fragment, and waits until it is ready.
    fn open(&self, fragment: &str) {
        let address = format!("{}/_cors{fragment}", self.origins.api);
        self.browser.open(&address);
        let ready = "return document.body?.dataset.ready === 'true' && location.href";
        eventually(&address, || (self.browser.execute(ready) == address).then_some(()));
    }

    /// Waits until an expression is true in the page.
    fn is(&self, expression: &str) {
        let script = format!("return Boolean({expression})");
        eventually(expression, || (self.browser.execute(&script) == true).then_some(()));
    }

    /// The value of an expression in the page.
    fn value(&self, expression: &str) -> Value {
        self.browser.execute(&format!("return {expression}"))
    }

    /// Waits until the explanation is there, and returns its verdict: the kind and the words.
    fn verdict(&self, kind: &str) -> String {
        self.is(&format!("document.getElementById('verdict').dataset.verdict === '{kind}'"));
        self.browser.text("#verdict")
    }

    /// Sends a request to the API from an origin, and returns the status.
    fn send(&self, method: &str, path: &str, origin: &str) -> u16 {
        let agent = ureq::Agent::config_builder().proxy(None).http_status_as_error(false).build().new_agent();
        let request = http::Request::builder().method(method).uri(format!("{}{path}", self.origins.api));
        let request = request.header("origin", origin).body(()).expect("a request");
        agent.run(request).expect("a response").status().as_u16()
    }
}
