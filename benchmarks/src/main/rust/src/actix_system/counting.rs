use actix::{Actor, Addr, Context, Handler, Message};

use crate::system::{ASK_TIMEOUT, Counter};

/// Adds numbers.
#[derive(Default)]
pub struct Counting {
    sum: u64,
}

#[derive(Message)]
#[rtype(result = "()")]
pub struct Add(u64);

#[derive(Message)]
#[rtype(result = "u64")]
pub struct AddAndGet(u64);

impl Actor for Counting {
    type Context = Context<Self>;
}

impl Handler<Add> for Counting {
    type Result = ();

    fn handle(&mut self, Add(value): Add, _: &mut Context<Self>) {
        self.sum += value;
    }
}

impl Handler<AddAndGet> for Counting {
    type Result = u64;

    fn handle(&mut self, AddAndGet(value): AddAndGet, _: &mut Context<Self>) -> u64 {
        self.sum += value;
        self.sum
    }
}

impl Counter for Addr<Counting> {
    fn tell(&self, value: u64) {
        self.do_send(Add(value));
    }

    async fn ask(&self, value: u64) -> u64 {
        let asked = self.send(AddAndGet(value)).timeout(ASK_TIMEOUT);
        asked.await.expect("no request fails")
    }
}
