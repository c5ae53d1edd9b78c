package dev.actorspring.durable.codec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.actorspring.ActorConfigurationException;
import tools.jackson.core.JacksonException;

/**
 * A type of requests that can be compared without being kept. Thread-safe.
 */
public final class RequestType {

	private final Class<?> type;

	private final String key;

	private final RecordShape shape;

	private RequestType(Class<?> type, String key, RecordShape shape) {
		this.type = type;
		this.key = key;
		this.shape = shape;
	}

	/**
	 * Examines a type.
	 * @param type a record
	 * @param key the component that is not compared
	 * @return how it is compared
	 * @throws ActorConfigurationException if it holds what cannot be compared
	 */
	public static RequestType of(Class<?> type, String key) {
		return new RequestType(type, key, new Shapes().ofRequest(type));
	}

	/**
	 * Makes a fingerprint. Equal requests have the same, others hardly ever. A component
	 * without a value leaves no mark, so that one can be added.
	 * @param request the request
	 * @return of 64 characters
	 * @throws IllegalArgumentException if it holds what cannot be compared; the message
	 * says where
	 */
	public String fingerprint(Object request) {
		String name = this.type.getSimpleName();
		try {
			String json = Output.of((output) -> this.shape.writePresent(output, request, name, this.key));
			return HexFormat.of().formatHex(sha256().digest(json.getBytes(StandardCharsets.UTF_8)));
		}
		catch (MisfitException ex) {
			throw new IllegalArgumentException("A " + name + " cannot be compared: " + ex.describe(), ex);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("A " + name + " cannot be compared", ex);
		}
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has it", ex);
		}
	}

}
