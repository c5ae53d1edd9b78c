//! Ractor, on a runtime of Tokio.

mod caller;
mod counting;
mod crashing;
mod member;
mod player;
mod skynet;
mod tree;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use crate::effort::Effort;
use crate::system::System;
use crate::tally::Tally;
use ractor::{Actor, ActorRef, ActorRuntime};
use tokio::runtime::{Builder, Runtime};

pub struct Ractor {
    runtime: Runtime,
    threads: usize,
}

impl Ractor {
    fn spawn<A: Actor>(&self, actor: A, arguments: A::Arguments) -> ActorRef<A::Msg> {
        let spawned = self.runtime.block_on(Actor::spawn(None, actor, arguments));
        spawned.expect("an actor").0
    }
}

/// Starts an actor without waiting until it has started.
fn start<A: Actor>(actor: A, arguments: A::Arguments) -> ActorRef<A::Msg> {
    let started = ActorRuntime::spawn_instant(None, actor, arguments);
    started.expect("no name, and so none that is taken").0
}

impl System for Ractor {
    const LABEL: &'static str = "Ractor";
    const NOTICES_CRASHES: bool = true;

    type Counter = ActorRef<counting::Command>;
    type Player = ActorRef<player::Command>;
    type Member = ActorRef<member::Command>;

    fn start(effort: &Effort) -> Self {
        let built = Builder::new_multi_thread()
            .worker_threads(effort.threads)
            .enable_time()
            .build();
        Self {
            runtime: built.expect("a runtime"),
            threads: effort.threads,
        }
    }

    fn config(&self) -> String {
        format!("Tokio, workers: {}", self.threads)
    }

    fn run(&self, future: impl Future<Output = ()> + Send + 'static) {
        self.runtime.spawn(future);
    }

    fn counter(&self) -> Self::Counter {
        self.spawn(counting::Counting, ())
    }

    fn player(&self, _position: f64) -> Self::Player {
        self.spawn(player::Player, ())
    }

    fn member(&self, _position: f64, pause: Duration) -> Self::Member {
        let _entered = self.runtime.enter();
        start(member::Member, pause)
    }

    fn skynet(&self, leaves: u64, total: Arc<Tally>) {
        let _entered = self.runtime.enter();
        let place = skynet::Place::root(leaves, total);
        start(skynet::Node, place);
    }

    fn crash(&self, crashes: usize) -> u64 {
        let restarts = Tally::new(crashes);
        let supervisor = self.spawn(
            crashing::Supervisor,
            crashing::Crashes::new(crashes, restarts.clone()),
        );
        let count = restarts.wait();
        let stopped = self.runtime.block_on(supervisor.stop_and_wait(None, None));
        stopped.expect("it runs until then");
        count
    }

    fn tree(&self, depth: u32, stopped: Arc<Tally>) -> impl FnOnce() {
        let root = self.spawn(tree::Node, (depth, stopped));
        move || root.stop(None)
    }

    fn ask_behind(&self, waiting: usize) -> (Duration, u64) {
        let counter = self.counter();
        let caller = self.spawn(caller::Caller, counter.clone());
        let outcome = caller::fill(&caller, waiting);
        counter.stop(None);
        outcome
    }
}
