//! The values of options, and the issues of malformed ones.

use cors_core::{__private::is_reflection_keyword, IssueKind, MaxAgeSpec, PolicyOption};
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::{
    Lit, LitStr, Path,
    parse::{Parse, Parser},
};

use crate::syntax::chunks::{Chunk, chunks};
use crate::syntax::tokens::{is_one_of, is_punct};

/// The elements of a list.
#[derive(Clone, Copy)]
pub(crate) enum Element {
    String,
    Method,
}

impl Element {
    pub(crate) fn parse(self, chunk: &Chunk) -> Option<String> {
        match (self, chunk.tokens()) {
            (Element::Method, [TokenTree::Ident(method)]) => Some(method.to_string()),
            // Only a method that is not an identifier, such as `M-SEARCH`, needs quotes.
            (Element::Method, tokens) => text(tokens).filter(|text| syn::parse_str::<Ident>(text).is_err()),
            (Element::String, tokens) => text(tokens),
        }
    }

    /// Returns the issue of an element that [`Element::parse`] could not read.
    pub(crate) fn issue(self, option: PolicyOption, chunk: &Chunk) -> IssueKind {
        let tokens = chunk.tokens();
        match self {
            _ if tokens.is_empty() => malformed("an element before this comma"),
            Element::String if is_constant(tokens) => not_literal(option, tokens),
            Element::String if is_origins(option) && reflects(tokens) => {
                IssueKind::UnvalidatedReflection { written: source(tokens) }
            }
            Element::String if is_origins(option) => {
                malformed(r#"an origin in quotes, such as "https://app.example.com""#)
            }
            Element::String if option == PolicyOption::Hosts => {
                malformed(r#"a host in quotes, such as "api.example.com""#)
            }
            Element::String => malformed(r#"a header name in quotes, such as "content-type""#),
            Element::Method => {
                // `"GET"` or `Method::GET`.
                let corrected = match tokens {
                    [.., TokenTree::Ident(last)] => Some(last.to_string()),
                    _ => text(tokens),
                };
                IssueKind::MalformedOption { expected: "a method without quotes", corrected, not_literal: None }
            }
        }
    }
}

/// Returns the issue of tokens that are not a list.
pub(crate) fn no_list(option: PolicyOption, tokens: &[TokenTree]) -> IssueKind {
    if is_origins(option) && reflects(tokens) {
        return IssueKind::UnvalidatedReflection { written: source(tokens) };
    }
    if option != PolicyOption::Methods && is_constant(tokens) {
        return not_literal(option, tokens);
    }
    let corrected = corrected_list(option, tokens);
    IssueKind::MalformedOption { expected: form(option), corrected, not_literal: None }
}

/// Returns the issue of a constant or a macro call in the place of a literal.
fn not_literal(option: PolicyOption, tokens: &[TokenTree]) -> IssueKind {
    // The constants of the crate `http` have the names of their headers: `header::CONTENT_TYPE`.
    let corrected = match tokens {
        [.., TokenTree::Ident(module), _, _, TokenTree::Ident(name)] if module == "header" => {
            Some(name.to_string().to_ascii_lowercase().replace('_', "-"))
        }
        _ => None,
    };
    IssueKind::MalformedOption { expected: form(option), corrected, not_literal: Some(source(tokens)) }
}

/// Returns whether tokens are the path of a constant, or the call of a macro whose output is not known here.
fn is_constant(tokens: &[TokenTree]) -> bool {
    match tokens {
        [path @ .., bang, TokenTree::Group(_)] if is_punct(bang, '!') => {
            !matches!(path, [TokenTree::Ident(name)] if name == "vec")
        }
        [.., TokenTree::Ident(name)] => {
            let is_part = |token: &TokenTree| matches!(token, TokenTree::Ident(_)) || is_punct(token, ':');
            tokens.iter().all(is_part) && !name.to_string().contains(|c: char| c.is_lowercase())
        }
        _ => false,
    }
}

/// Returns the list that was probably meant by a single string, or by `&[…]`, `vec![…]`, `(…)` and the like.
fn corrected_list(option: PolicyOption, tokens: &[TokenTree]) -> Option<String> {
    let elements = match (tokens, text(tokens)) {
        (_, Some(text)) => vec![text],
        // The strings of another macro are not elements.
        ([TokenTree::Ident(name), bang, _], None) if is_punct(bang, '!') && name != "vec" => return None,
        ([.., TokenTree::Group(group)], None) => {
            chunks(group.stream()).iter().map(|chunk| text(chunk.tokens())).collect::<Option<_>>()?
        }
        _ => return None,
    };
    if elements.is_empty() || elements.contains(&String::new()) {
        return None;
    }
    let elements: Vec<_> = match option {
        PolicyOption::Methods => elements,
        _ => elements.iter().map(|text| format!("{text:?}")).collect(),
    };
    Some(format!("{option} = [{}]", elements.join(", ")))
}

pub(crate) fn malformed(expected: &'static str) -> IssueKind {
    IssueKind::MalformedOption { expected, corrected: None, not_literal: None }
}

fn is_origins(option: PolicyOption) -> bool {
    matches!(option, PolicyOption::Origins | PolicyOption::DevOrigins)
}

/// Returns whether tokens in place of origins are a closure, a call, or a keyword such as `mirror`: each would allow unknown origins.
fn reflects(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Literal(_)] => text(tokens).is_some_and(|text| is_reflection_keyword(&text)),
        [first, ..] if is_punct(first, '|') => true,
        [TokenTree::Ident(first), ..] if is_one_of(first, &["move", "async", "static", "fn"]) => true,
        // A macro can be a list or a literal.
        [.., bang, TokenTree::Group(_)] if is_punct(bang, '!') => false,
        [_, .., TokenTree::Group(last)] => last.delimiter() == Delimiter::Parenthesis,
        // `mirror` or `Any`, but not the static `ANY`.
        [.., TokenTree::Ident(word)] => {
            let word = word.to_string();
            word.contains(|c: char| c.is_ascii_lowercase()) && is_reflection_keyword(&word.to_ascii_lowercase())
        }
        _ => false,
    }
}

/// Returns whether tokens in place of origins are the path of a source. rustc checks that it is one.
pub(crate) fn is_source(tokens: &[TokenTree]) -> bool {
    let is_part = |token: &TokenTree| matches!(token, TokenTree::Ident(_)) || is_punct(token, ':');
    !tokens.is_empty() && tokens.iter().all(is_part) && !reflects(tokens)
}

/// Returns the source text of tokens, on one line.
pub(crate) fn source(tokens: &[TokenTree]) -> String {
    const MAX_LENGTH: usize = 60;
    if let Some(text) = text(tokens) {
        return text;
    }
    let text = tokens.iter().cloned().collect::<TokenStream>().to_string();
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" :: ", "::").replace("! ", "!");
    if let Some((before, (arguments, body))) =
        text.split_once('|').and_then(|(before, rest)| Some((before, rest.split_once('|')?)))
    {
        text = format!("{before}|{}|{body}", arguments.trim());
    }
    match text.char_indices().nth(MAX_LENGTH) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Returns the issue of tokens that are not a value of the option.
pub(crate) fn no_value(option: PolicyOption, tokens: &[TokenTree]) -> IssueKind {
    match option {
        PolicyOption::Origins
        | PolicyOption::DevOrigins
        | PolicyOption::AllowHeaders
        | PolicyOption::ExposeHeaders
        | PolicyOption::Hosts
        | PolicyOption::Methods => no_list(option, tokens),
        _ => malformed(form(option)),
    }
}

/// Describes the values of an option.
fn form(option: PolicyOption) -> &'static str {
    match option {
        PolicyOption::Origins => {
            r#"a list of origins: `origins = ["https://app.example.com"]`, or `origins = "*"`, or the path of a source"#
        }
        PolicyOption::DevOrigins => r#"a list of origins: `dev_origins = ["http://localhost:5173"]`"#,
        PolicyOption::AllowHeaders => {
            r#"a list of header names: `allow_headers = ["content-type"]`, or `allow_headers = "*"`"#
        }
        PolicyOption::ExposeHeaders => {
            r#"a list of header names: `expose_headers = ["x-total-count"]`, or `expose_headers = "*"`"#
        }
        PolicyOption::Hosts => r#"a list of hosts: `hosts = ["api.example.com", "localhost:*"]`"#,
        PolicyOption::MaxAge => r#"`max_age = "2h"` (units `h`, `m`, `s`) or a number of seconds"#,
        PolicyOption::Methods => "a list of methods: `methods = [GET, POST]`",
        PolicyOption::Policy => "the path of a named policy: `policy = Frontend`",
        PolicyOption::Companion => "a name: `companion = ListUsers`",
        PolicyOption::Crate => "the path of a crate: `crate = ::my::reexport`",
        PolicyOption::Allow => r#"a rule and a reason: `allow(insecure_origin, reason = "…")`"#,
        option => option.form(),
    }
}

