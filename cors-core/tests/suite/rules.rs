//! Every rule: a policy that breaks it, and the issue.

use std::collections::BTreeSet;

use cors_core::{
    Acknowledgement, AcknowledgementProblem, Enforcement, HandlerFacts, HostProblem, Issue, IssueKind, Location,
    MaxAgeSpec, OriginProblem, PatternProblem, PolicyOption, PolicySpec, Rule, TakesForms,
};

fn strings(list: &[&str]) -> Option<Vec<String>> {
    Some(list.iter().map(ToString::to_string).collect())
}

/// A policy for these origins.
fn origins(list: &[&str]) -> PolicySpec {
    PolicySpec { origins: strings(list), ..PolicySpec::default() }
}

/// A valid policy, to add a mistake to.
fn fine() -> PolicySpec {
    origins(&["https://app.example.com"])
}

fn allow(rule: &str, reason: &str) -> Vec<Acknowledgement> {
    vec![Acknowledgement { rule: rule.to_owned(), reason: reason.to_owned() }]
}

fn issues(spec: &PolicySpec) -> Vec<Issue> {
    spec.validate().map_or_else(|issues| issues.into_iter().collect(), |_| Vec::new())
}

const ORIGINS: PolicyOption = PolicyOption::Origins;

/// Every case: a policy and all its issues.
fn cases() -> Vec<(PolicySpec, Vec<Issue>)> {
    use OriginProblem::{MissingScheme, OpaqueScheme, Quoted};
    let text = |text: &str| text.to_owned();
    let json = HandlerFacts { takes_json: true, ..HandlerFacts::default() };
    let authorization = HandlerFacts { takes_authorization: true, ..HandlerFacts::default() };
    let websocket = HandlerFacts { takes_websocket: true, ..HandlerFacts::default() };
    let form = HandlerFacts { takes_forms: TakesForms::Always, ..HandlerFacts::default() };
    let header = |option, element| Location::element(option, element);
    let star_origins = |spec: PolicySpec| PolicySpec { origins: strings(&["*"]), credentials: true, ..spec };
    vec![
        (star_origins(fine()), vec![IssueKind::WildcardWithCredentials.at(Location::element(ORIGINS, 0))]),
        (
            PolicySpec { credentials: true, allow_headers: strings(&["authorization", "*"]), ..fine() },
            vec![IssueKind::WildcardHeadersWithCredentials.at(header(PolicyOption::AllowHeaders, 1))],
        ),
        (
            PolicySpec { credentials: true, expose_headers: strings(&["*"]), ..fine() },
            vec![IssueKind::WildcardExposeWithCredentials.at(header(PolicyOption::ExposeHeaders, 0))],
        ),
        (
            origins(&["https://app.example.com", "*"]),
            vec![
                IssueKind::WildcardMixed { beside: text("https://app.example.com") }.at(Location::element(ORIGINS, 1)),
            ],
        ),
        (
            PolicySpec { allow_headers: strings(&["*", "content-type", "authorization"]), ..fine() },
            vec![IssueKind::WildcardMixed { beside: text("content-type") }.at(header(PolicyOption::AllowHeaders, 0))],
        ),
        (
            PolicySpec { expose_headers: strings(&["etag", "*"]), ..fine() },
            vec![IssueKind::WildcardMixed { beside: text("etag") }.at(header(PolicyOption::ExposeHeaders, 1))],
        ),
        (
            origins(&["mirror"]),
            vec![IssueKind::UnvalidatedReflection { written: text("mirror") }.at(Location::element(ORIGINS, 0))],
        ),
        (PolicySpec::default(), vec![IssueKind::NoOrigins { empty: false }.at(Location::POLICY)]),
        (origins(&[]), vec![IssueKind::NoOrigins { empty: true }.at(Location::option(ORIGINS))]),
        (origins(&["https://app.example.com", "null"]), vec![IssueKind::NullOrigin.at(Location::element(ORIGINS, 1))]),
        (
            origins(&["https://bücher.example"]),
            vec![
                IssueKind::MalformedOrigin {
                    origin: text("https://bücher.example"),
                    problem: OriginProblem::NonAsciiHost,
                    corrected: Some(text("https://xn--bcher-kva.example")),
                }
                .at(Location::bytes(ORIGINS, 0, 9..11)),
            ],
        ),
        (
            origins(&[
                "\"https://a.example\"",
                "'https://b.example'",
                "[\"https://[::1]\"]",
                "https://c.example\"",
                "[\"",
                "\"d.example/\"",
                "true",
                "blob:https://e.example/0a1b-2c3d",
                "file://",
                "[2001:db8::1]",
                "\"*\"",
                "'null'",
            ]),
            [
                ("\"https://a.example\"", Quoted, Some("https://a.example"), 0, 0..1),
                ("'https://b.example'", Quoted, Some("https://b.example"), 1, 0..1),
                ("[\"https://[::1]\"]", Quoted, Some("https://[::1]"), 2, 0..2),
                ("https://c.example\"", Quoted, Some("https://c.example"), 3, 17..18),
                ("[\"", Quoted, None, 4, 0..2),
                ("\"d.example/\"", Quoted, Some("https://d.example"), 5, 0..1),
                ("true", MissingScheme, None, 6, 0..4),
                ("blob:https://e.example/0a1b-2c3d", OpaqueScheme, Some("https://e.example"), 7, 0..4),
                ("file://", OpaqueScheme, None, 8, 0..4),
                ("[2001:db8::1]", MissingScheme, Some("http://[2001:db8::1]"), 9, 0..13),
            ]
            .map(|(origin, problem, corrected, element, bytes)| {
                IssueKind::MalformedOrigin { origin: text(origin), problem, corrected: corrected.map(text) }
                    .at(Location::bytes(ORIGINS, element, bytes))
            })
            .into_iter()
            .chain([
                IssueKind::UnvalidatedReflection { written: text("\"*\"") }.at(Location::element(ORIGINS, 10)),
                IssueKind::NullOrigin.at(Location::element(ORIGINS, 11)),
            ])
            .collect::<Vec<_>>(),
        ),
        (
            origins(&["https://*example.com"]),
            vec![
                IssueKind::MalformedPattern { pattern: text("https://*example.com"), problem: PatternProblem::InHost }
                    .at(Location::bytes(ORIGINS, 0, 8..9)),
            ],
        ),
        (
            origins(&["https://a.example", "https://a.example"]),
            vec![IssueKind::DuplicateOrigin { origin: text("https://a.example") }.at(Location::element(ORIGINS, 1))],
        ),
        (
            PolicySpec { dev_origins: strings(&["https://a.example"]), ..origins(&["https://a.example"]) },
            vec![
                IssueKind::DuplicateOrigin { origin: text("https://a.example") }
                    .at(Location::element(PolicyOption::DevOrigins, 0)),
            ],
        ),
        (
            origins(&["https://x.a.example", "https://*.a.example", "https://*.b.a.example"]),
            [("https://x.a.example", 0), ("https://*.b.a.example", 2)]
                .map(|(origin, element)| {
                    IssueKind::ShadowedOrigin { origin: text(origin), by: text("https://*.a.example") }
                        .at(Location::element(ORIGINS, element))
                })
                .to_vec(),
        ),
        (
            PolicySpec { dev_origins: strings(&["http://localhost:*", "http://localhost:5173"]), ..fine() },
            vec![
                IssueKind::ShadowedOrigin { origin: text("http://localhost:5173"), by: text("http://localhost:*") }
                    .at(Location::element(PolicyOption::DevOrigins, 1)),
            ],
        ),
        (
            PolicySpec { methods: strings(&["GET", "track", "P ST", "patch", "GET"]), ..fine() },
            vec![
                IssueKind::ForbiddenMethod { method: text("track") }.at(header(PolicyOption::Methods, 1)),
                IssueKind::MalformedMethod { method: text("P ST") }.at(Location::bytes(PolicyOption::Methods, 2, 1..2)),
                IssueKind::MethodCase { method: text("patch"), corrected: "PATCH" }
                    .at(header(PolicyOption::Methods, 3)),
                IssueKind::DuplicateMethod { method: text("GET") }.at(header(PolicyOption::Methods, 4)),
            ],
        ),
        (
            PolicySpec {
                hosts: strings(&[
                    "https://api.example.com",
                    "Api.example.com",
                    "*.example.com",
                    "api.example.com:443",
                    "::1",
                ]),
                ..fine()
            },
            [
                (HostProblem::Scheme, "https://api.example.com", "api.example.com", 0..8),
                (HostProblem::Part(OriginProblem::UpperCase), "Api.example.com", "api.example.com", 0..1),
                (HostProblem::Wildcard, "*.example.com", "", 0..1),
                (HostProblem::DefaultPort, "api.example.com:443", "api.example.com", 15..19),
                (HostProblem::Part(OriginProblem::BadIpv6), "::1", "[::1]", 0..3),
            ]
            .into_iter()
            .enumerate()
            .map(|(element, (problem, host, corrected, bytes))| {
                let corrected = Some(text(corrected)).filter(|corrected| !corrected.is_empty());
                let kind = IssueKind::MalformedHost { host: text(host), problem, corrected };
                kind.at(Location::bytes(PolicyOption::Hosts, element, bytes))
            })
            .collect(),
        ),
        (
            PolicySpec {
                allow_headers: strings(&[
                    "Cookie",
                    "x y",
                    "Access-Control-Allow-Origin",
                    "X-A",
                    "x-a",
                    "sec-fetch-site",
                    "x-*",
                    "sec-*",
                    "**",
                ]),
                ..fine()
            },
            vec![
                IssueKind::ForbiddenHeader { header: text("Cookie") }.at(header(PolicyOption::AllowHeaders, 0)),
                IssueKind::MalformedHeader { header: text("x y") }.at(Location::bytes(
                    PolicyOption::AllowHeaders,
                    1,
                    1..2,
                )),
                IssueKind::MisplacedHeader { header: text("Access-Control-Allow-Origin") }
                    .at(header(PolicyOption::AllowHeaders, 2)),
                IssueKind::DuplicateHeader { header: text("x-a") }.at(header(PolicyOption::AllowHeaders, 4)),
                IssueKind::ForbiddenHeader { header: text("sec-fetch-site") }.at(header(PolicyOption::AllowHeaders, 5)),
                IssueKind::MalformedHeader { header: text("x-*") }.at(Location::bytes(
                    PolicyOption::AllowHeaders,
                    6,
                    2..3,
                )),
                IssueKind::MalformedHeader { header: text("sec-*") }.at(Location::bytes(
                    PolicyOption::AllowHeaders,
                    7,
                    4..5,
                )),
                IssueKind::MalformedHeader { header: text("**") }.at(Location::bytes(
                    PolicyOption::AllowHeaders,
                    8,
                    0..2,
                )),
            ],
        ),
        (
            PolicySpec {
                expose_headers: strings(&["set-cookie", "Origin", "x-total-count", "", "x-*-count"]),
                ..fine()
            },
            vec![
                IssueKind::ForbiddenHeader { header: text("set-cookie") }.at(header(PolicyOption::ExposeHeaders, 0)),
                IssueKind::MisplacedHeader { header: text("Origin") }.at(header(PolicyOption::ExposeHeaders, 1)),
                IssueKind::MalformedHeader { header: text("") }.at(Location::bytes(
                    PolicyOption::ExposeHeaders,
                    3,
                    0..0,
                )),
                IssueKind::MalformedHeader { header: text("x-*-count") }.at(Location::bytes(
                    PolicyOption::ExposeHeaders,
                    4,
                    2..3,
                )),
            ],
        ),
        (
            PolicySpec { max_age: Some(MaxAgeSpec::Text(text("25h"))), ..fine() },
            vec![IssueKind::MaxAgeOutOfRange { value: text("25h") }.at(Location::option(PolicyOption::MaxAge))],
        ),
        (
            PolicySpec { max_age: Some(MaxAgeSpec::Seconds(86_401)), ..fine() },
            vec![IssueKind::MaxAgeOutOfRange { value: text("86401") }.at(Location::option(PolicyOption::MaxAge))],
        ),
        (
            PolicySpec { same_origin: true, credentials: true, ..PolicySpec::default() },
            vec![
                IssueKind::ConflictingOptions { with: PolicyOption::SameOrigin }
                    .at(Location::option(PolicyOption::Credentials)),
            ],
        ),
        (
            PolicySpec {
                same_origin: true,
                dev_origins: strings(&["http://localhost:5173"]),
                credentials: true,
                methods: strings(&["GET"]),
                ..origins(&["https://app.example.com"])
            },
            [ORIGINS, PolicyOption::Methods]
                .map(|option| {
                    IssueKind::ConflictingOptions { with: PolicyOption::SameOrigin }.at(Location::option(option))
                })
                .to_vec(),
        ),
        (
            PolicySpec {
                same_origin: true,
                dev_origins: strings(&["http://localhost:5173"]),
                handler: HandlerFacts { takes_json: true, ..HandlerFacts::default() },
                ..PolicySpec::default()
            },
            vec![IssueKind::JsonWithoutContentType.at(Location::POLICY)],
        ),
        (
            PolicySpec { dev_origins: strings(&["http://localhost:5173"]), credentials: true, ..PolicySpec::default() },
            vec![IssueKind::NoOrigins { empty: false }.at(Location::option(PolicyOption::DevOrigins))],
        ),
        (
            PolicySpec { dev_origins: strings(&["http://localhost:1"]), ..origins(&["*"]) },
            vec![IssueKind::ConflictingOptions { with: ORIGINS }.at(Location::option(PolicyOption::DevOrigins))],
        ),
        (
            PolicySpec {
                credentials: true,
                ..origins(&[
                    "https://a.example",
                    "http://localhost:3000",
                    "https://[::1]",
                    "http://*.localhost:5173",
                    "https://*.app.localhost",
                    "http://[::ffff:7f00:1]:5173",
                ])
            },
            [
                "http://localhost:3000",
                "https://[::1]",
                "http://*.localhost:5173",
                "https://*.app.localhost",
                "http://[::ffff:7f00:1]:5173",
            ]
            .iter()
            .enumerate()
            .map(|(before, origin)| {
                IssueKind::LocalhostOrigin { origin: text(origin) }.at(Location::element(ORIGINS, before + 1))
            })
            .collect(),
        ),
        (
            PolicySpec { credentials: true, ..origins(&["bad", "http://a.example", "http://*.b.example"]) },
            vec![
                IssueKind::MalformedOrigin {
                    origin: text("bad"),
                    problem: OriginProblem::MissingScheme,
                    corrected: Some(text("https://bad")),
                }
                .at(Location::bytes(ORIGINS, 0, 0..3)),
                IssueKind::InsecureOrigin { origin: text("http://a.example") }.at(Location::element(ORIGINS, 1)),
                IssueKind::InsecureOrigin { origin: text("http://*.b.example") }.at(Location::element(ORIGINS, 2)),
            ],
        ),
        (
            PolicySpec {
                credentials: true,
                ..origins(&[
                    "https://*.github.io",
                    "https://*.co.uk",
                    "https://*.example.org.uk",
                    // No public suffixes themselves.
                    "https://*.run.app",
                    "https://*.amazonaws.com:*",
                    "https://*.sch.uk",
                    // `*.ck`, but `!www.ck`.
                    "https://*.anything.ck.",
                    "https://*.www.ck",
                    "https://*.kawasaki.jp",
                    "https://*.city.kobe.jp",
                ])
            },
            [
                ("https://*.github.io", "github.io", 0),
                ("https://*.co.uk", "co.uk", 1),
                ("https://*.run.app", "*.run.app", 3),
                ("https://*.amazonaws.com:*", "s3.amazonaws.com", 4),
                ("https://*.sch.uk", "*.sch.uk", 5),
                ("https://*.anything.ck.", "anything.ck.", 6),
                ("https://*.kawasaki.jp", "*.kawasaki.jp", 8),
            ]
            .map(|(pattern, suffix, element)| {
                IssueKind::PublicSuffixWildcard { pattern: text(pattern), suffix: text(suffix) }
                    .at(Location::element(ORIGINS, element))
            })
            .to_vec(),
        ),
        (
            PolicySpec {
                dev_origins: strings(&["vscode-webview://*"]),
                ..origins(&["https://a.example", "moz-extension://*", "tauri://localhost", "app://*"])
            },
            [("moz-extension://*", 1), ("app://*", 3)]
                .map(|(pattern, element)| {
                    IssueKind::AnyInstallation { pattern: text(pattern) }.at(Location::element(ORIGINS, element))
                })
                .to_vec(),
        ),
        (
            PolicySpec { handler: json, allow_headers: strings(&["x-a"]), ..fine() },
            vec![IssueKind::JsonWithoutContentType.at(Location::option(PolicyOption::AllowHeaders))],
        ),
        (PolicySpec { handler: json, ..fine() }, vec![IssueKind::JsonWithoutContentType.at(Location::POLICY)]),
        (
            PolicySpec { handler: authorization, allow_headers: strings(&["*"]), ..fine() },
            vec![IssueKind::AuthWithoutAuthorization.at(Location::option(PolicyOption::AllowHeaders))],
        ),
        (PolicySpec { handler: websocket, ..fine() }, vec![IssueKind::WebsocketWithoutEnforce.at(Location::POLICY)]),
        (
            PolicySpec { handler: websocket, same_origin: true, ..PolicySpec::default() },
            vec![IssueKind::WebsocketWithoutEnforce.at(Location::POLICY)],
        ),
        (PolicySpec { handler: form, credentials: true, ..fine() }, vec![IssueKind::Forgeable.at(Location::POLICY)]),
        // One mistake, one issue.
        (
            PolicySpec { handler: form, ..star_origins(fine()) },
            vec![IssueKind::WildcardWithCredentials.at(Location::element(ORIGINS, 0))],
        ),
        (
            PolicySpec { handler: form, acknowledgements: allow("forgeable", "no session"), ..fine() },
            vec![
                IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NotNeeded(Rule::Forgeable))
                    .at(header(PolicyOption::Allow, 0)),
            ],
        ),
        (
            PolicySpec { credentials: true, acknowledgements: allow("forgeable", "it takes JSON"), ..fine() },
            vec![
                IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NotNeeded(Rule::Forgeable))
                    .at(header(PolicyOption::Allow, 0)),
            ],
        ),
        (
            PolicySpec { enforce: Some(Enforcement::Refuse), ..origins(&["*"]) },
            vec![
                IssueKind::ConflictingOptions { with: PolicyOption::Origins }
                    .at(Location::option(PolicyOption::Enforce)),
            ],
        ),
        (
            PolicySpec { source: Some(text("TENANTS")), same_origin: true, ..PolicySpec::default() },
            vec![IssueKind::ConflictingOptions { with: PolicyOption::SameOrigin }.at(Location::option(ORIGINS))],
        ),
        (
            PolicySpec { acknowledgements: allow("insecure_orign", "why"), ..fine() },
            vec![
                IssueKind::InvalidAcknowledgement(AcknowledgementProblem::UnknownRule {
                    name: text("insecure_orign"),
                    nearest: Some(Rule::InsecureOrigin),
                })
                .at(header(PolicyOption::Allow, 0)),
            ],
        ),
        (
            PolicySpec { acknowledgements: allow("null_origin", "why"), ..fine() },
            vec![
                IssueKind::InvalidAcknowledgement(AcknowledgementProblem::HardRule(Rule::NullOrigin))
                    .at(header(PolicyOption::Allow, 0)),
            ],
        ),
        (
            PolicySpec { acknowledgements: allow("localhost_origin", "  "), ..origins(&["http://localhost"]) },
            vec![
                IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NoReason).at(header(PolicyOption::Allow, 0)),
                IssueKind::LocalhostOrigin { origin: text("http://localhost") }.at(Location::element(ORIGINS, 0)),
            ],
        ),
        (
            PolicySpec { acknowledgements: allow("insecure_origin", "why"), ..fine() },
            vec![
                IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NotNeeded(Rule::InsecureOrigin))
                    .at(header(PolicyOption::Allow, 0)),
            ],
        ),
    ]
}

