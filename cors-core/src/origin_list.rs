//! Finding the request's origin in an allow-list, in time that does not depend on the list's length.

use std::{borrow::Cow, fmt};

use crate::{
    allowed_origin::{self, AllowedOrigin},
    elements::Elements,
    host::MAX_HOST,
    origin::{MAX_ORIGIN, Parts},
    origin_hash::{SEED, exact_hash, key, port_hash, step, text_hash},
    pattern::{OriginPattern, Pieces, is_labels, is_port},
};

/// A validated allow-list with an index.
///
/// ```
/// use cors_core::{OriginList, OriginPattern};
///
/// let list = OriginList::new([
///     OriginPattern::parse("https://app.example.com").unwrap(),
///     OriginPattern::parse("https://*.partner.example").unwrap(),
/// ]);
/// assert_eq!(list.find("https://a.partner.example").unwrap().as_str(), "https://a.partner.example");
/// assert!(list.find("https://app.example.com.evil.test").is_none());
/// ```
#[derive(Clone)]
pub struct OriginList {
    kept: Kept,
    /// Open addressing: a slot holds an element's number + 1, with [`WILDCARD`] where it has a `*`, or 0. A power of two, at
    /// least twice as many as elements.
    slots: Cow<'static, [u16]>,
    /// What need not be looked up.
    kinds: Kinds,
    /// The rules about credentials have been checked wherever they matter.
    vetted: bool,
}

/// The elements, and whose they are.
#[derive(Clone)]
enum Kept {
    /// As in [`Elements::Literals`].
    Literals(&'static [&'static str], &'static [u16]),
    Parsed(Vec<OriginPattern>),
}

impl OriginList {
    /// The most elements that an index has room for.
    pub(crate) const MOST: usize = 0x7FFF;

    /// The list that lets nobody in.
    pub const EMPTY: &'static OriginList = &literals(&[], &[], 0, false, false, &[]);

    /// A list made at run time. No rule is checked, so that what it finds is no evidence for requests with credentials.
    ///
    /// # Panics
    ///
    /// If there are more than 32,767 elements.
    #[must_use]
    pub fn new(patterns: impl IntoIterator<Item = OriginPattern>) -> Self {
        let patterns: Vec<_> = patterns.into_iter().collect();
        let mut slots = vec![0; Self::slots_for(patterns.len())];
        fill(&mut slots, &patterns);
        let kinds = Kinds::among(&patterns);
        OriginList { kept: Kept::Parsed(patterns), slots: Cow::Owned(slots), kinds, vetted: false }
    }

    /// The same as evidence for requests with credentials: the rules have been checked.
    #[cfg(feature = "runtime")]
    #[must_use]
    pub(crate) fn vetted(self) -> Self {
        OriginList { vetted: true, ..self }
    }

    /// How many slots an index of `patterns` elements has.
    ///
    /// # Panics
    ///
    /// If there are more than 32,767 elements.
    #[must_use]
    #[expect(clippy::panic, reason = "where a list is made, not where it is searched")]
    const fn slots_for(patterns: usize) -> usize {
        match patterns {
            0 => 0,
            1..=Self::MOST => (patterns * 2).next_power_of_two(),
            _ => panic!("an allow-list has at most 32767 origins"),
        }
    }

