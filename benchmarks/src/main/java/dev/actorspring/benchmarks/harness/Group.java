package dev.actorspring.benchmarks.harness;

import java.util.List;

/**
 * Workloads that stand in one table.
 *
 * @param title the title of the table
 * @param workloads their names
 * @param entrants who is measured
 * @param separate whether each workload has a process of its own also in a quick pass
 */
record Group(String title, List<String> workloads, List<Entrant> entrants, boolean separate) {

}
