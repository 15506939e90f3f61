//! Rules about options: `conflicting_options`, `max_age_out_of_range`, `malformed_option`, `unknown_option`, `duplicate_option`,
//! `wildcard_mixed`, `unsupported_item`.

use super::{
    excerpt::shortened, findings::Findings, front_end::FrontEnd, issue::Location, message::Message, origins,
    rule::IssueKind,
};
use crate::{
    policy::{
        options::PolicyOption,
        spec::{MaxAgeSpec, PolicySpec},
    },
    syntax::max_age::{MaxAge, MaxAgeError},
};

/// Finds options that contradict each other.
pub(super) fn check_conflicts(spec: &PolicySpec, findings: &mut Findings) {
    let mut report = |option, with| {
        findings.report(IssueKind::ConflictingOptions { with }, Location::option(option));
    };
    if spec.enforce.is_some() && spec.origins.as_deref().is_some_and(|origins| origins == ["*"]) {
        report(PolicyOption::Enforce, PolicyOption::Origins);
    }
    if spec.same_origin {
        granting_options(spec).for_each(|option| report(option, PolicyOption::SameOrigin));
    }
}

/// The options of a specification that have no effect with `same_origin`, which always wins. Beside `dev_origins`, some of them apply to
/// the development origins.
pub(super) fn granting_options(spec: &PolicySpec) -> impl Iterator<Item = PolicyOption> {
    // Every field is named, so that a new option has to say whether it grants anything.
    let PolicySpec {
        origins,
        source,
        dev_origins,
        credentials,
        allow_headers,
        expose_headers,
        max_age,
        methods,
        same_origin: _,
        enforce: _,
        hosts: _,
        acknowledgements: _,
        inherits: _,
        handler: _,
    } = spec;
    let given = [
        (PolicyOption::Origins, origins.is_some() || source.is_some()),
        (PolicyOption::Credentials, *credentials),
        (PolicyOption::AllowHeaders, allow_headers.is_some()),
        (PolicyOption::ExposeHeaders, expose_headers.is_some()),
        (PolicyOption::MaxAge, max_age.is_some()),
        (PolicyOption::Methods, methods.is_some()),
    ];
    let has_dev_origins = dev_origins.is_some();
    given.into_iter().filter_map(move |(option, given)| {
        (given && !(has_dev_origins && applies_to_dev_origins(option))).then_some(option)
    })
}

/// Returns whether `same_origin` leaves an option in effect for the `dev_origins`.
pub(super) fn applies_to_dev_origins(option: PolicyOption) -> bool {
    matches!(
        option,
        PolicyOption::Credentials | PolicyOption::AllowHeaders | PolicyOption::ExposeHeaders | PolicyOption::MaxAge
    )
}

pub(super) fn check_max_age(max_age: Option<&MaxAgeSpec>, findings: &mut Findings) -> Option<MaxAge> {
    let (parsed, value) = match max_age? {
        MaxAgeSpec::Seconds(seconds) => (MaxAge::from_seconds(*seconds), seconds.to_string()),
        MaxAgeSpec::Text(text) => (MaxAge::parse(text), text.clone()),
    };
    let kind = match parsed {
        Ok(max_age) => return Some(max_age),
        Err(MaxAgeError::OutOfRange) => IssueKind::MaxAgeOutOfRange { value },
        Err(MaxAgeError::Malformed) => {
            let seconds = value.trim().parse::<u64>().ok();
            let expected = r#"`max_age = "2h"` (units `h`, `m`, `s`) or a number of seconds"#;
            let corrected = seconds.map(|seconds| format!("max_age = {seconds}"));
            IssueKind::MalformedOption { expected, corrected, not_literal: None }
        }
    };
    findings.report(kind, Location::option(PolicyOption::MaxAge));
    None
}

