//! A model of the CORS protocol as browsers implement it, written from the [Fetch standard](https://fetch.spec.whatwg.org).
//!
//! [`Explain`] applies the model to the policies of this library, [`fetch`](fetch()) to any server, and a [`Browser`] also has
//! caches. The model shares no code with the decisions of this library, so that each can be tested against the other.
//!
//! | Step of the model | Section of the standard |
//! |---|---|
//! | rejects requests that scripts may not send, drops headers that scripts may not set | [Request class], [Headers class] |
//! | chooses between the page's own origin, `cors`, `no-cors` and WebSocket | [Main fetch] |
//! | sends a preflight if the method or a header needs one | [CORS-preflight fetch] |
//! | caches the answer, and clears it after a failure | [CORS-preflight cache] |
//! | sends the request, with credentials or without | [HTTP fetch] |
//! | caches responses, and revalidates them | [HTTP-network-or-cache fetch] |
//! | follows redirects, after which the origin may be `null` | [HTTP-redirect fetch] |
//! | checks each response of another origin | [CORS check] |
//! | filters the headers that the script sees | [CORS filtered response] |
//!
//! Mixed content, content security policies, service workers, cookies and their `SameSite` are not CORS, and left out. The model
//! follows engines instead of the standard in two points: a [`Browser::like`] an [`Engine`] has that engine's limits, and a cached
//! `*` does not allow requests with credentials.
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
mod declared;
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
    declared::{
        path::DeclaredPath,
        paths::Declared,
        policies::{DeclaredError, DeclaredOptions},
    },
    explain::Explain,
    explanation::{
        message::{Exchange, Hop, SentRequest, SentResponse},
        outcome::{Blocked, Failure, Outcome, Stage},
        section::Section,
        steps::{Explanation, Step},
    },
    fetching::{browser::Browser, exposed::ExposedHeaders, fetch::fetch},
    page::{
        modes::{CredentialsMode, RedirectMode, ReferrerPolicy, RequestMode},
        page_request::PageRequest,
    },
};
