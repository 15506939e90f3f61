//! `enforce` and everything that pages do: the requests that real browsers send, and which of them reach a handler.
//!
//! `docs/reports/page-behaviours.md` shows every request. Four judges look at each of them:
//!
//! 1. No page of the server itself is refused anything.
//! 2. A foreign page and a same-site one reach a handler by links alone, and by what Chromium loads ahead of one.
//! 3. The verdict of each policy is that of the design's table, by [`policies`].
//! 4. The report is as it was.
//!
//! Both engines do everything, each by itself: Chromium is answered by axum, Firefox by actix-web.

#[macro_use]
mod policies;
mod behaviours;
mod on_actix;
mod on_axum;
mod page;
mod record;
mod report;
mod senders;
mod servers;

use std::{
    panic::resume_unwind,
    thread,
    time::{Duration, Instant},
};

use cors_tests::{
    browser::{Browser, Engine, eventually},
    frameworks::Framework,
};
use tokio::runtime::Runtime;

use self::{
    behaviours::{Act, BEHAVIOURS, Behaviour},
    policies::Policy,
    record::Exchange,
    report::Observed,
    senders::{FOREIGN, OWN, Sender},
    servers::Servers,
};
use crate::front;

/// The time that a request may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// The time after which a request that is not expected does not come.
const SILENCE: Duration = Duration::from_millis(1500);

/// A browser and the servers.
struct Visit<'a> {
    browser: &'a Browser,
    servers: &'a Servers,
    engine: Engine,
    sender: Sender,
}

impl Visit<'_> {
    fn address(&self) -> String {
        servers::address(self.sender)
    }

    fn url(&self, behaviour: &Behaviour) -> String {
        format!("{}{}", self.address(), behaviour.number())
    }

    fn exchanges(&self, behaviour: &Behaviour) -> Vec<Exchange> {
        self.servers.exchanges(&self.url(behaviour))
    }

    /// Waits until so many requests have come. If they do not come, the judges say so.
    fn wait(&self, behaviour: &Behaviour, count: usize) {
        let since = Instant::now();
        while self.exchanges(behaviour).len() < count && since.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Does everything, and returns what has been sent.
    fn all(&self) -> Vec<Observed> {
        self.together();
        let others = BEHAVIOURS.iter().filter(|_| self.sender != Sender::Framed);
        others.for_each(|behaviour| self.one(behaviour));
        let observed = BEHAVIOURS.iter().map(|behaviour| {
            let mut exchanges = self.exchanges(behaviour);
            if matches!(behaviour.act, Act::Reload(_) | Act::Back(_)) && !exchanges.is_empty() {
                exchanges.remove(0);
            }
            // A video is asked for in parts.
            exchanges.sort();
            exchanges.dedup();
            exchanges.sort_by_key(|exchange| !exchange.sent.is_preflight());
            Observed { engine: self.engine, sender: self.sender, behaviour, exchanges }
        });
        observed.filter(|observed| self.is_done(observed.behaviour)).collect()
    }

    /// Whether there is something to do.
    fn is_done(&self, behaviour: &Behaviour) -> bool {
        match behaviour.act {
            Act::Script(_) | Act::Page => true,
            Act::Click(_) | Act::Reload(_) | Act::Back(_) => self.sender != Sender::Framed,
            // It is not the page's, so once is enough.
            Act::Address => self.sender == Sender::Own,
        }
    }

    /// All that needs no click.
    fn together(&self) {
        let done = || eventually("the end of a script", || (self.browser.text("#done") == "done").then_some(()));
        let top = if self.sender == Sender::Framed { FOREIGN } else { self.sender.origin() };
        self.browser.open(&format!("{top}/~/visit"));
        done();
        let page = format!("{}/~/page?{}", self.sender.origin(), self.address());
        if self.sender == Sender::Framed {
            self.browser.open(&format!("{FOREIGN}/~/frame?{page}"));
        } else {
            self.browser.open(&page);
            done();
        }
        for behaviour in BEHAVIOURS.iter().filter(|behaviour| matches!(behaviour.act, Act::Script(_) | Act::Page)) {
            if !behaviour.is_silent(self.engine, self.sender) {
                self.wait(behaviour, 1);
            }
        }
        thread::sleep(SILENCE);
    }

    fn one(&self, behaviour: &Behaviour) {
        let count = match behaviour.act {
            Act::Script(_) | Act::Page => return,
            Act::Address if self.sender != Sender::Own => return,
            Act::Address => {
                self.browser.open(&self.url(behaviour));
                return self.wait(behaviour, 1);
            }
            Act::Click(_) => 1,
            Act::Reload(_) | Act::Back(_) => 2,
        };
        let page = format!("{}/~/click/{}?{}", self.sender.origin(), behaviour.number(), self.url(behaviour));
        self.browser.open(&page);
        self.browser.click("#go");
        if behaviour.is_silent(self.engine, self.sender) {
            return thread::sleep(SILENCE);
        }
        self.wait(behaviour, 1);
        match behaviour.act {
            Act::Reload(_) => self.browser.reload(),
            Act::Back(_) => {
                self.browser.open(&format!("{OWN}/~/cookie"));
                self.browser.back();
            }
            Act::Click(_) | Act::Script(_) | Act::Page | Act::Address => {}
        }
        self.wait(behaviour, count);
        self.browser.close_other_windows();
    }
}

