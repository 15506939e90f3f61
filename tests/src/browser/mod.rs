//! Real browsers: Chromium and Firefox, driven by WebDriver (<https://www.w3.org/TR/webdriver2/>).

use std::{
    future::Future,
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

use fantoccini::{Client, ClientBuilder, Locator, elements::Element};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

mod command;
mod console;
mod driver;
mod engine;

pub use self::engine::Engine;
use self::{command::Command, driver::Driver};

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The keys Tab and Enter, for [`Browser::press`].
pub const TAB: char = '\u{E004}';
pub const ENTER: char = '\u{E007}';

/// A browser window with a profile of its own. Both end with the test, also where it fails.
pub struct Browser {
    engine: Engine,
    client: Option<Client>,
    // The driver ends after the browser.
    _driver: Driver,
    runtime: Runtime,
}

impl Browser {
    /// Starts a browser that speaks to servers of this machine only. The name is that of the test.
    ///
    /// `None`, and a loud message, where it or its driver is not installed; a panic where `CORS_REQUIRE_BROWSER=1` says that it has to be.
    pub fn start(engine: Engine, name: &str) -> Option<Self> {
        Self::launch(engine, name, None)
    }

    /// As [`start`](Browser::start), with all names of hosts resolved, and all connections made, by a SOCKS proxy. Any
    /// certificate is accepted.
    pub fn start_behind(engine: Engine, name: &str, proxy: SocketAddr) -> Option<Self> {
        Self::launch(engine, name, Some(proxy))
    }

    fn launch(engine: Engine, name: &str, proxy: Option<SocketAddr>) -> Option<Self> {
        let installed = engine.find()?;
        let driver = Driver::start(&installed.driver, engine.driver_arguments(), name);
        let capabilities = engine.capabilities(&installed.browser, driver.profile(), proxy);
        let Value::Object(capabilities) = capabilities else { panic!("capabilities are an object") };
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime can be started");
        let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
        let connected = builder.capabilities(capabilities).connect(driver.url());
        let client = runtime.block_on(connected).unwrap_or_else(|error| panic!("{engine}: {error}"));
        Some(Browser { engine, client: Some(client), _driver: driver, runtime })
    }

    /// What the browser calls itself, with its version.
    pub fn version(&self) -> String {
        let capabilities = self.client().capabilities().expect("a driver tells what it drives");
        let text = |key: &str| capabilities.get(key).and_then(Value::as_str).unwrap_or("?").to_owned();
        format!("{} {}", text("browserName"), text("browserVersion"))
    }

    pub fn open(&self, url: &str) {
        self.wait(url, self.client().goto(url));
    }

    /// Reloads the page. Firefox asks whether to send a form again: yes.
    pub fn reload(&self) {
        // The driver may wait in vain for the page: a test waits for what it expects.
        let _ = self.runtime.block_on(self.client().refresh());
        let _ = self.runtime.block_on(self.client().accept_alert());
    }

    /// Goes back to the page before.
    pub fn back(&self) {
        // As for a reload.
        let _ = self.runtime.block_on(self.client().back());
    }

    /// Closes the windows that pages have opened.
    pub fn close_other_windows(&self) {
        let client = self.client();
        self.wait("the windows", async {
            let own = client.window().await?;
            for window in client.windows().await? {
                if window != own {
                    client.switch_to_window(window).await?;
                    client.close_window().await?;
                }
            }
            client.switch_to_window(own).await
        });
    }

    /// Clicks as a person does: what is hidden or covered cannot be clicked.
    pub fn click(&self, selector: &str) {
        self.wait(selector, self.element(selector).click());
    }

    /// The text that a person sees.
    pub fn text(&self, selector: &str) -> String {
        self.wait(selector, self.element(selector).text())
    }

    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.wait(selector, self.element(selector).attr(name))
    }

    /// Presses a key in the focused element: a character, or a code point of WebDriver such as [`TAB`].
    pub fn press(&self, key: char) {
        let client = self.client();
        self.wait("a key", async { client.active_element().await?.send_keys(&key.to_string()).await });
    }

    /// Runs the body of a function in the page and returns its result, or that of the promise that it returns.
    pub fn execute(&self, script: &str) -> Value {
        self.wait("a script", self.client().execute(script, Vec::new()))
    }

    /// Writes a picture of the viewport, PNG, into the folder of `CORS_PICTURES`, if that is set: for people to look at.
    pub fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("CORS_PICTURES") else { return };
        let picture = self.wait("a picture", self.client().screenshot());
        let file = std::path::Path::new(&folder).join(format!("{name}.png"));
        std::fs::write(&file, picture).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }

    /// Looks into a frame, until [`leave_frame`](Browser::leave_frame).
    pub fn enter_frame(&self, selector: &str) {
        self.wait(selector, self.element(selector).enter_frame());
    }

    /// Looks at the whole page again.
    pub fn leave_frame(&self) {
        let client = self.client().clone();
        self.wait("the page", client.enter_parent_frame());
    }

    /// Sets the size of the page's viewport, in CSS pixels. Chromium only: a window of Firefox cannot be as narrow as a phone.
    pub fn resize(&self, width: u32, height: u32) {
        // As on a phone, scroll bars take no space.
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 });
        self.devtools("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Sets the colour scheme that the user prefers: `light` or `dark`. Chromium only.
    pub fn prefer(&self, scheme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", &features);
    }

    /// Sends a command of the [DevTools protocol](https://chromedevtools.github.io/devtools-protocol/).
    fn devtools(&self, command: &str, parameters: &Value) {
        let body = json!({ "cmd": command, "params": parameters });
        self.wait(command, self.client().issue_cmd(Command { path: "goog/cdp/execute", body }));
    }

    /// Deletes the cookies of the open page's host.
    pub fn delete_cookies(&self) {
        self.wait("the cookies", self.client().delete_all_cookies());
    }

    /// What the browser has written to its console since the last call.
    pub fn console(&self) -> Vec<String> {
        self.wait("the console", console::take(self.engine, self.client()))
    }

    fn element(&self, selector: &str) -> Element {
        // Scripts make some elements, so the first look may be too early.
        let client = self.client();
        self.wait(selector, client.wait().at_most(PATIENCE).for_element(Locator::Css(selector)))
    }

    fn client(&self) -> &Client {
        self.client.as_ref().expect("the browser is open")
    }

    fn wait<T, E: std::fmt::Display>(&self, what: &str, command: impl Future<Output = Result<T, E>>) -> T {
        self.runtime.block_on(command).unwrap_or_else(|error| panic!("{what}: {error}"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            let _ = self.runtime.block_on(client.close());
        }
    }
}

/// Looks again and again until there is something to see.
pub fn eventually<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    eventually_within(PATIENCE, what, look)
}

/// As [`eventually`], for what may take longer.
pub fn eventually_within<T>(patience: Duration, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let since = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(since.elapsed() < patience, "{what} did not come about within {patience:?}");
        thread::sleep(Duration::from_millis(10));
    }
}
