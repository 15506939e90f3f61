//! `cors-audit`: the chapter of the guide has every fault, and the schema of the JSON agrees with what is written.

mod faults;
mod schema;
