"""Whether what is said is happening: or is asked, supposed, past, planned, rehearsed, denied, or only talked about."""

from __future__ import annotations

import re
from enum import StrEnum

from handlers.incident.heard.plain import Plain

_SUPPOSED = re.compile(
    r"如果|假如|假设|假使|假若|倘若|要是(?!再|还)|(?<!千)万一|一旦|比如|例如|譬如|打个比方|(?:遇到|遇见|"
    r"碰到|碰见|遭遇)(?=[^。！？]{0,20}(?:时|怎|如何|应|该|要|先|后))|"
    r"(?:发生|出现)[^。！？]{0,16}?(?:时|后|的话|情况下|应|怎|如何)|当[^。！？]{0,16}?(?:时|后)(?!间)|若(?!干|是真|非)"
)
_SUPPOSED_AFTER = re.compile(
    r"的话|的情况下|的时候(?:应|该|要|怎|如何)|时(?:应|该|要|怎|如何|先)|后(?:应|该|怎么|如何)(?!样)"
)
_HOW_TO = re.compile(
    r"(?:应该?|应当|该)(?:怎么|怎样|如何|做什么|做啥|咋|先|向谁|找谁|由谁)|如何|怎样|怎么(?:报|上报|报告|"
    r"汇报|应对|预防|逃生|规定|写|填|走|算|申请|使|判|认定|赔|避免|防|自救|急救|疏散|扑|灭|干预|劝|管控|防控)|"
    r"什么(?:规定|流程|要求|制度|程序|步骤|标准|预案|职责|措施|责任|意思|时候|等级|级别)|有(?:没有|无|"
    r"什么|哪些|啥)[^。！？]{0,8}?(?:规定|预案|流程|制度|要求|办法|措施|标准)|"
    r"哪(?:条|些|个文件|一条|份文件|个制度|里规定)|多长时间|多久|第一步|先(?:干|做)(?:啥|什么)|填(?:哪|什么)|哪(?:个|张|份)表|几(?:分钟|小时|天)内?|多少(?:分钟|时间|"
    r"小时|钱|次)|(?:多少|几)(?:个|名|例)?(?:人|学生|病例)?(?:以上)?(?:才|就|算|要|需要?|达到)[^，。！？]{0,4}(?:报|算|启动|属于)|是什么|是啥|什么(?:叫|是)|啥(?:叫|是)|定义|请问[^。！？]{0,20}?(?:谁|什么|哪|多|怎|"
    r"如何)|"
    r"(?:处置|应急|报告|处理|上报|值班|疏散|逃生|救援)(?:的)?(?:流程|程序|步骤|要点|要求|规定|办法|措施|"
    r"预案|方法|制度)(?:是|有|呢|吗|[?？]|$)|由谁负责|谁来负责|谁(?:来|有权|可以|能)?(?:负责)?(?:审批|批准|审核|签字|起草|拟|发布)|归谁管|电话(?:号码)?是?(?:多少|几|什么)"
)
#: Questions of right and wrong: nobody whose house is on fire asks who will pay.
_OF_LAW = re.compile(
    r"(?:承担|追究|免除|要求|请求|主张|减轻|负)[^。！？]{0,14}?(?:责任|赔偿|赔钱|赔付)|理赔|索赔|赔偿(?:责任|金)?吗|合法|违法|构成|"
    r"犯罪|判刑|量刑|定罪|处罚|起诉|侵犯|侵权|诉讼|缓刑|共犯|从犯|主犯|诈骗罪|盗窃罪|属于[^。！？]{0,12}?[吗罪?]|法律|抓起来|性骚扰"
)
#: What is asked of the rule: 每年停水检修前要通知吗; whoever has it happening says so (又, 现在, 还在).
_OF_CUSTOM = re.compile(
    r"(?:属于?|算|归|定为?|划)(?:是|于|为|作)?(?:第)?(?:几级|哪一?[个级类种]|什么(?:级|等|类|性质))|"
    r"(?:每年|每学期|每季度|每月|每次|每回|每逢|一般|通常|正常|按规定|按理|按要求|原则上|平时)[^。！？]{0,24}?(?:要|需|得|应|用不用|可以|必须|是否|提前)"
    r"[^。！？]{0,16}?(?:吗|么|不[?？]?$|[?？]|怎么|谁|多久)|"
    r"(?:检修|停[水电气暖热]|断[水电气]|施工|动火|用电|开闸|送电)(?:之|以)?前[^。！？]{0,8}?(?:要|需|得|应|用|必须)[^。！？]{0,14}?(?:吗|么|不[?？]?$|[?？])|"
    r"(?:要不要|需不需要|用不用|是否(?:需|要|应))[^。！？]{0,10}?(?:通知|公告|报备|审批|报批|报告|批准|请示|备案|登记|打招呼|签字)"
)
_ASKS_AT_ALL = re.compile(r"[?？吗么]|是否|能否|可否|怎么|如何|为何|什么|哪")
_ASKED_SOFTLY = re.compile(
    r"(?:可不?可以|能不能|能|可以)[^。！？]{0,16}?[吗么][?？]?$|是否|能否|可否|"
    r"怎么(?:办|处理|弄|整|搞|解决)|咋(?:办|整|弄|处理|搞)|找谁|打什么电话|谁管|给谁打|怎么处置"
)
_HEADLINES = re.compile(
    r"预案|制度|(?<!按)(?<!照)规定|办法|条例|规程|方案|细则|手册|守则|职责|台账|培训(?!中心|楼|室)|讲座|宣讲|宣传|"
    r"学习(?!室)|考试(?!中心)|试题|题库|知识|海报|标语|案例|主题|专题|征文|例会|会议(?!室)|开会|论文|课程|"
    r"新闻|电影|小说|"
    r"课题|检查表|清单|责任书|承诺书|责任制|验收|招标|采购|合同|维保单位|保险|演讲|竞赛|比赛|工作计划|"
    r"专项整治|整治|提高[^。！？]{0,8}?意识|安全月|安全周|隐患排查|安全检查|巡查表"
)
_BEFORE = re.compile(
    r"(?:(?<!有)(?<!怎么还)没(?:有)?(?:人|再|发现|发生|出现|看到|见)?|未(?:发现|发生|出现|见)?|无(?:人)?|"
    r"并未|不会|不要|(?<!特)(?<!分)(?<!性)(?<!区)别(?!人|的|墅|处|院)|不再|不用|不是(?:因为)?|防止|(?<!消)防|预防|"
    r"避免|防范|谨防|"
    r"严防|以防|杜绝|(?<!不)小心|当心|(?<!没)(?<!没有)(?<!不)注意(?!到)|(?<!恐)(?<!可)怕|担心|以免|免得|"
    r"容易|会不会|禁止|严禁|不准|不能|别把|减少|降低|应对|抗|救援?|治)"
    r"(?:[^,，。！？!?；;\s]{0,3}|[^,，。！？!?；;\s]{0,8}等|[^。！？!?；;\s]{1,5}、)$"
)
_TALKED_OF = re.compile(
    r"^(?:的)?(?:事情?|事件|事故|问题|情况|那件事|一事)?(?:的)?(?:处理(?:意见|结果|报告|情况)|调查|总结|"
    r"材料|通报|原因|责任|后续|整改|教训|经过|结果|进展|台账|统计|记录|报告|赔偿|赔付|应急|演练|疏散|照片|视频|录像|资料|名单|处理得|处理的|咋|怎么样|如何|预防|"
    r"防范|风险|隐患|知识|险$|期间|高发|多发|季节|写(?:个|一?份)|防护)"
)
_TALKING = re.compile(
    r"(?:讨论|研究(?![生院所室])|复盘|传达|起草|整理|撰写|写|报送|上交|分析|统计|归档|提交|修改)(?!一?下?都)[^。！？!?；;]{0,14}$"
)
#: What is given somebody to do by a day: 把漏水点排查派给冯科长 周五前; a fault of now is put right at once.
_ORDERED = re.compile(r"派给|交给|交由|交办|督办|牵头|承办|(?:由|让|请)[^，。！？\s]{1,10}?负责|负责人|责任人")
_BY_A_DAY = re.compile(r"(?:[日号天周底末初旬一二三四五六]|下班|\d)(?:之|以)?前|月底|年底|[日号]$|截止|期限|限期|到位")
_WORKED_ON = re.compile(
    r"^[^，。！？,;；]{0,6}?(?:排查|整改|检查|治理|巡查|摸排|检修|清单|台账|方案|修订|更换|改造)(?!了|过了|不)"
)
_PAST = re.compile(
    r"上一?次|上回|上周|上星期|上个?月|上学期|去年|前年|往年|以前|曾经|那一?次|那回|当年|(?<!提)前几天|(?<!提)前些天|"
    r"前段时间|前阵子|历史上|20\d\d年|之前那|(?:那天|当时)的?|大前天"
)
_NIGHT_BEFORE = re.compile(r"昨[天晚日夜]|前天|前晚|\d{1,2}月\d{1,2}[日号](?:那天|的|发生)")
_NOW = re.compile(
    r"现在|目前|还在|仍|至今|到现在|还没(?:有?人)?|一直|今[天早晚]|刚才|刚刚|此刻|正在|这会儿?|眼下|马上|"
    r"快来|赶紧|赶快|快点|速来|紧急|又"
)
_OUTCOME = re.compile(
    r"后来(?:怎|呢|处理|如何|咋|修|查|有)|怎么处理的|处理(?:结果|得怎么样|的怎么样|得如何|完了吗|了吗|"
    r"好了吗|好没)|修好了?[吗没]|查清|查出(?:来)?(?:原因)?[了吗没]|"
    r"什么原因|原因(?:是什么|查|找|出来)|咋处理|谁的责任|谁负责|有结果|结果(?:呢|怎|如何|出)|"
    r"结案(?:了)?[吗没]|怎么样了?|咋样|咋整|咋弄|处理得|啥情况了"
)
_DONE = re.compile(
    r"(?:已经?|都|刚才?|现在|总算|终于)?(?:恢复(?:供|正常|了|通)|(?<=[已经])(?:抢修)?恢复(?=$|[,，。;；!！\s])|抢修(?:完毕|恢复|好了|结束)|修好了|修复了|来电了|来水了|通水了|"
    r"通电了|供上了|解决了|处理好了|处理完了?|弄好了|不漏了|好了(?:谢|,|，|。|$))"
)
_NOT_DONE = re.compile(
    r"什么时候|啥时候?|何时|几点|才能|没(?:有)?(?:恢复|修|来|解决|处理)|未(?:恢复|修|解决)|尽快|赶紧|多久|吗"
)
_ELSEWHERE = re.compile(
    r"(?:隔壁|别的?|其他|其它|外地|兄弟|人家|某|外省|外面)(?:家)?(?:的)?(?:学校|大学|院校|高校|单位|城市|省|国)|"
    r"(?:新闻|热搜|电视|抖音|快手)(?:上|里)"
)
_RUMOUR = re.compile(
    r"听说|据说|听人说|有人说|都在(?:说|传)|在传|传言|传闻|谣传|网传|网上说|群里(?:说|在?传|有人说|都说)|"
    r"朋友圈(?:说|在?传|里说)|说是"
)
_IS_IT_TRUE = re.compile(
    r"真的(?:吗|么|嘛|还是|假的|[?？])|是真的|真的假的|真假|真的么|属实|(?:有没有|有)这(?:回|件)?事|"
    r"是不是真|可靠吗|谣言|靠谱|辟谣"
)
_ASKED = re.compile(r"吗|么[?？]?$|[?？]|是不是|有没有|没有?[?？]?$")
_UNSURE = re.compile(
    r"[?？]|好像|似乎|可能|也许|疑似|貌似|感觉|不知道是不是|是不是|不确定|怀疑|估计是|应该是|大概是|"
    r"看着像|像是|说不定|恐怕|吗|吧(?=$|[,，。？?！!\s])"
)
_PLANNED = re.compile(
    r"停[水电暖气热](?:检修|维修|施工)?(?:的)?(?:通知|公告|通告|安排|计划|预告|告知)|(?:计划|例行|检修|维护|维修|施工|改造|"
    r"管网|清洗|抢修)[^。！？]{0,12}?(?:停[水电暖气热]|暂停供)|"
    r"(?:将|拟|定于|将于|计划|预计|需要?|准备|决定)[^。！？]{0,16}?停[水电暖气热]|(?:明[天日早晚]|后天|"
    r"大后天|下周|下个?月|周[一二三四五六日天末]|星期|\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号](?![楼院食宿公门教馆栋线库机井泵配])|今晚|今夜|"
    r"下午\d|上午\d)[^。！？]{0,24}?停[水电暖气热](?!了)|"
    r"停[水电暖气热][^。！？]{0,10}?(?:请(?:提前|做好|各|大家|相互)|敬请|特此|望周知|提前(?:储|做|准)|"
    r"做好[^。！？]{0,6}?准备)|(?:停[水电暖气热](?:检修)?(?:的事|通知)?|^)(?:先|暂时?)?(?:取消|延期|推迟|改期|不停[水电暖气热]|顺延|提前)(?:了|到|至|$|[\s,，。;；!！])|取消停[水电暖气热]|通知[:：][^。！？]{0,40}?停[水电暖气热]"
)
_ASKED_AHEAD = re.compile(
    r"停[水电暖气热](?:了)?(?:吗|么|没有?[?？]?$|不[?？]?$|多久|到几点|几天)|(?:会|要|还|什么时候|几点|"
    r"啥时候?|何时|几号|哪天|是否|会不会|有没有)[^。！？]{0,6}?(?:[停断][水电暖气热]|来[水电暖]|恢复|供暖|"
    r"通[水电])"
)
_WHEN_OVER = re.compile(r"(?:什么时候|啥时候?|多久|几点)[^，。！？]{0,3}?(?:能|会|才)?(?:来|恢复|修|好|有|通|到)")
#: 有人摔下来了 该找谁: it has happened, and help is asked for.
_THEN_WHOM = re.compile(
    r"了[,，。!！\s]+(?:我们?|现在|这|那)*(?:应该|该|要|得)(?:找谁|怎么办|咋办|咋整|打什么电话|给谁打电话)[?？。!！\s]*$"
)
_STATED = re.compile(r"了(?:[,，。;；!！\s](?!吗|么)|$)")
_LEAVE = re.compile(
    r"[请清][^，。！？\s]{0,4}假(?!的)|事假|病假|调休|(?:来|去|参加|参会|到|赶)不了|不能(?:来|参加|"
    r"到|参会)|(?<![昨今])(?:晚|迟)到(?!现)"
)
_RESEMBLES_REAL = re.compile(r"了|正在|着呢|有人|快来|赶紧|赶快|现在|突然|刚|!|！|好大|很大|严重")


