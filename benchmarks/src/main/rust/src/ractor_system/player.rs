use std::sync::Arc;

use crate::system;
use crate::tally::Tally;
use ractor::{Actor, ActorProcessingErr, ActorRef};

/// Passes a ball on until it has gone far enough.
pub struct Player;

pub enum Command {
    Meet(ActorRef<Command>),
    Ball(usize, Arc<Tally>),
}

impl Actor for Player {
    type Msg = Command;
    type State = Option<ActorRef<Command>>;
    type Arguments = ();

    async fn pre_start(
        &self,
        _: ActorRef<Command>,
        _: (),
    ) -> Result<Self::State, ActorProcessingErr> {
        Ok(None)
    }

    async fn handle(
        &self,
        _: ActorRef<Command>,
        message: Command,
        next: &mut Self::State,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Command::Meet(other) => *next = Some(other),
            Command::Ball(0, done) => done.report(1),
            Command::Ball(left, done) => {
                let next = next.as_ref().ok_or("has met nobody")?;
                next.cast(Command::Ball(left - 1, done))?;
            }
        }
        Ok(())
    }
}

impl system::Player for ActorRef<Command> {
    fn meet(&self, next: &Self) {
        self.cast(Command::Meet(next.clone())).expect("it runs");
    }

    fn throw(&self, steps: usize, done: Arc<Tally>) {
        self.cast(Command::Ball(steps, done)).expect("it runs");
    }
}
