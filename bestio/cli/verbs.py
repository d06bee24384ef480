"""The verbs of `bestio act`, as the acts declare them: found by name, given what they need, and told as help."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any

from bestio.cli.context import Context, missing, read_input
from bestio.errors import UsageError
from bestio.i18n import _
from bestio.session.actions.action import BENCHES, Action, Parameter, Result
from bestio.session.actions.register import ACTIONS
from bestio.session.keys import name_of
from bestio.text.fold import fold

IN_LINES: Mapping[str, str] = {
    "portrait": "picture_verbs.portrait",
    "colouring": "picture_verbs.colouring",
    "page": "picture_verbs.page",
    "steps": "activity_verbs.steps",
    "question": "voice_games.question",
    "duet": "duets.duet",
    "compare": "voice_games.compare",
    "mutant": "voice_verbs.mutant",
    "blend": "voice_verbs.child",
    "say": "voice_verbs.say",
    "introduce": "voice_games.introduce",
    "activity": "activity_verbs.activity",
    "guide": "activity_verbs.guide",
    "poll": "plan_verbs.poll",
    "count": "activity_verbs.count",
    "bet": "activity_verbs.bet",
    "sign": "activity_verbs.sign",
    "imagine": "activity_verbs.imagine",
    "quiz": "activity_verbs.quiz",
    "retrain": "activity_verbs.retrain",
    "debate": "activity_verbs.debate",
}
"""The acts that are a dialogue, are heard, or write a file, as lines do them: by which function of this package."""
BESIDE: Mapping[str, str] = {"why": "voice_verbs.with_sound"}
"""What lines add to what an act gave: by which function."""


def find_verb(name: str) -> Action | None:
    """The act that a person means, in English or in French; None for help. Raises UsageError."""
    wanted = fold(name)
    if wanted in {"help", "aide"}:
        return None
    for action in ACTIONS:
        if wanted in {action.id, fold(action.verb)}:
            return action
    raise UsageError(
        _("There is no verb “{name}”.").format(name=name[:40]),
        hint=_nearest(wanted) or _("All the verbs: bestio act JOURNAL help"),
    )


def _nearest(wanted: str) -> str:
    """The verbs that look like `wanted`, in words; "" for none."""
    names = {action.id: action.verb for action in ACTIONS} | {fold(action.verb): action.verb for action in ACTIONS}
    found = dict.fromkeys(names[near] for near in get_close_matches(wanted, names, n=3, cutoff=0.7))
    return _("Did you mean: {names}?").format(names=_(" or ").join(found)) if found else ""


def check(action: Action, words: tuple[str, ...]) -> None:
    """Raise UsageError where too little, or too much, was given."""
    least = [parameter for parameter in action.parameters if parameter.required]
    if len(words) < len(least):
        raise missing(_(least[len(words)].usage))
    if len(words) > len(action.parameters) and not any(parameter.rest for parameter in action.parameters):
        raise UsageError(_("“{0}” is one word too many.").format(words[len(action.parameters)][:60]))


def run(action: Action, desk: Context) -> Result:
    """Do an act as the words of the line say it. Raises BestioError."""
    if action.id in IN_LINES:
        return _function(IN_LINES[action.id])(desk)
    done = desk.session.perform(action, **_given(action, desk))
    return _function(BESIDE[action.id])(desk, done) if action.id in BESIDE else done


def _function(name: str) -> Callable[..., Result]:
    module, _dot, function = name.partition(".")
    found: Callable[..., Result] = getattr(import_module(f"bestio.cli.{module}"), function)
    return found


def _given(action: Action, desk: Context) -> dict[str, Any]:
    given: dict[str, Any] = {}
    left = desk.words
    for parameter in action.parameters:
        if not left:
            break
        count = len(left) if parameter.rest else 1
        words, left = left[:count], left[count:]
        if parameter.read is not None:
            given[parameter.name] = parameter.read(desk.session, words)
        else:
            title, text = read_input(words[0])
            given[parameter.name] = (desk.request.title or title, text)
    return given


def help_lines(names: tuple[str, ...] = ()) -> list[str]:
    """Every verb, what it needs, what it does; or those that are named, with more of each. Raises UsageError."""
    named = _named(names)
    return [line for action in named for line in (_line(action), *_more(action))] or list(map(_line, ACTIONS))


def help_data(names: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The same as plain data: what each verb needs, a parameter each, and the keys that do it. Raises UsageError."""
    return [
        {
            "verb": action.verb,
            "id": action.id,
            "help": _(action.help),
            "looks": action.looks,
            "parameters": [_parameter(one) for one in action.parameters],
            "keys": [
                {"bench": key.bench, "key": name_of(key.key.split(",")[0]), "help": _(key.help or action.help)}
                for key in action.keys
            ],
        }
        for action in _named(names) or ACTIONS
    ]


def _named(names: tuple[str, ...]) -> list[Action]:
    return [action for name in names if (action := find_verb(name)) is not None]


def _parameter(one: Parameter) -> dict[str, Any]:
    return {
        "name": _(one.usage),
        "kind": one.kind,
        "help": _(one.help),
        "required": one.required,
        "default": _(one.default) if one.default else "",
        "several": one.rest,
        "choices": list(one.choices()) if one.choices is not None else [],
    }


def _line(action: Action) -> str:
    return f"{action.verb} {action.usage}".strip() + f" ({action.id}). {_(action.help)}"


def _more(action: Action) -> Iterator[str]:
    """The line as it is written, what it needs, and each key that does the same."""
    yield _("Write: {line}").format(line=f"bestio act JOURNAL {action.verb} {action.usage}".rstrip())
    for one in action.parameters:
        told = _("{name}: {help}").format(name=_(one.usage), help=_(one.help))
        if one.choices is not None:
            told += " " + _("There are: {names}.").format(names=", ".join(one.choices()))
        if one.default:
            told += " " + _("Left out: {default}.").format(default=_(one.default))
        yield told
    for key in action.keys:
        keys = name_of(key.key.split(",")[0])
        where = _("{bench}, {key}").format(bench=_(BENCHES[key.bench]), key=keys) if key.bench else keys
        yield _("In the app: {where}. {what}").format(where=where, what=_(key.help or action.help))
