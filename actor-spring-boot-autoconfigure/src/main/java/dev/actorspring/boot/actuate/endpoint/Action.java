package dev.actorspring.boot.actuate.endpoint;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import dev.actorspring.boot.text.Names;
import dev.actorspring.system.NodeOperations;
import org.jspecify.annotations.Nullable;

/**
 * What can be done to a node.
 */
enum Action {

	RESTART(NodeOperations::restart), TERMINATE(NodeOperations::terminate), KILL(NodeOperations::kill),
	START(NodeOperations::start), DISABLE(NodeOperations::disable), ENABLE(NodeOperations::enable),
	PASSIVATE(NodeOperations::passivate),

	/**
	 * Has a size besides.
	 */
	RESIZE((operations) -> CompletableFuture.failedFuture(new IllegalArgumentException("There is no size")));

	private final Function<NodeOperations, CompletableFuture<Void>> operation;

	Action(Function<NodeOperations, CompletableFuture<Void>> operation) {
		this.operation = operation;
	}

	/**
	 * Finds an action.
	 * @param name its name, in lower case
	 * @return the action, or {@code null} if there is none of that name
	 */
	static @Nullable Action of(String name) {
		return Arrays.stream(values()).filter((action) -> Names.label(action).equals(name)).findFirst().orElse(null);
	}

	static List<String> names() {
		return Arrays.stream(values()).map(Names::label).toList();
	}

	CompletableFuture<Void> apply(NodeOperations operations) {
		return this.operation.apply(operations);
	}

}
