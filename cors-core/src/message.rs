//! What an issue says to a person: the rule's name, the offending part under a caret line, and the fixed text.

use std::fmt;

use crate::{
    issue::{AcknowledgementProblem, Issue, IssueKind},
    option::PolicyOption,
    origin_problem::{OriginProblem, PatternProblem},
    rule::Rule,
};

/// The parts of a message, in the order in which they are shown.
struct Message {
    /// One line: what is wrong.
    headline: String,
    /// What stands under the carets: what to do with that part.
    caret: &'static str,
    /// Lines that begin with `help:` or `note:`.
    advice: Vec<String>,
}

impl Message {
    fn new(headline: impl Into<String>) -> Self {
        Message { headline: headline.into(), caret: "", advice: Vec::new() }
    }

    fn caret(mut self, caret: &'static str) -> Self {
        self.caret = caret;
        self
    }

    fn help(mut self, text: impl fmt::Display) -> Self {
        self.advice.push(format!("help: {text}"));
        self
    }

    fn note(mut self, text: impl fmt::Display) -> Self {
        self.advice.push(format!("note: {text}"));
        self
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = message(self);
        write!(f, "{} [{}]", message.headline, self.kind.rule())?;
        if let (Some(text), Some(bytes)) = (text(&self.kind), &self.location.bytes) {
            let before = text.get(..bytes.start).unwrap_or_default().chars().count();
            let marked = text.get(bytes.clone()).unwrap_or_default().chars().count().max(1);
            // A control character would break the line that it is shown in.
            let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            write!(f, "\n\n    {shown}\n    {:before$}{:^<marked$} {}", "", "", message.caret)?;
        }
        if !message.advice.is_empty() {
            write!(f, "\n\n{}", message.advice.join("\n"))?;
        }
        Ok(())
    }
}

/// The text that the location's bytes are of.
fn text(kind: &IssueKind) -> Option<&str> {
    match kind {
        IssueKind::MalformedOrigin { origin, .. } => Some(origin),
        IssueKind::MalformedPattern { pattern, .. } => Some(pattern),
        IssueKind::MalformedMethod { method } => Some(method),
        IssueKind::MalformedHeader { header } => Some(header),
        _ => None,
    }
}

