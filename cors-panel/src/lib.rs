//! The panel for development behind `CorsRouter::panel` of `cors-axum` and `CorsApp::panel` of `cors-actix`.
//!
//! A [`Panel`] answers the requests below its path, for any framework. It has a page with three views, without a build step and
//! without anything from another server:
//!
//! | View | Contents |
//! |---|---|
//! | Policies | the [inventory](cors_core::Inventory) as a table with a filter, and the risks of each row |
//! | Explain | a question (route, method, origin, headers, credentials), the conversation and the browser's verdict |
//! | Decisions | the last decisions of the process, as they are made |
//!
//! The page may be asked for by its own origin only, and under a name of this machine: the adapters mount it under
//! [`POLICY`].

mod answers;

/// The policy of the panel: `same_origin`, `enforce`, and `hosts` with the names of this machine.
///
/// ```
/// assert!(cors_panel::POLICY.is_enforced());
/// assert!(cors_panel::POLICY.hosts().allow(Some("localhost:3000")));
/// assert!(!cors_panel::POLICY.hosts().allow(Some("rebound.example")));
/// ```
#[doc(inline)]
pub use cors_core::__private::PANEL as POLICY;

pub use self::answers::panel::{Panel, PanelRequest, PanelResponse};
