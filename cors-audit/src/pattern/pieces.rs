//! The pieces of a pattern.

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text that a path has as it is.
    Literal(String),
    /// A parameter.
    Param { name: String, form: Form },
}

/// The values of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// `{id}`: a segment or a part of one.
    Segment,
    /// `{*rest}` of axum: the rest of the path, which is not empty.
    Rest,
    /// `{tail}*` of actix-web: the rest of the path.
    Tail,
    /// `{id:\d+}` of actix-web: what a regular expression matches.
    Regex(String),
}

impl Form {
    /// The regular expression of its values.
    pub(super) fn regex(&self) -> String {
        match self {
            Form::Segment => "[^/]+".to_owned(),
            Form::Rest => ".+".to_owned(),
            Form::Tail => ".*".to_owned(),
            Form::Regex(regex) => format!("(?:{regex})"),
        }
    }
}

/// Splits a pattern. The error is the part that is not closed.
pub(super) fn pieces(pattern: &str) -> Result<Vec<Piece>, &str> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        // axum: doubled braces are literal.
        if (c == '{' || c == '}') && after.starts_with(c) {
            literal.push(c);
            rest = after.get(1..).unwrap_or_default();
        } else if c == '{' {
            let (inside, behind) = closed(after).ok_or(rest)?;
            if !literal.is_empty() {
                pieces.push(Piece::Literal(std::mem::take(&mut literal)));
            }
            let (param, behind) = param(inside, behind);
            pieces.push(param);
            rest = behind;
        } else {
            literal.push(c);
            rest = after;
        }
    }
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal));
    }
    Ok(pieces)
}

/// Splits at the brace that closes a parameter: a regular expression may contain pairs of braces.
fn closed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 1_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((text.get(..at)?, text.get(at + 1..)?));
        }
    }
    None
}

fn param<'p>(inside: &str, behind: &'p str) -> (Piece, &'p str) {
    let (name, form, behind) = match (inside.strip_prefix('*'), inside.split_once(':')) {
        (Some(name), _) => (name, Form::Rest, behind),
        (None, Some((name, regex))) => (name, Form::Regex(regex.to_owned()), behind),
        (None, None) if behind == "*" => (inside, Form::Tail, ""),
        (None, None) => (inside, Form::Segment, behind),
    };
    (Piece::Param { name: name.to_owned(), form }, behind)
}
