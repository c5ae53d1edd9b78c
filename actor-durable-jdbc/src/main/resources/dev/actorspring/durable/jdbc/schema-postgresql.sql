-- Durable actors in PostgreSQL. Creates what is missing and alters nothing.

create table if not exists actor_state (
	actor varchar(100) collate "C" not null,
	actor_key varchar(500) collate "C" not null,
	partition_no integer not null,
	version bigint not null,
	write_id char(36) not null,
	type varchar(100) not null,
	type_version integer not null,
	state text,
	alarms text,
	-- When the first alarm is due.
	next_alarm timestamp (6) with time zone,
	-- When somebody looks at it next: later than that if it has failed.
	next_attempt timestamp (6) with time zone,
	changed timestamp (6) with time zone not null,
	-- When neither a state nor an alarm was left.
	deleted timestamp (6) with time zone,
	primary key (actor, actor_key)
);

create index if not exists actor_state_next_attempt on actor_state (next_attempt)
	where next_attempt is not null;

create index if not exists actor_state_deleted on actor_state (deleted)
	where deleted is not null;

-- What requests with an idempotency key came to.
create table if not exists actor_reply (
	actor varchar(100) collate "C" not null,
	actor_key varchar(500) collate "C" not null,
	idempotency_key varchar(200) collate "C" not null,
	fingerprint varchar(200) not null,
	outcome text not null,
	created timestamp (6) with time zone not null,
	primary key (actor, actor_key, idempotency_key)
);

create index if not exists actor_reply_created on actor_reply (created);

-- Who may load and write.
create table if not exists actor_lease (
	name varchar(200) collate "C" not null,
	owner varchar(200),
	epoch bigint not null,
	expires timestamp (6) with time zone not null,
	wanted_by varchar(200),
	primary key (name)
);
