use std::sync::Arc;

use actix::{Actor, ActorContext, AsyncContext, Context, Handler, Message, Supervised};

use crate::tally::Tally;

/// Ends as soon as it runs, until it has done so often enough. Its supervisor gives it a new
/// context and keeps its state, and would not notice a panic.
pub struct Crashing {
    left: usize,
    restarts: Arc<Tally>,
}

#[derive(Message)]
#[rtype(result = "()")]
struct End;

impl Crashing {
    pub fn new(crashes: usize, restarts: Arc<Tally>) -> Self {
        Self {
            left: crashes,
            restarts,
        }
    }
}

impl Actor for Crashing {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        if self.left > 0 {
            self.left -= 1;
            context.address().do_send(End);
        }
    }
}

impl Supervised for Crashing {
    fn restarting(&mut self, _: &mut Context<Self>) {
        self.restarts.report(1);
    }
}

impl Handler<End> for Crashing {
    type Result = ();

    fn handle(&mut self, _: End, context: &mut Context<Self>) {
        context.stop();
    }
}
