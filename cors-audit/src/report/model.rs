//! The report of a probe or a scan.

use serde::Serialize;

use crate::findings::{fault::Weight, finding::Finding};

/// Increased for changes that readers of the earlier form would misunderstand, not for additional fields.
pub const VERSION: u32 = 1;

/// The report of a probe or a scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The version of the JSON.
    pub version: u32,
    /// The origin that was asked, and no other.
    pub target: String,
    /// The findings, the worst first.
    pub findings: Vec<Finding>,
    /// The routes of the inventory, in its order, each with what was asked.
    pub routes: Vec<RouteReport>,
    /// Notes about the probe itself: what was not asked and why.
    pub notes: Vec<String>,
    /// The number of requests.
    pub requests: u64,
    /// The duration in milliseconds.
    pub milliseconds: u64,
}

/// The result for one route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RouteReport {
    /// `GET /users/{id}`.
    pub route: String,
    /// The path that was asked, or `None` if the route was not asked.
    pub path: Option<String>,
    /// The result.
    pub verdict: Verdict,
    /// Why the route was not asked, or not judged.
    pub reason: Option<String>,
}

/// The result for one route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It answers as declared.
    AsDeclared,
    /// There are findings.
    Differs,
    /// It was not asked.
    NotAsked,
}

impl Report {
    /// A report without findings.
    ///
    /// ```
    /// let report = cors_audit::Report::new("https://api.example.com");
    /// assert!(report.findings.is_empty());
    /// ```
    #[must_use]
    pub fn new(target: impl Into<String>) -> Self {
        Report {
            version: VERSION,
            target: target.into(),
            findings: Vec::new(),
            routes: Vec::new(),
            notes: Vec::new(),
            requests: 0,
            milliseconds: 0,
        }
    }

    /// The number of findings of a weight.
    #[must_use]
    pub fn count(&self, weight: Weight) -> usize {
        self.findings.iter().filter(|finding| finding.fault.weight() == weight).count()
    }
}
