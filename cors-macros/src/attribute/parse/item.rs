//! The item below the attribute. Only its head is parsed: errors in the body are left to the compiler.

use cors_core::{HandlerFacts, IssueKind, Location, TakesForms};
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, FnArg, GenericArgument, GenericParam, PathArguments, Signature, Token, Type, TypePath, Visibility,
    parse::{ParseStream, Parser},
};

use super::{argument::duplicate, protection};
use crate::report::{errors::Errors, span_range::SpanRange};
use crate::syntax::tokens::{ends_with, find, is_ident, is_one_of, is_punct};

/// A handler or a named policy.
pub(crate) struct Item {
    pub(crate) kind: ItemKind,
    pub(crate) ident: Ident,
    /// The name of a handler's companion.
    pub(crate) companion: Ident,
    /// True if the handler has type parameters, so that each instance has a type of its own.
    pub(crate) is_generic: bool,
    pub(crate) vis: TokenStream,
    /// `#[deprecated]` and `#[allow(…)]`, which the companion gets, too.
    pub(crate) shared: Vec<Attribute>,
}

pub(crate) enum ItemKind {
    Handler(Extractors),
    NamedPolicy,
}

/// The extractors that concern rules.
#[derive(Clone, Copy, Default)]
pub(crate) struct Extractors {
    pub(crate) json: Option<Span>,
    pub(crate) authorization: Option<Span>,
    pub(crate) websocket: Option<Span>,
    /// One of them refuses what forms can send.
    pub(crate) refuse_forms: bool,
}

impl Item {
    /// Parses the head of an item. Returns `None`, with an error, if the attribute does not support it.
    pub(crate) fn parse(item: TokenStream, errors: &mut Errors) -> Option<Item> {
        if let Some(item) = plain(item.clone()) {
            return Some(item);
        }
        match parse_head.parse2(item) {
            Ok(Ok(item)) => return Some(item),
            Ok(Err((span, message))) => errors.push(span, message),
            Err(error) => errors.push_syn(&error),
        }
        None
    }

    /// Returns the facts that rules need. `is_for_post` is `None` if only `routes!` knows the methods.
    pub(crate) fn facts(&self, is_for_post: Option<bool>) -> HandlerFacts {
        match self.kind {
            ItemKind::Handler(Extractors { json, authorization, websocket, refuse_forms }) => HandlerFacts {
                takes_json: json.is_some(),
                takes_authorization: authorization.is_some(),
                takes_websocket: websocket.is_some(),
                takes_forms: match is_for_post {
                    _ if refuse_forms => TakesForms::Never,
                    Some(false) => TakesForms::Never,
                    Some(true) => TakesForms::Always,
                    None => TakesForms::IfPosted,
                },
            },
            ItemKind::NamedPolicy => HandlerFacts { takes_forms: TakesForms::IfPosted, ..HandlerFacts::default() },
        }
    }
}

const JSON: &[&str] = &["Json"];
/// `TypedHeader<Authorization<…>>` of axum-extra, the extractors of actix-web-httpauth and of axum-auth.
const AUTHORIZATION: &[&str] = &["Authorization", "BearerAuth", "BasicAuth", "AuthBearer", "AuthBasic"];
const WEBSOCKET: &[&str] = &["WebSocketUpgrade"];
const PAYLOAD: &[&str] = &["Payload"];

