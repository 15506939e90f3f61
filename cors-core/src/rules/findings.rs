//! The issues that have been found so far.

use super::{
    issue::{Issue, Location},
    rule::IssueKind,
};

#[derive(Default)]
pub(super) struct Findings(pub(super) Vec<Issue>);

impl Findings {
    pub(super) fn report(&mut self, kind: IssueKind, location: Location) {
        self.0.push(kind.at(location));
    }
}
