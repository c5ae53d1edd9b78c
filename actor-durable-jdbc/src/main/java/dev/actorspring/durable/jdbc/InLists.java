package dev.actorspring.durable.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Lists of parameters. Their length is a power of two, so that there are not too many
 * different statements; the last one is repeated.
 */
final class InLists {

	private static final int LONGEST = 256;

	private InLists() {
	}

	static String parameters(int count) {
		return "?" + ", ?".repeat(length(count) - 1);
	}

	/**
	 * Sets the parameters.
	 * @return the index of the parameter behind them
	 */
	static int bind(PreparedStatement statement, int index, List<?> values) throws SQLException {
		int length = length(values.size());
		for (int i = 0; i < length; i++) {
			statement.setObject(index + i, values.get(Math.min(i, values.size() - 1)));
		}
		return index + length;
	}

	/**
	 * Parts of a collection that are short enough for a query.
	 */
	static <T> List<List<T>> parts(Collection<T> values) {
		List<T> all = List.copyOf(values);
		List<List<T>> parts = new ArrayList<>();
		for (int from = 0; from < all.size(); from += LONGEST) {
			parts.add(all.subList(from, Math.min(all.size(), from + LONGEST)));
		}
		return parts;
	}

	/**
	 * How long a list is.
	 * @param count of the values that it is to have
	 */
	static int length(int count) {
		return (count <= 1) ? 1 : Integer.highestOneBit(count - 1) * 2;
	}

}