#[test]
fn every_broken_rule_is_found_with_its_location() {
    for (spec, expected) in cases() {
        assert_eq!(issues(&spec), expected, "{spec:?}");
    }
}

/// The rules that only source text can break, not a policy's values, have their cases among the UI tests.
#[test]
fn every_rule_has_a_case() {
    let covered: BTreeSet<Rule> =
        cases().into_iter().flat_map(|(_, issues)| issues).map(|issue| issue.kind.rule()).collect();
    let of_source = [Rule::UnknownOption, Rule::DuplicateOption, Rule::UnsupportedItem];
    let malformed = PolicySpec { max_age: Some(MaxAgeSpec::Text("2 days".to_owned())), ..fine() };
    assert_eq!(issues(&malformed)[0].kind.rule(), Rule::MalformedOption);
    for rule in Rule::ALL.iter().filter(|rule| !of_source.contains(rule) && **rule != Rule::MalformedOption) {
        assert!(covered.contains(rule), "{rule}");
    }
}

#[test]
fn every_message_names_its_rule_and_ends_with_its_address() {
    for issue in cases().into_iter().flat_map(|(_, issues)| issues) {
        let (message, rule) = (issue.to_string(), issue.kind.rule());
        let headline = message.lines().next().unwrap();
        assert!(headline.ends_with(&format!("[{rule}]")), "{message}");
        assert_eq!(message.lines().last(), Some(&*format!("see: {}", rule.address())), "{message}");
        assert_eq!(message.matches("see: ").count(), 1, "{message}");
    }
}

