-- db-scheduler's table, as its SQLite customization wants it: moments are milliseconds since 1970.
create table scheduled_tasks (
    task_name            text   not null,
    task_instance        text   not null,
    task_data            blob,
    execution_time       bigint not null,
    picked               bigint not null,
    picked_by            text,
    last_success         bigint,
    last_failure         bigint,
    consecutive_failures bigint,
    last_heartbeat       bigint,
    version              bigint not null,
    priority             bigint,
    state                text,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
