//! Compares deployed CORS with the policies that a program declares.

use std::{env, io, process::ExitCode};

fn main() -> ExitCode {
    cors_audit::run(env::args_os(), &mut io::stdout(), &mut io::stderr()).into()
}
