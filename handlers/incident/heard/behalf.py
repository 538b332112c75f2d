"""Who really reports, where one speaks for another who has no account: 代报：物业老赵 139…，二食堂漏水."""

from __future__ import annotations

import re

from handlers.incident.heard.plain import Plain

_PHONE = r"(?P<phone>1[3-9]\d{9}|\d{3,4}-?\d{7,8}|\d{3,8})"
_NAME = r"(?P<name>[\u3400-\u9fff·]{2,10}?)"
_FOR = re.compile(
    rf"(?:代报|代为上报|代上报|代为报告|代[^\s,，。]{{0,2}}报)[\s:：,，]*{_NAME}(?:的?电话|"
    rf"手机)?[\s:：,，]*(?:{_PHONE})?(?=[\s,，。:：、]|报|说|反映)"
)
_HELPS = re.compile(
    r"(?:替|帮|代)(?!我|忙)(?P<name>[\u3400-\u9fff·]{1,8}?)(?P<phone>1[3-9]\d{9}|"
    r"\d{3,8})?(?:来)?(?:上?报(?:告|一下|个|修)?|反映|说一下|说一声)"
)
_ASKED_TO = re.compile(
    r"(?P<name>(?:[老小][\u3400-\u9fff]|[\u3400-\u9fff]{1,3}(?:师傅|阿姨|大姐|大爷|老师|班长|队长|经理|姐|"
    r"哥)))\s*(?P<phone>1[3-9]\d{9}|\d{3,8})?\s*(?:让|托|叫)我?(?:来)?(?:上?报|说|反映|代报)"
)


def on_behalf(plain: Plain) -> tuple[str, str]:
    """Return the name and the telephone of who really reports, each empty where it is not said."""
    for pattern in (_FOR, _HELPS, _ASKED_TO):
        if found := pattern.search(plain.said):
            return found["name"], found["phone"] or ""
    return "", ""


def without_behalf(plain: Plain, masked: str) -> str:
    """Return `masked` with blanks where it says for whom somebody speaks: 物业老赵 is no place."""
    found = next((one for pattern in (_FOR, _HELPS, _ASKED_TO) if (one := pattern.search(plain.said))), None)
    return masked if found is None else masked[: found.start()] + " " * len(found.group()) + masked[found.end() :]
