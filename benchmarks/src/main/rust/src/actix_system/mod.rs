//! Actix, with arbiters among which actors are spread.

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

use actix::{Actor, Addr, Arbiter, ArbiterHandle, Context, SystemRunner};

use crate::effort::Effort;
use crate::system::System;
use crate::tally::Tally;

pub struct Actix {
    arbiters: Vec<ArbiterHandle>,
    /// Without it there would be no arbiters.
    _runner: SystemRunner,
}

impl Actix {
    /// Starts an actor in one of the arbiters.
    fn start<A: Actor<Context = Context<A>> + Send>(&self, position: f64, actor: A) -> Addr<A> {
        let arbiter = (position * self.arbiters.len() as f64) as usize;
        Actor::start_in_arbiter(&self.arbiters[arbiter], |context| {
            unbounded(context);
            actor
        })
    }
}

/// Mailboxes are bounded unless they are told otherwise.
fn unbounded<A: Actor<Context = Context<A>>>(context: &mut Context<A>) {
    context.set_mailbox_capacity(0);
}

impl System for Actix {
    const LABEL: &'static str = "Actix";
    const NOTICES_CRASHES: bool = false;

    type Counter = Addr<counting::Counting>;
    type Player = Addr<player::Player>;
    type Member = Addr<member::Member>;

    fn start(effort: &Effort) -> Self {
        let runner = actix::System::new();
        Self {
            arbiters: (0..effort.threads)
                .map(|_| Arbiter::new().handle())
                .collect(),
            _runner: runner,
        }
    }

    fn config(&self) -> String {
        format!("arbiters: {}", self.arbiters.len())
    }

    fn run(&self, future: impl Future<Output = ()> + Send + 'static) {
        self.arbiters[0].spawn(future);
    }

    fn counter(&self) -> Self::Counter {
        self.start(0.0, counting::Counting::default())
    }

    fn player(&self, position: f64) -> Self::Player {
        self.start(position, player::Player::default())
    }

    fn member(&self, position: f64, pause: Duration) -> Self::Member {
        self.start(position, member::Member::new(pause))
    }

    fn skynet(&self, leaves: u64, total: Arc<Tally>) {
        let root = skynet::Node::root(leaves, total, self.arbiters.clone());
        self.start(0.0, root);
    }

    fn crash(&self, crashes: usize) -> u64 {
        let restarts = Tally::new(crashes);
        let crashing = crashing::Crashing::new(crashes, restarts.clone());
        let supervised = actix::Supervisor::start_in_arbiter(&self.arbiters[0], |_| crashing);
        let count = restarts.wait();
        // Nobody has its address any more, and so it ends.
        drop(supervised);
        count
    }

    fn tree(&self, depth: u32, stopped: Arc<Tally>) -> impl FnOnce() {
        let grown = Tally::new((2 << depth) - 1);
        let root = self.start(0.0, tree::Node::new(depth, grown.clone(), stopped));
        grown.wait();
        move || drop(root)
    }

    fn ask_behind(&self, waiting: usize) -> (Duration, u64) {
        let caller = self.start(0.0, caller::Caller::new(self.counter()));
        caller::fill(&caller, waiting)
    }
}
