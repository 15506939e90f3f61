//! The page `docs/reports/scanners.md`.

use std::fmt::Write;

use super::{
    probes::{Class, PROBES, Probe, Tool},
    sent::{Answered, REQUESTS, Request},
};
use crate::answer::is_of_a_page;

/// An application or a policy, and its answer to each request of each origin.
pub(super) struct Column {
    title: &'static str,
    /// Its configuration, in Markdown.
    written: &'static str,
    answers: Vec<[Answered; 4]>,
}

impl Column {
    pub(super) fn new(title: &'static str, written: &'static str, answers: Vec<[Answered; 4]>) -> Self {
        Column { title, written, answers }
    }

    /// The answers to a request, each with its origin.
    fn to(&self, request: Request) -> impl Iterator<Item = (&'static Probe, &Answered)> {
        let at = REQUESTS.iter().position(|of_table| *of_table == request).expect("it is sent");
        PROBES.iter().zip(self.answers.iter().map(move |answers| &answers[at]))
    }

    fn of_class(&self, class: Class) -> String {
        readers(self.to(Request::Get).filter(|(probe, _)| probe.class == class))
    }

    fn of_request(&self, request: Request) -> String {
        readers(self.to(request))
    }

    /// The number of origins whose requests are refused before the handler.
    fn refused(&self) -> usize {
        self.to(Request::Post).filter(|(_, answered)| answered.is_refused()).count()
    }
}

/// The origins that can read, and those that can read with credentials.
fn readers<'a>(answers: impl Iterator<Item = (&'static Probe, &'a Answered)>) -> String {
    let (reads, with_credentials) = answers.fold((0, 0), |(reads, with_credentials), (_, answered)| {
        (reads + usize::from(answered.reads), with_credentials + usize::from(answered.reads_with_credentials))
    });
    if reads == 0 { "–".to_owned() } else { format!("{reads} / {with_credentials}") }
}

fn size(class: Class) -> usize {
    PROBES.iter().filter(|probe| probe.class == class).count()
}

pub(super) fn markdown(ours: &[Column], peers: &[Column]) -> String {
    let mut text = String::new();
    introduction(&mut text);
    text.push_str(
        "\n## Policies, on axum and on actix-web\n\nThe two frameworks answer alike; the test compares every answer.\n",
    );
    columns(&mut text, ours);
    classes(&mut text, ours);
    text.push_str(OURS);
    text.push_str("\n## tower-http and actix-cors\n");
    columns(&mut text, peers);
    classes(&mut text, peers);
    text.push_str(PEERS);
    requests(&mut text, ours, peers);
    text.push_str(CORSCANNER);
    origins(&mut text);
    text
}

fn introduction(text: &mut String) {
    let all = PROBES.len();
    let not_attacks = size(Class::Listed) + size(Class::OwnOrigin);
    let attacks = all - not_attacks;
    let of_pages = PROBES.iter().filter(|probe| is_of_a_page(probe.origin)).count();
    let tools = Tool::ALL.map(|tool| {
        let count = PROBES.iter().filter(|probe| probe.tools.contains(&tool)).count();
        format!("- {}: {count}", link(tool))
    });
    writeln!(
        text,
        "# The origins of security scanners

Written by `cargo test -p cors-tests --test differential scanners`.

Security scanners look for mistakes in CORS by sending origins that a careless check takes for trusted ones. The test sends the
origins of four scanners to one application for each framework, with every kind of policy, and to the same handlers behind
tower-http's `CorsLayer` and behind `actix_cors::Cors`. {all} origins, from:

{}

Each origin is sent as `GET`, as `POST` with JSON, as the preflight for that `POST`, and as `OPTIONS` without
`Access-Control-Request-Method`, which is not a preflight.

The server is `https://api.example.com`; the listed origin is `https://app.example.com`. A scanner knows only the server, and derives
its origins from that host. Here they are derived from the listed origin, because that is the text that a list compares, and for
most classes from the server's host as well. Random names and domains of attackers are written `evil`. Corsy's attacker is
`example.com`, here the parent domain, so that this origin is sent too.

{attacks} origins stand for an attacker's page. The other {not_attacks} do not: the listed origin shows that a policy works at all, and pages of the
server's own origin need no CORS. By the URL standard, {of_pages} of the {all} can be the origin of a page; other clients can send them all.

A cell has two numbers: the origins whose pages can read the answer to `GET`, and those that can read it with the user's cookies. `–`
means that none can.",
        tools.join("\n")
    )
    .expect("text");
}

fn link(tool: Tool) -> String {
    let address = match tool {
        Tool::CorScanner => "https://github.com/chenjj/CORScanner",
        Tool::Corsy => "https://github.com/s0md3v/Corsy",
        Tool::Nuclei => "https://github.com/projectdiscovery/nuclei-templates",
        Tool::Zap => "https://www.zaproxy.org/docs/alerts/40040/",
    };
    let part = match tool {
        Tool::Nuclei => ", template `cors-misconfig`",
        Tool::Zap => ", active rule 40040",
        Tool::CorScanner | Tool::Corsy => "",
    };
    format!("[{}]({address}){part}", tool.name())
}

