//! Requests and responses.

use std::collections::BTreeMap;

use actix_web::{
    App, Error,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    test::{TestRequest, init_service, try_call_service},
};

/// A page that most policies let in.
pub(crate) const APP: &str = "https://app.example.com";
/// A page that other policies let in.
pub(crate) const ADMIN: &str = "https://admin.example.com";
/// A page that nobody lets in.
pub(crate) const EVIL: &str = "https://evil.test";

/// What came back: the status, every `Access-Control-*` and `Vary` line, and the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) cors: BTreeMap<String, Vec<String>>,
    pub(crate) body: String,
    /// Whether it left the application as an error.
    pub(crate) is_error: bool,
}

impl Answer {
    pub(crate) fn line(&self, name: &str) -> Option<&str> {
        self.cors.get(name).and_then(|lines| lines.first()).map(String::as_str)
    }

    /// Who may read it.
    pub(crate) fn readable_by(&self) -> Option<&str> {
        self.line("access-control-allow-origin")
    }
}

/// `METHOD /path` and further headers.
pub(crate) fn request(line: &str, headers: &[(&'static str, &str)]) -> TestRequest {
    let (method, path) = line.split_once(' ').expect("`METHOD /path`");
    let request = TestRequest::with_uri(path).method(method.parse().expect("a method"));
    headers.iter().fold(request, |request, header| request.append_header(*header))
}

/// The preflight for `METHOD /path` from a page.
pub(crate) fn preflight(line: &str, origin: &str) -> TestRequest {
    let (method, path) = line.split_once(' ').expect("`METHOD /path`");
    request(&format!("OPTIONS {path}"), &[("origin", origin), ("access-control-request-method", method)])
}

/// `METHOD /path` from a page.
pub(crate) fn from(line: &str, origin: &str) -> TestRequest {
    request(line, &[("origin", origin)])
}

/// Answers requests, one after the other, by one application.
pub(crate) async fn answers<T, B>(app: App<T>, requests: Vec<TestRequest>) -> Vec<Answer>
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>
        + 'static,
    B: MessageBody + 'static,
{
    let service = init_service(app).await;
    let mut answers = Vec::new();
    for request in requests {
        let (response, is_error) = match try_call_service(&service, request.to_request()).await {
            Ok(response) => (response.into_parts().1.map_into_boxed_body(), false),
            Err(error) => (error.error_response(), true),
        };
        let mut cors = BTreeMap::new();
        for (name, value) in response.headers() {
            let name = name.as_str();
            if name.starts_with("access-control-") || name == "vary" {
                cors.entry(name.to_owned()).or_insert_with(Vec::new).push(value.to_str().expect("text").to_owned());
            }
        }
        let status = response.status().as_u16();
        let body = actix_web::body::to_bytes(response.into_body()).await.map_err(|_| ()).expect("a body");
        answers.push(Answer { status, cors, body: String::from_utf8_lossy(&body).into_owned(), is_error });
    }
    answers
}

/// The answer to one request.
pub(crate) async fn answer<T, B>(app: App<T>, request: TestRequest) -> Answer
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>
        + 'static,
    B: MessageBody + 'static,
{
    answers(app, vec![request]).await.remove(0)
}

/// Who may read the answers: `status origin`, one for each request.
pub(crate) async fn readers<T, B>(app: App<T>, requests: Vec<TestRequest>) -> Vec<String>
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>
        + 'static,
    B: MessageBody + 'static,
{
    let answers = answers(app, requests).await;
    answers.iter().map(|answer| format!("{} {}", answer.status, answer.readable_by().unwrap_or("nobody"))).collect()
}
