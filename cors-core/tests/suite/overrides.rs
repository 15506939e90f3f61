//! A policy that overrides a named one: the checks of the macro and those of const evaluation together find the same mistakes as a
//! check of the combined policy.

use std::collections::BTreeSet;

use cors_core::{
    __private::{Mistake, PolicyParts, forges, is_forgeable, possible_mistakes},
    Acknowledged, Acknowledgement, Enforcement, HandlerFacts, OriginList, Origins, Policy, PolicySpec, Rule,
    TakesForms, ValidSpec,
};

fn lists(texts: &[&str]) -> Option<Vec<String>> {
    Some(texts.iter().map(ToString::to_string).collect())
}

/// These specifications, unchanged and with each of the changes.
fn with(specs: Vec<PolicySpec>, changes: &[fn(PolicySpec) -> PolicySpec]) -> Vec<PolicySpec> {
    let changed = specs.iter().flat_map(|spec| changes.iter().map(|change| change(spec.clone()))).collect::<Vec<_>>();
    specs.into_iter().chain(changed).collect()
}

fn allowing(rule: &str) -> Vec<Acknowledgement> {
    vec![Acknowledgement { rule: rule.to_owned(), reason: "a test".to_owned() }]
}

/// Adds the options that both named policies and overrides can have.
fn with_options(specs: Vec<PolicySpec>) -> Vec<PolicySpec> {
    let specs = with(specs, &[|spec| PolicySpec { dev_origins: lists(&["https://dev.b.example"]), ..spec }]);
    let specs = with(specs, &[|spec| PolicySpec { credentials: true, ..spec }]);
    let specs = with(specs, &[|spec| PolicySpec { enforce: Some(Enforcement::Refuse), ..spec }]);
    let specs = with(
        specs,
        &[
            |spec| PolicySpec { allow_headers: lists(&["*"]), ..spec },
            |spec| PolicySpec { allow_headers: lists(&["content-type", "authorization"]), ..spec },
        ],
    );
    let specs = with(specs, &[|spec| PolicySpec { expose_headers: lists(&["*"]), ..spec }]);
    let mut specs = with(specs, &[|spec| PolicySpec { acknowledgements: allowing("insecure_origin"), ..spec }]);
    // Beside few other options, because the number of pairs grows quickly.
    let is_short = |spec: &&PolicySpec| {
        spec.dev_origins.is_none() && spec.expose_headers.is_none() && spec.acknowledgements.is_empty()
    };
    let enforced = specs.iter().filter(is_short).filter(|spec| spec.enforce.is_some()).cloned();
    let reported: Vec<_> = enforced.map(|spec| PolicySpec { enforce: Some(Enforcement::Report), ..spec }).collect();
    specs.extend(reported);
    specs
}

fn valid(specs: Vec<PolicySpec>) -> Vec<(PolicySpec, ValidSpec)> {
    specs.into_iter().filter_map(|spec| spec.validate().ok().map(|valid| (spec, valid))).collect()
}

fn named_policies() -> Vec<(PolicySpec, ValidSpec)> {
    let of = |origins: &[&str]| PolicySpec { origins: lists(origins), ..PolicySpec::default() };
    let tool = PolicySpec { acknowledgements: allowing("localhost_origin"), ..of(&["http://localhost:3000"]) };
    let closed = PolicySpec { same_origin: true, ..PolicySpec::default() };
    valid(with_options(vec![
        of(&["*"]),
        of(&["https://a.example", "https://*.b.example"]),
        of(&["https://a.example", "http://b.example"]),
        of(&["https://*.github.io"]),
        tool,
        closed,
    ]))
}

fn overrides() -> Vec<(PolicySpec, ValidSpec)> {
    let nothing = PolicySpec { inherits: true, ..PolicySpec::default() };
    let specs = with(
        vec![nothing],
        &[
            |spec| PolicySpec { origins: lists(&["*"]), ..spec },
            |spec| PolicySpec { origins: lists(&["https://*.b.example"]), ..spec },
            |spec| PolicySpec { origins: lists(&["http://c.example"]), ..spec },
            |spec| PolicySpec { same_origin: true, ..spec },
        ],
    );
    let facts = |spec, handler| PolicySpec { handler, ..spec };
    let handlers = with_options(specs).into_iter().flat_map(|spec| {
        [
            spec.clone(),
            facts(spec.clone(), HandlerFacts { takes_json: true, ..HandlerFacts::default() }),
            facts(spec.clone(), HandlerFacts { takes_authorization: true, ..HandlerFacts::default() }),
            facts(spec.clone(), HandlerFacts { takes_websocket: true, ..HandlerFacts::default() }),
            facts(spec, HandlerFacts { takes_forms: TakesForms::Always, ..HandlerFacts::default() }),
        ]
    });
    valid(handlers.collect())
}

