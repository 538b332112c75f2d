"""The poster for the notice board: one A4 page that says what the assistant hears, and needs nothing but itself.

Words stand in the template; what the office fills in is escaped. An unknown telephone is a line to write it on.
"""

from __future__ import annotations

from jinja2 import Environment, PackageLoader

from bot.settings import Office, Settings


def hears_groups(settings: Settings) -> bool:
    """Whether a mention in a group is heard: by an AI bot or a DingTalk robot; assumed where no door is there yet."""
    return bool(settings.wecom_aibot or settings.dingtalk_robot or not settings.hears)


def poster(office: Office, *, groups: bool) -> str:
    """Write the page as HTML. groups: whether a mention in a group is heard."""
    templates = Environment(loader=PackageLoader("bot.web"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return templates.get_template("poster.html").render(office=office, groups=groups)
