//! The report as one HTML file, without scripts and without anything that has to be loaded.

use super::{
    differences::{ShownLine, columns},
    model::{Report, RouteReport, Verdict},
    summary,
};
use crate::{
    escaping::html::Html,
    findings::{
        fault::Weight,
        finding::{Finding, ShownExchange},
    },
};

/// Groups with more routes are closed until they are opened.
const OPEN: usize = 40;

/// Renders a report.
pub(super) fn render(report: &Report) -> String {
    let mut html = Html::default();
    html.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        // The page needs nothing but its own style, so that injected markup could not load anything either.
        .markup(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
        )
        .markup("<title>CORS audit of ")
        .text(&report.target)
        .markup("</title>\n<style>\n")
        .markup(include_str!("html.css"))
        .markup("</style>\n</head>\n<body>\n");
    write_header(&mut html, report);
    html.markup("<main>\n");
    if !report.findings.is_empty() {
        html.markup("<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">Findings</h2>\n");
        summary::sorted(report).into_iter().for_each(|finding| write_finding(&mut html, finding));
        html.markup("</section>\n");
    }
    if !report.routes.is_empty() {
        html.markup("<section aria-labelledby=\"routes\">\n<h2 id=\"routes\">Routes</h2>\n");
        write_routes(&mut html, report, Verdict::Differs);
        write_routes(&mut html, report, Verdict::NotAsked);
        write_routes(&mut html, report, Verdict::AsDeclared);
        html.markup("</section>\n");
    }
    if !report.notes.is_empty() {
        html.markup("<section aria-labelledby=\"notes\">\n<h2 id=\"notes\">Notes</h2>\n<ul class=\"notes\">\n");
        for note in &report.notes {
            html.markup("<li>").prose(note).markup("</li>\n");
        }
        html.markup("</ul>\n</section>\n");
    }
    html.markup("</main>\n<footer><p>Written by ")
        .markup(concat!("cors-audit ", env!("CARGO_PKG_VERSION")))
        .markup(", which asks the given host and no other.</p></footer>\n</body>\n</html>\n");
    html.into_string()
}

/// The class of a weight.
fn tone(weight: Weight) -> &'static str {
    weight.word()
}

/// The sign of a weight: color alone does not tell them apart.
fn sign(weight: Option<Weight>) -> &'static str {
    match weight {
        Some(Weight::Exposed) => "✕",
        Some(Weight::Blocked) => "⊘",
        Some(Weight::Fragile) => "!",
        Some(Weight::Unknown) => "?",
        None => "✓",
    }
}

fn write_header(html: &mut Html, report: &Report) {
    let worst = summary::worst(report);
    let class = match worst {
        Some(weight) => tone(weight),
        None if report.requests == 0 => "unknown",
        None => "good",
    };
    html.markup("<header>\n<p class=\"eyebrow\">CORS audit</p>\n<h1>").text(&report.target).markup("</h1>\n");
    html.markup("<div class=\"verdict ").markup(class).markup("\"><span class=\"sign\" aria-hidden=\"true\">");
    html.markup(if class == "unknown" { "?" } else { sign(worst) }).markup("</span><p><strong>");
    html.markup(summary::headline(report)).markup("</strong>");
    html.text(summary::plural(report.routes.len(), "route", "routes")).markup(", ");
    html.text(summary::plural(report.requests, "request", "requests")).markup(", ");
    html.text(summary::duration(report)).markup("</p></div>\n<dl class=\"counts\">\n");
    for weight in summary::WEIGHTS {
        write_count(html, tone(weight), weight.word(), report.count(weight));
    }
    let routes = |verdict| report.routes.iter().filter(|route| route.verdict == verdict).count();
    write_count(html, "good", "routes without findings", routes(Verdict::AsDeclared));
    write_count(html, "unknown", "routes not asked", routes(Verdict::NotAsked));
    html.markup("</dl>\n</header>\n");
}

fn write_count(html: &mut Html, class: &'static str, label: &'static str, count: usize) {
    html.markup("<div class=\"").markup(if count == 0 { "none" } else { class }).markup("\"><dt>").markup(label);
    html.markup("</dt><dd>").text(count).markup("</dd></div>\n");
}

