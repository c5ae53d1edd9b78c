package dev.actorspring.boot.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.actorspring.boot.http.RouteDescription;
import dev.actorspring.boot.http.RouteDescriptions;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.Paths;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.properties.SpringDocConfigProperties;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.AntPathMatcher;

/**
 * Adds an operation for each route to an actor. What the document already has, it leaves
 * as it is.
 */
final class ActorOpenApiCustomizer implements OpenApiCustomizer {

	private final AntPathMatcher matcher = new AntPathMatcher();

	private final RouteDescriptions routes;

	private final SpringDocConfigProperties properties;

	ActorOpenApiCustomizer(RouteDescriptions routes, SpringDocConfigProperties properties) {
		this.routes = routes;
		this.properties = properties;
	}

	@Override
	public void customise(OpenAPI api) {
		if (api.getComponents() == null) {
			api.setComponents(new Components());
		}
		if (api.getPaths() == null) {
			api.setPaths(new Paths());
		}
		Schemas schemas = new Schemas(api.getComponents(), this.properties.isOpenapi31(), this.routes::jsonNames);
		Operations operations = new Operations(schemas, new Problems(api.getComponents(), schemas),
				OperationIds.of(api.getPaths()), this.routes::jsonNames);
		PathItems items = new PathItems(api.getPaths());
		for (RouteDescription route : this.routes.routes()) {
			if (isShown(route)) {
				HttpMethod method = HttpMethod.valueOf(route.method().name().toUpperCase(Locale.ROOT));
				PathItems.Place place = items.at(route);
				PathItem item = place.item();
				if (!item.readOperationsMap().containsKey(method)) {
					item.operation(method, operations.of(route, place.names()));
				}
			}
		}
	}

	private boolean isShown(RouteDescription route) {
		List<String> wanted = orEmpty(this.properties.getPathsToMatch());
		return (wanted.isEmpty() || matches(wanted, route.path()))
				&& !matches(orEmpty(this.properties.getPathsToExclude()), route.path())
				&& !AnnotatedElementUtils.hasAnnotation(route.handler().method(), Hidden.class)
				&& !AnnotatedElementUtils.hasAnnotation(route.handler().method().getDeclaringClass(), Hidden.class);
	}

	private boolean matches(List<String> patterns, String path) {
		return patterns.stream().anyMatch((pattern) -> this.matcher.match(pattern, path));
	}

	private static List<String> orEmpty(@Nullable List<String> list) {
		return Objects.requireNonNullElse(list, List.of());
	}

}
