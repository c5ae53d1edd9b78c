//! Actors that crash, stop, and ask with much in their own mailbox.

use std::time::Instant;

use crate::effort::Effort;
use crate::system::System;
use crate::tally::Tally;
use crate::workload::Outcome;

pub fn restart<S: System>(system: &S, effort: &Effort) -> Vec<Outcome> {
    let crashes = effort.crashes;
    let rate = effort.rate(|| {
        let restarts = system.crash(crashes);
        assert_eq!(restarts, crashes as u64, "wrong number of restarts");
        crashes
    });
    if S::NOTICES_CRASHES {
        return vec![Outcome::value("restart", rate, "restarts/s")];
    }
    vec![
        Outcome::not_offered("restart", "its supervisor does not notice a crash"),
        Outcome::value("restart-itself", rate, "restarts/s"),
    ]
}

pub fn stop_tree<S: System>(system: &S, effort: &Effort) -> f64 {
    let size = (2 << effort.depth) - 1;
    let stop = || {
        let stopped = Tally::new(size);
        let stop = system.tree(effort.depth, stopped.clone());
        let begun = Instant::now();
        stop();
        assert_eq!(
            stopped.wait(),
            size as u64,
            "wrong number of actors stopped"
        );
        begun.elapsed()
    };
    effort.mean(stop, stop) / 1e6
}

pub fn ask_behind<S: System>(system: &S, effort: &Effort) -> f64 {
    let ask = || {
        let (took, noticed) = system.ask_behind(effort.queued);
        assert_eq!(noticed, effort.queued as u64, "wrong number of messages");
        took
    };
    effort.mean(ask, ask) / 1e3
}
