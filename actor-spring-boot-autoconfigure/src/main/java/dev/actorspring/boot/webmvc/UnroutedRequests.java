package dev.actorspring.boot.webmvc;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.actorspring.boot.http.HttpAnswer;
import dev.actorspring.boot.http.UnroutedAnswers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Answers the requests below our paths that nobody has taken: 404, or 405 where another
 * method would have led to an actor. Everything else is left to the application's own
 * error handling.
 * <p>
 * A mapping of our own would not do: before Spring's it hides the static files below our
 * paths, after it it is never asked about the other methods of a path that a controller
 * has, too.
 */
final class UnroutedRequests implements HandlerExceptionResolver {

	private final UnroutedAnswers answers;

	private final ActorRouterFunction routes;

	UnroutedRequests(UnroutedAnswers answers, ActorRouterFunction routes) {
		this.answers = answers;
		this.routes = routes;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception failure) {
		if (response.isCommitted() || !isUnrouted(handler)) {
			return null;
		}
		if (failure instanceof IllegalArgumentException && isWildcard(request.getContentType())) {
			return refuseWildcard(request, response);
		}
		return answer(request, failure).map((answer) -> write(answer, request, response)).orElse(null);
	}

	/**
	 * Other mappings, such as that of Actuator, read the headers of every request before
	 * they look at its path, and fail at what we would have refused ourselves.
	 */
	private Optional<HttpAnswer> answer(HttpServletRequest request, Exception failure) {
		PathContainer path = ActorRouterFunction.path(request).pathWithinApplication();
		String sent = request.getRequestURI();
		return switch (failure) {
			case HttpRequestMethodNotSupportedException ex -> this.answers.methodNotAllowed(path, sent, methods(ex));
			case HttpMediaTypeNotAcceptableException ex -> this.answers.notAcceptable(path, sent);
			case HttpMediaTypeNotSupportedException ex -> this.answers.unsupportedMediaType(path, sent);
			// All forms are parsed before anybody has looked for a route. One that is too
			// large may be meant for a controller below our paths, which has a say then.
			case MaxUploadSizeExceededException ex ->
				this.routes.takes(request) ? this.answers.unsupportedMediaType(path, sent) : Optional.empty();
			case MultipartException ex -> this.answers.unsupportedMediaType(path, sent);
			case InvalidMediaTypeException ex -> this.answers.unsupportedMediaType(path, sent);
			case InvalidMimeTypeException ex -> this.answers.notAcceptable(path, sent);
			case NoResourceFoundException ex -> this.answers.notFound(path, sent);
			case NoHandlerFoundException ex -> this.answers.notFound(path, sent);
			default -> Optional.empty();
		};
	}

	/**
	 * Where there are functional routes, such as ours, Spring adds an encoding to the
	 * content type of each request, and fails if it cannot have one; so it would at an
	 * error page, too.
	 */
	private ModelAndView refuseWildcard(HttpServletRequest request, HttpServletResponse response) {
		PathContainer path = ActorRouterFunction.path(request).pathWithinApplication();
		return this.answers.unsupportedMediaType(path, request.getRequestURI())
			.map((answer) -> write(answer, request, response))
			.orElseGet(() -> {
				response.setStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE.value());
				return new ModelAndView();
			});
	}

	private static boolean isWildcard(@Nullable String contentType) {
		try {
			return contentType != null && !MediaType.parseMediaType(contentType).isConcrete();
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	private static List<String> methods(HttpRequestMethodNotSupportedException failure) {
		String[] supported = failure.getSupportedMethods();
		return (supported != null) ? Arrays.asList(supported) : List.of();
	}

	private static ModelAndView write(HttpAnswer answer, HttpServletRequest request, HttpServletResponse response) {
		if (HttpMethod.OPTIONS.matches(request.getMethod()) && answer.status() == HttpStatus.METHOD_NOT_ALLOWED) {
			response.setStatus(HttpStatus.OK.value());
			ReadyResponse.addHeaders(answer.headers(), response);
		}
		else {
			ReadyResponse.writeUnlessGone(answer, request, response);
		}
		return new ModelAndView();
	}

	/**
	 * Whether there was no handler, as opposed to one that refuses the request itself.
	 */
	private static boolean isUnrouted(@Nullable Object handler) {
		return handler == null || handler instanceof ResourceHttpRequestHandler;
	}

}
