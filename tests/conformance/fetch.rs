//! The model browser of `cors_core`, in front of an application that takes its time.

use cors_browser::{Browser, Explanation, PageRequest, SentRequest, SentResponse};
use http::Response;

/// The model asks, and is answered at once; so it is run again with every answer that has come in.
pub(crate) async fn fetch(
    browser: &mut Browser,
    request: &PageRequest,
    mut server: impl AsyncFnMut(&SentRequest) -> SentResponse,
) -> Explanation {
    let mut answers = Vec::new();
    loop {
        let mut known = answers.iter().cloned();
        let mut asked = None;
        let mut tried = browser.clone();
        let explanation = tried.fetch(request, |sent| {
            known.next().unwrap_or_else(|| {
                asked.get_or_insert_with(|| sent.clone());
                SentResponse::new(0)
            })
        });
        match asked {
            Some(sent) => answers.push(server(&sent).await),
            None => {
                *browser = tried;
                return explanation;
            }
        }
    }
}

pub(crate) fn answer<B>(response: &Response<B>) -> SentResponse {
    let mut answer = SentResponse::new(response.status().as_u16());
    for (name, value) in response.headers() {
        answer = answer.header(name.as_str(), value.to_str().expect("text"));
    }
    answer
}
