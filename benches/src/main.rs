//! Prints what was measured, and writes it down: `scripts/bench` counts the instructions, and calls this with the file that has
//! the counts and, where everything was counted, with the folder for `cost.md` and `cost.svg`.

use std::{env, error::Error, fs, path::Path};

use allocation_counter::measure;
use cors_benches::{
    Workload, app,
    report::{Measured, bars, chart, page},
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let counts = arguments.next().ok_or("expected the file with the counts: `scripts/bench`")?;
    let measured = Measured::read(&fs::read_to_string(counts)?)?;
    let bars = bars(&measured);
    let page = page(&measured, &bars, allocations);
    println!("{page}");
    if let Some(folder) = arguments.next() {
        fs::write(Path::new(&folder).join("cost.md"), page)?;
        fs::write(Path::new(&folder).join("cost.svg"), chart(&measured))?;
    }
    for bar in &bars {
        println!("{:<11} {:.3} (at most {:.3}) {} ({})", bar.verdict(), bar.worst, bar.most, bar.what, bar.at);
    }
    Ok(())
}

fn allocations(workload: Workload) -> u64 {
    let mut app = app(workload);
    app.prepare(1);
    measure(|| app.run()).count_total
}
