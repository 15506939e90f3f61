//! Every header is what a person would write down who knows the policy, without any browser.

use std::collections::HashSet;

use cors_tests::{
    driver::Driver,
    mutant::{HANDLER, WITHOUT_POLICY},
};
use http::Response;

use super::ensure;
use crate::{
    ask::{Ask, origin_of, raw},
    meaning::{Allowed, as_sent},
    random::Scenario,
    received::Received,
    table,
    world::{Enforce, Origins, World},
};

const EVIL: &str = "https://evil.test";

pub(crate) async fn judge(app: &impl Driver, Scenario { world, asks }: &Scenario) -> Result<(), String> {
    let (mut seen, mut known) = (HashSet::new(), HashSet::new());
    for ask in asks.iter().filter(|ask| as_sent(ask.method) != "*") {
        let method = as_sent(ask.method);
        if seen.insert((ask.place, method, &ask.origin, ask.host)) {
            let is_first = known.insert((ask.place, method, ask.host));
            verdicts(app, world, ask, is_first).await.map_err(|words| format!("{ask:?}: {words}"))?;
        }
        if ask.is_own() || !world.serves(ask.place, Some(ask.host)) {
            continue;
        }
        let judged = match world.answered_by(ask.place, method) {
            Some(Some(policy)) => {
                let asked = Asked { world, place: ask.place, policy, method, ask };
                asked.judge(app).await
            }
            Some(None) => without_policy(app, world, ask).await,
            None => Ok(()),
        };
        judged.map_err(|words| format!("{ask:?}: {words}"))?;
        method_wildcard(app, world, ask).await.map_err(|words| format!("`*` instead of {ask:?}: {words}"))?;
    }
    Ok(())
}

/// Requests of this origin, and for its first one every request that `enforce` and `hosts` distinguish: refused or not, the answer is as
/// `refusal` says. Where nothing is refused, one request is enough.
async fn verdicts(app: &impl Driver, world: &World, ask: &Ask, is_first: bool) -> Result<(), String> {
    let place = world.places.get(ask.place);
    let is_guarded = !world.hosts.is_empty()
        || place.is_some_and(|place| !place.hosts.is_empty())
        || world.policies_of(ask.place).any(|policy| policy.enforce != Enforce::No || !policy.hosts.is_empty());
    let (method, own) = (as_sent(ask.method), origin_of(ask.host));
    let plain = vec![("host", ask.host), ("origin", ask.origin.as_str())];
    let mut requests = vec![plain.clone()];
    if is_guarded && !ask.is_own() {
        let more = [("sec-fetch-site", "cross-site"), ("cookie", "session=1")];
        requests.extend([&more[..1], &more[1..], &more].map(|more| [&plain, more].concat()));
    }
    if is_guarded && is_first {
        requests.extend(table::requests(ask.host, &own, &ask.origin));
    }
    for headers in requests {
        let request = Received::new(method, &ask.path(), &headers);
        world.check_verdict(ask.place, &request, &request.send(app).await)?;
    }
    if !world.serves(ask.place, Some(ask.host)) {
        let headers = [("host", ask.host), ("origin", &ask.origin), ("access-control-request-method", method)];
        let answer = Received::new("OPTIONS", &ask.path(), &headers).send(app).await;
        ensure(answer.status() == 403 && is_bare(&answer), || format!("a preflight for another host\n{answer:?}"))?;
        ensure(lines(&answer, "cache-control") == ["no-store"], || format!("it may be stored\n{answer:?}"))?;
    }
    Ok(())
}

/// A handler without a policy runs for every origin, and what it answers is left alone; a preflight for it is not granted.
async fn without_policy(app: &impl Driver, world: &World, ask: &Ask) -> Result<(), String> {
    let (method, origin) = (as_sent(ask.method), ask.origin.as_str());
    for headers in [&[("origin", origin)][..], &[]] {
        let answer = raw(app, method, ask, headers).await;
        ensure(lines(&answer, HANDLER) == [WITHOUT_POLICY], || format!("the handler has not run\n{answer:?}"))?;
        ensure(is_bare(&answer), || format!("a handler without a policy is decorated\n{answer:?}"))?;
    }
    let asked = [("origin", origin), ("access-control-request-method", method)];
    let answer = raw(app, "OPTIONS", ask, &asked).await;
    let listed = elements(&answer, "access-control-allow-methods").any(|listed| listed == method);
    ensure(!listed, || format!("a preflight for a handler without a policy is granted\n{answer:?}"))?;
    of_other_methods(&answer, world, ask)
}

