//! The workloads on Ractor and on Actix. Prints a line of JSON for each result, as the Java
//! programs do. Started with the name of the system, words of the form `name=number`, and
//! the workloads.

mod actix_system;
mod crowds;
mod effort;
mod faults;
mod memory;
mod messaging;
mod ractor_system;
mod system;
mod tally;
mod workload;

use std::env;

fn main() {
    let mut words = env::args().skip(1);
    match words.next().as_deref() {
        Some("ractor") => workload::run_all::<ractor_system::Ractor>(words),
        Some("actix") => workload::run_all::<actix_system::Actix>(words),
        other => panic!("there is no system {other:?}"),
    }
    // Not in good order: to stop a million actors takes time.
    std::process::exit(0);
}
