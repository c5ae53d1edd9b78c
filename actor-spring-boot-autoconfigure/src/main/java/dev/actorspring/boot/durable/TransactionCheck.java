package dev.actorspring.boot.durable;

import java.util.function.Consumer;

import dev.actorspring.durable.store.StateKey;

import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * Keeps handlers from setting states within a transaction, which would end by itself and
 * not with the write of the state.
 */
final class TransactionCheck implements Consumer<StateKey> {

	private static final boolean TRANSACTIONS = ClassUtils.isPresent(
			"org.springframework.transaction.support.TransactionSynchronizationManager",
			TransactionCheck.class.getClassLoader());

	@Override
	public void accept(StateKey key) {
		if (TRANSACTIONS && Current.mayWrite()) {
			throw new IllegalStateException("The state of " + key
					+ " cannot be set in a transaction: the two are committed apart, so that one may be there without "
					+ "the other. Set it when the transaction has ended, and let a bean that the handler calls do "
					+ "what needs one");
		}
	}

	/** Apart, as its classes may not be there. */
	private static final class Current {

		static boolean mayWrite() {
			return TransactionSynchronizationManager.isActualTransactionActive()
					&& !TransactionSynchronizationManager.isCurrentTransactionReadOnly();
		}

	}

}
