package dev.actorspring.durable;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A step from one version of a state to the next. It stands on a static method of the
 * record, or sealed interface, that is the state:
 *
 * <pre class="code">
 * record Level(int pieces, int reserved) {
 *
 *     &#064;Upcast(from = 1)
 *     static ObjectNode addReserved(ObjectNode old) {
 *         return old.put("reserved", 0);
 *     }
 *
 * }</pre>
 *
 * Rows are taken through all steps from their version to that of the code when they are
 * loaded. They are written in the new form when the state is set the next time.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Upcast {

	/**
	 * Which version the method understands. It returns the version after that.
	 * @return from 1
	 */
	int from();

}
