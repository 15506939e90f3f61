//! Every fault that a probe can find: its name, its weight, its words and its fix.

use std::fmt;

use cors_core::documentation_address;
use serde::{Serialize, Serializer};

/// The weight of a fault. The order is that of a report: the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// A page may do more than the policy says.
    Exposed,
    /// A page that the policy allows is blocked.
    Blocked,
    /// The answers are right today and will be wrong for another request.
    Fragile,
    /// It could not be judged.
    Unknown,
}

impl Weight {
    /// The word for reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Weight::Exposed => "exposed",
            Weight::Blocked => "blocked",
            Weight::Fragile => "fragile",
            Weight::Unknown => "unknown",
        }
    }

    /// The meaning, as a sentence.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Weight::Exposed => "A page may do more than the policy says.",
            Weight::Blocked => "A page that the policy allows is blocked.",
            Weight::Fragile => "The answers are right today, and will be wrong for another request.",
            Weight::Unknown => "This could not be judged.",
        }
    }
}

macro_rules! faults {
    ($($(#[$doc:meta])* $fault:ident = $name:literal, $weight:ident, $title:literal, $fix:literal, $page:literal;)*) => {
        /// A kind of fault. Its name is for ever.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Fault {
            $($(#[$doc])* $fault,)*
        }

        impl Fault {
            /// All faults.
            pub const ALL: &'static [Fault] = &[$(Fault::$fault,)*];

            /// The name, in snake case.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Fault::$fault => $name,)* }
            }

            /// The weight.
            #[must_use]
            pub const fn weight(self) -> Weight {
                match self { $(Fault::$fault => Weight::$weight,)* }
            }

            /// The fault, as a sentence without its full stop.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Fault::$fault => $title,)* }
            }

            /// The fix, as a sentence.
            #[must_use]
            pub const fn fix(self) -> &'static str {
                match self { $(Fault::$fault => $fix,)* }
            }

            /// The section of the documentation that explains the fault, as a path below `docs/`.
            #[must_use]
            pub const fn page(self) -> &'static str {
                match self { $(Fault::$fault => $page,)* }
            }

            /// The address of [`Fault::page`].
            #[must_use]
            pub fn link(self) -> String {
                documentation_address(self.page())
            }
        }
    };
}

