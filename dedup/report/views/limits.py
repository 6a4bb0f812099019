"""How much of an audit an HTML report shows.

In: the settings. Out: numbers. What is left out is counted on the page; the JSON report and the tables have it.
"""

from dataclasses import dataclass, fields, replace

from dedup.model import Audit
from dedup.settings import ReportSettings

_CASES = 20
"""Cases of a kind that an overview shows: more is a list, not an overview. Chosen by hand."""
_LISTED = 10_000
"""Articles that are listed at most; one of them takes about 330 bytes. Chosen by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most of everything. None is no limit.

    `articles` are texts in full, `passages`, `groups` and `stories` what is shown with everything, `cases` what an
    overview shows of a list, `examples` findings of a rule in an overview, `listed` articles in the list.
    """

    articles: int
    passages: int
    groups: int
    stories: int
    cases: int | None = None
    examples: int | None = None
    listed: int | None = None

    def halved(self) -> "Limits":
        """Take half of everything that is limited, but leave one of each."""
        values = {part.name: getattr(self, part.name) for part in fields(self)}
        return replace(self, **{name: max(1, value // 2) for name, value in values.items() if value is not None})


def limits_of_page(audit: Audit) -> Limits:
    """Read the limits of a report of one page from the settings of the audit."""
    chosen = settings_of(audit)
    return Limits(
        articles=chosen.max_articles,
        passages=chosen.max_passages,
        groups=chosen.max_passages,
        stories=chosen.max_stories,
        listed=_LISTED,
    )


def limits_of_pages(audit: Audit) -> Limits:
    """Read the limits of a report of an overview and pages."""
    chosen = settings_of(audit)
    return Limits(
        articles=chosen.max_articles,
        passages=chosen.max_passages,
        groups=min(_CASES, chosen.max_passages),
        stories=min(_CASES // 2, chosen.max_stories),
        cases=_CASES,
        examples=3,
        listed=_LISTED,
    )


def settings_of(audit: Audit) -> ReportSettings:
    """Read the settings of the report; an audit made by hand may have none."""
    return ReportSettings.model_validate(audit.settings.get("report", {}))
