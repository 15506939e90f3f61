//! Requests and answers, line by line, for reports.

use super::{
    answer::{Answer, NoAnswer},
    client::Request,
};

/// The headers that concern caches, authentication, redirects and the way.
const SHOWN: [&str; 14] = [
    "age",
    "cache-control",
    "cf-ray",
    "location",
    "proxy-authenticate",
    "server",
    "vary",
    "via",
    "www-authenticate",
    "x-amz-cf-id",
    "x-cache",
    "x-cache-status",
    "x-served-by",
    "x-varnish",
];

/// The line of a request and its headers.
pub(crate) fn request_lines(request: &Request) -> Vec<String> {
    let first = format!("{} {}", request.method, request.url);
    std::iter::once(first).chain(request.headers.iter().map(line)).collect()
}

/// The status of an answer and those of its headers that matter, or the reason why there is none.
pub(crate) fn answer_lines(answer: &Result<Answer, NoAnswer>) -> Vec<String> {
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => return vec![error.to_string()],
    };
    let is_shown = |name: &str| name.starts_with("access-control-") || SHOWN.contains(&name);
    let headers = answer.headers.iter().filter(|(name, _)| is_shown(name)).map(line);
    std::iter::once(format!("{} {}", answer.protocol, answer.status)).chain(headers).collect()
}

fn line((name, value): &(String, String)) -> String {
    format!("{name}: {value}")
}