class Sense(StrEnum):
    """In which sense an incident is spoken of."""

    NOW = "now"
    SOFT = "soft"  # perhaps now, perhaps asked in general: is heard as not sure
    QUESTION = "question"
    RUMOUR = "rumour"
    PAST = "past"
    NOTHING = "nothing"


def sense_of(plain: Plain, start: int, end: int, *, is_supply: bool) -> Sense:
    """Judge in which sense the text speaks of what stands at [start:end]. is_supply: water, power or heating."""
    text = plain.folded
    begin, stop = plain.clause(start)
    before, after = text[begin:start], text[end:stop]
    if _BEFORE.search(before[-16:]) or _TALKED_OF.search(after) or _TALKING.search(before[-24:]):
        return Sense.PAST if _OUTCOME.search(text) else Sense.NOTHING
    if _WORKED_ON.search(after) and _ORDERED.search(text) and _BY_A_DAY.search(text) and not _NOW.search(text):
        return Sense.NOTHING
    if _RUMOUR.search(text) and _ELSEWHERE.search(before):
        return Sense.RUMOUR
    if _RUMOUR.search(text) and (_IS_IT_TRUE.search(text) or _ASKED.search(after)):
        return Sense.RUMOUR
    if _IS_IT_TRUE.search(text) and _ASKED.search(text):
        return Sense.RUMOUR
    return _asked(plain, start, end, is_supply=is_supply) or _when(plain, start, end, is_supply=is_supply)


