"""What is asked and not answered here: somebody's private life, politics, what is going on now, an opinion, advice.

Law: a question for what the rules say about such a thing is a question for the rules (工资由谁审批, 值班室电话). Pure.
"""

from __future__ import annotations

import re

from bot.router import Reading
from handlers.ask.said.heard import Heard
from handlers.ask.talk import DECLINED, HANDLER, PRIVATE
from knowledge.text import fold

SURE, CLEAR = 0.9, 0.87
OUT_OF_SCOPE = "out_of_scope"
_SURNAME = (
    "张王李赵刘陈杨黄吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤柳芶骆喻柴曲欧阳司马"
)
_POST = (
    r"(?:书记|部长|主任|处长|科长|经理|总监|老师|师傅|同志|主管|局长|校长|校医|院长|阿姨|大姐|大哥|老板|总|工|队长|班长|组长|"
    r"干事|会计|司机|保安)"
)
_PERSON = re.compile(
    rf"[{_SURNAME}][\u4e00-\u9fff]{{0,2}}{_POST}|{_POST}(?:本人|自己|个人|他|她)|(?<![其吉])(?:他|她)(?![人们])|"
    rf"(?:老|小)[{_SURNAME}](?![\u4e00-\u9fff]*(?:区|楼|堂))|"
    rf"(?:^|[^\u4e00-\u9fff]|那个?|找|把|请问|一下|同事)[{_SURNAME}][\u4e00-\u9fff]{{1,2}}"
    rf"(?=的|家|住|今年|是不是|多大|结婚|离婚|有没有|得的?|手机|电话|微信|老婆|老公|孩子|工资|一个月|几岁)|"
    rf"(?:书记|部长|主任|处长|科长|校长|院长|领导)(?:的)?(?=手机|私人|家里|家住|住哪|老婆|老公|孩子|爱人|年龄|多大|身[份分]证|婚|病)"
)
#: What is nobody else's business, whatever is asked about it.
_INTIMATE = re.compile(
    r"住址|住在?哪|家住|家在哪|家庭|家里(?:有|几|住|什么)|身[份分]证|年龄|多大(?:岁数|年纪|了)|几岁|岁数|结婚|离婚|婚姻|对象|男朋友|女朋友|"
    r"老婆|老公|爱人|媳妇|孩子|儿子|女儿|父母|籍贯|老家|生日|属什么|星座|病历|什么病|生病|病了|得病|得了|怀孕|住院|"
    r"学历|毕业|哪个学校的|银行卡|房子|几套|存款|密码|宗教|血型|身高|体重|民族|前科|处分过?没|受过处分|犯(?:了|过)什么错"
)
#: What is private where it is somebody's, and a matter of rules where it is nobody's.
_OWN = re.compile(
    r"手机号?|电话|号码|微信号?|QQ号?|qq|邮箱|联系方式|工资|薪水|薪资|奖金|收入|挣多少|拿多少钱|年薪|待遇|绩效(?:拿|发)?(?:多少|几|得)|"
    r"考核(?:结果|等次|得了)|评(?:议|价)结果|车牌号?"
)
_OF_RULES = re.compile(
    r"规定|制度|办法|要求|流程|程序|谁(?:来)?(?:审批|批|审核|管|负责|发)|由谁|向谁|标准|怎么(?:发|算|报|申请|管理|填|办)|"
    r"(?:手机|电话)(?:号码?)?(?:是不是|是否|都|能不能|能|可以|必须|应当?|要|得|需要?)?[^,，。]{0,6}(?:开着|开机|关机|畅通|接通|打通|值守)|"
    r"如何(?:发|算|管理|申请)|依据|条件|公开吗|保密|政策|能不能(?:公开|报销)|要不要|是否(?:需要|应当|必须)"
)
#: Particulars by their name, whoever's they are.
_PARTICULARS = re.compile(
    r"私人(?:的)?(?:手机|电话|号码|微信)|(?:把|给我|发我|导出|查|要)[^,，。]{0,12}身[份分]证(?:号码?)?|身[份分]证(?:号码?)?(?:是多少|多少|发我|导出|给我)"
)
_STORY, _AT_THE_END = 40, 3  # a long story tells of persons; what is asked stands in its last clauses
_CLAUSES = re.compile(r"[,，。;；!！?？\s]+")
_POLITICS = re.compile(
    r"(?:你|您)?(?:怎么看|如何看待|怎么评价|如何评价|怎么样看)[^,，。]{0,12}(?:政府|国家|台湾|香港|美国|中国|领导人|主席|总书记|总理|政策|体制|制度|战争|党)|"
    r"(?:支持|喜欢|反对|加入)(?:哪个|什么)(?:党派|政党)|台湾问题|台独|统一台湾|武统|香港问题|港独|疆独|藏独|新疆问题|西藏问题|六四|天安门事件|法轮|文革|民主制度好|多党|共产党好|"
    r"特朗普|拜登|普京|泽连斯基|金正恩|马斯克|内塔尼亚胡|俄乌|巴以|中东局势|以色列|乌克兰|朝鲜核|中美(?:关系|贸易)|贸易战|国际形势|时政|"
    r"(?:总统|首相|首相|国会|大选|总书记|国家主席|总理|常委|政治局)[^,，。]{0,10}(?:是谁|怎么样|身体|多大|家|换|当选|选举|下台|落马|接班|人怎么)|"
    r"(?:谁|哪个人)(?:会|将)?(?:当选|接班|下台)|当选了|落马|(?:习近平|毛泽东|邓小平|江泽民|胡锦涛|李强|李克强|毛主席)[^,，。]{0,10}"
    r"(?:是谁|这个?人|怎么样|身体|多大|家|女儿|夫人|好不好|评价|功过|死|退|连任)"
)
_STUDIED = re.compile(r"思想|论述|学习|讲话|精神|重要指示|文件|规定|制度|理论|贯彻|落实|宣传")
_LIVE = re.compile(
    r"(?:今天|今晚|中午|早上|晚上|明天|现在|这会儿|此刻|目前|当前|刚才)[^,，。?？]{0,8}?(?:有什么|吃什么|吃啥|有啥|啥|什么)(?:菜|好吃|吃的|饭|汤|套餐)|"
    r"(?:今天|今晚|明天|本周)[^,，。?？]{0,6}(?:菜单|菜谱|食谱)|"
    r"(?:现在|这会儿|此刻|眼下|今天|目前)[^,，。?？]{0,6}?(?:谁|哪位|哪个人?|有没有人|有人)(?:在(?!册|编|职|岗位职责)|没走|还在)|"
    r"(?:谁|[\u4e00-\u9fff]{1,3}(?:主任|部长|书记|处长|科长|老师|经理|师傅))(?:现在|这会儿|今天|此刻)?(?:在不在|在哪里?|在办公室(?:吗|没|不)|在单位吗|来了没|走了没|下班了(?:没|吗))|"
    r"(?:现在|这会儿|今天|此刻|目前|还)[^,，。?？]{0,10}?(?:开着|开门|关门|关着|锁着|营业|人多|排队|有空位|有位|满了|堵不堵|堵车)[^,，。?？]{0,3}(?:吗|么|没|不|\\?|？|$)|"
    r"(?:开门|营业)(?:了吗|了没|没有|着吗)|(?:班车|校车|公交|车)(?:现在)?(?:到哪|到了没|走到哪|开到哪|来了没|走了没|还有多久到)|"
    r"(?:现在|这会儿|此刻)[^,，。?？]{0,8}(?:多少度|水温|室温|温度|电量|水压|余额|几个人|多少人)|(?:还有|剩)(?:几个|多少)(?:车位|座位|空位|床位)|"
    r"(?:我的)?(?:快递|包裹|外卖)[^,，。?？]{0,4}(?:到了|到哪|来了)|(?:饭卡|一卡通|校园卡|电费)(?:里)?(?:还)?(?:剩|有)?(?:多少钱|余额)"
)
_OPINION = re.compile(
    r"(?:你|您|助手)(?:觉得|认为|感觉|说|看)[^,，。]{0,24}(?:吗|呢|谁|哪|好|合理|对|公平|怎么样|行|该|应该|如何|是不是|\\?|？|$)|"
    r"(?:谁|哪个(?:领导|部长|主任|书记|人)?)的?(?:权力|权|官|能力|水平|本事|级别|人品|脾气)更?(?:大|强|高|好|差|低)|"
    r"(?:谁|哪个(?:领导|部长|主任|书记|人|中心|单位)?)(?:更|最)(?:好|能干|厉害|差|有能力|坏|漂亮|帅|懒|有前途)|"
    r"(?:这个?|该|咱们?的?|我们的?)?(?:制度|规定|领导|部长|书记|主任|办法|单位|食堂)(?:是不是)?不?(?:合理|公平|科学|好不好|行不行|靠谱|傻|笨|霸道|有问题)(?:啊|吗|么|不|呢|吧|\\?|？|$)"
)
_ASKS_RULE = re.compile(
    r"找谁|向谁|报修|规定(?!合理|公平|科学)|要求|第[一二三四五六七八九十\d]+条|"
    r"怎么写|怎么规定|文件(?:里|中|上)"
)
_ADVICE = re.compile(
    r"离婚[^,，。]{0,4}(?:财产|房子|孩子|怎么|协议)|遗产|抚养权|彩礼|打官司|起诉|告(?:单位|学校|公司|他|你们|领导)|告得?赢|劳动仲裁|仲裁|律师|能赢|胜诉|法律(?:上)?(?:怎么|咨询|责任)|犯不犯法|违不违法|判几年|"
    r"(?:我|咱)(?:该不该|该|应该|要)(?:不要)?(?:辞职|跳槽|离婚|离职|买房|结婚|分手|考研|入党不)|炒股|买(?:什么)?(?:基金|股票|保险)|"
    r"(?:我|俺)(?:头疼|肚子疼|发烧|失眠|胸闷)[^,，。]{0,6}(?:吃什么药|怎么治|什么病)|吃什么药"
)
_MINE = re.compile(r"我|咱|俺|本人|自己")


def hear(heard: Heard) -> Reading | None:
    """Hear what is not answered here."""
    text = fold(heard.text)
    if is_private(text):
        return Reading(HANDLER, PRIVATE, SURE)
    if _POLITICS.search(text) and not _STUDIED.search(text):
        return Reading(HANDLER, OUT_OF_SCOPE, SURE, {"kind": "politics"})
    for kind, pattern, unless in (
        ("live", _LIVE, _OF_RULES),
        ("opinion", _OPINION, _ASKS_RULE),
        ("advice", _ADVICE, _OF_RULES),
    ):
        if pattern.search(text) and not unless.search(text) and (kind != "advice" or _MINE.search(text)):
            return Reading(HANDLER, DECLINED, CLEAR, {"kind": kind})
    return None


def is_private(folded: str) -> bool:
    """Say whether a folded text asks for somebody's private particulars."""
    if len(folded) > _STORY:
        folded = ",".join([one for one in _CLAUSES.split(folded) if one][-_AT_THE_END:])
    if _PARTICULARS.search(folded) and not _OF_RULES.search(folded):
        return True
    if not _PERSON.search(folded):
        return False
    return bool(_INTIMATE.search(folded) or (_OWN.search(folded) and not _OF_RULES.search(folded)))