    /// A copy that lives as long as the program, as if the macro had written it: for lists whose rules have been checked.
    #[must_use]
    pub(crate) fn leak(&self) -> &'static OriginList {
        let texts: Vec<&'static str> = self.iter().map(|text| &*Box::leak(text.into())).collect();
        let OriginIndex { slots, subdomains, ports, lengths } = index(self);
        let public_suffixes = public_suffixes(self).collect::<Vec<_>>().leak();
        let slots = slots.to_vec().leak();
        Box::leak(Box::new(literals(texts.leak(), slots, lengths, subdomains, ports, public_suffixes)))
    }

    /// The elements as they were written, in that order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.elements().texts()
    }

    pub(crate) const fn elements(&self) -> Elements<'_> {
        match &self.kept {
            Kept::Literals(texts, public_suffixes) => Elements::Literals(texts, public_suffixes),
            Kept::Parsed(patterns) => Elements::Parsed(patterns.as_slice()),
        }
    }

    /// Whether nobody is let in.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.elements().is_empty()
    }

    /// Looks `origin` up, the value of a request's `Origin` header, byte for byte.
    ///
    /// Time is proportional to the origin's length and independent of the list's. Nothing is allocated.
    #[must_use]
    pub fn find<'r>(&self, origin: &'r str) -> Option<AllowedOrigin<'r>> {
        let listed = match &self.kept {
            Kept::Literals(texts, _) => {
                let listed = self.find_exact(origin.as_bytes(), |number| texts.get(number).copied());
                listed.map(|listed| allowed_origin::listed(listed, self.vetted))
            }
            Kept::Parsed(_) => {
                let listed = self.find_exact(origin.as_bytes(), |number| self.text(number));
                listed.map(|_| allowed_origin::matched(origin, self.vetted))
            }
        };
        listed.or_else(|| self.find_wildcard(origin))
    }

    /// The same among the elements with a `*`.
    pub(crate) fn find_wildcard<'r>(&self, origin: &'r str) -> Option<AllowedOrigin<'r>> {
        let fits = self.has_wildcards() && self.fits_line(origin.as_bytes());
        fits.then(|| allowed_origin::matched(origin, self.vetted))
    }

    /// Looks up the line of an `Origin` header, whatever bytes it has.
    #[inline]
    pub(crate) fn find_line<'r>(&'static self, line: &'r [u8]) -> Option<AllowedOrigin<'r>> {
        if let Some(listed) = self.find_exact(line, |number| self.text(number)) {
            return Some(allowed_origin::listed(listed, self.vetted));
        }
        let fits = self.has_wildcards() && self.fits_line(line);
        let origin = fits.then(|| str::from_utf8(line).ok()).flatten()?;
        Some(allowed_origin::matched(origin, self.vetted))
    }

    /// Whether there is an element with a `*` that stands for the line of an `Origin` header.
    #[inline(never)]
    fn fits_line(&self, line: &[u8]) -> bool {
        if line.len() > MAX_ORIGIN {
            return false;
        }
        match self.fits_without_port(line) {
            Some(fits) => fits,
            None => str::from_utf8(line).is_ok_and(|origin| self.fits_wildcard(origin)),
        }
    }

    /// The same where one walk shows it, as it does for what most lists and most browsers say; `None`: there is a port, or no host.
    ///
    /// Nothing has to be known of the line before: its scheme and the end of its host are compared with an element's, byte for
    /// byte, and what is left is looked at as labels.
    fn fits_without_port(&self, line: &[u8]) -> Option<bool> {
        if self.kinds.ports {
            return None;
        }
        let (scheme, rest) = line.split_at_checked(line.iter().position(|byte| *byte == b':')?)?;
        let host = rest.strip_prefix(b"://")?;
        if host.len() > MAX_HOST + 1 {
            return Some(false);
        }
        let scheme_hash = scheme.iter().rev().fold(SEED, |hash, &byte| step(hash, byte));
        let mut hash = SEED;
        for (at, &byte) in host.iter().enumerate().rev() {
            hash = step(hash, byte);
            if byte == b'.' {
                let (labels, base) = host.split_at(at);
                let is_written = |text: &str| {
                    let rest = text.as_bytes().strip_suffix(base).and_then(|rest| rest.strip_suffix(b"://*"));
                    rest == Some(scheme)
                };
                let key = key(scheme_hash, hash, port_hash(None), true);
                if self.probe(key, WILDCARD, |number| self.text(number).filter(|text| is_written(text))).is_some()
                    && str::from_utf8(labels).is_ok_and(is_labels)
                {
                    return Some(true);
                }
            } else if byte == b':' || byte == b']' {
                return None;
            }
        }
        Some(false)
    }

    /// Whether there is an element that can let in what is no element.
    #[inline]
    pub(crate) const fn has_wildcards(&self) -> bool {
        self.kinds.subdomains || self.kinds.ports
    }

    /// The element without a `*` that is `origin`.
    #[inline]
    fn find_exact<'t>(&self, origin: &[u8], text: impl Fn(usize) -> Option<&'t str>) -> Option<&'t str> {
        if self.kinds.lengths >> (origin.len() % 64) & 1 == 0 || origin.len() > MAX_ORIGIN {
            return None;
        }
        self.probe(exact_hash(origin), 0, |number| text(number).filter(|text| text.as_bytes() == origin))
    }

    /// Whether there is an element with a `*` that stands for `origin`.
    fn fits_wildcard(&self, origin: &str) -> bool {
        let Some(asked) = Parts::of_request(origin) else { return false };
        // Every element's port is one. A request that names a pattern's own `*` asks for nothing that a browser sends.
        if asked.host.len() > MAX_HOST + 1 || !is_port(asked.scheme, asked.port) {
            return false;
        }
        let keys =
            Keys { scheme: text_hash(asked.scheme), port: port_hash(asked.port), any_port: port_hash(Some("*")) };
        let mut hash = SEED;
        for (at, &byte) in asked.host.as_bytes().iter().enumerate().rev() {
            hash = step(hash, byte);
            if byte == b'.' && self.kinds.subdomains {
                let (labels, base) = asked.host.split_at(at);
                if self.has_base(&keys, hash, asked, base, true) && is_labels(labels) {
                    return true;
                }
            }
        }
        self.kinds.ports && self.has_base(&keys, hash, asked, asked.host, false)
    }

    /// Whether there is an element with that host or base, for the port that was asked for or for any.
    fn has_base(&self, keys: &Keys, host: u32, asked: Parts<'_>, base: &str, subdomains: bool) -> bool {
        let has = |port_hash, port| {
            let key = key(keys.scheme, host, port_hash, subdomains);
            let is_written = |text: &&str| is_written(text, asked.scheme, subdomains, base, port);
            self.probe(key, WILDCARD, |number| self.text(number).filter(is_written)).is_some()
        };
        subdomains && has(keys.port, asked.port) || self.kinds.ports && has(keys.any_port, Some("*"))
    }

    /// The first thing that `found` makes of the number of an element in the slots from `hash` on, among those with a `*` or among
    /// the others.
    #[inline]
    fn probe<T>(&self, hash: u32, wildcard: u16, found: impl Fn(usize) -> Option<T>) -> Option<T> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = hash as usize & mask;
        loop {
            let filled = *self.slots.get(slot)?;
            let element = usize::from(filled & !WILDCARD).checked_sub(1)?;
            if filled & WILDCARD == wildcard
                && let Some(found) = found(element)
            {
                return Some(found);
            }
            slot = (slot + 1) & mask;
        }
    }

    #[inline]
    fn text(&self, number: usize) -> Option<&str> {
        match &self.kept {
            Kept::Literals(texts, _) => texts.get(number).copied(),
            Kept::Parsed(patterns) => Some(patterns.get(number)?.as_str()),
        }
    }
}

