package dev.actorspring.boot.webmvc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

import dev.actorspring.boot.http.ProblemException;
import dev.actorspring.boot.http.RequestBodies;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Reads the body of a request to its end.
 */
final class BodyReader {

	/** Of which nothing can be made, and whose type counts. */
	private static final byte[] READ_BY_OTHERS = { ' ' };

	private BodyReader() {
	}

	/**
	 * Reads it.
	 * @param request the request
	 * @param bodies knows how large it may be
	 * @return the bytes, none if there is no body
	 * @throws ProblemException if there are too many, or they break off
	 */
	static byte[] read(HttpServletRequest request, RequestBodies bodies) {
		if (request.getContentLengthLong() > bodies.maxSize()) {
			throw bodies.tooLarge();
		}
		byte[] body;
		try {
			InputStream in = request.getInputStream();
			body = in.readNBytes(bodies.maxSize());
			if (body.length == bodies.maxSize() && in.read() >= 0) {
				throw bodies.tooLarge();
			}
		}
		catch (IOException ex) {
			// The connection's, not ours: a client that leaves must not fill the log.
			throw bodies.unreadable();
		}
		return (body.length == 0 && isReadByOthers(request)) ? READ_BY_OTHERS : body;
	}

	/**
	 * Spring reads forms, of unknown length too, and a filter may read anything.
	 */
	private static boolean isReadByOthers(HttpServletRequest request) {
		long length = request.getContentLengthLong();
		String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
		return length > 0 || (length < 0
				&& (type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded")));
	}

}
