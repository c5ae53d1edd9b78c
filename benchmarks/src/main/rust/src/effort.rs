use std::time::{Duration, Instant};

/// How long and how large a measurement is.
#[derive(Debug, Default)]
pub struct Effort {
    pub warm_up: Duration,
    pub measure: Duration,
    pub batch: usize,
    pub ring: usize,
    pub laps: usize,
    pub leaves: u64,
    pub spawned: usize,
    pub crashes: usize,
    pub depth: u32,
    pub queued: usize,
    pub growth: Vec<usize>,
    pub spread: usize,
    pub blocking: usize,
    pub pause: Duration,
    /// That run actors.
    pub threads: usize,
}

impl Effort {
    pub fn set(&mut self, name: &str, value: &str) {
        if name == "growth" {
            self.growth = value.split(',').map(number).collect();
            return;
        }
        let number = number(value);
        let millis = Duration::from_millis(number as u64);
        match name {
            "warm_up" => self.warm_up = millis,
            "measure" => self.measure = millis,
            "pause" => self.pause = millis,
            "batch" => self.batch = number,
            "ring" => self.ring = number,
            "laps" => self.laps = number,
            "leaves" => self.leaves = number as u64,
            "spawned" => self.spawned = number,
            "crashes" => self.crashes = number,
            "depth" => self.depth = number as u32,
            "queued" => self.queued = number,
            "spread" => self.spread = number,
            "blocking" => self.blocking = number,
            "threads" => self.threads = number,
            _ => panic!("there is no setting '{name}'"),
        }
    }

    /// How often in a second something is done.
    pub fn rate(&self, mut batch: impl FnMut() -> usize) -> f64 {
        repeat(self.warm_up, &mut batch);
        repeat(self.measure, &mut batch)
    }

    /// The mean of what work says itself that the part took that counts, in nanoseconds.
    pub fn mean(
        &self,
        mut warm_up: impl FnMut() -> Duration,
        mut work: impl FnMut() -> Duration,
    ) -> f64 {
        repeat(self.warm_up, || {
            warm_up();
            1
        });
        let begun = Instant::now();
        let mut sum = Duration::ZERO;
        let mut times = 0;
        loop {
            sum += work();
            times += 1;
            if begun.elapsed() >= self.measure {
                return sum.as_nanos() as f64 / f64::from(times);
            }
        }
    }
}

fn repeat(least: Duration, mut batch: impl FnMut() -> usize) -> f64 {
    let begun = Instant::now();
    let mut done = 0;
    loop {
        done += batch();
        let elapsed = begun.elapsed();
        if elapsed >= least {
            return done as f64 / elapsed.as_secs_f64();
        }
    }
}

fn number(text: &str) -> usize {
    text.parse().expect("a number")
}
