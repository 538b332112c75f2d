"""How people and units are written in a sentence that gives somebody something to do. Pure."""

from __future__ import annotations

import re

STOPS = ",，。;；:：!！?？、\\s\\n"
_POSTS = (
    "副?主任|副?书记|副?部长|副?处长|副?科长|副?经理|总监|副?班长|组长|师傅|老师|同志|负责人|"
    "委员|阿姨|主管|队长|园长|院长|所长|站长|联络员"
)
_UNITS = (
    "中心|管理科|服务部|核算中心|综合办|办公室|公司|班组|一班|二班|三班|车队|食堂|物业|维修|水电|"
    "园林|环卫|宿管|饮食|财务|支部|科|部"
)
#: 郭主任, 维修中心主任, 老李, 物业, 孙伟.
_WHO = (
    rf"(?:[\u4e00-\u9fff]{{0,10}}(?:{_POSTS})|[老小][\u4e00-\u9fff]|"
    rf"[\u4e00-\u9fff]{{0,8}}(?:{_UNITS})|[\u4e00-\u9fff]{{2,4}})"
)
WHO = re.compile(_WHO)
WHOS = re.compile(rf"{_WHO}(?:(?:、|和|与|及|,|，){_WHO})*")
LIKE_WHO = re.compile(
    rf"[\u4e00-\u9fff]{{1,10}}?(?:{_POSTS})|[老小][\u4e00-\u9fff]|"
    rf"[\u4e00-\u9fff]{{0,6}}(?:{_UNITS})|[\u4e00-\u9fff]{{2,3}}"
)
#: Written so only when it is somebody: no plain word of two or three signs.
SURELY_WHO = re.compile(
    rf"[\u4e00-\u9fff]{{1,10}}?(?:{_POSTS})|老[\u4e00-\u9fff]|[\u4e00-\u9fff]{{0,6}}(?:中心|"
    rf"管理科|服务部|物业|综合办|车队)"
)
SEVERAL = re.compile(r"^(?:各|全体|所有|每个?|[两二三四五六七八九十\d]+个)")


def split_names(said: str) -> list[str]:
    """Split 物业、水电科和保卫 into those it names."""
    found = re.split(r"[、,，;；/\s]|以及|还有|(?<!共)和(?!平|谐)|与|及", said)
    return [one for one in (part.strip() for part in found) if one]
