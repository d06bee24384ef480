"""What pages may load, and from where: nothing but what is served here; the plain ones run no script."""

from __future__ import annotations

from bestio.serve.lines.forms import ROOT

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' ws://{host} wss://{host}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
LINES_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; media-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""That of the plain pages: no script of anybody's."""


def policy_of(path: str, host: str) -> str:
    """What a page may load: the plain ones run no script."""
    return LINES_POLICY if path == ROOT or path.startswith(f"{ROOT}/") else POLICY.format(host=host)
