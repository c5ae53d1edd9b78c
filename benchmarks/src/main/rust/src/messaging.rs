//! Messages between few actors.

use std::num::NonZero;
use std::panic::AssertUnwindSafe;
use std::thread;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::effort::Effort;
use crate::system::{Counter, Player, System};
use crate::tally::Tally;

pub fn tell<S: System>(system: &S, effort: &Effort, senders: usize) -> f64 {
    let counter = system.counter();
    let each = effort.batch / senders;
    let mut sent = 0;
    effort.rate(|| {
        thread::scope(|scope| {
            for _ in 1..senders {
                let counter = counter.clone();
                scope.spawn(move || send(&counter, each));
            }
            send(&counter, each);
        });
        sent += senders * each;
        assert_eq!(sum(system, &counter), sent as u64, "wrong sum");
        senders * each
    })
}

fn send(counter: &impl Counter, times: usize) {
    for _ in 0..times {
        counter.tell(1);
    }
}

fn sum<S: System>(system: &S, counter: &S::Counter) -> u64 {
    let counter = counter.clone();
    let (answer, answered) = oneshot::channel();
    system.run(async move {
        // If nobody waits for it any more, so be it.
        let _ = answer.send(counter.ask(0).await);
    });
    answered.blocking_recv().expect("a sum")
}

/// Asks in so many places at once, each again when the reply has come: where it comes, or
/// handed to another pool with as many threads as there are cores.
pub fn ask<S: System>(system: &S, effort: &Effort, callers: usize, handed: bool) -> f64 {
    let pool = handed.then(pool);
    let counter = system.counter();
    let each = (effort.batch / 10 / callers).max(1);
    let mut sent = 0;
    let rate = effort.rate(|| {
        let chains: Vec<_> = (0..callers)
            .map(|_| {
                let counter = counter.clone();
                let (done, ended) = oneshot::channel();
                let chain = async move {
                    for _ in 0..each {
                        counter.ask(1).await;
                    }
                    let _ = done.send(());
                };
                match &pool {
                    Some(pool) => drop(pool.spawn(chain)),
                    None => system.run(chain),
                }
                ended
            })
            .collect();
        for ended in chains {
            ended.blocking_recv().expect("no request fails");
        }
        sent += callers * each;
        assert_eq!(sum(system, &counter), sent as u64, "wrong sum");
        callers * each
    });
    pool.into_iter().for_each(Runtime::shutdown_background);
    rate
}

fn pool() -> Runtime {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let built = Builder::new_multi_thread()
        .worker_threads(cores)
        .enable_time()
        .build();
    built.expect("a pool")
}

pub fn ping_pong<S: System>(system: &S, effort: &Effort, pairs: usize, steps: usize) -> f64 {
    let steps = steps.max(1);
    let players = |_| -> Vec<_> {
        let positions = (0..pairs).map(|i| i as f64 / pairs as f64);
        positions.map(|position| system.player(position)).collect()
    };
    let [first, second] = [0, 1].map(players);
    for (one, other) in first.iter().zip(&second) {
        one.meet(other);
        other.meet(one);
    }
    effort.rate(|| {
        let done = Tally::new(pairs);
        for player in &first {
            player.throw(2 * steps, done.clone());
        }
        assert_eq!(done.wait(), pairs as u64, "wrong number of balls");
        pairs * steps
    })
}

pub fn ring<S: System>(system: &S, effort: &Effort) -> f64 {
    let size = effort.ring;
    let players: Vec<_> = (0..size)
        .map(|i| system.player(i as f64 / size as f64))
        .collect();
    for (i, player) in players.iter().enumerate() {
        player.meet(&players[(i + 1) % size]);
    }
    effort.rate(|| {
        let done = Tally::new(1);
        players[0].throw(size * effort.laps, done.clone());
        done.wait();
        size * effort.laps
    })
}

/// Runs something that may panic.
pub fn attempt<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    std::panic::catch_unwind(AssertUnwindSafe(work)).map_err(|problem| {
        let text = problem.downcast_ref::<String>().cloned();
        let text = text.or_else(|| problem.downcast_ref::<&str>().map(|text| text.to_string()));
        text.unwrap_or_else(|| "panicked".to_string())
    })
}