/// Returns a handler without attributes, parameters or extractors that matter here, as most are. That is much faster than parsing
/// the whole item.
fn plain(item: TokenStream) -> Option<Item> {
    let others = &["cors", "allow", "deprecated", "self", "Self"];
    let words = [JSON, AUTHORIZATION, WEBSOCKET, PAYLOAD, others, &protection::names()].concat();
    let matters = |tokens: TokenStream| find(tokens, &words).is_some();
    let mut tokens = item.into_iter().peekable();
    while tokens.next_if(|token| is_punct(token, '#')).is_some() {
        match tokens.next()? {
            TokenTree::Group(attribute) if !matters(attribute.stream()) => {}
            _ => return None,
        }
    }
    let mut vis = TokenStream::new();
    if let Some(public) = tokens.next_if(|token| is_ident(token, "pub")) {
        vis.extend([public]);
        vis.extend(tokens.next_if(|token| matches!(token, TokenTree::Group(_))));
    }
    let _ = tokens.next_if(|token| is_ident(token, "async"));
    tokens.next_if(|token| is_ident(token, "fn"))?;
    let (TokenTree::Ident(ident), TokenTree::Group(arguments)) = (tokens.next()?, tokens.next()?) else { return None };
    let output =
        tokens.take_while(|token| !matches!(token, TokenTree::Group(body) if body.delimiter() == Delimiter::Brace));
    if arguments.delimiter() != Delimiter::Parenthesis || matters(arguments.stream()) || matters(output.collect()) {
        return None;
    }
    Some(Item {
        kind: ItemKind::Handler(Extractors::default()),
        companion: ident.clone(),
        ident,
        is_generic: find(arguments.stream(), &["impl"]).is_some(),
        vis,
        shared: Vec::new(),
    })
}

fn parse_head(input: ParseStream<'_>) -> syn::Result<Result<Item, (SpanRange, String)>> {
    let attributes = input.call(Attribute::parse_outer)?;
    let vis = input.parse::<Visibility>()?.into_token_stream();
    let ahead = input.fork();
    let is_struct = input.peek(Token![struct]);
    let signature = if is_struct { None } else { input.parse::<Signature>().ok() };
    // The body is only searched for WebSockets.
    let body = input.parse::<TokenStream>()?;
    if let Some(other) = attributes.iter().find(|attribute| ends_with(attribute.path(), &["cors"])) {
        // The other attribute generates the companion.
        return Ok(Err((SpanRange::of_node(other), duplicate("#[cors]"))));
    }
    let is_shared = |attribute: &Attribute| ["allow", "deprecated"].iter().any(|name| attribute.path().is_ident(name));
    let shared = attributes.into_iter().filter(is_shared).collect();
    // A function whose signature could not be parsed may be generic.
    let is_generic = signature.as_ref().is_none_or(is_generic);
    let item = |kind, ident: Ident| Ok(Ok(Item { kind, companion: ident.clone(), ident, is_generic, vis, shared }));
    let unsupported = |item, span: SpanRange| {
        let issue = IssueKind::UnsupportedItem { item }.at(Location::POLICY);
        Ok(Err((span, issue.to_string())))
    };
    if is_struct {
        ahead.parse::<Token![struct]>()?;
        let ident = ahead.parse::<Ident>()?;
        return match ahead.peek(Token![;]) {
            true => item(ItemKind::NamedPolicy, ident),
            false => unsupported("a struct with a body or with parameters", ident.span().into()),
        };
    }
    if let Some(signature) = signature {
        return match self_span(&signature) {
            Some(span) => unsupported("a method", span.into()),
            None => item(ItemKind::Handler(extractors(&signature, body)), signature.ident),
        };
    }
    let tokens: Vec<_> = ahead.parse::<TokenStream>()?.into_iter().collect();
    match function_name(&tokens) {
        // Errors in a signature are left to the compiler.
        Some(ident) => item(ItemKind::Handler(Extractors::default()), ident),
        None => {
            let (kind, span) = describe(&tokens);
            unsupported(kind, span)
        }
    }
}

fn function_name(tokens: &[TokenTree]) -> Option<Ident> {
    tokens.windows(2).find_map(|pair| match pair {
        [TokenTree::Ident(keyword), TokenTree::Ident(name)] if keyword == "fn" => Some(name.clone()),
        _ => None,
    })
}

/// Returns the kind of an unsupported item and the span of its keyword.
fn describe(tokens: &[TokenTree]) -> (&'static str, SpanRange) {
    let keyword = tokens.iter().find_map(|token| {
        let TokenTree::Ident(keyword) = token else { return None };
        let kind = match keyword.to_string().as_str() {
            "enum" => "an enum",
            "union" => "a union",
            "trait" => "a trait",
            "impl" => "an impl block",
            "mod" => "a module",
            "const" => "a constant",
            "static" => "a static",
            "type" => "a type alias",
            "use" => "an import",
            "extern" => "an extern item",
            "macro_rules" => "a macro",
            _ => return None,
        };
        Some((kind, token.span().into()))
    });
    keyword.unwrap_or_else(|| ("this item", SpanRange::call_site()))
}

