//! What needs more than one crate to be tested: see the folders beside this one.
