//! The start of both demos: reads the command line and prints the addresses.

use std::env;

use crate::common::Origins;

const DEFAULT_PORT: u16 = 4000;

/// Returns the first of three ports: the argument, or the default.
pub(crate) fn first_port() -> Result<u16, String> {
    let Some(argument) = env::args().nth(1) else { return Ok(DEFAULT_PORT) };
    argument.parse().map_err(|_| {
        format!(
            "`{argument}` is not a port. Usage: demo [FIRST_PORT]\n\
             The demo listens on FIRST_PORT and the two ports after it ({DEFAULT_PORT} if none is given), or, \
             if FIRST_PORT is 0, on any three that are free."
        )
    })
}

pub(crate) fn announce(origins: &Origins) {
    println!("Open {} in a browser.\n", origins.page);
    println!("  {}  the page: it sends requests, and explains what the browser made of them", origins.page);
    println!("  {}  the API that it calls", origins.api);
    if cfg!(debug_assertions) {
        println!("  {}/_cors  its panel: policies, explanations and the last decisions", origins.api);
    }
    println!("  {}  the stranger: a page whose origin the API does not allow; it works alone, too", origins.stranger);
    if !cfg!(debug_assertions) {
        println!(
            "\nThis is a release build, without `dev_origins`: the API does not allow the origin of the first page either."
        );
    }
    println!("\nCtrl-C ends it.");
}
