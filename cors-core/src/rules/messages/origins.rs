//! Messages about origins and patterns.

use super::{
    excerpt::shortened,
    message::{Message, acknowledge},
};
use crate::{
    policy::options::PolicyOption,
    rules::rule::Rule,
    syntax::{
        correction::is_switch,
        error::{OriginProblem, PatternProblem},
        pattern::OriginPattern,
    },
};

pub(super) fn wildcard_with_credentials() -> Message {
    Message::new("`*` and `credentials` exclude each other: no browser accepts the two together")
        .help(r#"list the origins that may send credentials: origins = ["https://app.example.com"]"#)
        .help("or drop `credentials`, if what is answered is public")
}

pub(super) fn unvalidated_reflection(option: Option<PolicyOption>, written: &str) -> Message {
    let developing = option == Some(PolicyOption::DevOrigins);
    let message = match written {
        "*" => Message::new("`*` would let every page in, on developers' machines too"),
        _ => Message::new(format!("`{written}` would let in whoever asks: origins are listed, not computed")),
    };
    if developing {
        return message.help(r#"list the development servers: dev_origins = ["http://localhost:5173"]"#);
    }
    message
        .help(r#"list who may read: origins = ["https://app.example.com", "https://*.partner.example"]"#)
        .help(r#"or, if what is answered is public: origins = "*""#)
        .help("or, if they are known only at run time, name a static that gives evidence, an `OriginSource`: origins = TENANTS")
}

pub(super) fn no_origins(empty: bool, option: Option<PolicyOption>) -> Message {
    match (empty, option) {
        (true, Some(PolicyOption::DevOrigins)) => Message::new("`dev_origins` is empty")
            .help(r#"list the development servers: dev_origins = ["http://localhost:5173"]"#)
            .help("or remove it"),
        (true, _) => Message::new("`origins` is empty: nobody could read")
            .help(r#"list who may read: origins = ["https://app.example.com"]"#)
            .help("or say that nobody from elsewhere may: #[cors(same_origin)]"),
        (false, _) => Message::new("no `origins`: a policy has to say who may read")
            .help(r#"list who may read: #[cors(origins = ["https://app.example.com"])]"#)
            .help("or use a named policy: #[cors(policy = Frontend)]")
            .help("or say that nobody from elsewhere may: #[cors(same_origin)]"),
    }
}

pub(super) fn null(option: Option<PolicyOption>) -> Message {
    let message = Message::new("`null` is not an origin to allow: a sandboxed frame on any site can send it");
    match option {
        Some(PolicyOption::DevOrigins) => {
            message.help(r#"serve the page from a development server: dev_origins = ["http://localhost:5173"]"#)
        }
        _ => message
            .help("remove it; serve pages that need access from an origin of their own")
            .help(r#"or, if what is answered is public: origins = "*", which admits `null` too"#),
    }
}

pub(super) fn localhost(origin: &str) -> Message {
    Message::new(format!("`{origin}` is the machine of whoever opens the page: any program on it can be that origin"))
        .help(format!("for development, move it to dev_origins = [\"{origin}\"], which no release binary contains"))
        .help(acknowledge(Rule::LocalhostOrigin))
}

pub(super) fn insecure(origin: &str) -> Message {
    let secure = origin.replacen("http:", "https:", 1);
    Message::new(format!("`{origin}` may send credentials, but whoever sits on the network can be that origin"))
        .help(format!("write \"{secure}\""))
        .help(acknowledge(Rule::InsecureOrigin))
}

pub(super) fn public_suffix(pattern: &str, suffix: &str) -> Message {
    let suffix_is = if pattern.contains(&format!("://*.{suffix}")) {
        format!("`{suffix}` is a public suffix")
    } else {
        format!("`{suffix}` below it is a public suffix")
    };
    Message::new(format!(
        "`{pattern}` allows credentials for the pages of strangers: {suffix_is}, whose customers each have a sub-domain"
    ))
    .help("list the sub-domains that are yours")
    .help(acknowledge(Rule::PublicSuffixWildcard))
    .note("the list of public suffixes is https://publicsuffix.org")
}

pub(super) fn any_installation(pattern: &str) -> Message {
    let scheme = pattern.trim_end_matches("://*");
    Message::new(format!(
        "`{pattern}` matches every origin of the scheme `{scheme}`: those of other extensions and applications, too"
    ))
    .help(format!("if the host is the same in every installation, name it: \"{scheme}://…\""))
    .help(acknowledge(Rule::AnyInstallation))
}

pub(super) fn malformed(
    option: Option<PolicyOption>,
    origin: &str,
    problem: OriginProblem,
    corrected: Option<&str>,
) -> Message {
    if origin.is_empty() {
        let form = option.map_or(PolicyOption::Origins.form(), PolicyOption::form);
        return Message::new("an empty string is no origin").help(format!("name the origin, as in {form}"));
    }
    let several = several(origin);
    if several.len() > 1 {
        let several: Vec<_> = several.iter().map(|origin| format!("{origin:?}")).collect();
        return Message::new("one string holds one origin")
            .caret("not part of the first one")
            .help(format!("write one string for each: {}", shortened(&several.join(", "))));
    }
    if is_switch(origin) {
        let form = option.map_or(PolicyOption::Origins.form(), PolicyOption::form);
        return Message::new(format!("`{origin}` is not an origin"))
            .help(format!("list the origins that may read: {form}"));
    }
    let message = described(origin, problem);
    match corrected {
        Some(corrected) => message.help(format!("write \"{corrected}\"")),
        None if problem == OriginProblem::NonAsciiHost => message
            .help(format!("write what a browser's console answers to `new URL(\"{}\").origin`", shortened(origin))),
        None => message,
    }
}

/// The origins of a string that holds several.
fn several(text: &str) -> Vec<&str> {
    let pieces = text.split([',', ';', '|', ' ']).filter(|piece| !piece.is_empty());
    let origins: Option<Vec<_>> = pieces.map(|piece| OriginPattern::parse(piece).ok().map(|_| piece)).collect();
    origins.unwrap_or_default()
}

pub(super) fn holds_several(text: &str) -> bool {
    several(text).len() > 1
}

fn described(origin: &str, problem: OriginProblem) -> Message {
    match problem {
        OriginProblem::MissingScheme => {
            Message::new(format!("`{}` does not begin with a scheme and `://`", shortened(origin)))
                .caret("an origin is written like `https://app.example.com`")
        }
        OriginProblem::BadScheme => Message::new("not a scheme").caret("no page has this scheme"),
        OriginProblem::OpaqueScheme => opaque(origin),
        OriginProblem::Quoted => Message::new("quotes and brackets are not part of an origin").caret("remove this"),
        OriginProblem::WebSocketScheme => {
            Message::new("no page has this scheme: a WebSocket is opened by a page, and names that page's origin")
                .caret("a page's scheme is `http` or `https`")
        }
        OriginProblem::UserInfo => Message::new("an origin has no user info").caret("remove this"),
        OriginProblem::TrailingSlash => Message::new("an origin does not end with `/`").caret("remove this"),
        OriginProblem::Path => Message::new("an origin has no path").caret("remove this"),
        OriginProblem::Query => Message::new("an origin has no query").caret("remove this"),
        OriginProblem::Fragment => Message::new("an origin has no fragment").caret("remove this"),
        OriginProblem::WhiteSpace => {
            Message::new("an origin has no white space and no control characters").caret("remove this")
        }
        OriginProblem::UpperCase => {
            Message::new("browsers send origins in lower case, so this one never matches").caret("upper case")
        }
        OriginProblem::NonAsciiHost => {
            Message::new("browsers send hosts in their ASCII form, so this one never matches").caret("not ASCII")
        }
        OriginProblem::HostCharacter(c) => {
            Message::new(format!("no host has the character `{}`", c.escape_default())).caret("not part of a host")
        }
        OriginProblem::EmptyHost => Message::new("an origin has a host").caret("the host is missing"),
        OriginProblem::EmptyLabel => {
            Message::new("a host has no empty label").caret("two dots in a row, or one in front")
        }
        OriginProblem::LabelTooLong => Message::new("a label has at most 63 bytes (RFC 1035)").caret("too long"),
        OriginProblem::HostTooLong => Message::new("a host has at most 253 bytes (RFC 1035)").caret("too long"),
        OriginProblem::BadIpv4 => {
            Message::new("a host whose last label is a number is an IPv4 address, and this is none")
                .caret("not an IPv4 address")
        }
        OriginProblem::NonCanonicalIpv4 => {
            Message::new("browsers write this IPv4 address differently, so it never matches")
                .caret("not how it is sent")
        }
        OriginProblem::BadIpv6 => {
            Message::new("not an IPv6 address in brackets").caret("it is written like `[2001:db8::1]`")
        }
        OriginProblem::NonCanonicalIpv6 => {
            Message::new("browsers write this IPv6 address differently, so it never matches")
                .caret("not how it is sent")
        }
        OriginProblem::ZoneId => Message::new("an origin has no IPv6 zone").caret("remove this"),
        OriginProblem::BadPunycode => {
            Message::new("this label is not the ASCII form of any name").caret("not Punycode")
        }
        OriginProblem::NonCanonicalPunycode => {
            Message::new("browsers write this name differently, so it never matches").caret("not how it is sent")
        }
        OriginProblem::EmptyPort => Message::new("a colon is followed by a port").caret("the port is missing"),
        OriginProblem::BadPort => Message::new("a port is a number").caret("not a number"),
        OriginProblem::PortOutOfRange => Message::new("a port is at most 65535").caret("out of range"),
        OriginProblem::PortLeadingZero => {
            Message::new("browsers send ports without leading zeros, so this one never matches").caret("leading zero")
        }
        OriginProblem::DefaultPort => {
            Message::new("browsers leave the scheme's own port out, so this origin never matches").caret("remove this")
        }
    }
}

/// A scheme whose pages have no origin of their own.
fn opaque(origin: &str) -> Message {
    match origin.split(':').next() {
        Some("file") => Message::new("all local files share this origin: any file that a user opens could read")
            .caret("browsers send `null`; Cordova and old versions of Electron send `file://`")
            .help("serve the page over `https:`, or by a scheme of the application, as in \"app://localhost\""),
        Some("data") => Message::new("a `data:` page has no origin of its own: browsers send `null`")
            .caret("never sent")
            .help("serve the page over `https:`"),
        _ => Message::new("such a page has the origin of the page that made it, or none")
            .caret("never sent")
            .help("list the origin of the page that made it"),
    }
}

pub(super) fn malformed_pattern(pattern: &str, problem: PatternProblem) -> Message {
    const PLACES: &str = r#"`*` stands for whole labels in front ("https://*.example.com") or for the whole port ("http://localhost:*")"#;
    let message = match problem {
        PatternProblem::InScheme => Message::new("a `*` cannot stand for the scheme").caret("name the scheme"),
        PatternProblem::InHost if is_whole_host(pattern) => {
            return Message::new("a `*` cannot stand for the whole host")
                .caret("name the domain")
                .help(r#"for the sub-domains of a domain, write "https://*.example.com""#)
                .help(r#"for everybody, write origins = "*""#);
        }
        PatternProblem::InHost => Message::new("a `*` in a host stands for whole labels, and only in front")
            .caret("not the whole first label"),
        PatternProblem::InPort => Message::new("a `*` in a port stands for the whole port").caret("not the whole port"),
        PatternProblem::AfterAnyHost => {
            Message::new("a `*` for any host of a scheme has no port beside it").caret("remove this")
        }
        PatternProblem::BeforeAddress => Message::new("an IP address has no sub-domains").caret("an address"),
        PatternProblem::BeforeSingleLabel => {
            return Message::new("this would match every site under a top-level domain")
                .caret("a single label")
                .help(r#"name the domain as well, as in "https://*.example.com""#);
        }
    };
    match corrected_pattern(pattern, problem) {
        Some(corrected) => message.help(format!("write \"{corrected}\"")),
        None => message.help(PLACES),
    }
}

/// Whether the `*` stands in place of the host.
pub(super) fn is_whole_host(pattern: &str) -> bool {
    pattern.ends_with("://*") || pattern.contains("://*:")
}

/// The text that was probably meant. Nothing is offered that would let in sites that nobody wrote of.
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
