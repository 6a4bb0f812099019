"""Confidence: rises with likeness, falls with what speaks against."""

from dataclasses import replace

from dedup.reuse.paraphrase.confidence import Signs, judge
from dedup.reuse.paraphrase.evidence import Evidence

SIGNS = Signs(cosine=0.5, stems=12, words=60, longer=70, grammar=0.4)


def test_half_of_the_stretches_at_the_calibration_point_hold() -> None:
    assert round(judge(replace(SIGNS, cosine=0.45, stems=9)), 2) == 0.5


def test_more_likeness_is_more_confidence() -> None:
    assert judge(replace(SIGNS, cosine=0.6)) > judge(SIGNS) > judge(replace(SIGNS, cosine=0.4))


def test_no_paraphrase_is_certain() -> None:
    assert judge(replace(SIGNS, cosine=1.0, stems=400)) == 0.98


def test_a_contradicting_number_puts_a_short_stretch_below_half() -> None:
    facts = Evidence(
        agreeing=("Lyon",), contradicting=("12 Tote",), numbers=1, agreeing_numbers=0, terms=2, agreeing_terms=1
    )
    assert judge(replace(SIGNS, facts=facts)) < 0.5


def test_a_list_with_other_numbers_is_below_half_however_alike() -> None:
    facts = Evidence(agreeing=(), contradicting=(), numbers=10, agreeing_numbers=3, terms=40, agreeing_terms=30)
    assert judge(replace(SIGNS, cosine=0.9, stems=50, words=200, grammar=0.05, facts=facts)) == 0.3


def test_a_single_sentence_must_be_more_alike() -> None:
    assert judge(replace(SIGNS, words=25)) < judge(SIGNS)


def test_distance_in_time_lowers_confidence() -> None:
    assert judge(replace(SIGNS, days=200)) < judge(replace(SIGNS, days=2)) == judge(SIGNS)


def test_a_summary_whose_names_are_not_in_the_long_text_is_doubtful() -> None:
    facts = Evidence(agreeing=("Lyon",), contradicting=(), numbers=2, agreeing_numbers=0, terms=9, agreeing_terms=1)
    summary = replace(SIGNS, cosine=0.4, stems=40, words=110, longer=900)
    assert judge(replace(summary, facts=facts)) == 0.3
    assert judge(replace(summary, facts=replace(facts, agreeing_terms=7))) == 0.98
