//! Risks that are accepted on the record.

use crate::rules::rule::Rule;

/// An `allow(rule, reason = "…")`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Acknowledgement {
    /// The rule's name as it was written.
    pub rule: String,
    /// The reason why the risk is acceptable.
    pub reason: String,
}

/// The acknowledged rules of a policy, each with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Acknowledged([Option<&'static str>; Rule::ACKNOWLEDGEABLE.len()]);

#[expect(
    clippy::indexing_slicing,
    reason = "`get` is not const; the indices are those of the list that the array is as long as"
)]
impl Acknowledged {
    /// Nothing is acknowledged.
    pub const NONE: Acknowledged = Acknowledged([None; Rule::ACKNOWLEDGEABLE.len()]);

    /// Adds the acknowledgement of `rule`, unless it cannot be acknowledged.
    #[must_use]
    pub const fn with(mut self, rule: Rule, reason: &'static str) -> Self {
        if let Some(index) = rule.place_among(Rule::ACKNOWLEDGEABLE) {
            self.0[index] = Some(reason);
        }
        self
    }

    /// Removes the acknowledgements about origins, for a policy that replaces the list of origins: they do not hold for another list.
    #[doc(hidden)]
    #[must_use]
    pub const fn for_other_origins(mut self) -> Self {
        let mut index = 0;
        while index < self.0.len() {
            if Rule::ACKNOWLEDGEABLE[index].is_about_origins() {
                self.0[index] = None;
            }
            index += 1;
        }
        self
    }

    /// The reason why the risk was accepted, or `None` if it was not.
    pub const fn reason(&self, rule: Rule) -> Option<&'static str> {
        match rule.place_among(Rule::ACKNOWLEDGEABLE) {
            Some(index) => self.0[index],
            None => None,
        }
    }

    /// The acknowledged rules with their reasons, in the order of [`Rule::ALL`].
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
