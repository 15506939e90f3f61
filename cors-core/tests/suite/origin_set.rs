//! Allow-lists that are made at run time: the rules, and the positions of all mistakes.

use std::{env, process::Command};

use crate::support::requested;
use cors_core::{
    Acknowledgement, AcknowledgementProblem, IssueKind, OriginSet, OriginSetError, OriginSetInput, OriginSetProblem,
    PolicySpec, ReloadableOrigins, Rule,
};
use proptest::prelude::*;

const APP: &str = "https://app.example.com";

fn set(text: &str) -> OriginSet {
    OriginSet::from_text(text).unwrap()
}

/// Valid elements, and every kind of mistake.
fn element() -> impl Strategy<Value = String> {
    let host = "(https?|app)://(\\*\\.)?(([ab]|ab)\\.){1,2}(c|github\\.io)(:\\*|:8443|:443|/)?";
    let fixed = vec![
        "*",
        "null",
        "mirror",
        "",
        "http://localhost:5173",
        "https://[::1]",
        "https://bücher.example",
        "https://*",
    ];
    prop_oneof![12 => host, 2 => prop::sample::select(fixed).prop_map(str::to_owned), 1 => "[!-~]{0,12}", 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_set_keeps_the_rules_of_a_policy_with_credentials(origins in prop::collection::vec(element(), 0..6)) {
        let spec = PolicySpec { origins: Some(origins.clone()), credentials: true, ..PolicySpec::default() };
        match (OriginSet::from_origins(origins.clone()), spec.validate()) {
            (Ok(set), Ok(_)) => {
                let mut sorted: Vec<&str> = origins.iter().map(String::as_str).collect();
                sorted.sort_by_key(|origin| (origin.contains('*'), *origin));
                prop_assert_eq!(set.origins().collect::<Vec<_>>(), sorted);
            }
            (Err(error), Err(issues)) => prop_assert_eq!(error.issues(), issues.as_slice()),
            (set, spec) => prop_assert!(false, "{set:?} but {spec:?}"),
        }
        // Elements with commas or white space cannot be written in a text.
        if origins.iter().all(|origin| !origin.is_empty() && !origin.contains(|c: char| c == ',' || c.is_whitespace())) {
            let issues = |made: Result<OriginSet, OriginSetError>| made.map_err(|error| error.issues().to_vec());
            prop_assert_eq!(issues(OriginSet::from_text(&origins.join(",\n"))), issues(OriginSet::from_origins(origins)));
        }
    }

    #[test]
    fn the_positions_of_mistakes_are_inside_the_text(text in any::<String>()) {
        if let Err(error) = OriginSet::from_text(&text) {
            prop_assert!(!error.issues().is_empty() && !error.to_string().is_empty());
            for issue in error.issues() {
                let bytes = error.bytes(issue);
                prop_assert!(bytes.is_none_or(|bytes| text.get(bytes).is_some()), "{issue:?} in {text:?}");
            }
        }
    }

}

#[test]
fn all_constructors_make_the_same_set() {
    let list = ["https://a.example", "https://*.b.example"];
    let expected = OriginSet::from_origins(list).unwrap();
    assert_eq!(set(" https://a.example,https://*.b.example, "), expected);
    assert_eq!(set("https://a.example\r\n\thttps://*.b.example"), expected);
    assert_eq!("https://a.example, https://*.b.example".parse(), Ok(expected.clone()));
    assert_eq!(OriginSet::try_from(list.map(str::to_owned).to_vec()), Ok(expected.clone()));
    assert_eq!(ReloadableOrigins::from(expected.clone()).current(), expected);
    assert_eq!(format!("{expected:?}"), r#"{"https://a.example", "https://*.b.example"}"#);
}

#[test]
fn sets_differ_where_their_origins_or_accepted_risks_differ() {
    let kiosks = |reason: &'static str| {
        OriginSet::acknowledging(Rule::InsecureOrigin, reason).from_text("http://kiosk.example").unwrap()
    };
    assert_eq!(kiosks("kiosks"), kiosks("kiosks"));
    let sets = [
        OriginSet::empty(),
        set(APP),
        set("https://other.example.com"),
        set("https://*.app.example.com"),
        set("https://app.example.com, https://other.example.com"),
        kiosks("kiosks"),
        kiosks("signs"),
    ];
    for (i, a) in sets.iter().enumerate() {
        for (j, b) in sets.iter().enumerate() {
            assert_eq!(a == b, i == j, "{a:?} and {b:?}");
        }
    }
}

#[test]
fn an_empty_list_is_a_mistake() {
    for error in [OriginSet::from_text(" \n"), OriginSet::from_origins([""; 0])].map(Result::unwrap_err) {
        assert_eq!(error.issues()[0].kind, IssueKind::NoOrigins { empty: true });
    }
}

#[test]
fn a_set_that_is_empty_on_purpose() {
    let empty = OriginSet::empty();
    assert_eq!(empty.origins().count(), 0);
    let possibly = OriginSet::possibly_empty;
    assert_eq!(possibly().from_text(" \n"), Ok(empty.clone()));
    assert_eq!(possibly().from_origins([""; 0]), Ok(empty.clone()));
    assert_eq!(possibly().from_env("A_LIST_OF_PARTNERS_THAT_IS_NOT_SET"), Ok(empty.clone()));
    assert!(requested(APP).find_in(&empty).is_none());
    // The other rules hold.
    assert_eq!(possibly().from_text(APP), Ok(set(APP)));
    for wrong in ["https://a.example/", ",", "*", "http://localhost:1"] {
        assert_eq!(possibly().from_text(wrong), OriginSet::from_text(wrong), "{wrong}");
    }
    // Risks can be accepted before the list has them, for rules about origins only.
    let kiosks = possibly().acknowledging(Rule::InsecureOrigin, "kiosks");
    assert_eq!(kiosks.clone().from_text(""), Ok(empty.clone()));
    assert!(kiosks.from_text("http://kiosk.example").is_ok());
    assert!(possibly().acknowledging(Rule::NullOrigin, "no").from_text("").is_err());
    assert!(OriginSet::acknowledging(Rule::InsecureOrigin, "kiosks").possibly_empty().from_text("").is_ok());

    let partners = ReloadableOrigins::new(empty.clone());
    assert!(requested(APP).find_in(&partners).is_none());
    partners.reload_from_text(APP).unwrap();
    assert!(partners.reload_from_text("").is_err() && requested(APP).find_in(&partners).is_some());
    partners.reload(possibly().from_text("").unwrap());
    assert_eq!(partners.current(), empty);
}

#[test]
fn the_error_of_an_empty_list_says_how_to_allow_it() {
    for error in [OriginSet::from_text(""), OriginSet::from_origins([""; 0]), OriginSet::from_env("NOT_SET_EITHER")] {
        let shown = error.unwrap_err().to_string();
        assert!(shown.contains("OriginSet::possibly_empty()"), "{shown}");
    }
}

#[test]
fn the_error_of_a_text_shows_every_mistake_with_its_position() {
    let text = "https://a.example, https://b.example/,, http://localhost:1,*\nhttps://*.github.io https://c.example;https://d.example";
    let error = OriginSet::from_text(text).unwrap_err();
    let places: Vec<_> =
        error.issues().iter().map(|issue| (issue.kind.rule().name(), &text[error.bytes(issue).unwrap()])).collect();
    assert_eq!(
        places,
        [
            ("malformed_origin", "/"),
            ("malformed_origin", ""),
            ("wildcard_mixed", "*"),
            ("malformed_origin", "//d.example"),
            ("localhost_origin", "http://localhost:1"),
            ("public_suffix_wildcard", "https://*.github.io"),
        ]
    );
    let shown = error.to_string();
    assert_eq!(shown, include_str!("../origin_set/text.txt").trim_end());
    assert_eq!(format!("{error:?}"), shown, "`expect` and a `main` that returns it show the same");
}

/// Formats of JSON, of a shell or of a switch.
#[test]
fn the_error_of_a_text_in_another_format_explains_the_format() {
    const HOW: &str =
        "help: write the origins without quotes and brackets: https://app.example.com, https://*.partner.example";
    const LIST: &str = "help: list the origins that may read: https://app.example.com, https://*.partner.example";
    for (text, mistakes, hints) in [
        (
            r#""https://a.example,https://b.example""#,
            2,
            &["help: write https://a.example\n", "help: write https://b.example\n", HOW][..],
        ),
        (
            r#""https://a.example", "https://*.b.example""#,
            2,
            &["help: write https://a.example\n", "help: write https://*.b.example\n", HOW],
        ),
        ("'https://a.example'", 1, &["help: write https://a.example\n", HOW]),
        (r#"["https://a.example"]"#, 1, &["help: write https://a.example\n", HOW]),
        (
            r#"["https://a.example","https://[2001:db8::1]:8443"]"#,
            2,
            &["help: write https://[2001:db8::1]:8443\n", HOW],
        ),
        (
            "[\n  \"https://a.example\",\n  \"http://localhost:1\"\n]",
            4,
            &["help: write https://a.example\n", "help: write http://localhost:1\n", HOW],
        ),
        ("“https://a.example”", 1, &["help: write https://a.example\n", HOW]),
        (r#""""#, 1, &[HOW]),
        ("[]", 1, &[HOW]),
        (r#""a.example""#, 1, &["help: write https://a.example\n", HOW]),
        ("https://a.example/", 1, &["help: write https://a.example"]),
        ("https://a.example;https://b.example", 1, &["help: write a comma between two origins"]),
        ("https://a.example|https://b.example", 1, &["help: write a comma between two origins"]),
        ("true", 1, &["`true` is not an origin [malformed_origin]\n", LIST]),
        ("FALSE", 1, &["`FALSE` is not an origin", LIST]),
        ("1", 1, &["`1` is not an origin", LIST]),
        ("none", 1, &["`none` is not an origin", LIST]),
        ("*", 1, &["`*` allows every origin", LIST]),
        (r#""*""#, 1, &["would allow the origin of every request", LIST]),
        (r#"["*"]"#, 1, &["would allow the origin of every request", LIST]),
        ("null", 1, &["`null` cannot be allowed: a sandboxed frame on any site can send it"]),
        ("'null'", 1, &["`null` cannot be allowed: a sandboxed frame on any site can send it"]),
        ("any", 1, &["would allow the origin of every request", LIST]),
    ] {
        let error = OriginSet::from_text(text).unwrap_err();
        let shown = error.to_string();
        assert_eq!(error.issues().len(), mistakes, "{shown}");
        for hint in hints {
            assert!(shown.contains(hint), "no {hint:?} in {shown}");
        }
        assert!(!shown.contains("help: write \""), "{shown}");
    }
}

#[test]
fn the_error_of_a_list_shows_every_mistake_with_its_number() {
    let error =
        OriginSet::from_origins([APP, "https://a.example https://b.example", "", "http://c.example"]).unwrap_err();
    assert_eq!(error.input(), &OriginSetInput::List);
    assert!(error.issues().iter().all(|issue| error.bytes(issue).is_none()));
    assert_eq!(error.to_string(), include_str!("../origin_set/list.txt").trim_end());
}

#[test]
fn a_risk_is_accepted_on_the_record() {
    let accepting = || OriginSet::acknowledging(Rule::InsecureOrigin, "our own network");
    let made = accepting().from_origins(["http://kiosk.example"]).unwrap();
    assert_eq!(made.acknowledged().reason(Rule::InsecureOrigin), Some("our own network"));
    assert!(requested("http://kiosk.example").find_in(&made).is_some_and(|proof| proof.may_send_credentials()));

    let origin = "moz-extension://2c127fa4-62c7-7e4f-90e5-472b45eecfdc";
    let any = OriginSet::acknowledging(Rule::AnyInstallation, "Firefox gives each installation another host");
    let made = any.clone().from_text("https://a.example, moz-extension://*").unwrap();
    assert!(made.acknowledged().reason(Rule::AnyInstallation).is_some());
    assert!(requested(origin).find_in(&made).is_some_and(|proof| proof.may_send_credentials()));
    assert_eq!(any.from_text(APP).unwrap().acknowledged().reason(Rule::AnyInstallation), None);
    let error = OriginSet::from_text("moz-extension://*").unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"1 mistake in the text that lists the origins

origin 1, bytes 0..17: `moz-extension://*` matches every origin of the scheme `moz-extension`, including those of other extensions and applications [any_installation]
    help: if the host is the same in every installation, name it: moz-extension://…
    help: or accept the risk on the record: OriginSet::acknowledging(Rule::AnyInstallation, "…")

see: docs/rules/any_installation.md"#
    );

    // The list may need it later, without a change of the program; until then there is no risk to record.
    let made = accepting().from_text(APP).unwrap();
    assert_eq!(made.acknowledged().reason(Rule::InsecureOrigin), None);

    let problems = |made: Result<OriginSet, OriginSetError>| -> Vec<_> {
        made.unwrap_err().issues().iter().map(|issue| issue.kind.clone()).collect()
    };
    let invalid = IssueKind::InvalidAcknowledgement;
    assert_eq!(
        problems(accepting().acknowledging(Rule::LocalhostOrigin, " ").from_text("http://localhost http://a.example")),
        [
            invalid(AcknowledgementProblem::NoReason),
            IssueKind::LocalhostOrigin { origin: "http://localhost".to_owned() }
        ]
    );
    assert_eq!(
        problems(accepting().acknowledging(Rule::InsecureOrigin, "again").from_text("http://a.example")),
        [invalid(AcknowledgementProblem::Duplicate(Rule::InsecureOrigin))]
    );
    assert_eq!(
        problems(OriginSet::acknowledging(Rule::NullOrigin, "a sandboxed frame").from_text(APP)),
        [invalid(AcknowledgementProblem::HardRule(Rule::NullOrigin))]
    );
    assert_eq!(
        problems(OriginSet::acknowledging(Rule::JsonWithoutContentType, "no list needs it").from_text(APP)),
        [invalid(AcknowledgementProblem::NotNeeded(Rule::JsonWithoutContentType))]
    );
}

/// Reads the variable in another process, because the threads of this one share its environment.
fn in_child(value: Option<&str>) -> String {
    let mut child = Command::new(env::current_exe().unwrap());
    child.args(["--exact", "origin_set::child_process", "--nocapture", "--ignored"]).env_remove("TENANT_ORIGINS");
    if let Some(value) = value {
        child.env("TENANT_ORIGINS", value);
    }
    let output = child.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let output = String::from_utf8(output.stdout).unwrap();
    let (_, output) = output.split_once("<<").unwrap();
    output.split_once(">>").unwrap().0.to_owned()
}

#[test]
#[ignore = "needs an environment variable: `an_environment_variable_is_read` runs it in a process that has it"]
fn child_process() {
    match OriginSet::from_env("TENANT_ORIGINS") {
        Ok(set) => println!("<<{set:?}>>"),
        Err(error) => println!("<<{error}>>"),
    }
}

#[test]
fn an_environment_variable_is_read() {
    assert_eq!(in_child(Some("https://a.example, https://b.example")), r#"{"https://a.example", "https://b.example"}"#);
    assert_eq!(
        in_child(None),
        "the environment variable `TENANT_ORIGINS` is not set: it has to list the origins that may read, unless OriginSet::possibly_empty() reads it"
    );
    for (value, message) in [
        (
            "",
            "1 mistake in the environment variable `TENANT_ORIGINS`\n\nthe list is empty: it would allow no origin [no_origins]\n",
        ),
        (
            "https://a.example,https://b.example/",
            "1 mistake in the environment variable `TENANT_ORIGINS`\n\norigin 2, bytes 35..36: an origin does not end with `/`",
        ),
    ] {
        let shown = in_child(Some(value));
        assert!(shown.starts_with(message), "{shown}");
    }
}

#[cfg(unix)]
#[test]
fn an_environment_variable_that_is_not_unicode_is_a_mistake() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let mut child = Command::new(env::current_exe().unwrap());
    child.args(["--exact", "origin_set::child_process", "--nocapture", "--ignored"]);
    let output = child.env("TENANT_ORIGINS", OsStr::from_bytes(b"https://\xff")).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("`TENANT_ORIGINS` is not Unicode"), "{output:?}");
}

#[test]
fn lists_have_a_maximal_length() {
    let tenants = |count: usize| (0..count).map(|tenant| format!("https://*.tenant-{tenant}.example"));
    let set = OriginSet::from_origins(tenants(32_767)).unwrap();
    assert!(requested("https://shop.tenant-32766.example").find_in(&set).is_some());
    let text = tenants(32_768).collect::<Vec<_>>().join(" ");
    for error in [OriginSet::from_origins(tenants(32_768)), OriginSet::from_text(&text)].map(Result::unwrap_err) {
        assert_eq!((error.problem(), error.issues()), (&OriginSetProblem::TooMany, &[][..]));
        assert!(error.to_string().ends_with("has more than 32767 origins, which is the most that a set holds"));
    }
}

#[test]
fn the_error_of_a_long_text_is_short() {
    let long = "x".repeat(1 << 20);
    for text in
        [format!("https://{long}.example"), long.clone(), format!("https://a.example/{long}"), format!("*,{long}")]
    {
        let shown = OriginSet::from_text(&text).unwrap_err().to_string();
        assert!(shown.len() < 2_000, "{}", shown.len());
    }
    let error = OriginSet::from_text(&"x ".repeat(30_000)).unwrap_err();
    assert_eq!(error.issues().len(), 30_000);
    let shown = error.to_string();
    let end = "\n\nand 29900 more\n\nsee: docs/rules/malformed_origin.md";
    assert!(shown.ends_with(end) && shown.matches("see: ").count() == 1, "{shown}");
}

#[test]
fn acknowledgements_work_as_in_a_policy() {
    let acknowledgements = vec![Acknowledgement { rule: "insecure_origin".to_owned(), reason: "ours".to_owned() }];
    let origins = ["http://a.example", "http://localhost", "https://b.example/"];
    let spec = PolicySpec {
        origins: Some(origins.map(str::to_owned).to_vec()),
        credentials: true,
        acknowledgements,
        ..PolicySpec::default()
    };
    let error = OriginSet::acknowledging(Rule::InsecureOrigin, "ours").from_origins(origins).unwrap_err();
    assert_eq!(error.issues(), spec.validate().unwrap_err().as_slice());
}
