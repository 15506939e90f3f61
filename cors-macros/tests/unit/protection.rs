//! Signatures of handlers that refuse what forms can send, and of others.
#![allow(clippy::unwrap_used)]

use super::refuses_forms;

fn refuses(arguments: &str) -> bool {
    refuses_forms(&syn::parse_str(&format!("fn handler({arguments})")).unwrap())
}

#[test]
fn a_needed_extractor_protects() {
    for arguments in [
        "_: Json<u8>",
        "_: web::Json<u8>",
        "_: axum_extra::extract::JsonDeserializer<u8>",
        "_: Path<u8>, Json(_): axum::Json<u8>",
        "_: (Path<u8>, Json<u8>)",
        "_: Valid<Json<u8>>",
        "_: WithRejection<Valid<Json<u8>>, Problem>",
        "_: TypedHeader<Authorization<Bearer>>",
        "_: Cached<TypedHeader<Authorization<Bearer>>>, _: Form<u8>",
        "_: BearerAuth",
        "_: AuthBearer",
        "_: TypedHeader<CsrfToken>",
        "_: web::Header<headers::CsrfToken>",
        "_: WebSocketUpgrade",
        "_: WebSocketUpgrade<OnFailed>",
    ] {
        assert!(refuses(arguments), "{arguments}");
    }
}

#[test]
fn others_do_not() {
    for arguments in [
        "",
        "_: Form<u8>",
        "_: Multipart",
        "_: String",
        "_: Bytes",
        "_: Request",
        "_: Path<u8>, _: Query<u8>",
        "_: Unknown",
        "_: Option<Json<u8>>",
        "_: Result<Json<u8>, Problem>",
        "_: Either<Json<u8>, Form<u8>>",
        "_: Unknown<Json<u8>>",
        "_: WithRejection<Form<u8>, Json<u8>>",
        "_: Valid<Option<Json<u8>>>",
        "_: State<Json<u8>>",
        "_: Extension<Json<u8>>",
        "_: TypedHeader<Authorization<Basic>>",
        "_: Option<TypedHeader<Authorization<Bearer>>>",
        "_: BasicAuth",
        "_: AuthBasic",
        "_: Option<BearerAuth>",
        "_: TypedHeader<ContentType>",
        "_: TypedHeader<headers::Cookie>",
        "_: TypedHeader<SecFetchSite>",
        "_: web::Header<header::IfMatch>",
        "_: Header",
        "_: Option<WebSocketUpgrade>",
    ] {
        assert!(!refuses(arguments), "{arguments}");
    }
}
