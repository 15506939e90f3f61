//! The extractors that refuse every request that a form can send, for the rule `forgeable`.
//!
//! A page can make a browser send a form to any server, with the user's cookies and without a preflight: a `POST` request with a body of
//! three types and without headers of its own. An extractor that is not in this list is expected to take it.

use syn::{FnArg, GenericArgument, PathArguments, PathSegment, Signature, Type, TypePath};

use crate::syntax::tokens::is_one_of;

/// They refuse a body whose `Content-Type` is not JSON, which no form can have: the `Json` of axum and of actix-web, and that of
/// axum-extra that borrows from the body.
const JSON_BODIES: &[&str] = &["Json", "JsonDeserializer"];

/// They need `Authorization: Bearer …`, which only a script can send: those of actix-web-httpauth and of axum-auth. Their siblings for
/// Basic authentication are not here, because browsers add such credentials to forms, too.
const BEARERS: &[&str] = &["BearerAuth", "AuthBearer"];

/// They need a header: `TypedHeader` of axum-extra, `Header` of actix-web. A header of the application's own can only be sent by a script.
const HEADERS: &[&str] = &["TypedHeader", "Header"];

/// They need the handshake of a WebSocket, which is not a form's request. The rule `websocket_without_enforce` is about them.
const HANDSHAKES: &[&str] = &["WebSocketUpgrade"];

/// Wrappers that refuse what the extractor inside refuses: those of axum-extra and axum-valid. Others, such as
/// `Option`, `Result` and `Either`, may go on without it. The first type argument is the extractor.
const WRAPPERS: &[&str] =
    &["Cached", "Garde", "Modified", "Valid", "ValidEx", "Validated", "Validified", "ValidifiedByRef", "WithRejection"];

/// The header types of the crate `headers` and of actix-web, and usual names for headers that browsers and proxies add by themselves.
#[rustfmt::skip]
const ORDINARY_HEADERS: &[&str] = &[
    "Accept", "AcceptCharset", "AcceptEncoding", "AcceptLanguage", "AcceptRanges", "AccessControlAllowCredentials",
    "AccessControlAllowHeaders", "AccessControlAllowMethods", "AccessControlAllowOrigin", "AccessControlExposeHeaders",
    "AccessControlMaxAge", "AccessControlRequestHeaders", "AccessControlRequestMethod", "Age", "Allow", "Authorization",
    "CacheControl", "Connection", "ContentDisposition", "ContentEncoding", "ContentLanguage", "ContentLength", "ContentLocation",
    "ContentRange", "ContentType", "Cookie", "Date", "ETag", "Expect", "Expires", "From", "Host", "IfMatch", "IfModifiedSince",
    "IfNoneMatch", "IfRange", "IfUnmodifiedSince", "LastEventId", "LastModified", "Link", "Location", "Origin", "Pragma", "Prefer",
    "ProxyAuthorization", "Range", "Referer", "ReferrerPolicy", "RetryAfter", "SecWebsocketAccept", "SecWebsocketKey",
    "SecWebsocketVersion", "Server", "SetCookie", "StrictTransportSecurity", "Te", "TransferEncoding", "Upgrade", "UserAgent", "Vary",
    "Warning",
    // Browsers.
    "Dnt", "Priority", "SecChUa", "SecFetchDest", "SecFetchMode", "SecFetchSite", "SecFetchUser", "SecGpc", "UpgradeInsecureRequests",
    // Proxies.
    "Forwarded", "TraceParent", "Traceparent", "Via", "XForwardedFor", "XForwardedHost", "XForwardedProto", "XRealIp", "XRequestId",
];

/// The names of [`refuses_forms`], to find out quickly that a signature has none of them.
pub(super) fn names() -> Vec<&'static str> {
    [JSON_BODIES, BEARERS, HEADERS, HANDSHAKES].concat()
}

/// Returns whether a handler refuses every request that a form can send.
pub(super) fn refuses_forms(signature: &Signature) -> bool {
    signature.inputs.iter().any(|argument| matches!(argument, FnArg::Typed(argument) if refuses(&argument.ty)))
}

fn refuses(ty: &Type) -> bool {
    let segment = match ty {
        Type::Path(TypePath { path, .. }) => path.segments.last(),
        Type::Tuple(tuple) => return tuple.elems.iter().any(refuses),
        Type::Group(group) => return refuses(&group.elem),
        Type::Paren(paren) => return refuses(&paren.elem),
        _ => None,
    };
    segment.is_some_and(|segment| {
        let is = |names| is_one_of(&segment.ident, names);
        is(JSON_BODIES)
            || is(BEARERS)
            || is(HANDSHAKES)
            || (is(HEADERS) && argument(segment).is_some_and(is_for_scripts))
            || (is(WRAPPERS) && argument(segment).is_some_and(refuses))
    })
}

/// Returns whether only a script can send a header of this type.
fn is_for_scripts(header: &Type) -> bool {
    let Type::Path(TypePath { path, .. }) = header else { return false };
    path.segments.last().is_some_and(|segment| {
        let scheme = || argument(segment).is_some_and(|scheme| is_named(scheme, "Bearer"));
        let is_ordinary = is_one_of(&segment.ident, ORDINARY_HEADERS);
        if segment.ident == "Authorization" { scheme() } else { !is_ordinary }
    })
}

fn is_named(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(TypePath { path, .. }) if path.segments.last().is_some_and(|segment| segment.ident == name))
}

/// Returns the first type argument.
fn argument(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

#[cfg(test)]
#[path = "../../../tests/unit/protection.rs"]
mod tests;
