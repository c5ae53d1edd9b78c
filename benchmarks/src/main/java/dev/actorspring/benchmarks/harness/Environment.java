package dev.actorspring.benchmarks.harness;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where it was measured.
 */
final class Environment {

	/** The libraries that are measured, by the name of their jar. */
	private static final Map<String, String> LIBRARIES = libraries();

	private static final Pattern CPU_MODEL = Pattern.compile("model name\\s*: (.*)");

	private final Map<String, String> facts = new LinkedHashMap<>();

	private final double loadAtStart = load();

	private final long[] ticksAtStart = ticks();

	private double loadAtEnd = -1;

	private double stolen = -1;

	Environment(Jvm jvm, ErlangEntrant erlang) {
		this.facts.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
		this.facts.put("JVM flags", String.join(" ", jvm.flags()));
		this.facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
		this.facts.put("processor", processor());
		this.facts.put("OS", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
				+ System.getProperty("os.arch"));
		this.facts.putAll(versions(System.getProperty("java.class.path")));
		this.facts.put(ErlangEntrant.LABEL, erlang.version());
	}

	private static Map<String, String> libraries() {
		Map<String, String> libraries = new LinkedHashMap<>();
		libraries.put("pekko-actor-typed_2.13", "Pekko typed");
		libraries.put("vertx-core", "Vert.x");
		libraries.put("cajun", "Cajun");
		libraries.put("micrometer-core", "Micrometer");
		libraries.put("spring-boot", "Spring Boot");
		libraries.put("reactor-netty-http", "Reactor Netty");
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

	private static double load() {
		return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
	}

	/**
	 * Notes how busy the machine was meanwhile.
	 */
	void finish() {
		this.loadAtEnd = load();
		long[] now = ticks();
		long all = now[0] - this.ticksAtStart[0];
		this.stolen = (all > 0) ? (double) (now[1] - this.ticksAtStart[1]) / all : 0;
		this.facts.put("load average",
				String.format(Locale.ROOT, "%.1f at the start, %.1f at the end", this.loadAtStart, this.loadAtEnd));
		this.facts.put("stolen by other virtual machines", String.format(Locale.ROOT, "%.1f %%", 100 * this.stolen));
	}

	/**
	 * All ticks of the processors, and those stolen from them; zeros where unknown.
	 */
	private static long[] ticks() {
		try {
			String[] words = Files.readAllLines(Path.of("/proc/stat")).getFirst().split("\\s+");
			long all = Arrays.stream(words).skip(1).limit(8).mapToLong(Long::parseLong).sum();
			return new long[] { all, Long.parseLong(words[8]) };
		}
		catch (IOException | RuntimeException ex) {
			return new long[2];
		}
	}

	/**
	 * What makes the numbers doubtful.
	 * @return a warning, or an empty text
	 */
	String warning() {
		boolean busyBefore = this.loadAtStart > 0.3 * Runtime.getRuntime().availableProcessors();
		if (!busyBefore && this.stolen < 0.05) {
			return "";
		}
		return String.format(Locale.ROOT,
				"**The machine was busy with something else (load average %.1f at the start, %.0f %% stolen): "
						+ "do not trust these numbers.**",
				this.loadAtStart, 100 * Math.max(0, this.stolen));
	}

	Map<String, String> facts() {
		return this.facts;
	}

}
