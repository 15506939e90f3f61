//! The attribute's arguments, read tolerantly: every argument on its own.

use std::collections::BTreeMap;

use cors_core::{__private::FrontEnd, Acknowledgement, IssueKind, Location, PolicyOption, PolicySpec};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::Path;

use super::{
    acknowledgement::Allow,
    argument::{Argument, Value, argument, continues_list, flag, missing_comma},
    route::Routes,
    values::{Element, is_source, max_age, name, no_list, no_value, path, source, string},
};
use crate::syntax::chunks::{Chunk, chunks};
use crate::syntax::tokens::single_group;
use crate::{
    adapter::Adapter,
    report::{errors::Errors, place::Place},
};

/// What the arguments say, and where they say it.
pub(crate) struct Options {
    pub(crate) spec: PolicySpec,
    pub(crate) policy: Option<Path>,
    /// `origins = TENANTS`.
    pub(crate) source: Option<Path>,
    /// `companion = Name`.
    pub(crate) companion: Option<Ident>,
    /// Whose macro it is.
    pub(crate) framework: Adapter,
    /// What messages speak of.
    pub(crate) front_end: FrontEnd,
    /// Attributes of actix's that say where the handler is mounted.
    pub(crate) routes: Option<Routes>,
    /// The adapter that generated code calls.
    pub(crate) adapter: TokenStream,
    /// Some argument could not be read, so that what is missing may only be misspelt.
    pub(crate) incomplete: bool,
    /// Some `allow(…)` could not be read, so that what it was to acknowledge is not known.
    pub(crate) illegible_allow: bool,
    places: BTreeMap<PolicyOption, Places>,
}

struct Places {
    argument: Place,
    value: Place,
    elements: Vec<Place>,
}

impl Options {
    fn new(framework: Adapter, adapter: TokenStream, front_end: FrontEnd) -> Self {
        Options {
            spec: PolicySpec::default(),
            policy: None,
            source: None,
            companion: None,
            framework,
            front_end,
            routes: None,
            adapter,
            incomplete: false,
            illegible_allow: false,
            places: BTreeMap::new(),
        }
    }

    pub(crate) fn parse(arguments: TokenStream, adapter: Adapter, errors: &mut Errors) -> Self {
        let mut options = Options::new(adapter, adapter.path(), FrontEnd::Attribute);
        let mut own = Errors::new();
        let chunks = chunks(arguments);
        let mut before = None;
        for chunk in &chunks {
            match argument(chunk) {
                Ok(argument) => options.argument(&argument, chunk.place, &mut own),
                Err(_) if continues_list(before, chunk) => {}
                Err((place, kind)) => own.push(place, kind.at(Location::POLICY)),
            }
            before = Some(chunk);
        }
        options.incomplete = !own.is_empty();
        errors.extend(own);
        options
    }

    /// A list of origins that is no policy's yet, so that it has to do for one with credentials. `allow(…)` and `crate = …` can
    /// stand among the elements.
    pub(crate) fn of_set(list: TokenStream, adapter: Adapter, path: TokenStream, errors: &mut Errors) -> Self {
        let mut options = Options::new(adapter, path, FrontEnd::SetMacro);
        let mut own = Errors::new();
        let is_argument = |chunk: &Chunk| match chunk.tokens() {
            [TokenTree::Ident(name), ..] => {
                matches!(PolicyOption::nearest(&name.to_string()), Some(PolicyOption::Allow | PolicyOption::Crate))
            }
            _ => false,
        };
        let (arguments, elements): (Vec<_>, Vec<_>) = chunks(list).into_iter().partition(is_argument);
        let whole = Place::call_site();
        options.places.insert(PolicyOption::Origins, Places { argument: whole, value: whole, elements: Vec::new() });
        options.spec.credentials = true;
        options.spec.origins = options.elements(PolicyOption::Origins, &elements, Element::String, &mut own);
        for chunk in &arguments {
            match argument(chunk) {
                Ok(argument) => options.argument(&argument, chunk.place, &mut own),
                Err((place, kind)) => {
                    options.illegible_allow = true;
                    own.push(place, kind.at(Location::POLICY));
                }
            }
        }
        // The elements that could not be read are all that is wrong, even if there are no others.
        options.spec.inherits = options.spec.origins.is_none();
        options.incomplete = !own.is_empty();
        errors.extend(own);
        options
    }

    /// What the companion's constant is called. Below a route attribute of actix's, this attribute does not see it: what rustc
    /// then says names both mistakes.
    pub(crate) fn constant(&self, span: Span) -> Ident {
        self.framework.constant(self.routes.is_some(), span)
    }