pub(super) fn conflicting_options(option: Option<PolicyOption>, with: PolicyOption, front_end: FrontEnd) -> Message {
    const TOGETHER: &str = "the named policy and this override together say";
    let name = option.map_or("this option", PolicyOption::name);
    let is_about = |one| option == Some(one) || with == one;
    let with_dev_origins = option
        .filter(|option| applies_to_dev_origins(*option))
        .map(|_| r#"or, for a development server, add its origin: dev_origins = ["http://localhost:5173"]"#);
    match front_end {
        FrontEnd::Override if with == PolicyOption::SameOrigin => {
            Message::new("the named policy says `same_origin`, which always wins: this has no effect")
                .help("write the policy out with `origins = […]` instead of `policy = …`")
                .help_if(with_dev_origins)
        }
        FrontEnd::Override if is_about(PolicyOption::Enforce) => Message::new(format!(
            "{TOGETHER} `origins = \"*\"` and `enforce`: where every origin is allowed, none is refused"
        ))
        .help("list the origins, or write the policy out without `enforce`"),
        FrontEnd::Override => {
            Message::new(format!("{TOGETHER} `origins = \"*\"` and `dev_origins`: every origin is allowed already"))
                .help("remove one of the two")
        }
        _ if with == PolicyOption::SameOrigin => {
            Message::new(format!("`{name}` has no effect with `same_origin`, which always wins"))
                .help("remove one of the two")
                .help_if(with_dev_origins)
        }
        _ if option == Some(PolicyOption::Enforce) && with == PolicyOption::Origins => Message::new(
            "`enforce` has no effect with `origins = \"*\"`: where every origin is allowed, none is refused",
        )
        .help("list the origins, or remove `enforce`"),
        _ if option == Some(PolicyOption::DevOrigins) && with == PolicyOption::Origins => {
            Message::new("`dev_origins` adds nothing to `origins = \"*\"`: every origin is allowed already")
                .help("remove `dev_origins`")
        }
        _ => Message::new(format!("`{name}` contradicts `{with}`")).help("remove one of the two"),
    }
}

pub(super) fn max_age_out_of_range(value: &str) -> Message {
    if value.starts_with('-') {
        return Message::new(format!("`{value}` is out of range: a cache time is not negative"))
            .help("write max_age = 0 to disable caching");
    }
    Message::new(format!("`{value}` is out of range: no browser caches a preflight for more than 24 hours"))
        .help(r#"write max_age = "24h""#)
        .note("Chromium caches it for 2 hours at most, Safari for 10 minutes")
}

pub(super) fn malformed_option(expected: &str, corrected: Option<&str>) -> Message {
    Message::new(format!("expected {expected}")).help_if(corrected.map(|corrected| format!("write {corrected}")))
}

/// The message for a constant or a macro call in the place of a literal.
pub(super) fn not_literal(
    option: Option<PolicyOption>,
    written: &str,
    corrected: Option<&str>,
    front_end: FrontEnd,
) -> Message {
    let option = option.unwrap_or(PolicyOption::Origins);
    let values = match option {
        _ if front_end.is_set() => "the origins of `origin_set!` are".to_owned(),
        PolicyOption::MaxAge => "`max_age` is".to_owned(),
        option => format!("the elements of `{option}` are"),
    };
    let message = Message::new(format!("`{written}` is not a literal: {values} checked before constants have values"));
    let message = match option {
        PolicyOption::MaxAge => message.help(r#"write max_age = "1h", or a number of seconds"#),
        PolicyOption::Origins => message.help(r#"write the origin: "https://app.example.com""#),
        PolicyOption::DevOrigins => message.help(r#"write the origin: "http://localhost:5173""#),
        PolicyOption::Hosts => message.help(r#"write the host: "api.example.com""#),
        _ => message.help(format!("write the name: \"{}\"", corrected.unwrap_or("content-type"))),
    };
    match option {
        PolicyOption::Origins => {
            let use_it = if front_end.is_set() { "" } else { ", and write origins = FRONT_ENDS" };
            // A macro may stand for a text with several origins.
            let set = if written.contains('!') {
                format!("from_text({written})")
            } else {
                format!("from_origins([{written}])")
            };
            message.help(format!(
                "or check it when the program starts{use_it}: static FRONT_ENDS: LazyLock<OriginSet> = \
                 LazyLock::new(|| OriginSet::{set}.expect(\"no list of front ends\"));"
            ))
        }
        _ => message.help("to have it in one place, share a named policy: #[cors(policy = Frontend)]"),
    }
}

pub(super) fn unknown_option(name: &str, nearest: Option<PolicyOption>) -> Message {
    let message = Message::new(format!("unknown option `{name}`"));
    match nearest {
        // In other libraries, a policy lists the methods of all handlers.
        Some(PolicyOption::Methods) if name.starts_with("allow") => {
            message.help("remove it: the routing says which methods there are, as in routes![get(list)]")
        }
        Some(option) if option.form() == option.name() => message.help(format!("write {option}")),
        Some(option) => message.help(format!("write {option}, as in {}", option.form())),
        None => {
            let names: Vec<_> = PolicyOption::ALL.iter().map(|option| format!("`{option}`")).collect();
            message.note(format!("the options are {}", names.join(", ")))
        }
    }
}

pub(super) fn duplicate_option(option: Option<PolicyOption>) -> Message {
    let name = option.map_or("the option", PolicyOption::name);
    Message::new(format!("`{name}` is given twice")).help("keep one of the two")
}

pub(super) fn wildcard_mixed(option: Option<PolicyOption>, beside: &str, front_end: FrontEnd) -> Message {
    if front_end.is_set() {
        return Message::new(origins::WILDCARD_IN_SET).help("remove it").help(origins::PUBLIC);
    }
    let alone = match option {
        Some(PolicyOption::Origins) => r#"write origins = "*" alone, or list the origins without `*`"#,
        Some(PolicyOption::DevOrigins) => "list the origins without `*`",
        Some(PolicyOption::AllowHeaders) => {
            r#"write allow_headers = "*" alone; only "authorization" may stand beside it"#
        }
        _ => r#"write expose_headers = "*" alone, or list the headers without `*`"#,
    };
    Message::new(format!("`*` already covers `{}`", shortened(beside))).help(alone)
}

pub(super) fn unsupported_item(item: &str) -> Message {
    Message::new(format!("`#[cors]` does not go on {item}"))
        .help("put it on a free function, to annotate a handler")
        .help("or on a unit struct, to name a policy: pub struct Frontend;")
}
