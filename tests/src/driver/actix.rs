//! actix-web: behind a socket, or called directly.

use std::net::TcpListener;

use actix_web::{
    App, Error, HttpResponse, HttpServer,
    body::{self, MessageBody},
    dev::{Service, ServiceFactory, ServiceRequest, ServiceResponse},
    http::Method,
    test::{self, TestRequest},
};
use http::{Request, Response};

use super::{Driver, Served};
use crate::frameworks::Framework;

/// Connections take turns with the workers, each of which has an application of its own. If one of them answered differently, a table
/// of requests would fail.
const WORKERS: usize = 2;

/// Serves an application until the answer is dropped, over HTTP/1.1, and over HTTP/2 to clients that begin with it.
pub fn serve_actix<T, B>(app: impl Fn() -> App<T> + Send + Clone + 'static) -> Served
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>,
    T: 'static,
    B: MessageBody + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("its number");
    let server =
        HttpServer::new(app).workers(WORKERS).disable_signals().listen_auto_h2c(listener).expect("it listens").run();
    let handle = server.handle();
    tokio::spawn(server);
    // The order to stop is given at once; only waiting for it would take a future.
    Served::new(address, Framework::Actix, move || drop(handle.stop(false)))
}

/// A response that left the application as an error: [`call_actix`] puts this into its extensions.
#[derive(Clone, Copy, Debug)]
pub struct LeftAsError;

/// Without a socket, for requests that no HTTP parser accepts.
pub async fn call_actix<T, B>(app: App<T>) -> impl Driver
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>,
    T: 'static,
    B: MessageBody + 'static,
{
    let service = test::init_service(app).await;
    Called(async move |request: TestRequest| match service.call(request.to_request()).await {
        Ok(response) => received(response.into()).await,
        // As actix-web's own dispatcher does.
        Err(error) => {
            let mut response = received(error.error_response()).await;
            response.extensions_mut().insert(LeftAsError);
            response
        }
    })
}

struct Called<F>(F);

impl<F: AsyncFn(TestRequest) -> Response<Vec<u8>>> Driver for Called<F> {
    async fn send(&self, request: Request<&'static str>) -> Response<Vec<u8>> {
        (self.0)(actix_request(request)).await
    }

    fn framework(&self) -> Framework {
        Framework::Actix
    }
}

/// The request as actix-web's, which has another release of `http`.
pub fn actix_request(request: Request<&'static str>) -> TestRequest {
    let method = Method::from_bytes(request.method().as_str().as_bytes()).expect("a method");
    let mut same = TestRequest::with_uri(&request.uri().to_string()).method(method).set_payload(*request.body());
    for (name, value) in request.headers() {
        same = same.append_header((name.as_str(), value.as_bytes()));
    }
    same
}

async fn received<B: MessageBody>(response: HttpResponse<B>) -> Response<Vec<u8>> {
    let mut same = Response::builder().status(response.status().as_u16());
    for (name, value) in response.headers() {
        same = same.header(name.as_str(), value.as_bytes());
    }
    let Ok(body) = body::to_bytes(response.into_body()).await else { panic!("a body") };
    same.body(body.into()).expect("a response")
}