def _asked(plain: Plain, start: int, end: int, *, is_supply: bool) -> Sense | None:
    text = plain.folded
    begin, stop = plain.clause(start)
    clause = text[begin:stop]
    now = _RESEMBLES_REAL.search(text[end : end + 12])
    if _SUPPOSED.search(text[:start][-60:]) or _SUPPOSED_AFTER.search(text[end:stop][:16]):
        return Sense.QUESTION
    is_stated = _STATED.match(text[end:]) is not None
    if _is_general(text, is_stated=is_stated):
        return Sense.QUESTION
    if is_supply and _ASKED_AHEAD.search(clause) and "??" not in text and not is_stated:
        return Sense.RUMOUR
    if _ASKED_SOFTLY.search(text) and not _PAST.search(text):
        return Sense.SOFT if now and "请问" not in text else Sense.QUESTION
    if _HEADLINES.search(clause):
        return Sense.SOFT if now else Sense.NOTHING
    return None


def _is_general(text: str, *, is_stated: bool) -> bool:
    """Whether rules and rights are asked about. is_stated: something has happened, and it is asked when it is over."""
    if _OF_LAW.search(text) and _ASKS_AT_ALL.search(text):
        return True
    if _OF_CUSTOM.search(text) and not (is_stated or _NOW.search(text)):
        return True
    asks = _THEN_WHOM.sub("了", _WHEN_OVER.sub("", text) if is_stated else text)
    return _HOW_TO.search(asks) is not None and not (_PAST.search(text) or _OUTCOME.search(text))


def _when(plain: Plain, start: int, end: int, *, is_supply: bool) -> Sense:
    text = plain.folded
    is_now = _NOW.search(text) is not None
    if is_supply and _PLANNED.search(text):
        return Sense.NOTHING
    if _PAST.search(text[: end + 8]) and (_OUTCOME.search(text) or not is_now):
        return Sense.PAST
    if _NIGHT_BEFORE.search(text[: end + 8]) and not is_now:
        return Sense.PAST if _OUTCOME.search(text) or _DONE.search(text) else Sense.SOFT
    if _OUTCOME.search(text) and not is_now and _ASKED.search(text):
        return Sense.PAST
    if is_supply and _DONE.search(text[start:]) and not _NOT_DONE.search(text):
        return Sense.PAST
    return Sense.NOW


def is_sure(plain: Plain) -> bool:
    """Whether a text is said without doubt."""
    return not (_UNSURE.search(plain.folded) or _RUMOUR.search(plain.folded))


def is_leave(plain: Plain) -> bool:
    """Whether somebody asks for leave, and an illness is his reason."""
    return _LEAVE.search(plain.folded) is not None
