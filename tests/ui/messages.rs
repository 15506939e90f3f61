//! Compiler messages, rule by rule.
//!
//! Every file in `cases/` is one program. Those in `cases/pass` compile and run; every other one does not compile, and the
//! `.stderr` beside it is the message that its author reads. After an intended change, run
//!
//! ```sh
//! TRYBUILD=overwrite cargo test -p cors-tests-ui
//! ```
//!
//! and read the difference as a newcomer would.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use cors_core::Rule;

/// The compiler whose words the `.stderr` files are.
const COMPILER: &str = "1.95.0";

/// The folders of programs that do not compile.
const TOPICS: &[&str] = &["rules", "overrides", "half_typed", "routes", "actix", "origin_set", "sources", "readme"];

#[test]
fn every_mistake_is_explained() {
    if !is_pinned_compiler() {
        return;
    }
    let cases = trybuild::TestCases::new();
    for topic in TOPICS {
        cases.compile_fail(format!("cases/{topic}/*.rs"));
    }
    cases.pass("cases/pass/*.rs");
    cases.pass(long_list());
}

/// A named policy with as many origins as a list can have, and overrides. Const evaluation has a limit, which is a lint.
fn long_list() -> PathBuf {
    let list =
        |scheme: &str| (0..32_767).map(|number| format!("\"{scheme}://t{number}.example\", ")).collect::<String>();
    let program = format!(
        "#[cors_axum::cors(origins = [{}], dev_origins = [\"http://localhost:5173\"], credentials)] struct Tenants;
        #[cors_axum::cors(policy = Tenants, max_age = \"1h\")] struct Cached;
        #[cors_axum::cors(policy = Cached, dev_origins = [\"http://*.localhost.example:5173\"])] async fn list() {{}}
        #[cors_axum::cors(policy = Cached, methods = [GET])] struct Read;
        #[cors_axum::cors(origins = [{}])] struct Intranet;
        #[cors_axum::cors(policy = Intranet, credentials, allow(insecure_origin, reason = \"a test\"))] struct Trusted;
        fn main() {{
            let _ = cors_axum::with_policy::<_, ()>(Read).any(|| async {{}});
            let _ = cors_axum::with_policy::<_, ()>(Trusted).get(|| async {{}});
            let _: cors_axum::CorsMethodRouter = cors_axum::routes![get(list)];
        }}",
        list("https"),
        list("http"),
    );
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("long_list.rs");
    fs::write(&file, program).expect("a file");
    file
}

#[test]
fn every_rule_has_a_mistake_that_names_it() {
    let shown: String = TOPICS.iter().flat_map(|topic| files(topic, "stderr")).map(|file| read(&file)).collect();
    for rule in Rule::ALL {
        assert!(shown.contains(&format!("[{rule}]")), "no `.stderr` file shows the rule `{rule}`");
        assert!(cases("rules").join(format!("{rule}.rs")).exists(), "no `cases/rules/{rule}.rs`");
    }
}

#[test]
fn every_message_of_a_rule_ends_with_its_address() {
    let mut found = 0;
    for file in TOPICS.iter().flat_map(|topic| files(topic, "stderr")) {
        for message in format!("\n{}", read(&file)).split("\nerror").skip(1) {
            let rule = Rule::ALL.iter().find(|rule| message.contains(&format!("[{rule}]\n")));
            let see = rule.map(|rule| format!("see: {}", rule.address()));
            let lines = message.lines().map(|line| line.trim_start().trim_start_matches("= note: "));
            let shown: Vec<_> = lines.filter(|line| line.contains("see: ")).collect();
            assert_eq!(shown, see.iter().collect::<Vec<_>>(), "{}: error{message}", file.display());
            found += shown.len();
        }
    }
    assert!(found > 200, "{found}");
}

