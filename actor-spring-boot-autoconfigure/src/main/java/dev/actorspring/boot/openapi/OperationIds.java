package dev.actorspring.boot.openapi;

import java.util.HashSet;
import java.util.Set;

import dev.actorspring.boot.text.Names;
import dev.actorspring.boot.http.RouteDescription;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;

/**
 * The ids of operations, no two the same in a document.
 */
final class OperationIds {

	private final Set<String> taken = new HashSet<>();

	private OperationIds() {
	}

	static OperationIds of(Paths paths) {
		OperationIds ids = new OperationIds();
		for (PathItem item : paths.values()) {
			for (Operation operation : item.readOperations()) {
				ids.taken.add(String.valueOf(operation.getOperationId()));
			}
		}
		return ids;
	}

	/**
	 * Takes a name of actor and message, as in {@code cardGatewayAuthorize}.
	 */
	String take(RouteDescription route) {
		return take(Names.identifier(route.actor()) + route.handler().messageType().getSimpleName());
	}

	String take(String wanted) {
		String id = wanted;
		for (int i = 1; !this.taken.add(id); i++) {
			id = wanted + "_" + i;
		}
		return id;
	}

}
