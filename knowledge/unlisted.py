"""What is never kept as text: wages, discipline, somebody's illness, private particulars, misconduct, secrets. Pure.

When in doubt it is not kept: a question that is missing in the list costs less than one that names somebody.
"""

from __future__ import annotations

import re

from knowledge.text import fold

_ALWAYS = re.compile(
    r"工资|薪酬|薪水|薪资|奖金|年终奖|绩效奖|津贴|扣钱|扣发|加班费|公积金|社保基数|个税|发钱|涨薪|拿多少钱|挣多少|收入多少|"
    r"处分|违纪|违法|记过|开除|辞退|警告处|留党察看|诫勉|约谈|通报批评|被查|双规|停职|免职|"
    r"举报|检举|信访|贪污|受贿|行贿|回扣|吃拿卡要|红包|以权谋私|徇私|骚扰|霸凌|欺负我|打人|潜规则|"
    r"涉密|机密|绝密|秘密文件|密级|★|"
    r"身份证|银行卡|密码|住址|家庭地址|离婚|婚姻|病历|诊断书|怀孕|流产|抑郁|癌|肿瘤|艾滋|精神病|自杀|轻生"
)
_ILL = re.compile(
    r"病了|生病|得病|得了.{0,6}病|什么病|住院|手术|病假|病情|感染|确诊|阳性|传染|吃药|心脏|血压|糖尿病|出院"
)
_SOMEBODY = re.compile(
    r"我|他|她|谁|某|同事|家属|爱人|孩子|(?:[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    r"酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林"
    r"刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房缪解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠甄曲封储靳段富巫乌焦巴弓牧山谷车侯班仰伊宫宁仇栾甘厉戎武符刘景詹束龙叶幸司韶"
    r"黎白怀蒲邰鄂索赖卓屠蒙池乔闻党翟谭劳姬申扶冉桂濮牛寿通边扈燕浦尚农温别庄晏柴瞿阎慕连茹习宦艾鱼容向古易慎戈廖庾居衡步都耿满弘匡国文寇广禄东欧])"
    r"(?:老师|师傅|阿姨|主任|处长|科长|部长|书记|经理|大姐|大哥|叔)"
)
_PARTICULARS = re.compile(r"(?:电话|手机|微信|住哪|年龄|多大|生日|学历|籍贯|老婆|老公|对象|家里)")
_LONG_NUMBER = re.compile(r"\d{7,}")


def is_unlisted(question: str) -> bool:
    """Whether a question must not be kept as text, nor asked about, nor passed on."""
    text = fold(question).replace(" ", "")
    if _ALWAYS.search(text) or _LONG_NUMBER.search(text):
        return True
    return bool(_SOMEBODY.search(text) and (_ILL.search(text) or _PARTICULARS.search(text)))
