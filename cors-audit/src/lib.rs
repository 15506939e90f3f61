//! The command-line program `cors-audit`, as a library for its tests.

mod cli;
mod findings;
mod inventory;
mod probe;
mod report;
mod run;
mod wire;

pub use self::{
    cli::{Cli, Command, DiffArgs, ExplainArgs, FailOn, Format, OutputArgs, ProbeArgs, ScanArgs, WireArgs},
    findings::{
        fault::{DOCUMENTATION, Fault, Weight},
        finding::{Finding, ShownExchange},
    },
    report::model::{Report, RouteReport, VERSION, Verdict},
    run::run,
};
