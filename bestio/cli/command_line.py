"""Commands, options and arguments as click reads them, with help and complaints in the language of the interface."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import click

from bestio.cli.spaced import space_out
from bestio.i18n import _

Function = Callable[..., int]
Decorator = Callable[[Function], Function]


class Declare(Protocol):
    """Declares a command by its name and its help."""

    def __call__(self, name: str, help_text: str, /) -> Callable[[Function], click.Command]:
        """A decorator for the function that does it."""
        ...


_KINDS: dict[type, tuple[click.ParamType[Any], str]] = {
    str: (click.STRING, _("<text>")),
    int: (click.INT, _("<number>")),
    float: (click.FLOAT, _("<number>")),
    Path: (click.Path(path_type=Path), _("<path>")),
}
"""How a value is read, and what a help page calls it."""


def _with_default(told: str, parameter: click.Parameter, shown: str | None) -> str:
    default = shown if shown is not None else parameter.default
    if parameter.required:
        return f"{told}  " + _("[required]")
    if parameter.multiple or isinstance(default, bool) or not isinstance(default, (str, int, float)) or default == "":
        return told
    return f"{told}  " + _("[default: {value}]").format(value=default)


class _Option(click.Option):
    def __init__(self, *given: Any, shown: str | None = None, **kept: Any) -> None:
        super().__init__(*given, **kept)
        self.shown = shown

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        names = ", ".join([*sorted(self.opts, key=len), *self.secondary_opts])
        return f"{names} {self.metavar}" if self.metavar else names, _with_default(self.help or "", self, self.shown)


class _Argument(click.Argument):
    def __init__(self, names: Sequence[str], *, told: str, called: str, shown: str | None, **kept: Any) -> None:
        super().__init__(names, **kept)
        self.told, self.called, self.shown = told, called, shown

    def make_metavar(self, ctx: click.Context) -> str:
        return self.metavar or self.name or ""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        return f"{self.metavar} {self.called}", _with_default(self.told, self, self.shown)


class _Formatter(click.HelpFormatter):
    def write_heading(self, heading: str) -> None:
        self.write(
            f"{'':>{self.current_indent}}{heading}\n"
        )  # the sign behind it, with its space, is the heading's own


class _Context(click.Context):
    formatter_class = _Formatter


class _Page(click.Command):
    """A help page that tells arguments as well as options."""

    context_class = _Context

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), _("Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, kind in ((_("Arguments:"), click.Argument), (_("Options:"), click.Option)):
            records = [one.get_help_record(ctx) for one in self.get_params(ctx) if isinstance(one, kind)]
            if rows := [record for record in records if record]:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = _("Show this help.")
        return found


class Command(_Page):
    """A command. Its lines are laid out as the workspace reads them, where it prints lines (`lines`) and no drawing."""

    def __init__(self, *given: Any, lines: bool = True, **kept: Any) -> None:
        super().__init__(*given, **kept)
        self._lines = lines

    def invoke(self, ctx: click.Context) -> Any:
        """Do it."""
        if self._lines and not ctx.params.get("as_json"):
            space_out(ctx.params.get("home"))
        return super().invoke(ctx)


class Group(_Page, click.Group):
    """The command that holds the others, in the order in which they are declared."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each option is, then the commands."""
        super().format_options(ctx, formatter)
        with formatter.section(_("Commands:")):
            formatter.write_dl([(name, command.help or "") for name, command in self.commands.items()])


def settings() -> dict[str, Any]:
    """What every command is made with."""
    return {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def option(
    *names: str,
    told: str,
    kind: type = str,
    called: str | None = None,
    default: Any = None,
    many: bool = False,
    values: int = 1,
    shown: str | None = None,
) -> Decorator:
    """An option with a value of `kind` (str, int, float, Path); `many`: it may be repeated, and gives a tuple.

    `values`: how many it takes at once, as a tuple where there is more than one; `shown`: as in `argument`.
    """
    read, usual = _KINDS[kind]
    return click.option(
        *names,
        cls=_Option,
        type=read,
        metavar=called or usual,
        help=told,
        default=() if many else default,
        multiple=many,
        nargs=values,
        shown=shown,
    )


def switch(*names: str, told: str) -> Decorator:
    """An option without a value."""
    return click.option(*names, cls=_Option, is_flag=True, default=False, help=told)


def either(name: str, *, told: str) -> Decorator:
    """A switch that has its opposite, as --dys and --no-dys; None where neither is said."""
    bare = name.removeprefix("--")
    return click.option(f"{name}/--no-{bare}", bare, cls=_Option, is_flag=True, default=None, help=told)


def argument(
    name: str,
    *,
    told: str,
    called: str,
    kind: type = str,
    default: Any = None,
    required: bool = False,
    many: bool = False,
    shown: str | None = None,
) -> Decorator:
    """A word of the line; `many`: all that follow, as a tuple; `shown`: how its default is told where not as it is."""
    read, usual = _KINDS[kind]
    kept: dict[str, Any] = {"nargs": -1} if many else {} if default is None else {"default": default}
    return click.argument(
        name, cls=_Argument, type=read, metavar=called, required=required, told=told, called=usual, shown=shown, **kept
    )


home = option("--home", told=_("The workspace folder."), kind=Path)
as_json = switch("--json", "as_json", told=_("One JSON document on standard output, and nothing else."))
seed = option("--seed", told=_("A number: the same one gives the same result."), kind=int)
journal = argument("journal", told=_("A journal file, or a group’s name."), called=_("JOURNAL"), required=True)


def together(*decorators: Decorator) -> Decorator:
    """Several options as one decorator, in the order in which a help page shows them."""

    def decorate(function: Function) -> Function:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


_COMPLAINTS = (
    (r"No such option:? ['\"]?([^\s'\"]+?)['\"]?\.?(?: .*)?$", _("There is no option {0}.")),
    (r"No such command ['\"](.*?)['\"].*$", _("There is no command “{0}”.")),
    (r"Missing argument ['\"](.+?)['\"].*$", _("{0} is missing.")),
    (r"Missing (?:option|parameter)s? ?['\"]?(.+?)['\"]?\.?$", _("{0} is missing.")),
    (r"Option ['\"](.+?)['\"] requires .*$", _("The option {0} needs a value.")),
    (r"Option ['\"](.+?)['\"] does not take a value.*$", _("The option {0} takes no value.")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)$", _("“{0}” is one word too many.")),
    (r"Invalid value for ['\"]?(.+?)['\"]?: .*valid (?:integer|number|float|int).*$", _("{0} must be a number.")),
    (r"Invalid value for ['\"]?(.+?)['\"]?: (.*)$", _("{0} has a value that does not fit: {1}")),
)


def complaint(error: click.ClickException) -> str:
    """What click complains of, in the language of the interface; as it stands where it is not among what is known."""
    english = " ".join(error.format_message().split())
    for pattern, told in _COMPLAINTS:
        if match := re.match(pattern, english):
            return told.format(*(group or "" for group in match.groups()))
    return english