fn in_browser(engine: Engine) -> Vec<Observed> {
    let runtime = Runtime::new().expect("a runtime can be started");
    let answering = match engine {
        Engine::Chromium => Framework::Axum,
        Engine::Firefox => Framework::Actix,
    };
    let (servers, proxy) = runtime.block_on(async {
        let servers = Servers::start(answering).await;
        let proxy = front::listen(servers.router()).await;
        (servers, proxy)
    });
    let mut observed = Vec::new();
    for sender in Sender::ALL {
        // A browser for each, so that nothing is left of the pages before: in one for all, Firefox hangs at a form of a foreign page.
        let name = format!("enforce-{engine}-{}", sender.name());
        let Some(browser) = Browser::start_behind(engine, &name, proxy) else { return Vec::new() };
        browser.open(&format!("{OWN}/~/cookie"));
        observed.extend(Visit { browser: &browser, servers: &servers, engine, sender }.all());
    }
    observed
}

/// Whether an engine that should send something has not, or the other way round.
fn unexpected(Observed { engine, sender, behaviour, exchanges }: &Observed) -> Option<String> {
    let is_silent = behaviour.is_silent(*engine, *sender);
    (exchanges.is_empty() != is_silent)
        .then(|| format!("{engine}, {}, {}: {} requests", sender.name(), behaviour.name, exchanges.len()))
}

/// What is wrong with an exchange.
fn wrong(observed: &Observed, exchange: &Exchange) -> Vec<String> {
    let Observed { engine, sender, behaviour, .. } = observed;
    let Exchange { sent, axum, actix } = exchange;
    let mut wrong = Vec::new();
    if axum != actix {
        wrong.push(format!("{engine}, {}, {}: the frameworks differ: {exchange:?}", sender.name(), behaviour.name));
    }
    let mut say = |policy: Policy, what: &str| {
        wrong.push(format!("{engine}, {}, {}, {}: {what}: {exchange:?}", sender.name(), behaviour.name, policy.name()));
    };
    for (policy, answer) in Policy::ALL.into_iter().zip(axum) {
        if sent.is_preflight() {
            if answer.ran {
                say(policy, "a preflight runs the handler");
            }
            continue;
        }
        if !matches!((answer.ran, answer.status), (true, 200) | (false, 403)) {
            say(policy, "neither refused nor served");
        }
        let is_own = sender.is_own() && !behaviour.leaves_the_origin;
        if !answer.ran && (is_own || policy == Policy::Report) {
            say(policy, "the server's own page is refused, or a report refuses");
        }
        let is_untrusted = !sender.is_own() && *sender != Sender::Listed;
        if answer.ran && is_untrusted && policy != Policy::Report && !behaviour.is_link {
            say(policy, "a page that is not trusted runs the handler");
        }
        if answer.ran != policy.passes(sent) {
            say(policy, "not as the design's table says");
        }
    }
    wrong
}

#[test]
fn every_request_of_a_page_is_judged_rightly() {
    let observed: Vec<_> = thread::scope(|scope| {
        let running = Engine::ALL.map(|engine| scope.spawn(move || in_browser(engine)));
        running.into_iter().flat_map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    let wrong: Vec<_> = observed
        .iter()
        .flat_map(|observed| observed.exchanges.iter().flat_map(move |exchange| wrong(observed, exchange)))
        .chain(observed.iter().filter_map(unexpected))
        .collect();
    if Engine::ALL.iter().all(|engine| observed.iter().any(|observed| observed.engine == *engine)) {
        expect_test::expect_file!["../../../docs/reports/page-behaviours.md"].assert_eq(&report::markdown(&observed));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
