//! Reports in every format: their look, and hostile text in them.

use cors_audit::{Fault, Finding, Format, Report, RouteReport, ShownExchange, Verdict, Weight, render};
use expect_test::expect_file;
use proptest::prelude::*;

const FORMATS: [Format; 4] = [Format::Text, Format::Json, Format::Junit, Format::Html];

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(ToString::to_string).collect()
}

fn route(route: &str, path: Option<&str>, verdict: Verdict, reason: Option<&str>) -> RouteReport {
    RouteReport { route: route.to_owned(), path: path.map(str::to_owned), verdict, reason: reason.map(str::to_owned) }
}

/// A doubled header behind nginx.
fn exchange() -> ShownExchange {
    ShownExchange {
        request: lines(&[
            "OPTIONS https://staging.example.com/users",
            "Origin: https://app.example.com",
            "Access-Control-Request-Method: DELETE",
        ]),
        answer: lines(&[
            "HTTP/1.1 200",
            "Access-Control-Allow-Origin: https://app.example.com",
            "Access-Control-Allow-Origin: *",
            "Access-Control-Allow-Methods: GET, DELETE",
            "Vary: Accept-Encoding",
            "Server: nginx/1.22.1",
        ]),
        declared: lines(&[
            "204",
            "access-control-allow-origin: https://app.example.com",
            "access-control-allow-methods: GET, DELETE",
            "vary: Origin",
        ]),
    }
}

/// A report with every fault.
fn every_fault() -> Report {
    let mut report = Report::new("https://staging.example.com");
    for (at, fault) in Fault::ALL.iter().enumerate() {
        let routes = (0..=at).map(|number| format!("GET /{number}/{{id}}")).collect();
        let mut finding = Finding::new(
            *fault,
            routes,
            "the answer has `Access-Control-Allow-Origin` twice, once with the program's value and once with `*`",
            "Blocked by the response, after the server has had the request: `Access-Control-Allow-Origin` is \
             `https://app.example.com, *`, and not the page's origin [CORS check].",
        );
        if at % 2 == 0 {
            finding.hop = Some("nginx/1.22.1 (by `Server`)".to_owned());
            finding.exchange = Some(exchange());
        }
        report.findings.push(finding);
    }
    report.findings.push(Finding::new(Fault::PlainHttp, Vec::new(), "port 80 answers 200", ""));
    let differing = (0..30).map(|at| format!("GET /{at}/{{id}}"));
    report.routes = differing.map(|name| route(&name, Some("/1/1"), Verdict::Differs, None)).collect();
    report.routes.push(route("GET /health", Some("/health"), Verdict::AsDeclared, None));
    report.routes.push(route("POST /users", None, Verdict::NotAsked, Some("`--unsafe-methods` is not given")));
    report.routes.push(route("GET /users/{id}", None, Verdict::NotAsked, Some("`--param id=…` is missing")));
    report.notes = lines(&["Redirects were not followed.", "`--param id=…` is missing for 1 route."]);
    report.requests = 184;
    report.milliseconds = 1234;
    report
}

fn as_declared() -> Report {
    let mut report = Report::new("https://api.example.com");
    report.routes = vec![route("GET /health", Some("/health"), Verdict::AsDeclared, None)];
    report.requests = 9;
    report.milliseconds = 80;
    report
}

#[test]
fn text_shows_every_fault() {
    expect_file!["reports/every-fault.txt"].assert_eq(&render(&every_fault(), Format::Text).unwrap());
}

#[test]
fn json_shows_every_fault() {
    expect_file!["reports/every-fault.json"].assert_eq(&render(&every_fault(), Format::Json).unwrap());
}

#[test]
fn junit_shows_every_fault() {
    expect_file!["reports/every-fault.xml"].assert_eq(&render(&every_fault(), Format::Junit).unwrap());
}

#[test]
fn html_shows_every_fault() {
    let report = every_fault();
    let html = render(&report, Format::Html).unwrap();
    for fault in Fault::ALL {
        assert!(html.contains(&format!("<code>{fault}</code>")), "{fault}");
    }
    assert_eq!(html.matches("<article ").count(), report.findings.len());
    assert_eq!(html.matches("<tr>").count(), report.routes.len() + 3);
    // The doubled value, the status, and the names that `Vary` lacks.
    let exchanges = report.findings.iter().filter(|finding| finding.exchange.is_some()).count();
    assert_eq!(html.matches("not declared: </span>").count(), 2 * exchanges);
    assert_eq!(html.matches("not in the answer: </span>").count(), 2 * exchanges);
    assert!(!html.contains("<script"));
    assert_balanced(&html);
    // To be looked at.
    std::fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/report.html"), html).unwrap();
}

#[test]
fn a_report_without_findings_says_so() {
    assert_eq!(
        render(&as_declared(), Format::Text).unwrap(),
        "https://api.example.com: 1 route, 9 requests: no findings\n"
    );
    let html = render(&as_declared(), Format::Html).unwrap();
    assert!(html.contains("<strong>No findings</strong>1 route, 9 requests, 80 ms"));
    assert!(html.contains("class=\"verdict good\""));
    assert!(render(&as_declared(), Format::Junit).unwrap().contains("failures=\"0\""));
}

