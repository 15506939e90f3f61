//! The policies of the guide's API, with `cors` of the framework at hand. The guide shows them as they stand here.

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
    };
}
pub(super) use policies;
