package dev.actorspring.test;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import org.jspecify.annotations.Nullable;

/**
 * Starts actors of which only the class is given, with what their constructors take.
 */
final class ActorClasses {

	private @Nullable TestActors actors;

	/**
	 * Sets whose refs they get. Before they are started.
	 */
	void within(TestActors started) {
		this.actors = started;
	}

	/**
	 * How to start one.
	 * @param <A> the actor class
	 * @param type the class
	 * @throws ActorConfigurationException if nobody knows how to make one
	 */
	<A> ActorSpec<A> spec(Class<A> type) {
		Constructor<A> constructor = constructor(type);
		for (Parameter parameter : constructor.getParameters()) {
			check(type, parameter);
		}
		constructor.setAccessible(true);
		return ActorSpec.of(name(type), type, (context) -> create(constructor, context));
	}

	private static String name(Class<?> type) {
		String name = type.getSimpleName();
		return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
	}

	@SuppressWarnings("unchecked") // its own
	private static <A> Constructor<A> constructor(Class<A> type) {
		Constructor<?>[] all = type.getDeclaredConstructors();
		if (all.length != 1) {
			throw new ActorConfigurationException(type.getName() + " has " + all.length + " constructors",
					"Leave one, or start it with ActorSpec.of and a factory.");
		}
		return (Constructor<A>) all[0];
	}

	private static void check(Class<?> type, Parameter parameter) {
		Class<?> raw = parameter.getType();
		boolean known = raw == ActorContext.class || raw == Clock.class
				|| (raw == ActorRef.class && argument(parameter.getParameterizedType()) != null);
		if (!known) {
			throw new ActorConfigurationException(
					"The constructor of " + type.getName() + " takes " + parameter.getParameterizedType().getTypeName()
							+ ", and a test knows only ActorContext, Clock and ActorRef<…>",
					"Start it with ActorSpec.of and a factory, or test it in Spring with @ActorTest.");
		}
	}

	private static @Nullable Class<?> argument(Type type) {
		return (type instanceof ParameterizedType generic
				&& generic.getActualTypeArguments()[0] instanceof Class<?> its) ? its : null;
	}

	private <A> A create(Constructor<A> constructor, ActorContext<A> context) throws Exception {
		Object[] arguments = Arrays.stream(constructor.getParameters())
			.map((parameter) -> argument(parameter, context))
			.toArray();
		try {
			return constructor.newInstance(arguments);
		}
		catch (InvocationTargetException ex) {
			switch (ex.getCause()) {
				case Exception cause -> throw cause;
				case Error cause -> throw cause;
				case null, default -> throw ex;
			}
		}
	}

	private Object argument(Parameter parameter, ActorContext<?> context) {
		TestActors others = Objects.requireNonNull(this.actors);
		Class<?> raw = parameter.getType();
		if (raw == ActorContext.class) {
			return context;
		}
		if (raw == Clock.class) {
			return others.clock();
		}
		Class<?> target = Objects.requireNonNull(argument(parameter.getParameterizedType()));
		return others.actor(target);
	}

	/**
	 * How to start several.
	 */
	Stream<ActorSpec<?>> specs(Class<?>... types) {
		return Arrays.stream(types).map(this::spec);
	}

}
