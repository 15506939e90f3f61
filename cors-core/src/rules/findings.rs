//! What has been found so far.

use super::issue::{Issue, IssueKind, Location};

/// What has been found so far.
#[derive(Default)]
pub(super) struct Checked {
    pub(super) issues: Vec<Issue>,
}

impl Checked {
    pub(super) fn report(&mut self, kind: IssueKind, location: Location) {
        self.issues.push(kind.at(location));
    }
}
