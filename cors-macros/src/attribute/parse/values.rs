//! The values of options, and what is wrong with tokens that are none.

use cors_core::{__private::is_reflection_keyword, IssueKind, MaxAgeSpec, PolicyOption};
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::{Lit, LitStr, Path};

use crate::syntax::chunks::{Chunk, chunks};
use crate::syntax::tokens::is_punct;

/// What the elements of a list are.
#[derive(Clone, Copy)]
pub(crate) enum Element {
    String,
    Method,
}

impl Element {
    pub(crate) fn read(self, chunk: &Chunk) -> Option<String> {
        let text = string(chunk.tokens()).map(|text| text.value());
        match (self, chunk.tokens()) {
            (Element::String, _) => text,
            (Element::Method, [TokenTree::Ident(method)]) => Some(method.to_string()),
            // Only a method that is no identifier, such as `M-SEARCH`, needs quotes.
            (Element::Method, _) => text.filter(|text| syn::parse_str::<Ident>(text).is_err()),
        }
    }

    /// Why [`Element::read`] has found none.
    pub(crate) fn mistake(self, option: PolicyOption, chunk: &Chunk) -> IssueKind {
        let tokens = chunk.tokens();
        match self {
            _ if chunk.is_empty() => malformed("an element in front of this comma"),
            Element::String if is_origins(option) && reflects(tokens) => {
                IssueKind::UnvalidatedReflection { written: source(tokens) }
            }
            Element::String if is_origins(option) => {
                malformed(r#"an origin in quotes, such as "https://app.example.com""#)
            }
            Element::String => malformed(r#"a header name in quotes, such as "content-type""#),
            Element::Method => {
                IssueKind::MalformedOption { expected: "a method without quotes", corrected: method_name(tokens) }
            }
        }
    }
}

/// The method that was probably meant by `"GET"` or `Method::GET`.
fn method_name(tokens: &[TokenTree]) -> Option<String> {
    match tokens {
        [.., TokenTree::Ident(last)] => Some(last.to_string()),
        _ => string(tokens).map(|text| text.value()),
    }
}

/// Why `tokens` are no list.
pub(crate) fn no_list(option: PolicyOption, tokens: &[TokenTree]) -> IssueKind {
    if is_origins(option) && reflects(tokens) {
        return IssueKind::UnvalidatedReflection { written: source(tokens) };
    }
    IssueKind::MalformedOption { expected: form(option), corrected: corrected_list(option, tokens) }
}

/// The list that was probably meant by a string alone, or by `&[…]`, `vec![…]`, `(…)` and the like.
fn corrected_list(option: PolicyOption, tokens: &[TokenTree]) -> Option<String> {
    let elements = match (tokens, string(tokens)) {
        (_, Some(text)) => vec![text.value()],
        // Another macro's strings are no elements.
        ([TokenTree::Ident(name), bang, _], None) if is_punct(bang, '!') && name != "vec" => return None,
        ([.., TokenTree::Group(group)], None) => {
            let chunks = chunks(group.stream());
            chunks.iter().map(|chunk| string(chunk.tokens()).map(|text| text.value())).collect::<Option<_>>()?
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
    IssueKind::MalformedOption { expected, corrected: None }
}

fn is_origins(option: PolicyOption) -> bool {
    matches!(option, PolicyOption::Origins | PolicyOption::DevOrigins)
}

/// Whether what stands in place of origins is a closure, a call, or a word for "whoever asks": no evidence, whatever it does.
fn reflects(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Literal(_)] => string(tokens).is_some_and(|text| is_reflection_keyword(&text.value())),
        [first, ..] if is_punct(first, '|') => true,
        [TokenTree::Ident(first), ..] if ["move", "async", "static", "fn"].iter().any(|keyword| first == keyword) => {
            true
        }
        // A macro may well be a list's or a literal's.
        [.., bang, TokenTree::Group(_)] if is_punct(bang, '!') => false,
        [_, .., TokenTree::Group(last)] => last.delimiter() == Delimiter::Parenthesis,
        [.., TokenTree::Ident(word)] => is_reflection(&word.to_string()),
        _ => false,
    }
}

/// Whether what stands in place of origins is the path of something that may know them: whether it does, rustc will say.
pub(crate) fn is_source(tokens: &[TokenTree]) -> bool {
    let is_part = |token: &TokenTree| matches!(token, TokenTree::Ident(_)) || is_punct(token, ':');
    !tokens.is_empty() && tokens.iter().all(is_part) && !reflects(tokens)
}

/// `mirror`, `Any`; but not `ANY`, which is what somebody calls a static.
fn is_reflection(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_lowercase()) && is_reflection_keyword(&word.to_ascii_lowercase())
}

/// The tokens as a person would write them, on one line.
pub(crate) fn source(tokens: &[TokenTree]) -> String {
    const LONGEST: usize = 60;
    if let Some(text) = string(tokens) {
        return text.value();
    }
    let text = tokens.iter().cloned().collect::<TokenStream>().to_string();
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" :: ", "::");
    if let Some((before, (arguments, body))) =
        text.split_once('|').and_then(|(before, rest)| Some((before, rest.split_once('|')?)))
    {
        text = format!("{before}|{}|{body}", arguments.trim());
    }
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Why `tokens` are no value of the option's.
pub(crate) fn no_value(option: PolicyOption, tokens: &[TokenTree]) -> IssueKind {
    match option {
        PolicyOption::Origins
        | PolicyOption::DevOrigins
        | PolicyOption::AllowHeaders
        | PolicyOption::ExposeHeaders
        | PolicyOption::Methods => no_list(option, tokens),
        _ => malformed(form(option)),
    }
}

/// What an option's value has to be.
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

pub(crate) fn path(option: PolicyOption, tokens: &[TokenTree]) -> Result<Path, IssueKind> {
    let path = tokens.iter().cloned().collect();
    syn::parse::Parser::parse2(Path::parse_mod_style, path).map_err(|_| {
        let text = string(tokens).map(|text| text.value());
        let corrected = text.filter(|text| syn::parse_str::<Path>(text).is_ok());
        IssueKind::MalformedOption {
            expected: form(option),
            corrected: corrected.map(|text| format!("{option} = {text}")),
        }
    })
}

/// The name of an item.
pub(crate) fn name(tokens: &[TokenTree]) -> Result<Ident, IssueKind> {
    let name = tokens.iter().cloned().collect();
    syn::parse2::<Ident>(name).map_err(|_| {
        let text = string(tokens).map(|text| text.value());
        let corrected = text.filter(|text| syn::parse_str::<Ident>(text).is_ok());
        IssueKind::MalformedOption {
            expected: form(PolicyOption::Companion),
            corrected: corrected.map(|text| format!("companion = {text}")),
        }
    })
}

pub(crate) fn max_age(tokens: &[TokenTree]) -> Result<MaxAgeSpec, IssueKind> {
    if let Some(text) = string(tokens) {
        return Ok(MaxAgeSpec::Text(text.value()));
    }
    let out_of_range = || IssueKind::MaxAgeOutOfRange { value: source(tokens).replace(' ', "") };
    match tokens {
        [TokenTree::Literal(literal)] => match Lit::new(literal.clone()) {
            Lit::Int(seconds) if seconds.suffix().is_empty() => {
                seconds.base10_parse::<u64>().map(MaxAgeSpec::Seconds).map_err(|_| out_of_range())
            }
            Lit::Int(seconds) => Err(IssueKind::MalformedOption {
                expected: form(PolicyOption::MaxAge),
                corrected: Some(format!("max_age = {}", seconds.base10_digits())),
            }),
            _ => Err(malformed(form(PolicyOption::MaxAge))),
        },
        [minus, TokenTree::Literal(_)] if is_punct(minus, '-') => Err(out_of_range()),
        _ => Err(malformed(form(PolicyOption::MaxAge))),
    }
}
