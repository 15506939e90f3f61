//! The compiler's wrapper: notes the processor time of each crate.

use std::{
    error::Error,
    ffi::OsString,
    fs::{self, File},
    io::Write as _,
    path::Path,
    process::{Command, ExitCode},
};

/// The file to which is written what the compiler takes; where it is named, the program is the wrapper.
pub(crate) const LOG: &str = "CORS_BENCH_COMPILED";

/// What the compiler took for a crate.
pub(crate) struct Taken {
    pub(crate) name: String,
    pub(crate) seconds: f64,
}

/// Runs the compiler: `arguments` are what cargo hands to a wrapper.
pub(crate) fn run(log: &Path, mut arguments: impl Iterator<Item = OsString>) -> Result<ExitCode, Box<dyn Error>> {
    let compiler = arguments.next().ok_or("cargo names the compiler")?;
    let arguments: Vec<OsString> = arguments.collect();
    let name = arguments.iter().skip_while(|argument| *argument != "--crate-name").nth(1).cloned();
    let status = Command::new(compiler).args(arguments).status()?;
    if let Some(name) = name {
        let line = format!("{} {}\n", name.display(), of_children()?);
        // One line at a time, and a short one: it is written whole.
        File::options().create(true).append(true).open(log)?.write_all(line.as_bytes())?;
    }
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What was noted; `___` is the name under which cargo asks for what it has to know.
pub(crate) fn read(log: &Path) -> Result<Vec<Taken>, Box<dyn Error>> {
    if !log.exists() {
        return Ok(Vec::new());
    }
    let read = |line: &str| -> Result<Taken, Box<dyn Error>> {
        let (name, seconds) = line.split_once(' ').ok_or("a name and seconds")?;
        Ok(Taken { name: name.to_owned(), seconds: seconds.parse()? })
    };
    let taken: Result<Vec<Taken>, _> = fs::read_to_string(log)?.lines().map(read).collect();
    Ok(taken?.into_iter().filter(|taken| taken.name != "___").collect())
}

/// The processor time of all children that have ended, in seconds (proc_pid_stat(5), fields 16 and 17).
fn of_children() -> Result<f64, Box<dyn Error>> {
    /// `sysconf(_SC_CLK_TCK)`: 100 on every architecture that Rust has a host compiler for.
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name, in parentheses, may contain anything.
    let fields = stat.rsplit_once(')').ok_or("a name in parentheses")?.1;
    let ticks = fields.split_whitespace().skip(13).take(2).map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? / TICKS)
}
