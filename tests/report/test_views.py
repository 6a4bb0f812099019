from collections.abc import Callable
from dataclasses import replace

import pytest

from dedup.model import Audit, Document, Fix, Location, Passage, Span
from dedup.report.views.findings import FindingView, view_rules
from dedup.report.views.index import build_index, link_target
from dedup.report.views.passages import PassageView, view_paraphrases, view_passages, view_repeats
from dedup.report.views.sharing import view_duplicates, view_site_text


def passages(audit: Audit, *documents: Document) -> list[PassageView]:
    return list(view_passages(build_index(audit, documents)))


def findings(audit: Audit, *documents: Document) -> list[FindingView]:
    return [finding for rule in view_rules(build_index(audit, documents)) for finding in rule.findings]


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://example.org",
        "java\nscript:alert(1)",
        "https:///nowhere",
        "data:text/html,x",
        "file:///etc/hosts",
        "//example.org",
        "https://[::1",
        "https://example.org/\u202egnp.exe",
    ],
)
def test_an_address_that_is_not_plain_http_is_no_link(url: str | None) -> None:
    assert link_target(url) is None


@pytest.mark.parametrize(
    "url", ["http://example.org", "https://example.org/größe?a=1&b=2#c", "HTTPS://example.org"]
)
def test_an_http_address_is_a_link(url: str) -> None:
    assert link_target(url) == url


def test_passages_come_longest_first(audit: Audit, documents: tuple[Document, ...]) -> None:
    assert [view.heading for view in passages(audit, *documents)] == [
        "18 shared words, 2 places",
        "16 shared words, 4 places",
    ]


def test_what_is_said_in_other_words_has_its_own_list(audit: Audit, documents: tuple[Document, ...]) -> None:
    (view,) = view_paraphrases(build_index(audit, documents))
    assert (view.label, view.heading) == ("S3", "Said anew, 2 places")


def test_the_words_of_a_paraphrase_are_not_compared(audit: Audit, documents: tuple[Document, ...]) -> None:
    (other,) = next(view_paraphrases(build_index(audit, documents))).others
    assert not other.is_compared
    assert not any(run.differs for run in other.runs)
    assert [run.text for run in other.first if run.agrees] == ["Terminal", "2027"]
    assert [run.text for run in other.runs if run.agrees] == ["terminal", "2027"]


def test_a_passage_is_traced_to_dates_and_credits(audit: Audit, documents: tuple[Document, ...]) -> None:
    trace = passages(audit, *documents)[0].trace
    assert trace is not None
    assert trace.earliest is not None
    assert (trace.earliest.number, trace.earliest.published) == (1, "2026-03-02")
    ((outlet, articles, hidden),) = trace.credits
    assert (outlet, [article.number for article in articles], hidden) == ("Bloomberg", [1], 0)
    assert [article.number for article in trace.uncredited] == [2]
    assert trace.directions == ("article 1 is dated earlier than article 2",)


def test_a_passage_without_credits_says_so_and_a_lone_overlap_does_not(
    audit: Audit, documents: tuple[Document, ...]
) -> None:
    (paraphrase,) = view_paraphrases(build_index(audit, documents))
    traces = [passages(audit, *documents)[1].trace, paraphrase.trace]
    assert [trace.credits_nobody for trace in traces if trace] == [True, False]


def test_near_duplicates_say_what_they_are_to_each_other(audit: Audit, documents: tuple[Document, ...]) -> None:
    (group,) = view_duplicates(build_index(audit, documents))
    assert [pair.relation for pair in group.pairs] == ["5 is a cut version of 4"]


def test_verified_pairs_beyond_the_limit_are_counted(
    audit_with: Callable[[dict[str, object]], Audit], documents: tuple[Document, ...]
) -> None:
    audit = audit_with({"max_passages": 2})
    (group,) = audit.near_duplicates
    changed = replace(audit, near_duplicates=(replace(group, pairs=group.pairs * 5),))
    (view,) = view_duplicates(build_index(changed, documents))
    assert (len(view.pairs), view.hidden_pairs) == (2, 3)


