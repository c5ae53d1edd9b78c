package dev.actorspring.boot.durable;

import java.lang.reflect.Executable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.boot.discovery.ActorDiscovery;
import dev.actorspring.boot.scope.ActorBean;
import dev.actorspring.boot.scope.ActorScope;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.DurableStates;
import dev.actorspring.durable.runtime.DurableActors;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanDefinitionStoreException;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * Finds the states that the actors take, and registers what is injected as
 * {@code DurableStates<T>}: a bean for each, with the name of the actor as its qualifier.
 * Actors have all been found when it looks. The durable actors learn of the states as
 * soon as they are there, be they the application's own.
 */
final class StateDiscovery implements BeanFactoryPostProcessor, BeanPostProcessor, BeanRegistrationAotProcessor {

	/** Of the names of beans that are {@link DurableStates}. */
	static final String PREFIX = "actorStates.";

	private final ActorDiscovery actors;

	/** By the name of the actor, in order of definition. */
	private final Map<String, DiscoveredState<?>> states = new LinkedHashMap<>();

	private volatile @Nullable DurableActors made;

	StateDiscovery(ActorDiscovery actors) {
		this.actors = actors;
	}

	/**
	 * The states that were found.
	 */
	List<DiscoveredState<?>> states() {
		return List.copyOf(this.states.values());
	}

	/**
	 * The state of an actor.
	 * @param actor its name
	 * @return {@code null} if it takes none
	 */
	@Nullable DiscoveredState<?> find(String actor) {
		return this.states.get(actor);
	}

	/**
	 * The durable actors, if somebody has asked for them yet: an actor that takes a
	 * state, or whoever gives one to the spec of an actor.
	 */
	@Nullable DurableActors made() {
		return this.made;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
		for (ActorBean<?> actor : this.actors.actors()) {
			BeanDefinition definition = factory.getMergedBeanDefinition(actor.beanName());
			try {
				discover(actor, definition, factory);
			}
			catch (ActorConfigurationException ex) {
				throw new BeanDefinitionStoreException(definition.getResourceDescription(), actor.beanName(),
						String.valueOf(ex.getMessage()), ex);
			}
		}
		checkOthers(factory);
	}

	private void discover(ActorBean<?> actor, BeanDefinition definition, ConfigurableListableBeanFactory factory) {
		StateParameter.checkFields(actor.type());
		Executable maker = maker(actor.type(), definition);
		DiscoveredState<?> state = (maker != null) ? StateParameter.find(actor, maker) : null;
		if (state != null && this.actors.isPool(actor.name())) {
			throw pool(actor.name());
		}
		if (state != null) {
			TransactionalHandlers.check(actor);
			this.states.put(actor.name(), state);
			((BeanDefinitionRegistry) factory).registerBeanDefinition(PREFIX + actor.name(),
					definition(state, factory));
		}
	}

	private static ActorConfigurationException pool(String actor) {
		return new ActorConfigurationException(
				"Actor '" + actor
						+ "' is a pool, but has a durable state, of which each of its workers would write its own",
				"Remove @Pool, or have a @KeyedActor keep the state, which the workers ask.");
	}

	private static @Nullable Executable maker(Class<?> type, BeanDefinition definition) {
		Executable method = (definition instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		return (method != null) ? method : StateParameter.constructor(type);
	}

	private static <T> BeanDefinition definition(DiscoveredState<T> state, ConfigurableListableBeanFactory factory) {
		RootBeanDefinition definition = new RootBeanDefinition(DurableStates.class);
		definition.setTargetType(ResolvableType.forClassWithGenerics(DurableStates.class, state.type().type()));
		definition.setInstanceSupplier(() -> state.states(factory.getBean(DurableActors.class)));
		definition.setAttribute(AutowireCandidateQualifier.VALUE_KEY, state.actor().name());
		definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
		return definition;
	}

	/**
	 * Beans that are made together with an actor are made late, and would fail late.
	 */
	private void checkOthers(ConfigurableListableBeanFactory factory) {
		for (String name : factory.getBeanDefinitionNames()) {
			BeanDefinition definition = factory.getMergedBeanDefinition(name);
			if (ActorScope.NAME.equals(definition.getScope()) && !this.actors.isActor(name)) {
				Class<?> type = factory.getType(name, false);
				Executable maker = (type != null) ? maker(type, definition) : null;
				if (maker != null) {
					checkOther(name, maker);
				}
			}
		}
	}

	private static void checkOther(String beanName, Executable maker) {
		for (int i = 0; i < maker.getParameterCount(); i++) {
			Class<?> type = maker.getParameterTypes()[i];
			if (type == Durable.class || type == Alarms.class) {
				throw new BeanDefinitionStoreException(null, beanName, "It takes a state",
						noActor(StateParameter.describe(MethodParameter.forExecutable(maker, i))));
			}
		}
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof DurableActors durable) {
			this.states.values().forEach((state) -> state.register(durable));
			this.made = durable;
		}
		return bean;
	}

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registered) {
		for (DiscoveredState<?> state : this.states.values()) {
			if (state.actor().beanName().equals(registered.getBeanName())) {
				return (generation, code) -> state.registerHints(generation.getRuntimeHints());
			}
		}
		return null;
	}

	/**
	 * It is needed at run time, too.
	 */
	@Override
	public boolean isBeanExcludedFromAotProcessing() {
		return false;
	}

	/**
	 * The state of an actor was asked for by somebody else.
	 * @param where in words
	 */
	static ActorConfigurationException noActor(String where) {
		return new ActorConfigurationException(where + " is for the state of an actor, but what takes it is none",
				"Durable and Alarms are for the constructor of a class with @Actor or @KeyedActor, and its handlers. Elsewhere, "
						+ "inject DurableStates of the same type to read what is written, or ask the actor.");
	}

}
