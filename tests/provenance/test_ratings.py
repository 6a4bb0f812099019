"""Ratings files: layouts, scales, and errors that name line and value."""

import json
from pathlib import Path

import pytest

from dedup.attribution import load_catalogue
from dedup.errors import InvalidRecordError, UnreadableFileError
from dedup.model import Source, SourceKind
from dedup.provenance.ratings import NO_RATINGS, Ratings, best, host_of, rate_sources, read_ratings

MEDIA_BIAS = """source,source_url,bias,factual_reporting,credibility
Eins,https://www.eins.example/,left,VERY HIGH,High Credibility
Zwei,https://zwei.example/x,right,MOSTLY FACTUAL,
Drei,drei.example,right,very-low,
Vier,vier.example,right,N/A,
"""


def read(folder: Path, text: str, name: str = "ratings.csv", column: str | None = None) -> Ratings:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_ratings(path, column)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("domain,letter\nexample.org,b\n", {"example.org": "B"}),
        ("\ufeffdomain;letter\r\nwww.example.org;F\r\n", {"example.org": "F"}),
        ("outlet\treliability\nnewsweek\tC\n", {"newsweek": "C"}),
        (
            "domain,pc1,afm,mbfc\na.example,0.93,1,0.5\nb.example,0.61,,\nc.example,0.2,0,0\nd.example,0.1,,\n",
            {"a.example": "A", "b.example": "B", "c.example": "D", "d.example": "E"},
        ),
        (
            MEDIA_BIAS,
            {"eins.example": "A", "zwei.example": "C", "drei.example": "E"},
        ),
        (
            "domain,share\na.example,1\nb.example,0.8\nc.example,0.4\nd.example,0\n",
            dict(zip(["a.example", "b.example", "c.example", "d.example"], "AACE", strict=True)),
        ),
        ("domain,rating\na.example,fairly reliable\n", {"a.example": "C"}),
    ],
)
def test_layouts_are_told_by_their_headers(tmp_path: Path, text: str, letters: dict[str, str]) -> None:
    assert read(tmp_path, text).letters == letters


@pytest.mark.parametrize(
    "data",
    [
        {"newsweek": "B", "example.org": 0.5},
        {"ratings": [{"outlet": "newsweek", "letter": "B"}, {"outlet": "example.org", "letter": "C"}]},
        [{"domain": "newsweek", "score": 0.7}, {"domain": "example.org", "score": 0.45}],
    ],
)
def test_json_is_read_as_a_list_or_by_name(tmp_path: Path, data: object) -> None:
    assert read(tmp_path, json.dumps(data), "r.json").letters == {"newsweek": "B", "example.org": "C"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "no column of outlets (a, b)"),
        ("domain,b\nx,2\n", "no column of ratings (domain, b); name it with --ratings-column"),
        (
            "domain,rating,quality\nx,A,B\n",
            "the rating may stand in 'rating' or 'quality'; choose with --ratings-column",
        ),
        ("domain,rating\nx,A\ny,good\n", "line 3: 'good' is no rating"),
        ("domain,rating\nx,87\n", "line 2: 87 is no share between 0 and 1"),
        ("domain,rating\nx,nan1\n", "line 2: 'nan1' is no rating"),
        ("domain,rating\nx,A\nx,B\n", "line 3: 'x' is B here and A in line 2"),
    ],
)
def test_mistakes_are_named_with_line_and_value(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InvalidRecordError) as caught:
        read(tmp_path, text)
    assert message in str(caught.value)


def test_the_user_may_choose_the_column(tmp_path: Path) -> None:
    text = "domain,rating,quality\nx,A,B\n"
    assert read(tmp_path, text, column="quality").letters == {"x": "B"}
    with pytest.raises(InvalidRecordError, match="has no column 'other'"):
        read(tmp_path, text, column="other")


@pytest.mark.parametrize("text", ["3", "[3]", "{", '{"a": {"b": 1}}'])
def test_other_json_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidRecordError):
        read(tmp_path, text, "r.json")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="none"):
        read_ratings(tmp_path / "none.csv")
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableFileError, match="UTF-8"):
        read_ratings(tmp_path / "binary.csv")


def test_an_outlet_is_found_by_id_name_address_or_its_domains() -> None:
    catalogue = load_catalogue()
    domain = catalogue.outlets["newsweek"].domains[0]
    for key in ("newsweek", domain):
        assert Ratings(letters={key: "B"}).of("newsweek", None, catalogue) == "B"
    assert Ratings(letters={"example.org": "C"}).of(None, "https://politik.example.org/a") == "C"
    assert Ratings(letters={"example.org": "C"}).of("newsweek", None, catalogue) is None
    assert NO_RATINGS.of("newsweek", None, catalogue) is None


def test_sources_get_their_letters() -> None:
    source = Source(
        id="newsweek",
        name="Newsweek",
        kind=SourceKind.OUTLET,
        country="US",
        owner=None,
        state_control=False,
        reliability=None,
        citations=1,
        anonymous=0,
        second_hand=0,
        documents=("a",),
    )
    (rated,) = rate_sources([source], Ratings(letters={"newsweek": "B"}), load_catalogue())
    assert rated.reliability == "B"
    assert rate_sources([source], NO_RATINGS, load_catalogue()) == (source,)


def test_nothing_is_reliable_without_a_rating() -> None:
    assert best([None, None]) == "F"
    assert best(["D", None, "C"]) == "C"


@pytest.mark.parametrize(
    ("address", "host"),
    [("https://www.example.org/a", "example.org"), ("example.org", "example.org"), ("", ""), ("http://[", "")],
)
def test_hosts_are_read_from_addresses(address: str, host: str) -> None:
    assert host_of(address) == host