    /// The adapter's module for generated code. Everything there is named by its whole path, so that no name in the user's scope means
    /// something else.
    pub(crate) fn private(&self) -> TokenStream {
        let adapter = &self.adapter;
        quote!(#adapter::__private)
    }

    /// A name for an item in whose scope the path of the source stands: never that path.
    pub(crate) fn private_name(&self, name: &str) -> Ident {
        match self.source.as_ref().and_then(|path| path.segments.last()) {
            Some(last) => format_ident!("{name}_{}", last.ident),
            None => format_ident!("{name}"),
        }
    }

    /// The value of an option, if it is given.
    pub(crate) fn value_place(&self, option: PolicyOption) -> Option<Place> {
        self.places.get(&option).map(|places| places.value)
    }

    /// The whole argument of an option, its name included.
    pub(crate) fn argument_place(&self, option: PolicyOption) -> Option<Place> {
        self.places.get(&option).map(|places| places.argument)
    }

    /// An element of an option's list.
    pub(crate) fn element_place(&self, option: PolicyOption, element: usize) -> Option<Place> {
        self.places.get(&option).and_then(|places| places.elements.get(element)).copied()
    }

    fn argument(&mut self, argument: &Argument<'_>, place: Place, errors: &mut Errors) {
        let Argument { option, name, value } = argument;
        if *option != PolicyOption::Allow && self.places.contains_key(option) {
            errors.push(place, IssueKind::DuplicateOption.at(Location::option(*option)));
            return;
        }
        let value_place = match value {
            Value::Equals(tokens) => Place::of(tokens).unwrap_or(name.span().into()),
            Value::Nothing => name.span().into(),
            Value::Parenthesised(_) => place,
        };
        let places = Places { argument: place, value: value_place, elements: Vec::new() };
        self.places.entry(*option).or_insert(places);
        if let Err(kind) = self.value(*option, value, errors) {
            errors.push(value_place, kind.at(Location::option(*option)));
        }
    }

    fn value(&mut self, option: PolicyOption, value: &Value<'_>, errors: &mut Errors) -> Result<(), IssueKind> {
        match (option, value) {
            (PolicyOption::Credentials, Value::Nothing) => self.spec.credentials = true,
            (PolicyOption::SameOrigin, Value::Nothing) => self.spec.same_origin = true,
            (PolicyOption::Enforce, Value::Nothing) => self.spec.enforce = true,
            (PolicyOption::Credentials | PolicyOption::SameOrigin | PolicyOption::Enforce, _) => {
                return Err(flag(option, value));
            }
            (PolicyOption::Allow, Value::Parenthesised(group)) => self.acknowledgement(group, errors),
            (PolicyOption::Allow, _) => {
                self.illegible_allow = true;
                return Err(no_value(option, &[]));
            }
            (_, Value::Nothing | Value::Equals([])) => return Err(no_value(option, &[])),
            (_, Value::Parenthesised(group)) => return Err(no_value(option, &[TokenTree::Group((*group).clone())])),
            (PolicyOption::Origins, Value::Equals(tokens)) if is_source(tokens) => {
                self.spec.source = Some(source(tokens));
                self.source = Some(path(option, tokens)?);
            }
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
            (PolicyOption::MaxAge, Value::Equals(tokens)) => self.spec.max_age = Some(max_age(tokens)?),
            (PolicyOption::Policy, Value::Equals(tokens)) => {
                // Whatever it is, the policy is to come from elsewhere.
                self.spec.inherits = true;
                self.policy = Some(path(option, tokens)?);
            }
            (PolicyOption::Companion, Value::Equals(tokens)) => self.companion = Some(name(tokens)?),
            (PolicyOption::Crate, Value::Equals(tokens)) => self.adapter = path(option, tokens)?.into_token_stream(),
            _ => return Err(no_value(option, &[])),
        }
        Ok(())
    }

    /// A list in brackets; `"*"` may stand alone.
    fn list(
        &mut self,
        option: PolicyOption,
        tokens: &[TokenTree],
        element: Element,
        errors: &mut Errors,
    ) -> Result<Option<Vec<String>>, IssueKind> {
        let Some(group) = single_group(tokens, Delimiter::Bracket) else {
            return match (string(tokens), element) {
                // `null` needs no brackets to be wrong.
                (Some(text), Element::String) if ["*", "null"].contains(&text.value().as_str()) => {
                    self.element(option, text.span().into());
                    Ok(Some(vec![text.value()]))
                }
                _ => Err(no_list(option, tokens)),
            };
        };
        Ok(self.elements(option, &chunks(group.stream()), element, errors))
    }

    /// The elements that could be read. `None`: there were some, and none of them could be.
    fn elements(
        &mut self,
        option: PolicyOption,
        chunks: &[Chunk],
        element: Element,
        errors: &mut Errors,
    ) -> Option<Vec<String>> {
        let mut list = Vec::new();
        for chunk in chunks {
            let missing = missing_comma(chunk.tokens());
            match element.read(chunk) {
                Some(text) => {
                    self.element(option, chunk.place);
                    list.push(text);
                }
                None => match missing {
                    Some((place, kind)) => errors.push(place, kind.at(Location::option(option))),
                    None => {
                        let mistake = element.mistake(option, chunk).at(Location::option(option));
                        errors.push(chunk.place, mistake.said_by(self.front_end));
                    }
                },
            }
        }
        (chunks.is_empty() || !list.is_empty()).then_some(list)
    }

    fn element(&mut self, option: PolicyOption, place: Place) {
        if let Some(places) = self.places.get_mut(&option) {
            places.elements.push(place);
        }
    }

    fn acknowledgement(&mut self, group: &Group, errors: &mut Errors) {
        let Allow { rules, reason, legible } = Allow::read(group, errors);
        self.illegible_allow |= !legible;
        for rule in rules {
            self.element(PolicyOption::Allow, rule.span().into());
            self.spec.acknowledgements.push(Acknowledgement { rule: rule.to_string(), reason: reason.clone() });
        }
    }
}
