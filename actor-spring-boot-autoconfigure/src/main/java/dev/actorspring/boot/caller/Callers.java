package dev.actorspring.boot.caller;

import java.security.Principal;
import java.util.function.Supplier;

import dev.actorspring.boot.context.ClusterContext;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;

/**
 * Knows who has sent the message that the present thread handles or is about to send. To
 * other nodes go the name and what the caller is allowed to, and nothing else.
 */
interface Callers extends ClusterContext {

	/**
	 * The name of the caller, on the way to another node.
	 */
	String NAME = "caller";

	/**
	 * Who it is.
	 * @return {@code null} if that is not known
	 */
	@Nullable Principal principal();

	/**
	 * How a parameter that is about the caller in another way gets its values.
	 * @param parameter the parameter, inside of an {@code Optional}
	 * @return {@code null} if it is another one
	 */
	@Nullable Supplier<? extends @Nullable Object> of(MethodParameter parameter);

}
