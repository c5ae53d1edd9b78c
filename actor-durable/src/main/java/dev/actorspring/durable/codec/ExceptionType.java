package dev.actorspring.durable.codec;

import dev.actorspring.ActorConfigurationException;
import tools.jackson.core.JacksonException;

/**
 * How exceptions of one class are written and made again, for other modules. Does not say
 * which class it is: that is for the reader to know. Causes and stack traces are not
 * kept. Thread-safe.
 */
public final class ExceptionType {

	private static final String WITH = "with";

	private final Class<?> type;

	private final DeclineForm form;

	private ExceptionType(Class<?> type, DeclineForm form) {
		this.type = type;
		this.form = form;
	}

	/**
	 * Examines a class of exceptions.
	 * @param type the class
	 * @return how its instances are written
	 * @throws ActorConfigurationException if they cannot be made again
	 */
	public static ExceptionType of(Class<?> type) {
		try {
			return new ExceptionType(type, DeclineForm.of(type));
		}
		catch (UnfitTypeException ex) {
			throw new ActorConfigurationException(type.getName() + " cannot be made again: " + ex.problem(),
					ex.action());
		}
	}

	/**
	 * Whether instances are made by a constructor, and not by Java's own serialization.
	 * @return {@code true} if so
	 */
	public boolean isConstructed() {
		return this.form instanceof DeclineShape;
	}

	/**
	 * Writes an exception.
	 * @param exception of the class or a subclass, of which only what the class knows is
	 * written
	 * @return JSON
	 * @throws IllegalArgumentException if it could not be made again
	 */
	public String encode(Throwable exception) {
		try {
			return Output.of((output) -> {
				output.startObject();
				output.json().writeName(WITH);
				this.form.write(output, exception);
				output.json().writeEndObject();
			});
		}
		catch (MisfitException ex) {
			throw new IllegalArgumentException(this.type.getName() + " cannot be written: " + ex.describe(), ex);
		}
		catch (JacksonException | ClassCastException ex) {
			throw new IllegalArgumentException(this.type.getName() + " cannot be written: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Makes an exception again.
	 * @param json as written
	 * @return the exception
	 * @throws IllegalArgumentException if that is not possible
	 */
	public Throwable decode(String json) {
		try {
			return this.form.read(StateJson.read(json).path(WITH));
		}
		catch (MisfitException ex) {
			throw new IllegalArgumentException(this.type.getName() + " cannot be made again: " + ex.describe(), ex);
		}
		catch (JacksonException | ArithmeticException | LinkageError ex) {
			throw new IllegalArgumentException(this.type.getName() + " cannot be made again: " + ex.getMessage(), ex);
		}
	}

}
