"""What an operator may write for where files come from: what is none is refused before anything is served."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.connections import DingTalkRobot, Section, WeComAiBot
from bot.origins import is_sound, read_pattern
from bot.platforms.hosts import allowed
from tests.each import each
from tests.platforms.test_media import HOSTS

NO_PATTERNS = ["", " ", "*", "*.", "*.com", "*.*.com", "a*.com", "http://", "https://*", "evil.cn/x", "ftp://evil.cn",
               "http://x:99999999", "http://x:65536", "x:0", "x:", "a b", "https://u@evil.cn", "水.cn"]  # fmt: skip


@each("pattern", NO_PATTERNS)
def test_a_pattern_that_is_none_lets_nothing_through(pattern: str) -> None:
    """Nor does a whole top-level domain."""
    assert read_pattern(pattern) is None
    assert not is_sound(pattern)
    assert allowed("https://a.evil.cn/x", [pattern]) is None


WECOM = {"aibot_id": "aibQ7Xk", "name": "助手", "token": "t", "aes_key": "a" * 43}
DINGTALK = {"corp_id": "ding1", "app_key": "dingkey", "app_secret": "s", "robot_code": "dingcode"}


@pytest.mark.parametrize(("table", "rest"), [(WeComAiBot, WECOM), (DingTalkRobot, DINGTALK)])
def test_a_pattern_that_is_none_refuses_the_start(table: type[Section], rest: dict[str, str]) -> None:
    """The operator is told how to write one; nothing secret is shown."""
    for pattern in NO_PATTERNS:
        with pytest.raises(ValidationError, match="is no host; write") as refused:
            table.model_validate({**rest, "media_hosts": ["files.example.edu", pattern]})
        assert refused.value.errors()[0]["loc"] == ("media_hosts", 1)
    assert table.model_validate({**rest, "media_hosts": HOSTS})
    assert all(is_sound(host) for host in table.model_fields["media_hosts"].default)
