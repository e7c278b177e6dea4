-- The settings that the CRM was ever read by, without the secret ones.
create table crm_reading (
    integration text   not null,
    version     text   not null,
    connector   text   not null,
    settings    text   not null,
    first_at    bigint not null,
    primary key (integration, version)
);

-- By which of them a contact was last read and decided; empty when nobody knows.
alter table link add column reading text not null default '';
