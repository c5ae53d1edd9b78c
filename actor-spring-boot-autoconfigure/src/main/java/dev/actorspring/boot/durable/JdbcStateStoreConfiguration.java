package dev.actorspring.boot.durable;

import javax.sql.DataSource;

import dev.actorspring.durable.jdbc.JdbcStateStore;
import dev.actorspring.durable.store.StateStore;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;

/**
 * Configuration of a store in a database.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ JdbcStateStore.class, DataSource.class, DataSourceUnwrapper.class,
		DatabaseInitializationDependencyConfigurer.class })
@ConditionalOnMissingBean(StateStore.class)
@EnableConfigurationProperties(JdbcStateStoreProperties.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
@ImportRuntimeHints(SchemaHints.class)
class JdbcStateStoreConfiguration {

	@Bean
	@Lazy
	ActorDatabase actorDatabase(ConfigurableListableBeanFactory beanFactory,
			@ActorDataSource ObjectProvider<DataSource> marked, ObjectProvider<DataSource> all) {
		return ActorDatabase.of(beanFactory, marked, all);
	}

	/**
	 * Comes after migrations, which may create the tables.
	 */
	@Bean
	@Lazy
	@DependsOnDatabaseInitialization
	StateStore actorStateStore(ActorDatabase database, JdbcStateStoreProperties properties) {
		database.initialize(properties.initializeSchema());
		return database.store(properties);
	}

}