def test_site_text_names_its_site_or_says_that_none_is_named(audit: Audit, documents: tuple[Document, ...]) -> None:
    nameless = replace(audit.boilerplate[0], id="b2", site=None, stubs=(), text="Fuß " * 1000)
    changed = replace(audit, boilerplate=(*audit.boilerplate, nameless))
    views = list(view_site_text(build_index(changed, documents)))
    assert [view.heading for view in views] == [
        "2 articles of inselbote.example",
        "2 articles of a site that no record names",
    ]
    assert [[article.number for article in view.stubs] for view in views] == [[5], []]
    assert len(views[1].text) == 1_201


def test_many_wordings_of_a_passage_are_cut_and_counted(audit: Audit) -> None:
    documents = tuple(Document(id=f"{number:02}", text=f"Wort {number}") for number in range(20))
    locations = tuple(Location(document.id, Span(0, len(document.text))) for document in documents)
    summaries = tuple(replace(audit.documents[0], id=document.id) for document in documents)
    passage = Passage(id="p", text="Wort 0", locations=locations)
    changed = replace(audit, documents=summaries, passages=(passage,), overlaps=(), findings=(), citations=())
    (view,) = passages(changed, *documents)
    assert len(view.others) == 12
    assert view.hidden_wordings == 7


def test_a_repeat_with_differences_is_shown_side_by_side(audit: Audit, documents: tuple[Document, ...]) -> None:
    repeat = audit.repeats[0]
    shorter = Location(repeat.right.document, Span(repeat.right.span.start, repeat.right.span.end - 11))
    changed = replace(audit, repeats=(replace(repeat, right=shorter),))
    (view,) = view_repeats(build_index(changed, documents))
    assert [run.text for run in view.others[0].first if run.differs] == ["im Sommer."]


def test_a_repeat_of_a_passage_leads_to_the_places_of_the_passage(
    audit: Audit, documents: tuple[Document, ...]
) -> None:
    repeat = audit.repeats[0]
    passage = Passage(id="p3", text="", locations=(repeat.left, repeat.right))
    changed = replace(audit, passages=(*audit.passages, passage), repeats=(replace(repeat, passage="p3"),))
    (view,) = view_repeats(build_index(changed, documents))
    assert [place.href for place in view.first.places] == ["#shared-3-1", "#shared-3-2"]


def test_long_evidence_is_cut(audit: Audit, documents: tuple[Document, ...]) -> None:
    text = "Werbung " * 100
    finding = replace(audit.findings[0], span=Span(0, len(text)), evidence=text, fix=None)
    changed = replace(audit, findings=(finding,))
    (view,) = findings(changed, replace(documents[0], text=text))
    shown = "".join(piece.text for piece in view.evidence)
    assert len(shown) == 241
    assert shown.endswith("…")


@pytest.mark.parametrize(
    ("span", "replacement", "words"),
    [
        (Span(0, 5), "Kai", "“Hafen” → “Kai” (check before use)"),
        (Span(0, 5), "", "Remove “Hafen” (check before use)"),
        (Span(5, 5), "s", "Insert “s” (check before use)"),
        (Span(0, 5), " ", "Put white space for “Hafen” (check before use)"),
        (Span(24, 26), "\n", "Shorten the white space (check before use)"),
        (Span(24, 26), "", "Remove the white space (check before use)"),
    ],
)
def test_a_repair_is_said_in_words(
    audit: Audit, documents: tuple[Document, ...], span: Span, replacement: str, words: str
) -> None:
    fix = Fix(span=span, replacement=replacement, safe=False)
    changed = replace(audit, findings=(replace(audit.findings[0], fix=fix),))
    assert findings(changed, *documents)[0].fix == words
