"""Everything staff read of plans of a year and of how often each kind is held."""

from __future__ import annotations

#: A session is announced, changed, off.
HEAD = "【学习】{when} {title}{place}"
IN_PLACE = "（{place}）"
TOPIC = "主题：{topic}"
WANTED = "学后交：{what}"
NOTE = "备注：{note}"
ORGANISED = "组织人：{who}"
CONTENT_CHANGED = "安排有变，以本次通知为准"
FROM_TO = "{what}：{old} → {new}"
NONE = "（无）"
OFF = "{when} {title}已取消"
