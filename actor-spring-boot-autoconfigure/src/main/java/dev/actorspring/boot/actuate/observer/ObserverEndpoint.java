package dev.actorspring.boot.actuate.observer;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.core.io.Resource;

/**
 * Serves the observer page and the files that belong to it. The page asks the endpoint
 * {@code actors} for all that it shows.
 */
@WebEndpoint(id = "observer")
public class ObserverEndpoint {

	private final WebEndpointsSupplier endpoints;

	/**
	 * Creates the endpoint.
	 * @param endpoints all that are exposed, this one among them
	 */
	public ObserverEndpoint(WebEndpointsSupplier endpoints) {
		this.endpoints = endpoints;
	}

	/**
	 * The page. What it links to is relative to its own address.
	 * @return the HTML
	 */
	@ReadOperation(produces = "text/html")
	public WebEndpointResponse<String> page() {
		return new WebEndpointResponse<>(ObserverPage.render(PageLinks.among(this.endpoints.getEndpoints())),
				ObserverPage.TYPE);
	}

	/**
	 * A file that the page needs.
	 * @param file its name, without folders
	 * @return the file, or {@code null} if the page has none of that name
	 */
	@ReadOperation(produces = { "text/javascript", "text/css", "image/svg+xml" })
	public @Nullable WebEndpointResponse<Resource> file(@Selector String file) {
		ObserverFile found = ObserverFile.named(file);
		return (found != null) ? new WebEndpointResponse<>(found.resource(), found.type()) : null;
	}

}
