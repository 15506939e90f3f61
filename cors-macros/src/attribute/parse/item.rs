//! What the attribute stands on. Only the head is parsed: a half-typed body is the compiler's to report.

use cors_core::{HandlerFacts, IssueKind, Location};
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, FnArg, GenericArgument, GenericParam, PathArguments, Signature, Token, Type, TypePath, Visibility,
    parse::{ParseStream, Parser},
};

use super::argument::given_twice;
use crate::report::{errors::Errors, place::Place};
use crate::syntax::tokens::{find, is_punct};

/// A handler or a named policy.
pub(crate) struct Item {
    pub(crate) kind: ItemKind,
    pub(crate) ident: Ident,
    /// The name of what stands beside a handler.
    pub(crate) companion: Ident,
    /// A function with a type for each of its instances.
    pub(crate) is_generic: bool,
    pub(crate) vis: TokenStream,
    /// `#[deprecated]` and `#[allow(…)]`, which the companion shares.
    pub(crate) shared: Vec<Attribute>,
}

pub(crate) enum ItemKind {
    Handler(Extractors),
    NamedPolicy,
}

/// The arguments of a handler that say which requests it serves.
#[derive(Clone, Copy, Default)]
pub(crate) struct Extractors {
    pub(crate) json: Option<Span>,
    pub(crate) authorization: Option<Span>,
    pub(crate) websocket: Option<Span>,
}

impl Item {
    /// Reads the head of an item; `None` and an error if the attribute does not go on it.
    pub(crate) fn parse(item: TokenStream, errors: &mut Errors) -> Option<Item> {
        if let Some(item) = plain(item.clone()) {
            return Some(item);
        }
        match parse_head.parse2(item) {
            Ok(Head::Item(item)) => Some(item),
            Ok(Head::Unsupported { item, place }) => {
                errors.push(place, IssueKind::UnsupportedItem { item }.at(Location::POLICY));
                None
            }
            Ok(Head::AnnotatedTwice(attribute)) => {
                errors.push(attribute, given_twice("#[cors]"));
                None
            }
            Err(error) => {
                errors.push_syntax(&error);
                None
            }
        }
    }

    /// What the rules ask of a handler.
    pub(crate) fn facts(&self) -> HandlerFacts {
        match self.kind {
            ItemKind::Handler(Extractors { json, authorization, websocket }) => HandlerFacts {
                takes_json: json.is_some(),
                takes_authorization: authorization.is_some(),
                takes_websocket: websocket.is_some(),
            },
            ItemKind::NamedPolicy => HandlerFacts::default(),
        }
    }
}

enum Head {
    Item(Item),
    Unsupported {
        item: &'static str,
        place: Place,
    },
    /// The other attribute makes the companion.
    AnnotatedTwice(Place),
}

/// The words that an item has to be parsed for: attributes that matter here, methods, extractors.
const WORDS: [&str; 13] = [
    "cors",
    "allow",
    "deprecated",
    "self",
    "Self",
    "Json",
    "Authorization",
    "BearerAuth",
    "BasicAuth",
    "AuthBearer",
    "AuthBasic",
    "WebSocketUpgrade",
    "Payload",
];

