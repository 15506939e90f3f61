//! What can be wrong with an origin, and with a pattern.

use std::ops::Range;

/// Why a string is not an origin as browsers serialise it.
///
/// The reference is the `Origin` header of the Fetch standard, read as real browsers write it: hosts follow the URL
/// standard, so underscores, hyphens at a label's edge and one trailing dot are fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OriginProblem {
    /// No `://`.
    MissingScheme,
    /// Not a URL scheme.
    BadScheme,
    /// A scheme whose pages have no origin of their own: `file`, `data`, `blob`, `about`, `javascript`.
    OpaqueScheme,
    /// Quotes or brackets around the origin, as in a list that is written into one string.
    Quoted,
    /// `ws` or `wss`: a WebSocket is opened by a page, and the page's origin is `http` or `https`.
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
    /// A character that no host has.
    HostCharacter(char),
    /// No host.
    EmptyHost,
    /// Two dots in a row, or one at the beginning.
    EmptyLabel,
    /// More than the 63 bytes that DNS allows.
    LabelTooLong,
    /// More than the 253 bytes that DNS allows.
    HostTooLong,
    /// A host whose last label is a number, but that is no IPv4 address.
    BadIpv4,
    /// An IPv4 address that browsers write in another way.
    NonCanonicalIpv4,
    /// Not an IPv6 address in brackets.
    BadIpv6,
    /// An IPv6 address that browsers write in another way.
    NonCanonicalIpv6,
    /// An IPv6 zone, which is no part of an origin.
    ZoneId,
    /// An `xn--` label that does not decode.
    BadPunycode,
    /// An `xn--` label that browsers write in another way.
    NonCanonicalPunycode,
    /// A colon without a port.
    EmptyPort,
    /// A port that is not a number.
    BadPort,
    /// A port above 65535.
    PortOutOfRange,
    /// A port with a leading zero.
    PortLeadingZero,
    /// The scheme's own port, which browsers leave out.
    DefaultPort,
}

/// Why a string with a `*` is not a pattern.
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

/// What is wrong with a host, and with which of its bytes.
pub(crate) type HostError = (OriginProblem, Range<usize>);
