use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

/// Adds up what a number of reports say, and tells when the last has come.
#[derive(Debug)]
pub struct Tally {
    left: AtomicU64,
    sum: AtomicU64,
    done: SyncSender<()>,
    awaited: Mutex<Receiver<()>>,
}

impl Tally {
    pub fn new(reports: usize) -> Arc<Self> {
        let (done, awaited) = sync_channel(1);
        Arc::new(Self {
            left: AtomicU64::new(reports as u64),
            sum: AtomicU64::new(0),
            done,
            awaited: Mutex::new(awaited),
        })
    }

    pub fn report(&self, value: u64) {
        self.sum.fetch_add(value, Ordering::Relaxed);
        if self.left.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.done.send(()).expect("the tally itself receives it");
        }
    }

    /// Waits for the last, and returns the sum.
    pub fn wait(&self) -> u64 {
        let awaited = self.awaited.lock().expect("nobody fails while waiting");
        awaited.recv().expect("the tally itself sends it");
        self.sum.load(Ordering::Relaxed)
    }
}
