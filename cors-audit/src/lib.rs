//! The command-line program `cors-audit`, as a library for its tests.

mod command;
mod diff;
mod escaping;
mod explain;
mod findings;
mod inventory;
mod pattern;
mod probe;
mod report;
mod routes;
mod scan;
mod wire;

pub use self::{
    command::{
        cli::{Cli, Command, DiffArgs, ExplainArgs, FailOn, Format, OutputArgs, ProbeArgs, ScanArgs, WireArgs},
        run::run,
    },
    diff::inventory_diff::InventoryDiff,
    findings::{
        fault::{Fault, Weight},
        finding::{Finding, ShownExchange},
    },
    pattern::{
        fill::FillError,
        path_pattern::{PathPattern, PathPatternError},
    },
    report::{
        model::{Report, RouteReport, VERSION, Verdict},
        write::render,
    },
};
