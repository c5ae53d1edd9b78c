//! What a system of actors has to offer for the workloads.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use crate::effort::Effort;
use crate::tally::Tally;

/// How long a request may take.
pub const ASK_TIMEOUT: Duration = Duration::from_secs(5);

/// A system that is measured. Actors are placed by a position from 0 up to 1, where that is
/// for the program to say.
pub trait System {
    const LABEL: &'static str;

    type Counter: Counter;
    type Player: Player;
    type Member: Member;

    fn start(effort: &Effort) -> Self;

    /// How it is configured.
    fn config(&self) -> String;

    /// Runs a future where the counters live.
    fn run(&self, future: impl Future<Output = ()> + Send + 'static);

    fn counter(&self) -> Self::Counter;

    fn player(&self, position: f64) -> Self::Player;

    /// Starts an actor that counts its messages, and waits that long at each.
    fn member(&self, position: f64, pause: Duration) -> Self::Member;

    /// Starts an actor that starts ten, each of which starts ten, until there are enough
    /// leaves. They number themselves, and the rest answers with the sum of ten.
    fn skynet(&self, leaves: u64, total: Arc<Tally>);

    /// Whether its supervisors restart an actor that has crashed, or only one that has ended
    /// by itself.
    const NOTICES_CRASHES: bool;

    /// Crashes an actor so often, each time once its supervisor has restarted it, and stops
    /// both. Returns how many incarnations came after the first.
    fn crash(&self, crashes: usize) -> u64;

    /// Starts a binary tree with so many levels under its root; each actor reports its end.
    /// Returns what stops it.
    fn tree(&self, depth: u32, stopped: Arc<Tally>) -> impl FnOnce();

    /// Has an actor ask another while so many messages wait in its own mailbox. Returns how
    /// long it took, and how many were there in the end.
    fn ask_behind(&self, waiting: usize) -> (Duration, u64);
}

/// An actor that adds numbers.
pub trait Counter: Clone + Send + 'static {
    fn tell(&self, value: u64);

    /// Adds a number and replies with the sum, with a timeout.
    fn ask(&self, value: u64) -> impl Future<Output = u64> + Send;
}

/// An actor that passes a ball on until it has gone far enough.
pub trait Player {
    fn meet(&self, next: &Self);

    fn throw(&self, steps: usize, done: Arc<Tally>);
}

/// One of many.
pub trait Member {
    fn note(&self);

    /// Has it report how many messages it has handled, this one included.
    fn report(&self, to: &Arc<Tally>);

    /// Stops it, which it reports.
    fn leave(&self, to: &Arc<Tally>);
}
