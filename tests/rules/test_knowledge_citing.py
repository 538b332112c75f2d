"""Clauses and heads of documents asked for by number and by short names."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.called import called_in
from knowledge.clauses import citation_in, numbered
from knowledge.library import Library, library_of
from knowledge.mending import mend
from knowledge.outline import read_documents
from knowledge.text import fold

PARKING = """芦溪师范学院总务处文件
芦师总〔2024〕11号

关于印发《芦溪师范学院校园车辆与停车管理办法》的通知

各部门：
    现将《芦溪师范学院校园车辆与停车管理办法》印发给你们。

芦溪师范学院总务处
2024年9月2日

附件1
芦溪师范学院校园车辆与停车管理办法
第一章 通行
第一条 教职工每人限办一张通行证。
第二条 校园内时速不得超过20公里。
第二章 停放
第三条 停放分为两类：
（一）校内车辆停入地下车库；
（二）校外车辆停放在南门外。
第四条 本办法自2024年10月1日起施行。
附件2
通行证样式
通行证为蓝底白字。
"""
HOSTEL = """芦溪师范学院学生公寓建设实施方案
（二〇二三年三月十五日）
为建设公寓，制定本方案。
一、指导思想
以学生为本，处处有人管，事事有回音，件件有着落，人人有责任，时时有服务。
二、主要任务
（一）安全
每晚熄灯后巡查各楼层两遍，并做好记录，发现问题及时报告公寓中心。
（二）服务
值班室备有雨伞和常用工具，供学生免费借用，用后当日归还值班室。
三、评比
每年五月评选文明宿舍，结果在门厅公布，并作为班级评优的参考依据。
"""
DUTY = """门卫值班管理规定
第一条 门卫昼夜值班。
第二条 交接班要逐项交清。
第三条 来访车辆要登记。
"""


@pytest.fixture(scope="module")
def library() -> Library:
    texts = {"停车.txt": PARKING, "公寓.txt": HOSTEL, "门卫.txt": DUTY}
    return library_of([one for file, text in texts.items() for one in read_documents(mend(text), file)])


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("停车办法第二条", "第二条 校园内"),
        ("停車辦法第2條講什麼", "第二条 校园内"),
        ("车辆办法地二条", "第二条 校园内"),
        ("停车管理办法第二跳", "第二条 校园内"),
        ("停车办法第二", "第二条 校园内"),
        ("请问那个停车办法第二条是怎么规定的", "第二条 校园内"),
        ("芦师总〔2024〕11号第二条", "第二条 校园内"),
        ("2024年11号文第二条", "第二条 校园内"),
        ("11号文件第二条", "第二条 校园内"),
        ("《校园车辆与停车管理办法》第二条", "第二条 校园内"),
        ("停车办法第一章第二条", "第二条 校园内"),
        ("停车办法第二章讲什么", "第二章 停放"),
        ("停车办法第三条第二项", "（二）校外车辆"),
        ("停车办法第三条（一）", "（一）校内车辆"),
        ("停车办法附件2", "附件2"),
        ("值班规定第二条", "第二条 交接班"),
        ("公寓方案第二部分第一点", "（一）安全"),
        ("公寓方案二（二）", "（二）服务"),
        ("公寓方案第三部分", "三、评比"),
        ("停车办法第二条时速不得超过多少公里", "第二条 校园内"),
        ("停车办法一共几条", "第四条"),
        ("公寓方案有几部分", "三、评比"),
        ("停车办法哪年发的", "2024年9月2日"),
        ("公寓方案的发文日期", "（二〇二三年三月十五日）"),
        ("停车办法的文号是什么", "芦师总〔2024〕11号"),
        ("停车办法是哪个单位发的", "芦溪师范学院总务处"),
    ],
)
def test_a_clause_is_quoted_from_the_document_that_is_called(library: Library, question: str, begins: str) -> None:
    """By its short name, its number, in either script and numerals, with slips; down to the item within it."""
    reply = answer(library, question)
    assert reply.answered, reply.reason
    assert reply.quote.startswith(begins)
    assert reply.confidence >= 0.9


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("停车办法第一百二十条", "没有第一百二十条"),
        ("停车办法第九条", "《芦溪师范学院校园车辆与停车管理办法》没有第九条，它一共有4条"),
        ("公寓方案第七部分", "没有第七部分"),
        ("停车办法附件3", "没有附件3"),
        ("食堂管理办法第二条", "没有收录《食堂管理办法》"),
        ("《食堂管理办法》怎么规定", "没有收录《食堂管理办法》"),
        ("芦师总〔2023〕7号第二条", "没有收录芦师总〔2023〕7号"),
        ("第二条", "有3份文件有第二条，请说明是哪一份"),
        ("停车办法第二条罚款多少钱", "没有规定金额"),
    ],
)
def test_what_is_not_there_is_not_replaced_by_another(library: Library, question: str, reason: str) -> None:
    """Neither another clause nor another document; where several may be meant, none is guessed."""
    reply = answer(library, question)
    assert not reply.answered
    assert reason in reply.reason


def test_how_many_clauses_there_are_is_counted(library: Library) -> None:
    """Said before the last one's words."""
    assert answer(library, "值班规定共有多少条").preface == "《门卫值班管理规定》共3条，最后一条是："
    assert numbered(["一", "二（一）", "二（二）", "三至五", ""]) == 5
    assert numbered(["第一条", "第二条", "（一）"]) == 2


def test_a_citation_is_a_path() -> None:
    """Through parts and points; a chapter before an article says nothing."""
    for text, path in (
        ("第四部分第二点第3条", (4, 2, 3)),
        ("第二章第四条", (4,)),
        ("方案四（二）", (4, 2)),
        ("附件 3", (3,)),
    ):
        citation = citation_in(fold(text))
        assert citation is not None
        assert citation.path == path
    assert citation_in(fold("楼道（二）号门旁的灯不亮")) is None


def test_a_document_is_called_by_signs_of_its_name_in_order(library: Library) -> None:
    """Nobody is told of one he may not see."""
    assert called_in(library, "停车办法", lambda _: True).places
    assert not called_in(library, "停车办法", lambda _: False).places
    assert called_in(library, "办法停车", lambda _: True).name == ""
