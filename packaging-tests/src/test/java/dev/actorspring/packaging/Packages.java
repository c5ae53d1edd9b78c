package dev.actorspring.packaging;

import java.nio.file.Path;

/**
 * What the build has made of the application.
 */
final class Packages {

	private Packages() {
	}

	static Path jar() {
		return of("jar");
	}

	static Path war() {
		return of("war");
	}

	private static Path of(String extension) {
		return Path.of(System.getProperty("packages"), System.getProperty("package") + "." + extension);
	}

}
