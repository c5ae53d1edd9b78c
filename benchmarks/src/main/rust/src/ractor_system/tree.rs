use std::sync::Arc;

use crate::tally::Tally;
use ractor::{Actor, ActorProcessingErr, ActorRef};

/// Has two children, unless it is a leaf, and stops after them.
pub struct Node;

impl Actor for Node {
    type Msg = ();
    type State = Arc<Tally>;
    type Arguments = (u32, Arc<Tally>);

    async fn pre_start(
        &self,
        myself: ActorRef<()>,
        (levels, stopped): (u32, Arc<Tally>),
    ) -> Result<Arc<Tally>, ActorProcessingErr> {
        if levels > 0 {
            for _ in 0..2 {
                let below = (levels - 1, stopped.clone());
                // Boxed, as it is a future within its own kind.
                Box::pin(Actor::spawn_linked(None, Node, below, myself.get_cell())).await?;
            }
        }
        Ok(stopped)
    }

    async fn post_stop(
        &self,
        myself: ActorRef<()>,
        stopped: &mut Arc<Tally>,
    ) -> Result<(), ActorProcessingErr> {
        myself.stop_children_and_wait(None, None).await;
        stopped.report(1);
        Ok(())
    }
}
