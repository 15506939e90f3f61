//! The command-line program `cors-audit`, as a library for its tests.

mod cli;
mod diff;
mod escaping;
mod findings;
mod inventory;
mod probe;
mod report;
mod run;
mod wire;

pub use self::{
    cli::{Cli, Command, DiffArgs, ExplainArgs, FailOn, Format, OutputArgs, ProbeArgs, ScanArgs, WireArgs},
    diff::inventory_diff::InventoryDiff,
    findings::{
        fault::{DOCUMENTATION, Fault, Weight},
        finding::{Finding, ShownExchange},
    },
    report::{
        model::{Report, RouteReport, VERSION, Verdict},
        write::render,
    },
    run::run,
};
