"""The table of rights: what it allows, what it does not, and how it is printed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.rights import (
    ACT_NAMES,
    RELATION_NAMES,
    RIGHTS,
    ROLE_NAMES,
    Act,
    Concern,
    Held,
    Relation,
    Role,
    may,
    may_concerning,
    rights_as_markdown,
)
from tests.each import each

roles = st.sampled_from(list(Role))
acts = st.sampled_from(list(Act))
relations = st.sampled_from(list(Relation))


def test_every_role_act_and_relation_has_a_chinese_name() -> None:
    """What the docs print is complete."""
    assert (set(ROLE_NAMES), set(ACT_NAMES), set(RELATION_NAMES)) == (set(Role), set(Act), set(Relation))
    assert set(RIGHTS) == set(Act)


def test_a_stranger_may_ask_public_documents_and_report_and_nothing_else() -> None:
    """An unknown sender is served with what is public, and heard when something happens."""
    allowed = {act for act in Act if may({Role.OUTSIDER}, act, Relation.SELF)}
    assert allowed == {Act.ASK_PUBLIC, Act.REPORT}


def test_a_contact_of_another_department_does_not_read_the_departments_own_documents() -> None:
    """保卫处's contact is enrolled, but not staff."""
    assert may({Role.DEPARTMENT_LIAISON}, Act.ASK_PUBLIC)
    assert not may({Role.DEPARTMENT_LIAISON}, Act.ASK_DEPARTMENT)


def test_the_discipline_office_reads_the_audit_but_not_the_messages() -> None:
    """纪检 looks at acts and ledgers, never at chats."""
    assert may({Role.DISCIPLINE}, Act.READ_AUDIT)
    assert not may({Role.DISCIPLINE}, Act.READ_KEPT_MESSAGES, Relation.SELF)


@given(held=st.frozensets(roles), act=acts, relation=relations)
def test_a_right_over_anybody_takes_in_everybody_and_any_right_oneself(
    held: frozenset[Role], act: Act, relation: Relation
) -> None:
    """ANYBODY is the widest relation, SELF the narrowest."""
    if may(held, act, Relation.ANYBODY):
        assert may(held, act, relation)
    if may(held, act, relation):
        assert may(held, act, Relation.SELF)


@given(held=st.frozensets(roles), more=st.frozensets(roles), act=acts, relation=relations)
def test_a_further_role_never_takes_a_right_away(
    held: frozenset[Role], more: frozenset[Role], act: Act, relation: Relation
) -> None:
    """Rights of several roles add up."""
    assert not may(held, act, relation) or may(held | more, act, relation)


def test_nobody_without_a_role_may_do_anything() -> None:
    """There is no right without a row."""
    assert not any(may((), act, relation) for act in Act for relation in Relation)


@each(
    ("held", "concern", "allowed"),
    [
        (Held(Role.ORGANISER), Concern(branch_id=2), True),
        (Held(Role.BRANCH_ORGANISER, everywhere=False, branches=frozenset([1])), Concern(branch_id=1), True),
        (Held(Role.BRANCH_ORGANISER, everywhere=False, branches=frozenset([1])), Concern(branch_id=2), False),
        (Held(Role.ORGANISER, everywhere=False, units=frozenset([5])), Concern(unit_id=5), True),
        (Held(Role.ORGANISER, everywhere=False, units=frozenset([5])), Concern(unit_id=6), False),
        (Held(Role.ORGANISER, everywhere=False, units=frozenset([5])), Concern(), False),
        (Held(Role.HEAD, everywhere=False, units=frozenset([5])), Concern(unit_id=5), True),
        (Held(Role.HEAD), Concern(unit_id=5), False),
        (Held(Role.IN_CHARGE, everywhere=False, units=frozenset([5])), Concern(unit_id=5), True),
        (Held(Role.STAFF), Concern(person_id=7), True),
        (Held(Role.STAFF), Concern(person_id=8), False),
    ],
)
def test_a_role_reaches_as_far_as_its_scope(held: Held, concern: Concern, allowed: bool) -> None:  # noqa: FBT001
    """The organiser of one branch sees nothing of another; staff see themselves."""
    assert may_concerning(7, [held], Act.EXPORT_TABLES, concern) is allowed


def test_the_printed_table_has_a_line_for_every_act_and_a_cell_for_every_role() -> None:
    """The docs show the table the program uses."""
    lines = rights_as_markdown().splitlines()
    assert len(lines) == 2 + len(Act)
    assert {line.count("|") for line in lines} == {len(Role) + 2}
    assert "| 查阅操作记录 |" in rights_as_markdown()
