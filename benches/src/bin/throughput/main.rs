//! What CORS costs a server under load: `scripts/bench-throughput`.
//!
//! For each framework there are three servers, each a process of its own with one worker: without CORS, with the crate that
//! people use today, and with this project's. wrk asks as fast as it is answered, one server after another and all over again,
//! so that what else the machine does meets all of them.

mod servers;
mod wrk;

use std::{
    collections::HashMap,
    env,
    error::Error,
    fmt::Write as _,
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use servers::{Framework, Subject};
use wrk::{Asked, Load};

const ROUNDS: usize = 5;
const SECONDS: u32 = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [] => run(),
        [framework, subject] => servers::serve(framework, subject),
        _ => Err("expected nothing".into()),
    }
}

/// A server that ends with its owner.
struct Running {
    child: Child,
    address: String,
}

impl Running {
    fn start(framework: Framework, subject: Subject) -> Result<Self, Box<dyn Error>> {
        let mut child = Command::new(env::current_exe()?)
            .args([format!("{framework:?}"), format!("{subject:?}")])
            .stdout(Stdio::piped())
            .spawn()?;
        let mut address = String::new();
        BufReader::new(child.stdout.take().ok_or("an output")?).read_line(&mut address)?;
        Ok(Running { child, address: address.trim().to_owned() })
    }

    /// The processor time that it has taken, in seconds (proc_pid_stat(5), fields 14 and 15).
    fn processor(&self) -> Result<f64, Box<dyn Error>> {
        /// `sysconf(_SC_CLK_TCK)`: 100 on every architecture that Rust has a host compiler for.
        const TICKS: f64 = 100.0;
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name, in parentheses, may contain anything.
        let fields = stat.rsplit_once(')').ok_or("a name in parentheses")?.1;
        let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
        Ok(ticks.sum::<Result<f64, _>>()? / TICKS)
    }
}

/// What was measured in a round.
struct Measured {
    load: Load,
    /// Seconds of the server's processor time for a request.
    processor: f64,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(version) = wrk::version() else {
        eprintln!("SKIPPED: wrk is not installed, so nothing is measured under load.");
        return Ok(());
    };
    let rounds = env::var("CORS_BENCH_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let mut loads: HashMap<(Framework, Asked, Subject), Vec<Measured>> = HashMap::new();
    for framework in Framework::ALL {
        let servers: Result<Vec<(Subject, Running)>, _> =
            Subject::ALL.into_iter().map(|subject| Ok((subject, Running::start(framework, subject)?))).collect();
        let servers = servers.map_err(|error: Box<dyn Error>| error)?;
        for round in 1..=rounds {
            for asked in Asked::ALL {
                for (subject, server) in &servers {
                    let before = server.processor()?;
                    let load = wrk::ask(&server.address, asked, SECONDS)?;
                    let processor = (server.processor()? - before) / load.requests;
                    let measured = Measured { load, processor };
                    loads.entry((framework, asked, *subject)).or_default().push(measured);
                }
            }
            eprintln!("{framework:?}: round {round} of {rounds}");
        }
    }
    let text = report(&version, rounds, &loads);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("a package below the repository")?;
    fs::write(root.join("docs/reports/throughput.md"), &text)?;
    print!("{text}");
    Ok(())
}

fn report(version: &str, rounds: usize, loads: &HashMap<(Framework, Asked, Subject), Vec<Measured>>) -> String {
    let mut text = format!(
        "# Under load\n\n{version}: one thread, {} connections, {rounds} rounds of {SECONDS} seconds for each server, which has one \
         worker. The server and wrk share the machine. Medians of the rounds; *of bare*: beside the same application without CORS.\n\n\
         The processor time is the server's: it does not depend on what else the machine does.\n\n\
         | framework | request | CORS by | requests per second | of bare | 50 % within | 99 % within | processor per request | beside bare |\n\
         |---|---|---|---:|---:|---:|---:|---:|---:|\n",
        wrk::CONNECTIONS
    );
    for framework in Framework::ALL {
        for asked in Asked::ALL {
            let median = |subject, of: fn(&Measured) -> f64| {
                let mut figures: Vec<f64> =
                    loads.get(&(framework, asked, subject)).into_iter().flatten().map(of).collect();
                figures.sort_by(f64::total_cmp);
                figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
            };
            let bare = median(Subject::Bare, |measured| measured.load.per_second);
            let bare_processor = median(Subject::Bare, |measured| measured.processor);
            for subject in Subject::ALL {
                let per_second = median(subject, |measured| measured.load.per_second);
                let processor = median(subject, |measured| measured.processor);
                let _ = writeln!(
                    text,
                    "| {} | {} | {} | {per_second:.0} | {:.3} | {:.2} ms | {:.2} ms | {:.2} µs | {:.3} |",
                    framework.in_words(),
                    asked.in_words(),
                    subject.in_words(framework),
                    per_second / bare,
                    median(subject, |measured| measured.load.half),
                    median(subject, |measured| measured.load.most),
                    processor * 1e6,
                    processor / bare_processor,
                );
            }
        }
    }
    text
}
