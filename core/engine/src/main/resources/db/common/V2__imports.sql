-- Imports that the audience accepted, so that a restart polls them instead of sending their rows again.
create table import_job (
    run          bigint not null,
    job          text   not null,
    state        text   not null,
    shape        text   not null,
    ticket       text   not null,
    requested_at bigint not null,
    upload_until bigint not null,
    primary key (run, job)
);

-- The contacts of an import, and what was decided about: the same hash and rule set mean the same wanted profile.
create table import_row (
    run              bigint not null,
    contact_key      text   not null,
    job              text   not null,
    source_hash      text   not null,
    rule_set_version text   not null,
    attributes       text   not null,
    primary key (run, contact_key)
);

-- Who holds which address in the audience, as exported once for a run; the empty hash says that the export is whole.
create table held_address (
    run          bigint not null,
    address_hash text   not null,
    profile_key  text   not null,
    primary key (run, address_hash, profile_key)
);
create index held_address_profile on held_address (run, profile_key);
