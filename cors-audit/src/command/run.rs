//! The commands, from their arguments to their exit codes.

use std::{ffi::OsString, io::Write};

use clap::Parser;

use super::cli::{Cli, Command};
use crate::{
    diff::command::diff, explain::command::explain, probe::command::probe, report::write::write, scan::command::scan,
};

/// Everything is as declared.
pub(crate) const SUCCESS: u8 = 0;
/// There are findings.
pub(crate) const FINDINGS: u8 = 1;
/// The command could not be carried out.
pub(crate) const FAILURE: u8 = 2;

/// Carries out a command and returns its exit code: 0, 1 if there are findings, 2 if it could not be carried out.
pub fn run(arguments: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let is_help = !error.use_stderr();
            let written = if is_help { write!(out, "{}", error.render()) } else { write!(err, "{}", error.render()) };
            return if is_help && written.is_ok() { SUCCESS } else { FAILURE };
        }
    };
    let done = match &cli.command {
        Command::Probe(args) => probe(args, err).and_then(|report| {
            write(&report, &args.output, out)?;
            Ok(!report.findings.is_empty())
        }),
        Command::Diff(args) => diff(args, out),
        Command::Explain(args) => explain(args, out),
        Command::Scan(args) => scan(args, out),
    };
    let code = done.map(|has_findings| if has_findings { FINDINGS } else { SUCCESS });
    code.unwrap_or_else(|error| {
        // Nothing is left to be told it, if this cannot be written.
        let _ = writeln!(err, "cors-audit: {error}");
        FAILURE
    })
}
