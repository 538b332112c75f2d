"""Who was left out of a call DingTalk took, and why. Pure.

Sources: "批量发送人与机器人会话中机器人消息" (invalidStaffIdList, flowControlledStaffIdList; filteredStaffIdList as met
in practice), "创建并投放卡片" (deliverResults).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.platforms.protocol import Outcome

LEFT_OUT: Mapping[str, str] = {
    "invalidStaffIdList": "账号有误，或不在应用的可见范围内",
    "flowControlledStaffIdList": "短时间内收到的消息太多，被钉钉限流",
    "filteredStaffIdList": "被钉钉过滤，没有收到",
}
NOT_DELIVERED = "卡片没有投放成功"


def outcome_of(answer: Mapping[str, Any]) -> Outcome:
    """Read an answer that is no error."""
    refused = {account: reason for name, reason in LEFT_OUT.items() for account in _texts(answer.get(name))}
    reference = answer.get("processQueryKey")
    for delivery in _deliveries(answer.get("result")):
        place = delivery.get("spaceId")
        if delivery.get("success") is False and isinstance(place, str):
            refused[place] = NOT_DELIVERED
        reference = reference or delivery.get("carrierId")
    return Outcome(refused=refused, reference=reference if isinstance(reference, str) else "")


def _texts(found: Any) -> Iterator[str]:
    yield from (one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def _deliveries(result: Any) -> Iterator[Mapping[str, Any]]:
    found = result.get("deliverResults") if isinstance(result, dict) else None
    yield from (one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()
