//! The rows of the frameworks that are not written in Rust: each option has one, and what it says to write here compiles.

use std::{collections::BTreeSet, fs};

use cors_core::PolicyOption;

use super::{DOCUMENT, errors, names};
use crate::documents::root;

/// The attributes of Spring's `@CrossOrigin`, and the setters of `CorsConfiguration`, as of Spring Framework 7.0.
const SPRING: [&str; 20] = [
    "origins",
    "originPatterns",
    "allowedHeaders",
    "exposedHeaders",
    "methods",
    "allowCredentials",
    "allowPrivateNetwork",
    "maxAge",
    "setAllowedOrigins",
    "setAllowedOriginPatterns",
    "setAllowedHeaders",
    "setExposedHeaders",
    "setAllowedMethods",
    "setAllowCredentials",
    "setAllowPrivateNetwork",
    "setMaxAge",
    "applyPermitDefaultValues",
    "combine",
    "addCorsMappings",
    "CorsConfigurationSource",
];

/// The methods of ASP.NET Core's `CorsPolicyBuilder`, and the ways to apply a policy, as of .NET 10.
const ASP_NET: [&str; 18] = [
    "WithOrigins",
    "AllowAnyOrigin",
    "SetIsOriginAllowed",
    "SetIsOriginAllowedToAllowWildcardSubdomains",
    "WithMethods",
    "AllowAnyMethod",
    "WithHeaders",
    "AllowAnyHeader",
    "WithExposedHeaders",
    "AllowCredentials",
    "DisallowCredentials",
    "SetPreflightMaxAge",
    "AddPolicy",
    "AddDefaultPolicy",
    "EnableCors",
    "DisableCors",
    "RequireCors",
    "ICorsPolicyProvider",
];

/// The rows of the table of a section, cell by cell.
fn rows<'t>(document: &'t str, section: &str) -> Vec<Vec<&'t str>> {
    let section = document.split(&format!("\n## {section}\n")).nth(1).expect("the section");
    let lines = section.lines().take_while(|line| !line.starts_with("## ")).filter(|line| line.starts_with("| "));
    lines.skip(1).map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect()).collect()
}

/// The texts between backquotes.
fn codes(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn every_option_of_the_others_has_a_row() {
    let document = fs::read_to_string(root().join(DOCUMENT)).expect("the document");
    for (section, options, site) in [
        ("Spring", SPRING.as_slice(), "https://docs.spring.io/"),
        ("ASP.NET Core", ASP_NET.as_slice(), "https://learn.microsoft.com/"),
    ] {
        let rows = rows(&document, section);
        let mut named = BTreeSet::new();
        for row in &rows {
            let [there, here, difference] = row.as_slice() else { panic!("three cells: {row:?}") };
            named.extend(codes(there).map(|code| code.split(['(', ' ', '<']).next().unwrap_or_default()));
            assert!(difference.contains(site), "{section}: {there}: {difference} links to the documentation");
            for code in codes(here) {
                check(code);
            }
        }
        for option in options {
            let is_there = named.iter().any(|name| name.trim_matches(['@', '[', ']']) == *option);
            assert!(is_there, "{section}: {option} is not among {named:?}");
        }
    }
}

/// Options of the attribute are valid, beside origins where they need some. Everything else is a rule, or a name.
fn check(code: &str) {
    let option = code.split(['=', ',', '(', ' ']).next().unwrap_or_default();
    let is_option = PolicyOption::ALL.iter().any(|known| known.to_string() == option);
    if names().any(|rule| rule == code) || !is_option || option == "allow" {
        return;
    }
    let stands_alone = matches!(option, "origins" | "policy" | "same_origin");
    let attribute =
        if stands_alone { code.to_owned() } else { format!("origins = [\"https://app.example.com\"], {code}") };
    assert_eq!(errors(&attribute), "", "{attribute}");
}