#[test]
fn the_worst_findings_come_first() {
    let mut report = every_fault();
    report.findings.reverse();
    let text = render(&report, Format::Text).unwrap();
    let found: Vec<&str> = text.lines().filter(|line| line.contains('[')).collect();
    let at = |word: &str| found.iter().position(|line| line.starts_with(word)).unwrap_or(usize::MAX);
    assert!(at("EXPOSED") < at("BLOCKED") && at("BLOCKED") < at("FRAGILE"), "{found:?}");
    let fragile = Fault::ALL.iter().filter(|fault| fault.weight() == Weight::Fragile).count();
    assert_eq!(report.count(Weight::Fragile), fragile + 1);
}

/// A report with the same hostile text everywhere.
fn hostile(text: &str) -> Report {
    let mut report = Report::new(text);
    let mut finding = Finding::new(Fault::DoubledHeader, lines(&[text]), text, text);
    finding.hop = Some(text.to_owned());
    let header = format!("Server: {text}");
    let allowed = format!("Access-Control-Allow-Origin: {text}");
    finding.exchange = Some(ShownExchange {
        request: lines(&[text, &header]),
        answer: lines(&[text, &header, &allowed]),
        declared: lines(&[text, &allowed]),
    });
    report.findings = vec![finding.clone()];
    finding.routes.clear();
    finding.count = 0;
    report.findings.push(finding);
    report.routes = [Verdict::AsDeclared, Verdict::Differs, Verdict::NotAsked]
        .map(|verdict| route(text, Some(text), verdict, Some(text)))
        .to_vec();
    report.notes = lines(&[text]);
    report
}

/// The heading of a section, as its anchor.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

#[test]
fn every_link_leads_to_a_section() {
    for fault in Fault::ALL {
        let (page, section) = fault.page().split_once('#').unwrap_or((fault.page(), ""));
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/").to_owned() + page;
        let text = std::fs::read_to_string(&path).expect(&path);
        let mut headings = text.lines().filter(|line| line.starts_with('#')).map(anchor);
        assert!(section.is_empty() || headings.any(|heading| heading == section), "{fault}: {page}#{section}");
    }
}

#[test]
fn control_characters_are_escaped() {
    let report = hostile("\u{1b}[2J\u{9b}31m\r\nEXPOSED forged \u{202e}");
    for format in [Format::Text, Format::Junit, Format::Html] {
        let rendered = render(&report, format).unwrap();
        let is_control = |c: char| c.is_control() && c != '\n';
        assert!(!rendered.contains(is_control), "{format:?}");
        assert!(!rendered.contains('\u{202e}'), "{format:?}");
        assert!(rendered.contains("\\u{1b}[2J"), "{format:?}");
        assert!(!rendered.lines().any(|line| line.starts_with("EXPOSED")), "{format:?}");
    }
    // JSON has escapes of its own.
    assert!(render(&report, Format::Json).unwrap().contains("\\u001b[2J"));
}

#[test]
fn markup_is_escaped() {
    let report = hostile("<script>alert('\"')</script> & ]]> <!-- -->");
    let html = render(&report, Format::Html).unwrap();
    assert!(!html.contains("<script") && !html.contains("<!-- "));
    assert!(html.contains("&lt;script&gt;alert(&#39;&quot;&#39;)&lt;/script&gt; &amp; ]]&gt;"));
    let xml = render(&report, Format::Junit).unwrap();
    assert!(!xml.contains("<script") && !xml.contains("]]>"));
}

#[test]
fn long_headers_are_shortened() {
    let mut report = hostile("-");
    report.findings[0].exchange.as_mut().unwrap().answer = vec![format!("Server: {}", "x".repeat(100_000))];
    for format in [Format::Text, Format::Html] {
        assert!(render(&report, format).unwrap().len() < 40_000, "{format:?}");
    }
}

/// Asserts that every element is closed where it should be.
fn assert_balanced(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1) {
        let name = tag.split(|c: char| c.is_whitespace() || c == '>').next().unwrap();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{tag}"),
            None if matches!(name, "!DOCTYPE" | "meta") => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_a_format(text in "\\PC{0,40}|[<>&\"'`\\[\\]!\\-/ a-z\\x00-\\x1f\u{80}-\u{a0}]{0,40}") {
        let report = hostile(&text);
        for format in FORMATS {
            prop_assert!(render(&report, format).is_ok());
        }
        let html = render(&report, Format::Html).unwrap();
        assert_balanced(&html);
        // Backquotes mark code; everything else of the text is text.
        let marks = |html: &str| html.replace("<code>", "").replace("</code>", "").matches('<').count();
        let is_empty = text.is_empty();
        prop_assert_eq!(marks(&html), marks(&render(&hostile(if is_empty { "" } else { "a" }), Format::Html).unwrap()));
    }
}
