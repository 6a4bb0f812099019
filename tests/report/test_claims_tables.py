"""Claims, mentions and sources as tables."""

import csv
import io
from dataclasses import replace

from dedup.report.claims_tables import articles_table, claims_table, mentions_table, sources_table
from dedup.report.tables import Table, write_csv
from tests.report.sample.stories import make_story_audit, without_roots


def rows(table: Table) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_csv(table, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


def test_a_row_says_everything_about_a_claim() -> None:
    assert rows(claims_table(make_story_audit()))[3] == {
        "id": "k4", "story": "s1", "text": "Norland strebe ein Kraftwerk am Lorn an", "kind": "intention",
        "forecast": "true", "articles": "3", "mentions": "3", "roots_low": "1", "roots_high": "2",
        "roots_expected": "1.1", "roots": "Regierung Norlands",
        "roots_inherited": "nicht genannte Quellen (Abendpost)", "analysis": "Immo Rad",
        "narrators": "0", "vague": "0", "denials": "", "conflicts": "0", "credibility": "3",
        "reason": "one root; a forecast or intention gets 3 at best", "channel_letter": "F", "root_letter": "F",
    }  # fmt: skip


def test_a_claim_whose_sources_nobody_counted_has_empty_cells() -> None:
    row = rows(claims_table(without_roots(make_story_audit())))[0]
    assert (row["roots_low"], row["credibility"], row["conflicts"], row["articles"]) == ("", "", "2", "2")


def test_every_place_has_a_row() -> None:
    table = rows(mentions_table(make_story_audit()))
    assert len(table) == 13
    assert table[2]["chain"] == "Lornbote > Umweltministerium"
    assert (table[3]["claim"], table[3]["chain"], table[3]["citation"]) == ("k3", "", "")


def test_sources_have_shares_and_what_rests_on_them_alone() -> None:
    table = {row["id"]: row for row in rows(sources_table(make_story_audit()))}
    lornbote, nordpress = table["outlet:lornbote"], table["agency:nordpress"]
    assert (lornbote["letter"], lornbote["claims_alone"], lornbote["claims_alone_ids"]) == ("B", "1", "k2")
    assert (nordpress["state_control"], nordpress["anonymous_share"], nordpress["letter"]) == ("true", "1.0", "F")


def test_articles_say_where_they_have_it_from() -> None:
    assert rows(articles_table(make_story_audit()))[3] == {
        "id": "damm/d.txt", "citations": "1", "mentions": "1", "unattributed_share": "0.0",
        "anonymous_share": "1.0", "second_hand_share": "1.0", "reused_share": "0.0", "republishes": "",
        "translation_signs": "0",
    }  # fmt: skip


def test_an_article_without_citations_has_no_share_of_them() -> None:
    audit = replace(make_story_audit(), citations=(), claims=())
    row = rows(articles_table(audit))[0]
    assert (row["citations"], row["anonymous_share"], row["unattributed_share"]) == ("0", "", "")
