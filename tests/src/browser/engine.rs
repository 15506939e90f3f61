//! The engines, found or said to be missing.

use std::{
    env, fmt,
    io::{self, Write},
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Once,
};

use serde_json::{Value, json};

/// Set to 1 where there must be browsers: the tests fail without one.
const REQUIRED: &str = "CORS_REQUIRE_BROWSER";

/// The time that a page may take to load, in milliseconds.
const PAGE_LOAD: u64 = 30_000;

/// Who decides what a page may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
}

/// The programs of an engine.
pub(super) struct Installed {
    pub(super) browser: PathBuf,
    pub(super) driver: PathBuf,
}

impl Engine {
    pub const ALL: [Engine; 2] = [Engine::Chromium, Engine::Firefox];

    fn browsers(self) -> &'static [&'static str] {
        match self {
            Engine::Chromium => &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"],
            Engine::Firefox => &["firefox-esr", "firefox"],
        }
    }

    fn driver(self) -> &'static str {
        match self {
            Engine::Chromium => "chromedriver",
            Engine::Firefox => "geckodriver",
        }
    }

    pub(super) fn driver_arguments(self) -> &'static [&'static str] {
        match self {
            Engine::Chromium => &[],
            // To read the console.
            Engine::Firefox => &["--allow-system-access"],
        }
    }

    pub(super) fn find(self) -> Option<Installed> {
        let installed = find(self.browsers()).zip(find(&[self.driver()]));
        if installed.is_none() {
            self.missing();
        }
        installed.map(|(browser, driver)| Installed { browser, driver })
    }

    /// How a session is asked for.
    pub(super) fn capabilities(self, browser: &Path, profile: &Path, proxy: Option<SocketAddr>) -> Value {
        let mut capabilities = match self {
            Engine::Chromium => chromium(browser, profile, proxy),
            Engine::Firefox => firefox(browser, profile, proxy),
        };
        capabilities["acceptInsecureCerts"] = json!(proxy.is_some());
        capabilities["timeouts"] = json!({ "pageLoad": PAGE_LOAD });
        capabilities
    }

    fn missing(self) {
        let missing = format!(
            "no {self}: one of `{}`, and `{}`, have to be on the PATH.\n`scripts/test` installs both where it can.",
            self.browsers().join("`, `"),
            self.driver()
        );
        let required = env::var_os(REQUIRED).is_some_and(|value| value == "1");
        assert!(!required, "{missing}\n{REQUIRED}=1 says that this is a failure.");
        static SAID: [Once; 2] = [Once::new(), Once::new()];
        SAID[self as usize].call_once(|| {
            let line = "!".repeat(100);
            // Not `eprintln!`: the test harness would hide it, because the test passes.
            let _ = writeln!(io::stderr(), "\n{line}\n{missing}\nThe tests in {self} are SKIPPED.\n{line}\n");
        });
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Engine::Chromium => "Chromium",
            Engine::Firefox => "Firefox",
        })
    }
}

fn chromium(browser: &Path, profile: &Path, proxy: Option<SocketAddr>) -> Value {
    let downloads = profile.join("downloads");
    let profile = format!("--user-data-dir={}", profile.display());
    let mut arguments = vec![
        "--headless=new",
        // Containers run tests as root, and then Chromium's sandbox does not start. The pages are our own.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--window-size=1200,1400",
        // Frames of other sites share the page's process, because the driver reads the console of no other.
        "--disable-site-isolation-trials",
        // It must connect only to the servers of the tests.
        "--disable-quic",
        "--disable-sync",
        "--disable-component-update",
        "--disable-background-networking",
        "--no-first-run",
        // A page that is opened by `http:` shall stay there.
        "--disable-features=HttpsUpgrades",
        &profile,
    ];
    let proxy = proxy.map(|address| format!("--proxy-server=socks5://{address}"));
    match &proxy {
        None => arguments.push("--no-proxy-server"),
        // Hosts of this machine are no exception.
        // A driver accepts certificates for the windows that it knows, too late for a window that a page opens.
        Some(proxy) => {
            arguments.extend([proxy.as_str(), "--proxy-bypass-list=<-loopback>", "--ignore-certificate-errors"]);
        }
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "binary": browser, "args": arguments, "prefs": { "download.default_directory": downloads } },
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

fn firefox(browser: &Path, profile: &Path, proxy: Option<SocketAddr>) -> Value {
    let mut preferences = json!({
        // As it is given to people: the driver's defaults for tests change what is kept, not what CORS is.
        "app.update.disabledForTesting": true,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "network.proxy.type": 0,
        "browser.download.folderList": 2,
        "browser.download.dir": profile.join("downloads"),
    });
    if let Some(address) = proxy {
        preferences["network.proxy.type"] = json!(1);
        preferences["network.proxy.socks"] = json!(address.ip().to_string());
        preferences["network.proxy.socks_port"] = json!(address.port());
        preferences["network.proxy.socks_version"] = json!(5);
        preferences["network.proxy.socks_remote_dns"] = json!(true);
        // Hosts of this machine are no exception.
        preferences["network.proxy.allow_hijacking_localhost"] = json!(true);
        preferences["network.proxy.no_proxies_on"] = json!("");
    }
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": browser,
            "args": ["-headless", "-profile", profile],
            "prefs": preferences,
        },
    })
}

fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let directories: Vec<_> = env::split_paths(&path).collect();
    let mut files = names.iter().flat_map(|name| directories.iter().map(move |directory| directory.join(name)));
    files.find(|file| file.is_file())
}
