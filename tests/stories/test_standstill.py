"""After a standstill the duty officer is asked what happened meanwhile, once; a short one is nobody's business."""

from __future__ import annotations

from datetime import timedelta

from bot.standstill import FILE, Pulse
from tests.office import Office
from tests.saying import silent


def start_again(office: Office, *, after: timedelta) -> None:
    """Let the house have been alive a moment ago, for the first time in its folder, stand still and start."""
    folder = office.house.settings.data_dir / "new"
    with office.house.database.write() as connection:
        Pulse(folder).begin(connection, office.clock.office())
    office.clock.move_to(office.clock.office() + after)
    with office.house.database.write() as connection:
        Pulse(folder).begin(connection, office.clock.office())
    office.settle()


def test_the_duty_officer_is_asked_what_happened_meanwhile(office: Office) -> None:
    """With the hours it stood still; what he enters has its true time."""
    start_again(office, after=timedelta(hours=3))
    office.person("刘洋").gets("停机10:00至13:00", "期间有无突发事件", "补报")
    office.settle()
    office.person("刘洋").gets_nothing()


def test_a_restart_asks_nobody(office: Office) -> None:
    """Nor does a folder whose file says nothing."""
    start_again(office, after=timedelta(minutes=5))
    folder = office.house.settings.data_dir / "new"
    (folder / FILE).write_text("?", encoding="ascii")
    with office.house.database.write() as connection:
        Pulse(folder).begin(connection, office.clock.office())
    office.settle()
    silent(office)
    assert office.journal("duty.stood_still") == []