/// The combined policy.
fn together(base: &PolicySpec, over: &PolicySpec) -> PolicySpec {
    let enforce = over.enforce.or(base.enforce);
    let own = |rule: &str| over.acknowledgements.iter().any(|own| own.rule == rule);
    let replaced = |rule: &str| over.origins.is_some() && rule.ends_with("_origin");
    let inherited = base.acknowledgements.iter().filter(|other| !own(&other.rule) && !replaced(&other.rule));
    let spec = PolicySpec {
        origins: over.origins.clone().or(base.origins.clone()),
        dev_origins: over.dev_origins.clone().or(base.dev_origins.clone()),
        credentials: base.credentials || over.credentials,
        allow_headers: over.allow_headers.clone().or(base.allow_headers.clone()),
        expose_headers: over.expose_headers.clone().or(base.expose_headers.clone()),
        same_origin: base.same_origin,
        enforce,
        acknowledgements: inherited.chain(&over.acknowledgements).cloned().collect(),
        inherits: false,
        ..over.clone()
    };
    if over.same_origin { PolicySpec { enforce, inherits: false, ..over.clone() } } else { spec }
}

/// The combined policy as generated code makes it.
fn policy(base: &Policy, over: &PolicySpec, given: &Policy) -> Policy {
    let (mut parts, given) = (PolicyParts::of(base), PolicyParts::of(given));
    if over.same_origin {
        parts = parts.closed();
    }
    if over.origins.is_some() {
        parts.acknowledged = parts.acknowledged.for_other_origins();
        parts.origins = given.origins;
    }
    if over.dev_origins.is_some() {
        (parts.dev_origins, parts.has_dev_origins) = (given.dev_origins, true);
    }
    if over.allow_headers.is_some() {
        (parts.allow_headers, parts.allow_headers_value) = (given.allow_headers, given.allow_headers_value);
    }
    if over.expose_headers.is_some() {
        (parts.expose_headers, parts.expose_headers_value) = (given.expose_headers, given.expose_headers_value);
    }
    parts.credentials |= given.credentials;
    parts.enforce = given.enforce.or(parts.enforce);
    let own = |all: Acknowledged, (rule, reason)| all.with(rule, reason);
    parts.acknowledged = given.acknowledged.iter().fold(parts.acknowledged, own);
    parts.policy()
}

#[test]
fn an_override_is_checked_like_the_combined_policy() {
    let asked = |(over, valid): (PolicySpec, ValidSpec)| (valid.leak(""), possible_mistakes(&over, &valid), over);
    let overrides: Vec<_> = overrides().into_iter().map(asked).collect();
    let mut found = BTreeSet::new();
    for (base_spec, base_valid) in named_policies() {
        let base = base_valid.leak("Base");
        for (given, possible, over) in &overrides {
            let policy = policy(base, over, given);
            let made = possible.iter().filter(|(mistake, _)| mistake.is_made(base, &policy, over.handler));
            let mut made: BTreeSet<Rule> = made.map(|(_, issue)| issue.kind.rule()).collect();
            let whole = together(&base_spec, over).validate();
            let expected = whole.err().into_iter().flatten().map(|issue| match issue.kind.rule() {
                Rule::ShadowedOrigin => Rule::DuplicateOrigin,
                rule => rule,
            });
            let mut expected: BTreeSet<Rule> = expected.collect();
            // One mistake, one error.
            if base_spec.same_origin && over.origins.is_some() {
                expected = BTreeSet::from([Rule::ConflictingOptions]);
            }
            if made.contains(&Rule::ConflictingOptions) {
                for rule in [Rule::WebsocketWithoutEnforce, Rule::Forgeable] {
                    expected.remove(&rule);
                    made.remove(&rule);
                }
            }
            assert_eq!(made, expected, "{base_spec:?}\n{over:?}");
            found.extend(made);
        }
    }
    let rules = [
        Rule::WildcardWithCredentials,
        Rule::WildcardHeadersWithCredentials,
        Rule::WildcardExposeWithCredentials,
        Rule::DuplicateOrigin,
        Rule::ConflictingOptions,
        Rule::InvalidAcknowledgement,
        Rule::InsecureOrigin,
        Rule::PublicSuffixWildcard,
        Rule::JsonWithoutContentType,
        Rule::AuthWithoutAuthorization,
        Rule::WebsocketWithoutEnforce,
        Rule::Forgeable,
    ];
    assert_eq!(found, BTreeSet::from(rules));
}

