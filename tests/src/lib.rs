//! The tools that the folders of tests share. The examples of the documents are compiled here, too.

pub mod browser;
pub mod driver;
pub mod exchange;
pub mod frameworks;
pub mod mutant;
pub mod schema;

/// The examples of the rules, as doctests.
#[cfg(doctest)]
#[path = "../../docs/guide/rules.rs"]
mod rules;

/// The examples of the documents, as doctests.
#[cfg(doctest)]
mod documents {
    #[doc = include_str!("../../README.md")]
    mod readme {}
    #[doc = include_str!("../../docs/ecosystem.md")]
    mod ecosystem {}
    mod guide {
        #[doc = include_str!("../../docs/guide/README.md")]
        mod index {}
        #[doc = include_str!("../../docs/guide/first-steps.md")]
        mod first_steps {}
        #[doc = include_str!("../../docs/guide/add-to-axum.md")]
        mod add_to_axum {}
        #[doc = include_str!("../../docs/guide/add-to-actix.md")]
        mod add_to_actix {}
        #[doc = include_str!("../../docs/guide/cors.md")]
        mod cors {}
        #[doc = include_str!("../../docs/guide/requests.md")]
        mod requests {}
        #[doc = include_str!("../../docs/guide/credentials.md")]
        mod credentials {}
        #[doc = include_str!("../../docs/guide/caching.md")]
        mod caching {}
        #[doc = include_str!("../../docs/guide/how-it-works.md")]
        mod how_it_works {}
        #[doc = include_str!("../../docs/guide/origins.md")]
        mod origins {}
        #[doc = include_str!("../../docs/guide/environments.md")]
        mod environments {}
        #[doc = include_str!("../../docs/guide/run-time-origins.md")]
        mod run_time_origins {}
        #[doc = include_str!("../../docs/guide/authentication.md")]
        mod authentication {}
        #[doc = include_str!("../../docs/guide/enforce.md")]
        mod enforce {}
        #[doc = include_str!("../../docs/guide/websockets.md")]
        mod websockets {}
        #[doc = include_str!("../../docs/guide/local-servers.md")]
        mod local_servers {}
        #[doc = include_str!("../../docs/guide/own-front-end.md")]
        mod own_front_end {}
        #[doc = include_str!("../../docs/guide/single-page-applications.md")]
        mod single_page_applications {}
        #[doc = include_str!("../../docs/guide/public-api.md")]
        mod public_api {}
        #[doc = include_str!("../../docs/guide/tenants.md")]
        mod tenants {}
        #[doc = include_str!("../../docs/guide/native-apps.md")]
        mod native_apps {}
        #[doc = include_str!("../../docs/guide/axum.md")]
        mod axum {}
        #[doc = include_str!("../../docs/guide/actix-web.md")]
        mod actix_web {}
        #[doc = include_str!("../../docs/guide/libraries.md")]
        mod libraries {}
        #[doc = include_str!("../../docs/guide/tests.md")]
        mod tests {}
        #[doc = include_str!("../../docs/guide/review.md")]
        mod review {}
        #[doc = include_str!("../../docs/guide/audit.md")]
        mod audit {}
        #[doc = include_str!("../../docs/guide/panel.md")]
        mod panel {}
        #[doc = include_str!("../../docs/guide/events.md")]
        mod events {}
        #[doc = include_str!("../../docs/guide/troubleshooting.md")]
        mod troubleshooting {}
        #[doc = include_str!("../../docs/guide/from-tower-http.md")]
        mod from_tower_http {}
        #[doc = include_str!("../../docs/guide/from-actix-cors.md")]
        mod from_actix_cors {}
    }
    #[doc = include_str!("../../docs/inventory.md")]
    mod inventory {}
    #[doc = include_str!("../../docs/peers.md")]
    mod peers {}
    #[doc = include_str!("../../docs/proxies.md")]
    mod proxies {}
    #[doc = include_str!("../../docs/security.md")]
    mod security {}
}

#[cfg(test)]
mod tests {
    use cors_browser::{Explain, PageRequest};
    use cors_core::{MaxAgeSpec, PolicyOption, PolicySpec, Reason, Rule};

    const README: &str = include_str!("../../README.md");
    const OF_AXUM: &str = include_str!("../../cors-axum/docs/attribute.md");
    const OF_ACTIX: &str = include_str!("../../cors-actix/docs/attribute.md");
    const EVENTS: &str = include_str!("../../docs/guide/events.md");
    const TESTS: &str = include_str!("../../docs/guide/tests.md");
    const RULES: &str = include_str!("../../docs/rules.md");