fn write_finding(html: &mut Html, finding: &Finding) {
    let weight = finding.fault.weight();
    html.markup("<article class=\"finding ").markup(tone(weight)).markup("\">\n<header><span class=\"badge\">");
    html.markup("<span aria-hidden=\"true\">").markup(sign(Some(weight))).markup("</span> ").markup(weight.word());
    html.markup("</span><code>").markup(finding.fault.name()).markup("</code></header>\n<h3>");
    html.prose(&summary::capitalised(finding.fault.title())).markup("</h3>\n<dl class=\"facts\">\n");
    if !finding.routes.is_empty() {
        html.markup("<dt>Routes</dt><dd><ul class=\"chips\">");
        for route in &finding.routes {
            html.markup("<li><code>").text(route).markup("</code></li>");
        }
        let more = finding.count.saturating_sub(finding.routes.len());
        if more > 0 {
            html.markup("<li>and ").text(more).markup(" more</li>");
        }
        html.markup("</ul></dd>\n");
    }
    write_fact(html, "Differs", &summary::capitalised(&finding.detail));
    write_fact(html, "A page sees", &finding.seen);
    write_fact(html, "Likely", finding.hop.as_deref().unwrap_or_default());
    html.markup("</dl>\n");
    if let Some(exchange) = &finding.exchange {
        write_exchange(html, exchange);
    }
    let link = finding.fault.link();
    html.markup("<div class=\"fix\"><p><strong>Fix.</strong> ").prose(finding.fault.fix()).markup("</p><p>More: ");
    if link.starts_with("https://") {
        html.markup("<a href=\"").text(&link).markup("\">").text(&link).markup("</a>");
    } else {
        html.markup("<code>").text(&link).markup("</code>");
    }
    html.markup("</p></div>\n</article>\n");
}

fn write_fact(html: &mut Html, label: &'static str, value: &str) {
    if !value.is_empty() {
        html.markup("<dt>").markup(label).markup("</dt><dd>").prose(value).markup("</dd>\n");
    }
}

fn write_exchange(html: &mut Html, exchange: &ShownExchange) {
    let columns = columns(exchange);
    html.markup("<div class=\"exchange\">\n");
    write_column(html, "Request", &columns.request, "", "");
    write_column(html, "Answer", &columns.answer, "+", "not declared: ");
    write_column(html, "Declared", &columns.declared, "−", "not in the answer: ");
    html.markup("</div>\n");
}

/// Writes a message. `mark` is in front of the lines that differ, with its meaning for screen readers.
fn write_column(html: &mut Html, title: &'static str, lines: &[ShownLine], mark: &'static str, meaning: &'static str) {
    if lines.is_empty() {
        return;
    }
    html.markup("<section><h4>").markup(title).markup("</h4><ol>\n");
    for line in lines {
        if line.differs {
            html.markup("<li class=\"differs\"><span aria-hidden=\"true\">").markup(mark);
            html.markup("</span><span><span class=\"hidden\">").markup(meaning).markup("</span><code>");
        } else {
            html.markup("<li><span></span><span><code>");
        }
        // It is printable already, and escaping it again changes nothing.
        html.text(&line.text).markup("</code></span></li>\n");
    }
    html.markup("</ol></section>\n");
}

fn write_routes(html: &mut Html, report: &Report, verdict: Verdict) {
    let routes: Vec<&RouteReport> = report.routes.iter().filter(|route| route.verdict == verdict).collect();
    if routes.is_empty() {
        return;
    }
    let (class, sign, title) = match verdict {
        Verdict::Differs => ("blocked", "✕", "findings"),
        Verdict::NotAsked => ("unknown", "–", "not asked"),
        Verdict::AsDeclared => ("good", "✓", "no findings"),
    };
    let is_open = verdict == Verdict::Differs || routes.len() <= OPEN;
    html.markup(if is_open { "<details open>" } else { "<details>" });
    html.markup("<summary><span class=\"badge ").markup(class).markup("\"><span aria-hidden=\"true\">").markup(sign);
    html.markup("</span> ").markup(title).markup("</span> ");
    html.text(summary::plural(routes.len(), "route", "routes")).markup("</summary>\n<table>\n<thead><tr>");
    html.markup("<th scope=\"col\">Route</th><th scope=\"col\">Asked</th></tr></thead>\n<tbody>\n");
    for route in routes {
        html.markup("<tr><td><code>").text(&route.route).markup("</code></td><td>");
        if let Some(path) = &route.path {
            html.markup("<code>").text(path).markup("</code>");
        }
        if let Some(reason) = &route.reason {
            html.markup("<p>").prose(reason).markup("</p>");
        }
        html.markup("</td></tr>\n");
    }
    html.markup("</tbody>\n</table>\n</details>\n");
}
