//! What is deployed, asked as a browser asks: the function of `docs/proxies.md`, to the letter.

use cors_axum::browser::{Explanation, PageRequest, SentResponse, fetch};

/// What a browser makes of what is deployed.
pub fn ask(request: &PageRequest) -> Explanation {
    // Redirects are the browser's to follow, and an error is an answer.
    let agent = ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false).build().new_agent();
    fetch(request, |sent| {
        let mut message = ureq::http::Request::builder().method(sent.method.as_str()).uri(&sent.url);
        for (name, value) in &sent.headers {
            message = message.header(name, value);
        }
        let message = message.body(()).expect("a request");
        let response = agent.run(message).unwrap_or_else(|error| panic!("{}: {error}", sent.url));
        let answer = SentResponse::new(response.status().as_u16());
        response.headers().iter().fold(answer, |answer, (name, value)| {
            answer.header(name.as_str(), String::from_utf8_lossy(value.as_bytes()))
        })
    })
}
