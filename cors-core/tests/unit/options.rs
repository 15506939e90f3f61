//! The names of options.

use super::PolicyOption;

#[test]
fn the_nearest_option_to_a_misspelt_name_is_found() {
    for (typed, meant) in [
        ("origns", "origins"),
        ("origin", "origins"),
        ("credential", "credentials"),
        ("allow_header", "allow_headers"),
        ("maxage", "max_age"),
        ("method", "methods"),
        ("allow_methods", "methods"),
        ("allowed_methods", "methods"),
        ("ori", "origins"),
    ] {
        assert_eq!(PolicyOption::nearest(typed).map(PolicyOption::name), Some(meant), "{typed}");
    }
    assert_eq!(PolicyOption::nearest("flurb"), None);
    // `max_age` or `methods`.
    assert_eq!(PolicyOption::nearest("m"), None);
}

/// The tables of the adapters are compared with every row where both are: in `cors-tests`.
#[test]
fn a_row_has_a_value_and_its_meaning() {
    let (value, meaning) = PolicyOption::Credentials.row();
    assert_eq!(value, "flag");
    assert!(meaning.ends_with("`Access-Control-Allow-Credentials: true`"), "{meaning}");
}