/// Returns the span that shows that a function is a method.
fn self_span(signature: &Signature) -> Option<Span> {
    if let Some(receiver) = signature.receiver() {
        return Some(receiver.self_token.span);
    }
    find(signature.inputs.to_token_stream(), &["Self"]).or_else(|| find(signature.output.to_token_stream(), &["Self"]))
}

fn is_generic(signature: &Signature) -> bool {
    let is_lifetime = |parameter: &GenericParam| matches!(parameter, GenericParam::Lifetime(_));
    !signature.generics.params.iter().all(is_lifetime) || find(signature.inputs.to_token_stream(), &["impl"]).is_some()
}

/// Finds extractors by the names of their types. Aliases are not resolved.
fn extractors(signature: &Signature, body: TokenStream) -> Extractors {
    let first = |names: &[&str]| {
        signature.inputs.iter().find_map(|argument| match argument {
            FnArg::Typed(argument) => extractor(&argument.ty, names),
            FnArg::Receiver(_) => None,
        })
    };
    let handshake = first(PAYLOAD).filter(|_| opens_websocket(body));
    Extractors {
        json: first(JSON),
        authorization: first(AUTHORIZATION),
        websocket: first(WEBSOCKET).or(handshake),
        refuse_forms: handshake.is_some() || protection::refuses_forms(signature),
    }
}

/// Types whose arguments are not extractors.
#[rustfmt::skip]
const FINAL: [&str; 21] = [
    "Arc", "Cbor", "ConnectInfo", "Data", "Extension", "Form", "Json", "MsgPack", "Multipart", "MultipartForm", "Path",
    "PrivateCookieJar", "Protobuf", "Query", "ReqData", "SignedCookieJar", "State", "ThinData", "TypedMultipart", "Xml", "Yaml",
];

/// Returns the span of the first extractor with one of these names, also in a tuple, or in a wrapper such as `Option`, `Either` or
/// `Valid`.
fn extractor(ty: &Type, names: &[&str]) -> Option<Span> {
    let segment = match ty {
        Type::Path(TypePath { path, .. }) => path.segments.last()?,
        Type::Tuple(tuple) => return tuple.elems.iter().find_map(|ty| extractor(ty, names)),
        Type::Group(group) => return extractor(&group.elem, names),
        Type::Paren(paren) => return extractor(&paren.elem, names),
        _ => return None,
    };
    if is_one_of(&segment.ident, names) {
        return Some(segment.ident.span());
    }
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    let extractors = if is_one_of(&segment.ident, &FINAL) {
        0
    } else if is_one_of(&segment.ident, &["Result", "WithRejection"]) {
        // The second argument is an error or a rejection.
        1
    } else {
        usize::MAX
    };
    arguments.args.iter().take(extractors).find_map(|argument| match argument {
        GenericArgument::Type(ty) => extractor(ty, names),
        _ => None,
    })
}

/// Returns whether a body opens a WebSocket. actix-web has no extractor for them: actix-ws and actix-web-actors use the payload.
fn opens_websocket(body: TokenStream) -> bool {
    let tokens: Vec<_> = body.into_iter().collect();
    tokens.iter().enumerate().any(|(at, token)| match (token, tokens.get(at + 1)) {
        (TokenTree::Ident(name), _) if is_one_of(name, &["actix_ws", "actix_web_actors", "WsResponseBuilder"]) => true,
        // `handle(&request, payload)` of actix-ws, `ws::start(…)` of actix-web-actors.
        (TokenTree::Ident(name), Some(TokenTree::Group(arguments))) if is_one_of(name, &["handle", "start"]) => {
            arguments.delimiter() == Delimiter::Parenthesis
        }
        (TokenTree::Group(group), _) => opens_websocket(group.stream()),
        _ => false,
    })
}
