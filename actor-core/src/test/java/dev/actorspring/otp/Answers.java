package dev.actorspring.otp;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.supervision.ChildException;
import dev.actorspring.system.ActorStartException;

/**
 * What an operation came to, in OTP's words.
 */
final class Answers {

	private Answers() {
	}

	/**
	 * Does something and waits for what comes of it.
	 * @param operation what to do
	 * @return OTP's word for it, or a description of what OTP has no word for
	 */
	static String to(Callable<CompletableFuture<?>> operation) {
		try {
			operation.call().get(10, TimeUnit.SECONDS);
			return "ok";
		}
		catch (ExecutionException | CompletionException ex) {
			return describe(ex.getCause());
		}
		catch (Exception ex) {
			return describe(ex);
		}
	}

	static String describe(Throwable failure) {
		return switch (failure) {
			case ChildException refused -> word(refused.getReason());
			case ActorStartException failed ->
				"start_failed:" + failed.getPath().substring(failed.getPath().lastIndexOf('/') + 1);
			case ActorConfigurationException invalid -> "bad_combination";
			default -> failure.toString();
		};
	}

	private static String word(ChildException.Reason reason) {
		return switch (reason) {
			case NOT_FOR_DYNAMIC -> "simple_one_for_one";
			case NOT_RUNNING -> "noproc";
			default -> reason.name().toLowerCase(Locale.ROOT);
		};
	}

}
