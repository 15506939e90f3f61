//! What browsers make of a policy: a model of the [Fetch standard](https://fetch.spec.whatwg.org), as far as CORS is concerned.
//!
//! [`Explain`] ask it about our own
//! policies, [`fetch`](fetch()) about any server. A [`Browser`] also remembers what it was answered. The model is written from the
//! standard and shares nothing with the decisions of this library, so that each can be tested with the other.
//!
//! | What the model does | by the section of the standard |
//! |---|---|
//! | refuses what no script may ask for, drops headers that no script may set | [Request class], [Headers class] |
//! | chooses between own origin, `cors`, `no-cors` and WebSocket | [Main fetch] |
//! | asks beforehand, where method or headers need it | [CORS-preflight fetch] |
//! | remembers the answer, forgets it after a failure | [CORS-preflight cache] |
//! | sends the request, with credentials or without | [HTTP fetch] |
//! | keeps responses, and asks whether they still hold | [HTTP-network-or-cache fetch] |
//! | follows redirects; the origin becomes `null` on the way | [HTTP-redirect fetch] |
//! | checks each response of another origin | [CORS check] |
//! | filters what the page sees of it | [CORS filtered response] |
//!
//! What is not CORS is left out: mixed content, content security policies, service workers, cookies and their `SameSite`.
//! Two things are as engines have them, and not as the standard does: a [`Browser::like`] an [`Engine`] has that engine's limits,
//! and a remembered `*` does not do for requests with credentials.
//!
//! [Request class]: https://fetch.spec.whatwg.org/#request-class
//! [Headers class]: https://fetch.spec.whatwg.org/#headers-class
//! [Main fetch]: https://fetch.spec.whatwg.org/#concept-main-fetch
//! [CORS-preflight fetch]: https://fetch.spec.whatwg.org/#cors-preflight-fetch
//! [CORS-preflight cache]: https://fetch.spec.whatwg.org/#concept-cache
//! [HTTP fetch]: https://fetch.spec.whatwg.org/#concept-http-fetch
//! [HTTP-network-or-cache fetch]: https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
//! [HTTP-redirect fetch]: https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
//! [CORS check]: https://fetch.spec.whatwg.org/#concept-cors-check
//! [CORS filtered response]: https://fetch.spec.whatwg.org/#concept-filtered-response-cors

mod caches;
mod explain;
mod explanation;
mod fetching;
mod grammar;
mod page;

pub use self::{
    caches::{
        engine::Engine,
        preflight_cache::{CacheEntry, Permission},
    },
    explain::Explain,
    explanation::{
        message::{Exchange, Hop, SentRequest, SentResponse},
        outcome::{Blocked, Failure, Outcome, Stage},
        section::Section,
        story::{Explanation, Step},
    },
    fetching::{browser::Browser, exposed::ExposedHeaders, fetch::fetch},
    page::{
        modes::{CredentialsMode, RedirectMode, ReferrerPolicy, RequestMode},
        page_request::PageRequest,
    },
};
