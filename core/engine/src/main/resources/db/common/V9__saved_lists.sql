-- Overviews and Selections: which list is brought to which attribute or tag, and when. stale is 1 when it has to be imported
-- again without anybody asking for it.
create table saved_list (
    integration text   not null,
    list_key    text   not null,
    title       text   not null,
    kind        text   not null,
    carrier     text   not null,
    target      text   not null,
    target_name text   not null,
    recurring   bigint not null,
    stale       bigint not null default 0,
    primary key (integration, list_key)
);

-- Who was on a list when it was last imported. carrier and target are where the membership stands, so that it can be taken
-- off there after the list has got another.
create table saved_list_member (
    integration text   not null,
    list_key    text   not null,
    carrier     text   not null,
    target      text   not null,
    contact_key text   not null,
    state       text   not null,
    seen_run    bigint not null,
    primary key (integration, list_key, carrier, target, contact_key)
);
create index saved_list_member_contact on saved_list_member (integration, contact_key);
create index saved_list_member_open on saved_list_member (integration, state) where state in ('waiting', 'owed');

alter table run add column list text not null default '';
alter table run add column list_added bigint not null default 0;
alter table run add column list_removed bigint not null default 0;
alter table run add column list_waiting bigint not null default 0;
create index run_of_list on run (integration, list, id) where list != '';
