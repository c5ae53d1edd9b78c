package dev.actorspring.benchmarks.ours;

import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import dev.actorspring.system.MessageProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * The meters of the starter, recording into a Prometheus registry, without the rest of an
 * application.
 */
public final class Meters implements AutoCloseable {

	private static final String AUTO_CONFIGURATION = "dev.actorspring.boot.actuate.metrics.ActorMetricsAutoConfiguration";

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private @Nullable ActorSystem system;

	/**
	 * Adds the meters to an actor system and builds it.
	 * @param builder has all but them
	 * @return the system, not started
	 */
	public ActorSystem build(ActorSystemBuilder builder) {
		this.context.registerBean(MeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
		this.context.registerBean(ActorSystem.class, () -> this.system, Meters::lazy);
		this.context.register(ClassUtils.resolveClassName(AUTO_CONFIGURATION, null));
		this.context.refresh();
		this.context.getBeanProvider(ActorEvent.Listener.class).orderedStream().forEach(builder::listener);
		ActorSystem built = builder.probes(this.context.getBean(MessageProbe.Factory.class)).build();
		this.system = built;
		return built;
	}

	private static void lazy(BeanDefinition definition) {
		definition.setLazyInit(true);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
