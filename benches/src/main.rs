//! Prints the table: `scripts/bench` counts the instructions, and calls this with the file that has the counts.

use std::{env, error::Error, fs};

use cors_benches::{
    Framework, Kind,
    report::{Measured, bars, table},
};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("expected the file with the counts: `scripts/bench`")?;
    let measured = Measured::read(&fs::read_to_string(path)?)?;
    for framework in [Framework::Axum, Framework::Actix] {
        for kind in [Kind::Exact, Kind::Patterns] {
            println!("{framework:?}, {kind:?}\n\n{}", table(&measured, framework, kind, &[1, 10, 100, 1_000, 10_000]));
        }
    }
    for bar in bars(&measured) {
        let verdict = if bar.passes() { "pass" } else { "FALLS SHORT" };
        println!("{verdict:<11} {:.3} (at most {:.3}) {} ({})", bar.worst, bar.most, bar.what, bar.at);
    }
    Ok(())
}
