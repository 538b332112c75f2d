"""Every table the commands know: the office's own, then those the slices declare, each in the order it is filled."""

from __future__ import annotations

from collections.abc import Mapping

from bot.store.sheets.office import OFFICE_SHEETS
from bot.store.sheets.sheet import Sheet
from handlers.ask.learning.pairs_sheet import ANSWERS
from handlers.ask.shelving.standings_sheet import SHEET as STANDINGS
from handlers.ask.shelving.thesaurus_sheet import THESAURUS
from handlers.campaign.templates_sheet import TEMPLATES
from handlers.incident.kinds_sheet import KINDS
from handlers.request.matters_sheet import MATTERS
from handlers.study.plans.frequency_sheet import FREQUENCIES
from handlers.study.plans.plan_sheet import STUDY_PLAN
from handlers.task.contact_points import CONTACT_POINTS
from scheduler.calendar.sheets import CALENDAR, TERMS

SHEETS: Mapping[str, Sheet] = {
    **OFFICE_SHEETS,
    **{
        sheet.key: sheet
        for sheet in (
            KINDS,
            MATTERS,
            TEMPLATES,
            CALENDAR,
            TERMS,
            CONTACT_POINTS,
            FREQUENCIES,
            STUDY_PLAN,
            ANSWERS,
            STANDINGS,
            THESAURUS,
        )
    },
}
