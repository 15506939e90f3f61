//! Every header is what a person would write down who knows the policy, without any browser.

use cors_tests::driver::Driver;
use http::Response;

use super::ensure;
use crate::{
    ask::{Ask, raw},
    meaning::{LetsIn, as_sent},
    random::Scenario,
    world::{Origins, World},
};

const EVIL: &str = "https://evil.test";

pub(crate) async fn judge(app: &impl Driver, Scenario { world, asks }: &Scenario) -> Result<(), String> {
    for ask in asks.iter().filter(|ask| !ask.is_own()) {
        if let Some(policy) = world.policy_of(ask.place, as_sent(ask.method)) {
            let asked = Asked { world, policy, method: as_sent(ask.method), path: ask.path(), origin: &ask.origin };
            let headers: Vec<&str> = ask.unsafe_headers().collect();
            asked.actual(app).await.map_err(|words| format!("{ask:?}: {words}"))?;
            asked.preflight(app, ask, &headers.join(",")).await.map_err(|words| format!("{ask:?}: {words}"))?;
        }
    }
    Ok(())
}

struct Asked<'a> {
    world: &'a World,
    policy: usize,
    method: &'static str,
    path: String,
    origin: &'a str,
}

impl Asked<'_> {
    fn lets_in(&self) -> LetsIn {
        self.world.lets_in(self.policy, self.method, self.origin)
    }

    async fn actual(&self, app: &impl Driver) -> Result<(), String> {
        let answer = raw(app, self.method, &self.path, &[("origin", self.origin)]).await;
        self.check_grant(&answer)?;
        self.check_vary(&answer)?;
        // No handler answers 403, so it has not run.
        let refused = self.world.policies[self.policy].enforce && self.lets_in() == LetsIn::Nobody;
        ensure((answer.status() == 403) == refused, || format!("refused: {}\n{answer:?}", !refused))?;
        let answer = raw(app, self.method, &self.path, &[]).await;
        self.check_vary(&answer)?;
        ensure(answer.status() != 403, || format!("refused, without `Origin`\n{answer:?}"))?;
        // RFC 6454, section 7.3: no browser sends two, and neither is to be believed.
        let (first, last) = (format!("{} {EVIL}", self.origin), format!("{EVIL}, {}", self.origin));
        for both in [vec![self.origin, EVIL], vec![EVIL, self.origin], vec![&first], vec![&last]] {
            let both: Vec<_> = both.into_iter().map(|origin| ("origin", origin)).collect();
            let answer = raw(app, self.method, &self.path, &both).await;
            let named = list(&answer, "access-control-allow-origin").iter().any(|value| value != "*");
            ensure(!named, || format!("lets in one of two origins\n{answer:?}"))?;
        }
        Ok(())
    }

    async fn preflight(&self, app: &impl Driver, ask: &Ask, names: &str) -> Result<(), String> {
        let headers = [
            ("origin", self.origin),
            ("access-control-request-method", self.method),
            ("access-control-request-headers", names),
        ];
        let named = if names.is_empty() { &headers[..2] } else { &headers[..] };
        let answer = raw(app, "OPTIONS", &self.path, named).await;
        for name in ["access-control-request-method", "access-control-request-headers"] {
            ensure(list(&answer, "vary").contains(&name.to_owned()), || format!("no `Vary: {name}`\n{answer:?}"))?;
        }
        let allowed = self.lets_in() != LetsIn::Nobody;
        let listed = elements(&answer, "access-control-allow-methods").any(|method| method == self.method);
        ensure(listed == allowed, || format!("lists the method: {listed}\n{answer:?}"))?;
        if !allowed {
            let other = self.world.policies_of(ask.place).any(|policy| policy.lets_in(self.origin) != LetsIn::Nobody);
            let named = !list(&answer, "access-control-allow-origin").is_empty();
            return ensure(other || !named, || format!("speaks to somebody whom no policy lets in\n{answer:?}"));
        }
        let expected = self.world.policies[self.policy].allow_headers.iter().map(ToString::to_string);
        let mut expected: Vec<String> = expected.collect();
        let mut listed = list(&answer, "access-control-allow-headers");
        expected.sort();
        listed.sort();
        ensure(listed == expected, || format!("allows the headers {listed:?}\n{answer:?}"))?;
        self.check_grant(&answer)?;
        self.check_vary(&answer)
    }

    fn check_grant(&self, answer: &Response<Vec<u8>>) -> Result<(), String> {
        let (lets_in, origin) = (self.lets_in(), self.origin);
        let origins: &[&str] = match lets_in {
            LetsIn::Nobody => &[],
            LetsIn::Everybody => &["*"],
            LetsIn::ThisOrigin => &[origin],
        };
        ensure(lines(answer, "access-control-allow-origin") == origins, || {
            format!("`Access-Control-Allow-Origin` is not {origins:?}\n{answer:?}")
        })?;
        let with = lets_in == LetsIn::ThisOrigin && self.world.policies[self.policy].credentials;
        let expected: &[&str] = if with { &["true"] } else { &[] };
        ensure(lines(answer, "access-control-allow-credentials") == expected, || {
            format!("`Access-Control-Allow-Credentials` is not {expected:?}\n{answer:?}")
        })
    }

    /// Where who asks makes a difference, caches have to know it, whoever asks.
    fn check_vary(&self, answer: &Response<Vec<u8>>) -> Result<(), String> {
        let policy = &self.world.policies[self.policy];
        let depends = matches!(policy.origins, Origins::Listed(_)) && policy.speaks_of(self.method);
        let says = list(answer, "vary").iter().any(|name| name == "origin" || name == "*");
        ensure(!depends || says, || format!("no `Vary: Origin`\n{answer:?}"))
    }
}

fn lines<'r>(answer: &'r Response<Vec<u8>>, name: &str) -> Vec<&'r str> {
    answer.headers().get_all(name).iter().filter_map(|value| value.to_str().ok()).collect()
}

fn elements<'r>(answer: &'r Response<Vec<u8>>, name: &str) -> impl Iterator<Item = &'r str> {
    lines(answer, name).into_iter().flat_map(|line| line.split(',').map(str::trim))
}

/// Names of headers, where upper and lower case are the same.
fn list(answer: &Response<Vec<u8>>, name: &str) -> Vec<String> {
    elements(answer, name).map(str::to_ascii_lowercase).collect()
}
