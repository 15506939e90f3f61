//! One argument: a name, and the tokens that are its value.

use cors_core::{IssueKind, PolicyOption, Rule};
use proc_macro2::{Delimiter, Group, Ident, TokenTree};

use super::values::{malformed, no_value, string};
use crate::report::place::Place;
use crate::syntax::chunks::Chunk;
use crate::syntax::tokens::is_punct;

/// `name`, `name = value` or `name(list)`.
pub(crate) struct Argument<'a> {
    pub(crate) option: PolicyOption,
    pub(crate) name: &'a Ident,
    pub(crate) value: Value<'a>,
}

pub(crate) enum Value<'a> {
    Nothing,
    Equals(&'a [TokenTree]),
    Parenthesised(&'a Group),
}

pub(crate) fn argument(chunk: &Chunk) -> Result<Argument<'_>, (Place, IssueKind)> {
    let Some((first, rest)) = chunk.tokens().split_first() else {
        return Err((chunk.place, malformed("an option in front of this comma")));
    };
    let TokenTree::Ident(name) = first else {
        let expected = malformed("an option, such as `origins = [\"https://app.example.com\"]` or `credentials`");
        return Err((chunk.place, expected));
    };
    let Some(option) = PolicyOption::from_name(&name.to_string()) else {
        let nearest = PolicyOption::nearest(&name.to_string());
        return Err((name.span().into(), IssueKind::UnknownOption { name: name.to_string(), nearest }));
    };
    let value = match rest {
        [] => Value::Nothing,
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => Value::Parenthesised(group),
        [equals, value @ ..] if is_punct(equals, '=') => {
            if let Some(missing) = missing_comma(value) {
                return Err(missing);
            }
            Value::Equals(value)
        }
        [TokenTree::Ident(next), ..] => return Err((next.span().into(), malformed("a comma in front of this"))),
        _ => return Err((chunk.place, no_value(option, rest))),
    };
    Ok(Argument { option, name, value })
}

/// Whether a chunk is one more string behind a list that has no brackets, as in `origins = "…", "…"`.
pub(crate) fn continues_list(before: Option<&Chunk>, chunk: &Chunk) -> bool {
    let is_string = |tokens: &[TokenTree]| string(tokens).is_some();
    is_string(chunk.tokens())
        && before.is_some_and(|before| match before.tokens() {
            [TokenTree::Ident(_), equals, value @ ..] => is_punct(equals, '=') && is_string(value),
            tokens => is_string(tokens),
        })
}

/// The token that no comma stands in front of: after a literal or a list, an expression that is any good has ended.
pub(crate) fn missing_comma(value: &[TokenTree]) -> Option<(Place, IssueKind)> {
    match value {
        [first, next @ (TokenTree::Ident(_) | TokenTree::Literal(_)), ..] if ends_value(first) => {
            Some((next.span().into(), malformed("a comma in front of this")))
        }
        _ => None,
    }
}

fn ends_value(token: &TokenTree) -> bool {
    match token {
        TokenTree::Literal(_) => true,
        TokenTree::Group(group) => group.delimiter() == Delimiter::Bracket,
        _ => false,
    }
}

/// `DuplicateOption` for what is no option.
pub(crate) fn given_twice(what: &str) -> String {
    format!("`{what}` is given twice [{}]\n\nhelp: keep one of the two", Rule::DuplicateOption)
}

pub(crate) fn flag(option: PolicyOption, value: &Value<'_>) -> IssueKind {
    if matches!(value, Value::Equals([TokenTree::Ident(value)]) if value == "false") {
        return malformed("no value: the option is a flag, off unless it is written");
    }
    let corrected = Some(option.name().to_owned());
    IssueKind::MalformedOption { expected: "no value: the option is a flag", corrected }
}
