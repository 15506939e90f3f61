//! Converts a public suffix list to the format of `src/rules.txt`: in ASCII, one rule per line, sorted by their labels from the last
//! to the first.

use std::io::{self, Write as _};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let list = io::read_to_string(io::stdin())?;
    let mut rules = Vec::new();
    for line in list.lines() {
        // The format of the list: a rule ends at the first white space, and `//` begins a comment.
        let Some(rule) = line.split_whitespace().next().filter(|rule| !rule.starts_with("//")) else { continue };
        let domain = rule.trim_start_matches('!').trim_start_matches("*.");
        let marks = rule.strip_suffix(domain).ok_or("marks are in front")?;
        let domain = idna::domain_to_ascii_cow(domain.as_bytes(), idna::AsciiDenyList::URL)?;
        rules.push(format!("{marks}{domain}"));
    }
    // An exception sorts after its domain.
    rules.sort_by_key(|rule| {
        let labels = rule.trim_start_matches('!').rsplit('.').map(str::to_owned);
        (labels.collect::<Vec<_>>(), rule.starts_with('!'))
    });
    rules.dedup();
    let mut output = io::stdout().lock();
    rules.iter().try_for_each(|rule| writeln!(output, "{rule}"))?;
    Ok(())
}
