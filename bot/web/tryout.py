"""The try-out page: an invented department whose people the visitor may be, a group, and a clock to move forward.

The page speaks to five addresses: `/` the page, `/try/screen` what one person sees, `/try/say` something typed,
`/try/forward` time, `/try/file/` a document that was handed over. Only ever served where no real door is configured.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from importlib import resources
from typing import Any, TypeVar

from jinja2 import Environment, PackageLoader
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.tryout import TryOut
from bot.web.headers import SECURITY

LONGEST_STEP = timedelta(days=31)

Shape = TypeVar("Shape", bound=BaseModel)


class Say(BaseModel):
    """Something typed."""

    model_config = ConfigDict(extra="forbid")

    account: str = Field(min_length=1, max_length=128)
    chat: str = Field("", max_length=128)
    text: str = Field(max_length=20_000)


class Forward(BaseModel):
    """Let time pass: some minutes, or until something falls due (0)."""

    model_config = ConfigDict(extra="forbid")

    minutes: int = Field(ge=0, le=int(LONGEST_STEP.total_seconds() // 60))


def routes(tryout: TryOut) -> list[BaseRoute]:
    """Build the page's addresses."""
    templates = Environment(loader=PackageLoader("bot.web"), autoescape=True)

    async def page(request: Request) -> Response:
        del request
        text = templates.get_template("tryout.html").render(office=tryout.office, group=tryout.group)
        return HTMLResponse(text, headers=SECURITY)

    async def screen(request: Request) -> Response:
        account = request.query_params.get("account", "")
        after = request.query_params.get("after", "0")
        number = int(after) if after.isascii() and after.isdigit() and len(after) < 16 else 0  # noqa: PLR2004
        return _json(await asyncio.to_thread(tryout.screen, account, number))

    async def say(request: Request) -> Response:
        said = await _read(request, Say)
        if said is None:
            return _json({"error": "这条消息发不出去，请检查后再发。"}, 400)
        await tryout.say(said.account, said.chat, said.text)
        return _json({"said": True})

    async def forward(request: Request) -> Response:
        asked = await _read(request, Forward)
        if asked is None:
            return _json({"error": "时间只能往后拨，最多一个月。"}, 400)
        now = await tryout.forward(timedelta(minutes=asked.minutes) if asked.minutes else None)
        return _json({"now": now.isoformat()})

    async def file(request: Request) -> Response:
        found = await asyncio.to_thread(tryout.document, request.path_params["number"])
        if found is None:
            return _json({"error": "没有这份文件。"}, 404)
        name, path = found
        return FileResponse(path, media_type="application/octet-stream", filename=name, headers=SECURITY)

    static = str(resources.files("bot.web") / "static")
    return [
        Route("/", page),
        Route("/try/screen", screen),
        Route("/try/file/{number:int}", file),
        Route("/try/say", say, methods=["POST"]),
        Route("/try/forward", forward, methods=["POST"]),
        Mount("/static", StaticFiles(directory=static)),
    ]


async def _read(request: Request, shape: type[Shape]) -> Shape | None:
    if request.headers.get("content-type", "").split(";")[0] != "application/json":
        return None  # a form of another site can't send this type without asking first
    try:
        return shape.model_validate_json(await request.body())
    except ValueError:
        return None


def _json(value: dict[str, Any], status: int = 200) -> Response:
    return JSONResponse(value, status_code=status, headers=SECURITY)
