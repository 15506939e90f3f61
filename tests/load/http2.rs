//! HTTP/2: several requests at once over one connection.

use cors_axum::browser::SentResponse;
use http::{Request, Version};
use http_body_util::Empty;
use hyper::{body::Bytes, client::conn::http2};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::{net::TcpStream, runtime, task::JoinSet};

use crate::{Dice, Target};

pub(crate) fn ask(target: &Target, dice: &mut Dice) {
    let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be started");
    let asked: Vec<_> = (0..32).map(|_| *dice.roll(&["https://app.example.com", "https://evil.test"])).collect();
    runtime.block_on(connection(target, &asked));
}

async fn connection(target: &Target, asked: &[&'static str]) {
    let stream = TcpStream::connect(target.api).await.expect("a connection");
    let handshake = http2::handshake::<_, _, Empty<Bytes>>(TokioExecutor::new(), TokioIo::new(stream)).await;
    let (sender, connection) = handshake.expect("a server of HTTP/2");
    let connection = tokio::spawn(connection);
    let mut answers = JoinSet::new();
    for (at, &origin) in asked.iter().enumerate() {
        let mut sender = sender.clone();
        answers.spawn(async move {
            let is_preflight = at % 2 == 0;
            let mut request =
                Request::builder().version(Version::HTTP_2).uri("http://api.test/users").header("origin", origin);
            if is_preflight {
                request = request.method("OPTIONS").header("access-control-request-method", "POST");
            }
            let request = request.body(Empty::new()).expect("a request");
            let response = sender.send_request(request).await.expect("an answer");
            let allowed = response.headers().get("access-control-allow-origin").cloned();
            let status = response.status().as_u16();
            assert!(status < 500, "{:?}", SentResponse::new(status));
            let expected = (origin == "https://app.example.com").then_some(origin.as_bytes());
            assert_eq!(allowed.as_ref().map(http::HeaderValue::as_bytes), expected, "{response:?}");
            assert!(response.headers().contains_key("vary"), "{response:?}");
        });
    }
    while let Some(answer) = answers.join_next().await {
        answer.unwrap_or_else(|wrong| std::panic::resume_unwind(wrong.into_panic()));
        target.count(1);
    }
    connection.abort();
}
