//! The report: case by framework by browser, for people.

use std::{
    env,
    fmt::{self, Write},
    fs,
    path::PathBuf,
};

use crate::case::Case;

/// What came of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    AsExpected,
    /// The engine does not do what the standard says, and is known not to.
    KnownDifference(String),
    Wrong(String),
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Verdict::AsExpected => "as expected",
            Verdict::KnownDifference(_) => "engine differs",
            Verdict::Wrong(_) => "WRONG",
        })
    }
}

pub(crate) struct Report<'a> {
    pub(crate) browsers: Vec<&'a str>,
    pub(crate) frameworks: &'a [&'a str],
    pub(crate) rows: Vec<Row<'a>>,
    /// What is not run in browsers, and why.
    pub(crate) others: Vec<(&'a Case, &'static str)>,
}

pub(crate) struct Row<'a> {
    pub(crate) case: &'a Case,
    /// Browser by browser, and in each framework by framework.
    pub(crate) verdicts: Vec<&'a Verdict>,
}

/// A part of the report, as it is written in any format.
enum Part {
    Heading(String),
    Paragraph(String),
    Table(Vec<String>, Vec<Vec<String>>),
}

impl Report<'_> {
    /// Writes Markdown and HTML; into `docs/reports/`, too, where `CORS_UPDATE_DOCS=1` asks for it.
    pub(crate) fn write(&self) {
        let mut folders = vec![PathBuf::from(env!("CARGO_TARGET_TMPDIR"))];
        if env::var_os("CORS_UPDATE_DOCS").is_some_and(|value| value == "1") {
            folders.push(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/reports"));
        }
        let parts = self.parts();
        for folder in folders {
            for (name, text) in [("browsers.md", markdown(&parts)), ("browsers.html", html(&parts))] {
                fs::write(folder.join(name), text).expect("the report can be written");
            }
        }
    }

    /// Everything that is neither as the case says nor known of the engine.
    pub(crate) fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for row in &self.rows {
            for (column, verdict) in self.columns().iter().zip(&row.verdicts) {
                if let Verdict::Wrong(differences) = verdict {
                    wrong.push(format!("{} on {column}: {differences}", row.case.id));
                }
            }
        }
        wrong
    }

    fn columns(&self) -> Vec<String> {
        let on = |browser: &&str| {
            self.frameworks.iter().map(|framework| format!("{framework}, {browser}")).collect::<Vec<_>>()
        };
        self.browsers.iter().flat_map(on).collect()
    }

    fn parts(&self) -> Vec<Part> {
        let verdicts = || self.rows.iter().flat_map(|row| &row.verdicts);
        let count = |is: fn(&Verdict) -> bool| verdicts().filter(|verdict| is(verdict)).count();
        let mut parts = vec![
            Part::Heading("Conformance cases in real browsers".to_owned()),
            Part::Paragraph(format!(
                "Written by the tests of the conformance cases. {} cases, each on {} in {}: {} as expected, {} where the engine is known to differ \
                 from the standard, {} wrong.",
                self.rows.len(),
                self.frameworks.join(" and "),
                self.browsers.join(" and "),
                count(|verdict| *verdict == Verdict::AsExpected),
                count(|verdict| matches!(verdict, Verdict::KnownDifference(_))),
                count(|verdict| matches!(verdict, Verdict::Wrong(_))),
            )),
            Part::Paragraph(
                "Each case is a policy, served by a handler with that policy, and a request that a page makes. Compared are: whether there is a \
                 preflight and what it asks for, whether the request itself is sent, the origin and the cookies that both name, and what the script \
                 can read of the answer."
                    .to_owned(),
            ),
        ];
        let differences = self.differences();
        if !differences.is_empty() {
            parts.push(Part::Heading("Where engines differ from the standard".to_owned()));
            parts.push(table(&["case", "title", "browser", "difference", "the case is from"], differences));
        }
        parts.push(Part::Heading("Cases".to_owned()));
        let headings = ["case".to_owned(), "title".to_owned(), "expected".to_owned()].into_iter().chain(self.columns());
        let rows = self.rows.iter().map(|row| {
            let words = [row.case.id.clone(), title(row.case), expected(row.case)];
            words.into_iter().chain(row.verdicts.iter().map(ToString::to_string)).collect()
        });
        parts.push(Part::Table(headings.collect(), rows.collect()));
        parts.push(Part::Heading("Cases that no browser runs".to_owned()));
        let others = self.others.iter().map(|(case, why)| vec![case.id.clone(), title(case), (*why).to_owned()]);
        parts.push(table(&["case", "title", "why"], others.collect()));
        parts
    }

    /// One row for each engine: what differs does so whatever framework serves it.
    fn differences(&self) -> Vec<Vec<String>> {
        let mut differences = Vec::new();
        for Row { case, verdicts } in &self.rows {
            for (browser, verdicts) in self.browsers.iter().zip(verdicts.chunks(self.frameworks.len())) {
                let known = verdicts.iter().find_map(|verdict| match verdict {
                    Verdict::KnownDifference(difference) => Some(difference),
                    _ => None,
                });
                let row = |known: &String| {
                    vec![case.id.clone(), title(case), (*browser).to_owned(), known.clone(), case.source.clone()]
                };
                differences.extend(known.map(row));
            }
        }
        differences
    }
}

