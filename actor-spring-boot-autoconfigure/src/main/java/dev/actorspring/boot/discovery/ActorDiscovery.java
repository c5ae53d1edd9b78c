package dev.actorspring.boot.discovery;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorSpec;
import dev.actorspring.MailboxSpec;
import dev.actorspring.boot.aot.ActorHints;
import dev.actorspring.boot.scope.ActorBean;
import dev.actorspring.boot.scope.ActorScope;
import dev.actorspring.boot.text.Names;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.FamilyScope;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.stereotype.Pool;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanDefinitionStoreException;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * Finds the actors among the bean definitions. The definition of an actor moves to
 * another name, and its ref takes the place: so a parameter or qualifier {@code ledger}
 * means the ref of the actor {@code ledger}.
 * <p>
 * Ahead-of-time processing keeps the moved definitions and leaves out the refs, which are
 * registered again at run time. It tells a native image what is reached of an actor by
 * reflection.
 */
public final class ActorDiscovery implements BeanDefinitionRegistryPostProcessor, BeanRegistrationAotProcessor {

	private static final String TARGET_PREFIX = "actorTarget.";

	private final ActorScope scope = new ActorScope();

	private final List<DiscoveredActor<?>> actors = new ArrayList<>();

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	/**
	 * The actors that were found and are made of their beans.
	 * @return in order of definition
	 */
	public List<ActorBean<?>> actors() {
		List<ActorBean<?>> beans = new ArrayList<>();
		this.actors.stream().map(DiscoveredActor::bean).filter((bean) -> !isReplaced(bean)).forEach(beans::add);
		return beans;
	}

	/**
	 * Whether a bean is an actor, be it made or replaced.
	 * @param beanName the name of the bean
	 * @return {@code true} if it is
	 */
	public boolean isActor(String beanName) {
		return this.actors.stream().anyMatch((actor) -> actor.bean().beanName().equals(beanName));
	}

	/**
	 * Whether an actor says that it has several workers.
	 * @param name its name
	 * @return {@code false} also if there is none of that name
	 */
	public boolean isPool(String name) {
		return this.actors.stream().anyMatch((actor) -> actor.isPool() && actor.bean().name().equals(name));
	}

	private boolean isReplaced(ActorBean<?> bean) {
		return this.beanFactory != null && this.beanFactory.getBeanProvider(ReplacedActors.class, false)
			.stream()
			.anyMatch((replaced) -> replaced.contains(bean.name(), bean.type()));
	}

	/**
	 * Describes the actors that were found.
	 * @param defaultMailbox their mailboxes where the code does not say
	 * @return a spec for each, in order of definition
	 */
	public List<ActorSpec<?>> specs(MailboxSpec defaultMailbox) {
		List<ActorSpec<?>> specs = new ArrayList<>();
		for (DiscoveredActor<?> actor : this.actors) {
			specs.add(spec(actor, defaultMailbox));
		}
		return specs;
	}

	private <A> ActorSpec<A> spec(DiscoveredActor<A> actor, MailboxSpec defaultMailbox) {
		if (this.beanFactory == null) {
			throw new IllegalStateException("Actors have not been looked for yet");
		}
		return actor.toSpec(this.scope.factory(actor.bean(), this.beanFactory), defaultMailbox);
	}

	/**
	 * Which actors and keyed families say that they are spread over the nodes of a
	 * cluster.
	 * @return their names
	 */
	public Set<String> clusteredActors() {
		Set<String> names = new LinkedHashSet<>();
		for (DiscoveredActor<?> actor : this.actors) {
			if (actor.scope() == FamilyScope.CLUSTER) {
				names.add(actor.bean().name());
			}
		}
		return names;
	}

	/**
	 * Checks that the actors can be made, without making any.
	 */
	void checkBeans() {
		if (this.beanFactory instanceof DefaultListableBeanFactory factory) {
			actors().forEach((actor) -> new BeanCheck(factory, this.scope, actor).run());
		}
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (!(registry instanceof ConfigurableListableBeanFactory factory)) {
			throw new IllegalStateException("Actors need a registry that is a bean factory, not " + registry);
		}
		this.beanFactory = factory;
		ActorRefRegistrar refs = new ActorRefRegistrar(registry, factory);
		for (String beanName : registry.getBeanDefinitionNames()) {
			BeanDefinition definition = registry.getBeanDefinition(beanName);
			Class<?> type = type(beanName, factory);
			if (type != null) {
				try {
					discover(beanName, definition, type, registry, refs);
				}
				catch (ActorConfigurationException ex) {
					throw new BeanDefinitionStoreException(definition.getResourceDescription(), beanName,
							String.valueOf(ex.getMessage()), ex);
				}
			}
		}
	}

