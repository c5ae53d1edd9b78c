use std::sync::Arc;
use std::time::Duration;

use crate::system;
use crate::tally::Tally;
use ractor::{Actor, ActorProcessingErr, ActorRef};

/// One of many: counts its messages, and waits at each if it is told to.
pub struct Member;

pub struct State {
    pause: Duration,
    count: u64,
    leaving: Option<Arc<Tally>>,
}

pub enum Command {
    Note,
    Report(Arc<Tally>),
    Leave(Arc<Tally>),
}

impl Actor for Member {
    type Msg = Command;
    type State = State;
    type Arguments = Duration;

    async fn pre_start(
        &self,
        _: ActorRef<Command>,
        pause: Duration,
    ) -> Result<State, ActorProcessingErr> {
        Ok(State {
            pause,
            count: 0,
            leaving: None,
        })
    }

    async fn handle(
        &self,
        myself: ActorRef<Command>,
        message: Command,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Command::Note => state.count_one().await,
            Command::Report(to) => {
                state.count_one().await;
                to.report(state.count);
            }
            Command::Leave(to) => {
                state.leaving = Some(to);
                myself.stop(None);
            }
        }
        Ok(())
    }

    async fn post_stop(
        &self,
        _: ActorRef<Command>,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        if let Some(to) = state.leaving.take() {
            to.report(1);
        }
        Ok(())
    }
}

impl State {
    async fn count_one(&mut self) {
        if !self.pause.is_zero() {
            tokio::time::sleep(self.pause).await;
        }
        self.count += 1;
    }
}

impl system::Member for ActorRef<Command> {
    fn note(&self) {
        self.cast(Command::Note).expect("it runs");
    }

    fn report(&self, to: &Arc<Tally>) {
        self.cast(Command::Report(to.clone())).expect("it runs");
    }

    fn leave(&self, to: &Arc<Tally>) {
        self.cast(Command::Leave(to.clone())).expect("it runs");
    }
}
