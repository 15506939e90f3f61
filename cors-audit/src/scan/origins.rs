//! The origins that a scan sends.
//!
//! They are those of CORScanner, Corsy, the template `cors-misconfig` of nuclei and the rule 40040 of ZAP, derived from each origin that
//! may be trusted: that of the server itself, and those of the command line. `docs/reports/scanners.md` shows all of them.

use cors_public_suffixes::is_public_suffix;
use url::Url;

use crate::findings::fault::Fault;

/// The domain of an attacker.
const ATTACKER: &str = "attacker.example";
/// Characters that some browsers send in the host of an `Origin`, and that regular expressions forget.
const CHARACTERS: [&str; 11] = ["_", "-", "~", "!", "$", "&", "'", "+", ",", "%60", "{"];

/// The mistake that an origin looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// An origin of the command line.
    Trusted,
    /// The origin of the server itself.
    Own,
    /// Another site.
    Arbitrary,
    /// `null`.
    Null,
    /// Begins or ends like a trusted host, or differs from it in a dot or by a special character.
    NearMiss,
    /// Plain HTTP in place of HTTPS.
    PlainHttp,
    /// A sub-domain of a trusted host.
    SubDomain,
    /// Another port of a trusted host.
    Port,
}

impl Kind {
    /// The fault of a server that allows it, beside servers that allow every origin.
    pub(crate) fn fault(self) -> Option<Fault> {
        match self {
            Kind::Trusted | Kind::Own | Kind::Arbitrary => None,
            Kind::Null => Some(Fault::NullAllowed),
            Kind::NearMiss => Some(Fault::NearMissAllowed),
            Kind::PlainHttp => Some(Fault::InsecureOriginAllowed),
            Kind::SubDomain => Some(Fault::SubDomainAllowed),
            Kind::Port => Some(Fault::OtherPortAllowed),
        }
    }
}

/// An origin that is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) kind: Kind,
    pub(crate) origin: String,
}

/// The origins for a server.
pub(crate) fn candidates(own: &str, trusted: &[String]) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut add = |kind, origin: String| {
        if candidates.iter().all(|known| known.origin != origin) {
            candidates.push(Candidate { kind, origin });
        }
    };
    trusted.iter().for_each(|origin| add(Kind::Trusted, origin.clone()));
    add(Kind::Own, own.to_owned());
    add(Kind::Arbitrary, format!("https://{ATTACKER}"));
    add(Kind::Null, "null".to_owned());
    for origin in trusted.iter().map(String::as_str).chain([own]) {
        for (kind, origin) in near(origin) {
            add(kind, origin);
        }
    }
    candidates
}

/// Origins near a trusted one.
fn near(origin: &str) -> Vec<(Kind, String)> {
    let Ok(url) = Url::parse(origin) else { return Vec::new() };
    let (Some(host), scheme) = (url.host_str(), url.scheme()) else { return Vec::new() };
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let at = |host: &str| format!("{scheme}://{host}{port}");
    let mut near = vec![
        (Kind::NearMiss, at(&format!("{host}.{ATTACKER}"))),
        (Kind::NearMiss, at(&format!("{host}{ATTACKER}"))),
        (Kind::SubDomain, at(&format!("attacker.{host}"))),
        (Kind::Port, format!("{scheme}://{host}:{}", if url.port() == Some(8443) { 8444 } else { 8443 })),
    ];
    // `attackerapp.example.com` is a sub-domain of `example.com`, and may be meant.
    let domain = registrable(host);
    near.push((Kind::NearMiss, at(&format!("attacker{domain}"))));
    // Of an IPv6 address, there is no dot.
    if let (Some(first), Some(last)) = (host.find('.'), host.rfind('.')) {
        let replaced =
            |at: usize| format!("{}x{}", host.get(..at).unwrap_or_default(), host.get(at + 1..).unwrap_or_default());
        near.extend([first, last].map(|dot| (Kind::NearMiss, at(&replaced(dot)))));
        near.push((Kind::NearMiss, at(&host.replace('.', "x"))));
    }
    near.extend(CHARACTERS.map(|character| (Kind::NearMiss, at(&format!("{host}{character}.{ATTACKER}")))));
    if scheme == "https" {
        near.push((Kind::PlainHttp, format!("http://{host}{port}")));
    }
    near
}

/// The domain that its owner has registered, or the host itself.
fn registrable(host: &str) -> &str {
    let mut domain = host;
    let is_address = host.starts_with('[') || host.ends_with(|c: char| c.is_ascii_digit());
    while let Some((_, parent)) = domain.split_once('.').filter(|_| !is_address) {
        if is_public_suffix(parent) {
            break;
        }
        domain = parent;
    }
    domain
}
