"""The tables of schools, their teachers and their sign-ins, and what the scope of a class lets be seen of them.

A class is in one school at most, and a teacher's classes are of their school. Where a class leaves its school, or its
teacher, their way in and their sign-ins go with it. Of what is secret, as of what a browser keeps, there is a digest.
"""

from __future__ import annotations

from collections.abc import Mapping

from bestio.journal.postgres.policies import OF_CLASS, apart

HOLDS: Mapping[str, str] = {
    **dict.fromkeys(("placed", "taught", "doors", "invitations", "sign_ins"), OF_CLASS),
    "teachers": f"id in (select teacher from bestio.taught where {OF_CLASS})",
    "schools": f"id in (select school from bestio.placed where {OF_CLASS})",
}
"""For each table, when a row is one of the class in scope."""
ACCOUNTS_HOLD: Mapping[str, str] = {
    "accounts": f"teacher in (select teacher from bestio.taught where {OF_CLASS})",
    "returns": OF_CLASS,
}
"""The same for the tables that came later."""

MIGRATION = f"""
    create table bestio.schools (
        id bigint generated always as identity primary key,
        name text collate "C" not null unique,
        title text not null
    );
    create table bestio.teachers (
        id bigint generated always as identity primary key,
        school bigint not null references bestio.schools on delete cascade,
        name text collate "C" not null,
        title text not null,
        unique (school, name),
        unique (school, id)
    );
    create table bestio.placed (
        class bigint primary key references bestio.classes on delete cascade,
        school bigint not null references bestio.schools on delete cascade,
        unique (school, class)
    );
    create table bestio.taught (
        class bigint not null,
        teacher bigint not null,
        school bigint not null,
        primary key (class, teacher),
        foreign key (school, class) references bestio.placed (school, class) on delete cascade,
        foreign key (school, teacher) references bestio.teachers (school, id) on delete cascade
    );
    create index on bestio.taught (school, class);
    create index on bestio.taught (school, teacher);
    create table bestio.doors (
        class bigint primary key references bestio.classes on delete cascade,
        address text not null
    );
    create table bestio.invitations (
        link bytea primary key check (octet_length(link) = 32),
        class bigint not null,
        teacher bigint not null,
        salt bytea not null,
        code bytea not null,
        tries integer not null default 0,
        used boolean not null default false,
        until timestamptz not null,
        foreign key (class, teacher) references bestio.taught on delete cascade
    );
    create index on bestio.invitations (class, teacher);
    create table bestio.sign_ins (
        browser bytea primary key check (octet_length(browser) = 32),
        class bigint not null,
        teacher bigint not null,
        until timestamptz not null,
        foreign key (class, teacher) references bestio.taught on delete cascade
    );
    create index on bestio.sign_ins (class, teacher);
    create index on bestio.sign_ins (teacher);
    alter table bestio.schools alter name set statistics 0, alter title set statistics 0;
    alter table bestio.teachers alter name set statistics 0, alter title set statistics 0;
    alter table bestio.doors alter address set statistics 0;
    alter table bestio.invitations
        alter link set statistics 0, alter salt set statistics 0, alter code set statistics 0;
    alter table bestio.sign_ins alter browser set statistics 0;
    {"".join(apart(table, holds) for table, holds in HOLDS.items())}
"""

ACCOUNTS = f"""
    create table bestio.accounts (
        school bigint not null,
        who bytea not null check (octet_length(who) = 32),
        teacher bigint not null unique,
        primary key (school, who),
        foreign key (school, teacher) references bestio.teachers (school, id) on delete cascade
    );
    create table bestio.returns (
        flow bytea primary key check (octet_length(flow) = 32),
        class bigint not null references bestio.classes on delete cascade,
        until timestamptz not null
    );
    create index on bestio.returns (class);
    alter table bestio.accounts alter who set statistics 0;
    alter table bestio.returns alter flow set statistics 0;
    {"".join(apart(table, holds) for table, holds in ACCOUNTS_HOLD.items())}
"""
"""Which account at a provider of identities is whose: one a teacher, and in a school one teacher's. `who` is a digest.

What came back from a provider serves once, at whichever program: `flow` is a digest of it.
"""
