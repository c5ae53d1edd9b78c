-- Durable actors in MySQL 8.0.17 and later. Creates what is missing and alters nothing. Times are in UTC.

create table if not exists actor_state (
	actor varchar(100) not null,
	actor_key varchar(500) not null,
	partition_no integer not null,
	version bigint not null,
	write_id char(36) not null,
	type varchar(100) not null,
	type_version integer not null,
	state longtext,
	alarms longtext,
	-- When the first alarm is due.
	next_alarm datetime(6),
	-- When somebody looks at it next: later than that if it has failed.
	next_attempt datetime(6),
	changed datetime(6) not null,
	-- When neither a state nor an alarm was left.
	deleted datetime(6),
	primary key (actor, actor_key),
	key actor_state_next_attempt (next_attempt),
	key actor_state_deleted (deleted)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_0900_bin;

-- What requests with an idempotency key came to.
create table if not exists actor_reply (
	actor varchar(100) not null,
	actor_key varchar(500) not null,
	-- Bytes of UTF-8: as text, the primary key could be longer than InnoDB has room for.
	idempotency_key varbinary(600) not null,
	fingerprint varchar(200) not null,
	outcome longtext not null,
	created datetime(6) not null,
	primary key (actor, actor_key, idempotency_key),
	key actor_reply_created (created)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_0900_bin;

-- Who may load and write.
create table if not exists actor_lease (
	name varchar(200) not null,
	owner varchar(200),
	epoch bigint not null,
	expires datetime(6) not null,
	wanted_by varchar(200),
	primary key (name)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_0900_bin;
