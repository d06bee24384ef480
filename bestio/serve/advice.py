"""What to check where browsers do not find the computer that serves, or lose it: as a page, and as lines."""

from __future__ import annotations

from html import escape

from bestio.i18n import _
from bestio.serve.pages import page


def advice() -> list[tuple[str, str]]:
    """What to check, the likeliest first: in a few words, then how."""
    return [
        (
            _("The same Wi-Fi?"),
            _("This device and the teacher’s computer are in the same network; mobile data is off."),
        ),
        (
            _("Is that computer awake?"),
            _("Its lid is open, it does not sleep, and Bestio still runs in its window."),
        ),
        (
            _("The address and the code"),
            _("Read them on the board once more: in another network, the computer has another address."),
        ),
        (
            _("The question of Windows"),
            _(
                "When Bestio first serves, Windows asks whether Python may be reached: say yes to private networks. "
                "Whoever said no finds it under “Allow an app through the firewall”."
            ),
        ),
        (
            _("A Wi-Fi that keeps devices apart"),
            _(
                "Many school networks do (“client isolation”): nobody reaches anybody, though all are connected. Ask "
                "who looks after it, or take another network: a telephone’s hotspot is enough, and needs no internet."
            ),
        ),
        (
            _("A proxy or a VPN"),
            _("On a device that the school manages, the address must be left out of it."),
        ),
    ]


def advice_list() -> str:
    """The same as a list for a page."""
    items = "".join(f"<li><b>{escape(what)}</b> {escape(how)}</li>" for what, how in advice())
    return f'<ol class="advice">{items}</ol>'


def advice_page() -> str:
    """The page, which anybody may read."""
    title = _("When the network is bad")
    kept = _("Nothing is lost: what was done is saved on the teacher’s computer.")
    return page(
        title,
        f"<main><h1>{escape(title)}</h1><p>{escape(kept)}</p>{advice_list()}"
        f'<p><a class="first" href="/">{escape(_("To the door"))}</a></p></main>',
    )
