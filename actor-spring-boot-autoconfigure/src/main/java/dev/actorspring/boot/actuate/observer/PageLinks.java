package dev.actorspring.boot.actuate.observer;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;

/**
 * The links to what the page needs, relative to its own address. So that it works with
 * any base path, port and proxy, nothing here starts with a slash.
 *
 * @param files the folder of the page's files
 * @param actors the endpoint {@code actors}, or {@code null} if it is not exposed
 * @param cluster the endpoint {@code actorcluster}, or {@code null} if it is not exposed
 * @param topics the endpoint {@code actortopics}, or {@code null} if it is not exposed
 * @param writable whether access allows its write operations
 */
record PageLinks(String files, @Nullable String actors, @Nullable String cluster, @Nullable String topics,
		boolean writable) {

	private static final EndpointId OBSERVER = EndpointId.of("observer");

	private static final EndpointId ACTORS = EndpointId.of("actors");

	private static final EndpointId CLUSTER = EndpointId.of("actorcluster");

	private static final EndpointId TOPICS = EndpointId.of("actortopics");

	/**
	 * Looks around.
	 * @param endpoints those that are exposed, with only the operations that access
	 * allows
	 */
	static PageLinks among(Collection<ExposableWebEndpoint> endpoints) {
		ExposableWebEndpoint observer = find(endpoints, OBSERVER);
		String page = (observer != null) ? observer.getRootPath() : OBSERVER.toString();
		ExposableWebEndpoint actors = find(endpoints, ACTORS);
		boolean writable = actors != null
				&& actors.getOperations().stream().anyMatch((operation) -> operation.getType() == OperationType.WRITE);
		return new PageLinks(RelativePath.between(page, page), link(page, actors), link(page, find(endpoints, CLUSTER)),
				link(page, find(endpoints, TOPICS)), writable);
	}

	private static @Nullable String link(String page, @Nullable ExposableWebEndpoint endpoint) {
		return (endpoint != null) ? RelativePath.between(page, endpoint.getRootPath()) : null;
	}

	private static @Nullable ExposableWebEndpoint find(Collection<ExposableWebEndpoint> endpoints, EndpointId id) {
		return endpoints.stream().filter((endpoint) -> endpoint.getEndpointId().equals(id)).findFirst().orElse(null);
	}

}
