//! One argument of the attribute.

use cors_core::{Enforcement, IssueKind, PolicyOption, Rule};
use proc_macro2::{Delimiter, Group, Ident, TokenTree};

use super::values::{malformed, no_value, string};
use crate::report::{message, span_range::SpanRange};
use crate::syntax::chunks::Chunk;
use crate::syntax::tokens::is_punct;

/// `name`, `name = value` or `name(list)`.
pub(crate) struct Argument<'a> {
    pub(crate) option: PolicyOption,
    pub(crate) name: &'a Ident,
    pub(crate) value: Value<'a>,
}

pub(crate) enum Value<'a> {
    None,
    Equals(&'a [TokenTree]),
    Parenthesised(&'a Group),
}

pub(crate) fn argument(chunk: &Chunk) -> Result<Argument<'_>, (SpanRange, IssueKind)> {
    let (name, rest) = match chunk.tokens() {
        [] => return Err((chunk.span, malformed("an option before this comma"))),
        [TokenTree::Ident(name), rest @ ..] => (name, rest),
        _ => {
            let expected = "an option, such as `origins = [\"https://app.example.com\"]` or `credentials`";
            return Err((chunk.span, malformed(expected)));
        }
    };
    let Some(option) = PolicyOption::from_name(&name.to_string()) else {
        let nearest = PolicyOption::nearest(&name.to_string());
        return Err((name.span().into(), IssueKind::UnknownOption { name: name.to_string(), nearest }));
    };
    let value = match rest {
        [] => Value::None,
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => Value::Parenthesised(group),
        [equals, value @ ..] if is_punct(equals, '=') => match missing_comma(value) {
            Some(error) => return Err(error),
            None => Value::Equals(value),
        },
        [TokenTree::Ident(next), ..] => return Err((next.span().into(), malformed("a comma before this"))),
        _ => return Err((chunk.span, no_value(option, rest))),
    };
    Ok(Argument { option, name, value })
}

/// Returns whether a chunk is a further string of a list without brackets, as in `origins = "…", "…"`.
pub(crate) fn continues_list(before: Option<&Chunk>, chunk: &Chunk) -> bool {
    let is_string = |tokens: &[TokenTree]| string(tokens).is_some();
    is_string(chunk.tokens())
        && before.is_some_and(|before| match before.tokens() {
            [TokenTree::Ident(_), equals, value @ ..] => is_punct(equals, '=') && is_string(value),
            tokens => is_string(tokens),
        })
}

/// Returns an error if a comma is missing after the first token: no valid value continues after a literal or a list.
pub(crate) fn missing_comma(value: &[TokenTree]) -> Option<(SpanRange, IssueKind)> {
    let [first, next @ (TokenTree::Ident(_) | TokenTree::Literal(_)), ..] = value else { return None };
    let is_complete = match first {
        TokenTree::Literal(_) => true,
        TokenTree::Group(group) => group.delimiter() == Delimiter::Bracket,
        _ => false,
    };
    is_complete.then(|| (next.span().into(), malformed("a comma before this")))
}

/// Returns the message of the rule `DuplicateOption` for something that is not an option.
pub(crate) fn duplicate(what: &str) -> String {
    message::of_rule(Rule::DuplicateOption, &format!("`{what}` is given twice"), "keep one of the two")
}

/// Parses `enforce` and `enforce = "report"`.
pub(crate) fn enforcement(value: &Value<'_>) -> Result<Enforcement, IssueKind> {
    let expected = "`enforce`, or `enforce = \"report\"` to report requests and refuse none";
    match value {
        Value::None => Ok(Enforcement::Refuse),
        Value::Equals(tokens) if string(tokens).is_some_and(|text| text.value() == "report") => Ok(Enforcement::Report),
        Value::Equals([TokenTree::Ident(word)]) if word == "true" => Err(flag_with_value(PolicyOption::Enforce, value)),
        Value::Equals([TokenTree::Ident(word)]) if word == "false" => {
            Err(malformed("nothing: `enforce` is off unless it is written"))
        }
        Value::Equals(tokens) => {
            let written = tokens.iter().map(ToString::to_string).collect::<String>().to_ascii_lowercase();
            let is_text = string(tokens).is_some();
            let corrected = (is_text || written.contains("report")).then(|| "enforce = \"report\"".to_owned());
            Err(IssueKind::MalformedOption { expected, corrected, not_literal: None })
        }
        Value::Parenthesised(_) => Err(malformed(expected)),
    }
}

/// Returns the issue of a flag with a value.
pub(crate) fn flag_with_value(option: PolicyOption, value: &Value<'_>) -> IssueKind {
    if matches!(value, Value::Equals([TokenTree::Ident(value)]) if value == "false") {
        return malformed("no value: the option is a flag, off unless it is written");
    }
    let corrected = Some(option.name().to_owned());
    IssueKind::MalformedOption { expected: "no value: the option is a flag", corrected, not_literal: None }
}
