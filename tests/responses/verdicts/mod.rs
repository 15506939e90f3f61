//! The verdicts of `enforce` and `hosts`: which requests are refused, whatever the framework, and what the answer says to caches.

/// The policies of both applications, with the attribute of the framework at hand.
macro_rules! policies {
    () => {
        /// Other origins may call anonymously.
        #[cors(origins = ["https://app.example.com"], enforce)]
        pub(super) struct Anonymous;

        #[cors(origins = ["https://app.example.com"], credentials, enforce)]
        pub(super) struct User;

        #[cors(same_origin, enforce)]
        pub(super) struct Closed;

        #[cors(policy = Anonymous, enforce = "report")]
        pub(super) struct Reported;

        #[cors(policy = User, enforce = "report")]
        pub(super) struct UserReported;

        #[cors(policy = Reported, enforce)]
        pub(super) struct Again;

        #[cors(origins = ["https://app.example.com"], hosts = ["api.example.com", "localhost:*", "127.0.0.1:3000", "[::1]:*"])]
        pub(super) struct Local;

        #[cors(origins = "*", hosts = ["api.example.com"])]
        pub(super) struct PublicLocal;

        #[cors(policy = Local, same_origin, enforce)]
        pub(super) struct ClosedLocal;

        #[cors(policy = Local, hosts = ["other.example.com"])]
        pub(super) struct Elsewhere;

        #[cors(policy = Local, methods = [GET])]
        pub(super) struct Narrowed;
    };
}

mod enforced;
mod hosts;
mod http2;
mod on_actix;
mod on_axum;
