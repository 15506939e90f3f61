//! The meaning of a policy in the plainest code: no index, no hash, nothing of the library.

use crate::{
    ask::Ask,
    properties::Framework,
    world::{Added, Carried, Place, World, Written},
};

/// Whether a script can read the response to its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reads {
    Yes,
    No,
    /// Denying it is safe, and allowing it is too: the 405 of a router that has no handler for the method, for a page that may
    /// use another method of the path; or a handler that cannot be foreseen with certainty.
    Perhaps,
}

/// The origins that are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Allowed {
    None,
    All,
    ThisOrigin,
}

/// A page's origin, and the host that it asks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) origin: &'a str,
    pub(crate) host: &'a str,
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
    /// Under a host that is not listed, no origin is allowed.
    pub(crate) fn allowed(&self, call: Call<'_>) -> Allowed {
        if self.serves(Some(call.host)) { self.allowed_anywhere(call.origin) } else { Allowed::None }
    }

    /// The origins that are allowed under the hosts that are listed.
    pub(crate) fn allowed_anywhere(&self, origin: &str) -> Allowed {
        if self.is_public() {
            Allowed::All
        } else if self.listed().iter().any(|listed| names(listed, origin)) {
            Allowed::ThisOrigin
        } else {
            Allowed::None
        }
    }

    /// Whether it lets a page of this origin read, in this credentials mode.
    pub(crate) fn lets_read(&self, call: Call<'_>, credentials: bool) -> bool {
        match self.allowed(call) {
            Allowed::None => false,
            Allowed::All => !credentials,
            Allowed::ThisOrigin => self.credentials || !credentials,
        }
    }

    fn lets_set(&self, name: &str, credentials: bool) -> bool {
        let by_name = self.allow_headers.iter().any(|allowed| allowed.eq_ignore_ascii_case(name));
        let by_wildcard = self.allow_headers.contains(&"*") && !name.eq_ignore_ascii_case("authorization");
        by_name || by_wildcard && !credentials
    }

    /// Whether it grants the whole request: origin, method, headers and credentials. Pages cannot be granted the method `*`.
    pub(crate) fn grants(&self, ask: &Ask) -> bool {
        let method = as_sent(ask.method);
        let sets = ask.unsafe_headers().all(|name| self.lets_set(name, ask.credentials));
        method != "*" && self.speaks_of(method) && self.lets_read(ask.call(), ask.credentials) && sets
    }

    /// Whether it grants this origin every header name and the credentials that `other` grants it.
    fn grants_as_much_as(&self, other: &Written, call: Call<'_>) -> bool {
        let credentials = other.credentials && !other.is_public();
        let sets = |name: &&str| self.lets_set(name, credentials);
        self.lets_read(call, credentials) && other.allow_headers.iter().all(sets)
    }

    /// Whether a script may read a response header of this name.
    pub(crate) fn exposes(&self, name: &str, credentials: bool) -> bool {
        self.expose_headers.contains(&name) || self.expose_headers.contains(&"*") && !credentials
    }

    /// Whether a handler for any method has the policy for this one.
    pub(crate) fn speaks_of(&self, method: &str) -> bool {
        let listed = |method| self.methods.as_ref().is_none_or(|methods| methods.contains(&method));
        listed(method) || method == "HEAD" && listed("GET")
    }
}

impl World {
    /// The handler that serves a method of a path; `None`: the router answers by itself. On axum, HEAD is served by the handler
    /// for GET unless it has its own; on actix-web, the first route that fits serves.
    pub(crate) fn served_by(&self, place: usize, method: &str) -> Option<Carried> {
        let Some(place) = self.places.get(place) else { return self.fallback };
        match self.framework {
            Framework::Axum => {
                let of_get = || if method == "HEAD" { place.on("GET") } else { None };
                place.on(method).or_else(of_get).or(place.any).or(self.fallback.map(|_| None))
            }
            Framework::Actix => {
                let (plain, annotated) = (place.plain(), place.annotated());
                let by = |place: &Place| place.on(method).or(place.any);
                match place.added {
                    _ if plain.is_empty() => by(&annotated),
                    Added::Beside => by(&annotated).or_else(|| by(&plain)),
                    Added::Merged => by(&plain).or_else(|| by(&annotated)),
                    Added::Apart => by(&plain),
                }
            }
        }
    }

    /// The handler whose policy an answer has. It is the one that serves the method; and on actix-web, where HEAD has no handler,
    /// the one for GET.
    pub(crate) fn answered_by(&self, place: usize, method: &str) -> Option<Carried> {
        let is_head = method == "HEAD" && self.framework == Framework::Actix;
        let of_get = || if is_head { self.served_by(place, "GET").filter(Option::is_some) } else { None };
        self.served_by(place, method).or_else(of_get)
    }

    /// The policy of the method's handler, by its number.
    pub(crate) fn policy_of(&self, place: usize, method: &str) -> Option<usize> {
        self.answered_by(place, method).flatten()
    }

