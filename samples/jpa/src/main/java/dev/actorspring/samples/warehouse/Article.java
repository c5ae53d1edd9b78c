package dev.actorspring.samples.warehouse;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

/**
 * How many there are of an article.
 */
@Entity
class Article {

	@Id
	private String sku = "";

	private int pieces;

	@Version
	private long version;

	protected Article() {
	}

	Article(String sku) {
		this.sku = sku;
	}

	String sku() {
		return this.sku;
	}

	int pieces() {
		return this.pieces;
	}

	void add(int more) {
		this.pieces += more;
	}

	/**
	 * How often the row was written.
	 */
	long version() {
		return this.version;
	}

}
