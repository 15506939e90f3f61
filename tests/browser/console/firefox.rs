//! Firefox, as far as its console goes: geckodriver reads it where the browser's own scripts run.

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio},
};

use serde_json::json;

use crate::{browser::find, webdriver::Session};

pub(super) struct Firefox {
    pub(super) session: Session,
    driver: Child,
    /// Kept open, so that the driver can go on writing.
    _output: BufReader<ChildStdout>,
}

impl Firefox {
    /// `None` where Firefox or its driver is not installed.
    pub(super) fn start() -> Option<Self> {
        let browser = find(&["firefox-esr", "firefox"])?;
        let driver: PathBuf = find(&["geckodriver"])?;
        let mut driver = Command::new(driver)
            // The console belongs to the browser, and not to a page.
            .args(["--port", "0", "--allow-system-access"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the driver can be started");
        let mut output = BufReader::new(driver.stdout.take().expect("the output is a pipe"));
        let port = port(&mut output);
        let capabilities = json!({
            "browserName": "firefox",
            "moz:firefoxOptions": { "binary": browser, "args": ["-headless"] },
        });
        Some(Firefox { session: Session::start(port, &capabilities), driver, _output: output })
    }

    /// What the browser has written to its console since the last call.
    pub(super) fn console(&self) -> Vec<String> {
        const READ: &str = "const read = Services.console.getMessageArray().filter(m => m instanceof Ci.nsIScriptError)\
                            .map(m => m.errorMessage); Services.console.reset(); return read;";
        let context = |name: &str| self.session.post("/moz/context", &json!({ "context": name }));
        context("chrome");
        let read = self.session.post("/execute/sync", &json!({ "script": READ, "args": [] }));
        context("content");
        let read = read.as_array().expect("a list").iter();
        read.map(|line| line.as_str().expect("a message is text").to_owned()).collect()
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        self.session.end();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The driver says which port it has found: `… INFO Listening on 127.0.0.1:41237`.
fn port(output: &mut impl BufRead) -> u16 {
    let mut lines = output.lines().map(|line| line.expect("the driver writes text"));
    let port = lines.find_map(|line| line.split_once("Listening on 127.0.0.1:")?.1.trim().parse().ok());
    port.expect("the driver says on which port it listens")
}
