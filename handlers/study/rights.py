"""Who may run a study and see its roster: who opened it, and whoever holds the right where it belongs.

The organiser of one branch sees nothing of another's.
"""

from __future__ import annotations

from bot.rights import Act, Concern, may_concerning, may_somewhere
from bot.store.people import Person
from handlers.study.studies import Study


def may_open(me: Person) -> bool:
    """Whether somebody may open or plan studies at all."""
    return may_somewhere(me.held, Act.RUN_STUDY)


def may_run(me: Person, study: Study) -> bool:
    """Whether somebody may sign others in, decide leave, close and change a study."""
    return me.id == study.organiser_id or may_concerning(me.id, me.held, Act.RUN_STUDY, _concern(study))


def may_see(me: Person, study: Study) -> bool:
    """Whether somebody may see who attended a study, by name."""
    return may_run(me, study) or may_concerning(me.id, me.held, Act.SEE_STUDIES, _concern(study))


def _concern(study: Study) -> Concern:
    return Concern(unit_id=study.unit_id, branch_id=study.branch_id)
