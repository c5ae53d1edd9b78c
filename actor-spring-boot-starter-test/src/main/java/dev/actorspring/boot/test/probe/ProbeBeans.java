package dev.actorspring.boot.test.probe;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.KeyedActors;
import dev.actorspring.boot.actors.ActorSpecCustomizer;
import dev.actorspring.boot.actors.ActorSystemBuilderCustomizer;
import dev.actorspring.boot.discovery.ReplacedActors;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import dev.actorspring.test.Probe;
import dev.actorspring.test.StandIn;
import dev.actorspring.test.TestTime;

import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;

/**
 * The probes of a context: puts each in the place of its actor, or registers refs to it
 * if there is none.
 */
final class ProbeBeans implements ReplacedActors, ActorSpecCustomizer, ActorSystemBuilderCustomizer,
		BeanDefinitionRegistryPostProcessor, Ordered {

	static final String NAME = ProbeBeans.class.getName();

	/**
	 * How long a probe waits where nobody has said how to.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Map<ProbeDefinition, StandIn<?>> standIns = new LinkedHashMap<>();

	ProbeBeans(Collection<ProbeDefinition> definitions) {
		for (ProbeDefinition definition : definitions) {
			this.standIns.put(definition, StandIn.of(definition.actor(), definition.name()));
		}
	}

	@Override
	public boolean contains(String name, Class<?> type) {
		return this.standIns.values().stream().anyMatch((standIn) -> standIn.isFor(name, type));
	}

	void reset() {
		this.standIns.values().forEach((standIn) -> standIn.probe().reset());
	}

	// In order: first the definitions.

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		this.standIns.forEach((definition, standIn) -> register(registry, definition.beanName(), Probe.class,
				definition.type(), standIn::probe));
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
		this.standIns.forEach((definition, standIn) -> {
			if (definition.name().isEmpty()) {
				registerRefs(factory, definition.type(), standIn.probe());
			}
		});
		factory.addBeanPostProcessor(new Attachment(factory));
	}

	/**
	 * Those of an actor that was found are there. Where the application has made its own
	 * it does not mean an actor here.
	 */
	private static void registerRefs(ConfigurableListableBeanFactory factory, ResolvableType type, Probe<?> probe) {
		List<String> refs = beanNames(factory, ActorRef.class, type);
		List<String> families = beanNames(factory, KeyedActors.class, type);
		if (Stream.concat(refs.stream(), families.stream()).anyMatch((name) -> isOfActor(factory, name))) {
			return;
		}
		BeanDefinitionRegistry registry = (BeanDefinitionRegistry) factory;
		Stream.concat(refs.stream(), families.stream())
			.filter(registry::containsBeanDefinition)
			.forEach(registry::removeBeanDefinition);
		register(registry, "probe.ref." + type, ActorRef.class, type, built(factory, probe::ref));
		register(registry, "probe.keyed." + type, KeyedActors.class, type, built(factory, probe::keyed));
	}

	/**
	 * There are refs once the actor system is built.
	 */
	private static <T> Supplier<T> built(ConfigurableListableBeanFactory factory, Supplier<? extends T> refs) {
		return () -> {
			factory.getBean(ActorSystem.class);
			return refs.get();
		};
	}

	private static List<String> beanNames(ConfigurableListableBeanFactory factory, Class<?> refType,
			ResolvableType type) {
		return List.of(factory.getBeanNamesForType(ResolvableType.forClassWithGenerics(refType, type), true, false));
	}

	private static boolean isOfActor(ConfigurableListableBeanFactory factory, String beanName) {
		return factory.containsBeanDefinition(beanName) && factory.getBeanDefinition(beanName)
			.hasAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE);
	}

	private static <T> void register(BeanDefinitionRegistry registry, String beanName, Class<T> beanType,
			ResolvableType actor, Supplier<? extends T> supplier) {
		RootBeanDefinition definition = new RootBeanDefinition(beanType);
		definition.setTargetType(ResolvableType.forClassWithGenerics(beanType, actor));
		definition.setInstanceSupplier(supplier::get);
		definition.setLazyInit(true);
		registry.registerBeanDefinition(beanName, definition);
	}

	// Then the actors.

	@Override
	public <A> ActorSpec<A> customize(ActorSpec<A> spec) {
		List<StandIn<?>> fitting = this.standIns.values()
			.stream()
			.<StandIn<?>>map((standIn) -> standIn)
			.filter((standIn) -> standIn.isFor(spec.name(), spec.type()))
			.toList();
		if (fitting.size() > 1) {
			throw new ActorConfigurationException("Several probes could take the place of '" + spec.name() + "'",
					"Leave only one field with @ProbeBean for it, or write the names of the actors there.");
		}
		try {
			return fitting.isEmpty() ? spec : fitting.getFirst().replace(spec);
		}
		catch (IllegalStateException ex) {
			throw refused(ex);
		}
	}

	@Override
	public void customize(ActorSystemBuilder builder) {
		for (StandIn<?> standIn : this.standIns.values()) {
			try {
				standIn.apply(builder);
			}
			catch (IllegalStateException ex) {
				throw refused(ex);
			}
		}
	}

	private static ActorConfigurationException refused(IllegalStateException ex) {
		return new ActorConfigurationException(String.valueOf(ex.getMessage()),
				"Write the name of the actor into @ProbeBean, as in @ProbeBean(\"ledger\").", ex);
	}

	/**
	 * Others may have made a factory of their own around that of an actor.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	/**
	 * Tells the probes of the actor system once it is built.
	 *
	 * @param factory knows how to wait
	 */
	private final class Attachment implements BeanPostProcessor {

		private final ConfigurableListableBeanFactory factory;

		Attachment(ConfigurableListableBeanFactory factory) {
			this.factory = factory;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (bean instanceof ActorSystem system) {
				TestTime time = this.factory.getBeanProvider(TestTime.class)
					.getIfAvailable(() -> TestTime.real(() -> system, PATIENCE));
				ProbeBeans.this.standIns.values().forEach((standIn) -> standIn.attach(system, time));
			}
			return bean;
		}

	}

}
