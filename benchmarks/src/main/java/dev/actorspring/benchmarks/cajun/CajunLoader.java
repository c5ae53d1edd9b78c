package dev.actorspring.benchmarks.cajun;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import dev.actorspring.benchmarks.trial.Contestant;

/**
 * Loads Cajun, some of whose classes were compiled with the preview features of JDK 21
 * and which therefore no later JDK accepts, although what they use has become part of the
 * language since. Takes that mark off them, and changes nothing else.
 */
public final class CajunLoader extends ClassLoader {

	private static final int MINOR_VERSION = 4;

	private static final byte PREVIEW = (byte) 0xFF;

	private CajunLoader() {
		super(CajunLoader.class.getClassLoader());
	}

	/**
	 * The configurations that are tried.
	 * @return their names
	 */
	public static List<String> tunings() {
		return List.of("linked-mailbox", "mpsc-mailbox");
	}

	/**
	 * Starts Cajun.
	 * @param tuning one of {@link #tunings()}
	 * @return the system
	 */
	public static Contestant start(String tuning) {
		try {
			return (Contestant) new CajunLoader().loadClass(CajunLoader.class.getPackageName() + ".Cajun")
				.getConstructor(String.class)
				.newInstance(tuning);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (!name.startsWith("com.cajunsystems.") && !name.startsWith(CajunLoader.class.getPackageName() + ".")) {
			return super.loadClass(name, resolve);
		}
		synchronized (getClassLoadingLock(name)) {
			Class<?> loaded = findLoadedClass(name);
			return (loaded != null) ? loaded : define(name);
		}
	}

	private Class<?> define(String name) throws ClassNotFoundException {
		try (InputStream resource = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
			if (resource == null) {
				throw new ClassNotFoundException(name);
			}
			byte[] bytes = resource.readAllBytes();
			if (bytes[MINOR_VERSION] == PREVIEW && bytes[MINOR_VERSION + 1] == PREVIEW) {
				bytes[MINOR_VERSION] = 0;
				bytes[MINOR_VERSION + 1] = 0;
			}
			return defineClass(name, bytes, 0, bytes.length);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
