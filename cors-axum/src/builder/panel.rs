//! The panel for development. In a release build, the method is there and does nothing.

use cors_core::__private::assert_panel_path;
#[cfg(debug_assertions)]
use {
    crate::routing::patterns::empty,
    axum::{
        Router,
        body::Body,
        extract::Request,
        response::Response,
        routing::{MethodFilter, get},
    },
    cors_core::PolicyFrom,
    cors_panel::{POLICY, Panel, PanelRequest},
    http::{HeaderValue, StatusCode},
    std::sync::Arc,
};

#[cfg(debug_assertions)]
use super::method_router::CorsMethodRouter;
use super::router::CorsRouter;

impl<S, D> CorsRouter<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    #[doc = include_str!("../../docs/panel.md")]
    #[track_caller]
    pub fn panel(self, path: &str) -> Self {
        assert_panel_path(path);
        self.with_panel(path)
    }

    #[cfg(not(debug_assertions))]
    fn with_panel(self, _: &str) -> Self {
        self
    }

    #[cfg(debug_assertions)]
    #[track_caller]
    fn with_panel(mut self, path: &str) -> Self {
        // A route of the application with the same path is reported here.
        let placeholder = || get(async || {});
        self.combined =
            patterns(path).iter().fold(self.combined, |combined, pattern| combined.route(pattern, placeholder()));
        self.panels.push(path.to_owned());
        self
    }

    /// The panels, each with the inventory of this whole router; `None`: there are none.
    #[cfg(debug_assertions)]
    pub(super) fn panel_routes(&self) -> Option<Router<S>> {
        if self.panels.is_empty() {
            return None;
        }
        let panel = Arc::new(Panel::new(self.inventory()));
        let routers = self.panels.iter().map(|path| routes(path, &panel));
        Some(routers.fold(empty(), Router::merge))
    }
}

/// A router of its own: no layer of the application is around it, and its policy is enforced as any other.
#[cfg(debug_assertions)]
fn routes<S>(path: &str, panel: &Arc<Panel>) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let panel = panel.clone();
    let handler = get(async move |request: Request| answer(&panel, &request));
    let filter = Some(MethodFilter::GET);
    let routes = CorsMethodRouter::new().add(filter, (&POLICY, PolicyFrom::Routes), ("", None), handler);
    let router =
        patterns(path).iter().fold(CorsRouter::<S>::new(), |router, pattern| router.route(pattern, routes.clone()));
    router.into_router()
}

/// The patterns of a panel: its path with and without a slash, and its files.
#[cfg(debug_assertions)]
fn patterns(path: &str) -> [String; 3] {
    [path.to_owned(), format!("{path}/"), format!("{path}/{{*__cors_panel_file}}")]
}

#[cfg(debug_assertions)]
fn answer(panel: &Panel, request: &Request) -> Response {
    let uri = request.uri();
    let answer = panel.answer(&PanelRequest { path: uri.path(), query: uri.query() });
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in answer.headers {
        response.headers_mut().append(name, HeaderValue::from_static(value));
    }
    response
}
