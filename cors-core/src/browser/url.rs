//! URLs, as far as CORS asks for them.

use std::fmt;

/// What the URL Standard's [parser](https://url.spec.whatwg.org/#concept-url-parser) makes of a URL. Hosts are taken to be written
/// in ASCII, and to be no unusual form of an IP address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Url {
    /// `None`: of a URL that nobody has named. It is that of no page.
    pub(super) origin: Option<String>,
    /// Path and query.
    pub(super) path: String,
    /// URL, ["includes credentials"](https://url.spec.whatwg.org/#include-credentials).
    pub(super) has_credentials: bool,
}

impl Url {
    /// What is no URL of the web, an app's for instance, is taken as it is.
    pub(super) fn parse(text: &str) -> Self {
        let Some((scheme, rest)) = text.split_once("://") else {
            return Url { origin: Some(text.to_owned()), ..Url::default() };
        };
        let scheme = scheme.to_ascii_lowercase();
        let web = matches!(scheme.as_str(), "http" | "https").then(|| authority(&scheme, without_fragment(rest)));
        web.flatten().unwrap_or_else(|| {
            let (host, path) = split_path(without_fragment(rest));
            Url { origin: Some(format!("{scheme}://{host}")), path: path.to_owned(), has_credentials: false }
        })
    }

    /// What a `Location` means in a response of this URL. `None`: it is no URL.
    pub(super) fn resolve(&self, location: &str) -> Option<Url> {
        let location = without_fragment(location.trim_matches(|c: char| c <= ' '));
        if let Some((scheme, rest)) = split_scheme(location) {
            let is_slash = |c: Option<char>| matches!(c, Some('/' | '\\'));
            let has_authority = is_slash(rest.chars().next()) && is_slash(rest.chars().nth(1));
            return match scheme.as_str() {
                "http" | "https" if has_authority || scheme != self.scheme() => {
                    authority(&scheme, rest.trim_start_matches(['/', '\\']))
                }
                "http" | "https" => Some(self.at(rest)),
                _ => Some(Url { origin: Some(format!("{scheme}:")), ..Url::default() }),
            };
        }
        match location.strip_prefix("//").or_else(|| location.strip_prefix("\\\\")) {
            Some(rest) => authority(self.scheme(), rest.trim_start_matches(['/', '\\'])),
            None => Some(self.at(location)),
        }
    }

    /// Another path of the same origin.
    fn at(&self, relative: &str) -> Url {
        let (own, _) = self.path.split_once('?').unwrap_or((&self.path, ""));
        let path = match relative.chars().next() {
            None => self.path.clone(),
            Some('/' | '\\') => without_dots(relative),
            Some('?') => format!("{own}{relative}"),
            Some(_) => {
                let (parent, _) = own.rsplit_once('/').unwrap_or_default();
                without_dots(&format!("{parent}/{relative}"))
            }
        };
        Url { origin: self.origin.clone(), path, has_credentials: self.has_credentials }
    }

    fn scheme(&self) -> &str {
        self.origin.as_deref().and_then(|origin| origin.split_once("://")).map_or("https", |(scheme, _)| scheme)
    }

    /// Fetch, ["HTTP(S) scheme"](https://fetch.spec.whatwg.org/#http-scheme).
    pub(super) fn is_http(&self) -> bool {
        self.origin.as_ref().is_none_or(|origin| origin.starts_with("http://") || origin.starts_with("https://"))
    }

    /// HTML, ["same origin"](https://html.spec.whatwg.org/#same-origin). An opaque origin is that of no URL.
    pub(super) fn is_of(&self, page_origin: &str) -> bool {
        page_origin != "null" && self.origin.is_some() && self.origin == Url::parse(page_origin).origin
    }

    /// The same between two URLs.
    pub(super) fn is_same_origin(&self, other: &Url) -> bool {
        self.origin == other.origin
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin.as_deref().unwrap_or_default(), self.path)
    }
}

fn without_fragment(text: &str) -> &str {
    text.split('#').next().unwrap_or_default()
}

fn split_scheme(text: &str) -> Option<(String, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| (scheme.to_ascii_lowercase(), rest))
}

fn split_path(text: &str) -> (&str, &str) {
    text.find(['/', '\\', '?']).and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""))
}

/// What comes behind `https://`.
fn authority(scheme: &str, rest: &str) -> Option<Url> {
    let (authority, path) = split_path(rest);
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let (host, port) = host.rsplit_once(':').filter(|(_, port)| is_port(port)).unwrap_or((host, ""));
    let port = if port.is_empty() { None } else { Some(port.parse::<u16>().ok()?) };
    let port = port.filter(|port| *port != if scheme == "https" { 443 } else { 80 });
    let is_wrong = |c: char| c <= ' ' || c == '\x7f' || "#%/<>?@\\^`{|}\"".contains(c);
    if host.is_empty() || host.contains(is_wrong) || (host.contains(':') && !host.starts_with('[')) {
        return None;
    }
    let host = host.to_ascii_lowercase();
    let origin = port.map_or_else(|| format!("{scheme}://{host}"), |port| format!("{scheme}://{host}:{port}"));
    let has_credentials = !name.is_empty() || !password.is_empty();
    Some(Url { origin: Some(origin), path: without_dots(path), has_credentials })
}

/// A path from the root, without the segments `.` and `..`.
fn without_dots(path: &str) -> String {
    let (path, query) = path.find('?').and_then(|at| path.split_at_checked(at)).unwrap_or((path, ""));
    let path = path.replace('\\', "/");
    let mut segments = Vec::new();
    for segment in path.split('/').skip(usize::from(path.starts_with('/'))) {
        match segment {
            "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let stays_open = path.ends_with("/.") || path.ends_with("/..");
    format!("/{}{}{query}", segments.join("/"), if stays_open && !segments.is_empty() { "/" } else { "" })
}
