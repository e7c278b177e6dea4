-- What people and programs decided: rows are added and, after the years of retention, removed; never changed.
create table audit_log (
    id          integer primary key,
    at          bigint not null,
    actor       text   not null,
    action      text   not null,
    integration text   not null,
    subject     text   not null,
    reason      text   not null,
    details     text   not null
);
create index audit_log_by_integration on audit_log (integration, id);

-- Each time a rule set began to decide, with the kinds of rules that were changed by it.
create table rule_set_activation (
    integration  text   not null,
    number       bigint not null,
    version      text   not null,
    activated_at bigint not null,
    changed      text   not null,
    primary key (integration, number)
);
