//! A fault of a URL.

use super::exchange::Exchange;
use crate::findings::fault::Fault;

/// A fault of a URL, with the exchange that shows it.
#[derive(Debug, Clone)]
pub(crate) struct Found<'e> {
    pub(crate) fault: Fault,
    pub(crate) detail: String,
    pub(crate) exchange: &'e Exchange,
}
