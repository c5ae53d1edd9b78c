use std::sync::Arc;
use std::time::Duration;

use actix::fut::wrap_future;
use actix::{Actor, ActorContext, ActorFutureExt, Addr, AsyncContext, Context, Handler, Message};

use crate::system;
use crate::tally::Tally;

/// One of many: counts its messages, and waits at each if it is told to.
pub struct Member {
    pause: Duration,
    count: u64,
    leaving: Option<Arc<Tally>>,
}

#[derive(Message)]
#[rtype(result = "()")]
pub struct Note;

#[derive(Message)]
#[rtype(result = "()")]
pub struct Report(Arc<Tally>);

#[derive(Message)]
#[rtype(result = "()")]
pub struct Leave(Arc<Tally>);

impl Member {
    pub fn new(pause: Duration) -> Self {
        Self {
            pause,
            count: 0,
            leaving: None,
        }
    }

    /// Counts a message; until then the next is not handled.
    fn count_one(&mut self, context: &mut Context<Self>, to: Option<Arc<Tally>>) {
        if self.pause.is_zero() {
            self.counted(to);
        } else {
            let pause = wrap_future::<_, Self>(actix::clock::sleep(self.pause));
            context.wait(pause.map(|_, member, _| member.counted(to)));
        }
    }

    fn counted(&mut self, to: Option<Arc<Tally>>) {
        self.count += 1;
        if let Some(to) = to {
            to.report(self.count);
        }
    }
}

impl Actor for Member {
    type Context = Context<Self>;

    fn stopped(&mut self, _: &mut Context<Self>) {
        if let Some(to) = self.leaving.take() {
            to.report(1);
        }
    }
}

impl Handler<Note> for Member {
    type Result = ();

    fn handle(&mut self, _: Note, context: &mut Context<Self>) {
        self.count_one(context, None);
    }
}

impl Handler<Report> for Member {
    type Result = ();

    fn handle(&mut self, Report(to): Report, context: &mut Context<Self>) {
        self.count_one(context, Some(to));
    }
}

impl Handler<Leave> for Member {
    type Result = ();

    fn handle(&mut self, Leave(to): Leave, context: &mut Context<Self>) {
        self.leaving = Some(to);
        context.stop();
    }
}

impl system::Member for Addr<Member> {
    fn note(&self) {
        self.do_send(Note);
    }

    fn report(&self, to: &Arc<Tally>) {
        self.do_send(Report(to.clone()));
    }

    fn leave(&self, to: &Arc<Tally>) {
        self.do_send(Leave(to.clone()));
    }
}
