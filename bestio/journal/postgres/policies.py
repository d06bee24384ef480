"""What keeps the classes apart on the server itself: a connection with a scope sees and changes one class alone.

The scope is the setting `bestio.class` of a connection, the name of its class, which need not be there yet. Where it
was never set, all rows are seen: by the commands of who looks after the server. Where it is empty, none is.

The policies hold for the owner of the tables too, who is the one that connects. They do not hold for a superuser of the
server, nor against who sets another scope, or takes the policies away: that is for a role's rights.
"""

from __future__ import annotations

from collections.abc import Mapping

SCOPE = "bestio.class"
"""What the setting is called."""
_SET = f"(select current_setting('{SCOPE}', true))"  # in brackets: asked once, not at every row
_HERE = f"(select id from bestio.classes where name = current_setting('{SCOPE}', true))"
OF_CLASS = f"class = {_HERE}"
"""When a row that has a `class` is one of the class in scope."""
_CREATIONS = f"select id from bestio.creations where class = {_HERE}"
_OF_CREATION = f"creation in ({_CREATIONS})"
_OF_PROGRAM = f"program in (select name from bestio.programs where class = {_HERE})"

HOLDS: Mapping[str, str] = {
    "classes": f"name = {_SET}",
    **dict.fromkeys(("creations", "banks", "clips", "renderings", "programs", "rooms", "kept"), OF_CLASS),
    **dict.fromkeys(("events", "hands"), _OF_CREATION),
    "held": f"{_OF_CREATION} and {_OF_PROGRAM}",
}
"""For each table with a class's things, when a row is one of the class in scope."""


def apart(table: str, holds: str) -> str:
    """The statements after which a scope sees and changes those rows of `table` alone for which `holds`."""
    return f"""
    alter table bestio.{table} enable row level security, force row level security;
    create policy own on bestio.{table} using ({_SET} is null or ({holds}));
    """


MIGRATION = f"""
    create table bestio.kept (
        class bigint not null references bestio.classes on delete cascade,
        name text collate "C" not null,
        value bytea not null,
        primary key (class, name)
    );
    drop table bestio.shared;
    {"".join(apart(table, holds) for table, holds in HOLDS.items())}
    alter table bestio.migrations enable row level security, force row level security;
    create policy seen on bestio.migrations for select using (true);
    create policy own on bestio.migrations using ({_SET} is null);
"""
"""Each class has a secret of its own, too: what all had in common told a program of one class the codes of all."""

ONE_BY_ONE = f"""
    alter policy own on bestio.events with check (
        {_SET} is null or (select one.class from bestio.creations one where one.id = creation) = {_HERE}
    );
"""
"""An event that is written is asked for by its creation alone: to gather all those of the class first costs more."""
