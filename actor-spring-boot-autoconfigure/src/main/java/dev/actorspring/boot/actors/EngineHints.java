package dev.actorspring.boot.actors;

import java.util.List;
import java.util.ServiceLoader;

import dev.actorspring.system.ActorSystemBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image has to know in any case: the engine, which the service loader
 * finds, and the classes of which it is asked by name whether they are there.
 */
final class EngineHints implements RuntimeHintsRegistrar {

	static final List<String> OPTIONAL = List.of("com.zaxxer.hikari.HikariDataSource",
			"dev.actorspring.cluster.ActorUnreachableException", "dev.actorspring.durable.StateUnavailableException",
			"io.micrometer.core.instrument.observation.MeterObservationHandler", "jakarta.validation.Validation",
			"org.reactivestreams.Publisher",
			"org.springframework.transaction.support.TransactionSynchronizationManager", "reactor.core.publisher.Mono",
			"reactor.netty.Connection", "tools.jackson.module.kotlin.KotlinModule");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		registerEngine(hints);
		ClassLoader own = EngineHints.class.getClassLoader();
		OPTIONAL.forEach((type) -> hints.reflection().registerTypeIfPresent(own, type));
	}

	private static void registerEngine(RuntimeHints hints) {
		Class<ActorSystemBuilder> service = ActorSystemBuilder.class;
		hints.resources().registerPattern("META-INF/services/" + service.getName());
		ServiceLoader.load(service, service.getClassLoader())
			.stream()
			.forEach((engine) -> hints.reflection()
				.registerType(engine.type(), MemberCategory.INVOKE_DECLARED_CONSTRUCTORS));
	}

}
