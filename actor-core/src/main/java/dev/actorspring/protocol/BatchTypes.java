package dev.actorspring.protocol;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.concurrent.CompletionStage;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import org.jspecify.annotations.Nullable;

/**
 * What a handler of batches takes and returns.
 */
final class BatchTypes {

	private BatchTypes() {
	}

	/**
	 * Whether a method handles batches.
	 * @param method the handler
	 * @return as in {@link Receive#batch()}
	 */
	static boolean isBatch(Method method) {
		return method.getAnnotation(Receive.class).batch() != 0;
	}

	/**
	 * The messages that a batch is made of.
	 * @param method the handler
	 * @param first the type of its first parameter
	 * @return the type of one
	 */
	static Type message(Method method, Type first) {
		Receive receive = method.getAnnotation(Receive.class);
		check(receive.batch() > 0, method, "has a batch of " + receive.batch(),
				"Let it take at least one message at a time, as in @Receive(batch = 100).");
		check(!receive.interleave(), method, "has a batch, and interleaves",
				"Take one of the two off: while the actor waits, messages are handled one by one.");
		Type[] arguments = (GenericTypes.raw(first) == List.class) ? GenericTypes.arguments(first, List.class) : null;
		Class<?> message = (arguments != null) ? GenericTypes.raw(arguments[0]) : null;
		if (arguments == null || message == null || !Message.class.isAssignableFrom(message)) {
			throw HandlerReader.invalid(method,
					"has a batch, but takes " + GenericTypes.describe(first) + ", which is no List of messages",
					Message.class.isAssignableFrom(GenericTypes.raw(first))
							? "Let it take a List<%s>, or take the batch off.".formatted(GenericTypes.describe(first))
							: "Let it take a List of a record that implements Message or Request.");
		}
		return arguments[0];
	}

	/**
	 * Whether something is a list of replies.
	 * @param expected the type of one
	 * @param returned what a method returns, or its stage is completed with
	 */
	static boolean isReplies(Type expected, Type returned) {
		Type one = element(returned);
		return one != null && GenericTypes.isAssignable(expected, one);
	}

	/**
	 * Whether something is a list of stages of replies.
	 * @param expected the type of one reply
	 * @param returned what a method returns
	 */
	static boolean isStages(Type expected, Type returned) {
		Type one = element(returned);
		if (one == null || !CompletionStage.class.isAssignableFrom(GenericTypes.raw(one))) {
			return false;
		}
		Type stage = (one instanceof WildcardType wildcard) ? wildcard.getUpperBounds()[0] : one;
		Type[] value = GenericTypes.arguments(stage, CompletionStage.class);
		return value == null || GenericTypes.isAssignable(expected, value[0]);
	}

	private static @Nullable Type element(Type returned) {
		if (!List.class.isAssignableFrom(GenericTypes.raw(returned))) {
			return null;
		}
		Type[] arguments = GenericTypes.arguments(returned, List.class);
		return (arguments != null) ? arguments[0] : Object.class;
	}

	private static void check(boolean valid, Method method, String problem, String action) {
		if (!valid) {
			throw HandlerReader.invalid(method, problem, action);
		}
	}

}
