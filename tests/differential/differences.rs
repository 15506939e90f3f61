//! Every difference between the peers and us: who is right, and why.

mod case;
mod preflights_of_actix_cors;
mod preflights_of_tower_http;
mod rows_of_actix_cors;
mod rows_of_tower_http;

use std::fmt;

pub(crate) use self::case::Case;
use crate::{
    answer::{Answer, Elements, seen},
    asked::Asked,
    setup::{Guard, Setup, UNKNOWN},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Peer {
    /// `tower_http::cors::CorsLayer`.
    TowerHttp,
    /// `actix_cors::Cors`.
    ActixCors,
}

/// Sender is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    Us,
    /// The standard leaves it open; we have a reason of our own.
    Both,
}

/// The clients that can notice a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum For {
    /// No page of another origin sends such requests: other clients do.
    OtherClients,
    /// Browsers treat both answers alike.
    NoClient,
    /// A page can do or read something with one of them only.
    Pages,
}

/// A kind of difference.
pub(crate) struct Row {
    pub(crate) asked: &'static str,
    pub(crate) theirs: &'static str,
    pub(crate) ours: &'static str,
    pub(crate) right: Right,
    pub(crate) matters_for: For,
    pub(crate) why: &'static str,
    /// Whether a difference is of this kind. It is of exactly one.
    pub(crate) is: fn(&Difference<'_>) -> bool,
}

impl Peer {
    pub(crate) fn rows(self) -> impl Iterator<Item = &'static Row> {
        let (preflights, others) = match self {
            Peer::TowerHttp => (preflights_of_tower_http::ROWS, rows_of_tower_http::ROWS),
            Peer::ActixCors => (preflights_of_actix_cors::ROWS, rows_of_actix_cors::ROWS),
        };
        preflights.iter().chain(others)
    }
}

/// A status or a header that is not the same.
pub(crate) struct Difference<'a> {
    pub(crate) setup: &'a Setup,
    pub(crate) guard: Guard,
    pub(crate) asked: &'a Asked,
    pub(crate) case: Case,
    /// Their answer is 400, which only the peer gives.
    pub(crate) they_refuse: bool,
    /// It is what they answer to preflights.
    pub(crate) they_answer_options: bool,
    /// `status`, or the name of a header.
    pub(crate) aspect: String,
    pub(crate) theirs: Option<Elements>,
    pub(crate) ours: Option<Elements>,
    pub(crate) matters_for: For,
}

/// All differences between two answers.
pub(crate) fn between<'a>(
    peer: Peer,
    setup: &'a Setup,
    guard: Guard,
    asked: &'a Asked,
    their_answer: &Answer,
    our_answer: &Answer,
) -> Vec<Difference<'a>> {
    let (their_aspects, our_aspects) = (their_answer.aspects(), our_answer.aspects());
    let allows = |answer: &Answer| answer.aspects().contains_key("access-control-allow-origin");
    let case = Case::of(peer, setup, guard, asked, allows(their_answer) && !allows(our_answer));
    let matters_for = matters_for(asked, their_answer, our_answer);
    let mut names: Vec<&String> = their_aspects.keys().chain(our_aspects.keys()).collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .map(|name| (name, their_aspects.get(name), our_aspects.get(name)))
        .filter(|(_, theirs, ours)| theirs != ours)
        .map(|(name, theirs, ours)| Difference {
            setup,
            guard,
            asked,
            case,
            they_refuse: their_answer.sent.status == 400,
            they_answer_options: their_answer.sent.status == 400
                || their_aspects.contains_key("access-control-allow-methods"),
            aspect: name.clone(),
            theirs: theirs.cloned(),
            ours: ours.cloned(),
            matters_for: matters_for(name),
        })
        .collect()
}

/// Whether a page can tell the answers apart, and by which aspect: one of them is seen otherwise once it has the other's.
fn matters_for(asked: &Asked, theirs: &Answer, ours: &Answer) -> impl Fn(&str) -> For {
    let by_both = seen(asked, theirs).zip(seen(asked, ours));
    move |aspect| {
        let Some((by_them, by_us)) = &by_both else { return For::OtherClients };
        let changes =
            |answer: &Answer, other: &Answer, before| seen(asked, &answer.with(aspect, other)).as_ref() != Some(before);
        let matters = by_them != by_us && (changes(theirs, ours, by_them) || changes(ours, theirs, by_us));
        if matters { For::Pages } else { For::NoClient }
    }
}

impl Difference<'_> {
    pub(crate) fn is_status(&self, theirs: u16, ours: &[u16]) -> bool {
        let is = |elements: &Option<Elements>, status: u16| {
            elements.as_ref().is_some_and(|elements| elements.iter().eq([&status.to_string()]))
        };
        self.aspect == "status" && is(&self.theirs, theirs) && ours.iter().any(|status| is(&self.ours, *status))
    }

    /// One of `Access-Control-*`, by what follows that.
    pub(crate) fn is_header(&self, names: &[&str]) -> bool {
        self.aspect.strip_prefix("access-control-").is_some_and(|name| names.contains(&name))
    }

    pub(crate) fn only_theirs(&self) -> bool {
        self.ours.is_none()
    }

    pub(crate) fn only_ours(&self) -> bool {
        self.theirs.is_none()
    }

    pub(crate) fn is_public(&self) -> bool {
        self.setup.origins() == ["*"]
    }

    pub(crate) fn is_of_unknown_path(&self) -> bool {
        self.asked.path == UNKNOWN
    }

    /// Something that the handler said of its response is missing.
    pub(crate) fn they_lose_a_line(&self) -> bool {
        let has = |elements: &Option<Elements>| {
            elements.as_ref().is_some_and(|elements| elements.contains("accept-language"))
        };
        has(&self.ours) && !has(&self.theirs)
    }

    pub(crate) fn is_vary(&self) -> bool {
        self.aspect == "vary"
    }
}

impl fmt::Display for Difference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { setup, guard, asked, case, aspect, theirs, ours, matters_for, .. } = self;
        let policy = setup.name;
        write!(f, "{asked} (policy `{policy}`, guard {guard:?}, {case:?}): ")?;
        write!(f, "{aspect} theirs {theirs:?}, ours {ours:?}; matters for {matters_for:?}")
    }
}
