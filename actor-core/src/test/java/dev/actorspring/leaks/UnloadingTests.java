package dev.actorspring.leaks;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

/**
 * Loads an application, runs it and drops it, as an application server and DevTools do.
 */
class UnloadingTests {

	@Test
	void classesOfAClosedApplicationAreCollected() throws Exception {
		awaitCollected(run((name) -> name.startsWith(Application.class.getName())));
	}

	@Test
	void theLibraryIsCollectedWithTheApplicationThatBringsIt() throws Exception {
		awaitCollected(run((name) -> name.startsWith("dev.actorspring.")));
	}

	/**
	 * Runs the application, as the context class loader's and in a thread that lives on.
	 */
	private static WeakReference<ClassLoader> run(Predicate<String> own) throws Exception {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (ChildFirst loader = new ChildFirst(own)) {
			Thread.currentThread().setContextClassLoader(loader);
			Class<?> application = loader.loadClass(Application.class.getName());
			((Runnable) application.getConstructor().newInstance()).run();
			return new WeakReference<>(loader);
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	private static void awaitCollected(WeakReference<ClassLoader> loader) {
		await().until(() -> {
			System.gc();
			return loader.refersTo(null);
		});
	}

	/**
	 * Has classes of its own even where its parent has them too.
	 */
	private static final class ChildFirst extends URLClassLoader {

		private final Predicate<String> own;

		ChildFirst(Predicate<String> own) {
			super("application", classPath(), UnloadingTests.class.getClassLoader());
			this.own = own;
		}

		private static URL[] classPath() {
			return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
				.map(ChildFirst::url)
				.toArray(URL[]::new);
		}

		private static URL url(String path) {
			try {
				return Path.of(path).toUri().toURL();
			}
			catch (MalformedURLException ex) {
				throw new IllegalArgumentException(ex);
			}
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			synchronized (getClassLoadingLock(name)) {
				if (findLoadedClass(name) == null && this.own.test(name)) {
					return findClass(name);
				}
				return super.loadClass(name, resolve);
			}
		}

	}

}
