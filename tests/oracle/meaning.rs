//! What a policy means, as one would explain it to somebody: no index, no hash, no code of the library.

use crate::{
    ask::{Ask, Mode},
    world::{Head, World, Written},
};

/// Whether a script can read what it asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reads {
    Yes,
    No,
    /// No handler serves the method, so the router answers 405. That is for whoever may use another method of the path; not
    /// being let read it harms nobody.
    Perhaps,
}

/// Who is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LetsIn {
    Nobody,
    Everybody,
    ThisOrigin,
}

/// Whether an element of `origins` stands for an origin.
pub(crate) fn names(listed: &str, origin: &str) -> bool {
    if !listed.contains('*') {
        return listed == origin;
    }
    let (Some((listed_scheme, listed)), Some((scheme, asked))) = (listed.split_once("://"), origin.split_once("://"))
    else {
        return false;
    };
    let (listed_host, listed_port) = cut(listed);
    let (host, port) = cut(asked);
    let same_port = listed_port == port || listed_port == Some("*") && port.is_none_or(|port| is_port(scheme, port));
    scheme == listed_scheme && same_port && is_host(listed_host, host)
}

fn cut(authority: &str) -> (&str, Option<&str>) {
    authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)))
}

/// Browsers never say the port that goes without saying.
fn is_port(scheme: &str, port: &str) -> bool {
    let goes_without_saying = if scheme == "https" { "443" } else { "80" };
    port.parse::<u16>().is_ok_and(|number| number.to_string() == port) && port != goes_without_saying
}

fn is_host(listed: &str, host: &str) -> bool {
    let (listed, labels): (Vec<&str>, Vec<&str>) = (listed.split('.').collect(), host.split('.').collect());
    let Some((&"*", base)) = listed.split_first() else {
        return listed == labels;
    };
    let more = labels.len().saturating_sub(base.len());
    more >= 1 && labels[more..] == *base && labels[..more].iter().all(|label| is_label(label))
}

fn is_label(label: &str) -> bool {
    let of_a_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    (1..=63).contains(&label.len()) && label.chars().all(of_a_name)
}

impl Written {
    pub(crate) fn lets_in(&self, origin: &str) -> LetsIn {
        if self.is_public() {
            LetsIn::Everybody
        } else if self.listed().iter().any(|listed| names(listed, origin)) {
            LetsIn::ThisOrigin
        } else {
            LetsIn::Nobody
        }
    }

    /// Whether it lets a page of this origin read, in this credentials mode.
    fn lets_read(&self, origin: &str, credentials: bool) -> bool {
        match self.lets_in(origin) {
            LetsIn::Nobody => false,
            LetsIn::Everybody => !credentials,
            LetsIn::ThisOrigin => self.credentials || !credentials,
        }
    }

    fn lets_set(&self, name: &str, credentials: bool) -> bool {
        let by_name = self.allow_headers.iter().any(|allowed| allowed.eq_ignore_ascii_case(name));
        let by_wildcard = self.allow_headers.contains(&"*") && !name.eq_ignore_ascii_case("authorization");
        by_name || by_wildcard && !credentials
    }

    /// Whether a handler for any method has the policy for this one.
    pub(crate) fn speaks_of(&self, method: &str) -> bool {
        let listed = |method| self.methods.as_ref().is_none_or(|methods| methods.contains(&method));
        listed(method) || method == "HEAD" && listed("GET")
    }
}

impl World {
    /// The policy of the method's handler, by its number. HEAD has that of GET, unless another handler serves it.
    pub(crate) fn policy_of(&self, place: usize, method: &str) -> Option<usize> {
        let place = self.places.get(place)?;
        let of = |method: &str| place.on.iter().find(|(own, _)| *own == method).map(|&(_, policy)| policy);
        let of_get = if method == "HEAD" { of("GET") } else { None };
        match self.head {
            Head::ByGet => of(method).or(of_get).or(place.any),
            Head::ByAny => of(method).or(place.any).or(of_get),
        }
    }

    /// Whether the policy of this number lets this method's handler be read from elsewhere: a handler for any method may be
    /// narrowed.
    pub(crate) fn lets_in(&self, policy: usize, method: &str, origin: &str) -> LetsIn {
        let policy = &self.policies[policy];
        if policy.speaks_of(method) { policy.lets_in(origin) } else { LetsIn::Nobody }
    }

    pub(crate) fn policies_of(&self, place: usize) -> impl Iterator<Item = &Written> {
        let place = self.places.get(place);
        let numbers = place.into_iter().flat_map(|place| place.on.iter().map(|&(_, policy)| policy).chain(place.any));
        numbers.map(|number| &self.policies[number])
    }

    /// What all of this comes to.
    pub(crate) fn reads(&self, ask: &Ask) -> Reads {
        if ask.is_own() {
            return Reads::Yes;
        }
        if ask.mode == Mode::NoCors {
            return Reads::No;
        }
        let method = as_sent(ask.method);
        let Some(policy) = self.policy_of(ask.place, method).map(|number| &self.policies[number]) else {
            let any = self.policies_of(ask.place).any(|policy| policy.lets_read(&ask.origin, ask.credentials));
            return if ask.is_simple() && any { Reads::Perhaps } else { Reads::No };
        };
        let sets = ask.unsafe_headers().all(|name| policy.lets_set(name, ask.credentials));
        let reads = policy.speaks_of(method) && policy.lets_read(&ask.origin, ask.credentials) && sets;
        if reads { Reads::Yes } else { Reads::No }
    }
}

/// Browsers write the methods of old in upper case, and leave others alone.
pub(crate) fn as_sent(method: &'static str) -> &'static str {
    ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(method))
        .unwrap_or(method)
}

impl Ask {
    /// What needs permission. Of the headers that occur here, a form could send these, and no others.
    pub(crate) fn unsafe_headers(&self) -> impl Iterator<Item = &'static str> {
        let of_a_form = |header: &(&str, &str)| [("accept", "*/*"), ("content-type", "text/plain")].contains(header);
        self.headers.iter().filter(move |header| !of_a_form(header)).map(|(name, _)| *name)
    }

    /// Whether a page could have sent it before there was CORS.
    pub(crate) fn is_simple(&self) -> bool {
        ["GET", "HEAD", "POST"].contains(&as_sent(self.method)) && self.unsafe_headers().next().is_none()
    }
}
