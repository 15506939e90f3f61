//! The hosts under which a handler may be asked.

use crate::syntax::authority::split_port;

/// The hosts of `hosts = […]`: any other is refused, whatever the origin. An empty list allows every host.
///
/// A page whose domain an attacker points at this server (DNS rebinding) has the server's own origin for the browser, but its requests
/// name the attacker's domain: RFC 9110, section 7.2 (`Host`); RFC 9113, section 8.3.1 (`:authority`).
///
/// ```
/// use cors_core::PolicySpec;
///
/// let hosts = ["api.example.com", "localhost:*"].map(str::to_owned);
/// let spec = PolicySpec { same_origin: true, hosts: Some(hosts.to_vec()), ..PolicySpec::default() };
/// let hosts = spec.validate().unwrap().leak("Local").hosts();
/// assert!(hosts.allow(Some("localhost:3000")));
/// assert!(hosts.allow(Some("api.example.com")));
/// assert!(!hosts.allow(Some("api.example.com:8443")));
/// assert!(!hosts.allow(Some("rebound.example")));
/// assert!(!hosts.allow(None));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HostList(pub(crate) &'static [&'static str]);

impl HostList {
    /// The list that allows every host.
    pub const ANY: HostList = HostList(&[]);

    /// Returns whether every host is allowed.
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The hosts, as they were written.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }

    /// Returns whether the list is empty or has the host and port of `authority`; `None`: the request names no host.
    ///
    /// Case makes no difference (RFC 3986, section 3.2.2). A host without a port stands for the default ports 80 and 443.
    #[must_use]
    pub fn allow(&self, authority: Option<&str>) -> bool {
        self.is_empty() || authority.is_some_and(|authority| self.contains(authority))
    }

    #[cold]
    fn contains(&self, authority: &str) -> bool {
        let (host, port) = split_port(authority);
        self.iter().map(split_port).any(|(listed, listed_port)| {
            listed.eq_ignore_ascii_case(host)
                && match listed_port {
                    Some("*") => port.is_none_or(|port| port.bytes().all(|byte| byte.is_ascii_digit())),
                    Some(listed_port) => port == Some(listed_port),
                    None => matches!(port, None | Some("80" | "443")),
                }
        })
    }
}
