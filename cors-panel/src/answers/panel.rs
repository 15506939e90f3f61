//! The panel: requests and responses.

use std::borrow::Cow;

use cors_browser::{Declared, DeclaredOptions};
use cors_core::{__private::start_recording, Inventory};
use serde_json::{Value, json};

use super::{decisions, explain, files, inventory};

/// Nothing but the files of the panel itself, no frame around it, and no form that is sent.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                                       connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";

/// The panel of an application.
///
/// ```
/// use cors_core::Inventory;
/// use cors_panel::{Panel, PanelRequest};
///
/// let panel = Panel::new(Inventory::default());
/// let page = panel.answer(&PanelRequest { path: "/_cors", query: None });
/// assert_eq!(page.status, 200);
/// assert!(page.body.contains("<title>CORS panel</title>"));
/// ```
#[derive(Debug)]
pub struct Panel {
    inventory: Inventory,
    /// The JSON of the inventory, with risks.
    listed: String,
    /// The policies of the inventory, or the reason why they cannot be read.
    declared: Result<Declared, String>,
}

/// A `GET` request for the panel.
#[derive(Debug, Clone, Copy)]
pub struct PanelRequest<'r> {
    /// The path of the URL: that of the panel, or one below it.
    pub path: &'r str,
    /// The query of the URL.
    pub query: Option<&'r str>,
}

/// The response of the panel.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PanelResponse {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: [(&'static str, &'static str); 6],
    /// The body.
    pub body: Cow<'static, str>,
}

impl Panel {
    /// Makes the panel of an application with this inventory. From now on the process keeps its last decisions.
    #[must_use]
    pub fn new(inventory: Inventory) -> Self {
        start_recording();
        let options = DeclaredOptions::default().with_dev_origins();
        let declared = Declared::new(&inventory, options).map_err(|error| error.to_string());
        Panel { listed: inventory::listed(&inventory).to_string(), declared, inventory }
    }

    /// Answers a request.
    ///
    /// The last segment of its path chooses the file or the data; any other is the page. So the page works with and without a slash at
    /// the end of its address, whether or not a middleware in front removes it.
    ///
    /// ```
    /// use cors_core::Inventory;
    /// use cors_panel::{Panel, PanelRequest};
    ///
    /// let panel = Panel::new(Inventory::default());
    /// let inventory = panel.answer(&PanelRequest { path: "/_cors/inventory", query: None });
    /// assert!(inventory.headers.contains(&("content-type", "application/json")));
    /// ```
    #[must_use]
    pub fn answer(&self, request: &PanelRequest<'_>) -> PanelResponse {
        let (_, name) = request.path.rsplit_once('/').unwrap_or(("", request.path));
        match name {
            "inventory" => PanelResponse::new(200, JSON, self.listed.clone()),
            "decisions" => PanelResponse::json(200, &decisions::after(request.query)),
            "explain" => match self.explain(request.query) {
                Ok(explained) => PanelResponse::json(200, &explained),
                Err(words) => PanelResponse::json(400, &json!({ "error": words })),
            },
            name => match files::find(name) {
                Some(file) => PanelResponse::new(200, file.content_type, file.text),
                None => {
                    let folder = if name.is_empty() { String::new() } else { format!("{name}/") };
                    PanelResponse::new(200, HTML, files::PAGE.replace("{folder}", &folder))
                }
            },
        }
    }

    fn explain(&self, query: Option<&str>) -> Result<Value, String> {
        let declared = self.declared.as_ref().map_err(Clone::clone)?;
        explain::answer(&self.inventory, declared, query.unwrap_or_default())
    }
}

impl PanelResponse {
    fn new(status: u16, content_type: &'static str, body: impl Into<Cow<'static, str>>) -> Self {
        PanelResponse {
            status,
            headers: [
                ("content-type", content_type),
                ("cache-control", "no-store"),
                ("content-security-policy", CONTENT_SECURITY_POLICY),
                ("cross-origin-resource-policy", "same-origin"),
                ("referrer-policy", "no-referrer"),
                ("x-content-type-options", "nosniff"),
            ],
            body: body.into(),
        }
    }

    fn json(status: u16, value: &Value) -> Self {
        Self::new(status, JSON, value.to_string())
    }
}
