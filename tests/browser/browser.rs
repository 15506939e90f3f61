//! A real browser, found and started; or said to be missing.

use std::{
    env, fs,
    io::{self, BufRead, BufReader, Write},
    ops::Deref,
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio},
    sync::Once,
};

use serde_json::json;

use crate::webdriver::Session;

/// Set to 1 where there must be a browser: the tests fail without one.
const REQUIRED: &str = "CORS_REQUIRE_BROWSER";

const BROWSERS: [&str; 5] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

/// A browser with a profile of its own. Both end with the test, also where it fails.
pub(crate) struct Browser {
    session: Session,
    driver: Driver,
}

/// Drives browsers; ends on drop.
struct Driver {
    process: Child,
    port: u16,
    profile: PathBuf,
    /// Kept open, so that the driver can go on writing.
    _output: BufReader<ChildStdout>,
}

impl Browser {
    /// `None`, and a loud message, where no browser or no driver is installed.
    pub(crate) fn start(name: &str) -> Option<Self> {
        let (Some(browser), Some(driver)) = (find(&BROWSERS), find(&["chromedriver"])) else {
            missing();
            return None;
        };
        let driver = Driver::start(driver, name);
        let profile = format!("--user-data-dir={}", driver.profile.display());
        let arguments = [
            "--headless=new",
            // Containers run tests as root, whom Chromium's sandbox refuses. The pages are our own.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--window-size=1200,1400",
            // Frames of other sites share the page's process, because the driver reads the console of no other.
            "--disable-site-isolation-trials",
            // It shall speak to nobody but the demo.
            "--no-proxy-server",
            "--disable-quic",
            "--disable-sync",
            "--disable-component-update",
            "--disable-background-networking",
            "--no-first-run",
            &profile,
        ];
        let capabilities = json!({
            "browserName": "chrome",
            "goog:chromeOptions": { "binary": browser, "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        Some(Browser { session: Session::start(driver.port, &capabilities), driver })
    }
}

impl Deref for Browser {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.session.end();
        let _ = fs::remove_dir_all(&self.driver.profile);
    }
}

impl Driver {
    fn start(program: PathBuf, name: &str) -> Self {
        let profile = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("browser-{name}"));
        // From a test that was killed.
        let _ = fs::remove_dir_all(&profile);
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the driver can be started");
        let mut output = BufReader::new(process.stdout.take().expect("the output is a pipe"));
        let port = port(&mut output);
        Driver { process, port, profile, _output: output }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The driver says which port it has found.
fn port(output: &mut impl BufRead) -> u16 {
    let mut lines = output.lines().map(|line| line.expect("the driver writes text"));
    let port = lines.find_map(|line| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok());
    port.expect("the driver says on which port it listens")
}

pub(crate) fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let directories: Vec<_> = env::split_paths(&path).collect();
    let mut files = names.iter().flat_map(|name| directories.iter().map(move |directory| directory.join(name)));
    files.find(|file| file.is_file())
}

fn missing() {
    const MISSING: &str = "no browser: `chromium` and `chromedriver` have to be on the PATH.\n\
        `scripts/test` installs both where it can; on Debian: apt-get install chromium chromium-driver";
    let required = env::var_os(REQUIRED).is_some_and(|value| value == "1");
    assert!(!required, "{MISSING}\n{REQUIRED}=1 says that this is a failure.");
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        let line = "!".repeat(100);
        let skipped = "The tests that click through the demo in a real browser are SKIPPED.";
        // Not `eprintln!`: the test harness would hide it, because the test passes.
        let _ = writeln!(io::stderr(), "\n{line}\n{MISSING}\n{skipped}\n{line}\n");
    });
}
