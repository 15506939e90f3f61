//! The attribute's arguments, read tolerantly: every argument on its own.

use std::collections::BTreeMap;

use cors_core::{Acknowledgement, IssueKind, Location, MaxAgeSpec, PolicyOption, PolicySpec, is_reflection_keyword};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use syn::{Lit, LitStr, Path, parse_quote};

use super::tokens::{Chunk, chunks, is_punct, single_group, span_of};
use crate::errors::Errors;

/// What the arguments say, and where they say it.
pub(crate) struct Options {
    pub(crate) spec: PolicySpec,
    pub(crate) policy: Option<Path>,
    /// The adapter that generated code calls.
    pub(crate) adapter: Path,
    /// Some argument could not be read, so that what is missing may only be misspelt.
    pub(crate) incomplete: bool,
    spans: BTreeMap<PolicyOption, Spans>,
}

struct Spans {
    option: Span,
    elements: Vec<Span>,
}

/// `name`, `name = value` or `name(list)`.
struct Argument<'a> {
    option: PolicyOption,
    name: &'a Ident,
    value: Value<'a>,
}

enum Value<'a> {
    Nothing,
    Equals(&'a [TokenTree]),
    Parenthesised(&'a Group),
}

impl Options {
    pub(crate) fn parse(arguments: TokenStream, adapter: &str, errors: &mut Errors) -> Self {
        let adapter = Ident::new(adapter, Span::call_site());
        let mut options = Options {
            spec: PolicySpec::default(),
            policy: None,
            adapter: parse_quote!(::#adapter),
            incomplete: false,
            spans: BTreeMap::new(),
        };
        for chunk in chunks(arguments) {
            let before = errors.is_empty();
            match argument(&chunk) {
                Ok(argument) => options.argument(&argument, errors),
                Err((span, kind)) => {
                    options.incomplete = true;
                    errors.push(span, kind.at(Location::POLICY));
                }
            }
            options.incomplete |= before && !errors.is_empty();
        }
        options
    }

    /// Where an issue is in the source.
    pub(crate) fn span(&self, location: &Location) -> Span {
        let Some(spans) = location.option.and_then(|option| self.spans.get(&option)) else {
            return Span::call_site();
        };
        location.element.and_then(|element| spans.elements.get(element)).copied().unwrap_or(spans.option)
    }

    fn argument(&mut self, argument: &Argument<'_>, errors: &mut Errors) {
        let Argument { option, name, value } = argument;
        if *option != PolicyOption::Allow && self.spans.contains_key(option) {
            errors.push(name.span(), IssueKind::DuplicateOption.at(Location::option(*option)));
            return;
        }
        let span = match value {
            Value::Equals(tokens) => span_of(tokens).unwrap_or(name.span()),
            Value::Nothing | Value::Parenthesised(_) => name.span(),
        };
        self.spans.entry(*option).or_insert(Spans { option: span, elements: Vec::new() });
        if let Err((span, kind)) = self.value(*option, value, span, errors) {
            errors.push(span, kind.at(Location::option(*option)));
        }
    }

    fn value(
        &mut self,
        option: PolicyOption,
        value: &Value<'_>,
        span: Span,
        errors: &mut Errors,
    ) -> Result<(), (Span, IssueKind)> {
        let malformed = |expected| Err((span, IssueKind::MalformedOption { expected }));
        match (option, value) {
            (PolicyOption::Credentials, Value::Nothing) => self.spec.credentials = true,
            (PolicyOption::SameOrigin, Value::Nothing) => self.spec.same_origin = true,
            (PolicyOption::Credentials, _) => return malformed("no value: `credentials` is a flag, write it alone"),
            (PolicyOption::SameOrigin, _) => return malformed("no value: `same_origin` is a flag, write it alone"),
            (PolicyOption::Allow, Value::Parenthesised(group)) => self.acknowledgement(group, errors),
            (PolicyOption::Allow, _) => return malformed(r#"`allow(rule, reason = "…")`"#),
            (_, Value::Nothing | Value::Parenthesised(_)) => return malformed(form(option)),
            (_, Value::Equals([])) => return malformed(form(option)),
            (PolicyOption::Origins, Value::Equals(tokens)) => {
                self.spec.origins = self.list(option, tokens, Element::String, errors)?;
            }
            (PolicyOption::DevOrigins, Value::Equals(tokens)) => {
                self.spec.dev_origins = self.list(option, tokens, Element::String, errors)?;
            }
            (PolicyOption::AllowHeaders, Value::Equals(tokens)) => {
                self.spec.allow_headers = self.list(option, tokens, Element::String, errors)?;
            }
            (PolicyOption::ExposeHeaders, Value::Equals(tokens)) => {
                self.spec.expose_headers = self.list(option, tokens, Element::String, errors)?;
            }
            (PolicyOption::Methods, Value::Equals(tokens)) => {
                self.spec.methods = self.list(option, tokens, Element::Method, errors)?;
            }
            (PolicyOption::MaxAge, Value::Equals(tokens)) => self.spec.max_age = Some(max_age(tokens, span)?),
            (PolicyOption::Policy, Value::Equals(tokens)) => {
                self.policy = Some(path(tokens, span, form(option))?);
                self.spec.inherits = true;
            }
            (PolicyOption::Crate, Value::Equals(tokens)) => self.adapter = path(tokens, span, form(option))?,
            _ => return malformed(form(option)),
        }
        Ok(())
    }

    /// A list in brackets; `"*"` may stand alone. `None`: it had elements, and none of them could be read.
    fn list(
        &mut self,
        option: PolicyOption,
        tokens: &[TokenTree],
        element: Element,
        errors: &mut Errors,
    ) -> Result<Option<Vec<String>>, (Span, IssueKind)> {
        let span = span_of(tokens).unwrap_or_else(Span::call_site);
        let Some(group) = single_group(tokens, Delimiter::Bracket) else {
            return match string(tokens) {
                Some(text) if text.value() == "*" && option != PolicyOption::Methods => {
                    self.element(option, text.span());
                    Ok(Some(vec![text.value()]))
                }
                _ => Err((span, no_list(option, tokens))),
            };
        };
        let chunks = chunks(group.stream());
        let mut list = Vec::new();
        for chunk in &chunks {
            match element.read(chunk) {
                Some(text) => {
                    self.element(option, chunk.span);
                    list.push(text);
                }
                None => errors.push(chunk.span, no_element(option, element, chunk).at(Location::option(option))),
            }
        }
        Ok((chunks.is_empty() || !list.is_empty()).then_some(list))
    }

    fn element(&mut self, option: PolicyOption, span: Span) {
        if let Some(spans) = self.spans.get_mut(&option) {
            spans.elements.push(span);
        }
    }

    /// `rule, …, reason = "…"`.
    fn acknowledgement(&mut self, group: &Group, errors: &mut Errors) {
        let mut rules = Vec::new();
        let mut reason = String::new();
        for chunk in chunks(group.stream()) {
            match chunk.tokens() {
                [TokenTree::Ident(rule)] => rules.push(rule.clone()),
                [TokenTree::Ident(name), equals, value @ ..] if name == "reason" && is_punct(equals, '=') => {
                    match string(value) {
                        Some(text) => reason = text.value(),
                        None => errors.push(
                            chunk.span,
                            IssueKind::MalformedOption { expected: r#"`reason = "…"`"# }.at(Location::POLICY),
                        ),
                    }
                }
                _ => errors.push(
                    chunk.span,
                    IssueKind::MalformedOption { expected: r#"the name of a rule or `reason = "…"`"# }
                        .at(Location::POLICY),
                ),
            }
        }
        if rules.is_empty() {
            let problem = cors_core::AcknowledgementProblem::NoRule;
            errors.push(group.span(), IssueKind::InvalidAcknowledgement(problem).at(Location::POLICY));
        }
        for rule in rules {
            self.element(PolicyOption::Allow, rule.span());
            self.spec.acknowledgements.push(Acknowledgement { rule: rule.to_string(), reason: reason.clone() });
        }
    }
}

fn argument(chunk: &Chunk) -> Result<Argument<'_>, (Span, IssueKind)> {
    let malformed = |expected| Err((chunk.span, IssueKind::MalformedOption { expected }));
    let Some((TokenTree::Ident(name), rest)) = chunk.tokens().split_first() else {
        return malformed("an option, such as `origins = [\"https://app.example.com\"]` or `credentials`");
    };
    let Some(option) = PolicyOption::from_name(&name.to_string()) else {
        let nearest = PolicyOption::nearest(&name.to_string());
        return Err((name.span(), IssueKind::UnknownOption { name: name.to_string(), nearest }));
    };
    let value = match rest {
        [] => Value::Nothing,
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => Value::Parenthesised(group),
        [equals, value @ ..] if is_punct(equals, '=') => Value::Equals(value),
        _ => return malformed(form(option)),
    };
    Ok(Argument { option, name, value })
}

/// What the elements of a list are.
#[derive(Clone, Copy)]
enum Element {
    String,
    Method,
}

impl Element {
    fn read(self, chunk: &Chunk) -> Option<String> {
        let text = string(chunk.tokens()).map(|text| text.value());
        match (self, chunk.tokens()) {
            (Element::String, _) => text,
            (Element::Method, [TokenTree::Ident(method)]) => Some(method.to_string()),
            // Only a method that is no identifier, such as `M-SEARCH`, needs quotes.
            (Element::Method, _) => text.filter(|text| syn::parse_str::<Ident>(text).is_err()),
        }
    }
}

fn no_element(option: PolicyOption, element: Element, chunk: &Chunk) -> IssueKind {
    match element {
        _ if chunk.is_empty() => IssueKind::MalformedOption { expected: "one comma between two elements" },
        Element::String if is_origins(option) && reflects(chunk.tokens()) => {
            IssueKind::UnvalidatedReflection { written: source(chunk.tokens()) }
        }
        Element::String => IssueKind::MalformedOption { expected: "a string literal" },
        Element::Method => IssueKind::MalformedOption { expected: "a method, written as in `methods = [GET, POST]`" },
    }
}

fn no_list(option: PolicyOption, tokens: &[TokenTree]) -> IssueKind {
    if is_origins(option) && reflects(tokens) {
        return IssueKind::UnvalidatedReflection { written: source(tokens) };
    }
    IssueKind::MalformedOption { expected: form(option) }
}

fn is_origins(option: PolicyOption) -> bool {
    matches!(option, PolicyOption::Origins | PolicyOption::DevOrigins)
}

/// Whether what stands in place of origins is a closure, a call, or a word for "whoever asks": no evidence, whatever it does.
fn reflects(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Ident(word)] => is_reflection_keyword(&word.to_string().to_ascii_lowercase()),
        [TokenTree::Literal(_)] => string(tokens).is_some_and(|text| is_reflection_keyword(&text.value())),
        [first, ..] if is_punct(first, '|') => true,
        [TokenTree::Ident(first), ..] if first == "move" || first == "async" || first == "fn" => true,
        [.., TokenTree::Group(last)] => last.delimiter() == Delimiter::Parenthesis,
        _ => false,
    }
}

/// The tokens as a person would write them.
fn source(tokens: &[TokenTree]) -> String {
    let whole = span_of(tokens).and_then(|span| span.source_text());
    let text = whole.unwrap_or_else(|| tokens.iter().cloned().collect::<TokenStream>().to_string());
    text.trim_matches('"').to_owned()
}

fn form(option: PolicyOption) -> &'static str {
    match option {
        PolicyOption::Origins => r#"a list of origins: `origins = ["https://app.example.com"]`, or `origins = "*"`"#,
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
        PolicyOption::Crate => "the path of a crate: `crate = ::my::reexport`",
        option => option.form(),
    }
}

fn string(tokens: &[TokenTree]) -> Option<LitStr> {
    match tokens {
        [TokenTree::Literal(literal)] => match Lit::new(literal.clone()) {
            Lit::Str(text) => Some(text),
            _ => None,
        },
        // A literal that came through `macro_rules!` is wrapped.
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => {
            string(&group.stream().into_iter().collect::<Vec<_>>())
        }
        _ => None,
    }
}

fn path(tokens: &[TokenTree], span: Span, expected: &'static str) -> Result<Path, (Span, IssueKind)> {
    let tokens: TokenStream = tokens.iter().cloned().collect();
    let path = syn::parse::Parser::parse2(Path::parse_mod_style, tokens);
    path.map_err(|_| (span, IssueKind::MalformedOption { expected }))
}

fn max_age(tokens: &[TokenTree], span: Span) -> Result<MaxAgeSpec, (Span, IssueKind)> {
    if let Some(text) = string(tokens) {
        return Ok(MaxAgeSpec::Text(text.value()));
    }
    let out_of_range = || (span, IssueKind::MaxAgeOutOfRange { value: source(tokens).replace(' ', "") });
    match tokens {
        [TokenTree::Literal(literal)] => match Lit::new(literal.clone()) {
            Lit::Int(seconds) => match seconds.base10_parse::<u64>() {
                Ok(number) if seconds.suffix().is_empty() => Ok(MaxAgeSpec::Seconds(number)),
                _ if seconds.suffix().is_empty() => Err(out_of_range()),
                _ => Err((span, IssueKind::MalformedOption { expected: form(PolicyOption::MaxAge) })),
            },
            _ => Err((span, IssueKind::MalformedOption { expected: form(PolicyOption::MaxAge) })),
        },
        [minus, TokenTree::Literal(_)] if is_punct(minus, '-') => Err(out_of_range()),
        _ => Err((span, IssueKind::MalformedOption { expected: form(PolicyOption::MaxAge) })),
    }
}