#[test]
fn every_mistake_is_in_a_topic_that_is_run() {
    let mut folders: Vec<_> = fs::read_dir(cases("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    folders.sort();
    let mut run: Vec<_> = TOPICS.iter().chain(&["pass"]).map(Into::into).collect::<Vec<std::ffi::OsString>>();
    run.sort();
    assert_eq!(folders, run);
}

#[test]
fn the_readme_shows_what_the_compiler_says() {
    let readme = include_str!("../../README.md");
    for file in files("readme", "stderr") {
        let case = file.with_extension("rs");
        let name = case.file_name().expect("a name").to_string_lossy();
        let shown = read(&file).replace(&format!("cases/readme/{name}"), "src/main.rs");
        assert!(readme.contains(&format!("```text\n{shown}```\n")), "the README does not show\n{shown}");
    }
}

#[test]
fn messages_keep_the_internals_to_themselves() {
    let unavoidable = [
        "the trait `HttpServiceFactory` is implemented for `cors_actix::__private::Services<D>`",
        "required for `cors_actix::__private::Services<_>` to implement `HttpServiceFactory`",
        "required by a bound in `cors_actix::__private::AttributeGuards::with`",
        "required by a bound in `cors_actix::__private::<impl cors_actix::__private::Mount>::handler`",
        "required by this bound in `cors_actix::__private::<impl Mount>::handler`",
        "required by a bound in `cors_axum::__private::Asked::new`",
        "required by a bound in `cors_axum::__private::on`",
        "required by a bound in `cors_axum::__private::on_post`",
        "required by a bound in `cors_axum::__private::documented`",
        "required by a bound in `cors_actix::__private::Entry::on`",
        "required by a bound in `cors_actix::__private::Entry::on_post`",
        "required by a bound in `cors_actix::__private::Entry::on_wrapped_post`",
        "required by a bound in `cors_actix::__private::Entry::any`",
        "required by a bound in `cors_actix::__private::Services::<D>::__group`",
        "required by a bound in `cors_actix::__private::Services::<D>::of`",
        "C: Annotated<D, Carried: Carries<Methods: ForOneMethod, Forms: SafeToPost>>,",
        "C: Annotated<D, Carried: Carries<Methods: ForOneMethod>>,",
        "C: Annotated<D, Carried: Carries<Forms: SafeToPost>>,",
        "evaluation of `<no_body as cors_actix::__private::Companion>::POLICY::_` failed here",
        "evaluation of `<without_json as cors_actix::__private::Companion>::POLICY::_` failed here",
    ];
    // rustc names the trait and the type that are missing, whatever the trait says about itself.
    let is_missing_trait = |line: &str| {
        line.trim_start_matches([' ', '=']).starts_with("help: the trait `")
            && line.contains("` is not implemented for `")
    };
    // What only a build finds, rustc reports with the instances of functions in which it has found it.
    let is_of_a_build = |file: &PathBuf| file.ends_with("defaults_in_a_build.stderr");
    for file in TOPICS.iter().flat_map(|topic| files(topic, "stderr")).filter(|file| !is_of_a_build(file)) {
        let shown: String =
            read(&file).lines().filter(|line| !is_missing_trait(line)).flat_map(|line| [line, "\n"]).collect();
        let shown = unavoidable.iter().fold(shown, |shown, line| shown.replace(line, ""));
        for internal in ["__private", "__cors", "Annotated", "override_problem"] {
            assert!(!shown.contains(internal), "{} mentions `{internal}`", file.display());
        }
    }
}

/// Whether messages can be compared. On another compiler they differ without anything being wrong; skipping says so.
fn is_pinned_compiler() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(&rustc).arg("--version").output();
    let version = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let version = version.unwrap_or_else(|error| format!("{} does not run: {error}", rustc.to_string_lossy()));
    if version.split(' ').nth(1) == Some(COMPILER) {
        return true;
    }
    assert!(
        env::var_os("CORS_REQUIRE_UI").is_none_or(|value| value != "1"),
        "the UI tests compare the words of rustc {COMPILER}, and this is `{version}`: CORS_REQUIRE_UI=1 does not let them be \
         skipped. Run with rustc {COMPILER}, or move the constant `COMPILER` of tests/ui/messages.rs and the `.stderr` files on"
    );
    // Past the test harness, which swallows what a passing test prints.
    let _ = writeln!(
        std::io::stderr(),
        "\n\
         ======================================================================\n\
         UI TESTS SKIPPED: no error message was looked at.\n\
         They compare the words of rustc {COMPILER}; this is\n\
         {version}.\n\
         ======================================================================\n"
    );
    false
}

fn cases(topic: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(topic)
}

fn files(topic: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(cases(topic)).unwrap_or_else(|error| panic!("cases/{topic}: {error}"));
    let files = entries.map(|entry| entry.unwrap().path());
    files.filter(|file| file.extension().is_some_and(|found| found == extension)).collect()
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
