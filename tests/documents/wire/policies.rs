//! The policies of the guide's API, with `cors` of the framework at hand. The chapters show them as they stand here: `requests.md`
//! all but the last, which belongs to `public-api.md`.

// Each run of rustfmt would move what is in here further to the right.
#[rustfmt::skip]
macro_rules! policies {
    () => {
#[cors(
    origins = ["https://app.example.com"],
    credentials,
    allow_headers = ["content-type"],
    expose_headers = ["x-total-count"],
    max_age = "2h",
)]
struct Frontend;

#[cors(origins = ["https://admin.example.com"], credentials)]
struct Admin;

#[cors(origins = "*")]
struct Public;

#[cors(origins = ["https://app.example.com"], credentials, enforce)]
struct Guarded;

#[cors(
    origins = "*",
    allow_headers = ["x-api-key", "if-none-match"],
    expose_headers = ["etag", "retry-after", "x-ratelimit-remaining"],
    max_age = "24h",
)]
struct OpenData;
    };
}
pub(super) use policies;
