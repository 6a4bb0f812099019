from dataclasses import replace

from dedup.model import Audit
from dedup.report.figures import describe, list_figures, pair_documents


def test_articles_that_share_most_come_first(audit: Audit) -> None:
    pairs = [(pair.left, pair.right, pair.words) for pair in pair_documents(audit)]
    assert pairs[:2] == [("hafen/a.txt", "hafen/b.txt", 34), ("hafen/a.txt", "insel/d.txt", 16)]


def test_what_is_said_in_other_words_is_no_shared_wording(audit: Audit) -> None:
    assert ("hafen/a.txt", "hafen/c.txt") not in [(pair.left, pair.right) for pair in pair_documents(audit)]
    only = replace(audit, overlaps=audit.overlaps[1:2], collection=replace(audit.collection, boilerplate=2))
    assert describe(only)[1:4] == (
        "No two articles share a passage.",
        "Two articles say the same in other words in 1 place.",
        "2 blocks of site text stand in many articles of one site and count as no reuse.",
    )


def test_the_longest_overlap_of_a_pair_comes_first(audit: Audit) -> None:
    assert [overlap.words for overlap in pair_documents(audit)[0].overlaps] == [18, 16]


def test_an_audit_is_summed_up_in_sentences(audit: Audit) -> None:
    assert describe(audit) == (
        "5 articles with 277 words were read; 2 inputs could not be read.",
        (
            "2 passages stand in more than one place; 31% of all words stand in another article too. "
            "1 group of near-duplicates was found."
        ),
        "Two articles say the same in other words in 1 place.",
        "1 block of site text stands in many articles of one site and counts as no reuse.",
        (
            "3 citations lead to 2 outlets and other sources; 1 (33%) names no source, "
            "2 reach the source through another."
        ),
        "5 places look damaged by extraction, 19.2 per 1,000 words.",
        "By the policy: 3 accept, 1 quarantine, 1 reject.",
    )


def test_one_of_each_is_said_in_the_singular(audit: Audit) -> None:
    one = replace(
        audit.collection,
        documents=1,
        words=1,
        skipped=1,
        passages=1,
        citations=1,
        distinct_outlets_cited=1,
        findings=1,
    )
    sentences = describe(replace(audit, collection=one, citations=audit.citations[:1]))
    assert sentences[0] == "1 article with 1 word was read; 1 input could not be read."
    assert sentences[1].startswith("1 passage stands in more than one place;")
    assert sentences[4].startswith("1 citation leads to 1 outlet and other sources;")
    assert sentences[4].endswith("1 reaches the source through another.")
    assert sentences[5].startswith("1 place looks damaged by extraction,")


def test_nothing_found_is_said(empty_audit: Audit) -> None:
    assert describe(empty_audit)[:3] == (
        "0 articles with 0 words were read.",
        "No two articles share a passage.",
        "The articles cite no source.",
    )


def test_figures_keep_their_order(audit: Audit) -> None:
    assert [(figure.label, figure.value) for figure in list_figures(audit)] == [
        ("Articles", "5"),
        ("Shared passages", "2"),
        ("Said anew", "1"),
        ("Near-duplicate groups", "1"),
        ("Site text", "1"),
        ("Outlets cited", "2"),
        ("Name no source", "33%"),
        ("Findings", "5"),
        ("Accepted", "3 of 5"),
        ("Skipped input", "2"),
    ]
