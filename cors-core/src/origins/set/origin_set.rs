//! An allow-list that is made at run time.

use std::{fmt, sync::Arc};

use crate::{
    origins::{
        allowed_origin::AllowedOrigin,
        list::OriginList,
        requested_origin::RequestedOrigin,
        trusted::{Trusted, sealed::Search},
    },
    policy::acknowledgement::Acknowledged,
};

#[doc = include_str!("../../../docs/origin_set.md")]
#[derive(Clone)]
pub struct OriginSet(pub(super) Storage);

#[derive(Clone)]
pub(super) enum Storage {
    Literals(&'static OriginList, Acknowledged),
    Shared(Arc<(OriginList, Acknowledged)>),
}

impl OriginSet {
    /// A set of literals. The macro has checked the rules.
    #[doc(hidden)]
    pub const fn literals(origins: &'static OriginList, acknowledged: Acknowledged) -> Self {
        OriginSet(Storage::Literals(origins, acknowledged))
    }

    /// The origins, then the patterns, each in alphabetical order.
    pub fn origins(&self) -> impl Iterator<Item = &str> {
        self.list().iter()
    }

    /// The accepted risks that this set has.
    pub fn acknowledged(&self) -> &Acknowledged {
        match &self.0 {
            Storage::Literals(_, acknowledged) => acknowledged,
            Storage::Shared(shared) => &shared.1,
        }
    }

    fn list(&self) -> &OriginList {
        match &self.0 {
            Storage::Literals(origins, _) => origins,
            Storage::Shared(shared) => &shared.0,
        }
    }
}

impl Trusted for OriginSet {}

impl Search for OriginSet {
    fn search<'r>(&self, origin: RequestedOrigin<'r>) -> Option<AllowedOrigin<'r>> {
        self.list().find(origin.as_str())
    }
}

impl PartialEq for OriginSet {
    fn eq(&self, other: &Self) -> bool {
        self.list() == other.list() && self.acknowledged() == other.acknowledged()
    }
}

impl Eq for OriginSet {}

impl fmt::Debug for OriginSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.origins()).finish()
    }
}
