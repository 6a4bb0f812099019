"""Five short articles about a port and a ferry, and where their words stand."""

import re
from collections.abc import Sequence

from dedup.model import Decision, Document, DocumentSummary, Finding, Location, Span, Verdict
from tests.summaries import make_summary

AREA = (
    "Der neue Container-Terminal soll nach den Plänen der Hafenbehörde bis zum Frühjahr 2027 fertig sein und rund "
    "vierhundert Arbeitsplätze bringen."
)
AREA_EDITED = (
    "Das neue Container-Terminal soll nach Plänen der Hafenbehörde bis Frühjahr 2027 fertig sein und mehr als "
    "vierhundert Arbeitsplätze bringen."
)
FERRY = "Die Fähre fährt ab Montag wieder im Stundentakt zwischen Altstadt und Insel, teilte die Reederei mit."
PORT = (
    "The new terminal is meant to open in spring 2027, according to plans seen by Bloomberg, and would add some "
    "four hundred jobs."
)
FOOTER = "Der Inselbote bringt jeden Tag Nachrichten vom Meer, kostenlos und ohne Umweg."
TEXTS = {
    "hafen/a.txt": (
        "Hafen will größer werden\n\nVon Eva Haas\n\n"
        f"{AREA} Das berichtet Bloomberg unter Berufung auf das Verkehrsministerium.\n\n"
        f"{FERRY}\n\n„Wir bauen nicht gegen die Stadt“, sagte Hafendirektor Ole Brandt der Küstenpost. "
        "Die Kosten nannte er nicht.\n\nLesen Sie auch: Warum die Brücke gesperrt bleibt\n"
    ),
    "hafen/b.txt": (
        "Ausbau am Hafen kommt voran\n\n"
        f"{AREA_EDITED} Insidern zufolge fehlt noch das Geld.\n\n{FERRY}\n\n"
        "Der Stadtrat stimmt im Mai ab,sagte ein Sprecher.\n"
    ),
    "hafen/c.txt": (
        "Port plans to grow\n\n"
        f"{PORT} A spokeswoman for the port authority declined to comment. “We are qnot there yet,” she told the "
        "Coast Mail.\n"
    ),
    "insel/d.txt": (
        "Fähre nimmt Betrieb auf\n\n"
        f"{FERRY} Mit wei\u00adteren Aus\u200bfällen rechnet sie nicht.\n\n"
        "Auf der Insel freuen sich vor allem die Wirte über die Rückkehr der Gäste im Sommer.\n\n"
        "Auf der Insel freuen sich vor allem die Wirte über die Rückkehr der Gäste im Sommer.\n\n"
        f"{FOOTER}\n"
    ),
    "insel/e.txt": f"Fähre fährt wieder\n\n{FERRY}\n\n{FOOTER}\n",
}
DATES = {"hafen/a.txt": "2026-03-02", "hafen/b.txt": "2026-03-05"}
LANGUAGES = {"hafen/c.txt": "en"}
OUTLETS = {"hafen/a.txt": "Küstenpost", "hafen/c.txt": "Coast Mail"}


def make_documents() -> tuple[Document, ...]:
    return tuple(
        Document(
            id=identity,
            text=text,
            title=text.split("\n", 1)[0],
            language=LANGUAGES.get(identity, "de"),
            outlet=OUTLETS.get(identity),
            url="https://example.org/hafen?id=1&ref=a" if identity == "hafen/a.txt" else None,
            published=DATES.get(identity),
        )
        for identity, text in TEXTS.items()
    )


def span_of(document: str, needle: str, occurrence: int = 1) -> Span:
    starts = [match.start() for match in re.finditer(re.escape(needle), TEXTS[document])]
    start = starts[occurrence - 1]
    return Span(start, start + len(needle))


def place(document: str, needle: str, occurrence: int = 1) -> Location:
    return Location(document, span_of(document, needle, occurrence))


def summarize_document(document: Document, findings: Sequence[Finding], verdict: Verdict | None) -> DocumentSummary:
    return make_summary(
        document.id,
        title=document.title,
        language=document.language or "und",
        published=document.published,
        byline="Eva Haas" if document.id == "hafen/a.txt" else None,
        outlet=document.outlet,
        url=document.url,
        path=document.id,
        headline=Span(0, len(document.title or "")),
        characters=len(document.text),
        words=len(document.text.split()),
        reused_share=0.31415926,
        findings=sum(finding.document == document.id for finding in findings),
        verdict=verdict or Verdict(decision=Decision.ACCEPT),
    )
