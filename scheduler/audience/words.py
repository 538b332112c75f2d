"""The words of audiences."""

from __future__ import annotations

import re

from bot.acts import Role

_EACH = r"(?:各|全体|所有|全部|每个|各位|各个)?"
SEPARATORS = re.compile(
    r"[、,，;；/\s]+|(?<!共)和(?!平|谐|睦|园)|以及|及(?!其|格|时)|还有|跟(?!班|进)|与(?!会)|外加|加上"
)
EXCEPT = re.compile(
    r"[（(]?(?:除了?|不含|不包括|不用通知)(?P<who>[^（()）除外]+)(?:以外|之外|外|不用|除外)?[)）]?|[（(](?P<after>[^（()）]+)除外[)）]"
)
ALL = re.compile(
    r"(?:全体|所有|全部|全员|大家|大伙儿?|各位|全体人员|所有人|每个人|全部门|全处|全部人|咱们|我们)"
    r"(?:部门|中心|单位|后勤|后勤保障部)?(?:的)?(?:员工|职工|教职工|人员|同志|同事|人|师傅)?(?:们)?"
)
LEADERS = re.compile(
    _EACH + r"(?:部|处|党政)?(?:领导)?(?:班子)(?:成员|领导|同志)?|(?:各位|全体)?(?:部|处)领导|党政领导"
)
MEMBERS = re.compile(_EACH + r"(?:的)?(?:中共|正式)?党员(?:同志)?(?:们)?")
MIDDLE = re.compile(_EACH + r"(?:的)?中层(?:干部|以上|及以上)?(?:干部)?|" + _EACH + r"科级(?:及)?以上(?:干部)?")
LEVEL = re.compile(
    _EACH + r"(?P<level>[\u4e00-\u9fff]{2,4}?)(?:级|长)?(?:及)?以上(?:的)?(?:干部|人员|领导|同志|员工|管理人员|岗位)?"
)
ROLES = (
    (
        re.compile(_EACH + r"(?:党)?支(?:部)?书(?:记)?(?:同志)?|" + _EACH + r"支部(?:的)?书记|支书"),
        Role.BRANCH_SECRETARY,
    ),
    (re.compile(_EACH + r"支部(?:的)?(?:联络员|委员|组织委员)"), Role.BRANCH_ORGANISER),
    (re.compile(_EACH + r"(?:班组长|班长|组长|工长|领班)"), Role.TEAM_LEADER),
    (re.compile(_EACH + r"(?:值班员|值班人员)"), Role.DUTY),
    (re.compile(_EACH + r"联络员"), Role.ORGANISER),
    (re.compile(_EACH + r"分管(?:的)?(?:领导|部长|处长|部领导)"), Role.IN_CHARGE),
    (re.compile(_EACH + r"主要领导|一把手|党政主要(?:领导|负责人)"), Role.CHIEF),
    (re.compile(_EACH + r"(?:纪委委员|纪检委员|纪检)"), Role.DISCIPLINE),
)
HEADS = re.compile(
    r"(?:各|全体|所有|各个|各位)(?P<kind>中心|科室?|食堂)?(?:单位|部门|科室|实体)?(?:的)?"
    r"(?:主任|科长|经理|负责人|主要负责人|一把手|头头|头儿|领导|管理人员)?(?:们)?(?:同志)?"
)
UNIT_ALL = re.compile(
    r"(?:的)?(?:全体|全员|所有|各位|全部)?(?:的)?(?:员工|职工|人员|同志|同事|人|师傅|干部|全体|大家)?(?:们)?"
)
UNIT_HEAD = re.compile(r"(?:的)?(?:主任|科长|经理|负责人|一把手|头头|领导)")
#: The sender's own unit.
OWN = re.compile(
    r"(?:全|本|我们?|咱们?)(?:个)?(?:中心|科室?|单位|部门|班组?|队|室|食堂)(?:的)?(?:全体|所有|全部)?(?:的)?"
    r"(?:员工|职工|人员|同志|同事|人|师傅)?"
)
BRANCH_ALL = re.compile(r"(?:的)?(?:全体|所有)?(?:的)?(?:正式)?(?:党员|成员|同志|人员)?")
TITLE = re.compile(r"副?(?:部长|处长|主任|科长|书记|经理|班长|组长|院长|总监)")
