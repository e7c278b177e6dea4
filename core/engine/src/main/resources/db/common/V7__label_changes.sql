-- Labels that the CRM still has to take off a contact, or to put on it, after what the person said in the audience.
create table label_change (
    integration text   not null,
    contact_key text   not null,
    label       text   not null,
    present     bigint not null,
    since       bigint not null,
    tries       bigint not null default 0,
    tried_at    bigint,
    cause       text   not null default '',
    primary key (integration, contact_key, label)
);
create index label_change_next on label_change (integration, tried_at, since);
