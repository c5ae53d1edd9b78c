package dev.actorspring.durable.test;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.actorspring.durable.StateUnreadableException;
import dev.actorspring.durable.codec.StateType;

/**
 * Stored states of all versions, kept with the code to show that it still loads them:
 *
 * <pre class="code">
 * &#064;Test
 * void oldStatesLoad() {
 *     StateSamples.of(Level.class, "stock-level", 3).load("states/stock-level");
 * }</pre>
 *
 * @param <T> of the states
 */
public final class StateSamples<T> {

	private static final Pattern FILE = Pattern.compile("([1-9][0-9]{0,8})(-.*)?\\.json");

	private final StateType<T> type;

	private StateSamples(StateType<T> type) {
		this.type = type;
	}

	/**
	 * Examines a type of states, as the start of the application would.
	 * @param <T> of the states
	 * @param type a record or a sealed interface
	 * @param name the logical name
	 * @param version the version of the code
	 * @return to load samples of
	 * @throws dev.actorspring.ActorConfigurationException if it cannot be the state of an
	 * actor
	 */
	public static <T> StateSamples<T> of(Class<T> type, String name, int version) {
		return new StateSamples<>(StateType.of(type, name, version));
	}

	/**
	 * Loads the samples in a folder of the class path. A file is named after its version,
	 * and what it is a sample of if there are several: {@code 1.json},
	 * {@code 2-empty.json}. There has to be one for each version up to that of the code.
	 * @param folder without a leading slash
	 * @return the states, the oldest versions first
	 * @throws AssertionError if one does not load, or a version has none
	 */
	public List<T> load(String folder) {
		SortedMap<Integer, List<Sample>> samples = new TreeMap<>();
		try (Stream<Path> files = Files.list(find(folder))) {
			for (Path file : files.sorted().toList()) {
				Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
				if (!name.matches()) {
					throw new AssertionError(
							"The sample " + file + " is not named after a version: call it '1.json' or '1-empty.json'");
				}
				samples.computeIfAbsent(Integer.valueOf(name.group(1)), (version) -> new ArrayList<>())
					.add(new Sample(file.toString(), Files.readString(file)));
			}
		}
		catch (IOException ex) {
			throw new AssertionError("The samples in '" + folder + "' cannot be read", ex);
		}
		return load(samples, folder);
	}

	/**
	 * Loads samples.
	 * @param samples one for each version up to that of the code, as JSON
	 * @return the states, the oldest versions first
	 * @throws AssertionError if one does not load, or a version has none
	 */
	public List<T> load(Map<Integer, String> samples) {
		SortedMap<Integer, List<Sample>> sorted = new TreeMap<>();
		samples.forEach((version, json) -> sorted.put(version, List.of(new Sample("of version " + version, json))));
		return load(sorted, "the map");
	}

	private List<T> load(SortedMap<Integer, List<Sample>> samples, String place) {
		for (int version = 1; version <= this.type.version(); version++) {
			if (!samples.containsKey(version)) {
				throw new AssertionError("There is no sample of version %d of '%s' in %s: add a state as it is stored"
					.formatted(version, this.type.name(), place));
			}
		}
		List<T> states = new ArrayList<>();
		samples.forEach((version, all) -> all.forEach((sample) -> states.add(load(sample, version))));
		return List.copyOf(states);
	}

	private T load(Sample sample, int version) {
		try {
			return this.type.decode(sample.json(), this.type.name(), version);
		}
		catch (StateUnreadableException ex) {
			throw new AssertionError("The sample " + sample.name() + " does not load. " + ex.getMessage(), ex);
		}
	}

	private Path find(String folder) {
		URL url = this.type.type().getClassLoader().getResource(folder);
		if (url == null) {
			throw new AssertionError("There is no folder '" + folder + "' in the class path: make it in the resources "
					+ "of the tests, with a file '1.json' for version 1");
		}
		try {
			URI uri = url.toURI();
			if (!"file".equals(uri.getScheme()) || !Files.isDirectory(Path.of(uri))) {
				throw new AssertionError("The samples in '" + folder + "' are not files in a folder, but in " + url);
			}
			return Path.of(uri);
		}
		catch (URISyntaxException ex) {
			throw new AssertionError("The samples in '" + folder + "' cannot be read", ex);
		}
	}

	private record Sample(String name, String json) {

	}

}
