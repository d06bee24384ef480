"""What is told of the parts of a document that are not its text."""

from __future__ import annotations

from bestio.i18n import _, ngettext
from bestio.language.tokens import Private
from bestio.phrases.importers.flow import LeftOut


def of_document(kind: LeftOut, count: int) -> str:
    """A sentence about `count` things of a kind that were not read."""
    if kind == "note":
        return ngettext("{count} note was left out.", "{count} notes were left out.", count).format(count=count)
    if kind == "comment":
        return ngettext("{count} comment was left out.", "{count} comments were left out.", count).format(count=count)
    return {
        "header": _("What stands at the top and the bottom of each page was left out."),
        "index": _("The table of contents or the index was left out."),
        "hidden": _("Text that is hidden in the document was left out."),
        "deleted": _("Text that was crossed out (tracked changes) was left out."),
        "prompt": _("What a form asks for (“click here”) was left out."),
        "part": _("Another document that is inserted in this one was left out."),
    }[kind]


def private(kind: Private, count: int) -> str:
    """A sentence about `count` addresses or numbers that could lead to somebody."""
    if kind == "link":
        said = ngettext("{count} web address was left out.", "{count} web addresses were left out.", count)
    elif kind == "email":
        said = ngettext("{count} e-mail address was left out.", "{count} e-mail addresses were left out.", count)
    else:
        said = ngettext("{count} telephone number was left out.", "{count} telephone numbers were left out.", count)
    return said.format(count=count)
