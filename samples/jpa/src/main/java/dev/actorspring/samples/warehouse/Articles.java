package dev.actorspring.samples.warehouse;

import org.springframework.data.repository.CrudRepository;

/**
 * The table.
 */
interface Articles extends CrudRepository<Article, String> {

}
