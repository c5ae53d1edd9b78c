use crate::effort::Effort;
use crate::system::System;
use crate::{crowds, faults, messaging};

/// What came out of a workload.
pub struct Outcome {
    workload: String,
    json: String,
}

impl Outcome {
    pub fn value(workload: &str, value: f64, unit: &str) -> Self {
        Self::new(workload, format!(r#""value":{value:.4},"unit":"{unit}""#))
    }

    pub fn not_offered(workload: &str, reason: &str) -> Self {
        Self::new(workload, format!(r#""notOffered":"{reason}""#))
    }

    fn failed(workload: &str, problem: &str) -> Self {
        let problem = problem.replace(['"', '\\'], "").replace('\n', " ");
        Self::new(workload, format!(r#""failed":"{problem}""#))
    }

    fn new(workload: &str, json: String) -> Self {
        Self {
            workload: workload.to_string(),
            json,
        }
    }
}

/// Reads words of the form `name=number`, then the workloads.
fn parse(words: impl Iterator<Item = String>) -> (Effort, Vec<String>) {
    let mut effort = Effort::default();
    let mut workloads = Vec::new();
    for word in words {
        match word.split_once('=') {
            Some((name, value)) => effort.set(name, value),
            None => workloads.push(word),
        }
    }
    (effort, workloads)
}

/// Runs the workloads that the words name.
pub fn run_all<S: System>(words: impl Iterator<Item = String>) {
    // What fails is told in its line.
    std::panic::set_hook(Box::new(|_| {}));
    let (effort, workloads) = parse(words);
    let system = S::start(&effort);
    for workload in workloads {
        // So that it is known which one the program died of.
        println!("# {workload}");
        let outcomes = messaging::attempt(|| run(&system, &workload, &effort))
            .unwrap_or_else(|problem| vec![Outcome::failed(&workload, &problem)]);
        for Outcome { workload, json } in outcomes {
            let (label, config) = (S::LABEL, system.config());
            println!(
                r#"{{"workload":"{workload}","system":"{label}","config":"{config}",{json}}}"#
            );
        }
    }
}

fn run<S: System>(system: &S, workload: &str, effort: &Effort) -> Vec<Outcome> {
    let (value, unit) = match workload {
        "tell-1-1" => (messaging::tell(system, effort, 1), "messages/s"),
        "tell-4-1" => (messaging::tell(system, effort, 4), "messages/s"),
        "ask-1" => (messaging::ask(system, effort, 1, false), "asks/s"),
        "ask-64" => (messaging::ask(system, effort, 64, false), "asks/s"),
        "ask-1-handed" => (messaging::ask(system, effort, 1, true), "asks/s"),
        "ask-64-handed" => (messaging::ask(system, effort, 64, true), "asks/s"),
        "ping-pong-1" => (
            messaging::ping_pong(system, effort, 1, effort.batch / 10),
            "round trips/s",
        ),
        "ping-pong-16" => (
            messaging::ping_pong(system, effort, 16, effort.batch / 50),
            "round trips/s",
        ),
        "ring" => (messaging::ring(system, effort), "messages/s"),
        "skynet" => (crowds::skynet(system, effort), "ms"),
        "spawn" => (crowds::spawn(system, effort), "actors/s"),
        "growth" => return crowds::growth(system, effort),
        "restart" => return faults::restart(system, effort),
        "stop-tree" => (faults::stop_tree(system, effort), "ms"),
        "ask-behind-queue" => (faults::ask_behind(system, effort), "us"),
        "blocking" => (crowds::blocking(system, effort), "ms"),
        _ => panic!("there is no workload '{workload}'"),
    };
    vec![Outcome::value(workload, value, unit)]
}
