//! The commands, from their arguments to their exit codes.

use std::{ffi::OsString, io::Write};

use clap::Parser;

use crate::{
    cli::{Cli, Command},
    probe::command::probe,
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
            let code = if report.findings.is_empty() { SUCCESS } else { FINDINGS };
            let json = serde_json::to_string_pretty(&report).map_err(|error| error.to_string())?;
            writeln!(out, "{json}").map_err(|error| error.to_string())?;
            Ok(code)
        }),
        Command::Diff(_) | Command::Explain(_) | Command::Scan(_) => Err(String::new()),
    };
    done.unwrap_or_else(|error| {
        // Nothing is left to be told it, if this cannot be written.
        let _ = writeln!(err, "cors-audit: {error}");
        FAILURE
    })
}