fn message(issue: &Issue) -> Message {
    let option = issue.location.option;
    match &issue.kind {
        IssueKind::WildcardWithCredentials => Message::new("`*` and `credentials` exclude each other: no browser accepts the two together")
            .help(r#"list the origins that may send credentials: origins = ["https://app.example.com"]"#)
            .help("or drop `credentials`, if what is answered is public"),
        IssueKind::WildcardHeadersWithCredentials => {
            Message::new("with `credentials`, `*` allows no header but one that is called `*`")
                .help(r#"list the headers: allow_headers = ["content-type", "authorization"]"#)
        }
        IssueKind::WildcardExposeWithCredentials => {
            Message::new("with `credentials`, `*` exposes no header but one that is called `*`")
                .help(r#"list the headers that scripts read: expose_headers = ["x-total-count"]"#)
        }
        IssueKind::WildcardMixed { beside } => wildcard_mixed(option, beside),
        IssueKind::UnvalidatedReflection { written } => unvalidated_reflection(written),
        IssueKind::NoOrigins { empty } => no_origins(*empty, option),
        IssueKind::NullOrigin => Message::new("`null` is not an origin to allow: every sandboxed frame on every site can send it")
            .help("remove it; serve pages that need access from an origin of their own")
            .help(r#"if what is answered is public, write origins = "*": it admits `null` too"#),
        IssueKind::MalformedOrigin { origin, problem, corrected } => malformed_origin(origin, *problem, corrected.as_deref()),
        IssueKind::MalformedPattern { pattern, problem } => malformed_pattern(pattern, *problem),
        IssueKind::DuplicateOrigin { origin } => Message::new(format!("`{origin}` is listed already")).help("remove it"),
        IssueKind::ShadowedOrigin { origin, by } => {
            Message::new(format!("`{origin}` is already matched by `{by}`")).help("remove one of the two")
        }
        IssueKind::ForbiddenMethod { method } => {
            Message::new(format!("no browser lets a script send `{method}`")).help("remove it")
        }
        IssueKind::MalformedMethod { .. } => Message::new("not a method").caret("no method has this").help("write it as in `methods = [GET, POST]`"),
        IssueKind::MethodCase { method, corrected } => {
            Message::new(format!("`{method}` never matches: methods are compared byte for byte"))
                .help(format!("write {corrected}"))
        }
        IssueKind::DuplicateMethod { method } => Message::new(format!("`{method}` is listed already")).help("remove it"),
        IssueKind::ForbiddenHeader { header } => forbidden_header(header, option),
        IssueKind::MalformedHeader { header } => malformed_header(header, option),
        IssueKind::MisplacedHeader { header } => misplaced_header(header, option),
        IssueKind::DuplicateHeader { header } => {
            Message::new(format!("`{header}` is listed already: header names are compared ignoring case")).help("remove it")
        }
        IssueKind::MaxAgeOutOfRange { value } => {
            let help = if value.starts_with('-') { "write max_age = 0 for answers that must not be kept" } else { r#"write max_age = "24h""# };
            Message::new(format!("`{value}` is out of range: no browser keeps a preflight's answer for more than 24 hours"))
                .help(help)
                .note("Chromium keeps it for 2 hours at most, Safari for 10 minutes")
        }
        IssueKind::UnknownOption { name, nearest } => unknown_option(name, *nearest),
        IssueKind::DuplicateOption => Message::new(format!("`{}` is given twice", option.map_or("the option", PolicyOption::name)))
            .help("keep one of the two"),
        IssueKind::MalformedOption { expected } => Message::new(format!("expected {expected}")),
        IssueKind::ConflictingOptions { with } => conflicting_options(option, *with),
        IssueKind::UnsupportedItem { item } => Message::new(format!("`#[cors]` does not go on {item}"))
            .help("put it on a free function, to annotate a handler, or on a unit struct (`pub struct Frontend;`), to name a policy"),
        IssueKind::InvalidAcknowledgement(problem) => invalid_acknowledgement(problem),
        IssueKind::LocalhostOrigin { origin } => {
            Message::new(format!("`{origin}` is the machine of whoever opens the page: any program on it can be that origin"))
                .help(format!("for development, move it: dev_origins = [\"{origin}\"] is absent from a release binary"))
                .help(acknowledge(Rule::LocalhostOrigin))
        }
        IssueKind::InsecureOrigin { origin } => {
            let secure = origin.replacen("http:", "https:", 1);
            Message::new(format!("`{origin}` may send credentials, but whoever sits on the network can be that origin"))
                .help(format!("write \"{secure}\""))
                .help(acknowledge(Rule::InsecureOrigin))
        }
        IssueKind::PublicSuffixWildcard { pattern } => {
            Message::new(format!("`{pattern}` may send credentials, but anybody can have a sub-domain of that domain"))
                .help("list the sub-domains that are yours")
                .help(acknowledge(Rule::PublicSuffixWildcard))
                .note("the domain is a public suffix: https://publicsuffix.org")
        }
        IssueKind::JsonWithoutContentType => {
            Message::new("the handler reads a JSON body, but the policy does not allow `content-type`: every preflight for it fails")
                .help(r#"add it: allow_headers = ["content-type"]"#)
                .help(acknowledge(Rule::JsonWithoutContentType))
        }
        IssueKind::AuthWithoutAuthorization => {
            Message::new("the handler reads the `Authorization` header, but the policy does not allow it: every preflight for it fails")
                .help(r#"add it: allow_headers = ["authorization"]"#)
                .help(acknowledge(Rule::AuthWithoutAuthorization))
        }
    }
}

fn acknowledge(rule: Rule) -> String {
    format!("or accept the risk on the record: allow({rule}, reason = \"…\")")
}

fn wildcard_mixed(option: Option<PolicyOption>, beside: &str) -> Message {
    let star = match option {
        Some(PolicyOption::Origins) => r#"write origins = "*" alone, or list the origins without `*`"#,
        Some(PolicyOption::DevOrigins) => "list the origins without `*`",
        Some(PolicyOption::AllowHeaders) => {
            r#"write allow_headers = "*" alone; only "authorization" may stand beside it"#
        }
        _ => r#"write expose_headers = "*" alone, or list the headers without `*`"#,
    };
    Message::new(format!("`*` already covers `{beside}`")).help(star)
}

fn unvalidated_reflection(written: &str) -> Message {
    let message = if written == "*" {
        Message::new("`*` lets every page in, on developers' machines too")
    } else {
        Message::new(format!("`{written}` would let in whatever origin asks: a predicate is no evidence"))
    };
    message
        .help(r#"list who may read: origins = ["https://app.example.com", "https://*.partner.example"]"#)
        .help(r#"or, if what is answered is public: origins = "*""#)
}

fn no_origins(empty: bool, option: Option<PolicyOption>) -> Message {
    match (empty, option) {
        (true, Some(PolicyOption::DevOrigins)) => {
            Message::new("`dev_origins` is empty").help("remove it, or list the origins of your development servers")
        }
        (true, _) => Message::new("`origins` is empty: nobody could read")
            .help(r#"list who may read: origins = ["https://app.example.com"]"#)
            .help("or say that nobody from elsewhere may: #[cors(same_origin)]"),
        (false, _) => Message::new("no `origins`: a policy has to say who may read")
            .help(r#"list who may read: #[cors(origins = ["https://app.example.com"])]"#)
            .help("or use a named policy: #[cors(policy = Frontend)]")
            .help("or say that nobody from elsewhere may: #[cors(same_origin)]"),
    }
}

fn malformed_origin(origin: &str, problem: OriginProblem, corrected: Option<&str>) -> Message {
    let message = match problem {
        OriginProblem::MissingScheme => {
            Message::new(format!("`{origin}` has no scheme: an origin is scheme, host and port"))
                .caret("`https://` is missing")
        }
        OriginProblem::BadScheme => Message::new("not a scheme").caret("no page has this scheme"),
        OriginProblem::OpaqueScheme => {
            Message::new("pages of this scheme have no origin of their own: browsers send `null` for them")
                .caret("never sent")
                .help("serve the page over `https:`")
        }
        OriginProblem::WebSocketScheme => {
            Message::new("no page has this scheme: a WebSocket is opened by a page, and names that page's origin")
                .caret("a page's scheme is `http` or `https`")
        }
        OriginProblem::UserInfo => Message::new("an origin has no user info").caret("remove this"),
        OriginProblem::TrailingSlash => Message::new("an origin does not end with `/`").caret("remove this"),
        OriginProblem::Path => Message::new("an origin has no path").caret("remove this"),
        OriginProblem::Query => Message::new("an origin has no query").caret("remove this"),
        OriginProblem::Fragment => Message::new("an origin has no fragment").caret("remove this"),
        OriginProblem::WhiteSpace => Message::new("an origin has no white space").caret("remove this"),
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
            Message::new("not an IPv6 address in brackets").caret("an address in brackets: `[2001:db8::1]`")
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
    };
    match corrected {
        Some(corrected) => message.help(format!("write \"{corrected}\"")),
        None => message,
    }
}

fn malformed_pattern(pattern: &str, problem: PatternProblem) -> Message {
    const PLACES: &str = r#"`*` stands for whole labels in front ("https://*.example.com") or for the whole port ("http://localhost:*")"#;
    match problem {
        PatternProblem::InScheme => Message::new("a `*` cannot stand for the scheme")
            .caret("name the scheme")
            .help(format!("write {:?}", pattern.replacen('*', "https", 1))),
        PatternProblem::InHost => Message::new("a `*` in a host stands for whole labels, and only in front")
            .caret("not the whole first label")
            .help(PLACES),
        PatternProblem::InPort => {
            Message::new("a `*` in a port stands for the whole port").caret("not the whole port").help(PLACES)
        }
        PatternProblem::BeforeAddress => {
            Message::new("an IP address has no sub-domains").caret("an address").help("remove the `*.`")
        }
        PatternProblem::BeforeSingleLabel => Message::new("this would match every site of a top-level domain")
            .caret("a single label")
            .help(r#"name the domain as well: "https://*.example.com""#),
    }
}

fn forbidden_header(header: &str, option: Option<PolicyOption>) -> Message {
    if option != Some(PolicyOption::AllowHeaders) {
        return Message::new(format!("no browser lets a script read `{header}`"))
            .help("remove it: cookies are set all the same");
    }
    let message = Message::new(format!("no browser lets a script set `{header}`"));
    if header.to_ascii_lowercase().starts_with("cookie") {
        message.help("remove it, and write `credentials` to let requests carry cookies")
    } else {
        message.help("remove it: browsers send it without being asked, or not at all")
    }
}

fn malformed_header(header: &str, option: Option<PolicyOption>) -> Message {
    let message = Message::new("not a header name").caret("no header name has this");
    let names: Vec<_> =
        header.split([',', ' ', ':']).filter(|name| !name.is_empty()).map(|name| format!("{name:?}")).collect();
    match option {
        Some(option) if names.len() > 1 && header.contains(',') => {
            message.help(format!("write one string for each: {option} = [{}]", names.join(", ")))
        }
        _ => message,
    }
}

fn misplaced_header(header: &str, option: Option<PolicyOption>) -> Message {
    if option == Some(PolicyOption::AllowHeaders) {
        Message::new(format!("`{header}` is a header of the response: the policy itself makes it"))
            .help("remove it; `allow_headers` lists what scripts may set on requests")
    } else {
        Message::new(format!("`{header}` never stands on a response that a script reads"))
            .help("remove it; `expose_headers` lists what scripts may read from responses")
    }
}

fn unknown_option(name: &str, nearest: Option<PolicyOption>) -> Message {
    let message = Message::new(format!("unknown option `{name}`"));
    match nearest {
        Some(option) => message.help(format!("write {}", option.form())),
        None => {
            let names: Vec<_> = PolicyOption::ALL.iter().map(|option| format!("`{option}`")).collect();
            message.note(format!("the options are {}", names.join(", ")))
        }
    }
}

fn conflicting_options(option: Option<PolicyOption>, with: PolicyOption) -> Message {
    let name = option.map_or("this option", PolicyOption::name);
    match (option, with) {
        (_, PolicyOption::SameOrigin) => {
            Message::new(format!("`{name}` does nothing beside `same_origin`, which always wins"))
                .help("remove one of the two")
        }
        (Some(PolicyOption::DevOrigins), PolicyOption::Origins) => {
            Message::new("`dev_origins` add nothing to `origins = \"*\"`: it lets every page in")
                .help("remove `dev_origins`")
        }
        _ => Message::new(format!("`{name}` contradicts `{with}`")).help("remove one of the two"),
    }
}

fn invalid_acknowledgement(problem: &AcknowledgementProblem) -> Message {
    let names = || {
        let rules = Rule::ALL.iter().filter(|rule| rule.is_acknowledgeable());
        rules.map(|rule| format!("`{rule}`")).collect::<Vec<_>>().join(", ")
    };
    match problem {
        AcknowledgementProblem::NoRule => Message::new("`allow` names the rule whose risk is accepted")
            .help(r#"write allow(insecure_origin, reason = "…")"#)
            .note(format!("these can be acknowledged: {}", names())),
        AcknowledgementProblem::UnknownRule { name, nearest } => {
            let message = Message::new(format!("there is no rule `{name}` to acknowledge"));
            match nearest {
                Some(rule) => message.help(format!("write allow({rule}, reason = \"…\")")),
                None => message.note(format!("these can be acknowledged: {}", names())),
            }
        }
        AcknowledgementProblem::HardRule(rule) => {
            Message::new(format!("`{rule}` cannot be acknowledged: such a policy does not work"))
                .note(format!("these can be acknowledged: {}", names()))
        }
        AcknowledgementProblem::NoReason => Message::new("an acknowledgement gives its reason")
            .help(r#"say why the risk is acceptable here: reason = "…""#),
        AcknowledgementProblem::NotNeeded(rule) => {
            Message::new(format!("nothing needs `allow({rule})`: the policy does not break that rule"))
                .help("remove it")
        }
    }
}
