package dev.actorspring.boot.openapi;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import dev.actorspring.boot.text.Names;
import dev.actorspring.boot.http.RouteDescription;
import dev.actorspring.protocol.Handler;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;

import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_NDJSON_VALUE;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

/**
 * Describes routes as operations.
 */
final class Operations {

	private static final String PREFER = "Prefer";

	private final Schemas schemas;

	private final Problems problems;

	private final OperationIds ids;

	private final Inputs inputs;

	Operations(Schemas schemas, Problems problems, OperationIds ids,
			Function<Class<?>, Map<String, String>> jsonNames) {
		this.schemas = schemas;
		this.problems = problems;
		this.ids = ids;
		this.inputs = new Inputs(schemas, jsonNames);
	}

	/**
	 * Describes a route.
	 * @param pathNames the names of the path's variables in the document, by those in the
	 * route
	 */
	Operation of(RouteDescription route, Map<String, String> pathNames) {
		Operation operation = new Operation().addTagsItem(route.actor()).operationId(this.ids.take(route));
		describe(operation, route.handler());
		this.inputs.add(operation, route, pathNames);
		if (route.handler().replyType() != null) {
			operation.addParametersItem(prefer(route));
		}
		operation.responses(responses(route));
		return operation;
	}

	private static void describe(Operation operation, Handler handler) {
		Method method = handler.method();
		operation.summary(Names.phrase(handler.messageType()));
		io.swagger.v3.oas.annotations.Operation said = AnnotatedElementUtils.findMergedAnnotation(method,
				io.swagger.v3.oas.annotations.Operation.class);
		if (said != null && !said.summary().isEmpty()) {
			operation.summary(said.summary());
		}
		if (said != null && !said.description().isEmpty()) {
			operation.description(said.description());
		}
		if (method.isAnnotationPresent(Deprecated.class) || (said != null && said.deprecated())) {
			operation.deprecated(true);
		}
	}

	private HeaderParameter prefer(RouteDescription route) {
		String async = isAsynchronous(route) ? "; respond-async: do not wait at all" : "";
		HeaderParameter parameter = new HeaderParameter();
		parameter.name(PREFER)
			.required(false)
			.description("How long to wait for the reply (RFC 7240). wait=N: at most N seconds" + async)
			.schema(this.schemas.string())
			.example("wait=2");
		return parameter;
	}

	private ApiResponses responses(RouteDescription route) {
		Map<String, ApiResponse> all = new TreeMap<>(this.problems.of(route));
		if (isAsynchronous(route)) {
			all.put(code(HttpStatus.ACCEPTED),
					applied(new ApiResponse().description("Accepted, as Prefer: respond-async asked for")));
		}
		all.put(code(route.success()), success(route));
		ApiResponses responses = new ApiResponses();
		all.forEach(responses::addApiResponse);
		return responses;
	}

	private ApiResponse success(RouteDescription route) {
		Type reply = route.handler().replyType();
		if (reply == null) {
			return new ApiResponse().description("Accepted");
		}
		ApiResponse response = applied(new ApiResponse().description("The reply"));
		if (route.isNothing()) {
			return response.description("Done");
		}
		if (route.handler().stream() != null) {
			return response.description("The items, one for each event or line").content(stream(reply));
		}
		ResolvableType type = ResolvableType.forType(reply);
		Type value = (type.toClass() == Optional.class) ? type.getGeneric().getType() : reply;
		return response.content(content(APPLICATION_JSON_VALUE, this.schemas.of(value)));
	}

	private Content stream(Type reply) {
		Schema<?> items = this.schemas.list(this.schemas.of(ResolvableType.forType(reply).getGeneric().getType()));
		Content content = content(TEXT_EVENT_STREAM_VALUE, items);
		return content.addMediaType(APPLICATION_NDJSON_VALUE, new MediaType().schema(items));
	}

	private ApiResponse applied(ApiResponse response) {
		return response.addHeaderObject("Preference-Applied",
				new Header().description("what of Prefer was heeded").schema(this.schemas.string()));
	}

	private static Content content(String type, Schema<?> schema) {
		return new Content().addMediaType(type, new MediaType().schema(schema));
	}

	/**
	 * Whether it can be asked for without waiting: a query cannot.
	 */
	private static boolean isAsynchronous(RouteDescription route) {
		return route.handler().replyType() != null && !route.method().equals(HttpMethod.GET)
				&& route.handler().stream() == null;
	}

	private static String code(HttpStatus status) {
		return Integer.toString(status.value());
	}

}
