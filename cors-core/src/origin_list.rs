//! Finding the request's origin in an allow-list, in time that does not depend on the list's length.

use std::{borrow::Cow, fmt};

use crate::{
    allowed_origin::{self, AllowedOrigin},
    host::MAX_HOST,
    origin::{MAX_ORIGIN, Parts},
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
    patterns: Cow<'static, [OriginPattern]>,
    /// Open addressing: a slot holds an element's number + 1, or 0. A power of two, at least twice as many as elements.
    slots: Cow<'static, [u16]>,
    /// Only then are the sub-domains of a request's host looked up.
    has_subdomains: bool,
    /// The rules about credentials have been checked wherever they matter.
    vetted: bool,
}

impl OriginList {
    /// The most elements that an index has room for.
    pub(crate) const MOST: usize = 0x7FFF;

    /// The list that lets nobody in.
    pub const EMPTY: &'static OriginList = &OriginList::indexed(&[], &[]);

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
        let has_subdomains = has_subdomains(&patterns);
        OriginList { patterns: Cow::Owned(patterns), slots: Cow::Owned(slots), has_subdomains, vetted: false }
    }

    /// The same as evidence for requests with credentials: the rules have been checked.
    #[must_use]
    pub(crate) fn vetted(self) -> Self {
        OriginList { vetted: true, ..self }
    }

    /// How many slots an index of `patterns` elements has.
    ///
    /// # Panics
    ///
    /// If there are more than 32,767 elements.
    #[doc(hidden)]
    #[must_use]
    #[expect(clippy::panic, reason = "where a list is made, not where it is searched")]
    pub const fn slots_for(patterns: usize) -> usize {
        match patterns {
            0 => 0,
            1..=Self::MOST => (patterns * 2).next_power_of_two(),
            _ => panic!("an allow-list has at most 32767 origins"),
        }
    }

    /// The index of a list that is a literal of the program.
    #[doc(hidden)]
    #[must_use]
    pub const fn index<const SLOTS: usize>(patterns: &[OriginPattern]) -> [u16; SLOTS] {
        let mut slots = [0; SLOTS];
        fill(&mut slots, patterns);
        slots
    }

    /// A list that is a literal of the program, with its [`OriginList::index`]: the macro has checked the rules.
    #[doc(hidden)]
    #[must_use]
    pub const fn indexed(patterns: &'static [OriginPattern], slots: &'static [u16]) -> Self {
        OriginList {
            patterns: Cow::Borrowed(patterns),
            slots: Cow::Borrowed(slots),
            has_subdomains: has_subdomains(patterns),
            vetted: true,
        }
    }

    /// The elements, in the order in which they were written.
    #[must_use]
    pub const fn patterns(&self) -> &[OriginPattern] {
        match &self.patterns {
            Cow::Borrowed(patterns) => patterns,
            Cow::Owned(patterns) => patterns.as_slice(),
        }
    }

    /// Whether nobody is let in.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.patterns().is_empty()
    }

    /// Looks `origin` up, the value of a request's `Origin` header, byte for byte.
    ///
    /// Time is proportional to the origin's length and independent of the list's. Nothing is allocated.
    #[must_use]
    pub fn find<'r>(&self, origin: &'r str) -> Option<AllowedOrigin<'r>> {
        if self.is_empty() || origin.len() > MAX_ORIGIN {
            return None;
        }
        let asked = Parts::of_request(origin)?;
        // Every element's port is one. A request that names a pattern's own `*` asks for nothing that a browser sends.
        if asked.host.len() > MAX_HOST + 1 || !is_port(asked.scheme, asked.port) {
            return None;
        }
        let keys =
            Keys { scheme: text_hash(asked.scheme), port: port_hash(asked.port), any_port: port_hash(Some("*")) };
        let mut hash = SEED;
        for (at, &byte) in asked.host.as_bytes().iter().enumerate().rev() {
            hash = step(hash, byte);
            if byte == b'.' && self.has_subdomains {
                let (labels, base) = asked.host.split_at(at);
                if self.with_base(&keys, hash, asked, base, true).is_some() && is_labels(labels) {
                    return Some(allowed_origin::matched(origin, self.vetted));
                }
            }
        }
        let pattern = self.with_base(&keys, hash, asked, asked.host, false)?;
        let listed = pattern.as_static().filter(|listed| *listed == origin);
        Some(match listed {
            Some(listed) => allowed_origin::listed(listed, self.vetted),
            None => allowed_origin::matched(origin, self.vetted),
        })
    }

    /// The element with that host or base, for the port that was asked for or for any.
    fn with_base(
        &self,
        keys: &Keys,
        host: u32,
        asked: Parts<'_>,
        base: &str,
        subdomains: bool,
    ) -> Option<&OriginPattern> {
        [(keys.port, asked.port), (keys.any_port, Some("*"))].into_iter().find_map(|(hash, port)| {
            self.probe(key(keys.scheme, host, hash, subdomains), |pieces| {
                pieces.subdomains == subdomains
                    && pieces.base == base
                    && pieces.scheme == asked.scheme
                    && pieces.port == port
            })
        })
    }

    fn probe(&self, hash: u32, same: impl Fn(&Pieces<'_>) -> bool) -> Option<&OriginPattern> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = hash as usize & mask;
        loop {
            let element = usize::from(*self.slots.get(slot)?).checked_sub(1)?;
            let pattern = self.patterns.get(element)?;
            if same(&pattern.pieces()) {
                return Some(pattern);
            }
            slot = (slot + 1) & mask;
        }
    }
}

