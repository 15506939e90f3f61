//! What was measured, as people read it.

mod bars;
mod chart;
mod measured;
mod page;
mod table;

pub use self::{
    bars::{Bar, bars},
    chart::chart,
    measured::Measured,
    page::page,
};