faults! {
    /// An origin that the policy does not list may read the response.
    StrangerAllowed = "stranger_allowed", Exposed,
        "an origin that the policy does not list may read the response",
        "Remove every `Access-Control-*` header that a proxy adds: the program's policy is the only authority.",
        "proxies.md#two-authorities";
    /// An origin of `dev_origins` is allowed.
    DevOriginsDeployed = "dev_origins_deployed", Exposed,
        "an origin of `dev_origins` is allowed: this is a debug build",
        "Deploy a release build: it does not contain `dev_origins`.",
        "guide/environments.md#development-and-release-builds";
    /// A preflight allows more than the policy.
    MoreAllowed = "more_allowed", Exposed,
        "a preflight allows more than the policy",
        "Deploy the program of this inventory, and let no proxy answer preflights.",
        "proxies.md#preflights-that-the-proxy-answers";
    /// Credentials are allowed, and the policy does not allow them.
    CredentialsAllowed = "credentials_allowed", Exposed,
        "requests may carry credentials, which the policy does not allow",
        "Remove `Access-Control-Allow-Credentials` from the proxy, or deploy the program of this inventory.",
        "proxies.md#two-authorities";
    /// The response shows scripts more headers than the policy.
    MoreExposed = "more_exposed", Exposed,
        "scripts can read response headers that the policy does not expose",
        "Remove `Access-Control-Expose-Headers` from the proxy, or deploy the program of this inventory.",
        "proxies.md#two-authorities";
    /// A request is served that `enforce` or `hosts` refuses.
    NotRefused = "not_refused", Exposed,
        "a request is served that the policy refuses",
        "Pass `Origin`, `Host` and `Sec-Fetch-Site` on unchanged: `enforce` and `hosts` decide by them.",
        "proxies.md#enforce-and-websockets";
    /// The response to one origin is served to another.
    CachedForOtherOrigin = "cached_for_other_origin", Exposed,
        "a cache serves the response to one origin to another",
        "Let the cache respect `Vary`, or put `Origin` into its key.",
        "proxies.md#caches";
    /// Every origin is allowed by name, with credentials.
    ReflectedWithCredentials = "reflected_with_credentials", Exposed,
        "every origin may read the response, with the user's credentials",
        "List the origins that may read, and name no other in `Access-Control-Allow-Origin`.",
        "guide/origins.md#what-cannot-be-listed";
    /// An origin is allowed that only looks like a trusted one.
    NearMissAllowed = "near_miss_allowed", Exposed,
        "an origin that only looks like a trusted one may read the response",
        "Compare whole origins: not their beginning or their end, and not by a regular expression.",
        "guide/origins.md#sub-domains";
    /// The origin `null` is allowed.
    NullAllowed = "null_allowed", Exposed,
        "the origin `null` may read the response: every page can have it, in a sandboxed frame",
        "Do not list `null`.",
        "guide/troubleshooting.md#the-origin-is-null";
    /// A page over plain HTTP is allowed.
    InsecureOriginAllowed = "insecure_origin_allowed", Exposed,
        "a page over plain HTTP may read the response: a network attacker can impersonate it",
        "List origins with `https:` only.",
        "rules/insecure_origin.md";
    /// A header that may stand once stands several times.
    DoubledHeader = "doubled_header", Blocked,
        "two authorities: a CORS header stands twice",
        "Remove the header that the proxy adds: the program's own is there already.",
        "proxies.md#two-authorities";
    /// Something in front of the program answers preflights.
    PreflightAnsweredByHop = "preflight_answered_by_hop", Blocked,
        "something in front of the program answers preflights, by another list",
        "Remove the block that answers `OPTIONS`: the program answers preflights.",
        "proxies.md#preflights-that-the-proxy-answers";
    /// A preflight is refused for want of authentication.
    AuthenticationBeforePreflight = "authentication_before_preflight", Blocked,
        "authentication comes before the preflight, which never carries credentials",
        "Let `OPTIONS` pass without authentication.",
        "proxies.md#authentication-at-the-proxy";
    /// `OPTIONS` does not reach the program.
    PreflightNotPassedOn = "preflight_not_passed_on", Blocked,
        "preflights do not reach the program",
        "Pass `OPTIONS` and its `Access-Control-Request-*` headers on to the program.",
        "proxies.md#all-that-is-needed";
    /// The program answers as if there were no `Origin`.
    OriginRemoved = "origin_removed", Blocked,
        "the program does not see `Origin`",
        "Do not change `Origin`: pass it on as it came.",
        "proxies.md#enforce-and-websockets";
    /// The server's own pages are refused.
    HostChanged = "host_changed", Blocked,
        "`enforce` does not recognise the server's own pages: the program sees another `Host` or scheme",
        "Pass `Host` on with its port, and the scheme in `X-Forwarded-Proto`.",
        "proxies.md#enforce-and-websockets";
    /// A response lacks what the policy allows.
    HeaderRemoved = "header_removed", Blocked,
        "a CORS header of the program is missing",
        "Do not remove the program's `Access-Control-*` headers.",
        "proxies.md#two-authorities";
    /// The program denies an origin that the policy allows.
    PolicyDiffers = "policy_differs", Blocked,
        "the program has another policy: an older or a newer release is deployed",
        "Deploy the program of this inventory, or probe with the inventory of the deployed release.",
        "inventory.md";
    /// The path is not found.
    RouteMissing = "route_missing", Blocked,
        "the route is not there",
        "Deploy the program of this inventory, or check the address and the parameters of the path.",
        "inventory.md";
    /// A redirect answers in place of the program.
    Redirected = "redirected", Blocked,
        "a redirect answers in place of the program: preflights fail, and the origin of other requests can become `null`",
        "Let pages ask the address that answers, with its final scheme, host and slash.",
        "guide/troubleshooting.md#from-the-message-to-the-fix";
    /// A proxy's own error, without CORS headers.
    ProxyError = "proxy_error", Blocked,
        "a proxy answers with an error of its own, which scripts see as a network error",
        "Start the program, or repair the way to it; give the proxy's own errors CORS headers if scripts should read them.",
        "proxies.md#errors-of-the-proxy";
    /// There is no answer.
    NoAnswer = "no_answer", Blocked,
        "there is no complete answer",
        "Check that the address is reachable, and that the server answers in time.",
        "proxies.md#errors-of-the-proxy";
    /// `*` stands beside `Access-Control-Allow-Credentials`.
    WildcardWithCredentials = "wildcard_with_credentials", Blocked,
        "`*` stands beside `Access-Control-Allow-Credentials`: browsers refuse it for requests with credentials",
        "List the origins that may send credentials, or remove `Access-Control-Allow-Credentials`.",
        "rules/wildcard_with_credentials.md";
    /// The preflight is granted, and the response has no CORS headers.
    ResponseWithoutCors = "response_without_cors", Blocked,
        "the preflight is granted, and the response has no CORS headers: scripts see a network error",
        "Send CORS headers with every response, also with errors.",
        "guide/troubleshooting.md#from-the-message-to-the-fix";
    /// `Vary` lacks a header on which the response depends.
    VaryRemoved = "vary_removed", Fragile,
        "`Vary` lacks a header on which the response depends: a cache may serve it to another origin",
        "Do not remove or replace the program's `Vary`; `add_header Vary` and `gzip_vary` only add to it.",
        "proxies.md#caches";
    /// The response depends on `Origin`, and `Vary` does not say so.
    VaryMissing = "vary_missing", Fragile,
        "the response depends on `Origin`, and `Vary` does not say so: a cache may serve it to another origin",
        "Send `Vary: Origin` with every response, also with those to other origins.",
        "guide/caching.md#responses-in-http-caches";
    /// Every origin is allowed by name, without credentials.
    Reflected = "reflected", Fragile,
        "every origin is allowed by name: the response is as public as with `*`",
        "Send `*` if the response is public, or list the origins that may read it.",
        "guide/origins.md#what-cannot-be-listed";
    /// Every sub-domain is allowed.
    SubDomainAllowed = "sub_domain_allowed", Fragile,
        "every sub-domain may read the response: also one that an attacker takes over",
        "List the sub-domains that may read, if they are known.",
        "guide/origins.md#sub-domains";
    /// Another port of the same host is allowed.
    OtherPortAllowed = "other_port_allowed", Fragile,
        "another port of the same host may read the response",
        "List the port that is in use.",
        "guide/origins.md";
    /// The response has a CORS header which the policy does not send.
    ForeignHeader = "foreign_header", Fragile,
        "a CORS header that the program does not send",
        "Remove the header from the proxy: the program's policy is the only authority.",
        "proxies.md#two-authorities";
    /// Browsers may cache the preflight for another time.
    MaxAgeDiffers = "max_age_differs", Fragile,
        "browsers cache the preflight for another time than the policy says",
        "Deploy the program of this inventory, and let no proxy answer preflights.",
        "guide/caching.md";
    /// HTTP/2 and HTTP/1.1 have different answers.
    ProtocolsDiffer = "protocols_differ", Fragile,
        "HTTP/2 and HTTP/1.1 are answered differently",
        "Use one configuration for both protocols.",
        "proxies.md#all-that-is-needed";
    /// Plain HTTP is answered beside HTTPS.
    PlainHttp = "plain_http", Fragile,
        "plain HTTP is answered with CORS headers, beside HTTPS",
        "Answer plain HTTP with a redirect to HTTPS alone.",
        "proxies.md#all-that-is-needed";
}

impl Fault {
    /// Returns whether only a scan names the fault: it knows no policy.
    #[must_use]
    pub const fn is_of_scans(self) -> bool {
        matches!(
            self,
            Fault::ReflectedWithCredentials
                | Fault::NearMissAllowed
                | Fault::NullAllowed
                | Fault::InsecureOriginAllowed
                | Fault::WildcardWithCredentials
                | Fault::ResponseWithoutCors
                | Fault::VaryMissing
                | Fault::Reflected
                | Fault::SubDomainAllowed
                | Fault::OtherPortAllowed
        )
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
