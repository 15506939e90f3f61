//! The path patterns of actix. It panics at malformed ones, which for an annotated handler would be when the server starts.

/// Returns an error message if a pattern is malformed. Its regular expressions are not checked.
pub(crate) fn problem(path: &str) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    let mut rest = path;
    while let Some(start) = rest.find('{') {
        let Some((parameter, after)) = parameter(&rest[start..]) else {
            return Some("`{` is not closed\n\nhelp: write {name}, or {name:regex}".to_owned());
        };
        let (name, regex) = parameter.split_once(':').map_or((parameter, None), |(name, regex)| (name, Some(regex)));
        if name.is_empty() {
            return Some("a parameter without a name\n\nhelp: write {name}, or {name:regex}".to_owned());
        }
        if !is_name(name) {
            return Some(format!(
                "`{name}` cannot be the name of a parameter\n\nhelp: use letters, digits and `_`, and begin with a letter"
            ));
        }
        if names.contains(&name) {
            return Some(format!("two parameters `{name}`\n\nhelp: give one of them another name"));
        }
        if let (Some(regex), "*") = (regex, after) {
            return Some(format!(
                "a regular expression and `*`\n\nhelp: write {{{name}}}* for whatever follows, or {{{name}:{regex}}}"
            ));
        }
        names.push(name);
        rest = after;
    }
    (names.len() > MAX_PARAMETERS)
        .then(|| format!("{} parameters\n\nnote: a path has at most {MAX_PARAMETERS}", names.len()))
}

/// actix's `MAX_DYNAMIC_SEGMENTS`.
const MAX_PARAMETERS: usize = 16;

/// Splits a path that begins with `{` into the text between the braces, which can nest as in `{id:\d{6}}`, and the rest.
fn parameter(path: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let end = path.find(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    Some((&path[1..end], &path[end + 1..]))
}

/// Returns whether a text can name a group of a regular expression.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c == '_' || c.is_alphabetic())
        && name.chars().all(|c| matches!(c, '_' | '.' | '[' | ']') || c.is_alphanumeric())
}
