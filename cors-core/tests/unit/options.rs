//! The names of options.

use super::PolicyOption;

#[test]
fn a_misspelt_option_leads_to_the_one_that_was_meant() {
    for (typed, meant) in [
        ("origns", "origins"),
        ("origin", "origins"),
        ("credential", "credentials"),
        ("allow_header", "allow_headers"),
        ("maxage", "max_age"),
        ("method", "methods"),
        ("ori", "origins"),
    ] {
        assert_eq!(PolicyOption::nearest(typed).map(PolicyOption::name), Some(meant), "{typed}");
    }
    assert_eq!(PolicyOption::nearest("flurb"), None);
    // `max_age` or `methods`.
    assert_eq!(PolicyOption::nearest("m"), None);
}
