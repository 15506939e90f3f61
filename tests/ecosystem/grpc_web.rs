//! gRPC for browsers: a service of tonic behind tonic-web, under a policy.

use bytes::{Buf, BufMut};
use cors_axum::{CorsRouter, browser::PageRequest, cors, with_policy};
use cors_tests::{
    driver::serve_axum,
    exchange::{APP, EVIL, from},
};
use tonic::{
    Status,
    codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder},
    server::Grpc,
};
use tonic_web::GrpcWebLayer;
use tower::{Layer, service_fn};

use crate::ask::{ask, statuses};

/// What grpc-web's clients send, and what they have to read.
#[cors(
    origins = ["https://app.example.com"],
    methods = [POST],
    allow_headers = ["content-type", "x-grpc-web", "x-user-agent", "grpc-timeout"],
    expose_headers = ["grpc-status", "grpc-message"],
    max_age = "2h",
)]
struct GrpcWeb;

/// Messages are text: what a generated codec makes of protocol buffers does not matter here.
struct Text;

impl Codec for Text {
    type Encode = String;
    type Decode = String;
    type Encoder = Text;
    type Decoder = Text;

    fn encoder(&mut self) -> Text {
        Text
    }

    fn decoder(&mut self) -> Text {
        Text
    }
}

impl Encoder for Text {
    type Item = String;
    type Error = Status;

    fn encode(&mut self, message: String, bytes: &mut EncodeBuf<'_>) -> Result<(), Status> {
        bytes.put_slice(message.as_bytes());
        Ok(())
    }
}

impl Decoder for Text {
    type Item = String;
    type Error = Status;

    fn decode(&mut self, bytes: &mut DecodeBuf<'_>) -> Result<Option<String>, Status> {
        let bytes = bytes.copy_to_bytes(bytes.remaining());
        String::from_utf8(bytes.into()).map(Some).map_err(|_| Status::invalid_argument("no text"))
    }
}

fn router() -> axum::Router {
    // As the server that tonic generates: one method of one service.
    let greeter = service_fn(async |request: http::Request<tonic::body::Body>| {
        let greet = service_fn(async |name: tonic::Request<String>| match name.into_inner().as_str() {
            "" => Err(Status::invalid_argument("no name")),
            name => Ok(tonic::Response::new(format!("Hello, {name}"))),
        });
        Ok::<_, std::convert::Infallible>(Grpc::new(Text).unary(greet, request).await)
    });
    let greeter = GrpcWebLayer::new().layer(greeter);
    // Not nested: gRPC names its methods by the whole path.
    CorsRouter::new().route("/greet.Greeter/{method}", with_policy(GrpcWeb).any_service(greeter)).into_router()
}

fn call(page: &str) -> PageRequest {
    PageRequest::new(page, "POST").header("content-type", "application/grpc-web+proto").header("x-grpc-web", "1")
}

#[tokio::test]
async fn pages_call_it_by_their_policy() {
    let app = serve_axum(router()).await;
    let ours = ask(&app, call(APP), "/greet.Greeter/SayHello").await;
    assert_eq!((ours.is_readable(), statuses(&ours)), (true, (Some(204), Some(200))), "{ours}");
    let theirs = ask(&app, call(EVIL), "/greet.Greeter/SayHello").await;
    assert_eq!((theirs.is_readable(), statuses(&theirs)), (false, (Some(403), None)), "{theirs}");

    // The message is preceded by a flag and its length; the trailers come in the body.
    let call = |message| {
        let request = from("POST /greet.Greeter/SayHello", APP).header("x-grpc-web", "1");
        request.body("application/grpc-web+proto", message)
    };
    let hello = call("\0\0\0\0\u{3}Ada").send(&app).await;
    assert_eq!((hello.status, hello.allowed_origin()), (200, Some(APP)));
    assert!(hello.body.contains("Hello, Ada") && hello.body.contains("grpc-status:0"), "{:?}", hello.body);
    // An error comes in the headers, which the policy exposes.
    let unnamed = call("\0\0\0\0\0").send(&app).await;
    assert_eq!((unnamed.headers["grpc-status"].as_bytes(), unnamed.allowed_origin()), (b"3".as_slice(), Some(APP)));
    assert_eq!(unnamed.headers["access-control-expose-headers"], "grpc-status, grpc-message");
}
