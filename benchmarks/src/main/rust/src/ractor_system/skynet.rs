use std::sync::Arc;

use crate::tally::Tally;
use ractor::{Actor, ActorProcessingErr, ActorRef};

/// A leaf answers with its number, all else with the sum of ten others.
pub struct Node;

pub struct Place {
    parent: Parent,
    first: u64,
    leaves: u64,
}

enum Parent {
    Node(ActorRef<Sum>),
    None(Arc<Tally>),
}

/// What a child has answered.
pub struct Sum(u64);

pub struct State {
    parent: Parent,
    sum: u64,
    missing: u32,
}

impl Place {
    pub fn root(leaves: u64, total: Arc<Tally>) -> Self {
        Self {
            parent: Parent::None(total),
            first: 0,
            leaves,
        }
    }
}

impl Parent {
    fn answer(&self, sum: u64) -> Result<(), ActorProcessingErr> {
        match self {
            Parent::Node(parent) => parent.cast(Sum(sum))?,
            Parent::None(total) => total.report(sum),
        }
        Ok(())
    }
}

impl Actor for Node {
    type Msg = Sum;
    type State = State;
    type Arguments = Place;

    async fn pre_start(
        &self,
        myself: ActorRef<Sum>,
        place: Place,
    ) -> Result<State, ActorProcessingErr> {
        if place.leaves == 1 {
            place.parent.answer(place.first)?;
            myself.stop(None);
        } else {
            let leaves = place.leaves / 10;
            for i in 0..10 {
                let child = Place {
                    parent: Parent::Node(myself.clone()),
                    first: place.first + i * leaves,
                    leaves,
                };
                super::start(Node, child);
            }
        }
        Ok(State {
            parent: place.parent,
            sum: 0,
            missing: 10,
        })
    }

    async fn handle(
        &self,
        myself: ActorRef<Sum>,
        Sum(value): Sum,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        state.sum += value;
        state.missing -= 1;
        if state.missing == 0 {
            state.parent.answer(state.sum)?;
            myself.stop(None);
        }
        Ok(())
    }
}