/// Whether an origin that is not granted what it asks for hears at most which methods it may use, and for this once.
fn of_other_methods(answer: &Response<Vec<u8>>, world: &World, ask: &Ask) -> Result<(), String> {
    let may_use_others = world.policies_of(ask.place).any(|policy| policy.allowed(ask.call()) != Allowed::None);
    let for_once =
        lines(answer, "access-control-max-age") == ["0"] && list(answer, "access-control-allow-headers").is_empty();
    ensure(is_bare(answer) || may_use_others && for_once, || format!("a denied preflight grants something\n{answer:?}"))
}

/// No page can be granted the method `*`: in an answer it would stand for every method.
async fn method_wildcard(app: &impl Driver, world: &World, ask: &Ask) -> Result<(), String> {
    let asked = [("origin", ask.origin.as_str()), ("access-control-request-method", "*")];
    let answer = raw(app, "OPTIONS", ask, &asked).await;
    let is_ours = |method| world.policy_of(ask.place, method).is_some() && world.is_certain(ask.place, method);
    let is_denied = answer.status() == 403 || !["GET", "POST", "PUT", "DELETE"].into_iter().any(is_ours);
    ensure(is_denied && is_bare(&answer), || format!("it is not denied\n{answer:?}"))
}

struct Asked<'a> {
    world: &'a World,
    place: usize,
    policy: usize,
    method: &'static str,
    ask: &'a Ask,
}