/// A handler of which there is nothing to know but its name, as most are: a whole parse of its tokens would take longer than
/// everything else that the attribute does.
fn plain(item: TokenStream) -> Option<Item> {
    let mut tokens = item.into_iter().peekable();
    let is_ident = |token: &TokenTree, name: &str| matches!(token, TokenTree::Ident(ident) if ident == name);
    while tokens.next_if(|token| is_punct(token, '#')).is_some() {
        match tokens.next()? {
            TokenTree::Group(attribute) if find(attribute.stream(), &WORDS).is_none() => {}
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
    if arguments.delimiter() != Delimiter::Parenthesis
        || find(arguments.stream(), &WORDS).is_some()
        || find(output.collect(), &WORDS).is_some()
    {
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

fn parse_head(input: ParseStream<'_>) -> syn::Result<Head> {
    let attributes = input.call(Attribute::parse_outer)?;
    let vis = input.parse::<Visibility>()?.into_token_stream();
    let ahead = input.fork();
    let is_struct = input.peek(Token![struct]);
    let signature = if is_struct { None } else { input.parse::<Signature>().ok() };
    // What follows the head is nobody's business here, but for who opens a WebSocket in it.
    let body = input.parse::<TokenStream>()?;
    if let Some(other) = attributes.iter().find(|attribute| is_cors(attribute)) {
        let tokens: Vec<_> = other.to_token_stream().into_iter().collect();
        return Ok(Head::AnnotatedTwice(Place::of(&tokens).unwrap_or_else(Place::call_site)));
    }
    let is_shared = |attribute: &Attribute| ["allow", "deprecated"].iter().any(|name| attribute.path().is_ident(name));
    let shared = attributes.into_iter().filter(is_shared).collect();
    // Where the signature cannot be read, nothing is known of the function's type.
    let is_generic = signature.as_ref().is_none_or(is_generic);
    let item =
        |kind, ident: Ident| Ok(Head::Item(Item { kind, companion: ident.clone(), ident, is_generic, vis, shared }));
    let unsupported = |item, place: Place| Ok(Head::Unsupported { item, place });
    if is_struct {
        ahead.parse::<Token![struct]>()?;
        let ident = ahead.parse::<Ident>()?;
        return match ahead.peek(Token![;]) {
            true => item(ItemKind::NamedPolicy, ident),
            false => unsupported("a struct with a body or with parameters", ident.span().into()),
        };
    }
    if let Some(signature) = signature {
        return match mentions_self(&signature) {
            Some(span) => unsupported("a method", span.into()),
            None => item(ItemKind::Handler(extractors(&signature, body)), signature.ident),
        };
    }
    let tokens: Vec<_> = ahead.parse::<TokenStream>()?.into_iter().collect();
    match function_name(&tokens) {
        // A half-typed signature is the compiler's to report too.
        Some(ident) => item(ItemKind::Handler(Extractors::default()), ident),
        None => {
            let (what, place) = describe(&tokens);
            unsupported(what, place)
        }
    }
}

/// Whether it is this attribute, by the name under which adapters export it.
fn is_cors(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|segment| segment.ident == "cors")
}

fn function_name(tokens: &[TokenTree]) -> Option<Ident> {
    tokens.windows(2).find_map(|pair| match pair {
        [TokenTree::Ident(keyword), TokenTree::Ident(name)] if keyword == "fn" => Some(name.clone()),
        _ => None,
    })
}

/// The kind of an item that the attribute does not go on, by its keyword.
fn describe(tokens: &[TokenTree]) -> (&'static str, Place) {
    let keyword = tokens.iter().find_map(|token| {
        let TokenTree::Ident(keyword) = token else { return None };
        let what = match keyword.to_string().as_str() {
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
        Some((what, token.span().into()))
    });
    keyword.unwrap_or_else(|| ("this item", Place::call_site()))
}

/// Where a signature shows that it belongs to an `impl` block.
fn mentions_self(signature: &Signature) -> Option<Span> {
    if let Some(receiver) = signature.receiver() {
        return Some(receiver.self_token.span);
    }
    find(signature.inputs.to_token_stream(), &["Self"]).or_else(|| find(signature.output.to_token_stream(), &["Self"]))
}

/// Whether a function has a type for each of its instances. Lifetimes make none.
fn is_generic(signature: &Signature) -> bool {
    let is_lifetime = |parameter: &GenericParam| matches!(parameter, GenericParam::Lifetime(_));
    !signature.generics.params.iter().all(is_lifetime) || find(signature.inputs.to_token_stream(), &["impl"]).is_some()
}

/// What the types of the arguments tell. A type behind an alias tells nothing.
fn extractors(signature: &Signature, body: TokenStream) -> Extractors {
    let first = |names: &[&str]| {
        signature.inputs.iter().find_map(|argument| match argument {
            FnArg::Typed(argument) => extractor(&argument.ty, names),
            FnArg::Receiver(_) => None,
        })
    };
    Extractors {
        json: first(&["Json"]),
        // `TypedHeader<Authorization<…>>` of axum-extra, the extractors of actix-web-httpauth and of axum-auth.
        authorization: first(&["Authorization", "BearerAuth", "BasicAuth", "AuthBearer", "AuthBasic"]),
        websocket: first(&["WebSocketUpgrade"]).or_else(|| first(&["Payload"]).filter(|_| opens_websocket(body))),
    }
}

/// Extractors that do not read what their argument would read: it is stored elsewhere, or is what they themselves read.
const FINAL: [&str; 21] = [
    "Arc",
    "Cbor",
    "ConnectInfo",
    "Data",
    "Extension",
    "Form",
    "Json",
    "MsgPack",
    "Multipart",
    "MultipartForm",
    "Path",
    "PrivateCookieJar",
    "Protobuf",
    "Query",
    "ReqData",
    "SignedCookieJar",
    "State",
    "ThinData",
    "TypedMultipart",
    "Xml",
    "Yaml",
];

/// Where the first extractor of these names stands: as the type, or in a tuple or a wrapper of extractors, such as `Option`, `Either` and
/// `Valid`.
fn extractor(ty: &Type, names: &[&str]) -> Option<Span> {
    let segment = match ty {
        Type::Path(TypePath { path, .. }) => path.segments.last()?,
        Type::Tuple(tuple) => return tuple.elems.iter().find_map(|ty| extractor(ty, names)),
        Type::Group(group) => return extractor(&group.elem, names),
        Type::Paren(paren) => return extractor(&paren.elem, names),
        _ => return None,
    };
    let is = |names: &[&str]| names.iter().any(|name| segment.ident == name);
    if is(names) {
        return Some(segment.ident.span());
    }
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    // Behind it stands an error, or a rejection.
    let most = if is(&FINAL) {
        0
    } else if is(&["Result", "WithRejection"]) {
        1
    } else {
        usize::MAX
    };
    arguments.args.iter().take(most).find_map(|argument| match argument {
        GenericArgument::Type(ty) => extractor(ty, names),
        _ => None,
    })
}

/// actix-web has no extractor for WebSockets: actix-ws and actix-web-actors are handed the payload of any request.
fn opens_websocket(body: TokenStream) -> bool {
    const NAMES: [&str; 3] = ["actix_ws", "actix_web_actors", "WsResponseBuilder"];
    let tokens: Vec<_> = body.into_iter().collect();
    tokens.iter().enumerate().any(|(at, token)| match (token, tokens.get(at + 1)) {
        (TokenTree::Ident(name), _) if NAMES.iter().any(|known| name == known) => true,
        // `handle(&request, payload)` of actix-ws, `ws::start(…)` of actix-web-actors.
        (TokenTree::Ident(name), Some(TokenTree::Group(arguments))) if name == "handle" || name == "start" => {
            arguments.delimiter() == Delimiter::Parenthesis
        }
        (TokenTree::Group(group), _) => opens_websocket(group.stream()),
        _ => false,
    })
}
