//! Servers on this machine.

use std::{net::SocketAddr, sync::mpsc, thread};

use axum::{Router, body::Body, extract::Request, http::Response};

/// Serves an application until the process ends. Returns the address.
pub(crate) fn serve(app: Router) -> String {
    let (sender, receiver) = mpsc::channel::<SocketAddr>();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
            sender.send(listener.local_addr().expect("an address")).expect("the test");
            axum::serve(listener, app).await.expect("a server");
        });
    });
    format!("http://{}/users", receiver.recv().expect("an address"))
}

/// A request, as far as these servers read it.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) origin: String,
    pub(super) url: String,
    pub(super) is_preflight: bool,
}

/// Serves answers of a function: a status and headers.
pub(super) fn answering(
    answer: impl Fn(&Asked) -> (u16, Vec<(&'static str, String)>) + Clone + Send + Sync + 'static,
) -> String {
    serve(Router::new().fallback(move |request: Request| {
        let header = |name: &str| {
            request.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let asked = Asked {
            origin: header("origin").unwrap_or_default(),
            url: request.uri().to_string(),
            is_preflight: header("access-control-request-method").is_some(),
        };
        let (status, headers) = answer(&asked);
        async move {
            let response = Response::builder().status(status);
            let response = headers.into_iter().fold(response, |response, (name, value)| response.header(name, value));
            response.body(Body::empty()).expect("a response")
        }
    }))
}
