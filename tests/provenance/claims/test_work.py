"""The work for stories and claims grows with the collection, not with its square."""

import random

import numpy as np
import pytest

from dedup.model import Document, Span
from dedup.provenance.claims import Stated, find_claims, find_stories, story_claims, vectors
from dedup.provenance.claims.batches import Batch
from dedup.provenance.claims.comparing import compare
from dedup.provenance.claims.kinship import Kinship
from dedup.provenance.claims.likely import keep_likely
from dedup.provenance.claims.prepared import StoryStatements, Terms
from dedup.provenance.claims.wording import read_wording, read_wordings
from dedup.settings import ClaimSettings
from dedup.statements import Quantity, Statement
from tests.summaries import make_summary

LEAST = 0.55


def state(*terms: str, number: int = 0, **fields: object) -> Statement:
    span = Span(number * 50, number * 50 + 40)
    return Statement(span=span, sentence=number, paragraph=0, terms=terms, **fields)  # type: ignore[arg-type]


def events(count: int) -> list[list[Statement]]:
    """Articles of which two are about one event; every tenth holds a word that is common to all of these."""
    made = []
    for number in range(count):
        event = number // 2
        made.append(
            [
                state(
                    *(f"wort{event}x{place}" for place in range(line * 6, line * 6 + 6)),
                    *(["hafen"] if number % 10 == 0 else ()),
                    number=line,
                )
                for line in range(4)
            ]
        )
    return made


def work(count: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int, int]:
    """Products of articles, comparisons of statements, and claims for a number of articles."""
    products: list[int] = []
    compared: list[int] = []
    near, original = vectors._near, compare

    def count_products(block, *rest):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202 - passes all on
        products.append(block.nnz)
        return near(block, *rest)

    def count_comparisons(*statements):  # type: ignore[no-untyped-def]  # noqa: ANN002, ANN202 - passes all on
        compared.append(1)
        return original(*statements)

    with monkeypatch.context() as patch:
        patch.setattr(vectors, "_near", count_products)
        patch.setattr(story_claims, "compare", count_comparisons)
        settings = ClaimSettings(max_term_articles=20)
        names = [f"d{number:05}" for number in range(count)]
        stated = Stated(events(count))
        stories, _ = find_stories(list(map(make_summary, names)), stated, settings)
        documents = [Document(id=name, text="x" * 200) for name in names]
        found = find_claims(documents, stated, (), stories, settings)
    return sum(products), len(compared), len(found.claims)


def test_four_times_the_articles_are_four_times_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = work(300, monkeypatch), work(1_200, monkeypatch)
    assert few == (600, 600, 600)
    assert many == (2_400, 2_400, 2_400)


def test_terms_that_lead_to_no_pair_are_said() -> None:
    stated = Stated(events(1_000))
    names = [f"d{number:05}" for number in range(1_000)]
    _, notes = find_stories(list(map(make_summary, names)), stated, ClaimSettings(max_term_articles=20))
    assert notes == (
        "stories: 1 terms stand in more than 20 articles (claims.max_term_articles) and led to no pair of articles",
    )


def random_statement(source: random.Random, number: int) -> Statement:
    terms = tuple(source.choice(WORDS) for _ in range(source.randint(2, 9)))
    count = float(source.choice((4, 40, 400)))
    quantity = Quantity(span=Span(0, 2), value=count, low=count, high=count, unit=(source.choice(WORDS),))
    return state(
        *terms,
        number=number,
        cuts=(1,) if source.random() < LEAST else (),
        predicates=terms[:1],
        quantities=(quantity,) if source.random() < LEAST else (),
        dates=(("2023-09-05", Span(0, 2)),) if source.random() < LEAST else (),
    )


WORDS = (
    "liefer",
    "rake",
    "granat",
    "geliefer",
    "container",
    "hafen",
    "werft",
    "odinsk",
    "kran",
    "verlus",
    "muniti",
)


def test_near_articles_are_the_same_on_any_number_of_threads() -> None:
    stated = Stated(events(1_000))
    summaries = [make_summary(f"d{number:05}") for number in range(1_000)]
    one, three = (find_stories(summaries, stated, ClaimSettings(), threads=threads) for threads in (1, 3))
    assert one == three
    assert len(one[0]) == len(stated) // 2


@pytest.mark.parametrize("seed", range(5))
def test_many_pairs_have_in_common_what_each_has_alone(seed: int) -> None:
    source = random.Random(seed)
    stated = Stated([[random_statement(source, number) for number in range(12)] for _ in range(4)])
    batch = Batch(stated, [range(4)])
    terms = Terms(batch, 0, range(4), Kinship(stated))
    prepared = StoryStatements(batch, 0, {number: f"d{number}" for number in range(4)}, terms)
    lefts, rights = np.triu_indices(len(batch), 1)
    together = read_wordings(batch, lefts, rights).rows()
    alone = [
        read_wording(prepared[left], prepared[right], terms.weights)
        for left, right in zip(lefts.tolist(), rights.tolist(), strict=True)
    ]
    assert together == [pytest.approx(each, rel=1e-5) for each in alone]


@pytest.mark.parametrize("seed", range(5))
def test_no_pair_that_a_comparison_joins_is_left_out_before(seed: int) -> None:
    source = random.Random(seed)
    articles = [[random_statement(source, number) for number in range(12)] for _ in range(4)]
    stated = Stated(articles)
    batch = Batch(stated, [range(4)])
    terms = Terms(batch, 0, range(4), Kinship(stated))
    prepared = StoryStatements(batch, 0, {number: f"d{number}" for number in range(4)}, terms)
    pairs = [(left, right) for right in range(len(batch)) for left in range(right)]
    lefts, rights, _ = keep_likely(
        batch, (np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])), LEAST
    )
    kept = set(zip(lefts.tolist(), rights.tolist(), strict=True))
    joined = {
        pair for pair in pairs if (found := compare(prepared[pair[0]], prepared[pair[1]], terms)) and found >= LEAST
    }
    assert joined
    assert joined <= kept
    assert len(kept) < len(pairs)
