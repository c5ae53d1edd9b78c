package dev.actorspring.chaos.app;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * There is not as much on an account as somebody wants to take.
 */
@ResponseStatus(HttpStatus.CONFLICT)
public class NotEnoughException extends Exception {

	private static final long serialVersionUID = 1L;

	NotEnoughException(String message) {
		super(message);
	}

}
