use std::time::{Duration, Instant};

use actix::fut::wrap_future;
use actix::{Actor, ActorContext, Addr, AsyncContext, Context, Handler, Message};
use tokio::sync::oneshot::{Receiver, Sender, channel};

use super::counting::Counting;
use crate::system::Counter;

/// Asks while much waits in its own mailbox.
pub struct Caller {
    counter: Addr<Counting>,
    noticed: u64,
}

#[derive(Message)]
#[rtype(result = "()")]
struct Go(Receiver<()>, Sender<Duration>);

#[derive(Message)]
#[rtype(result = "()")]
struct Noise;

#[derive(Message)]
#[rtype(result = "()")]
struct Report(Sender<u64>);

impl Caller {
    pub fn new(counter: Addr<Counting>) -> Self {
        Self {
            counter,
            noticed: 0,
        }
    }
}

impl Actor for Caller {
    type Context = Context<Self>;
}

impl Handler<Go> for Caller {
    type Result = ();

    fn handle(&mut self, Go(filled, took): Go, context: &mut Context<Self>) {
        let counter = self.counter.clone();
        context.wait(wrap_future(async move {
            filled.await.expect("it is filled");
            let begun = Instant::now();
            counter.ask(1).await;
            let _ = took.send(begun.elapsed());
        }));
    }
}

impl Handler<Noise> for Caller {
    type Result = ();

    fn handle(&mut self, _: Noise, _: &mut Context<Self>) {
        self.noticed += 1;
    }
}

impl Handler<Report> for Caller {
    type Result = ();

    fn handle(&mut self, Report(to): Report, context: &mut Context<Self>) {
        let _ = to.send(self.noticed);
        context.stop();
    }
}

/// Has it ask with so many messages in its mailbox. Returns how long that took, and how many
/// there were.
pub fn fill(caller: &Addr<Caller>, waiting: usize) -> (Duration, u64) {
    let (filled, go) = channel();
    let (took, waited) = channel();
    caller.do_send(Go(go, took));
    for _ in 0..waiting {
        caller.do_send(Noise);
    }
    filled.send(()).expect("it waits for that");
    let (to, noticed) = channel();
    caller.do_send(Report(to));
    (
        waited.blocking_recv().expect("no request fails"),
        noticed.blocking_recv().expect("it runs"),
    )
}
