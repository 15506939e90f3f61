//! The words of `malformed_origin` and `malformed_pattern`, for each way to break the grammar of origins.

use super::{excerpt::shortened, front_end::FrontEnd, message::Message};
use crate::{
    policy::options::PolicyOption,
    syntax::{
        correction::is_switch,
        error::{OriginProblem, PatternProblem},
        pattern::OriginPattern,
    },
};

pub(super) fn origin(
    option: Option<PolicyOption>,
    origin: &str,
    problem: OriginProblem,
    corrected: Option<&str>,
    front_end: FrontEnd,
) -> Message {
    let form = option.map_or(PolicyOption::Origins.form(), PolicyOption::form);
    if origin.is_empty() {
        return match front_end {
            FrontEnd::Text => {
                Message::new("an origin is missing between two commas").help("name it, or remove the comma")
            }
            _ if front_end.is_set() => Message::new("an empty string is not an origin")
                .help(r#"name the origin, as in "https://app.example.com""#),
            _ => Message::new("an empty string is not an origin").help(format!("name the origin, as in {form}")),
        };
    }
    let several = origins_in(origin);
    if several.len() > 1 {
        let message = Message::new("one string holds one origin").caret("not part of the first one");
        let several: Vec<_> = several.iter().map(|origin| format!("{origin:?}")).collect();
        return match front_end {
            FrontEnd::Text => message.help("write a comma between two origins"),
            _ => message.help(format!("write one string for each: {}", shortened(&several.join(", ")))),
        };
    }
    if is_switch(origin) {
        let message = Message::new(format!("`{origin}` is not an origin"));
        return match front_end.is_set() {
            true => message.help(front_end.list_origins()),
            false => message.help(format!("list the origins that may read: {form}")),
        };
    }
    let write = corrected.map(|corrected| format!("write {}", front_end.literal(corrected)));
    let from_console = (corrected.is_none() && problem == OriginProblem::NonAsciiHost)
        .then(|| format!("write what a browser's console prints for `new URL(\"{}\").origin`", shortened(origin)));
    let bare = (front_end == FrontEnd::Text && problem == OriginProblem::Quoted)
        .then_some("write the origins without quotes and brackets: https://app.example.com, https://*.partner.example");
    described(origin, problem).help_if(write).help_if(from_console).help_if(bare)
}

/// The origins of a string that holds several.
fn origins_in(text: &str) -> Vec<&str> {
    let pieces = text.split([',', ';', '|', ' ']).filter(|piece| !piece.is_empty());
    let origins: Option<Vec<_>> = pieces.map(|piece| OriginPattern::parse(piece).ok().map(|_| piece)).collect();
    origins.unwrap_or_default()
}

pub(super) fn described(origin: &str, problem: OriginProblem) -> Message {
    let (headline, caret) = match problem {
        OriginProblem::MissingScheme => {
            return Message::new(format!("`{}` does not begin with a scheme and `://`", shortened(origin)))
                .caret("an origin is written like `https://app.example.com`");
        }
        OriginProblem::HostCharacter(c) => {
            return Message::new(format!("`{}` cannot be part of a host", c.escape_default())).caret("not allowed");
        }
        OriginProblem::OpaqueScheme => return opaque_scheme(origin),
        OriginProblem::BadScheme => ("not a scheme", "no page has this scheme"),
        OriginProblem::Quoted => ("quotes and brackets are not part of an origin", "remove this"),
        OriginProblem::WebSocketScheme => (
            "no page has this scheme: a WebSocket is opened by a page, and sends the origin of that page",
            "a page's scheme is `http` or `https`",
        ),
        OriginProblem::UserInfo => ("an origin has no user info", "remove this"),
        OriginProblem::TrailingSlash => ("an origin does not end with `/`", "remove this"),
        OriginProblem::Path => ("an origin has no path", "remove this"),
        OriginProblem::Query => ("an origin has no query", "remove this"),
        OriginProblem::Fragment => ("an origin has no fragment", "remove this"),
        OriginProblem::WhiteSpace => ("an origin has no white space and no control characters", "remove this"),
        OriginProblem::UpperCase => ("browsers send origins in lower case, so this one never matches", "upper case"),
        OriginProblem::NonAsciiHost => {
            ("browsers send hosts in their ASCII form, so this one never matches", "not ASCII")
        }
        OriginProblem::EmptyHost => ("an origin has a host", "the host is missing"),
        OriginProblem::EmptyLabel => ("a host has no empty label", "two dots in a row, or one in front"),
        OriginProblem::LabelTooLong => ("a label has at most 63 bytes (RFC 1035)", "too long"),
        OriginProblem::HostTooLong => ("a host has at most 253 bytes (RFC 1035)", "too long"),
        OriginProblem::BadIpv4 => {
            ("a host whose last label is a number must be an IPv4 address", "not an IPv4 address")
        }
        OriginProblem::NonCanonicalIpv4 => {
            ("browsers write this IPv4 address differently, so it never matches", "not how it is sent")
        }
        OriginProblem::BadIpv6 => ("not an IPv6 address in brackets", "it is written like `[2001:db8::1]`"),
        OriginProblem::NonCanonicalIpv6 => {
            ("browsers write this IPv6 address differently, so it never matches", "not how it is sent")
        }
        OriginProblem::ZoneId => ("an origin has no IPv6 zone", "remove this"),
        OriginProblem::BadPunycode => ("this label is not the ASCII form of any name", "not Punycode"),
        OriginProblem::NonCanonicalPunycode => {
            ("browsers write this name differently, so it never matches", "not how it is sent")
        }
        OriginProblem::EmptyPort => ("a colon is followed by a port", "the port is missing"),
        OriginProblem::BadPort => ("a port is a number", "not a number"),
        OriginProblem::PortOutOfRange => ("a port is at most 65535", "out of range"),
        OriginProblem::PortLeadingZero => {
            ("browsers send ports without leading zeros, so this one never matches", "leading zero")
        }
        OriginProblem::DefaultPort => {
            ("browsers omit the default port of a scheme, so this origin never matches", "remove this")
        }
    };
    Message::new(headline).caret(caret)
}

/// A scheme whose pages have no origin of their own.
fn opaque_scheme(origin: &str) -> Message {
    match origin.split(':').next() {
        Some("file") => Message::new("all local files share this origin: any file that a user opens could read")
            .caret("browsers send `null`; Cordova and old versions of Electron send `file://`")
            .help("serve the page over `https:`, or by a scheme of the application, as in \"app://localhost\""),
        Some("data") => Message::new("a `data:` page has no origin of its own: browsers send `null`")
            .caret("never sent")
            .help("serve the page over `https:`"),
        _ => Message::new("such a page has the origin of the page that created it, or none")
            .caret("never sent")
            .help("list the origin of the page that created it"),
    }
}

pub(super) fn pattern(pattern: &str, problem: PatternProblem, front_end: FrontEnd) -> Message {
    const FORMS: &str = r#"`*` stands for whole labels in front ("https://*.example.com") or for the whole port ("http://localhost:*")"#;
    let (headline, caret) = match problem {
        PatternProblem::InScheme => ("`*` cannot stand for the scheme", "name the scheme"),
        PatternProblem::InHost if pattern.ends_with("://*") || pattern.contains("://*:") => {
            return Message::new("`*` cannot stand for the whole host")
                .caret("name the domain")
                .help(r#"for the sub-domains of a domain, write "https://*.example.com""#)
                .help_if((!front_end.is_set()).then_some(r#"to allow every origin, write origins = "*""#));
        }
        PatternProblem::InHost => {
            ("`*` in a host stands for whole labels, and only in front", "not the whole first label")
        }
        PatternProblem::InPort => ("`*` in a port stands for the whole port", "not the whole port"),
        PatternProblem::AfterAnyHost => ("`*` for every host of a scheme has no port beside it", "remove this"),
        PatternProblem::BeforeAddress => ("an IP address has no sub-domains", "an address"),
        PatternProblem::BeforeSingleLabel => {
            return Message::new("this would match every site under a top-level domain")
                .caret("a single label")
                .help(r#"name the domain as well, as in "https://*.example.com""#);
        }
    };
    let message = Message::new(headline).caret(caret);
    match corrected_pattern(pattern, problem) {
        Some(corrected) => message.help(format!("write {}", front_end.literal(&corrected))),
        None => message.help(FORMS),
    }
}

/// The pattern that was probably meant. It never matches more sites than the text names.
fn corrected_pattern(pattern: &str, problem: PatternProblem) -> Option<String> {
    let corrected = match problem {
        PatternProblem::InScheme => pattern.replacen('*', "https", 1),
        // One `*.` stands for any number of labels.
        PatternProblem::InHost => pattern.replace("*.*.", "*."),
        PatternProblem::BeforeAddress => pattern.replacen("*.", "", 1),
        PatternProblem::AfterAnyHost => format!("{}://*", pattern.split("://").next()?),
        PatternProblem::InPort | PatternProblem::BeforeSingleLabel => return None,
    };
    (corrected != pattern && OriginPattern::parse(&corrected).is_ok()).then_some(corrected)
}
