//! What annotations cost a compiler: `scripts/bench-compile-time`.
//!
//! Two questions. What do many annotated handlers add to `cargo check` of their crate, beside the same handlers without
//! attributes and under the framework's own? And what does the adapter add to a clean build of a small application, beside the
//! crate that people use today? Time is the processor's, as the kernel counts it for each compiler, so that what else the
//! machine does matters less; of several rounds the least counts, because noise only adds.
//!
//! The program is the compiler's wrapper as well: cargo calls it for every crate, and it notes what the compiler took.

mod clean;
mod generated;
mod handlers;
mod wrapper;

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// The least rounds that tell anything.
const ROUNDS: usize = 5;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    if let Some(log) = env::var_os(wrapper::LOG) {
        return wrapper::run(Path::new(&log), env::args_os().skip(1));
    }
    let bench = Bench::new()?;
    let rounds = env::var("CORS_BENCH_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let mut text = String::from("# What a compiler needs\n\n");
    match env::args().nth(1).as_deref() {
        None => {
            text += &handlers::measure(&bench, rounds)?;
            text.push('\n');
            text += &clean::measure(&bench, rounds.min(2))?;
            fs::write(bench.root.join("docs/reports/compile-time.md"), &text)?;
        }
        Some("handlers") => text += &handlers::measure(&bench, rounds)?,
        Some("clean") => text += &clean::measure(&bench, rounds.min(2))?,
        Some(other) => return Err(format!("expected `handlers`, `clean` or nothing, and not `{other}`").into()),
    }
    print!("{text}");
    Ok(ExitCode::SUCCESS)
}

/// Where things are.
struct Bench {
    /// The repository.
    root: PathBuf,
    /// Everything that is made, in the target folder.
    work: PathBuf,
    /// This program.
    wrapper: PathBuf,
}

impl Bench {
    fn new() -> Result<Self, Box<dyn Error>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("a package below the repository")?.to_owned();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let work = target.join("compile-time");
        fs::create_dir_all(&work)?;
        Ok(Bench { root, work, wrapper: env::current_exe()? })
    }

    /// Runs cargo in `directory`, and returns what the compiler took for each crate that it compiled.
    fn cargo(
        &self,
        directory: &Path,
        target: &Path,
        arguments: &[&str],
    ) -> Result<Vec<wrapper::Taken>, Box<dyn Error>> {
        let log = self.work.join(format!("compiled-{}", std::process::id()));
        let _ = fs::remove_file(&log);
        let status = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(directory)
            .env("CARGO_TARGET_DIR", target)
            .env("RUSTC_WRAPPER", &self.wrapper)
            // The compiler itself, and not a choice of compilers, which looks for what a crate wants to be compiled by.
            .env("RUSTC", Path::new(env!("CARGO")).with_file_name("rustc"))
            .env(wrapper::LOG, &log)
            // Nothing that is set for the project: what users have.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_PROFILE_DEV_DEBUG")
            .env("CARGO_INCREMENTAL", "0")
            .status()?;
        if !status.success() {
            return Err(format!("cargo {} in {}: {status}", arguments.join(" "), directory.display()).into());
        }
        wrapper::read(&log)
    }
}

/// As people read it.
fn verdict(what: &str, figure: f64, most: f64, unit: &str) -> String {
    let passes = if figure <= most { "pass" } else { "**falls short**" };
    format!("* {passes}: {what}: {figure:.2}{unit} (at most {most:.2}{unit})\n")
}
