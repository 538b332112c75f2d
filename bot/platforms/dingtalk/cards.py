"""Interactive cards: the bodies that create, deliver and change one, and where its presses come back.

A card template is built once in DingTalk's card console; its variables are `title`, `text`, `button1` to `button6`
(empty: that button is not shown) and `shown` (not empty: no button is shown, these words instead), all texts; its
buttons send a request (回传请求) with the ids `button1` to `button6`. Sources: "创建并投放卡片" (2026-07-14),
"更新卡片", "注册卡片回调地址" (2026-06-04); a value is at most 1 KB. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.messages import Card
from bot.platforms.dingtalk.signature import derived
from bot.platforms.protocol import Address

MOST_BUTTONS = 6
LONGEST_VALUE = 1000  # UTF-8 bytes
CUT = "…"
SPACES = "dtv1.card//"
#: Everything else on the card stays as it is.
BY_KEY: Mapping[str, Any] = {"cardUpdateOptions": {"updateCardDataByKey": True, "updatePrivateDataByKey": True}}
KEY_PURPOSE, SECRET_PURPOSE = "card-address", "card-secret"


def route_key(robot_code: str) -> str:
    """Name the registered callback address of a robot's cards."""
    return f"houqin-{robot_code}"


def address_key(app_secret: str) -> str:
    """Return the unguessable part of the cards' callback address."""
    return derived(app_secret, KEY_PURPOSE)


def api_secret(app_secret: str) -> str:
    """Return the secret the cards' callbacks are signed with, given to DingTalk at the registration."""
    return derived(app_secret, SECRET_PURPOSE)


def callback_path(robot_code: str) -> str:
    """Return the path of the cards' callback address."""
    return f"/callback/dingtalk-cards/{robot_code}"


def registration(robot_code: str, app_secret: str, base_url: str) -> dict[str, Any]:
    """Build the body that registers the cards' callback address. base_url: how DingTalk reaches this service."""
    url = f"{base_url.rstrip('/')}{callback_path(robot_code)}?key={address_key(app_secret)}"
    return {
        "callbackRouteKey": route_key(robot_code),
        "callbackUrl": url,
        "apiSecret": api_secret(app_secret),
        "forceUpdate": True,
    }


def delivery(
    card: Card, text: str, addresses: Sequence[Address], *, template: str, robot_code: str, app_key: str
) -> dict[str, Any]:
    """Build the createAndDeliver body: one card, wherever it is to stand.

    app_key: the page asks for it as the robotCode of a group's card, where it is not a scene group's robot.
    """
    groups = [f"IM_GROUP.{address.chat}" for address in addresses if address.chat]
    people = [f"IM_ROBOT.{address.account}" for address in addresses if address.account]
    where: dict[str, Any] = {"openSpaceId": SPACES + ";".join(groups + people)}
    if groups:
        where["imGroupOpenSpaceModel"] = {"supportForward": False}
        where["imGroupOpenDeliverModel"] = {"robotCode": app_key}
    if people:
        where["imRobotOpenSpaceModel"] = {"supportForward": False}
        where["imRobotOpenDeliverModel"] = {"spaceType": "IM_ROBOT", "robotCode": robot_code}
    return {
        "cardTemplateId": template,
        "outTrackId": card.id,
        "callbackType": "HTTP",
        "callbackRouteKey": route_key(robot_code),
        "cardData": {"cardParamMap": _parameters(card, text)},
        **where,
        "userIdType": 1,
    }


def update(card: Card, addresses: Sequence[Address]) -> dict[str, Any]:
    """Build the body that shows a card as pressed: to all, or where everybody answers for himself, to these people."""
    shown = {"cardParamMap": {"shown": _fitting(card.shown)}}
    people = [address.account for address in addresses if address.account]
    if card.asks or len(people) < len(addresses):
        return {"outTrackId": card.id, "cardData": shown, **BY_KEY}
    return {"outTrackId": card.id, "privateData": dict.fromkeys(people, shown), **BY_KEY}


def press_answer(card: Card) -> dict[str, Any]:
    """Build the answer to a press: the card as pressed, to all, or where everybody answers for himself, to him."""
    shown = {"cardParamMap": {"shown": _fitting(card.shown)}}
    return {"cardData" if card.asks else "userPrivateData": shown, **BY_KEY}


def _parameters(card: Card, text: str) -> Mapping[str, str]:
    labels = [button.label for button in card.buttons[:MOST_BUTTONS]]
    labels += [""] * (MOST_BUTTONS - len(labels))
    buttons = {f"button{number}": _fitting(label) for number, label in enumerate(labels, start=1)}
    return {"title": _fitting(card.title), "text": _fitting(text), **buttons, "shown": _fitting(card.shown)}


def _fitting(text: str) -> str:
    """Cut to what a variable holds; the whole text stands in the message before the card."""
    raw = text.encode()
    if len(raw) <= LONGEST_VALUE:
        return text
    return raw[: LONGEST_VALUE - len(CUT.encode())].decode(errors="ignore") + CUT
