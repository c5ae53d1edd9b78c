package dev.actorspring.cluster.pekko;

import java.util.List;

import com.typesafe.config.Config;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Lets nodes join only that have as many partitions as the others. Pekko makes it by its
 * name.
 */
public final class PartitionCountCheck extends JoinConfigCompatChecker {

	@Override
	public scala.collection.immutable.Seq<String> requiredKeys() {
		return CollectionConverters.asScala(List.of(PekkoConfig.PARTITIONS)).toSeq();
	}

	@Override
	public ConfigValidation check(Config joining, Config actual) {
		return JoinConfigCompatChecker.fullMatch(requiredKeys(), joining, actual);
	}

}
