-- What the guard took out of a plan: one row per contact and kind. "run" is 0 for an event. "parts" is a list of
-- names, "basis" a hash of the address that a merge is about.
create table staged_action (
    integration text   not null,
    contact_key text   not null,
    kind        text   not null,
    parts       text   not null,
    basis       text   not null,
    state       text   not null,
    run         bigint not null,
    staged_at   bigint not null,
    primary key (integration, contact_key, kind)
);
create index staged_action_by_state on staged_action (integration, state, kind, contact_key);

-- Which contacts had an action of a kind by an event, and when last: counted over 24 hours.
create table guarded_event (
    integration text   not null,
    kind        text   not null,
    contact_key text   not null,
    at          bigint not null,
    primary key (integration, kind, contact_key)
);
create index guarded_event_by_time on guarded_event (integration, kind, at);
