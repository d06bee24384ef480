"""A provider of identities, as OpenID Connect wants it spoken to: where somebody is sent, and who comes back.

What it says of itself is asked for when it is needed first, and kept for a while: it may be away when we begin.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.discovery import get_well_known_url

from bestio.i18n import _
from bestio.serve.openid.asking import PATIENCE, Line, ProviderError
from bestio.serve.openid.flow import Flow
from bestio.serve.openid.registration import Registration, is_private
from bestio.serve.openid.tokens import UnknownKeyError, keys_of, subject_of

KEPT = 3600.0
"""Seconds for which we go by what the provider has said of itself and of its keys."""
NEW_KEYS = 60.0
"""Seconds after which its keys may be asked for again, where a token is signed by another one."""
REST = 5.0
"""Seconds for which one that did not answer is not asked again: else all who try wait for one another."""
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Provider:
    """One provider. For one event loop; `now`: seconds since 1970, `clock` only goes on."""

    def __init__(
        self,
        registration: Registration,
        secret: str,
        now: Callable[[], float],
        clock: Callable[[], float],
        patience: float = PATIENCE,
    ) -> None:
        """`secret`: what we show it; `patience`: seconds for one answer of it."""
        self.registration = registration
        self._secret = secret
        self._now = now
        self._clock = clock
        self._line = Line(patience)
        self._one_at_a_time = asyncio.Lock()
        self._said: tuple[Mapping[str, Any], float] | None = None
        self._keys: tuple[Any, float] | None = None
        self._failed: tuple[ProviderError, float] | None = None

    async def answers(self) -> None:
        """Ask it what it says of itself. Raises ProviderError."""
        await self._itself()

    async def close(self) -> None:
        """Ask it nothing more."""
        await self._line.close()

    async def leads_to(self, back: str, flow: Flow, *, anew: bool) -> str:
        """The address of the page where somebody shows it who they are, and from which they come `back`.

        `anew`: they do so even where it knows their browser. Raises ProviderError.
        """
        said = await self._itself()
        address: str = prepare_grant_uri(
            said["authorization_endpoint"],
            self.registration.client,
            "code",
            redirect_uri=back,
            scope="openid",
            state=flow.state,
            nonce=flow.nonce,
            code_challenge=create_s256_code_challenge(flow.verifier),
            code_challenge_method="S256",
            prompt="login" if anew else None,
        )
        return address

    async def came_from_here(self, issuer: str | None) -> bool:
        """Whether who came back says that this provider has sent them, where it says so. Raises ProviderError."""
        said = await self._itself()
        if issuer is None:
            return said.get("authorization_response_iss_parameter_supported") is not True
        return issuer == self.registration.issuer

    async def subject(self, code: str, back: str, flow: Flow) -> str:
        """Whom the provider means who has come back with a code. Raises ProviderError."""
        said = await self._itself()
        body = prepare_token_request(
            "authorization_code", redirect_uri=back, code=code, code_verifier=flow.verifier
        )  # fmt: skip
        methods = said.get("token_endpoint_auth_methods_supported")
        basic = not isinstance(methods, list) or "client_secret_basic" in methods
        client, secret = self.registration.client, self._secret
        # In a header both stand as in a form, within it.
        auth = (
            ClientAuth(quote(client, safe=""), quote(secret, safe=""), "client_secret_basic")
            if basic
            else ClientAuth(client, secret, "client_secret_post")
        )
        address, headers, body = auth.prepare("POST", said["token_endpoint"], {}, body)
        try:
            given = await self._line.post(address, body, headers)
        except ProviderError as error:
            raise _told(error) from error
        return await self._believed(given, flow)

    async def _believed(self, given: Mapping[str, Any], flow: Flow) -> str:
        for old in (False, True):
            keys = await self._signed_with(NEW_KEYS if old else KEPT)
            try:
                return subject_of(
                    given.get("id_token"), keys, issuer=self.registration.issuer, client=self.registration.client,
                    nonce=flow.nonce, access_token=given.get("access_token"), now=self._now(),
                )  # fmt: skip
            except UnknownKeyError:
                continue
        raise ProviderError(_("What your provider says of you is not signed by it."))

    async def _itself(self) -> Mapping[str, Any]:
        """What it says of itself, which has to be what we were told: else it is another."""
        async with self._one_at_a_time:
            if self._said is not None and self._clock() - self._said[1] < KEPT:
                return self._said[0]
            if self._failed is not None and self._clock() - self._failed[1] < REST:
                raise self._failed[0]
            issuer = self.registration.issuer
            try:
                said = await self._line.get(get_well_known_url(issuer, external=True))
                if said.get("issuer") != issuer:
                    raise ProviderError(_("The provider calls itself something else than the settings of this server."))
                if not all(isinstance(said.get(one), str) and is_private(said[one]) for one in _ENDPOINTS):
                    raise ProviderError(_("The provider does not say where one signs in."))
            except ProviderError as error:
                self._failed = (error, self._clock())
                raise
            self._said, self._failed = (said, self._clock()), None
            return said

    async def _signed_with(self, old: float) -> Any:
        """Its keys, asked for again where they are older than so many seconds."""
        said = await self._itself()
        async with self._one_at_a_time:
            if self._keys is None or self._clock() - self._keys[1] >= old:
                self._keys = (keys_of(await self._line.get(said["jwks_uri"])), self._clock())
            return self._keys[0]


def _told(error: ProviderError) -> ProviderError:
    """What a teacher is told of what the provider has refused to us."""
    if error.refused == "invalid_grant":
        return ProviderError(_("Your provider knows nothing of this sign-in any more."), hint=_("Begin again."))
    if error.refused:
        return ProviderError(
            _("Your provider does not know this server any more: “{error}”.").format(error=_safe(error.refused)),
            hint=_("Tell whoever looks after Bestio. Your link and its code work meanwhile."),
        )
    return error


def _safe(word: str) -> str:
    return "".join(sign for sign in word if sign.isascii() and (sign.isalnum() or sign in "_-")) or "?"
