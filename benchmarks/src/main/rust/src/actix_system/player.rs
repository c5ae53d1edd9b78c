use std::sync::Arc;

use actix::{Actor, Addr, Context, Handler, Message};

use crate::system;
use crate::tally::Tally;

/// Passes a ball on until it has gone far enough.
#[derive(Default)]
pub struct Player {
    next: Option<Addr<Player>>,
}

#[derive(Message)]
#[rtype(result = "()")]
pub struct Meet(Addr<Player>);

#[derive(Message)]
#[rtype(result = "()")]
pub struct Ball(usize, Arc<Tally>);

impl Actor for Player {
    type Context = Context<Self>;
}

impl Handler<Meet> for Player {
    type Result = ();

    fn handle(&mut self, Meet(next): Meet, _: &mut Context<Self>) {
        self.next = Some(next);
    }
}

impl Handler<Ball> for Player {
    type Result = ();

    fn handle(&mut self, Ball(left, done): Ball, _: &mut Context<Self>) {
        match &self.next {
            Some(next) if left > 0 => next.do_send(Ball(left - 1, done)),
            _ => done.report(1),
        }
    }
}

impl system::Player for Addr<Player> {
    fn meet(&self, next: &Self) {
        self.do_send(Meet(next.clone()));
    }

    fn throw(&self, steps: usize, done: Arc<Tally>) {
        self.do_send(Ball(steps, done));
    }
}
