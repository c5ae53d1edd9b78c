package dev.actorspring.benchmarks.harness;

import java.util.List;

/**
 * Workloads that stand in one table.
 *
 * @param title the title of the table
 * @param workloads their names
 * @param entrants who is measured
 */
record Group(String title, List<String> workloads, List<Entrant> entrants) {

}
