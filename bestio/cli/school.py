"""`bestio school`: schools, their teachers, whose class is whose, and how a teacher is let in for the first time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from bestio.classroom.made_up import describe_date
from bestio.classroom.sign_in import DAY, INVITATION_LASTS, invite
from bestio.classroom.store import Store
from bestio.cli.output import say, say_json, tell
from bestio.cli.workshop import agreed
from bestio.cli.workspace import known_class, open_store
from bestio.errors import BestioError, UsageError
from bestio.i18n import _, ngettext
from bestio.journal.schools import School, Schools, Teacher
from bestio.text.sanitise import sanitise
from bestio.text.shorten import on_one_line
from bestio.text.slug import slug

LONGEST_NAME = 60
MOST_DAYS = 60
USUAL_DAYS = INVITATION_LASTS // DAY
_SHOWN = 20
"""How many names are told where one is not known."""


class Asked(NamedTuple):
    """What the administrator wants; `name`: the school, "" where they do not say."""

    name: str = ""
    new: str | None = None
    classes: tuple[str, ...] = ()
    new_teacher: str | None = None
    teacher: str | None = None
    take: tuple[str, ...] = ()
    invite: bool = False
    sign_out: bool = False
    remove: bool = False
    yes: bool = False
    address: str = ""
    days: int = USUAL_DAYS
    untie: bool = False

    @property
    def about_teacher(self) -> bool:
        """Whether a teacher is meant."""
        return self.teacher is not None or self.new_teacher is not None

    @property
    def does(self) -> bool:
        """Whether something is to be done, for which one has to know at which school."""
        switches = (self.invite, self.sign_out, self.untie, self.remove)
        return self.about_teacher or bool(self.classes or self.take) or any(switches)


def school(asked: Asked, *, as_json: bool, home: Path | None) -> int:
    """Do what is asked, then tell how the school stands; without any, list them."""
    _refuse(asked)
    _library, store = open_store(home)
    if store.shared is None:
        raise UsageError(
            _("Schools and teachers are for creations that a server keeps; here, files do."),
            hint=_("Name the server: bestio --store ADDRESS school (or BESTIO_STORE)"),
        )
    kept = store.shared.schools()
    _known(store, (*asked.classes, *asked.take))  # before anything is done
    if asked.new is not None:
        called, key = _named(asked.new)
        if not kept.make(key, called):
            raise UsageError(_("There is already a school called “{name}”.").format(name=key))
        asked = asked._replace(name=key)
    if not asked.name:
        return _list(kept.every(), as_json=as_json)
    meant = _school(kept.every(), asked.name)
    if asked.about_teacher:
        return _for_teacher(store, kept, meant, asked, as_json=as_json)
    if asked.remove:
        return _remove_school(kept, meant, asked, as_json=as_json)
    _place(store, kept, meant, asked)
    return _show(_school(kept.every(), meant.id), as_json=as_json)


def _refuse(asked: Asked) -> None:
    """Tell what does not go together, before anything is done."""
    from bestio.serve.network import is_address  # noqa: PLC0415 (it looks at the machine's network)

    if asked.new is not None and asked.name:
        raise UsageError(_("“{name}” is one word too many.").format(name=asked.name[:60]))
    if asked.new is None and not asked.name and asked.does:
        raise UsageError(_("Which school?"), hint=_("Write its name: bestio school SCHOOL …"))
    if asked.teacher is not None and asked.new_teacher is not None:
        raise UsageError(_("A teacher who is there, or a new one: leave --teacher or --new-teacher away."))
    if (asked.invite or asked.sign_out or asked.untie) and not asked.about_teacher:
        raise UsageError(_("Which teacher?"), hint=_("Write their name: --teacher NAME"))
    if asked.invite and len(asked.classes) > 1:
        raise UsageError(_("An invitation leads to one class: say which."), hint=_("Write one of them: --class CLASS"))
    if asked.remove and (asked.new is not None or asked.new_teacher is not None or asked.classes or asked.take):
        raise UsageError(_("--remove goes with the name of a school, or with --teacher, and nothing else."))
    if not 1 <= asked.days <= MOST_DAYS:
        raise UsageError(_("{0} must be between {1} and {2}.").format("--days", 1, MOST_DAYS))
    if asked.address and not is_address(asked.address):
        raise UsageError(
            _("“{address}” is no address of a door.").format(address=asked.address[:80]),
            hint=_("Write it so, without anything after it: https://bestio.example"),
        )


def _named(text: str) -> tuple[str, str]:
    """What a school or a teacher is called, and the name made of it. Raises UsageError."""
    called = sanitise(on_one_line(text), instead="").strip()
    if len(called) > LONGEST_NAME:
        raise UsageError(ngettext("At most {n} letter.", "At most {n} letters.", LONGEST_NAME).format(n=LONGEST_NAME))
    if not (key := slug(called, "")):
        raise UsageError(
            _("“{name}” cannot be the name of a school or a teacher.").format(name=called),
            hint=_("It needs letters or digits."),
        )
    return called, key


def _meant(text: str, among: Iterable[School | Teacher]) -> Any:
    """Which of them is called so, by its name or as it is written; None for none."""
    called = on_one_line(text)
    return next((one for one in among if called in {one.id, one.title}), None) or next(
        (one for one in among if one.id == slug(called, "")), None
    )


def _names(among: Sequence[School | Teacher]) -> str:
    more = ["…"] if len(among) > _SHOWN else []
    return ", ".join([*(one.id for one in among[:_SHOWN]), *more]) or "–"


def _school(every: Sequence[School], name: str) -> School:
    found = _meant(name, every)
    if not isinstance(found, School):
        raise UsageError(
            _("There is no school called “{name}”.").format(name=name[:80]),
            hint=_("Known schools: {names}.").format(names=_names(every)),
        )
    return found


def _teacher(meant: School, name: str) -> Teacher:
    found = _meant(name, meant.teachers)
    if not isinstance(found, Teacher):
        raise UsageError(
            _("There is no teacher called “{name}” in this school.").format(name=name[:80]),
            hint=_("Known teachers: {names}.").format(names=_names(meant.teachers)),
        )
    return found


def _known(store: Store, names: Iterable[str]) -> list[str]:
    """The classes of these names, each once. Raises UsageError where there is none."""
    return list(dict.fromkeys(known_class(store, one) for one in names))


# --- classes and schools ----------------------------------------------------------------------------------------------


def _place(store: Store, kept: Schools, meant: School, asked: Asked) -> None:
    """Put classes into a school, and take others out of it."""
    come, go = _known(store, asked.classes), _known(store, asked.take)
    there = {one.id for one in meant.classes}
    for class_id in come:
        if class_id not in there and not kept.place(meant.number, class_id):
            _refuse_placed(kept, meant, class_id)
    for class_id in go:
        if not kept.displace(meant.number, class_id):
            raise UsageError(_("The class “{name}” is not in this school.").format(name=class_id))


def _refuse_placed(kept: Schools, meant: School, class_id: str) -> None:
    """Tell where a class is that was not placed."""
    for one in kept.every():
        if class_id in {course.id for course in one.classes}:
            if one.number == meant.number:
                return  # somebody else has just put it there
            raise UsageError(
                _("The class “{name}” is in the school “{school}”.").format(name=class_id, school=one.title),
                hint=_("Take it out first: bestio school {school} --take {name}").format(name=class_id, school=one.id),
            )
    raise BestioError(_("Somebody else was changing this at the same moment."), hint=_("Try again."))


def _remove_school(kept: Schools, meant: School, asked: Asked, *, as_json: bool) -> int:
    if not as_json:
        say(_("The school “{name}” goes, and the sign-ins of its teachers with it.").format(name=meant.title))
        for one in meant.teachers:
            say(f"- {one.title}")
        say(_("Its classes and all that was made in them stay, in no school."))
    if not asked.yes and not agreed(_("In a script, say --yes."), _("To remove it, write “oui”, then press Enter:")):
        tell(_("Nothing was removed."))
        return 2
    kept.remove(meant.number)
    return _removed(meant.id, as_json=as_json)


def _removed(name: str, *, as_json: bool) -> int:
    if as_json:
        say_json({"removed": name})
    else:
        say(_("It is done."))
    return 0


# --- teachers ---------------------------------------------------------------------------------------------------------


def _for_teacher(store: Store, kept: Schools, meant: School, asked: Asked, *, as_json: bool) -> int:
    """Make a teacher or find one, and do what is to be done for them."""
    theirs, gone = _known(store, asked.classes), _known(store, asked.take)
    for class_id in theirs:
        if class_id not in {one.id for one in meant.classes}:
            raise UsageError(
                _("The class “{name}” is not in this school.").format(name=class_id),
                hint=_("Put it there: bestio school {school} --class {name}").format(school=meant.id, name=class_id),
            )
    if asked.new_teacher is not None:
        called, key = _named(asked.new_teacher)
        if not kept.add_teacher(meant.number, key, called):
            raise UsageError(
                _("There is already a teacher called “{name}” in this school.").format(name=key),
                hint=_("If it is another one, choose another name."),
            )
        meant = _school(kept.every(), meant.id)
        teacher = _teacher(meant, key)
    else:
        teacher = _teacher(meant, asked.teacher or "")
    if asked.remove:
        return _remove_teacher(kept, teacher, asked, as_json=as_json)
    for class_id in theirs:
        kept.give(teacher.number, class_id)
    for class_id in gone:
        if not kept.take(teacher.number, class_id):
            raise UsageError(_("The class “{name}” is not theirs.").format(name=class_id))
    if asked.untie and not kept.untie(teacher.number):
        raise UsageError(_("No account of a provider is tied to this teacher."))
    if asked.sign_out:
        ended = kept.sign_out(teacher.number)
        tell(ngettext("{n} sign-in has ended.", "{n} sign-ins have ended.", ended).format(n=ended))
    meant = _school(kept.every(), meant.id)
    if asked.invite:
        return _invite(kept, meant, _teacher(meant, teacher.id), theirs, asked, as_json=as_json)
    return _show(meant, as_json=as_json)


def _remove_teacher(kept: Schools, teacher: Teacher, asked: Asked, *, as_json: bool) -> int:
    if not as_json:
        say(_("“{name}” goes: signed in nowhere any more, and nothing is kept of them.").format(name=teacher.title))
    if not asked.yes and not agreed(_("In a script, say --yes."), _("To remove it, write “oui”, then press Enter:")):
        tell(_("Nothing was removed."))
        return 2
    kept.remove_teacher(teacher.number)
    return _removed(teacher.id, as_json=as_json)


def _invite(kept: Schools, meant: School, teacher: Teacher, said: Sequence[str], asked: Asked, *, as_json: bool) -> int:
    """Make an invitation to one class of theirs, and tell both its halves."""
    could = list(said or teacher.classes)
    if len(could) != 1:
        raise UsageError(
            _("An invitation leads to one class: say which.") if could else _("No class is theirs yet."),
            hint=_("Write one of them: --class {names}").format(
                names=", ".join(could or [one.id for one in meant.classes]) or _("CLASS")
            ),
        )
    (class_id,) = could
    course = next(one for one in meant.classes if one.id == class_id)
    made = invite(kept, teacher.number, class_id, asked.days * DAY)
    if made is None:
        raise BestioError(_("Somebody else was changing this at the same moment."), hint=_("Try again."))
    address = asked.address or course.address
    until = datetime.fromtimestamp(made.until, UTC)
    if as_json:
        say_json(
            {
                "school": meant.id,
                "teacher": teacher.id,
                "class": class_id,
                "link": f"{address}{made.path}",
                "code": made.code,
                "until": until.isoformat(timespec="seconds"),
            }
        )
        return 0
    say(_("Invitation for {name}, to the class {title}.").format(name=teacher.title, title=course.title or class_id))
    say(_("The link, to send: {link}").format(link=f"{address}{made.path}"))
    if not address:
        say(_("(To be written behind the address of the class, which is not known yet; or say it: --address URL)"))
    say(_("The code, to give another way (aloud, on paper): {code}").format(code=made.code))
    day = describe_date(until.astimezone().date().isoformat())
    say(_("It serves once, until {day}. It is shown only here; another one takes its place.").format(day=day))
    return 0


# --- what there is ----------------------------------------------------------------------------------------------------


def _as_data(one: School) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "classes": [
            {"id": course.id, "title": course.title or course.id, "address": course.address} for course in one.classes
        ],
        "teachers": [
            {"id": teacher.id, "name": teacher.title, "classes": list(teacher.classes), "account": teacher.tied}
            for teacher in one.teachers
        ],
    }


def _list(every: Sequence[School], *, as_json: bool) -> int:
    if as_json:
        say_json([_as_data(one) for one in every])
        return 0
    for one in every:
        say(f"{one.id}  {_told(one)}")
    if not every:
        say(_("There is no school yet. Make one: bestio school --new NAME"))
    return 0


def _told(one: School) -> str:
    classes, teachers = len(one.classes), len(one.teachers)
    return ", ".join(
        (
            one.title,
            ngettext("{n} class", "{n} classes", classes).format(n=classes),
            ngettext("{n} teacher", "{n} teachers", teachers).format(n=teachers),
        )
    )


def _show(one: School, *, as_json: bool) -> int:
    if as_json:
        say_json(_as_data(one))
        return 0
    say(_told(one))
    for course in one.classes:
        title = course.title or course.id
        say(_("Class {title} ({name}): {address}").format(
            title=title, name=course.id, address=course.address or _("no address known yet")
        ))  # fmt: skip
    for teacher in one.teachers:
        theirs = ", ".join(teacher.classes) or _("no class yet")
        tied = _(" (comes in with an account of the provider)") if teacher.tied else ""
        say(f"{teacher.title} ({teacher.id}) : {theirs}{tied}")
    return 0
