"""What holds for the citations of any text."""

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dedup.model import Citation

_PIECES = st.sampled_from(
    (
        "Der Kreml teilte mit, dass ",
        "„",
        "“",
        ", sagte Kim.",
        " laut Newsweek ",
        "Putin",
        " er habe ",
        " unter Berufung auf ",
        "(dpa)",
        "\n\n",
        "🚢",
        "\u00ad",
        "e\u0301",
        ". ",
        ", wie die BBC berichtete",
        " zufolge ",
        "Medienberichten",
        "»",
        "«",
        " sei ",
        " (",
        ") ",
        " berichtete ",
        " die Reuters-Tochter ",
        " heißt es ",
        " – ",
        ": ",
        "Quelle: ",
        " dem ZDF ",
        " Ankündigung ",
        "Netz/Futurezone",
        "-Bericht ",
        "dass ",
    )
)
_TEXTS = st.one_of(st.lists(_PIECES, max_size=25).map("".join), st.text(max_size=80))
Find = Callable[..., tuple[Citation, ...]]
_WHOLE = (
    ("de", "Die Ankündigung des Ministers, bei der die Frist fiel, sei laut „Spiegel“ (Montag) ein Versehen."),
    ("de", "Mit der Begründung, wo der Damm breche, helfe kein Sandsack, lehnte der Sprecher aus Linz ab."),
    ("de", "Wie die Kyodo unter Berufung auf Regierungskreise meldete, habe er gesagt: „Wir gehen“, so das Blatt."),
    ("de", "Demnach soll, so heißt es in Medienberichten – darunter in der „New York Times“ –, der Vertrag enden."),
    ("de", "Er warf ihm vor, er habe gegenüber der BBC erklärt, dass Wien, wie Bloomberg schreibt, zahlen werde."),
    ("en", "According to Newsweek, citing two officials, the minister said “the port” would close, Reuters said."),
    ("en", "The claim, first reported by Bloomberg, was denied by a spokesman for Kyodo, who told the BBC: “No.”"),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXTS, language=st.sampled_from(("de", "en")))
@example(text=". (dpa)", language="en")
@example(text="Die Ankündigung von Digital/Futurezone. Sie kam, er werde gehen.", language="de")
@example(text="Der Hafen bleibt zu (es berichtet die Reuters-Tochter IFR).", language="de")
def test_spans_lie_in_the_text_and_pieces_in_their_claim(find: Find, text: str, language: str) -> None:
    for citation in find(text, language):
        cue = (citation.cue,) if citation.cue else ()
        for span in (citation.mention, citation.claim, *citation.claim_spans, *cue):
            assert 0 <= span.start < span.end <= len(text)
        assert all(citation.claim.covers(span) for span in citation.claim_spans)


@pytest.mark.parametrize(("language", "sentence"), _WHOLE)
@pytest.mark.parametrize("end", ["", ",", " wo", ", bei", " (", " „", ":", " –", " der"])
def test_a_text_may_end_anywhere(find: Find, language: str, sentence: str, end: str) -> None:
    words = sentence.split()
    for length in range(1, len(words) + 1):
        text = " ".join(words[:length]).rstrip(".,") + end
        assert all(citation.claim.end <= len(text) for citation in find(text, language))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXTS)
def test_a_citation_names_its_source_in_the_chain(find: Find, text: str) -> None:
    for citation in find(text):
        assert all(citation.chain)
        assert citation.outlet is None or citation.outlet in citation.chain
        assert citation.medium is None or citation.chain[0] == citation.medium


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXTS)
def test_ids_number_the_citations_in_the_order_of_their_claims(find: Find, text: str) -> None:
    found = find(text)
    assert [citation.id for citation in found] == [f"a:c{number}" for number in range(1, len(found) + 1)]
    assert list(found) == sorted(found, key=lambda citation: citation.claim)


@pytest.mark.parametrize(
    "piece",
    [
        "sagte ",
        "Er sagte, er sei da ",
        "„",
        "( ",
        "Angaben, wonach ",
        "Kim und ",
        "zufolge ",
        "dass, ",
        "der große ",
    ],
)
def test_a_long_stretch_of_noise_is_read_in_seconds(find: Find, piece: str) -> None:
    text = (piece * (250_000 // len(piece) + 1))[:250_000]
    start = time.process_time()
    find(text)
    assert time.process_time() - start < 15
