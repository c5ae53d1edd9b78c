package dev.actorspring.chaos.linearizability;

import java.util.Optional;

/**
 * What an object does if one operation is done after another.
 *
 * @param <S> its state, a value
 * @param <I> what can be asked of it
 * @param <O> what it answers
 */
public interface Model<S, I, O> {

	/**
	 * The state in which it begins.
	 */
	S initial();

	/**
	 * The state after an operation.
	 * @return empty if the object would have answered something else
	 */
	Optional<S> next(S state, I input, O output);

	/**
	 * The state after an operation whose answer nobody has seen.
	 */
	S next(S state, I input);

}
