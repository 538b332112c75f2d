"""What nobody expects to be written, and still gets a kind bounded answer."""

from __future__ import annotations

import pytest

from tests.office import Office


@pytest.mark.parametrize("text", ["привет", "١٢٣", "ありがとう", "é", "한국어"])
def test_whoever_writes_in_another_script_is_not_left_without_a_word(office: Office, text: str) -> None:
    """Privately every message has an answer."""
    office.person("李明").says(text)
    office.person("李明").gets("帮助")


@pytest.mark.parametrize("text", ["水" * 5000, "？" * 5000, "1" * 5000, "第一条" * 1600, "\n" * 5000, "😀" * 2500])
def test_a_wall_of_text_gets_a_short_answer(office: Office, text: str) -> None:
    """And nothing of it comes back."""
    office.policies()
    office.person("李明").says(text)
    answer = office.person("李明").gets()
    assert len(answer.encode()) <= 2048
    assert text[:100] not in answer


def test_question_marks_in_a_group_are_somebody_who_wants_something(office: Office) -> None:
    """An emoji there is a nod, and nobody is disturbed."""
    office.person("李明").says("@助手 ？？？")
    office.group().gets("写在同一条里")
    office.person("李明").says("@助手 👍")
    office.group().gets_nothing()