/// The index of a list, for the macro, which writes it as a literal: a compiler that evaluates constants would take a thousand times
/// as long to compute it.
#[must_use]
pub fn index(list: &OriginList) -> OriginIndex<'_> {
    let Kinds { subdomains, ports, lengths } = list.kinds;
    OriginIndex { slots: &list.slots, subdomains, ports, lengths }
}

/// The numbers of the elements under a public suffix, for the macro.
pub fn public_suffixes(list: &OriginList) -> impl Iterator<Item = u16> {
    let (patterns, literals): (&[OriginPattern], &[u16]) = match &list.kept {
        Kept::Literals(_, public_suffixes) => (&[], public_suffixes),
        Kept::Parsed(patterns) => (patterns, &[]),
    };
    let found = patterns.iter().zip(0..).filter(|(pattern, _)| pattern.is_under_public_suffix());
    literals.iter().copied().chain(found.map(|(_, number)| number))
}

/// A list of literals of the program with its [`index`] and [`public_suffixes`]: the macro has checked the rules. Arguments and no
/// structure, because a compiler checks them in less time.
#[must_use]
pub const fn literals(
    texts: &'static [&'static str],
    slots: &'static [u16],
    lengths: u64,
    subdomains: bool,
    ports: bool,
    public_suffixes: &'static [u16],
) -> OriginList {
    OriginList {
        kept: Kept::Literals(texts, public_suffixes),
        slots: Cow::Borrowed(slots),
        kinds: Kinds { subdomains, ports, lengths },
        vetted: true,
    }
}

