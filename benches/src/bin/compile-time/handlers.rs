//! What many handlers add to `cargo check`.

use std::{collections::HashMap, error::Error, fmt::Write as _, fs};

use crate::{
    Bench,
    generated::{Framework, Variant},
    verdict,
};

const COUNTS: [usize; 3] = [1, 100, 1_000];
const VARIANTS: [Variant; 5] = [Variant::Bare, Variant::Own, Variant::Named, Variant::Inline, Variant::NamedAndOwn];
/// What 1,000 annotated handlers may add.
const MOST: f64 = 0.5;

type Key = (&'static str, String, usize);

/// Measures every crate several times, one after another and all over again.
pub(crate) fn measure(bench: &Bench, rounds: usize) -> Result<String, Box<dyn Error>> {
    let work = bench.work.join("handlers");
    let root = bench.root.display().to_string();
    let mut names = Vec::new();
    for framework in Framework::ALL {
        for variant in VARIANTS {
            for count in COUNTS {
                let name = name(framework, variant, count);
                let package = work.join(&name);
                fs::create_dir_all(package.join("src"))?;
                let manifest = format!(
                    "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n{}",
                    framework.dependencies(variant, &root)
                );
                fs::write(package.join("Cargo.toml"), manifest)?;
                fs::write(package.join("src/lib.rs"), framework.handlers(variant, count))?;
                names.push((name, (framework.in_words(), format!("{variant:?}"), count)));
            }
        }
    }
    fs::write(work.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"*-*\"]\n")?;
    fs::copy(bench.root.join("Cargo.lock"), work.join("Cargo.lock"))?;

    let target = work.join("target");
    let mut least: HashMap<Key, f64> = HashMap::new();
    for round in 0..=rounds {
        for (name, key) in &names {
            // What the crate depends on is compiled in the first round, which does not count.
            fs::File::options()
                .append(true)
                .open(work.join(name).join("src/lib.rs"))?
                .set_modified(std::time::SystemTime::now())?;
            let compiled = bench.cargo(&work, &target, &["check", "--quiet", "--package", name])?;
            let own = compiled.iter().find(|taken| taken.name == name.replace('-', "_"));
            let seconds = own.ok_or_else(|| format!("`{name}` was not compiled"))?.seconds;
            if round > 0 {
                let least = least.entry(key.clone()).or_insert(seconds);
                *least = least.min(seconds);
            }
        }
        eprintln!("checked {} crates, round {round} of {rounds}", names.len());
    }
    Ok(report(&least))
}

fn name(framework: Framework, variant: Variant, count: usize) -> String {
    format!("{framework:?}-{variant:?}-{count}").to_lowercase()
}

fn report(least: &HashMap<Key, f64>) -> String {
    let mut text = String::from(
        "## Many handlers\n\nProcessor time of the compiler for `cargo check` of one crate, in seconds, the least of several rounds. \
         *Bare*: handlers without attributes, mounted by hand. *Own*: under `#[axum::debug_handler]` or `#[get(…)]`. *Named*: \
         `#[cors(policy = Frontend)]`. *Inline*: a whole policy above each handler.\n\n\
         | framework | handlers | bare | own | named | inline | named, above own | named − bare | inline − bare | above own − own |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    let mut verdicts = String::new();
    for framework in Framework::ALL {
        for count in COUNTS {
            let of = |variant: Variant| {
                least.get(&(framework.in_words(), format!("{variant:?}"), count)).copied().unwrap_or(f64::NAN)
            };
            let [bare, own, named, inline, above] = VARIANTS.map(of);
            let _ = writeln!(
                text,
                "| {} | {count} | {bare:.2} | {own:.2} | {named:.2} | {inline:.2} | {above:.2} | {:+.2} | {:+.2} | {:+.2} |",
                framework.in_words(),
                named - bare,
                inline - bare,
                above - own
            );
            if count == 1_000 {
                let framework = framework.in_words();
                for (what, added) in [
                    ("that name a policy", named - bare),
                    ("with a whole policy each", inline - bare),
                    ("that name a policy above the framework's own attribute", above - own),
                ] {
                    verdicts += &verdict(&format!("{framework}: 1,000 handlers {what} add"), added, MOST, " s");
                }
            }
        }
    }
    format!("{text}\n{verdicts}")
}
