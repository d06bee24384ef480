"""Texts for people: English in the code, French on the screen.

Message ids are plain English; `locale/fr` holds the French, which is what everyone reads unless
`BESTIO_LANG` names another language. The catalogue is read on first use, and only once.
"""

from __future__ import annotations

import gettext as _gettext
import os
from functools import cache
from pathlib import Path

DOMAIN = "bestio"
LOCALE_DIR = Path(__file__).parent / "locale"
DEFAULT_LANGUAGE = "fr"


def language() -> str:
    """The language of the interface: `BESTIO_LANG` (such as "en" or "fr_FR"), else French."""
    return os.environ.get("BESTIO_LANG", "").strip() or DEFAULT_LANGUAGE


@cache
def catalogue(lang: str) -> _gettext.NullTranslations:
    """The translations for `lang`; the English ids themselves where there is no catalogue."""
    return _gettext.translation(DOMAIN, LOCALE_DIR, languages=[lang], fallback=True)


def _(message: str) -> str:
    """`message` in the language of the interface; nothing for nothing, which a catalogue takes for its own header."""
    return catalogue(language()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of the message that goes with `count`, in the language of the interface."""
    return catalogue(language()).ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 (the name that extractors know)
    """Mark `message` for translation without translating it now (for tables built at import)."""
    return message
