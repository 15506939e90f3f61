//! What was measured, as people read it.

mod bars;
mod measured;
mod table;

pub use self::{
    bars::{Bar, bars},
    measured::Measured,
    table::table,
};
