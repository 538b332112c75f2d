"""The try-out in a terminal: the same house as the page, one line at a time."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.app import House, running
from bot.tryout import GROUP, TryOut

WELCOME = (
    "后勤助手试用。直接输入就是私聊；群里请带上@{assistant}。\n"
    "/我是 姓名　/群　/私聊　/推进 分钟　/下一件　/谁　/帮助　/退出"
)
YOU_ARE = "现在是：{name}（{post}），{where}"
NOBODY = "没有叫“{name}”的人。/谁 可以看名单。"
HOW_MANY = "请写要推进的分钟数，例如 /推进 30"
NOT_HEARD = "（助手没有听到：群里要@{assistant}）"
SAVED = "（已存到 {path}）"
IN_GROUP, IN_PRIVATE = "在群里", "私聊助手"
LONGEST_MINUTES = 31 * 24 * 60


class Chat:
    """One visitor at a terminal."""

    def __init__(self, tryout: TryOut, write: Callable[[str], None], folder: Path) -> None:
        """folder: where documents are put that are handed over."""
        self._tryout = tryout
        self._folder = folder
        self._write = write
        self._me = next(one for one in tryout.people() if one.account == "liming")
        self._chat = ""
        self._after: dict[str, int] = {}  # by account: the newest line shown

    async def begin(self) -> None:
        """Say how it goes."""
        self._write(WELCOME.format(assistant=self._tryout.office.assistant))
        self._where()

    async def line(self, text: str) -> bool:
        """Take one line. Returns False when the visitor leaves."""
        command, _, rest = text.strip().partition(" ")
        if command == "/退出":
            return False
        if command in ("/推进", "/下一件"):
            await self._forward(command, rest.strip())
        elif command.startswith("/"):
            self._switch(command, rest.strip())
            await self.news()
        elif text.strip():
            await self._say(text)
        return True

    async def news(self) -> None:
        """Write what came since."""
        for line in (await self._screen())["lines"]:
            self._after[self._me.account] = line["id"]
            if line["bot"]:
                self._write(f"[{'群' if line['chat'] else '私聊'} {line['at']}] 助手：{line['text']}")
            if line["file"]:
                self._write(SAVED.format(path=await asyncio.to_thread(self._save, line["id"])))

    def _switch(self, command: str, rest: str) -> None:
        if command == "/群":
            self._chat = GROUP
        elif command == "/私聊":
            self._chat = ""
        elif command == "/我是":
            self._become(rest)
        elif command == "/谁":
            self._write("、".join(f"{one.name}（{one.post or one.role}）" for one in self._tryout.people()))
        else:
            self._write(WELCOME.format(assistant=self._tryout.office.assistant))
        self._where()

    def _become(self, name: str) -> None:
        found = next((one for one in self._tryout.people() if name and name in (one.name, one.account)), None)
        if found is None:
            self._write(NOBODY.format(name=name))
            return
        self._me = found

    async def _forward(self, command: str, minutes: str) -> None:
        if command == "/下一件":
            await self._tryout.forward(None)
        elif minutes.isascii() and minutes.isdigit() and 0 < int(minutes) <= LONGEST_MINUTES:
            await self._tryout.forward(timedelta(minutes=int(minutes)))
        else:
            self._write(HOW_MANY)
            return
        await self.news()
        self._write((await self._screen())["now"])

    async def _say(self, text: str) -> None:
        await self._tryout.say(self._me.account, self._chat, text)
        await self.news()
        mention = f"@{self._tryout.office.assistant}"
        if self._chat and mention not in text:
            self._write(NOT_HEARD.format(assistant=self._tryout.office.assistant))

    async def _screen(self) -> dict[str, Any]:
        me = self._me.account
        return await asyncio.to_thread(self._tryout.screen, me, self._after.get(me, 0))

    def _save(self, number: int) -> Path | None:
        """Put the document of a line into the folder, under its name."""
        found = self._tryout.document(number)
        if found is None:
            return None
        name, kept = found
        self._folder.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copyfile(kept, self._folder / f"{number}-{name}"))

    def _where(self) -> None:
        where = IN_GROUP if self._chat else IN_PRIVATE
        self._write(YOU_ARE.format(name=self._me.name, post=self._me.post or self._me.role, where=where))


async def chat_here(house: House, read: Callable[[str], str] = input, write: Callable[[str], None] = print) -> None:
    """Chat with a house in this terminal until the visitor leaves."""
    assert house.tryout is not None  # noqa: S101 — a try-out house has one
    async with running(house):
        chat = Chat(house.tryout, write, house.settings.data_dir / "documents")
        await chat.begin()
        while True:
            try:
                line = await asyncio.to_thread(read, "> ")
            except EOFError:
                return
            if not await chat.line(line):
                return