impl FromIterator<OriginPattern> for OriginList {
    fn from_iter<I: IntoIterator<Item = OriginPattern>>(patterns: I) -> Self {
        OriginList::new(patterns)
    }
}

impl PartialEq for OriginList {
    fn eq(&self, other: &Self) -> bool {
        self.patterns() == other.patterns()
    }
}

impl Eq for OriginList {}

impl fmt::Debug for OriginList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.patterns().iter().map(OriginPattern::as_str)).finish()
    }
}

/// The parts of a key that do not change while a host is walked from its end.
struct Keys {
    scheme: u32,
    port: u32,
    any_port: u32,
}

// FNV-1a, from the end of a host to its beginning, so that the hashes of all its suffixes fall out of one walk. Who writes a
// policy is trusted, and a request cannot change what is stored; so the hash need not withstand an attacker.
const SEED: u32 = 0x811c_9dc5;

const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

#[expect(clippy::indexing_slicing, reason = "`get` is not const; the index is below the length")]
const fn text_hash(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let mut hash = SEED;
    let mut index = bytes.len();
    while index > 0 {
        index -= 1;
        hash = step(hash, bytes[index]);
    }
    hash
}

const fn port_hash(port: Option<&str>) -> u32 {
    match port {
        Some(port) => text_hash(port),
        None => 0,
    }
}

const fn key(scheme: u32, host: u32, port: u32, subdomains: bool) -> u32 {
    let mixed = host ^ scheme.rotate_left(7) ^ port.rotate_left(19) ^ subdomains as u32;
    let mixed = (mixed ^ (mixed >> 16)).wrapping_mul(0x7feb_352d);
    mixed ^ (mixed >> 15)
}

#[expect(clippy::indexing_slicing, reason = "`get` is not const; an index has more slots than elements")]
const fn fill(slots: &mut [u16], patterns: &[OriginPattern]) {
    let mut element = 0;
    while element < patterns.len() {
        let Pieces { scheme, base, subdomains, port } = patterns[element].pieces();
        let mut slot =
            key(text_hash(scheme), text_hash(base), port_hash(port), subdomains) as usize & (slots.len() - 1);
        while slots[slot] != 0 {
            slot = (slot + 1) & (slots.len() - 1);
        }
        element += 1;
        // `slots_for` has refused what does not fit.
        slots[slot] = element as u16;
    }
}

const fn has_subdomains(mut patterns: &[OriginPattern]) -> bool {
    while let [first, rest @ ..] = patterns {
        if first.pieces().subdomains {
            return true;
        }
        patterns = rest;
    }
    false
}
