//! The three views: what they show, in both browsers.

use serde_json::json;

use super::{Panel, in_chromium, in_firefox};

/// The rows of the policies that are shown: method and pattern.
const SHOWN: &str =
    "[...document.querySelectorAll('#policies-rows tr:not([hidden]) .route')].map((route) => route.textContent)";

fn filter(panel: &Panel, text: &str) {
    panel.browser.execute(&format!(
        "const field = document.getElementById('filter-text'); field.value = '{text}';
         field.dispatchEvent(new Event('input', {{ bubbles: true }}))"
    ));
}

fn policies_are_listed_filtered_and_marked(panel: &Panel) {
    let all = panel.value(SHOWN);
    assert_eq!(all.as_array().map(Vec::len), Some(9), "{all}");
    filter(panel, "sign-up");
    assert_eq!(panel.value(SHOWN), json!(["POST /sign-up", "POST /sign-up/enforced"]));
    assert_eq!(panel.browser.text("#policies-status"), "2 of 9 rows.");
    filter(panel, "users delete");
    assert_eq!(panel.value(SHOWN).as_array().map(Vec::len), Some(1));
    filter(panel, "admin.example.com");
    assert_eq!(panel.value(SHOWN), json!(["DELETE /users/{id}"]));
    filter(panel, "");

    panel.browser.click("#filter-kinds input[value=accepted]");
    assert_eq!(panel.value(SHOWN), json!(["POST /sign-up"]));
    panel.browser.click("#filter-kinds input[value=any_origin]");
    assert_eq!(panel.value(SHOWN), json!(["GET /health", "POST /sign-up"]));
    assert_eq!(panel.value("location.hash"), "#policies?kind=accepted&kind=any_origin");
    // A mark opens to its words.
    panel.browser.click("tr:not([hidden]) details[data-kind=accepted] summary");
    let accepted = panel.browser.text("tr:not([hidden]) details[data-kind=accepted]");
    assert!(accepted.contains("the demo shows that CORS does not stop a form of another origin"), "{accepted}");
    assert!(accepted.contains("docs/rules/forgeable.md"), "{accepted}");

    // The state is in the address.
    panel.open("#policies?text=%2Fhealth");
    assert_eq!(panel.value(SHOWN), json!(["GET /health"]));
    panel.browser.click("tr:not([hidden]) a.ask");
    panel.is("!document.getElementById('explain-view').hidden");
    assert_eq!(panel.value("document.getElementById('question-method').value"), "GET");
    assert_eq!(panel.value("document.activeElement.id"), "explain-title");
}

fn questions_are_answered(panel: &Panel) {
    let question = "#explain?route=%2Fusers&kind=route&method=POST&headers=content-type%3A+application%2Fjson&credentials=1&origin=";
    panel.open(&format!("{question}{}", "http%3A%2F%2Flocalhost%3A4001"));
    assert_eq!(panel.verdict("readable"), "✓ Readable. The script can read the response.");
    let headings =
        panel.value("[...document.querySelectorAll('#explanation h3')].map((heading) => heading.textContent)");
    assert_eq!(headings, json!(["Preflight", "Request", "Step by step"]));
    let details = panel.browser.text("#explanation-details");
    for words in
        ["OPTIONS /users", "Access-Control-Request-Headers: content-type", "With the user's credentials", "allowed"]
    {
        assert!(details.contains(words), "{words}: {details}");
    }
    let section = panel.value("document.querySelector('.steps a').href");
    assert_eq!(section, "https://fetch.spec.whatwg.org/#concept-main-fetch");

    // By the form: another origin.
    panel.browser.execute("document.getElementById('question-origin').value = 'https://stranger.example'");
    panel.browser.click("#question button");
    let verdict = panel.verdict("blocked");
    assert!(verdict.starts_with("✕ Blocked. By the answer to the preflight"), "{verdict}");
    assert!(panel.browser.text("#explanation-details").contains("origin_not_allowed"));
    assert!(panel.value("location.hash").as_str().is_some_and(|hash| hash.contains("stranger.example")));
    // Back is the question before.
    panel.browser.execute("history.back()");
    panel.verdict("readable");

    // A request that needs no preflight reaches the application.
    panel.open("#explain?route=%2Fsign-up&kind=route&method=POST&origin=https%3A%2F%2Fstranger.example");
    let verdict = panel.verdict("blocked");
    assert!(verdict.contains("after the server has had the request"), "{verdict}");
    panel.open("#explain?route=%2Funknown&kind=route&method=GET&origin=https%3A%2F%2Fstranger.example");
    assert_eq!(panel.verdict("error"), "! The inventory has no route /unknown.");
}

