//! A page that makes every request, in every order.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use cors_browser::{Browser, CacheEntry, Explanation, SentRequest, SentResponse};
use cors_tests::{driver::Driver, mutant::HANDLER};

use super::{Checked, worlds::A};
use crate::{
    ask::{Ask, send},
    never::never,
    world::World,
};

const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "DELETE", "*"];

/// Every request that a page can make of an application with this many paths.
pub(super) struct Page {
    asks: Vec<Ask>,
    /// What a browser sends for them, each once.
    sent: Vec<(Ask, SentRequest)>,
}

impl Page {
    pub(super) fn of(paths: usize) -> Self {
        let mut asks = Vec::new();
        for place in 0..paths {
            for method in METHODS {
                for headers in [vec![], vec![("content-type", "application/json")]] {
                    for credentials in [false, true] {
                        asks.push(Ask { headers: headers.clone(), credentials, ..Ask::new(place, method, A) });
                    }
                }
            }
        }
        let mut sent: Vec<(Ask, SentRequest)> = Vec::new();
        for ask in &asks {
            let (preflight, actual) = ask.sent();
            for request in preflight.into_iter().chain(actual) {
                if sent.iter().all(|(_, known)| key(known) != key(&request)) {
                    sent.push((ask.clone(), request));
                }
            }
        }
        Page { asks, sent }
    }

    /// Makes every sequence of two requests, and every request after all that can be granted has been granted.
    pub(super) fn check(&self, world: &World, answers: &Answers, checked: &mut Checked) -> Result<(), String> {
        let memories = self.after_one(world, answers, checked)?;
        let mut all = Browser::new();
        for (browser, first) in memories {
            self.ask_all(&browser, world, answers, checked).map_err(|why| format!("after {first:?}: {why}"))?;
            answers.explain(first, &mut all);
        }
        checked.sequences += self.asks.len() * self.asks.len();
        self.ask_all(&all, world, answers, checked).map_err(|why| format!("after everything: {why}"))
    }

    /// Every memory that one request leaves in a new browser, with the first request that does.
    fn after_one(
        &self,
        world: &World,
        answers: &Answers,
        checked: &mut Checked,
    ) -> Result<Vec<(Browser, &Ask)>, String> {
        let mut memories: Vec<(Browser, &Ask)> = Vec::new();
        for ask in &self.asks {
            let mut browser = Browser::new();
            let explanation = answers.explain(ask, &mut browser);
            never(world, ask, &explanation)?;
            checked.granted += usize::from(explanation.preflight().is_some() && has_run(&explanation));
            let is_new = |(known, _): &(Browser, &Ask)| memory(known) != memory(&browser);
            if !memory(&browser).is_empty() && memories.iter().all(is_new) {
                memories.push((browser, ask));
            }
        }
        Ok(memories)
    }

    fn ask_all(
        &self,
        browser: &Browser,
        world: &World,
        answers: &Answers,
        checked: &mut Checked,
    ) -> Result<(), String> {
        for ask in &self.asks {
            let explanation = answers.explain(ask, &mut browser.clone());
            let is_remembered = ask.needs_preflight() && explanation.preflight().is_none() && has_run(&explanation);
            checked.remembered += usize::from(is_remembered);
            never(world, ask, &explanation)?;
        }
        Ok(())
    }
}

fn memory(browser: &Browser) -> Vec<&CacheEntry> {
    browser.cache_entries().collect()
}

fn has_run(explanation: &Explanation) -> bool {
    explanation.actual().is_some_and(|exchange| exchange.response.headers.iter().any(|(name, _)| name == HANDLER))
}

/// Stands for a request, as the application sees it: no small application reads cookies.
fn key(sent: &SentRequest) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&sent.method, &sent.url, &sent.headers).hash(&mut hasher);
    hasher.finish()
}

/// What an application answers to each request.
pub(super) struct Answers(HashMap<u64, SentResponse>);

impl Answers {
    /// Asks for everything twice.
    pub(super) async fn of(app: &impl Driver, page: &Page) -> Result<Self, String> {
        let mut answers = HashMap::new();
        for (ask, sent) in page.sent.iter().chain(&page.sent) {
            let answer = send(app, ask, sent).await;
            match answers.insert(key(sent), answer.clone()) {
                Some(first) if first != answer => return Err(format!("{sent:?}: first {first:?}, then {answer:?}")),
                _ => {}
            }
        }
        Ok(Answers(answers))
    }

    /// What a browser makes of a request.
    fn explain(&self, ask: &Ask, browser: &mut Browser) -> Explanation {
        browser.fetch(&ask.page_request(), |sent| {
            self.0.get(&key(sent)).unwrap_or_else(|| panic!("{sent:?} has not been asked")).clone()
        })
    }
}
