//! The report as JSON.

use super::model::Report;

/// Renders a report.
pub(super) fn render(report: &Report) -> Result<String, String> {
    let json = serde_json::to_string_pretty(report).map_err(|error| format!("the report has no JSON: {error}"))?;
    Ok(json + "\n")
}
