"""Two documents that answer one question: both are quoted where they differ, one where they repeat."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.differing import differ, figures
from knowledge.library import Library, library_of
from knowledge.mending import mend
from knowledge.outline import read_documents

TEXTS = {
    "甲.txt": "青衡大学后勤保障部文件\n报修办法\n第一条 接到报修后，维修服务中心应当在30分钟内响应。\n"
    "第二条 换班须经带班领导批准，并告知综合办公室。\n第三条 食堂每日留样不少于48小时。\n第四条 值班日志由值班员签字。",
    "乙.txt": "云山理工学院后勤处文件\n维修服务承诺\n第一条 接到报修后维修中心15分钟内响应，2小时内到场。\n"
    "第二条 换班由值班室批准。\n第三条 食堂每日留样48小时以上。\n第四条 宿舍晚上11点熄灯。",
    "丙.txt": "海湾大学后勤集团文件\n服务规范\n"
    "第一条 维修人员接到报修后应当在30分钟内响应并联系师生。\n第二条 节约用水。",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of([document for file, text in TEXTS.items() for document in read_documents(mend(text), file)])


@pytest.mark.parametrize(
    ("question", "said", "also"),
    [
        ("接到报修后多久响应？", "30分钟内响应", ["15分钟内响应"]),
        ("换班谁批准", "值班室批准", ["带班领导批准"]),
        ("食堂留样多久", "48小时", []),
        ("值班日志谁签字", "值班员签字", []),
        ("宿舍几点熄灯", "11点熄灯", []),
        ("云山理工学院维修中心接到报修后几分钟内响应", "15分钟内响应", []),
    ],
)
def test_documents_that_differ_are_both_quoted(library: Library, question: str, said: str, also: list[str]) -> None:
    """Other figures or another duty to the same question; not what repeats, nor another school's where one is named."""
    reply = answer(library, question)
    assert said in reply.quote
    assert [word in other.quote for word, other in zip(also, reply.others, strict=True)] == [True] * len(also)


def test_figures_are_compared_by_their_unit() -> None:
    """半小时 is no 30分钟 to a program, but 三天 is 3日; what the other only adds is no difference."""
    assert figures("三天内答复") == figures("3日内答复") == {("3", "日")}
    assert differ("15分钟内响应", "30分钟内响应")
    assert differ("15分钟内响应", "15分钟内响应，2小时内到场") is False
    assert differ("由值班室批准", "由领导批准") is None
