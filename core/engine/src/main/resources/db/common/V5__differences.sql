-- What a run that writes nothing would have changed, one row a contact. Kinds and attributes are names between line ends,
-- to be searched; they come before the long text of the changes.
create table run_difference (
    run         bigint not null,
    contact_key text   not null,
    kinds       text   not null,
    attributes  text   not null,
    changes     text   not null,
    primary key (run, contact_key)
);

-- The rules that such a run decides by, when they aren't the active ones.
create table run_rules (
    run         bigint not null primary key,
    conditions  text   not null,
    mappings    text   not null,
    consents    text   not null,
    schema_yaml text   not null
);

-- How many contacts of a full run had a value in a field; the field without a name counts the contacts.
create table run_field (
    run    bigint not null,
    field  text   not null,
    filled bigint not null,
    primary key (run, field)
);
