package dev.actorspring.benchmarks.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import dev.actorspring.benchmarks.footprint.Application.Sample;

/**
 * Starts a bare WebFlux application, the same with Actuator and Prometheus, and the same
 * with the starter by turns, without and with an AOT cache, and prints a table.
 */
public final class Footprint {

	private static final int ROUNDS = 11;

	/** From this version of Java on it takes one step to make an AOT cache. */
	private static final int AOT = 25;

	private final List<Application> applications;

	private Footprint(List<Application> applications) {
		this.applications = applications;
	}

	/**
	 * Runs it.
	 * @param args the directory of the two modules
	 * @throws IOException if one was not packaged
	 * @throws InterruptedException if somebody wants it to end
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		Path modules = Path.of(args[0]);
		String packages = Footprint.class.getPackageName();
		Application bare = Application.in(modules, "bare", packages + ".bare.BareApplication");
		Application actors = Application.in(modules, "actors", packages + ".actors.ActorApplication");
		new Footprint(List.of(bare, bare.withLibrariesOf(actors), actors)).run();
	}

	private void run() throws IOException, InterruptedException {
		System.out.println("""

				| | bare WebFlux | with Actuator and Prometheus | with the starter, which brings both |
				|---|---|---|---|""");
		List<Double> sizes = new ArrayList<>();
		for (Application application : this.applications) {
			sizes.add(application.size());
		}
		print("jars", this.applications.stream().map((application) -> (double) application.classPath().size()).toList(),
				"%.0f");
		print("jars, MB", sizes, "%.1f");
		measure("", List.of());
		if (Runtime.version().feature() < AOT) {
			System.out.printf("%nAn AOT cache needs Java %d.%n", AOT);
			return;
		}
		List<String> caches = new ArrayList<>();
		for (Application application : this.applications) {
			caches.add(cache(application));
		}
		measure(", AOT cache", caches);
	}

	private static String cache(Application application) throws IOException, InterruptedException {
		Path cache = Files.createTempFile(application.name(), ".aot");
		cache.toFile().deleteOnExit();
		application.run(List.of("-XX:AOTCacheOutput=" + cache));
		return "-XX:AOTCache=" + cache;
	}

	/**
	 * Starts each of them several times, by turns.
	 * @param how added to the name of each row
	 * @param flags of the JVM, one for each application, or none
	 */
	private void measure(String how, List<String> flags) throws IOException, InterruptedException {
		List<List<Sample>> samples = this.applications.stream()
			.<List<Sample>>map((application) -> new ArrayList<>())
			.toList();
		for (int round = 0; round < ROUNDS; round++) {
			for (int i = 0; i < this.applications.size(); i++) {
				samples.get(i).add(this.applications.get(i).run(flags.isEmpty() ? List.of() : List.of(flags.get(i))));
			}
		}
		print("first request, ms" + how, samples, Sample::millis);
		print("resident, MB" + how, samples, Sample::resident);
		print("classes" + how, samples, Sample::classes);
	}

	private static void print(String what, List<List<Sample>> samples, ToDoubleFunction<Sample> measure) {
		print(what, samples.stream().map((all) -> median(all, measure)).toList(), "%,.0f");
	}

	private static void print(String what, List<Double> values, String format) {
		System.out.println(values.stream()
			.map((value) -> String.format(Locale.ROOT, format, value))
			.collect(Collectors.joining(" | ", "| " + what + " | ", " |")));
	}

	private static double median(List<Sample> samples, ToDoubleFunction<Sample> measure) {
		return samples.stream().mapToDouble(measure).sorted().skip(samples.size() / 2).findFirst().orElseThrow();
	}

}