#[test]
fn a_report_ends_with_the_address_of_each_rule() {
    let issues = origins(&["https://a.example/", "https://b.example/", "null"]).validate().unwrap_err();
    let addresses = [Rule::MalformedOrigin, Rule::NullOrigin].map(|rule| format!("see: {}", rule.address()));
    let report = issues.to_string();
    assert!(report.ends_with(&format!("\n\n{}", addresses.join("\n"))), "{report}");
    assert_eq!(report.matches("see: ").count(), 2, "{report}");
}

#[test]
fn valid_policies_are_accepted() {
    let everything = PolicySpec {
        dev_origins: strings(&["http://localhost:*", "http://*.localhost:5173", "http://192.168.0.7:5173"]),
        credentials: true,
        allow_headers: strings(&["Content-Type", "authorization"]),
        expose_headers: strings(&["x-total-count"]),
        max_age: Some(MaxAgeSpec::Text("2h".to_owned())),
        handler: HandlerFacts { takes_json: true, takes_authorization: true, ..HandlerFacts::default() },
        ..origins(&["https://app.example.com", "https://*.partner.example", "tauri://localhost", "app://."])
    };
    for (name, spec) in [
        ("everything", everything),
        ("public", origins(&["*"])),
        ("the legal mix", PolicySpec { allow_headers: strings(&["*", "Authorization"]), ..origins(&["*"]) }),
        ("http without credentials", origins(&["http://a.example", "https://*.github.io"])),
        ("closed", PolicySpec { same_origin: true, ..PolicySpec::default() }),
        (
            "closed, with a development server",
            PolicySpec {
                same_origin: true,
                dev_origins: strings(&["http://localhost:5173"]),
                credentials: true,
                allow_headers: strings(&["content-type"]),
                expose_headers: strings(&["x-total-count"]),
                max_age: Some(MaxAgeSpec::Text("2h".to_owned())),
                handler: HandlerFacts { takes_json: true, ..HandlerFacts::default() },
                ..PolicySpec::default()
            },
        ),
        (
            "closed, with a JSON body",
            PolicySpec {
                same_origin: true,
                handler: HandlerFacts { takes_json: true, takes_authorization: true, ..HandlerFacts::default() },
                ..PolicySpec::default()
            },
        ),
        ("a source", PolicySpec { source: Some("TENANTS".to_owned()), credentials: true, ..PolicySpec::default() }),
        (
            "a WebSocket, other origins refused",
            PolicySpec {
                enforce: Some(Enforcement::Refuse),
                handler: HandlerFacts { takes_websocket: true, ..HandlerFacts::default() },
                ..origins(&["https://app.example.com"])
            },
        ),
        (
            "a WebSocket for no other origin",
            PolicySpec {
                enforce: Some(Enforcement::Refuse),
                same_origin: true,
                handler: HandlerFacts { takes_websocket: true, ..HandlerFacts::default() },
                ..PolicySpec::default()
            },
        ),
        (
            "a wildcard for content-type",
            PolicySpec {
                allow_headers: strings(&["*"]),
                handler: HandlerFacts { takes_json: true, ..HandlerFacts::default() },
                ..origins(&["*"])
            },
        ),
        (
            "an application's own scheme with credentials",
            PolicySpec {
                credentials: true,
                ..origins(&["tauri://localhost", "chrome-extension://cjpalhdlnbpafiamejdnhcphjbkeiagm"])
            },
        ),
        (
            "a form, other origins refused",
            PolicySpec {
                credentials: true,
                enforce: Some(Enforcement::Refuse),
                handler: HandlerFacts { takes_forms: TakesForms::Always, ..HandlerFacts::default() },
                ..fine()
            },
        ),
        (
            "a form without credentials",
            PolicySpec {
                handler: HandlerFacts { takes_forms: TakesForms::Always, ..HandlerFacts::default() },
                ..fine()
            },
        ),
        (
            "a form, if the handler is mounted for POST",
            PolicySpec {
                credentials: true,
                handler: HandlerFacts { takes_forms: TakesForms::IfPosted, ..HandlerFacts::default() },
                ..fine()
            },
        ),
        (
            "an acknowledgement that a route may need",
            PolicySpec {
                credentials: true,
                handler: HandlerFacts { takes_forms: TakesForms::IfPosted, ..HandlerFacts::default() },
                acknowledgements: allow("forgeable", "a token in every form"),
                ..fine()
            },
        ),
        (
            "an accepted risk",
            PolicySpec {
                credentials: true,
                acknowledgements: allow("insecure_origin", "an appliance on an isolated network"),
                ..origins(&["http://panel.example"])
            },
        ),
        (
            "any installation of an extension, on the record",
            PolicySpec {
                credentials: true,
                acknowledgements: allow("any_installation", "Firefox gives each installation another host"),
                ..origins(&["moz-extension://*", "chrome-extension://cjpalhdlnbpafiamejdnhcphjbkeiagm"])
            },
        ),
        ("do not cache", PolicySpec { max_age: Some(MaxAgeSpec::Seconds(0)), ..fine() }),
        ("a day", PolicySpec { max_age: Some(MaxAgeSpec::Text("24h".to_owned())), ..fine() }),
        ("methods that are no identifiers", PolicySpec { methods: strings(&["GET", "M-SEARCH"]), ..fine() }),
        ("an override", PolicySpec { inherits: true, ..PolicySpec::default() }),
    ] {
        assert_eq!(issues(&spec), [], "{name}");
    }
}

#[test]
fn the_default_policy_is_not_valid() {
    // V38 to V41: a bare `#[cors]` must not allow any origin.
    assert!(PolicySpec::default().validate().is_err());
    assert_eq!(cors_core::Policy::SAME_ORIGIN.origins(), cors_core::Origins::SameOrigin);
    assert!(!cors_core::Policy::SAME_ORIGIN.allows_credentials());
}
