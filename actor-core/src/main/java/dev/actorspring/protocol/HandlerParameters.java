package dev.actorspring.protocol;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one handler: the message, then an {@link ActorContext} if it wants
 * one, what adapters know, and where it goes on if it may be suspended.
 */
final class HandlerParameters {

	private static final MethodType HANDLE_TYPE = MethodType.methodType(Object.class, Object.class, Object.class,
			ActorContext.class);

	private static final MethodHandle GET = find(Supplier.class, "get", MethodType.methodType(Object.class));

	private static final MethodHandle RUN;

	static {
		try {
			RUN = MethodHandles.lookup()
				.findStatic(HandlerParameters.class, "run", MethodType.methodType(Object.class, LanguageAdapter.class,
						MethodHandle.class, Object.class, Object.class, ActorContext.class));
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final Class<?> actor;

	private final Method method;

	private final Parameter[] parameters;

	/** Of those that adapters know, at their places. */
	private final @Nullable Supplier<? extends @Nullable Object>[] values;

	private final @Nullable LanguageAdapter language;

	/**
	 * Reads and checks the parameters.
	 * @param actor the actor class
	 * @param method the handler
	 * @param adapters know further parameters
	 * @throws ActorConfigurationException if one is not known
	 */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	HandlerParameters(Class<?> actor, Method method, HandlerAdapters adapters) {
		this.actor = actor;
		this.method = method;
		this.parameters = method.getParameters();
		this.values = new Supplier[this.parameters.length];
		boolean batch = BatchTypes.isBatch(method);
		if (!batch) {
			checkMessage();
		}
		this.language = adapters.languages()
			.stream()
			.filter((each) -> each.continuation() == this.parameters[this.parameters.length - 1].getType())
			.findFirst()
			.orElse(null);
		int contexts = 0;
		for (int i = 1; i < this.parameters.length - ((this.language != null) ? 1 : 0); i++) {
			Parameter parameter = this.parameters[i];
			if (parameter.getType() == ActorContext.class) {
				check(++contexts == 1, "takes more than one ActorContext", "Let it take one.");
				checkContext(i);
				continue;
			}
			check(!batch, "takes something besides the messages of a batch, " + parameter.getType().getSimpleName(),
					"Let it take the messages and, if needed, the ActorContext: they are of many senders, "
							+ "so nothing else comes along with all of them. Put it into the message.");
			this.values[i] = adapters.parameters()
				.stream()
				.<Supplier<? extends @Nullable Object>>map((each) -> each.adapt(parameter))
				.filter((value) -> value != null)
				.findFirst()
				.orElse(null);
			check(this.values[i] != null || !parameter.getType().getName().equals("kotlin.coroutines.Continuation"),
					"is a suspend function", "Add actor-kotlin, or, without Spring, a languageAdapter for it.");
			check(this.values[i] != null, "takes something besides the message, " + parameter.getType().getSimpleName(),
					adapters.parameters().isEmpty()
							? "Let it take the message and, if needed, the ActorContext; inject "
									+ "everything else into the constructor."
							: "Let it take the message and, if needed, the ActorContext and what comes along with a "
									+ "message; put other data into the message, and inject everything else into "
									+ "the constructor.");
		}
	}

	private void checkMessage() {
		String type = this.actor.getSimpleName();
		check(this.parameters.length > 0, "takes no message",
				"Let it take a record that implements Message<%1$s> or Request<%1$s, ...>.".formatted(type));
		Class<?> first = this.parameters[0].getType();
		check(first != ActorContext.class, "does not take a message first",
				"Let it take the message first, and then the ActorContext.");
		check(first != List.class, "takes a List, which is no message",
				"To take several messages at once say how many: @Receive(batch = 100).");
		check(Message.class.isAssignableFrom(first), "takes " + first.getSimpleName() + ", which is no message",
				(first.isRecord() ? "Let %2$s implement Message<%1$s> or Request<%1$s, ...>."
						: "Let it take a record that implements Message<%1$s> or Request<%1$s, ...>.")
					.formatted(type, first.getSimpleName()));
	}

	private void checkContext(int index) {
		Type[] context = GenericTypes.arguments(this.method.getGenericParameterTypes()[index], ActorContext.class);
		check(context == null || GenericTypes.raw(context[0]).isAssignableFrom(this.actor),
				"takes the ActorContext of another actor class, "
						+ ((context != null) ? GenericTypes.raw(context[0]).getName() : ""),
				"Let it take an ActorContext<" + this.actor.getSimpleName() + ">.");
	}

	/**
	 * What the method returns in the end.
	 */
	Type returned() {
		Type[] generic = this.method.getGenericParameterTypes();
		return (this.language != null) ? this.language.returned(generic[generic.length - 1])
				: this.method.getGenericReturnType();
	}

	/**
	 * What each parameter gets, as far as that comes along with a message.
	 * @return with {@code null} at the place of each other parameter
	 */
	List<@Nullable Supplier<? extends @Nullable Object>> values() {
		return Arrays.asList(this.values);
	}

	/**
	 * Calls the method and gives it all it takes.
	 * @param unit what it returns though it returns nothing, or {@code null}
	 * @return of type {@code (Object, Object, ActorContext)Object}: the instance, the
	 * message and the context
	 */
	MethodHandle handle(@Nullable Object unit) {
		MethodHandle handle;
		try {
			handle = MethodHandles.privateLookupIn(this.method.getDeclaringClass(), MethodHandles.lookup())
				.unreflect(this.method);
		}
		catch (IllegalAccessException ex) {
			throw new ActorConfigurationException("Handler " + this.method + " is not accessible",
					"If the application is a module, open the package "
							+ this.method.getDeclaringClass().getPackageName() + " to the module of actor-core.",
					ex);
		}
		// From the last one, so that those before keep their places.
		for (int i = this.parameters.length - 1; i > 0; i--) {
			Supplier<? extends @Nullable Object> value = this.values[i];
			if (value != null) {
				MethodHandle get = GET.bindTo(value).asType(MethodType.methodType(this.parameters[i].getType()));
				handle = MethodHandles.collectArguments(handle, i + 1, get);
			}
		}
		if (Arrays.stream(this.parameters).noneMatch((each) -> each.getType() == ActorContext.class)) {
			handle = MethodHandles.dropArguments(handle, 2, ActorContext.class);
		}
		if (unit != null) {
			handle = MethodHandles.filterReturnValue(handle, MethodHandles.constant(Object.class, unit));
		}
		if (this.language == null) {
			return handle.asType(HANDLE_TYPE);
		}
		MethodHandle suspendable = handle.asType(HANDLE_TYPE.appendParameterTypes(Object.class));
		return MethodHandles.insertArguments(RUN, 0, this.language, suspendable);
	}

	private static @Nullable Object run(LanguageAdapter language, MethodHandle function, Object actor, Object message,
			ActorContext<?> context) throws Throwable {
		return language.run(context,
				(continuation) -> (Object) function.invokeExact(actor, message, context, continuation));
	}

	private static MethodHandle find(Class<?> type, String name, MethodType signature) {
		try {
			return MethodHandles.publicLookup().findVirtual(type, name, signature);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private void check(boolean valid, String problem, String action) {
		if (!valid) {
			throw HandlerReader.invalid(this.method, problem, action);
		}
	}

}
