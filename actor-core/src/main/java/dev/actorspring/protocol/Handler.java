package dev.actorspring.protocol;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.actorspring.ActorContext;
import dev.actorspring.Backlog;
import dev.actorspring.Event;
import dev.actorspring.Receive;
import org.jspecify.annotations.Nullable;

/**
 * One {@link dev.actorspring.Receive} method.
 */
public final class Handler {

	private final Method method;

	private final Class<?> messageType;

	private final @Nullable Type replyType;

	private final @Nullable ReplyAdapter adapter;

	private final @Nullable StreamReply stream;

	private final boolean interleave;

	private final int batch;

	private final boolean repliesOneByOne;

	private final @Nullable Backlog backlog;

	private final List<Class<?>> declared;

	private final List<Class<?>> becomes;

	private final List<@Nullable Supplier<? extends @Nullable Object>> values;

	/** Of type {@code (Object, Object, ActorContext)Object}. */
	private final MethodHandle handle;

	Handler(Method method, Class<?> messageType, @Nullable Type replyType, @Nullable ReplyAdapter adapter,
			@Nullable StreamReply stream, boolean repliesOneByOne,
			List<@Nullable Supplier<? extends @Nullable Object>> values, MethodHandle handle) {
		this.method = method;
		this.messageType = messageType;
		this.replyType = replyType;
		this.adapter = adapter;
		this.stream = stream;
		Receive receive = method.getAnnotation(Receive.class);
		this.interleave = receive.interleave();
		this.batch = receive.batch();
		this.repliesOneByOne = repliesOneByOne;
		this.backlog = method.getAnnotation(Backlog.class);
		this.declared = List.of(method.getExceptionTypes());
		this.becomes = List.of();
		this.values = values;
		this.handle = handle;
	}

	/**
	 * Another view of a handler, of an actor whose handlers depend on its state.
	 */
	private Handler(Handler handler, boolean interleave, List<Class<?>> declared, List<Class<?>> becomes,
			MethodHandle handle) {
		this.method = handler.method;
		this.messageType = handler.messageType;
		this.replyType = handler.replyType;
		this.adapter = handler.adapter;
		this.stream = handler.stream;
		this.interleave = interleave;
		this.batch = handler.batch;
		this.repliesOneByOne = handler.repliesOneByOne;
		this.backlog = handler.backlog;
		this.declared = declared;
		this.becomes = becomes;
		this.values = handler.values;
		this.handle = handle;
	}

	/**
	 * One that stands for all handlers of its message.
	 * @param all the handlers, in whichever state
	 */
	Handler standingFor(Collection<Handler> all) {
		List<Class<?>> thrown = all.stream().flatMap((each) -> each.declared.stream()).distinct().toList();
		return new Handler(this, this.interleave, thrown, this.becomes, this.handle);
	}

	/**
	 * The same with the states that may follow.
	 */
	Handler becoming(List<Class<?>> states) {
		return new Handler(this, this.interleave, this.declared, states, this.handle);
	}

	/**
	 * The same, called on the state that the actor is in.
	 */
	Handler onState(boolean interleaved) {
		return new Handler(this, interleaved, this.declared, this.becomes, StateCalls.onState(this.handle));
	}

	/**
	 * The method itself.
	 * @return as declared in the actor class or one of its supertypes
	 */
	public Method method() {
		return this.method;
	}

	/**
	 * What it handles.
	 * @return the class, or interface, of the messages
	 */
	public Class<?> messageType() {
		return this.messageType;
	}

	/**
	 * What the asker gets.
	 * @return the reply type, {@code null} for a plain message
	 */
	public @Nullable Type replyType() {
		return this.replyType;
	}

	/**
	 * Whether the method returns before the reply is there.
	 * @return turns what the method returns into a stage; {@code null} if the method
	 * returns the reply itself
	 */
	public @Nullable ReplyAdapter adapter() {
		return this.adapter;
	}

	/**
	 * Whether the reply is a stream.
	 * @return turns the stream of the method, or of the stage that it returns, into the
	 * reply; {@code null} if the reply is not a stream
	 */
	public @Nullable StreamReply stream() {
		return this.stream;
	}

