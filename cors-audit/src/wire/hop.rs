//! The part of the way that is likely at fault, by the headers of an answer.

use super::answer::Answer;

/// Headers that only one product sends.
const PRODUCTS: [(&str, &str); 9] = [
    ("cf-ray", "Cloudflare"),
    ("x-amz-cf-id", "Amazon CloudFront"),
    ("x-amz-apigw-id", "Amazon API Gateway"),
    ("x-azure-ref", "Azure Front Door"),
    ("x-fastly-request-id", "Fastly"),
    ("x-vercel-id", "Vercel"),
    ("fly-request-id", "Fly.io"),
    ("x-kong-proxy-latency", "Kong"),
    ("x-varnish", "Varnish"),
];

/// The part of the way that an answer names.
pub(crate) fn likely_hop(answer: &Answer) -> Option<String> {
    let product = PRODUCTS.into_iter().find(|(header, _)| answer.get(header).is_some());
    if let Some((header, product)) = product {
        return Some(format!("{product} (by `{header}`)"));
    }
    for (header, label) in [("via", "Via"), ("server", "Server"), ("x-served-by", "X-Served-By")] {
        if let Some(value) = answer.get(header) {
            return Some(format!("{value} (by `{label}`)"));
        }
    }
    let age = answer.get("age")?;
    Some(format!("a cache (by `Age: {age}`)"))
}
