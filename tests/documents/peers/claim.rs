//! What the comparison of two applications says, in words.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use super::pages::{ORIGINS, SCRIPTS, Seen};

/// There are no differences.
pub(super) const THE_SAME: &str = "the same";

/// The differences of two applications for pages, in the order of the requests.
pub(super) fn claim(theirs: &[Seen], ours: &[Seen]) -> String {
    let pairs = || theirs.iter().zip(ours).enumerate();
    let of = |is: fn(&Seen, &Seen) -> bool| {
        let found: Vec<usize> = pairs().filter(|(_, (there, here))| is(there, here)).map(|(at, _)| at).collect();
        (!found.is_empty()).then(|| places(&found))
    };
    let mut claims = Vec::new();
    let mut add = |words: &str, found: Option<String>| claims.extend(found.map(|found| format!("{words} {found}")));
    add("read only there:", of(|there, here| there.reads.is_some() && here.reads.is_none()));
    add("read only here:", of(|there, here| there.reads.is_none() && here.reads.is_some()));
    // Where both are blocked, or only one is: what the request does on the server.
    add("the handler runs only there:", of(|there, here| there.ran && !here.ran && there.reads.is_none()));
    add("the handler runs only here:", of(|there, here| !there.ran && here.ran && here.reads.is_none()));
    let words = pairs().filter_map(|(at, (there, here))| Some((at, differing(there, here)?)));
    let mut by_words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    words.for_each(|(at, words)| by_words.entry(words).or_default().push(at));
    let both_read = pairs().filter(|(_, (there, here))| there.reads.is_some() && here.reads.is_some()).count();
    for (words, found) in by_words {
        claims.push(if found.len() == both_read { words } else { format!("{words}: {}", places(&found)) });
    }
    let kept = pairs().filter_map(|(_, (there, here))| Some((there.kept?, here.kept?))).find(|(a, b)| a != b);
    claims.extend(kept.map(|(there, here)| format!("a preflight is kept for {there} s there, {here} s here")));
    let varies = |seen: &[Seen]| {
        let said: Vec<bool> = seen.iter().filter_map(|seen| seen.varies).collect();
        match (said.contains(&true), said.contains(&false)) {
            (true, false) => "always",
            (true, true) => "at times",
            _ => "never",
        }
    };
    let (there, here) = (varies(theirs), varies(ours));
    claims.extend((there != here).then(|| format!("`Vary` names `Origin` {there} there, {here} here")));
    if claims.is_empty() { THE_SAME.to_owned() } else { claims.join("; ") }
}

/// What differs in responses that are read with both.
fn differing(there: &Seen, here: &Seen) -> Option<String> {
    let ((status_there, headers_there), (status_here, headers_here)) = there.reads.clone().zip(here.reads.clone())?;
    let list = |headers: BTreeSet<&str>| {
        let names: Vec<String> = headers.iter().map(|name| format!("`{name}`")).collect();
        if names.is_empty() { "none".to_owned() } else { names.join(" and ") }
    };
    if status_there != status_here {
        return Some(format!("status {status_there} there, {status_here} here"));
    }
    (headers_there != headers_here)
        .then(|| format!("headers that are read: {} there, {} here", list(headers_there), list(headers_here)))
}

/// The requests, by the origins that send them.
fn places(found: &[usize]) -> String {
    let names = SCRIPTS.map(|script| script.name);
    let mut by_requests: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    for (at, (origin, _)) in ORIGINS.iter().enumerate() {
        let of_origin = found.iter().filter(|found| *found / names.len() == at).map(|found| names[found % names.len()]);
        let of_origin: Vec<&str> = of_origin.collect();
        match by_requests.iter_mut().find(|(requests, _)| *requests == of_origin) {
            _ if of_origin.is_empty() => {}
            Some((_, origins)) => origins.push(origin),
            None => by_requests.push((of_origin, vec![origin])),
        }
    }
    let mut text = String::new();
    for (requests, origins) in by_requests {
        let separator = if text.is_empty() { "" } else { ", " };
        let names_of_origins: Vec<String> = origins.iter().map(|origin| format!("*{origin}*")).collect();
        let origins = match origins.as_slice() {
            [.., last] if origins.len() == ORIGINS.len() - 1 && *last != "own" => "all but *own*".to_owned(),
            _ => names_of_origins.join(", "),
        };
        let requests = if requests.len() == names.len() { "everything".to_owned() } else { requests.join(", ") };
        write!(text, "{separator}{origins} ({requests})").expect("a string");
    }
    text
}
