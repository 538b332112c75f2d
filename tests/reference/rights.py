"""The page of rights: the printed table, and what its words mean."""

from __future__ import annotations

from bot.rights import ACT_NAMES, ROLE_NAMES, rights_as_markdown
from tests.reference.page import code, page, table

INTRODUCTION = """
Rights hang on the account a message came from and on rows that say which role its person holds and where; never on
what a text claims. An act that is not in the table is allowed to nobody.

A cell says how far a right goes: 全部 everybody and everything; 分管单位 the units the person is in charge of; 本单位
his own unit and those below; 本支部 his own branch; 本人 himself. A role that is given for a unit or a branch ends
there.

Everybody enrolled also holds 员工, but for 职能部门联系人; a stranger is 未登记人员. 分管领导 is not given but
follows from the table 分管.

So far the table decides whose questions are answered from the department's own documents, who says what a group is,
and who decides which account is whose. The other acts are done at the server's command line, where the operating system
says who may; they are asked of the table once they can be done in a chat.
"""


def rights() -> str:
    """Print who may do what."""
    roles = table(("角色", "in the rows"), [(name, code(role.value)) for role, name in ROLE_NAMES.items()])
    acts = table(("做什么", "in the code"), [(name, code(act.value)) for act, name in ACT_NAMES.items()])
    return page("Rights", INTRODUCTION, rights_as_markdown(), "## Roles", roles, "## Acts", acts)
