use crate::system::{ASK_TIMEOUT, Counter};
use ractor::rpc::CallResult;
use ractor::{Actor, ActorProcessingErr, ActorRef, RpcReplyPort};

/// Adds numbers.
pub struct Counting;

pub enum Command {
    Add(u64),
    AddAndGet(u64, RpcReplyPort<u64>),
}

impl Actor for Counting {
    type Msg = Command;
    type State = u64;
    type Arguments = ();

    async fn pre_start(&self, _: ActorRef<Command>, _: ()) -> Result<u64, ActorProcessingErr> {
        Ok(0)
    }

    async fn handle(
        &self,
        _: ActorRef<Command>,
        message: Command,
        sum: &mut u64,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Command::Add(value) => *sum += value,
            Command::AddAndGet(value, reply) => {
                *sum += value;
                reply.send(*sum)?;
            }
        }
        Ok(())
    }
}

impl Counter for ActorRef<Command> {
    fn tell(&self, value: u64) {
        self.cast(Command::Add(value)).expect("it runs");
    }

    async fn ask(&self, value: u64) -> u64 {
        let asked = self.call(|reply| Command::AddAndGet(value, reply), Some(ASK_TIMEOUT));
        match asked.await {
            Ok(CallResult::Success(sum)) => sum,
            other => panic!("a request failed: {other:?}"),
        }
    }
}
