package dev.actorspring.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where it was measured.
 */
final class Environment {

	/** The libraries that are measured, by the name of their jar. */
	private static final Map<String, String> LIBRARIES = libraries();

	private static final Pattern CPU_MODEL = Pattern.compile("model name\\s*: (.*)");

	/** From which share of the machine on that others take numbers are doubtful. */
	private static final double BUSY = 0.1;

	/** The same for other machines, whose share is that of the whole time. */
	private static final double STOLEN = 0.05;

	private final Map<String, String> facts = new LinkedHashMap<>();

	private final double busyAtStart = Ticks.busy();

	private final Ticks atStart = Ticks.now();

	private double busyAtEnd;

	private double stolen;

	Environment(Jvm jvm, ErlangEntrant erlang, Stream<CompiledEntrant> compiled) {
		this.facts.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
		this.facts.put("JVM flags", String.join(" ", jvm.flags()));
		this.facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
		this.facts.put("processor", processor());
		this.facts.put("OS", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
				+ System.getProperty("os.arch"));
		this.facts.putAll(versions(System.getProperty("java.class.path")));
		this.facts.put(ErlangEntrant.LABEL, erlang.version());
		compiled.forEach((entrant) -> this.facts.put(entrant.label(), entrant.version()));
	}

	private static Map<String, String> libraries() {
		Map<String, String> libraries = new LinkedHashMap<>();
		libraries.put("pekko-actor-typed_2.13", "Pekko typed");
		libraries.put("pekko-persistence-jdbc_2.13", "Pekko Persistence JDBC");
		libraries.put("vertx-core", "Vert.x");
		libraries.put("cajun", "Cajun");
		libraries.put("micrometer-core", "Micrometer");
		libraries.put("spring-boot", "Spring Boot");
		libraries.put("reactor-netty-http", "Reactor Netty");
		libraries.put("tomcat-embed-core", "Tomcat");
		libraries.put("h2", "H2");
		libraries.put("postgresql", "PostgreSQL's driver");
		libraries.put("HikariCP", "HikariCP");
		libraries.put("jmh-core", "JMH");
		return libraries;
	}

	static Map<String, String> versions(String classPath) {
		Map<String, String> versions = new LinkedHashMap<>();
		List<String> jars = Arrays.stream(classPath.split(Pattern.quote(System.getProperty("path.separator"))))
			.map((entry) -> String.valueOf(Path.of(entry).getFileName()))
			.toList();
		LIBRARIES.forEach((jar, name) -> {
			Pattern pattern = Pattern.compile(Pattern.quote(jar) + "-(\\d.*)\\.jar");
			for (String each : jars) {
				Matcher matcher = pattern.matcher(each);
				if (matcher.matches()) {
					versions.put(name, matcher.group(1));
				}
			}
		});
		return versions;
	}

	private static String processor() {
		try {
			Matcher matcher = CPU_MODEL.matcher(Files.readString(Path.of("/proc/cpuinfo")));
			return matcher.find() ? matcher.group(1) : "unknown";
		}
		catch (IOException ex) {
			return "unknown";
		}
	}

	/**
	 * Notes how busy others have kept the machine.
	 */
	void finish() {
		this.stolen = Ticks.now().since(this.atStart).stolenShare();
		this.busyAtEnd = Ticks.busy();
		this.facts.put("busy with something else",
				(this.atStart.all() == 0) ? "unknown"
						: String.format(Locale.ROOT,
								"%.0f %% of the processors in the second before, %.0f %% in the one after",
								100 * this.busyAtStart, 100 * this.busyAtEnd));
		this.facts.put("stolen by other virtual machines", String.format(Locale.ROOT, "%.1f %%", 100 * this.stolen));
	}

	/**
	 * What makes the numbers doubtful.
	 * @return a warning, or an empty text
	 */
	String warning() {
		return warning(Math.max(this.busyAtStart, this.busyAtEnd), this.stolen);
	}

	/**
	 * What makes the numbers doubtful.
	 * @param busy which share of the processors others have used
	 * @param stolen which share other machines have had
	 * @return a warning, or an empty text
	 */
	static String warning(double busy, double stolen) {
		if (busy < BUSY && stolen < STOLEN) {
			return "";
		}
		return String.format(Locale.ROOT,
				"**The machine was busy with something else (%.0f %% of its processors, %.0f %% stolen): "
						+ "do not trust these numbers.**",
				100 * busy, 100 * stolen);
	}

	Map<String, String> facts() {
		return this.facts;
	}

}
