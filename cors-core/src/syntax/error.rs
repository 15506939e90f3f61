//! Errors in origins and patterns.

use std::ops::Range;

/// The reason why a string is not an origin as browsers serialise it.
///
/// The reference is the `Origin` header of the Fetch standard as real browsers write it. Hosts follow the URL standard, so
/// underscores, hyphens at the edge of a label and one trailing dot are valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OriginProblem {
    /// No `://`.
    MissingScheme,
    /// Not a URL scheme.
    BadScheme,
    /// A scheme whose pages have no origin of their own: `file`, `data`, `blob`, `about`, `javascript`.
    OpaqueScheme,
    /// Quotes or brackets around the origin, as if a list were one string.
    Quoted,
    /// `ws` or `wss`: the origin is that of the page that opens the WebSocket, with `http` or `https`.
    WebSocketScheme,
    /// `user:password@`.
    UserInfo,
    /// A `/` at the end.
    TrailingSlash,
    /// A path.
    Path,
    /// A query.
    Query,
    /// A fragment.
    Fragment,
    /// White space or a control character.
    WhiteSpace,
    /// An upper-case letter.
    UpperCase,
    /// A host that is not in its ASCII form.
    NonAsciiHost,
    /// A character that hosts cannot have.
    HostCharacter(char),
    /// No host.
    EmptyHost,
    /// Two dots in a row, or one at the beginning.
    EmptyLabel,
    /// More than the 63 bytes that DNS allows.
    LabelTooLong,
    /// More than the 253 bytes that DNS allows.
    HostTooLong,
    /// A host that ends in a number but is not an IPv4 address.
    BadIpv4,
    /// An IPv4 address in a form that browsers do not send.
    NonCanonicalIpv4,
    /// Not an IPv6 address in brackets.
    BadIpv6,
    /// An IPv6 address in a form that browsers do not send.
    NonCanonicalIpv6,
    /// An IPv6 zone, which is not part of an origin.
    ZoneId,
    /// An `xn--` label that does not decode.
    BadPunycode,
    /// An `xn--` label in a form that browsers do not send.
    NonCanonicalPunycode,
    /// A colon without a port.
    EmptyPort,
    /// A port that is not a number.
    BadPort,
    /// A port above 65535.
    PortOutOfRange,
    /// A port with a leading zero.
    PortLeadingZero,
    /// The default port of the scheme, which browsers omit.
    DefaultPort,
}

/// The reason why a string with a `*` is not a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PatternProblem {
    /// A `*` in the scheme.
    InScheme,
    /// A `*` in the host that is not its whole first label.
    InHost,
    /// A `*` in the port that is not the whole port.
    InPort,
    /// A port after the `*` that stands for any host of an application's own scheme: `app://*:8443`.
    AfterAnyHost,
    /// A `*.` before an IP address.
    BeforeAddress,
    /// A `*.` before a single label, such as `*.com`.
    BeforeSingleLabel,
}

/// The reason why a string is not an element of `hosts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HostProblem {
    /// A scheme in front.
    Scheme,
    /// A `*` that is not the whole port.
    Wildcard,
    /// A default port, which browsers omit.
    DefaultPort,
    /// It is listed twice.
    Twice,
    /// It is not the host of an origin.
    Part(OriginProblem),
}

/// A problem with a host, and the bytes that cause it.
pub(crate) type HostError = (OriginProblem, Range<usize>);
