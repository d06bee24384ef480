"""The pages of a teacher's sign-in, as plain HTML: what asks for a code, and what a teacher sees of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from msgspec import Struct

from bestio.i18n import _, ngettext
from bestio.journal.schools import Course
from bestio.serve.pages import button, page

BEGIN = "/prof/compte"
TIE, UNTIE, BACK = f"{BEGIN}/relier", f"{BEGIN}/delier", f"{BEGIN}/retour"


class Ways(Struct, frozen=True):
    """What a teacher sees of the provider of identities of their school: what their account there is called."""

    name: str = ""
    """ "": the usual."""

    @property
    def called(self) -> str:
        """What stands on the buttons."""
        return self.name or _("my academic account")


def account_form(ways: Ways) -> str:
    """What stands below the code for whoever has an account at the provider."""
    label = escape(_("Come in with {account}").format(account=ways.called))
    return f'<form method="post" action="{BEGIN}"><button>{label}</button></form>'


def tied_form(ways: Ways, *, tied: bool) -> str:
    """What a teacher who is in does with their account at the provider. `tied`: whether they come in with one."""
    if tied:
        told = _("You also come in with {account}.").format(account=ways.called)
        again = _("Tie another one instead")
    else:
        told, again = _("To come in without a link or a code:"), _("Tie {account}").format(account=ways.called)
    end = f'<button formaction="{UNTIE}">{escape(_("Tie it no more"))}</button>' if tied else ""
    begin = f"<p>{escape(told)}</p><div><button>{escape(again)}</button>{end}</div>"
    return f'<form method="post" action="{TIE}">{begin}</form>'


def onward_page(where: str, told: str) -> str:
    """A page that leads to `where` by itself, and by hand where a browser does not."""
    return page(
        _("Bestio: your page"),
        f'<main><h1>BESTIO</h1><p role="status">{escape(told)}</p>'
        f'<p><a class="first" href="{escape(where)}">{escape(_("Go on"))}</a></p></main>',
        head=f'<meta http-equiv="refresh" content="0; url={escape(where)}">',
    )


def code_page(where: str, trouble: str = "") -> str:
    """The page of a link, at the path `where`; it tells nothing of whom it is for, nor of the class."""
    told = f'<p role="alert" class="trouble">{escape(trouble)}</p>' if trouble else ""
    about = _("You were given it another way: aloud, on paper. The link serves once, on one device.")
    return page(
        _("Bestio: your page"),
        f'<main><h1>BESTIO</h1>{told}<form method="post" action="{escape(where)}">'
        f'<label for="code">{escape(_("The code of the invitation"))}</label>'
        '<input id="code" name="code" maxlength="20" required autofocus autocomplete="off" '
        'autocapitalize="characters" spellcheck="false">'
        f'<button class="first">{escape(_("Come in"))}</button><p>{escape(about)}</p></form></main>',
    )


def invited_page(title: str, link: str, code: str) -> str:
    """What opens the class `title` to its teacher on another device, or in another class."""
    about = _("It serves once, within an hour. It is shown only here.")
    return page(
        _("Bestio: your page"),
        f"<main><h1>{escape(title)}</h1><p>{escape(_('Open this link, on this device or on another one:'))}</p>"
        f'<p><a href="{escape(link)}">{escape(link)}</a></p>'
        f"<p>{escape(_('There, type this code:'))} <b>{escape(code)}</b></p><p>{escape(about)}</p>"
        f'<p><a class="first" href="/prof">{escape(_("Back to the class"))}</a></p></main>',
    )


def mine(name: str, courses: Sequence[Course], here: str, browsers: int, account: str = "") -> str:
    """What stands below the class: who has signed in, their classes, and the way out. `here`: the class of the page.

    `account`: what they do with their account at a provider, as HTML.
    """
    return f'<section id="mine">{"".join(_mine(name, courses, here, browsers, account))}</section>'


def _mine(name: str, courses: Sequence[Course], here: str, browsers: int, account: str) -> Iterator[str]:
    yield f"<h2>{escape(name)}</h2>"
    known = [one for one in courses if one.id == here or one.address]
    if known:
        listed = "".join(f"<li>{_course(one, here)}</li>" for one in known)
        yield f'<p>{escape(_("Your classes:"))}</p><form method="post" action="/prof/inviter"><ul>{listed}</ul></form>'
    if browsers:
        told = ngettext(
            "You are signed in with {n} browser.", "You are signed in with {n} browsers, in all your classes.", browsers
        )
        yield f"<p>{escape(told.format(n=browsers))}</p>"
    yield account
    yield '<form method="post" action="/prof/quitter"><div>'
    yield button("from", "here", _("Sign out"))
    yield button("from", "everywhere", _("Sign out everywhere"), _("of all your browsers, in all your classes"))
    yield "</div></form>"


def _course(one: Course, here: str) -> str:
    title = escape(one.title or one.id)
    if one.id == here:
        return f"<b>{title}</b> {button('class', one.id, _('A link and a code for another device'))}"
    made = button("class", one.id, _("A link and a code for this class"))
    return f'<a href="{escape(one.address)}/prof">{title}</a> {made}'
