//! The arguments of the attribute. Each is parsed on its own, so that an error in one does not hide the others.

use std::collections::BTreeMap;

use cors_core::{__private::FrontEnd, Acknowledgement, IssueKind, Location, PolicyOption, PolicySpec};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::Path;

use super::{
    acknowledgement::Allow,
    argument::{Argument, Value, argument, continues_list, enforcement, flag_with_value, missing_comma},
    item::Item,
    route::Routes,
    values::{Element, is_source, max_age, name, no_list, no_value, path, source, string},
};
use crate::editor::for_editors;
use crate::syntax::chunks::{Chunk, chunks};
use crate::syntax::tokens::single_group;
use crate::{
    adapter::Adapter,
    report::{errors::Errors, span_range::SpanRange},
};

/// The parsed arguments and their spans.
pub(crate) struct Options {
    pub(crate) spec: PolicySpec,
    pub(crate) policy: Option<Path>,
    /// `origins = TENANTS`.
    pub(crate) source: Option<Path>,
    /// No option says anything about the policy, so a handler has the default policy of what mounts it.
    pub(crate) takes_default: bool,
    /// `companion = Name`.
    pub(crate) companion: Option<Ident>,
    /// The adapter that exports the macro.
    pub(crate) framework: Adapter,
    /// Determines the wording of messages.
    pub(crate) front_end: FrontEnd,
    /// The route attributes of actix.
    pub(crate) routes: Option<Routes>,
    /// The path of the adapter that generated code calls.
    pub(crate) adapter: TokenStream,
    /// An argument could not be read, so a missing option may only be misspelt.
    pub(crate) is_incomplete: bool,
    /// An `allow(…)` could not be read, so the acknowledged rules are not known.
    pub(crate) has_unreadable_allow: bool,
    /// As they were written.
    pub(crate) arguments: TokenStream,
    spans: BTreeMap<PolicyOption, OptionSpans>,
}

pub(crate) struct OptionSpans {
    /// The whole argument, including its name.
    pub(crate) argument: SpanRange,
    pub(crate) value: SpanRange,
    /// The elements of the value, if it is a list.
    pub(crate) elements: Vec<SpanRange>,
}

impl Options {
    fn new(framework: Adapter, adapter: TokenStream, front_end: FrontEnd) -> Self {
        Options {
            spec: PolicySpec::default(),
            policy: None,
            source: None,
            takes_default: false,
            companion: None,
            framework,
            front_end,
            routes: None,
            adapter,
            is_incomplete: false,
            has_unreadable_allow: false,
            arguments: TokenStream::new(),
            spans: BTreeMap::new(),
        }
    }

    /// Lets a handler have a default policy, if it says nothing about its own.
    pub(crate) fn take_default(&mut self) {
        let says_nothing = self.spec == PolicySpec::default() && self.source.is_none() && !self.is_incomplete;
        self.takes_default = says_nothing;
        self.spec.inherits |= says_nothing;
    }

    /// Returns the policy as it was written, with the facts about its handler.
    pub(crate) fn spec_for(&self, subject: &Item) -> PolicySpec {
        let is_for_post = self.routes.as_ref().map(Routes::are_for_post);
        PolicySpec { handler: subject.facts(is_for_post), ..self.spec.clone() }
    }

    pub(crate) fn parse(arguments: TokenStream, adapter: Adapter, errors: &mut Errors) -> Self {
        let mut options = Options::new(adapter, adapter.path(), FrontEnd::Attribute);
        let mut own = Errors::new();
        options.arguments = arguments.clone();
        let chunks = chunks(arguments);
        let mut before = None;
        for chunk in &chunks {
            match argument(chunk) {
                Ok(argument) => options.add(&argument, chunk.span, &mut own),
                Err(_) if continues_list(before, chunk) => {}
                Err((span, kind)) => own.push(span, kind.at(Location::POLICY)),
            }
            before = Some(chunk);
        }
        options.is_incomplete = !own.is_empty();
        errors.extend(own);
        options
    }

