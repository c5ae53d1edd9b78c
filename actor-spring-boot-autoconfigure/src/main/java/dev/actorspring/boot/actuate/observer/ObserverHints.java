package dev.actorspring.boot.actuate.observer;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Takes the page and its files into a native image.
 */
final class ObserverHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerResource(ObserverPage.TEMPLATE);
		for (String name : ObserverFile.NAMES) {
			hints.resources().registerResource(new ObserverFile(name).resource());
		}
	}

}