pub(crate) fn string(tokens: &[TokenTree]) -> Option<LitStr> {
    match tokens {
        [TokenTree::Literal(literal)] => match Lit::new(literal.clone()) {
            Lit::Str(text) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

fn text(tokens: &[TokenTree]) -> Option<String> {
    string(tokens).map(|text| text.value())
}

pub(crate) fn path(option: PolicyOption, tokens: &[TokenTree]) -> Result<Path, IssueKind> {
    unquoted(option, tokens, Path::parse_mod_style, |text| syn::parse_str::<Path>(text).is_ok())
}

/// Parses the name of an item.
pub(crate) fn name(tokens: &[TokenTree]) -> Result<Ident, IssueKind> {
    unquoted(PolicyOption::Companion, tokens, Ident::parse, |text| syn::parse_str::<Ident>(text).is_ok())
}

/// Parses a value. If it is in quotes, the issue proposes it without.
fn unquoted<T>(
    option: PolicyOption,
    tokens: &[TokenTree],
    parser: impl Parser<Output = T>,
    is_valid: impl Fn(&str) -> bool,
) -> Result<T, IssueKind> {
    parser.parse2(tokens.iter().cloned().collect()).map_err(|_| {
        let corrected = text(tokens).filter(|text| is_valid(text)).map(|text| format!("{option} = {text}"));
        IssueKind::MalformedOption { expected: form(option), corrected, not_literal: None }
    })
}

pub(crate) fn max_age(tokens: &[TokenTree]) -> Result<MaxAgeSpec, IssueKind> {
    if let Some(text) = text(tokens) {
        return Ok(MaxAgeSpec::Text(text));
    }
    let out_of_range = || IssueKind::MaxAgeOutOfRange { value: source(tokens).replace(' ', "") };
    match tokens {
        [TokenTree::Literal(literal)] => match Lit::new(literal.clone()) {
            Lit::Int(seconds) if seconds.suffix().is_empty() => {
                seconds.base10_parse::<u64>().map(MaxAgeSpec::Seconds).map_err(|_| out_of_range())
            }
            Lit::Int(number) => {
                let digits = number.base10_digits();
                let corrected = match number.suffix() {
                    unit @ ("h" | "m" | "s") => format!("max_age = \"{digits}{unit}\""),
                    _ => format!("max_age = {digits}"),
                };
                let expected = form(PolicyOption::MaxAge);
                Err(IssueKind::MalformedOption { expected, corrected: Some(corrected), not_literal: None })
            }
            _ => Err(malformed(form(PolicyOption::MaxAge))),
        },
        [minus, TokenTree::Literal(_)] if is_punct(minus, '-') => Err(out_of_range()),
        [] => Err(malformed(form(PolicyOption::MaxAge))),
        _ => Err(not_literal(PolicyOption::MaxAge, tokens)),
    }
}
