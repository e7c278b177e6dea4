-- A row per acknowledged event; ids only. What it is about: subject_kind says whose words the type and the id are.
-- due_at is when it may be worked on, for the lag; next_at is when it is tried next.
create table inbox_event (
    id           bigint not null primary key,
    integration  text   not null,
    subject_kind text   not null,
    subject_type text   not null,
    subject_id   text   not null,
    kinds        text   not null,
    source       text   not null,
    received_at  bigint not null,
    due_at       bigint not null,
    next_at      bigint not null,
    held         bigint not null default 0,
    attempts     bigint not null default 0,
    owner        text,
    lease_until  bigint,
    state        text   not null,
    cause        text   not null default '',
    ended_at     bigint
);
create index inbox_next on inbox_event (integration, next_at) where state = 'pending';
create index inbox_subject on inbox_event (integration, subject_kind, subject_type, subject_id, id)
    where state in ('pending', 'dead');
create index inbox_claimed on inbox_event (owner) where owner is not null;
create index inbox_by_state on inbox_event (integration, state, id);
create index inbox_received on inbox_event (integration, source, received_at);

-- How many events are in which state, and under "received" how many there were: moved with the rows, never counted anew.
create table inbox_count (
    integration text   not null,
    name        text   not null,
    events      bigint not null,
    primary key (integration, name)
);
insert into counter (name, last) values ('inbox_event', 0);

-- What an admin said about an integration while it runs.
create table integration_state (
    integration   text   not null primary key,
    enabled       bigint not null
);