fn table(headings: &[&str], rows: Vec<Vec<String>>) -> Part {
    Part::Table(headings.iter().copied().map(str::to_owned).collect(), rows)
}

/// Invisible characters are escaped as in Rust.
fn title(case: &Case) -> String {
    let visible = |char: char| if char.is_control() { char.escape_default().to_string() } else { char.to_string() };
    case.title.chars().map(visible).collect()
}

fn expected(case: &Case) -> String {
    let preflight = if case.expect.preflight { "preflight, " } else { "" };
    format!("{preflight}{}", case.expect.outcome)
}

fn markdown(parts: &[Part]) -> String {
    let mut text = String::new();
    for (at, part) in parts.iter().enumerate() {
        let level = if at == 0 { "#" } else { "\n##" };
        match part {
            Part::Heading(heading) => writeln!(text, "{level} {heading}"),
            Part::Paragraph(paragraph) => writeln!(text, "\n{paragraph}"),
            Part::Table(headings, rows) => markdown_table(&mut text, headings, rows),
        }
        .expect("text can be written");
    }
    text
}

fn markdown_table(text: &mut String, headings: &[String], rows: &[Vec<String>]) -> fmt::Result {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|").replace('<', "&lt;")).collect();
        format!("| {} |", cells.join(" | "))
    };
    writeln!(text, "\n{}\n|{}", line(headings), "---|".repeat(headings.len()))?;
    rows.iter().try_for_each(|row| writeln!(text, "{}", line(row)))
}

/// Small enough to be read as it is, in light and in dark.
const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;color-scheme:light dark}\
table{border-collapse:collapse}td,th{border-bottom:1px solid #8884;padding:.2rem .6rem;text-align:left;vertical-align:top}\
.wrong{color:#fff;background:#b00020}.differs{background:#e6a70055}";

fn html(parts: &[Part]) -> String {
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Conformance cases in real browsers</title>\n<style>{STYLE}</style>\n"
    );
    for (at, part) in parts.iter().enumerate() {
        let level = if at == 0 { "h1" } else { "h2" };
        match part {
            Part::Heading(heading) => writeln!(text, "<{level}>{}</{level}>", escaped(heading)),
            Part::Paragraph(paragraph) => writeln!(text, "<p>{}</p>", escaped(paragraph)),
            Part::Table(headings, rows) => html_table(&mut text, headings, rows),
        }
        .expect("text can be written");
    }
    text.push_str("</html>\n");
    text
}

fn html_table(text: &mut String, headings: &[String], rows: &[Vec<String>]) -> fmt::Result {
    text.push_str("<table>\n<tr>");
    headings.iter().try_for_each(|heading| write!(text, "<th>{}", escaped(heading)))?;
    for row in rows {
        text.push_str("\n<tr>");
        for cell in row {
            let class = match cell.as_str() {
                "WRONG" => " class=\"wrong\"",
                "engine differs" => " class=\"differs\"",
                _ => "",
            };
            write!(text, "<td{class}>{}", escaped(cell))?;
        }
    }
    writeln!(text, "\n</table>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
