//! The request of the command line.

use cors_browser::PageRequest;
use url::Url;

use crate::{command::cli::ExplainArgs, escaping::printable::Printable};

/// The address of a server that the command line does not name.
const SERVER: &str = "api.example";

/// The URL of `--path`.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    url: Url,
    /// The command line names the host.
    has_host: bool,
}

impl Asked {
    /// Reads a path or a whole URL.
    pub(super) fn parse(path: &str) -> Result<Self, String> {
        let has_host = !path.starts_with('/');
        let text = if has_host { path.to_owned() } else { format!("https://{SERVER}{path}") };
        match Url::parse(&text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(Asked { url, has_host }),
            _ => Err(format!("`--path {}` is neither a path, such as /users/1, nor a URL", Printable(path))),
        }
    }

    pub(super) fn path(&self) -> &str {
        self.url.path()
    }

    /// The URL. If the command line does not name a host, it has the first of `hosts`, the hosts of the route.
    pub(super) fn url(&self, hosts: &[String]) -> String {
        let Some(host) = hosts.first().filter(|_| !self.has_host) else { return self.url.to_string() };
        let host = host.strip_suffix(":*").unwrap_or(host);
        format!("https://{host}{}", self.url.path())
    }
}

/// The request of the page.
pub(super) fn request(args: &ExplainArgs, url: String) -> Result<PageRequest, String> {
    let mut request = PageRequest::new(origin(&args.origin)?, &args.method).to(url);
    for (name, value) in &args.headers {
        request = request.header(name, value);
    }
    Ok(if args.credentials { request.with_credentials() } else { request })
}

/// The method, as browsers write it: Fetch, "normalize".
pub(super) fn method(method: &str) -> String {
    let upper = method.to_ascii_uppercase();
    let is_normalised = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"].contains(&upper.as_str());
    if is_normalised { upper } else { method.to_owned() }
}

/// The origin, as browsers write it.
fn origin(text: &str) -> Result<String, String> {
    match Url::parse(text) {
        Ok(url) if url.origin().is_tuple() => Ok(url.origin().ascii_serialization()),
        // The schemes of applications, such as `tauri://localhost`.
        Ok(url) if url.has_host() => Ok(text.to_owned()),
        _ if text == "null" => Ok(text.to_owned()),
        _ => Err(format!("`--origin {}` is not an origin, such as https://app.example.com", Printable(text))),
    }
}