/// The legend: the text that each column stands for.
fn columns(text: &mut String, columns: &[Column]) {
    text.push('\n');
    for Column { title, written, .. } in columns {
        writeln!(text, "- {title}: {written}").expect("text");
    }
}

fn classes(text: &mut String, columns: &[Column]) {
    let titles: Vec<&str> = columns.iter().map(|column| column.title).collect();
    writeln!(text, "\n| origin | sent | {} |", titles.join(" | ")).expect("text");
    writeln!(text, "|---|---|{}", "---|".repeat(columns.len())).expect("text");
    for class in Class::ALL {
        let cells: Vec<String> = columns.iter().map(|column| column.of_class(class)).collect();
        writeln!(text, "| {} | {} | {} |", class.title(), size(class), cells.join(" | ")).expect("text");
    }
    let cells: Vec<String> = columns.iter().map(|column| column.of_request(Request::Get)).collect();
    writeln!(text, "| **all** | {} | {} |", PROBES.len(), cells.join(" | ")).expect("text");
}

fn requests(text: &mut String, ours: &[Column], peers: &[Column]) {
    text.push_str(BY_REQUEST);
    writeln!(text, "\n| | `GET` | `POST` | preflight | `OPTIONS` | refused |\n|---|---|---|---|---|---|")
        .expect("text");
    for column in ours.iter().chain(peers) {
        let cells = REQUESTS.map(|request| column.of_request(request));
        let refused = match column.refused() {
            0 => "–".to_owned(),
            refused => refused.to_string(),
        };
        writeln!(text, "| {} | {} | {refused} |", column.title, cells.join(" | ")).expect("text");
    }
}

fn origins(text: &mut String) {
    text.push_str(ORIGINS);
    text.push_str("\n| origin | class | sent by | of a page |\n|---|---|---|---|\n");
    for Probe { class, tools, origin } in &PROBES {
        let tools: Vec<&str> = tools.iter().map(|tool| tool.name()).collect();
        let of_page = if is_of_a_page(origin) { "yes" } else { "no" };
        writeln!(text, "| {} | {} | {} | {of_page} |", code(origin), class.title(), tools.join(", ")).expect("text");
    }
}

/// A code span in a cell (CommonMark, section 6.1; GFM, section 4.10).
fn code(origin: &str) -> String {
    let quotes = if origin.contains('`') { "``" } else { "`" };
    format!("{quotes}{}{quotes}", origin.replace('|', "\\|"))
}

const OURS: &str = "
- **A list** allows the origin that is on it, byte for byte. No class of attacks passes, neither from the attribute nor from a set that
  is read at run time. No scanner varies the port, so that a pattern for ports looks like a list here.
- **A pattern for sub-domains** allows every sub-domain over HTTPS, as it says. Scanners report that. It is a mistake where an
  attacker can control one of the sub-domains.
- **`origins = \"*\"`** allows every page to read, without cookies. Corsy and ZAP report that. It is a mistake where the answer is
  not public. `*` with `credentials` does not compile.
";

const PEERS: &str = "
The two permissive presets allow every page to read with the user's cookies. The documentation of `Cors::permissive` does not recommend
it for production; that of `very_permissive` has the words \"Credentials allowed\" in bold. With a list, both peers allow the listed
origin and no other, as the policies above do.
";

const BY_REQUEST: &str = "
## By request

For a preflight, the numbers are those of the origins that may send the request. The last column has the origins whose `GET` and `POST`
are answered 403 before the handler runs. Of these configurations, only those with `enforce` do that. In the others, the handler runs
for every page, and the page cannot read the answer. (`actix_cors::Cors` has `block_on_origin_mismatch`, which answers 400, also to the
server's own pages.)
";

const CORSCANNER: &str = "
## CORScanner itself

`scripts/corscanner` installs CORScanner 0.9.7 from PyPI and lets it scan both demos on this machine: three paths, as
`http://api.example.com` and as `http://app.example.com`. Observed on 2026-11-30: 36 requests to each of the six URLs of each demo, no
finding. To see that it works, the script first scans a server that sends every origin back with credentials; CORScanner reports
that one as `reflect_origin`.

`http://localhost` is not scanned. Where a host has no dot to replace, CORScanner sends that host itself as the origin of the class
`not_escape_dot`. The demos allow pages of `localhost` in debug builds, so the finding would be the listed origin.
";

const ORIGINS: &str = "
## All origins

The last column says whether it can be the origin of a page, by the [URL standard](https://url.spec.whatwg.org/#origin).
";
