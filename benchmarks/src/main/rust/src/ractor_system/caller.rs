use std::time::{Duration, Instant};

use crate::system::Counter;
use ractor::{Actor, ActorProcessingErr, ActorRef};
use tokio::sync::oneshot::{Receiver, Sender, channel};

use super::counting;

/// Asks while much waits in its own mailbox.
pub struct Caller;

pub enum Command {
    Go(Receiver<()>, Sender<Duration>),
    Noise,
    Report(Sender<u64>),
}

pub struct State {
    counter: ActorRef<counting::Command>,
    noticed: u64,
}

impl Actor for Caller {
    type Msg = Command;
    type State = State;
    type Arguments = ActorRef<counting::Command>;

    async fn pre_start(
        &self,
        _: ActorRef<Command>,
        counter: ActorRef<counting::Command>,
    ) -> Result<State, ActorProcessingErr> {
        Ok(State {
            counter,
            noticed: 0,
        })
    }

    async fn handle(
        &self,
        myself: ActorRef<Command>,
        message: Command,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Command::Go(filled, took) => {
                filled.await?;
                let begun = Instant::now();
                state.counter.ask(1).await;
                let _ = took.send(begun.elapsed());
            }
            Command::Noise => state.noticed += 1,
            Command::Report(to) => {
                let _ = to.send(state.noticed);
                myself.stop(None);
            }
        }
        Ok(())
    }
}

/// Has it ask with so many messages in its mailbox. Returns how long that took, and how many
/// there were.
pub fn fill(caller: &ActorRef<Command>, waiting: usize) -> (Duration, u64) {
    let send = |message| caller.cast(message).expect("it runs");
    let (filled, go) = channel();
    let (took, waited) = channel();
    send(Command::Go(go, took));
    for _ in 0..waiting {
        send(Command::Noise);
    }
    filled.send(()).expect("it waits for that");
    let (to, noticed) = channel();
    send(Command::Report(to));
    (
        waited.blocking_recv().expect("no request fails"),
        noticed.blocking_recv().expect("it runs"),
    )
}
