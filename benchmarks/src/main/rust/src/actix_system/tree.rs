use std::sync::Arc;

use actix::{Actor, Addr, Context};

use crate::tally::Tally;

/// Has two children, unless it is a leaf. They stop when nobody has their addresses any
/// more, and so after their parent.
pub struct Node {
    levels: u32,
    grown: Arc<Tally>,
    stopped: Arc<Tally>,
    children: Vec<Addr<Node>>,
}

impl Node {
    pub fn new(levels: u32, grown: Arc<Tally>, stopped: Arc<Tally>) -> Self {
        Self {
            levels,
            grown,
            stopped,
            children: Vec::new(),
        }
    }
}

impl Actor for Node {
    type Context = Context<Self>;

    fn started(&mut self, _: &mut Context<Self>) {
        if self.levels > 0 {
            for _ in 0..2 {
                let child = Self::new(self.levels - 1, self.grown.clone(), self.stopped.clone());
                self.children.push(child.start());
            }
        }
        self.grown.report(1);
    }

    fn stopped(&mut self, _: &mut Context<Self>) {
        self.stopped.report(1);
    }
}
