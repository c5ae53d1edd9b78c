use std::sync::Arc;

use actix::{Actor, ActorContext, Addr, ArbiterHandle, AsyncContext, Context, Handler, Message};

use crate::tally::Tally;

/// A leaf answers with its number, all else with the sum of ten others.
pub struct Node {
    parent: Parent,
    first: u64,
    leaves: u64,
    sum: u64,
    missing: u32,
}

enum Parent {
    Node(Addr<Node>),
    /// Of the root, which spreads its children over the arbiters.
    None(Arc<Tally>, Vec<ArbiterHandle>),
}

/// What a child has answered.
#[derive(Message)]
#[rtype(result = "()")]
struct Sum(u64);

impl Node {
    pub fn root(leaves: u64, total: Arc<Tally>, arbiters: Vec<ArbiterHandle>) -> Self {
        Self::new(Parent::None(total, arbiters), 0, leaves)
    }

    fn new(parent: Parent, first: u64, leaves: u64) -> Self {
        Self {
            parent,
            first,
            leaves,
            sum: 0,
            missing: 10,
        }
    }

    fn start_child(&self, index: u64, myself: Addr<Self>) {
        let leaves = self.leaves / 10;
        let first = self.first + index * leaves;
        let child = Self::new(Parent::Node(myself), first, leaves);
        match &self.parent {
            Parent::Node(_) => drop(child.start()),
            Parent::None(_, arbiters) => {
                let arbiter = &arbiters[index as usize % arbiters.len()];
                Actor::start_in_arbiter(arbiter, |_| child);
            }
        }
    }

    fn answer(&self, sum: u64, context: &mut Context<Self>) {
        match &self.parent {
            Parent::Node(parent) => parent.do_send(Sum(sum)),
            Parent::None(total, _) => total.report(sum),
        }
        context.stop();
    }
}

impl Actor for Node {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        if self.leaves == 1 {
            self.answer(self.first, context);
        } else {
            for index in 0..10 {
                self.start_child(index, context.address());
            }
        }
    }
}

impl Handler<Sum> for Node {
    type Result = ();

    fn handle(&mut self, Sum(value): Sum, context: &mut Context<Self>) {
        self.sum += value;
        self.missing -= 1;
        if self.missing == 0 {
            self.answer(self.sum, context);
        }
    }
}