    /// A chapter that is not in the list above would not be compiled.
    #[test]
    fn every_document_is_compiled() {
        let source = include_str!("lib.rs");
        for folder in ["../docs", "../docs/guide"] {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let name = entry.expect("an entry").file_name().into_string().expect("a name");
                let include = format!("include_str!(\"../{folder}/{name}\")]\n");
                let is_document = name.ends_with(".md") && name != "in-rustdoc.md" && name != "rules.md";
                assert!(!is_document || source.contains(&include), "{name} is not among the doctests");
            }
        }
    }

    /// The page of a rule.
    fn page(rule: Rule) -> String {
        let path = format!("../docs/rules/{rule}.md");
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    #[test]
    fn every_rule_has_a_page_of_its_name() {
        for &rule in Rule::ALL {
            assert!(page(rule).starts_with(&format!("# {rule}\n\n")), "{rule}");
        }
        let pages = std::fs::read_dir("../docs/rules").expect("a folder").count();
        assert_eq!(pages, Rule::ALL.len(), "a page in docs/rules is not that of a rule");
    }

    #[test]
    fn rustdoc_shows_the_pages_in_the_order_of_the_rules() {
        let pages = Rule::ALL.iter().map(|rule| format!("#![doc = include_str!(\"../rules/{rule}.md\")]\n"));
        let first = "#![doc = include_str!(\"in-rustdoc.md\")]\n#![doc = include_str!(\"../rules.md\")]\n";
        let expected = [first.to_owned()].into_iter().chain(pages).collect::<String>();
        let list = include_str!("../../docs/guide/rules.rs").split_once('\n').expect("a comment, then the pages").1;
        assert_eq!(list, expected, "docs/guide/rules.rs");
    }

    #[test]
    fn every_rule_has_a_wrong_and_a_right_example() {
        for &rule in Rule::ALL {
            let page = page(rule);
            assert!(page.contains("\n```rust,compile_fail\n"), "{rule} has no wrong example");
            assert!(page.contains("\n```rust\n"), "{rule} has no right example");
        }
    }

    /// The rows of a table of rules, each with the words behind the link to the rule's page.
    fn rows<'a>(document: &'a str, link: impl Fn(Rule) -> String) -> Vec<(Rule, &'a str)> {
        let row = |line: &'a str| {
            let rule = Rule::ALL.iter().copied().find(|&rule| line.starts_with(&link(rule)))?;
            Some((rule, line.strip_prefix(&link(rule))?))
        };
        document.lines().filter_map(row).collect()
    }

    #[test]
    fn the_readme_and_the_overview_list_every_rule_in_the_same_words() {
        let overview = rows(RULES, |rule| format!("| [`{rule}`][rules#{rule}] | "));
        assert_eq!(overview.iter().map(|(rule, _)| *rule).collect::<Vec<_>>(), Rule::ALL, "docs/rules.md");
        assert_eq!(rows(README, |rule| format!("| [`{rule}`](docs/rules/{rule}.md) | ")), overview, "README.md");
    }

    #[test]
    fn every_rule_is_in_the_table_of_its_kind() {
        let risks = RULES.find("\n## Acknowledgeable risks\n").expect("the table");
        for rule in Rule::ALL {
            let row = RULES.find(&format!("\n| [`{rule}`]")).expect("the row");
            assert_eq!(row > risks, rule.is_acknowledgeable(), "{rule}");
        }
    }

    #[test]
    fn the_readme_and_both_attributes_list_every_option() {
        for option in PolicyOption::ALL {
            for (name, document) in [("README.md", README), ("axum's", OF_AXUM), ("actix's", OF_ACTIX)] {
                let listed = document.contains(&format!("\n| `{option}` | "))
                    || document.contains(&format!("\n| `{option}(rule, reason = \"…\")` | "));
                assert!(listed, "{option} is not in the table of {name}");
            }
        }
    }

    /// Editors show these rows.
    #[test]
    fn both_attributes_say_what_editors_show() {
        for option in PolicyOption::ALL {
            let (value, meaning) = option.row();
            let row = format!("` | {value} | {meaning} |\n");
            for document in [OF_AXUM, OF_ACTIX] {
                let is_row = |line: &str| line.starts_with(&format!("| `{option}")) && line.ends_with(row.trim_end());
                assert!(document.lines().any(is_row), "{option}: {row}");
            }
        }
    }

    #[test]
    fn the_guide_lists_every_reason_in_its_words() {
        let rows: Vec<_> = EVENTS.lines().skip_while(|line| *line != "| reason | level | meaning |").skip(2).collect();
        assert_eq!(rows.iter().take_while(|row| row.starts_with('|')).count(), Reason::ALL.len());
        for (reason, row) in Reason::ALL.iter().zip(rows) {
            let (code, sentence) = (format!("| `{}` | ", reason.code()), format!(" | {reason} |"));
            assert!(row.starts_with(&code) && row.ends_with(&sentence), "{reason:?}: {row}");
        }
    }

    #[test]
    fn both_attributes_list_every_rule_that_can_be_acknowledged() {
        for document in [OF_AXUM, OF_ACTIX] {
            let section = document.split("\n# Acknowledgements\n").nth(1).expect("the section");
            let listed = section.split("Other rules cannot be acknowledged.").next().expect("the list");
            for rule in Rule::ALL {
                assert_eq!(listed.contains(&format!("`{rule}`")), rule.is_acknowledgeable(), "{rule}");
            }
        }
    }

    #[test]
    fn the_guide_shows_what_is_printed() {
        let spec = PolicySpec {
            origins: Some(vec!["https://app.example.com".to_owned()]),
            credentials: true,
            max_age: Some(MaxAgeSpec::Text("2h".to_owned())),
            ..PolicySpec::default()
        };
        let json = PageRequest::new("https://app.example.com", "PUT")
            .with_credentials()
            .header("content-type", "application/json");
        let explanation = spec.validate().expect("a valid policy").leak("Frontend").explain(&json);
        assert!(TESTS.contains(&format!("```text\n{explanation}\n```\n")), "{explanation}");
    }
}
