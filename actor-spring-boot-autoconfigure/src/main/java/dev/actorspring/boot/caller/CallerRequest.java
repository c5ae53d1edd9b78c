package dev.actorspring.boot.caller;

import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * What is known of the HTTP request that a message was made of. It goes along with the
 * message, and with those that its handler sends.
 *
 * @param headers the headers, not to be changed
 * @param cookies the values of the cookies by their names, as the server has read them
 * @param locale the language that the client prefers
 * @param remoteAddress the client, possibly not resolved, as far as the server knows it
 * @param principal who it is, as the server knows it
 */
public record CallerRequest(HttpHeaders headers, Map<String, List<String>> cookies, Locale locale,
		@Nullable InetSocketAddress remoteAddress, @Nullable Principal principal) {

	private static final ThreadLocal<CallerRequest> CURRENT = new ThreadLocal<>();

	/**
	 * The one that led to what the present thread does.
	 * @return {@code null} if there is none
	 */
	static @Nullable CallerRequest current() {
		return CURRENT.get();
	}

	/**
	 * Puts one in place on the present thread, or takes it away.
	 * @param request {@code null} for none
	 */
	static void set(@Nullable CallerRequest request) {
		if (request != null) {
			CURRENT.set(request);
		}
		else {
			CURRENT.remove();
		}
	}

	/**
	 * Puts this one in place on the present thread, where the sending of a message finds
	 * it.
	 * @return to be closed on the same thread
	 */
	public Scope open() {
		CallerRequest before = current();
		set(this);
		return () -> set(before);
	}

	/**
	 * A request that is in place.
	 */
	@FunctionalInterface
	public interface Scope extends AutoCloseable {

		@Override
		void close();

	}

}
