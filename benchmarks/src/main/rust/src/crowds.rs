//! Many actors.

use std::time::{Duration, Instant};

use crate::effort::Effort;
use crate::memory;
use crate::system::{Member, System};
use crate::tally::Tally;
use crate::workload::Outcome;

pub fn skynet<S: System>(system: &S, effort: &Effort) -> f64 {
    let timed = |leaves: u64| {
        let begun = Instant::now();
        let total = Tally::new(1);
        system.skynet(leaves, total.clone());
        assert_eq!(total.wait(), leaves * (leaves - 1) / 2, "wrong sum");
        begun.elapsed()
    };
    effort.mean(|| timed(effort.leaves.min(10_000)), || timed(effort.leaves)) / 1e6
}

pub fn spawn<S: System>(system: &S, effort: &Effort) -> f64 {
    let timed = |count: usize| {
        let begun = Instant::now();
        let mut crowd = Crowd::start(system, count, Duration::ZERO);
        crowd.finish();
        let took = begun.elapsed();
        crowd.finish();
        crowd.stop();
        took
    };
    let count = effort.spawned;
    count as f64 * 1e9 / effort.mean(|| timed(count.min(10_000)), || timed(count))
}

/// What a message costs when more and more actors get one in turn, and what one of the most
/// of them leaves in memory.
pub fn growth<S: System>(system: &S, effort: &Effort) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for &count in &effort.growth {
        let largest = effort.growth.last() == Some(&count);
        let before = memory::used();
        let mut crowd = Crowd::start(system, count, Duration::ZERO);
        crowd.finish();
        if largest {
            outcomes.push(match before.zip(memory::used()) {
                Some((before, after)) => {
                    let each = (after as f64 - before as f64) / count as f64;
                    Outcome::value("memory", each, "bytes/actor")
                }
                None => Outcome::not_offered("memory", "is asked of the GNU C library"),
            });
        }
        let messages = effort.spread.max(count);
        let stride = stride(count);
        let warm_up = messages.min(100_000);
        // Both send to the same actors, one after the other.
        let shared = std::cell::RefCell::new(&mut crowd);
        let mean = effort.mean(
            || shared.borrow_mut().timed_send(warm_up, stride),
            || shared.borrow_mut().timed_send(messages, stride),
        );
        outcomes.push(Outcome::value(
            &format!("growth-{count}"),
            mean / (messages + count) as f64,
            "ns/message",
        ));
        if largest {
            // They are many, and end with the program.
            std::mem::forget(crowd);
        } else {
            crowd.stop();
        }
    }
    outcomes
}

pub fn blocking<S: System>(system: &S, effort: &Effort) -> f64 {
    let crowd = Crowd::start(system, effort.blocking, effort.pause);
    let shared = std::cell::RefCell::new(crowd);
    let work = || shared.borrow_mut().timed_send(2 * effort.blocking, 1);
    let millis = effort.mean(work, work) / 1e6;
    shared.into_inner().stop();
    millis
}

/// Many actors, and how many messages they have got.
struct Crowd<M> {
    members: Vec<M>,
    sent: usize,
}

impl<M: Member> Crowd<M> {
    fn start<S: System<Member = M>>(system: &S, count: usize, pause: Duration) -> Self {
        let positions = (0..count).map(|i| i as f64 / count as f64);
        Self {
            members: positions.map(|at| system.member(at, pause)).collect(),
            sent: 0,
        }
    }

    /// Sends each a last message, waits for all, and compares what was sent and handled.
    fn finish(&mut self) {
        let counts = Tally::new(self.members.len());
        for member in &self.members {
            member.report(&counts);
        }
        self.sent += self.members.len();
        assert_eq!(counts.wait(), self.sent as u64, "wrong number of messages");
    }

    fn timed_send(&mut self, messages: usize, stride: usize) -> Duration {
        let begun = Instant::now();
        let count = self.members.len();
        let mut index = 0;
        for _ in 0..messages {
            self.members[index].note();
            index += stride;
            if index >= count {
                index -= count;
            }
        }
        self.sent += messages;
        self.finish();
        begun.elapsed()
    }

    fn stop(self) {
        let left = Tally::new(self.members.len());
        for member in &self.members {
            member.leave(&left);
        }
        left.wait();
    }
}

/// In which steps to visit all, but not as they lie in memory.
fn stride(count: usize) -> usize {
    if count == 1 {
        return 0;
    }
    let least = ((count as f64 * 0.618) as usize).max(1);
    (least..)
        .find(|&stride| gcd(stride, count) == 1)
        .expect("a prime is among them")
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}
