"""The words for people of other units in a group, with and without a plain no before them.

In doubt they count: a group taken for the department's own is quoted its documents.
"""

from __future__ import annotations

import re

#: Who does not belong to the department.
FOREIGN = re.compile(
    r"(?:外单位|外[人部来包协聘]|校外|外校|外面的?人|施工|供[应货]商|乙方|第三方|承包|分包|[维維]保|物[业業]公司|"
    r"合作(?:单位|公司|企业|伙伴|方)|厂[家商]|劳务|监理|(?:别的|其[他它]|兄弟)单位|"
    r"(?:不[全都光只仅单]{0,2}是?|不完全是|并?非)(?:我们|咱们)?的?(?:内部|自己的?人|本部门|本单位))"
)
PEOPLE = re.compile(
    r"(?:单位|公司|企业|团队|方|队)?(?:的?(?:人员|人|同志|师傅|工人|员工|代表|朋友|老师|单位|公司|队伍))*们?"
    r"(?:在内|在里面|在里头|在群里|在)?了?"
)
MANY = re.compile(r"(?:[几一两\d]+[个位名些]|部分|少量|很多|不少)?的?")
_HAS = rf"(?:群里?面?)?(?:含有?|有|包括|包含|混有|加了|进了|来了|拉了)?{MANY.pattern}"
_NONE = r"(?<![不没非])(?<!不是)(?<!并非)(?:不(?:包括|包含|含)有?|没有?|无|不带|未含)(?:任何|其[他它]的?)?"
_WHO = FOREIGN.pattern + PEOPLE.pattern

WITH = re.compile(_HAS + _WHO)
WITHOUT = re.compile(rf"(?:群里?面?)?{_NONE}{_WHO}(?:(?:和|及|与|、|或者?|以及){_WHO})*")
