//! What is written with the attribute, the same for both frameworks.

/// The only origin that the source knows.
pub(crate) const KNOWN_ORIGIN: &str = super::plan::APP;

/// Named policies, overrides and a source. `cors` and `OriginSource` are those of the framework at hand.
#[rustfmt::skip]
macro_rules! annotated_policies {
    () => {
        struct Known;
        static KNOWN: Known = Known;

        impl OriginSource for Known {
            async fn check<'r>(&self, origin: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                Ok(origin.find_in($crate::truth::annotated::KNOWN_ORIGIN))
            }
        }

        #[cors(
            origins = ["https://app.example.com", "https://*.partner.example"],
            dev_origins = ["http://localhost:5173"],
            credentials,
            allow_headers = ["content-type"],
            expose_headers = ["x-total-count"],
            max_age = 600,
        )]
        struct Frontend;

        #[cors(policy = Frontend, enforce, allow_headers = ["content-type", "x-a"], max_age = 0)]
        struct Strict;

        #[cors(origins = KNOWN, credentials, allow_headers = ["content-type"], max_age = 60)]
        struct Sourced;

        #[cors(policy = Sourced, enforce, dev_origins = ["http://localhost:5173"])]
        struct StrictSourced;

        #[cors(policy = Frontend, same_origin)]
        struct Closed;

        const ANNOTATED: [&cors_core::Policy; $crate::truth::plan::ANNOTATED] =
            [Frontend::POLICY, Strict::POLICY, Sourced::POLICY, StrictSourced::POLICY, Closed::POLICY];
    };
}
