package dev.actorspring.durable.jdbc;

import java.util.List;

/**
 * The rows of a table in the order of a column.
 *
 * @param table the table
 * @param key the columns of its primary key
 * @param column which has an index with the names of table and column
 */
record RowOrder(String table, List<String> key, String column) {

}
