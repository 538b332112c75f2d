"""Where something happens: buildings the house knows, with floor and room as said, and places known by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.store.names import DIGITS
from handlers.incident.heard.lexicon import Lexicon, Stands
from handlers.incident.heard.plain import Plain

_NUM = r"(?:\d{1,4}|[一二三四五六七八九十]{1,3}|负[一二三123])"
#: What may follow a building: floor, unit, room, part of it.
_PART = (
    rf"{_NUM}(?:号楼|楼(?!主)|层|单元|室|号房间?|号宿舍|寝室|宿舍|教室|班|f(?![a-z])|号门|号窗口)|"
    rf"[东南西北]{{1,2}}(?:侧|边|头|面|楼|区|门)?|[a-z]?\d{{3,4}}(?![\d个人名位分])|"
    r"地下(?:室|车库|[一二]层)?|负[一二]楼|楼顶|天台|顶楼|顶层|楼道|走廊|过道|大厅|大堂|门厅|后厨|厨房|"
    r"操作间|凉菜间|面点间|灶台|仓库|库房|洗碗间|餐厅|窗口|卫生间|厕所|水房|开水房|洗手间|洗衣房|浴室|"
    r"淋浴间|盥洗室|"
    r"配电[房间室箱]|弱电间|强电间|强电井|电表间|机房|电梯(?:间|口|厅|里|井|机房)?|楼梯(?:间|口)?|[水茶开储杂控工更洗消管设强弱保打面热凉冷备配监][\u3400-\u9fff]{0,2}[间室房](?![题子])|教室|"
    r"办公室|会议室|活动室|值班室|实验室|阅览室|自习室|阳台|宿舍|寝室|房间|大门口?|门口|门前|正门|后门|"
    r"侧门|旁门|外墙|广场|"
    r"后面|前面|后头|前头|旁边|边上|楼下|楼上|对面|附近|周围|外面|门外|里面|拐角|路口|大班|中班|小班|托班|"
    r"施工现场|工地|停车场|车棚|充电棚|操场|花坛|草坪|绿化带|消防通道"
)
_PARTS = re.compile(rf"(?:[的 \-]?(?:{_PART})){{1,5}}")
_ZONE = (
    r"(?:[东南西北中新老主本]{1,2}(?:校)?区|本部|[\u3400-\u9fff]{2}校区|[\u3400-\u9fff]{1,2}苑|校园|校内|家属[区院])"
)
_FACILITY = (
    r"食堂|餐厅|餐饮中心|图书馆|体育馆|体育场|体育中心|游泳馆|游泳池|风雨操场|操场|篮球场|足球场|网球场|"
    r"排球场|羽毛球馆|乒乓球馆|田径场|球场|看台|宿舍[楼区]?|教学区|生活区|办公区|公寓[楼区]?|学生公寓|教学楼|实验楼|实训楼|行政楼|"
    r"办公楼|综合楼|科研楼|科学馆|"
    r"博物馆|档案馆|锅炉房|换热站|配电[房室站]|变电[所站]|开闭所|水泵房|泵房|水塔|化粪池|污水井|"
    r"窨井|检查井|污水池|污水站|沉淀池|地下车库|车库|停车场|停车棚|车棚|充电棚|充电桩|超市|商店|便利店|"
    r"商业街|快递站|快递点|驿站|浴室|"
    r"澡堂|开水房|茶水间|洗衣房|幼儿园|校医院|卫生所|医务室|大礼堂|礼堂|报告厅|会堂|剧场|活动中心|招待所|宾馆|"
    r"酒店|接待中心|交流中心|培训中心|会议中心|家属[区院]|小区|工地|施工现场|人工湖|湖边|湖|河边|池塘|"
    r"喷泉|桥|广场|花园|草坪|绿地|"
    r"树林|山坡|路口|马路|十字路口|校门口?|大门口?|正门|传达室|门卫室?|门岗|岗亭|值班室|监控室|机房|"
    r"实验室|教室|会议室|办公室|仓库|库房|地库|冷库|多媒体教室|多功能厅|档案室|资料室|琴房|健身房|配餐间|洗碗间|保安室|警卫室|垃圾[站场房]|垃圾中转站|后厨|厨房|操作间|天台|楼顶|楼道|"
    r"走廊|过道|地下室|管廊|管沟|配电箱|"
    r"班车站?|校车站|公交站|站台|大棚|苗圃|温室|车队|油库|加油站|危化品库|试剂库|寝室|隔壁|厕所|卫生间|"
    r"洗手间|水房|电梯间|楼梯间|楼梯口?|电梯口|阅览室|自习室|创业园|孵化园|科技园|医院|附中|附小|东[头]|"
    r"西[头]"
)
#: Signs with which, or after which, no name of a building goes on.
_NO_NAME = (
    "送抬闯采访期禁止进俺咱疙瘩嘞哩才末试如果假若次回年月日号据传闻因为所以但而且或已时候的了在有和是就都被把给跟与也还刚又你我他她们这那个人吗呢"
    "啊请来快急到从说去发现看见报告紧听救出往向突然今昨明早晚上下午两几多台里叫喊于经正未没不可能好像似乎应该"
)
_NAME = rf"(?:(?![{_NO_NAME}])[\u3400-\u9fff])"
_NUMBERED = (
    rf"(?:第)?{_NUM}\s?(?:号|#|＃)?\s?(?:学生)?(?:教室|实验室|会议室|办公室|教学楼|宿舍楼|公寓楼|实验楼|办公楼|食堂|餐厅|宿舍|公寓|"
    rf"教(?!授|师|室|练|育)|栋楼?|幢楼?|号楼|院(?!长)|门(?!课)|楼(?!主|盘|市)|号院|仓库|站台|号线|车间|座楼?)"
)
_NAMED = rf"{_NAME}{{1,5}}(?:楼|馆|苑|轩|斋|阁|堂|公寓|餐厅|食堂|中心楼|大厦|园区|路(?!上|过|线|面|灯|况|由|人|途|程))"
_LETTERED = r"(?<![a-z])[a-h]\d{0,3}(?:座|栋|楼|区|馆|幢|教)"
_GATE = r"(?:[东南西北]{1,2}|前|后|大|侧|正|小)(?:大)?门口?"
_WHOLE = r"(?:全|整个?)(?:校|校区|院|楼|栋|栋楼|园区?|区|小区|食堂|公寓)"
_SHAPE = re.compile(
    rf"(?:{_ZONE}的?)?(?:{_NUMBERED}|{_LETTERED}|{_GATE}|(?:{_NAME}{{0,3}}?)?(?:{_FACILITY})|{_NAMED})|{_WHOLE}|{_ZONE}"
)
_ZONES = re.compile(_ZONE)
_INFORMANT = re.compile(r"^(?:那边|这边|的?人)?(?:说|来电|报告说?|反映|通知|称|来人|的?老师|领导|派|联系|打电话|医生)")
_TAIL = re.compile(r"(?:那边|这边|那里|这里|那儿|这儿|里|内|的|处|上| )+$")
_NOT_PLACES = re.compile(r"(?:一楼道|上下楼|下楼|上楼|爬楼|跳楼|坠楼|楼主|领导班|值班室电话|\d+号门诊)")
#: What stands before a place that is taken back, or to which somebody is only brought.
_NOT_THERE = re.compile(
    r"(?:(?:不是|并非|不在|而不是|错报成|误报成|报成|说成)[\s:：]*|(?:送|拉|转|抬|带)(?:到|去|往|至|进)?)$"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A place as said, at [start:end], and the buildings it may be."""

    start: int
    end: int
    place: str
    stands: tuple[Stands, ...] = ()

    @property
    def is_zone(self) -> bool:
        """Whether it is only a part of the campus."""
        return _ZONES.fullmatch(self.place) is not None

    @property
    def is_known(self) -> bool:
        """Whether the house knows the building."""
        return bool(self.stands)


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a text; all empty where it names none."""

    place: str = ""
    campus: str = ""
    building: str = ""
    campuses: tuple[str, ...] = ()
    unit: str = ""


def where(plain: Plain, masked: str, lexicon: Lexicon) -> Where:
    """Find where something happens. masked: the folded text without the words of the incident itself."""
    campus = _campus(masked, lexicon)
    found = _best(plain, [*_known(masked, lexicon), *_shaped(masked)], masked)
    unit = _unit(masked, lexicon)
    if found is None:
        return Where(campus, campus, unit=unit) if campus else Where(unit=unit)
    stands = [one for one in found.stands if one[0] == campus] or list(found.stands)
    places = {one[0] for one in stands}
    return Where(
        place=found.place,
        campus=next(iter(places)) if len(places) == 1 else campus,
        building=stands[0][1] if len({one[1] for one in stands}) == 1 else "",
        campuses=tuple(dict.fromkeys(one[0] for one in stands)) if len(places) > 1 else (),
        unit=unit,
    )


def _best(plain: Plain, found: list[Found], masked: str) -> Found | None:
    """Pick the place: one not taken back, a known one before others, then the first; with its floor and room."""
    said = [
        one for one in found if not _NOT_THERE.search(masked[: one.start]) and not _INFORMANT.match(masked[one.end :])
    ]
    if not said:
        return None
    best = min(said, key=lambda one: (not one.is_known, one.is_zone, one.start, one.start - one.end))
    wider = [one for one in said if one.start <= best.start and one.end >= best.end]
    start = min((one.start for one in wider), default=best.start)
    end = max((one.end for one in wider), default=best.end)
    while further := (_PARTS.match(masked, end) or _SHAPE.match(masked, end)):
        end = further.end()
    place = _TAIL.sub("", plain.said[start:end]).strip()
    return Found(start, end, place, best.stands) if place else None


def _shaped(masked: str) -> Iterator[Found]:
    """Find places by their shape."""
    for found in _SHAPE.finditer(masked):
        if not _NOT_PLACES.match(masked, found.start()):
            yield Found(found.start(), found.end(), found.group())


def _known(masked: str, lexicon: Lexicon) -> Iterator[Found]:
    """Find the buildings of the house, numerals and 栋/幢/# read as the house writes them."""
    if not lexicon.buildings:
        return
    text, places = _as_places(masked)
    at = 0
    while at < len(text):
        end = next((at + one for one in lexicon.lengths if _stands(text, at, at + one, lexicon)), at)
        if end > at:
            start, stop = places[at][0], places[end - 1][1]
            yield Found(start, stop, masked[start:stop], lexicon.buildings[text[at:end]])
        at = max(end, at + 1)


