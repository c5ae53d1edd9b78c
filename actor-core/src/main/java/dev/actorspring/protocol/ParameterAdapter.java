package dev.actorspring.protocol;

import java.lang.reflect.Parameter;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Lets handlers take parameters besides the message and the
 * {@link dev.actorspring.ActorContext}: what comes along with a message instead of being
 * part of it, such as who has sent it.
 */
@FunctionalInterface
public interface ParameterAdapter {

	/**
	 * Finds out how a parameter gets its values.
	 * @param parameter a parameter of a handler
	 * @return called before each call of the handler, on its thread, with the context of
	 * the sender in place; what it throws counts as thrown by the handler, and a
	 * {@link HandlerRefusedException} is an answer. {@code null} if the parameter is not
	 * known
	 * @throws dev.actorspring.ActorConfigurationException if it is known and cannot work
	 */
	@Nullable Supplier<? extends @Nullable Object> adapt(Parameter parameter);

}
