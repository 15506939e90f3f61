//! The command line: its arguments, and the way to the commands.

pub(crate) mod cli;
pub(crate) mod run;
