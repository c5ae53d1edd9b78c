package dev.actorspring.durable;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The component of a message that tells its repetitions from other messages: a
 * {@code String} or a {@code UUID} that whoever sends it chooses once and keeps when it
 * sends the message again. Over HTTP it is the header {@code Idempotency-Key}.
 * <p>
 * A durable actor handles such a message once. What it has come to, a reply or a declared
 * exception, is stored in the same write as the state, for 24 hours: who sends the
 * message again gets that, and the handler does not run. If the first one is still being
 * handled, the repetition waits for it. A crash is no outcome: then a repetition runs.
 * The same key with another content is refused with an
 * {@link IdempotencyKeyReusedException}.
 * <p>
 * Keys are those of one actor, or of one key of a family. Without a key, that is if the
 * component is {@code null}, the message is like any other. All components have to be of
 * types that can be stored, as have the reply and the exceptions; a reply cannot be a
 * stream.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface IdempotencyKey {

}