	private static @Nullable Class<?> type(String beanName, ConfigurableListableBeanFactory factory) {
		try {
			return factory.getType(beanName, false);
		}
		catch (BeansException | LinkageError ex) {
			// Of a bean that may never be asked for. If it is an actor, its creation
			// fails.
			return null;
		}
	}

	private void discover(String beanName, BeanDefinition definition, Class<?> type, BeanDefinitionRegistry registry,
			ActorRefRegistrar refs) {
		Method factoryMethod = factoryMethod(beanName, definition);
		UndiscoveredActors.checkScope(beanName, definition, type, factoryMethod);
		if (factoryMethod == null && definition instanceof AnnotatedBeanDefinition annotated) {
			UndiscoveredActors.checkMethods(annotated);
		}
		if (!ActorScope.NAME.equals(definition.getScope())) {
			return;
		}
		DiscoveredActor<?> actor = actor(beanName, type, factoryMethod);
		if (actor == null) {
			AnnotationCheck.scoped(beanName, type);
			return;
		}
		AnnotationCheck.actor(actor.bean(), factoryMethod);
		register(actor, beanName, definition, registry, refs, factoryMethod);
	}

	private void register(DiscoveredActor<?> actor, String beanName, BeanDefinition definition,
			BeanDefinitionRegistry registry, ActorRefRegistrar refs, @Nullable Method factoryMethod) {
		String targetName = actor.bean().beanName();
		if (!targetName.equals(beanName)) {
			registry.removeBeanDefinition(beanName);
			registry.registerBeanDefinition(targetName, definition);
		}
		// A proxy that only implements interfaces would have no handlers.
		definition.setAttribute(AutoProxyUtils.PRESERVE_TARGET_CLASS_ATTRIBUTE, true);
		this.actors.add(actor);
		this.scope.register(actor.bean());
		refs.register(actor.bean(), withoutPrefix(targetName), definition, factoryMethod);
	}

	private static @Nullable DiscoveredActor<?> actor(String beanName, Class<?> type, @Nullable Method factoryMethod) {
		if (factoryMethod != null && annotation(factoryMethod).isPresent()) {
			return discovered(beanName, withoutPrefix(beanName), type, factoryMethod);
		}
		return annotation(type).isPresent() ? discovered(beanName, type.getSimpleName(), type, type) : null;
	}

	private static <A> DiscoveredActor<A> discovered(String beanName, String defaultName, Class<A> type,
			AnnotatedElement annotated) {
		MergedAnnotation<?> annotation = annotation(annotated);
		String name = annotation.getString(MergedAnnotation.VALUE);
		ActorBean<A> bean = new ActorBean<>(name.isEmpty() ? Names.kebabCase(defaultName) : name,
				TARGET_PREFIX + withoutPrefix(beanName), type, annotation.getType() == KeyedActor.class);
		return new DiscoveredActor<>(bean, annotation, MergedAnnotations.from(annotated).get(Pool.class));
	}

	private static MergedAnnotation<?> annotation(AnnotatedElement element) {
		MergedAnnotations annotations = MergedAnnotations.from(element);
		MergedAnnotation<?> keyed = annotations.get(KeyedActor.class);
		return keyed.isPresent() ? keyed : annotations.get(Actor.class);
	}

	private @Nullable Method factoryMethod(String beanName, BeanDefinition definition) {
		if (this.beanFactory == null || definition.isAbstract()) {
			return null;
		}
		return (this.beanFactory.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition merged)
				? merged.getResolvedFactoryMethod() : null;
	}

	private static String withoutPrefix(String beanName) {
		return beanName.startsWith(TARGET_PREFIX) ? beanName.substring(TARGET_PREFIX.length()) : beanName;
	}

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registered) {
		for (DiscoveredActor<?> actor : this.actors) {
			if (actor.bean().beanName().equals(registered.getBeanName())) {
				return (generation, code) -> ActorHints.register(generation.getRuntimeHints(), actor.bean().type());
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

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
		factory.registerScope(ActorScope.NAME, this.scope);
		// Not a proxy, as a serializable factory would be: the context itself.
		factory.registerResolvableDependency(ActorContext.class, (ObjectFactory<Object>) this.scope::context);
	}

}