    /// Parses the list of `origin_set!`, which can also contain `allow(…)` and `crate = …`. A policy with credentials may use the
    /// set, so it has to obey the rules for those.
    pub(crate) fn parse_set(list: TokenStream, adapter: Adapter, path: TokenStream, errors: &mut Errors) -> Self {
        let mut options = Options::new(adapter, path, FrontEnd::SetMacro);
        let mut own = Errors::new();
        let is_argument = |chunk: &Chunk| match chunk.tokens() {
            [TokenTree::Ident(name), ..] => {
                matches!(PolicyOption::nearest(&name.to_string()), Some(PolicyOption::Allow | PolicyOption::Crate))
            }
            _ => false,
        };
        let (arguments, elements): (Vec<_>, Vec<_>) = chunks(list).into_iter().partition(is_argument);
        let whole = SpanRange::call_site();
        let spans = OptionSpans { argument: whole, value: whole, elements: Vec::new() };
        options.spans.insert(PolicyOption::Origins, spans);
        options.spec.credentials = true;
        options.spec.origins = options.elements(PolicyOption::Origins, &elements, Element::String, &mut own);
        for chunk in &arguments {
            match argument(chunk) {
                Ok(argument) => options.add(&argument, chunk.span, &mut own),
                Err((span, kind)) => {
                    options.has_unreadable_allow = true;
                    own.push(span, kind.at(Location::POLICY));
                }
            }
        }
        // If no element could be read, their errors are enough: the list is not reported as missing, too.
        options.spec.inherits = options.spec.origins.is_none();
        options.is_incomplete = !own.is_empty();
        errors.extend(own);
        options
    }

    /// Returns the name of the companion's constant. `#[cors]` below a route attribute of actix does not see it, so the name then
    /// covers that mistake, too.
    pub(crate) fn constant(&self, span: Span) -> Ident {
        self.framework.constant(self.routes.is_some(), span)
    }

