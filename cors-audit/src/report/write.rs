//! The report, in the format and at the place of the command line.

use std::{fs, io::Write};

use super::{html, json, junit, model::Report, text};
use crate::command::cli::{Format, OutputArgs};

/// Renders a report in a format.
///
/// ```
/// use cors_audit::{Format, Report, render};
///
/// let text = render(&Report::new("https://api.example.com"), Format::Text)?;
/// assert_eq!(text, "https://api.example.com: 0 routes, 0 requests: nothing was asked\n");
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
///
/// If the report has no form in the format.
pub fn render(report: &Report, format: Format) -> Result<String, String> {
    match format {
        Format::Text => Ok(text::render(report)),
        Format::Json => json::render(report),
        Format::Junit => junit::render(report),
        Format::Html => Ok(html::render(report)),
    }
}

/// Writes a report to the file of `--output`, or to `out`.
pub(crate) fn write(report: &Report, output: &OutputArgs, out: &mut dyn Write) -> Result<(), String> {
    let rendered = render(report, output.format)?;
    match &output.output {
        Some(file) => fs::write(file, rendered).map_err(|error| format!("{}: {error}", file.display())),
        None => out
            .write_all(rendered.as_bytes())
            .and_then(|()| out.flush())
            .map_err(|error| format!("the report cannot be written: {error}")),
    }
}