impl Asked<'_> {
    async fn judge(&self, app: &impl Driver) -> Result<(), String> {
        let names: Vec<&str> = self.ask.unsafe_headers().collect();
        self.actual(app).await?;
        self.preflight(app, &names.join(",")).await
    }

    fn origin(&self) -> &str {
        &self.ask.origin
    }

    fn allowed(&self) -> Allowed {
        self.world.allowed(self.policy, self.method, self.ask.call())
    }

    fn is_certain(&self) -> bool {
        self.world.is_certain(self.place, self.method)
    }

    async fn actual(&self, app: &impl Driver) -> Result<(), String> {
        let answer = raw(app, self.method, self.ask, &[("origin", self.origin())]).await;
        let is_served = self.world.served_by(self.place, self.method).is_some();
        if self.is_certain() || is_served && !is_bare(&answer) {
            self.check_grant(&answer)?;
        }
        self.check_vary(&answer)?;
        let answer = raw(app, self.method, self.ask, &[]).await;
        self.check_vary(&answer)?;
        // RFC 6454, section 7.3: no browser sends two, and neither is to be believed.
        let (first, last) = (format!("{} {EVIL}", self.origin()), format!("{EVIL}, {}", self.origin()));
        for both in [vec![self.origin(), EVIL], vec![EVIL, self.origin()], vec![&first], vec![&last]] {
            let both: Vec<_> = both.into_iter().map(|origin| ("origin", origin)).collect();
            let answer = raw(app, self.method, self.ask, &both).await;
            let named = list(&answer, "access-control-allow-origin").iter().any(|value| value != "*");
            ensure(!named, || format!("lets in one of two origins\n{answer:?}"))?;
        }
        Ok(())
    }

    async fn preflight(&self, app: &impl Driver, names: &str) -> Result<(), String> {
        let headers = [
            ("origin", self.origin()),
            ("access-control-request-method", self.method),
            ("access-control-request-headers", names),
        ];
        let named = if names.is_empty() { &headers[..2] } else { &headers[..] };
        let answer = raw(app, "OPTIONS", self.ask, named).await;
        if !self.is_certain() && is_bare(&answer) {
            return Ok(());
        }
        let policy = &self.world.policies[self.policy];
        let of_host = (!policy.hosts.is_empty()).then_some("host");
        for name in ["access-control-request-method", "access-control-request-headers"].into_iter().chain(of_host) {
            ensure(list(&answer, "vary").contains(&name.to_owned()), || format!("no `Vary: {name}`\n{answer:?}"))?;
        }
        let allowed = self.allowed() != Allowed::None;
        let lists = |named: &str| elements(&answer, "access-control-allow-methods").any(|method| method == named);
        let listed = lists(self.method);
        // On actix-web, `HEAD` has the policy of `GET` where no handler serves it. The page may read the 405; the list does not name it.
        let is_unserved_head = self.method == "HEAD" && self.world.served_by(self.place, "HEAD").is_none();
        ensure(listed == (allowed && !is_unserved_head) || !listed && !self.is_certain(), || {
            format!("lists the method: {listed}\n{answer:?}")
        })?;
        let serves_head = self.world.served_by(self.place, "HEAD").is_some_and(|carried| carried.is_some());
        ensure(!lists("HEAD") || serves_head || !self.world.is_certain(self.place, "HEAD"), || {
            format!("lists HEAD, which no handler with a policy serves\n{answer:?}")
        })?;
        if !listed {
            let others = of_other_methods(&answer, self.world, self.ask);
            if others.is_ok() || !(is_unserved_head && allowed) {
                return others;
            }
        }
        let expected = self.world.policies[self.policy].allow_headers.iter().map(ToString::to_string);
        let mut expected: Vec<String> = expected.collect();
        let mut listed = list(&answer, "access-control-allow-headers");
        expected.sort();
        listed.sort();
        ensure(listed == expected, || format!("allows the headers {listed:?}\n{answer:?}"))?;
        self.check_max_age(&answer)?;
        self.check_grant(&answer)?;
        self.check_vary(&answer)
    }

    /// The policy's own value, except where the browser would remember a header that another method of the path does not allow.
    fn check_max_age(&self, answer: &Response<Vec<u8>>) -> Result<(), String> {
        let (place, policy, call) = (self.place, self.policy, self.ask.call());
        let own = self.world.policies[policy].max_age.map(|seconds| seconds.to_string());
        let own: Vec<&str> = own.as_deref().into_iter().collect();
        let sent = lines(answer, "access-control-max-age");
        let may_be_own = self.world.may_be_cached(place, policy, call) && sent == own;
        let may_be_zero = !self.world.has_to_be_cached(place, policy, call) && sent == ["0"];
        ensure(may_be_own || may_be_zero, || format!("`Access-Control-Max-Age` is {sent:?}, of {own:?}\n{answer:?}"))
    }

    fn check_grant(&self, answer: &Response<Vec<u8>>) -> Result<(), String> {
        let (allowed, origin) = (self.allowed(), self.origin());
        let origins: &[&str] = match allowed {
            Allowed::None => &[],
            Allowed::All => &["*"],
            Allowed::ThisOrigin => &[origin],
        };
        ensure(lines(answer, "access-control-allow-origin") == origins, || {
            format!("`Access-Control-Allow-Origin` is not {origins:?}\n{answer:?}")
        })?;
        let with = allowed == Allowed::ThisOrigin && self.world.policies[self.policy].credentials;
        let expected: &[&str] = if with { &["true"] } else { &[] };
        ensure(lines(answer, "access-control-allow-credentials") == expected, || {
            format!("`Access-Control-Allow-Credentials` is not {expected:?}\n{answer:?}")
        })
    }

    /// `Vary` must list `Origin` where the answer depends on it, for every origin.
    fn check_vary(&self, answer: &Response<Vec<u8>>) -> Result<(), String> {
        let policy = &self.world.policies[self.policy];
        let depends =
            matches!(policy.origins, Origins::Listed(_)) && policy.speaks_of(self.method) && self.is_certain();
        let says = list(answer, "vary").iter().any(|name| name == "origin" || name == "*");
        ensure(!depends || says, || format!("no `Vary: Origin`\n{answer:?}"))
    }
}

fn lines<'r>(answer: &'r Response<Vec<u8>>, name: &str) -> Vec<&'r str> {
    answer.headers().get_all(name).iter().filter_map(|value| value.to_str().ok()).collect()
}

/// Whether it has no CORS header.
fn is_bare(answer: &Response<Vec<u8>>) -> bool {
    !answer.headers().keys().any(|name| name.as_str().starts_with("access-control-"))
}

fn elements<'r>(answer: &'r Response<Vec<u8>>, name: &str) -> impl Iterator<Item = &'r str> {
    lines(answer, name).into_iter().flat_map(|line| line.split(',').map(str::trim))
}

/// Names of headers, where upper and lower case are the same.
fn list(answer: &Response<Vec<u8>>, name: &str) -> Vec<String> {
    elements(answer, name).map(str::to_ascii_lowercase).collect()
}
