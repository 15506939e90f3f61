//! Risks that were accepted on the record.

use crate::rules::rule::Rule;

/// An `allow(rule, reason = "…")`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Acknowledgement {
    /// The rule's name as it was written.
    pub rule: String,
    /// Why the risk is acceptable here.
    pub reason: String,
}

/// The acknowledged rules of a policy, each with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Acknowledged([Option<&'static str>; Rule::ACKNOWLEDGEABLE.len()]);

#[expect(
    clippy::indexing_slicing,
    reason = "`get` is not const; the places are those of the list that the array is as long as"
)]
impl Acknowledged {
    /// Nothing is acknowledged.
    pub const NONE: Acknowledged = Acknowledged([None; Rule::ACKNOWLEDGEABLE.len()]);

    /// The same with `rule` acknowledged. A rule that cannot be acknowledged is left as it is.
    #[must_use]
    pub const fn with(mut self, rule: Rule, reason: &'static str) -> Self {
        if let Some(place) = rule.place_among(Rule::ACKNOWLEDGEABLE) {
            self.0[place] = Some(reason);
        }
        self
    }

    /// The same without what was acknowledged for a list of origins that another list replaces: consent to one origin is no
    /// consent to the next.
    #[doc(hidden)]
    #[must_use]
    pub const fn for_other_origins(mut self) -> Self {
        let mut place = 0;
        while place < self.0.len() {
            if Rule::ACKNOWLEDGEABLE[place].is_about_origins() {
                self.0[place] = None;
            }
            place += 1;
        }
        self
    }

    /// The reason why the risk was accepted, or `None` if it was not.
    #[must_use]
    pub const fn reason(&self, rule: Rule) -> Option<&'static str> {
        match rule.place_among(Rule::ACKNOWLEDGEABLE) {
            Some(place) => self.0[place],
            None => None,
        }
    }

    /// What is acknowledged, each with its reason, in the order of the rules.
    ///
    /// ```
    /// use cors_core::{Acknowledged, Rule};
    ///
    /// let acknowledged = Acknowledged::NONE.with(Rule::InsecureOrigin, "until the intranet has certificates");
    /// assert!(acknowledged.iter().eq([(Rule::InsecureOrigin, "until the intranet has certificates")]));
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (Rule, &'static str)> {
        Rule::ALL.iter().filter_map(|&rule| Some((rule, self.reason(rule)?)))
    }
}
