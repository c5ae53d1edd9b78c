package dev.actorspring.boot.webmvc;

import dev.actorspring.boot.http.ExceptionHandlers;
import dev.actorspring.boot.http.HttpAnswer;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What an actor has declared, and the application has advice for.
 *
 * @param advice who answers
 * @param own our answer, if the advice fails
 */
record AdvisedFailure(ExceptionHandlers.Handler advice, HttpAnswer own) {

	private static final String ATTRIBUTE = AdvisedFailure.class.getName();

	/**
	 * The one of a request.
	 * @return {@code null} if there is none
	 */
	static @Nullable AdvisedFailure of(HttpServletRequest request) {
		return (AdvisedFailure) request.getAttribute(ATTRIBUTE);
	}

	void putInto(HttpServletRequest request) {
		request.setAttribute(ATTRIBUTE, this);
	}

}