/// A release build is without `dev_origins`, and makes the same mistakes.
#[test]
fn an_override_is_checked_alike_in_every_build() {
    let in_release =
        |policy: &Policy| PolicyParts { dev_origins: OriginList::EMPTY, ..PolicyParts::of(policy) }.policy();
    let asked = |(over, valid): (PolicySpec, ValidSpec)| (valid.leak(""), possible_mistakes(&over, &valid), over);
    let overrides: Vec<_> = overrides().into_iter().map(asked).collect();
    for (base_spec, base) in named_policies().into_iter().filter(|(base, _)| base.same_origin) {
        let base = base.leak("Base");

        for (given, possible, over) in &overrides {
            let policy = policy(base, over, given);
            for (mistake, _) in possible.iter().filter(|(mistake, _)| {
                // These need the list itself.
                !matches!(mistake, Mistake::DevOriginListed | Mistake::DevOriginsForAny)
            }) {
                let made = mistake.is_made(base, &policy, over.handler);
                let made_in_release = mistake.is_made(&in_release(base), &in_release(&policy), over.handler);
                assert_eq!(made, made_in_release, "{mistake:?}\n{base_spec:?}\n{over:?}");
            }
        }
    }
}

/// A handler's type tells whether it may be mounted for `POST`: the same as a check of the combined policy.
#[test]
fn the_type_of_a_handler_tells_whether_it_is_forgeable() {
    let takes = |takes_forms| HandlerFacts { takes_forms, ..HandlerFacts::default() };
    let with_permissions = |specs| {
        let specs = with(specs, &[|spec| PolicySpec { credentials: true, ..spec }]);
        let enforced = |spec| PolicySpec { enforce: Some(Enforcement::Refuse), ..spec };
        let specs = with(specs, &[enforced, |spec| PolicySpec { enforce: Some(Enforcement::Report), ..spec }]);
        with(specs, &[|spec| PolicySpec { acknowledgements: allowing("forgeable"), ..spec }])
    };
    let named = PolicySpec {
        origins: lists(&["https://a.example"]),
        handler: takes(TakesForms::IfPosted),
        ..PolicySpec::default()
    };
    let over = PolicySpec { inherits: true, ..PolicySpec::default() };
    let over = with(vec![over], &[|spec| PolicySpec { same_origin: true, ..spec }]);
    let over = with(over, &[|spec| PolicySpec { dev_origins: lists(&["http://localhost:5173"]), ..spec }]);
    let overrides = valid(with_permissions(over));
    let mut found = BTreeSet::new();
    for (base_spec, base) in valid(with_permissions(vec![named])) {
        for (over, given) in &overrides {
            let together = PolicySpec { handler: takes(TakesForms::Always), ..together(&base_spec, over) };
            let issues: Vec<_> = together.validate().err().into_iter().flatten().collect();
            let expected = issues.iter().any(|issue| issue.kind.rule() == Rule::Forgeable);
            let policy = policy(base.clone().leak("Base"), over, given.clone().leak(""));
            for takes_forms in [TakesForms::IfPosted, TakesForms::Always] {
                let over = PolicySpec { handler: takes(takes_forms), ..over.clone() };
                let is_forgeable = is_forgeable(&over).unwrap_or_else(|| forges(&policy));
                assert_eq!(is_forgeable, expected, "{base_spec:?}\n{over:?}");
            }
            let refusing = PolicySpec { handler: takes(TakesForms::Never), ..over.clone() };
            assert_eq!(is_forgeable(&refusing), Some(false), "{refusing:?}");
            found.insert(expected);
        }
    }
    assert_eq!(found, BTreeSet::from([false, true]));
}

/// The mistakes of the named policy are reported at its own attribute.
#[test]
fn a_stub_has_no_mistakes() {
    let stub = PolicyParts::STUB.policy();
    let websocket = HandlerFacts { takes_websocket: true, ..HandlerFacts::default() };
    for mistake in
        [Mistake::Closed, Mistake::Broken(Rule::WebsocketWithoutEnforce), Mistake::NotNeeded(Rule::InsecureOrigin)]
    {
        assert!(mistake.is_made(&Policy::SAME_ORIGIN, &Policy::SAME_ORIGIN, websocket), "{mistake:?}");
        assert!(!mistake.is_made(
            &stub,
            &PolicyParts { origins: Origins::Any, ..PolicyParts::STUB }.policy(),
            websocket
        ));
    }
}