    /// Returns the path of the adapter's module for generated code. Generated code names everything by its whole path, so that no name
    /// in the user's scope shadows it.
    pub(crate) fn private(&self) -> TokenStream {
        let adapter = &self.adapter;
        quote!(#adapter::__private)
    }

    /// Returns what editors read, for an `impl` or a block.
    pub(crate) fn explained(&self) -> TokenStream {
        for_editors(&self.adapter, "__words", self.arguments.clone())
    }

    /// Returns a name for a generated item that does not shadow the source in its scope.
    pub(crate) fn private_name(&self, name: &str) -> Ident {
        match self.source.as_ref().and_then(|path| path.segments.last()) {
            // Not with the span of the source's name.
            Some(last) => format_ident!("{name}_{}", last.ident, span = Span::call_site()),
            None => format_ident!("{name}"),
        }
    }

    /// Returns the spans of an option, if it is given.
    pub(crate) fn spans(&self, option: PolicyOption) -> Option<&OptionSpans> {
        self.spans.get(&option)
    }

    fn add(&mut self, argument: &Argument<'_>, span: SpanRange, errors: &mut Errors) {
        let Argument { option, name, value } = argument;
        if *option != PolicyOption::Allow && self.spans.contains_key(option) {
            errors.push(span, IssueKind::DuplicateOption.at(Location::option(*option)));
            return;
        }
        let value_span = match value {
            Value::Equals(tokens) => SpanRange::of(tokens).unwrap_or(name.span().into()),
            Value::None => name.span().into(),
            Value::Parenthesised(_) => span,
        };
        let spans = OptionSpans { argument: span, value: value_span, elements: Vec::new() };
        self.spans.entry(*option).or_insert(spans);
        if let Err(kind) = self.set(*option, value, errors) {
            errors.push(value_span, kind.at(Location::option(*option)));
        }
    }

    fn set(&mut self, option: PolicyOption, value: &Value<'_>, errors: &mut Errors) -> Result<(), IssueKind> {
        let tokens: &[TokenTree] = match (option, value) {
            (PolicyOption::Enforce, value) => {
                self.spec.enforce = Some(enforcement(value)?);
                return Ok(());
            }
            (PolicyOption::Credentials | PolicyOption::SameOrigin, Value::None) => &[],
            (PolicyOption::Credentials | PolicyOption::SameOrigin, _) => {
                return Err(flag_with_value(option, value));
            }
            (PolicyOption::Allow, Value::Parenthesised(group)) => {
                self.acknowledge(group, errors);
                return Ok(());
            }
            (PolicyOption::Allow, _) => {
                self.has_unreadable_allow = true;
                return Err(no_value(option, &[]));
            }
            (_, Value::None | Value::Equals([])) => return Err(no_value(option, &[])),
            (_, Value::Parenthesised(group)) => return Err(no_value(option, &[TokenTree::Group((*group).clone())])),
            (_, Value::Equals(tokens)) => tokens,
        };
        match option {
            PolicyOption::Credentials => self.spec.credentials = true,
            PolicyOption::SameOrigin => self.spec.same_origin = true,
            PolicyOption::Origins if is_source(tokens) => {
                self.spec.source = Some(source(tokens));
                self.source = Some(path(option, tokens)?);
            }
            PolicyOption::Origins => self.spec.origins = self.list(option, tokens, Element::String, errors)?,
            PolicyOption::DevOrigins => self.spec.dev_origins = self.list(option, tokens, Element::String, errors)?,
            PolicyOption::AllowHeaders => {
                self.spec.allow_headers = self.list(option, tokens, Element::String, errors)?
            }
            PolicyOption::ExposeHeaders => {
                self.spec.expose_headers = self.list(option, tokens, Element::String, errors)?;
            }
            PolicyOption::Hosts => self.spec.hosts = self.list(option, tokens, Element::String, errors)?,
            PolicyOption::Methods => self.spec.methods = self.list(option, tokens, Element::Method, errors)?,
            PolicyOption::MaxAge => self.spec.max_age = Some(max_age(tokens)?),
            PolicyOption::Policy => {
                // Also if the path is malformed.
                self.spec.inherits = true;
                self.policy = Some(path(option, tokens)?);
            }
            PolicyOption::Companion => self.companion = Some(name(tokens)?),
            PolicyOption::Crate => self.adapter = path(option, tokens)?.into_token_stream(),
            _ => return Err(no_value(option, &[])),
        }
        Ok(())
    }

    /// Parses a list in brackets, or `"*"` without.
    fn list(
        &mut self,
        option: PolicyOption,
        tokens: &[TokenTree],
        element: Element,
        errors: &mut Errors,
    ) -> Result<Option<Vec<String>>, IssueKind> {
        if let Some(group) = single_group(tokens, Delimiter::Bracket) {
            return Ok(self.elements(option, &chunks(group.stream()), element, errors));
        }
        match (string(tokens), element) {
            // A rule rejects `null`, with brackets or without.
            (Some(text), Element::String) if ["*", "null"].contains(&text.value().as_str()) => {
                self.add_element(option, text.span().into());
                Ok(Some(vec![text.value()]))
            }
            _ => Err(no_list(option, tokens)),
        }
    }

    /// Returns the elements that could be read, or `None` if there are some and none could be read.
    fn elements(
        &mut self,
        option: PolicyOption,
        chunks: &[Chunk],
        element: Element,
        errors: &mut Errors,
    ) -> Option<Vec<String>> {
        let mut list = Vec::new();
        for chunk in chunks {
            if let Some(text) = element.parse(chunk) {
                self.add_element(option, chunk.span);
                list.push(text);
            } else if let Some((span, kind)) = missing_comma(chunk.tokens()) {
                errors.push(span, kind.at(Location::option(option)));
            } else {
                let issue = element.issue(option, chunk).at(Location::option(option));
                errors.push(chunk.span, issue.said_by(self.front_end));
            }
        }
        (chunks.is_empty() || !list.is_empty()).then_some(list)
    }

    fn add_element(&mut self, option: PolicyOption, span: SpanRange) {
        if let Some(spans) = self.spans.get_mut(&option) {
            spans.elements.push(span);
        }
    }

    fn acknowledge(&mut self, group: &Group, errors: &mut Errors) {
        let Allow { rules, reason, is_complete } = Allow::parse(group, errors);
        self.has_unreadable_allow |= !is_complete;
        for rule in rules {
            self.add_element(PolicyOption::Allow, rule.span().into());
            self.spec.acknowledgements.push(Acknowledgement { rule: rule.to_string(), reason: reason.clone() });
        }
    }
}