/// The decision about a request of an origin, cell by cell. Other tests of this process make decisions, too.
fn decision(panel: &Panel, origin: &str) -> String {
    let row = format!(
        "[...document.querySelectorAll('#decisions-rows tr')].find((row) => row.cells[3].innerText.trim() === '{origin}')"
    );
    panel.is(&row);
    panel
        .value(&format!("[...{row}.cells].map((cell) => cell.innerText).join(' | ')"))
        .as_str()
        .expect("text")
        .to_owned()
}

fn decisions_arrive(panel: &Panel) {
    panel.open("#decisions");
    let stranger = format!("{}.example", panel.origins.stranger.replace([':', '/'], "").replace("http", "https://"));
    assert_eq!(panel.send("GET", "/users", &panel.origins.page), 200);
    let allowed = decision(panel, &panel.origins.page);
    assert!(allowed.contains("✓ request allowed | GET /users"), "{allowed}");
    assert_eq!(panel.send("GET", "/users", &stranger), 200);
    let denied = decision(panel, &stranger);
    for words in ["✕ response not to be read | GET /users", "origin_not_allowed", "allow-list", "policy Frontend"] {
        assert!(denied.contains(words), "{words}: {denied}");
    }
    let encoded = stranger.replace(':', "%3A").replace('/', "%2F");
    panel
        .browser
        .click(&format!("#decisions-rows a[href='#explain?route=%2Fusers&kind=route&method=GET&origin={encoded}']"));
    let verdict = panel.verdict("blocked");
    assert!(verdict.contains("after the server has had the request"), "{verdict}");
    panel.open("#decisions");

    // A hostile origin is text, and nothing else.
    let hostile = "https://x.example\"><img src=x onerror=document.title=1><script>document.title=2</script>";
    panel.send("GET", "/health", hostile);
    panel.is("document.querySelector('#decisions-rows').innerText.includes('%3Cscript%3E')");
    assert_eq!(panel.value("document.querySelectorAll('main img, main script').length"), 0);
    assert_eq!(panel.value("document.title"), "Decisions – CORS panel");

    // While it is paused, nothing arrives.
    panel.browser.click("#pause");
    panel.is("document.getElementById('decisions-status').textContent.startsWith('Paused.')");
    let last = "document.querySelector('#decisions-rows tr').dataset.number";
    let before = panel.value(last);
    let late = stranger.replace(".example", ".late.example");
    panel.send("GET", "/health", &late);
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert_eq!(panel.value(last), before);
    panel.browser.click("#pause");
    decision(panel, &late);

    panel.browser.click("#denied-only");
    let marks = panel.value("[...new Set([...document.querySelectorAll('#decisions-rows tr:not([hidden])')].map((row) => row.dataset.mark))]");
    // Other tests of this process may have requests that `enforce = "report"` reports.
    let marks: Vec<_> = marks.as_array().expect("a list").iter().filter(|mark| **mark != json!("reported")).collect();
    assert_eq!(marks, [&json!("denied")]);
}

fn nothing_is_refused_by_its_own_security_policy(panel: &Panel) {
    let lines = panel.browser.console();
    let refused: Vec<_> = lines
        .iter()
        .filter(|line| line.contains("Content Security Policy") || line.contains("Content-Security-Policy"))
        .collect();
    assert!(refused.is_empty(), "{refused:?}");
}

fn every_view(panel: &Panel) {
    policies_are_listed_filtered_and_marked(panel);
    questions_are_answered(panel);
    decisions_arrive(panel);
    nothing_is_refused_by_its_own_security_policy(panel);
}

#[test]
fn on_axum_in_chromium() {
    in_chromium("views").iter().for_each(every_view);
}

#[test]
fn on_actix_in_firefox() {
    in_firefox("views").iter().for_each(every_view);
}
