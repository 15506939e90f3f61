//! The risks of a row of the inventory.

use cors_core::{InventoryOrigins, InventoryPolicy, InventoryRow, Rule, documentation_address};
use serde_json::{Value, json};

macro_rules! kinds {
    ($( $(#[doc = $doc:expr])+ $kind:ident = $code:literal, $label:literal; )+) => {
        /// A kind of risk, by which the page filters.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Kind {
            $( $(#[doc = $doc])+ $kind, )+
        }

        impl Kind {
            fn code(self) -> &'static str {
                match self { $(Kind::$kind => $code,)+ }
            }
        }

        /// The code and the name of every kind.
        pub(super) fn kinds() -> Value {
            json!([$({ "kind": $code, "label": $label }),+])
        }
    };
}

kinds! {
    /// A form of any page can send the request with the user's cookies.
    Forgeable = "forgeable", "Open to forms";
    /// A risk that the source accepts, with a reason.
    Accepted = "accepted", "Accepted risk";
    /// `enforce = "report"`.
    Reported = "reported", "Reports only";
    /// `origins = "*"`.
    AnyOrigin = "any_origin", "Every origin";
    /// `dev_origins`.
    DevOrigins = "dev_origins", "Development origins";
    /// No policy.
    WithoutCors = "without_cors", "Without CORS";
    /// `credentials`.
    Credentials = "credentials", "Credentials";
    /// Granted preflights are not cached for every origin.
    NotCached = "not_cached", "Not cached";
}

/// A risk, or a fact to know in a review.
#[derive(Debug)]
pub(super) struct Risk {
    kind: Kind,
    /// True for what needs a decision, false for a fact.
    is_warning: bool,
    label: String,
    words: String,
    document: String,
}

impl Risk {
    /// `page`: the document about it, as a path below `docs/`.
    fn new(kind: Kind, label: &str, words: impl Into<String>, page: &str) -> Self {
        let document = documentation_address(page);
        Risk { kind, is_warning: false, label: label.to_owned(), words: words.into(), document }
    }

    fn warning(self) -> Self {
        Risk { is_warning: true, ..self }
    }

    pub(super) fn shown(&self) -> Value {
        json!({
            "kind": self.kind.code(),
            "warning": self.is_warning,
            "label": self.label,
            "words": self.words,
            "document": self.document,
        })
    }
}

/// The risks of a row, worst first.
pub(super) fn of(row: &InventoryRow) -> Vec<Risk> {
    let Some(policy) = &row.policy else {
        let words = "No policy: scripts of other origins cannot read it, and no request for it is refused.";
        return vec![Risk::new(Kind::WithoutCors, "without CORS", words, "inventory.md")];
    };
    let mut risks = Vec::new();
    if is_open_to_forms(row, policy) {
        let words = "It takes credentials and does not say `enforce`: unless it reads only what no form can send, such as \
                     JSON, a form of any page can send it as the user.";
        risks.push(Risk::new(Kind::Forgeable, "open to forms", words, Rule::Forgeable.page()).warning());
    }
    risks.extend(policy.acknowledged.iter().map(|accepted| {
        let label = format!("accepted: {}", accepted.rule);
        let words = format!("Accepted in the source, because {}.", accepted.reason.trim_end_matches('.'));
        Risk::new(Kind::Accepted, &label, words, &format!("rules/{}.md", accepted.rule)).warning()
    }));
    if policy.report {
        let words =
            "`enforce = \"report\"`: requests that the policy does not trust are served, and an event reports them.";
        risks.push(Risk::new(Kind::Reported, "reports only", words, "guide/enforce.md#report-first").warning());
    }
    risks.extend(any_origin(policy));
    if !policy.dev_origins.is_empty() {
        let words = format!("Allowed in debug builds only: {}.", policy.dev_origins.join(", "));
        risks.push(Risk::new(Kind::DevOrigins, "development origins", words, "guide/environments.md"));
    }
    if policy.credentials {
        let words = "Pages of the allowed origins send requests as the user and read the answers.";
        risks.push(Risk::new(Kind::Credentials, "credentials", words, "guide/credentials.md"));
    }
    if !row.not_cached.is_empty() {
        let reasons: Vec<String> = row.not_cached.iter().map(ToString::to_string).collect();
        let words = format!("Browsers do not cache preflights {}.", reasons.join(", "));
        let document = "guide/caching.md#several-policies-on-one-path";
        risks.push(Risk::new(Kind::NotCached, "not cached", words, document));
    }
    risks
}

/// Returns whether a form could send the request with credentials, and the source does not say that this is accepted.
fn is_open_to_forms(row: &InventoryRow, policy: &InventoryPolicy) -> bool {
    let serves_post = match (&row.method, &policy.methods) {
        (Some(method), _) => method == "POST",
        (None, Some(methods)) => methods.iter().any(|method| method == "POST"),
        (None, None) => true,
    };
    let is_accepted = policy.acknowledged.iter().any(|accepted| accepted.rule == "forgeable");
    policy.credentials && serves_post && !policy.enforce && !policy.report && !is_accepted
}

fn any_origin(policy: &InventoryPolicy) -> Option<Risk> {
    if policy.origins != InventoryOrigins::Any {
        return None;
    }
    let document = "guide/public-api.md";
    Some(if policy.allow_headers.iter().any(|header| header == "*") {
        let words = "Scripts of every page can read it, and send nearly any header: it must not depend on who asks.";
        Risk::new(Kind::AnyOrigin, "every origin, any header", words, document).warning()
    } else {
        let words = "Scripts of every page can read it, without credentials.";
        Risk::new(Kind::AnyOrigin, "every origin", words, document)
    })
}