/// What a list knows of its elements beside themselves.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OriginIndex<'a> {
    pub slots: &'a [u16],
    pub subdomains: bool,
    pub ports: bool,
    pub lengths: u64,
}

/// In a slot: the element has a `*`. The number of an element is smaller.
const WILDCARD: u16 = OriginList::MOST as u16 + 1;

/// Which elements there are.
#[derive(Clone, Copy)]
struct Kinds {
    subdomains: bool,
    ports: bool,
    /// A bit for every length that an element without a `*` has, modulo 64: most strangers differ in that already.
    lengths: u64,
}

impl Kinds {
    fn among(patterns: &[OriginPattern]) -> Self {
        let mut found = Kinds { subdomains: false, ports: false, lengths: 0 };
        for pattern in patterns {
            let pieces = pattern.pieces();
            found.subdomains |= pieces.subdomains;
            found.ports |= pieces.port_is_any();
            if !pieces.subdomains && !pieces.port_is_any() {
                found.lengths |= 1 << (pattern.as_str().len() % 64);
            }
        }
        found
    }
}

/// Whether a valid pattern's text is made of these.
fn is_written(text: &str, scheme: &str, subdomains: bool, base: &str, port: Option<&str>) -> bool {
    let rest = text.strip_prefix(scheme).and_then(|rest| rest.strip_prefix("://"));
    let rest = rest.and_then(|rest| match rest.strip_prefix('*') {
        Some(base) => Some(base).filter(|_| subdomains),
        None => Some(rest).filter(|_| !subdomains),
    });
    match (rest.and_then(|rest| rest.strip_prefix(base)), port) {
        (Some(rest), None) => rest.is_empty(),
        (Some(rest), Some(port)) => rest.strip_prefix(':') == Some(port),
        (None, _) => false,
    }
}

impl FromIterator<OriginPattern> for OriginList {
    fn from_iter<I: IntoIterator<Item = OriginPattern>>(patterns: I) -> Self {
        OriginList::new(patterns)
    }
}

impl PartialEq for OriginList {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for OriginList {}

impl fmt::Debug for OriginList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// The parts of a key that do not change while a host is walked from its end.
struct Keys {
    scheme: u32,
    port: u32,
    any_port: u32,
}

#[expect(clippy::indexing_slicing, reason = "`get` is not const; an index has more slots than elements")]
const fn fill(slots: &mut [u16], patterns: &[OriginPattern]) {
    let mut element = 0;
    while element < patterns.len() {
        let pieces = patterns[element].pieces();
        let Pieces { scheme, base, subdomains, port } = pieces;
        let is_wildcard = subdomains || pieces.port_is_any();
        let hash = if is_wildcard {
            key(text_hash(scheme), text_hash(base), port_hash(port), subdomains)
        } else {
            exact_hash(patterns[element].as_str().as_bytes())
        };
        let mut slot = hash as usize & (slots.len() - 1);
        while slots[slot] != 0 {
            slot = (slot + 1) & (slots.len() - 1);
        }
        element += 1;
        // `slots_for` has refused what does not fit.
        slots[slot] = element as u16 | if is_wildcard { WILDCARD } else { 0 };
    }
}
