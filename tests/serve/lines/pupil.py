"""A browser that shows plain pages: it fills in forms as they stand, and follows where they lead."""

from __future__ import annotations

import re
from html import unescape

from tests.serve.conftest import Client, Served

REPORT = re.compile(r'<section id="fait".*?</section>', re.DOTALL)
FAULT = re.compile(r'<div id="faute".*?</div>', re.DOTALL)


def words(html: str) -> str:
    """What a page says, on one line, each kind of blank alike."""
    text = unescape(re.sub(r"<[^>]+>", " ", html))
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


class Pupil:
    """A group that works by plain pages."""

    def __init__(self, served: Served) -> None:
        self.client: Client = served.client()
        self.page = ""
        self.status = 0
        self.name = ""

    async def come_in(self) -> str:
        """Enter, take the first name that is proposed, begin; that name."""
        _status, page = await self.client.post("/entrer", code=self.client.code, vers="lignes")
        self.name = unescape(re.findall(r'name="name" value="([^"]+)"', page)[0])
        await self.posts("/groupes", name=self.name, vers="lignes")
        await self.posts("/lignes/commencer")
        return self.name

    async def join(self, group: str, how: str = "") -> str:
        """Enter as a group that is there already."""
        await self.client.post("/entrer", code=self.client.code, vers="lignes")
        return await self.posts("/groupes", group=group, vers="lignes", **({"how": how} if how else {}))

    async def posts(self, path: str, **fields: str) -> str:
        self.status, self.page = await self.client.post(path, **fields)
        return self.page

    async def gets(self, path: str) -> str:
        self.status, self.page = await self.client.get(path)
        return self.page

    async def does(self, act: str, **fields: str | list[str]) -> str:
        """Do an act, and read what is told of it."""
        pairs = [("geste", act)]
        for name, value in fields.items():
            pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
        async with self.client.session.post(self.client.address + "/lignes/faire", data=pairs) as answer:
            self.status, self.page = answer.status, await answer.text()
        return self.told

    @property
    def told(self) -> str:
        """What the page says has just happened."""
        found = REPORT.search(self.page)
        return words(found[0]) if found else ""

    @property
    def fault(self) -> str:
        """What the page says went wrong."""
        found = FAULT.search(self.page)
        return words(found[0]) if found else ""