    /// Whether the handler that serves a method can be foreseen. The methods of handlers without a policy are known to the
    /// framework alone; so where there are such, the handler has to be mounted for this very method (axum), or in front of them
    /// (actix-web).
    pub(crate) fn is_certain(&self, place: usize, method: &str) -> bool {
        let Some(own) = self.places.get(place) else { return true };
        let has = |place: &Place, added: &[Added]| !place.plain().is_empty() && added.contains(&place.added);
        let is_anywhere = |added: &[Added]| self.places.iter().any(|place| has(place, added));
        match self.framework {
            Framework::Axum => {
                let mixed = !own.plain().is_empty() || is_anywhere(&[Added::Merged, Added::Apart]);
                !mixed || own.annotated().on(method).is_some()
            }
            Framework::Actix => {
                let annotated = own.annotated();
                let serves = annotated.on(method).is_some() || annotated.any.is_some();
                let is_in_front = serves && !has(own, &[Added::Merged]);
                (own.plain().is_empty() || is_in_front) && !is_anywhere(&[Added::Apart])
            }
        }
    }

    /// Whether a browser may remember what this policy grants the origin. It remembers header names apart from methods, and lets
    /// GET, HEAD and POST pass by them. So every handler of the path for one of these has to grant as much.
    pub(crate) fn may_be_cached(&self, place: usize, policy: usize, call: Call<'_>) -> bool {
        let granted = &self.policies[policy];
        let as_much = |method: &str| match self.served_by(place, method) {
            None => true,
            Some(None) => false,
            Some(Some(other)) => {
                let other = &self.policies[other];
                other.speaks_of(method) && other.grants_as_much_as(granted, call)
            }
        };
        granted.allow_headers.is_empty() || ["GET", "HEAD", "POST"].into_iter().all(as_much)
    }

    /// Whether a browser has to be able to remember it: all handlers of the path are known, and every one that grants this origin
    /// anything grants as much.
    pub(crate) fn has_to_be_cached(&self, place: usize, policy: usize, call: Call<'_>) -> bool {
        let is_plain = |place: &Place| !place.plain().is_empty();
        if self.fallback.is_some() || self.places.iter().any(is_plain) {
            return false;
        }
        let granted = &self.policies[policy];
        let as_much = |other: &Written| {
            other.allowed(call) == Allowed::None
                || granted.allow_headers.is_empty()
                || other.grants_as_much_as(granted, call)
        };
        self.may_be_cached(place, policy, call) && self.policies_of(place).all(as_much)
    }

    /// Whether the policy of this number lets this method's handler be read from elsewhere: a handler for any method may be
    /// narrowed.
    pub(crate) fn allowed(&self, policy: usize, method: &str, call: Call<'_>) -> Allowed {
        let policy = &self.policies[policy];
        if policy.speaks_of(method) { policy.allowed(call) } else { Allowed::None }
    }

    pub(crate) fn policies_of(&self, place: usize) -> impl Iterator<Item = &Written> {
        let fallback = self.fallback.filter(|_| place >= self.places.len());
        let place = self.places.get(place);
        let numbers = place.into_iter().flat_map(|place| place.on.iter().map(|&(_, policy)| policy).chain(place.any));
        let numbers = numbers.chain(fallback);
        numbers.flatten().map(|number| &self.policies[number])
    }

    /// Whether no handler serves the method, browsers do not compare it, and some policy of the path lets the page set each header.
    fn passes_unserved(&self, ask: &Ask) -> bool {
        let method = as_sent(ask.method);
        let lets_set = |name: &str| {
            let mut policies = self.policies_of(ask.place).filter(|policy| policy.allowed(ask.call()) != Allowed::None);
            policies.any(|policy| policy.lets_set(name, ask.credentials))
        };
        self.served_by(ask.place, method).is_none()
            && ["GET", "HEAD", "POST"].contains(&method)
            && ask.unsafe_headers().all(lets_set)
    }

    /// What all of this comes to.
    pub(crate) fn reads(&self, ask: &Ask) -> Reads {
        if ask.is_own() {
            return Reads::Yes;
        }
        if !ask.mode.is_cors() || !self.serves(ask.place, Some(ask.host)) {
            return Reads::No;
        }
        let method = as_sent(ask.method);
        let certain = self.is_certain(ask.place, method);
        match self.answered_by(ask.place, method) {
            Some(Some(policy)) if self.policies[policy].grants(ask) => {
                if certain {
                    Reads::Yes
                } else {
                    Reads::Perhaps
                }
            }
            // On actix-web, the router's own answer to HEAD, where GET has a handler.
            Some(_) if self.served_by(ask.place, method).is_some() => Reads::No,
            _ => {
                let any = self.policies_of(ask.place).any(|policy| policy.lets_read(ask.call(), ask.credentials));
                let is_sent = ask.is_simple() || self.passes_unserved(ask);
                if is_sent && any { Reads::Perhaps } else { Reads::No }
            }
        }
    }
}

impl Place {
    fn on(&self, method: &str) -> Option<Carried> {
        self.on.iter().find(|(own, _)| *own == method).map(|&(_, carried)| carried)
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

    pub(crate) fn call(&self) -> Call<'_> {
        Call { origin: &self.origin, host: self.host }
    }

    /// Whether a browser needs a granted preflight before it sends this.
    pub(crate) fn needs_preflight(&self) -> bool {
        !self.is_own() && self.mode.is_cors() && !self.is_simple()
    }

    /// Whether a page could have sent it before there was CORS.
    pub(crate) fn is_simple(&self) -> bool {
        ["GET", "HEAD", "POST"].contains(&as_sent(self.method)) && self.unsafe_headers().next().is_none()
    }
}