	/**
	 * What comes of the stream that the asker gets.
	 * @return the type of its items; {@code null} if the reply is not a stream, or does
	 * not say
	 */
	public @Nullable Type itemType() {
		if (this.stream == null || this.replyType == null) {
			return null;
		}
		Type[] arguments = GenericTypes.arguments(this.replyType, this.stream.replied().type());
		return (arguments != null && arguments.length > 0) ? arguments[0] : null;
	}

	/**
	 * Whether it also runs while the actor waits.
	 * @return as in {@link dev.actorspring.Receive#interleave()}
	 */
	public boolean interleave() {
		return this.interleave;
	}

	/**
	 * How many messages it takes at once.
	 * @return as in {@link Receive#batch()}
	 */
	public int batch() {
		return this.batch;
	}

	/**
	 * Whether the replies to a batch come later, each for itself.
	 * @return {@code true} if the method returns a list of stages, and no stage of a list
	 */
	public boolean repliesOneByOne() {
		return this.repliesOneByOne;
	}

	/**
	 * Whether it has its actor subscribe to what it handles.
	 * @return {@code true} if that is an event
	 */
	public boolean subscribes() {
		return Event.class.isAssignableFrom(this.messageType);
	}

	/**
	 * How many events may wait for it.
	 * @return {@code null} for as many as the mailbox holds
	 */
	public @Nullable Backlog backlog() {
		return this.backlog;
	}

	/**
	 * The exceptions that are answers.
	 * @return those of the {@code throws} clause
	 */
	public List<Class<?>> declared() {
		return this.declared;
	}

	/**
	 * The states that it may bring about.
	 * @return concrete classes, without repetition; none also if the actor has no states
	 */
	public List<Class<?>> becomes() {
		return this.becomes;
	}

	/**
	 * Whether an exception is an answer of this handler rather than a crash.
	 * @param thrown what the method threw
	 * @return {@code true} if the {@code throws} clause has its class or a superclass
	 */
	public boolean declares(Throwable thrown) {
		for (Class<?> type : this.declared) {
			if (type.isInstance(thrown)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether the method takes anything that comes along with a message.
	 * @return {@code true} if a {@link ParameterAdapter} knows one of its parameters
	 */
	public boolean takesMore() {
		return this.values.stream().anyMatch(Objects::nonNull);
	}

	/**
	 * What the method would be called with by the present thread, as far as that is known
	 * without its actor.
	 * @param message the message
	 * @param refused what to take in place of a value that is refused; may throw
	 * @return one for each parameter: the message, what comes along with it, and
	 * {@code null} for others
	 */
	public @Nullable Object[] arguments(Object message,
			Function<? super HandlerRefusedException, ? extends @Nullable Object> refused) {
		@Nullable Object[] arguments = new Object[this.values.size()];
		arguments[0] = (this.batch > 0) ? List.of(message) : message;
		for (int i = 1; i < arguments.length; i++) {
			Supplier<? extends @Nullable Object> value = this.values.get(i);
			arguments[i] = (value != null) ? get(value, refused) : null;
		}
		return arguments;
	}

	private static @Nullable Object get(Supplier<? extends @Nullable Object> value,
			Function<? super HandlerRefusedException, ? extends @Nullable Object> refused) {
		try {
			return value.get();
		}
		catch (HandlerRefusedException ex) {
			return refused.apply(ex);
		}
	}

	/**
	 * Calls the method, without reflection.
	 * @param actor the instance
	 * @param message the message; of a batch the list of them
	 * @param context the context of the instance
	 * @return what the method returned, as it is
	 * @throws Throwable what the method threw
	 */
	public @Nullable Object invoke(Object actor, Object message, ActorContext<?> context) throws Throwable {
		return (Object) this.handle.invokeExact(actor, message, context);
	}

	@Override
	public String toString() {
		return this.method.getDeclaringClass().getSimpleName() + "." + this.method.getName() + "("
				+ this.messageType.getSimpleName() + ")";
	}

}
