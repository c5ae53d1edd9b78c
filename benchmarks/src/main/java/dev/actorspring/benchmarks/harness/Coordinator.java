package dev.actorspring.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import dev.actorspring.benchmarks.harness.Programs.Outcome;
import dev.actorspring.benchmarks.trial.Line;
import dev.actorspring.benchmarks.trial.Line.Failed;
import dev.actorspring.benchmarks.trial.Line.NotOffered;

/**
 * Runs all measurements. In each round every system has its turn at a workload before the
 * next workload begins, and another system begins in each round, so that whatever happens
 * to the machine meanwhile happens to all.
 */
final class Coordinator {

	/** So many variants are tried once more, at the most. */
	private static final int FINALISTS = 2;

	/** How often each of those is. */
	private static final int TRIES = 2;

	private final Settings settings;

	private final Results results = new Results();

	/** The best variant, by system and workload. */
	private final Map<String, String> chosen = new HashMap<>();

	private Coordinator(Settings settings) {
		this.settings = settings;
	}

	/**
	 * Runs it.
	 * @param args the directory of this module, and the options of {@link Settings}
	 * @throws IOException if the results cannot be written
	 */
	public static void main(String[] args) throws IOException {
		Path module = Path.of(args[0]);
		List<String> options = List.of(args).subList(1, args.length);
		if (options.contains("--help")) {
			System.out.println(Settings.USAGE);
			return;
		}
		Settings settings = Settings.parse(options);
		Jvm jvm = new Jvm(settings.heap());
		ErlangEntrant erlang = ErlangEntrant.prepare(module);
		List<CompiledEntrant> compiled = CompiledEntrant.all(module);
		List<Group> groups = Plan.groups(jvm, Stream.concat(Stream.of(erlang), compiled.stream()).toList());
		if (options.contains("--list")) {
			groups.forEach((group) -> System.out.println(group.title() + ": " + String.join(", ", group.workloads())
					+ "\n  " + String.join(", ", group.entrants().stream().map(Entrant::label).toList())));
			return;
		}
		// Those that are not asked for are not compiled.
		Environment environment = new Environment(jvm, erlang,
				compiled.stream().filter((entrant) -> settings.includesSystem(entrant.label())));
		Coordinator coordinator = new Coordinator(settings);
		for (int round = 0; round < settings.rounds(); round++) {
			for (Group group : groups) {
				coordinator.run(group, round);
			}
		}
		environment.finish();
		Report report = new Report(environment, groups, coordinator.results);
		report.print();
		Path latest = module.resolve("results/latest.json");
		report.write(latest);
		Files.writeString(latest.resolveSibling("latest.svg"), Picture.of(Files.readString(latest)));
	}

	private void run(Group group, int round) {
		List<String> workloads = group.workloads()
			.stream()
			.filter((workload) -> this.settings.includesWorkload(workload, round))
			.toList();
		if (workloads.isEmpty()) {
			return;
		}
		List<Entrant> entrants = new ArrayList<>(
				group.entrants().stream().filter((each) -> this.settings.includesSystem(each.label())).toList());
		Collections.rotate(entrants, -round);
		if (this.settings.quick()) {
			entrants.forEach((entrant) -> run(group, entrant, workloads, round));
			return;
		}
		for (String workload : workloads) {
			entrants.forEach((entrant) -> run(group, entrant, List.of(workload), round));
		}
	}

	private void run(Group group, Entrant entrant, List<String> workloads, int round) {
		String missing = entrant.missing();
		if (missing != null) {
			workloads.forEach((workload) -> this.results.add(group.title(),
					new Line(workload, entrant.label(), "", new NotOffered("skipped: " + missing))));
			return;
		}
		String variant = this.settings.quick() ? entrant.variants(workloads.getFirst()).getFirst()
				: best(entrant, workloads.getFirst());
		progress("round %d of %d: %s, %s".formatted(round + 1, this.settings.rounds(), entrant.label(),
				(workloads.size() == 1) ? workloads.getFirst() : group.title()));
		List<Line> lines = measure(entrant, this.settings.effort(), variant, workloads);
		lines.addAll(Growth.of(lines).toList());
		Results now = new Results();
		for (Line line : lines) {
			now.add(group.title(), line);
			this.results.add(group.title(), line);
		}
		now.summaries(group.title())
			.forEach((workload, bySystem) -> bySystem.forEach((system, summary) -> progress("  " + workload
					+ (system.equals(entrant.label()) ? "" : ", " + system) + ": " + describe(summary))));
	}

	private static String describe(Summary summary) {
		Double median = summary.median();
		return (median != null) ? Tables.number(median) + " " + summary.unit() : "- (" + summary.note() + ")";
	}

	/**
	 * Tries all variants for a short time, and the best of them some more if they are
	 * near each other, as one may be faster after one start than after another.
	 */
	private String best(Entrant entrant, String workload) {
		List<String> variants = entrant.variants(workload);
		if (variants.size() == 1) {
			return variants.getFirst();
		}
		return this.chosen.computeIfAbsent(entrant.label() + ": " + workload, (key) -> {
			Tryout tryout = new Tryout();
			variants.forEach((variant) -> tryout.add(variant, tryOut(entrant, variant, workload)));
			List<String> finalists = tryout.best(FINALISTS);
			tryout.keep(finalists);
			for (int i = 0; i < TRIES && finalists.size() > 1; i++) {
				finalists.forEach((variant) -> tryout.add(variant, tryOut(entrant, variant, workload)));
			}
			String best = tryout.best(1).getFirst();
			progress("%s: best with %s".formatted(key, best));
			return best;
		});
	}

	/**
	 * Where there are several results, the last: of the most actors.
	 */
	private Line tryOut(Entrant entrant, String variant, String workload) {
		return measure(entrant, "quick", variant, List.of(workload)).getLast();
	}

	/**
	 * Runs a program. If it ends too early, the workload that it was at has failed, and
	 * those after it are measured by another.
	 */
	private List<Line> measure(Entrant entrant, String effort, String variant, List<String> workloads) {
		Outcome outcome = Programs.run(entrant.command(effort, variant, workloads),
				this.settings.limit(workloads.size()).multipliedBy(entrant.patience()));
		List<Line> lines = new ArrayList<>(outcome.output().stream().flatMap(Results::parse).toList());
		String problem = (outcome.problem() == null && lines.isEmpty()) ? "printed no result" : outcome.problem();
		if (problem != null) {
			int failed = begun(workloads, outcome.output());
			lines.add(new Line(workloads.get(failed), entrant.label(), variant, new Failed(problem)));
			if (failed + 1 < workloads.size()) {
				lines.addAll(measure(entrant, effort, variant, workloads.subList(failed + 1, workloads.size())));
			}
		}
		return lines;
	}

	/**
	 * The workload that a program began last, by what it has written.
	 */
	private static int begun(List<String> workloads, List<String> output) {
		return output.stream()
			.filter((line) -> line.startsWith(Trial.BEGIN))
			.mapToInt((line) -> workloads.indexOf(line.substring(Trial.BEGIN.length())))
			.filter((index) -> index >= 0)
			.max()
			.orElse(0);
	}

	private static void progress(String text) {
		System.err.println(String.format(Locale.ROOT, "%tT %s", System.currentTimeMillis(), text));
	}

}
