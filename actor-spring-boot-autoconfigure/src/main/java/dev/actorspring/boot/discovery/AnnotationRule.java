package dev.actorspring.boot.discovery;

import java.util.function.Predicate;

import org.springframework.core.annotation.MergedAnnotation;

/**
 * Why an annotation stops the start where it is found, and what to write instead.
 *
 * @param where on what it is refused
 * @param reason what it would do, as it goes on after a colon
 * @param action what to do, after the advice to remove it
 * @param refuses whether it is refused with these attributes
 */
record AnnotationRule(Where where, String reason, String action, Predicate<MergedAnnotation<?>> refuses) {

	AnnotationRule(Where where, String reason, String action) {
		this(where, reason, action, (annotation) -> true);
	}

	/**
	 * The same for some attributes only.
	 */
	AnnotationRule when(Predicate<MergedAnnotation<?>> condition) {
		return new AnnotationRule(this.where, this.reason, this.action, condition);
	}

	/**
	 * On what an annotation is refused.
	 */
	enum Where {

		/**
		 * On an actor, or a bean of its scope, and their methods.
		 */
		SCOPE,

		/**
		 * On an actor and its methods.
		 */
		ACTOR,

		/**
		 * On an actor class or one of its supertypes.
		 */
		CLASS,

		/**
		 * On an actor class itself, or the {@code @Bean} method that makes it.
		 */
		DECLARATION,

		/**
		 * On a method of an actor that is no handler.
		 */
		OTHER_METHOD,

		/**
		 * On a state of an actor, and its methods.
		 */
		STATE

	}

}
