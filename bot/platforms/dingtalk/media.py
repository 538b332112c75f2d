"""Pictures and files people sent to the robot: the download code becomes an address, the address a file.

Source: "下载机器人接收消息的文件内容".
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import TryLater
from bot.platforms.dingtalk.api import DingTalkApi
from bot.platforms.dingtalk.bodies import PLATFORM, read_object, write_object
from bot.platforms.media import LARGEST, TIMEOUT_S, download
from bot.platforms.protocol import Brought
from bot.platforms.tokens import TokenStore

PATH = "/v1.0/robot/messageFiles/download"


class DingTalkMedia:
    """One robot's received files."""

    def __init__(  # noqa: PLR0913 — what a source depends on
        self,
        *,
        name: str,
        api: DingTalkApi,
        tokens: TokenStore,
        hosts: Sequence[str],
        robot_code: str,
        timeout_s: float = TIMEOUT_S,
        largest: int = LARGEST,
    ) -> None:
        """hosts: where files may be fetched from. largest: bytes. timeout_s: for a whole file."""
        self._name, self._api, self._tokens, self._hosts = name, api, tokens, tuple(hosts)
        self._robot_code, self._timeout_s, self._largest = robot_code, timeout_s, largest

    @property
    def name(self) -> str:
        return self._name

    @property
    def platform(self) -> str:
        return PLATFORM

    async def bring(self, request: bytes, token: str = "") -> Brought:
        """Fetch one file. request: kind, name and number, as the door lent them. token: the download code."""
        asked = read_object(request)
        body = write_object({"downloadCode": token, "robotCode": self._robot_code})
        answer = await self._tokens.using(lambda access: self._api.ask(PATH, body, access))
        url = answer.get("downloadUrl")
        if not isinstance(url, str):
            raise TryLater("钉钉没有给出文件的下载地址")
        file = await download(url, self._hosts, timeout_s=self._timeout_s, largest=self._largest)
        return Brought(asked, file.content, str(asked.get("name") or "") or file.name, file.media_type)

    async def close(self) -> None:
        await self._api.close()
