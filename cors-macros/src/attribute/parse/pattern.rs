//! The paths that actix takes. It panics at any other, which for a handler under `#[cors]` would be when the server starts.

/// What is wrong with a path; `None`: nothing that can be seen without its regular expressions.
pub(crate) fn problem(path: &str) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    let mut rest = path;
    while let Some(start) = rest.find('{') {
        let Some((parameter, behind)) = parameter(&rest[start..]) else {
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
        if let (Some(regex), "*") = (regex, behind) {
            return Some(format!(
                "a regular expression and `*`\n\nhelp: write {{{name}}}* for whatever follows, or {{{name}:{regex}}}"
            ));
        }
        names.push(name);
        rest = behind;
    }
    (names.len() > MOST).then(|| format!("{} parameters\n\nnote: a path has at most {MOST}", names.len()))
}

/// actix's `MAX_DYNAMIC_SEGMENTS`.
const MOST: usize = 16;

/// What stands between the braces that `path` begins with, and what follows them. Braces can nest, as in `{id:\d{6}}`.
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

/// Whether it can name a group of a regular expression.
fn is_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first == '_' || first.is_alphabetic())
        && letters.all(|c| matches!(c, '_' | '.' | '[' | ']') || c.is_alphanumeric())
}