def _stands(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a building is named at [start:end]; 3号楼 does not stand in 13号楼."""
    if end > len(text) or text[start:end] not in lexicon.buildings:
        return False
    is_tail = text[start].isdigit() and text[start - 1 : start].isdigit()
    return not is_tail and not (text[end - 1].isdigit() and text[end : end + 1].isdigit())


_PLACE_TOKEN = re.compile(r"(?P<num>[〇零一二两三四五六七八九十]+|\d+)(?P<kind>栋楼?|幢楼?|#楼?)?|\s|.", re.DOTALL)
_KINDS: Mapping[str, str] = {"栋": "号楼", "幢": "号楼", "#": "号"}


def _as_places(masked: str) -> tuple[str, list[tuple[int, int]]]:
    """Fold a text as names of places are; returns with each sign where in the text it comes from."""
    signs: list[str] = []
    places: list[tuple[int, int]] = []
    for token in _PLACE_TOKEN.finditer(masked):
        if token.group().isspace():
            continue
        plain = _token(token)
        signs.append(plain)
        places.extend([token.span()] * len(plain))
    return "".join(signs), places


def _token(token: re.Match[str]) -> str:
    if token["num"] is None:
        return token.group()
    kind = token["kind"] or ""
    written = "号楼" if kind == "#楼" else _KINDS.get(kind[:1], "")
    return _number(token["num"]) + written


def _number(numeral: str) -> str:
    if numeral.isascii():
        return numeral
    if "十" not in numeral:
        return "".join(str(DIGITS.get(sign, sign)) for sign in numeral)
    tens, _, ones = numeral.partition("十")
    return (str(DIGITS.get(tens[-1:], 1)) if tens else "1") + (str(DIGITS.get(ones[:1], 0)) if ones else "0")


def _campus(masked: str, lexicon: Lexicon) -> str:
    names = sorted((name for name in lexicon.campuses if name in masked), key=len, reverse=True)
    return lexicon.campuses[names[0]] if names else ""


def _unit(masked: str, lexicon: Lexicon) -> str:
    names = sorted((name for name in lexicon.units if name in masked), key=len, reverse=True)
    return lexicon.units[names[0]] if names else ""
