-- Text and bigint columns only: booleans are 0 or 1, moments are milliseconds since 1970, lists are JSON.

-- Short columns come first: counting by run then never reads into the long texts.
create table link (
    integration      text   not null,
    contact_key      text   not null,
    last_seen_run    bigint not null,
    profile          bigint not null,
    created_here     bigint not null,
    in_scope         bigint not null,
    dirty            bigint not null,
    output_hash      text   not null,
    source_hash      text   not null,
    rule_set_version text   not null,
    delivered        text   not null,
    left_out         text   not null,
    consents         text   not null,
    primary key (integration, contact_key)
);

-- Who left out which value: looked up when the value gets free.
create table link_left_out (
    integration text not null,
    attribute   text not null,
    value_hash  text not null,
    contact_key text not null,
    primary key (integration, attribute, value_hash, contact_key)
);
create index link_left_out_contact on link_left_out (integration, contact_key);

-- Numbers that are never given twice, also after rows were pruned.
create table counter (
    name text   not null primary key,
    last bigint not null
);
insert into counter (name, last) values ('run', 0);

create table run (
    id               bigint not null primary key,
    integration      text   not null,
    kind             text   not null,
    state            text   not null,
    force            bigint not null,
    rule_set_version text   not null,
    created_at       bigint not null,
    started_at       bigint,
    ended_at         bigint,
    owner            text,
    lease_until      bigint,
    cursor           text,
    first_total      bigint,
    last_total       bigint,
    pages            bigint not null default 0,
    cancel_requested bigint not null default 0,
    cause            text   not null default '',
    contacts_read    bigint not null default 0,
    created          bigint not null default 0,
    updated          bigint not null default 0,
    unchanged        bigint not null default 0,
    out_of_scope     bigint not null default 0,
    erased           bigint not null default 0,
    issues           bigint not null default 0,
    consents         bigint not null default 0,
    staged           bigint not null default 0
);
create index run_by_integration on run (integration, id);
create unique index run_one_full on run (integration)
    where kind = 'full' and state in ('queued', 'running', 'interrupted');

create table run_issue (
    run         bigint not null,
    number      bigint not null,
    contact_key text   not null,
    stage       text   not null,
    cause       text   not null,
    advice      text   not null,
    primary key (run, number)
);

create table rule_set_version (
    integration  text   not null,
    version      text   not null,
    activation   bigint not null,
    activated_at bigint not null,
    conditions   text   not null,
    mappings     text   not null,
    consents     text   not null,
    schema_yaml  text   not null,
    primary key (integration, version)
);

-- Rows are added and, after the years of retention, removed; never changed.
create table consent_ledger (
    integration  text   not null,
    contact_key  text   not null,
    number       bigint not null,
    subscription text   not null,
    channel      text   not null,
    change       text   not null,
    rule         text   not null,
    at           bigint not null,
    primary key (integration, contact_key, number)
);
