//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Compares deployed CORS with the policies that a program declares.
///
/// A program writes its inventory with `CORS_INVENTORY=inventory.json`. The commands that ask a server ask the given host and no other.
///
/// Exit codes: 0 if everything is as declared, 1 if there are findings, 2 if the command could not be carried out.
#[derive(Debug, Parser)]
#[command(name = "cors-audit", version)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Asks a deployment what pages would ask, and compares its answers with the inventory.
    Probe(ProbeArgs),
    /// Compares two inventories: what a change lets in, and what it takes away.
    Diff(DiffArgs),
    /// Explains in words what a browser makes of a request, without a server.
    Explain(ExplainArgs),
    /// Asks any server, without an inventory, whether it allows origins that it should not.
    Scan(ScanArgs),
}

/// The arguments of `probe`.
#[derive(Debug, Args)]
pub struct ProbeArgs {
    /// The inventory of the program, as JSON; `-` reads the standard input.
    pub inventory: PathBuf,
    /// The origin of the deployment, and a path if the program is below one: `https://staging.example.com`.
    pub target: String,
    /// The value of a parameter in patterns, such as `id=1`.
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = pair::<'='>)]
    pub params: Vec<(String, String)>,
    /// An origin that a source (`origins = TENANTS`) allows at run time.
    #[arg(long = "known-origin", value_name = "ORIGIN")]
    pub known_origins: Vec<String>,
    /// The deployment is a debug build, which allows the origins of `dev_origins`.
    #[arg(long)]
    pub debug_build: bool,
    /// Sends POST, PUT, PATCH, DELETE and the like for real, and not only their preflights.
    #[arg(long)]
    pub unsafe_methods: bool,
    /// The port of plain HTTP beside HTTPS, which is asked once.
    #[arg(long, value_name = "PORT", default_value_t = 80)]
    pub http_port: u16,
    /// Probes only the routes whose pattern contains this text.
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
    /// How to ask.
    #[command(flatten)]
    pub wire: WireArgs,
    /// How to report.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// The arguments of `scan`.
#[derive(Debug, Args)]
pub struct ScanArgs {
    /// The URLs to ask: `https://api.example.com/users`. All of one host.
    #[arg(required = true)]
    pub urls: Vec<String>,
    /// An origin that should be allowed, such as that of the front end. Origins that look like it are sent as well.
    #[arg(long = "origin", value_name = "ORIGIN")]
    pub origins: Vec<String>,
    /// How to ask.
    #[command(flatten)]
    pub wire: WireArgs,
    /// How to report.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// The arguments of commands that ask a server.
#[derive(Debug, Args)]
pub struct WireArgs {
    /// A header of every request, such as a staging token: `x-staging: secret`. Preflights carry it as well, but for `authorization` and `cookie`, which
    /// browsers never send with them.
    #[arg(long = "header", value_name = "NAME: VALUE", value_parser = pair::<':'>)]
    pub headers: Vec<(String, String)>,
    /// Requests per second; 0: no limit. The default is 100, and no limit for this machine itself.
    #[arg(long, value_name = "NUMBER")]
    pub rate: Option<u32>,
    /// Seconds to wait for an answer.
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0)]
    pub timeout: f64,
    /// A certificate authority to trust, as a PEM file.
    #[arg(long, value_name = "FILE")]
    pub ca_certificate: Option<PathBuf>,
}

/// The arguments of commands that report findings.
#[derive(Debug, Args)]
pub struct OutputArgs {
    /// The format of the report.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// The file of the report; without it, the standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// Lines for a terminal.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For CI servers.
    Junit,
    /// One file, to be looked at in a browser.
    Html,
}

/// The arguments of `diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The inventory before the change, as JSON.
    pub old: PathBuf,
    /// The inventory after the change, as JSON.
    pub new: PathBuf,
    /// Ends with exit code 1 if there is a change of this kind.
    #[arg(long, value_enum, value_name = "KIND")]
    pub fail_on: Option<FailOn>,
}

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A change that lets in more.
    Widened,
    /// Every change.
    Any,
}

/// The arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The inventory, as JSON.
    pub inventory: PathBuf,
    /// The origin of the page.
    #[arg(long)]
    pub origin: String,
    /// The method.
    #[arg(long, default_value = "GET")]
    pub method: String,
    /// The path: `/users/1`. It may be a whole URL.
    #[arg(long)]
    pub path: String,
    /// A header that the script sets: `content-type: application/json`.
    #[arg(long = "header", value_name = "NAME: VALUE", value_parser = pair::<':'>)]
    pub headers: Vec<(String, String)>,
    /// The request carries credentials.
    #[arg(long)]
    pub credentials: bool,
    /// Allows the origins of `dev_origins`, as a debug build does.
    #[arg(long)]
    pub dev_origins: bool,
    /// An origin that a source (`origins = TENANTS`) allows at run time.
    #[arg(long = "known-origin", value_name = "ORIGIN")]
    pub known_origins: Vec<String>,
}

/// Splits an argument in two.
fn pair<const SEPARATOR: char>(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once(SEPARATOR).ok_or(format!("`{SEPARATOR}` is missing"))?;
    match name.trim() {
        "" => Err("the name is empty".to_owned()),
        name => Ok((name.to_owned(), value.trim().to_owned())),
    }
}
