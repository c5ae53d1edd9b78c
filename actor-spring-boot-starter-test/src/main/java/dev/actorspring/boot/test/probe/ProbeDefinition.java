package dev.actorspring.boot.test.probe;

import java.util.Objects;

import org.springframework.core.ResolvableType;

/**
 * What a test says of a probe.
 *
 * @param type the actor class, or the interface, that it stands for
 * @param name the name of the actor or family, or empty
 */
record ProbeDefinition(ResolvableType type, String name) {

	String beanName() {
		return "probe." + this.type + (this.name.isEmpty() ? "" : "#" + this.name);
	}

	Class<?> actor() {
		return Objects.requireNonNull(this.type.resolve());
	}

}
