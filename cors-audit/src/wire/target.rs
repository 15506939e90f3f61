//! The deployment that is asked.

use url::{Host, Url};

/// The address of a deployment: an origin, and a path if the program is below one.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    url: Url,
}

impl Target {
    /// Reads an address.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let url = Url::parse(text).map_err(|error| format!("`{text}` is not an address: {error}"))?;
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err(format!("`{text}` is not an address of HTTP: it begins with `https://` or `http://`"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(format!("`{text}` contains a user name: pass `--header \"authorization: …\"` instead"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(format!("`{text}` has a query or a fragment: the paths are those of the inventory"));
        }
        Ok(Target { url })
    }

    /// The origin, as a page names it.
    pub(crate) fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// The URL of a path of the program.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin(), self.url.path().trim_end_matches('/'))
    }

    pub(crate) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// The same host over plain HTTP.
    pub(crate) fn over_plain_http(&self, port: u16) -> Option<Target> {
        let mut url = self.url.clone();
        url.set_port(Some(port)).ok()?;
        // `http` for `https`: both are special, so that this never fails.
        url.set_scheme("http").ok()?;
        Some(Target { url })
    }

    /// Returns whether a URL is of this host, whatever its scheme and port.
    pub(crate) fn has_host_of(&self, url: &str) -> bool {
        Url::parse(url).is_ok_and(|url| url.host() == self.url.host())
    }

    /// Returns whether the deployment is on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        match self.url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }
}
