use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::tally::Tally;
use ractor::{Actor, ActorProcessingErr, ActorRef, SupervisionEvent};

/// Crashes as soon as it runs, until it has done so often enough.
struct Crashing;

/// Restarts its child.
pub struct Supervisor;

pub struct Crash;

#[derive(Clone)]
pub struct Crashes {
    left: Arc<AtomicUsize>,
    all: usize,
    restarts: Arc<Tally>,
}

impl Crashes {
    pub fn new(all: usize, restarts: Arc<Tally>) -> Self {
        Self {
            left: Arc::new(AtomicUsize::new(all)),
            all,
            restarts,
        }
    }
}

impl Actor for Crashing {
    type Msg = Crash;
    type State = ();
    type Arguments = Crashes;

    async fn pre_start(
        &self,
        myself: ActorRef<Crash>,
        crashes: Crashes,
    ) -> Result<(), ActorProcessingErr> {
        let left = crashes.left.load(Ordering::Relaxed);
        if left < crashes.all {
            crashes.restarts.report(1);
        }
        if left > 0 {
            crashes.left.store(left - 1, Ordering::Relaxed);
            myself.cast(Crash)?;
        }
        Ok(())
    }

    async fn handle(
        &self,
        _: ActorRef<Crash>,
        _: Crash,
        _: &mut (),
    ) -> Result<(), ActorProcessingErr> {
        Err("crash".into())
    }
}

impl Supervisor {
    async fn start(myself: &ActorRef<()>, crashes: &Crashes) -> Result<(), ActorProcessingErr> {
        Actor::spawn_linked(None, Crashing, crashes.clone(), myself.get_cell()).await?;
        Ok(())
    }
}

impl Actor for Supervisor {
    type Msg = ();
    type State = Crashes;
    type Arguments = Crashes;

    async fn pre_start(
        &self,
        myself: ActorRef<()>,
        crashes: Crashes,
    ) -> Result<Crashes, ActorProcessingErr> {
        Self::start(&myself, &crashes).await?;
        Ok(crashes)
    }

    async fn handle_supervisor_evt(
        &self,
        myself: ActorRef<()>,
        event: SupervisionEvent,
        crashes: &mut Crashes,
    ) -> Result<(), ActorProcessingErr> {
        if let SupervisionEvent::ActorFailed(..) = event {
            Self::start(&myself, crashes).await?;
        }
        Ok(())
    }
}
