"""The page on the screen of a study: the code that changes, how many are there, what to type. No login, no name.

Three addresses below `/study/<number>/`: the page, the little it asks for every few seconds, and what is scanned from
it. An address that is not right is a 404 like any other that does not exist.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import resources
from typing import Any, Protocol

import segno
from jinja2 import Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.headers import SECURITY

EVERY_S = 3  # how often the page asks what is new
HIDDEN = SECURITY | {"X-Robots-Tag": "noindex, nofollow"}
NO_PAGE = "没有这个页面，或者页面已过期。"
FILES = {"projector.css": "text/css", "projector.js": "text/javascript"}
QR_SCALE, QR_BORDER = 8, 4


class Shown(Protocol):
    """What stands on the page."""

    @property
    def title(self) -> str:
        """Return what it is."""

    @property
    def where(self) -> str:
        """Return when and where."""

    @property
    def state(self) -> str:
        """Return how signing in stands."""

    @property
    def say(self) -> str:
        """Return what to type; empty where nothing is to be."""

    @property
    def is_open(self) -> bool:
        """Return whether signing in is open."""

    @property
    def code(self) -> str:
        """Return the code; empty where none is shown."""

    @property
    def left_s(self) -> int:
        """Return the seconds until it changes."""

    @property
    def there(self) -> int:
        """Return how many have signed in."""

    @property
    def expected(self) -> int:
        """Return how many are to."""

    @property
    def scan(self) -> str:
        """Return the address to scan; empty where there is none."""


class Scanned(Protocol):
    """What somebody reads who scanned the page."""

    @property
    def title(self) -> str:
        """Return what it is."""

    @property
    def state(self) -> str:
        """Return how signing in stands."""

    @property
    def say(self) -> str:
        """Return what to type; empty where nothing is to be."""


class Screens(Protocol):
    """The pages of all studies."""

    def look(self, study_id: int, token: str) -> Shown | None:
        """Return what stands on a page; None where there is no such page."""

    def scanned(self, study_id: int, token: str) -> Scanned | None:
        """Return what stands on the page that was scanned; None where there is no such page."""


def routes(screens: Screens) -> list[BaseRoute]:
    """Build the page's addresses."""
    templates = Environment(loader=PackageLoader("bot.web"), autoescape=True, trim_blocks=True, lstrip_blocks=True)

    async def page(request: Request) -> Response:
        shown = await _found(screens.look, request)
        if shown is None:
            return _no_page()
        text = templates.get_template("projector.html").render(every=EVERY_S, qr=picture(shown.scan), shown=shown)
        return HTMLResponse(text, headers=HIDDEN)

    async def news(request: Request) -> Response:
        shown = await _found(screens.look, request)
        return _no_page() if shown is None else JSONResponse(_news(shown), headers=HIDDEN)

    async def scan(request: Request) -> Response:
        scanned = await _found(screens.scanned, request)
        if scanned is None:
            return _no_page()
        return HTMLResponse(templates.get_template("scanned.html").render(scanned=scanned), headers=HIDDEN)

    return [
        *(Route(f"/study/{name}", _file(name, media_type)) for name, media_type in FILES.items()),
        Route("/study/{number:int}/scan/{token}", scan),
        Route("/study/{number:int}/{token}/now", news),
        Route("/study/{number:int}/{token}", page),
    ]


def picture(address: str) -> str:
    """Return an address as a picture to scan, as a data address; empty for none."""
    if not address:
        return ""
    return str(segno.make(address, error="m", micro=False).png_data_uri(scale=QR_SCALE, border=QR_BORDER))


def _news(shown: Shown) -> dict[str, Any]:
    names = ("title", "where", "state", "say", "is_open", "code", "left_s", "there", "expected")
    return {name: getattr(shown, name) for name in names} | {"qr": picture(shown.scan)}


async def _found(look: Callable[[int, str], Any], request: Request) -> Any:
    number, token = request.path_params["number"], request.path_params["token"]
    return await asyncio.to_thread(look, number, token) if number < 1 << 31 else None


def _no_page() -> Response:
    return PlainTextResponse(NO_PAGE, status_code=404, headers=HIDDEN)


def _file(name: str, media_type: str) -> Callable[[Request], Response]:
    content = (resources.files("bot.web") / "static" / name).read_bytes()

    def file(request: Request) -> Response:
        del request
        return Response(content, media_type=media_type, headers=SECURITY)

    return file
