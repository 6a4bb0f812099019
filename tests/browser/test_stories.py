"""Stories in headless Chromium: drawn without a script, readable in both schemes, on a phone and on paper."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from dedup.report.html import write_html
from tests.report.sample.stories import make_story_audit
from tests.report.sample.story_articles import make_documents

Open = Callable[..., Any]
NAME = "<script>document.title='broken'</script><svg onload=document.title='broken'>" + "Wasserstraßenamt" * 12


def hostile_html() -> str:
    audit = make_story_audit()
    claims = []
    for claim in audit.claims:
        assert claim.roots
        named = tuple(replace(root, name=NAME + root.name) for root in claim.roots.direct)
        claims.append(replace(claim, roots=replace(claim.roots, direct=named)))
    stories = tuple(replace(story, title=f"{NAME} {story.title}", names=(NAME,)) for story in audit.stories)
    documents = tuple(replace(summary, title=f"{NAME} {summary.title}") for summary in audit.documents)
    stream = io.StringIO()
    write_html(replace(audit, claims=tuple(claims), stories=stories, documents=documents), make_documents(), stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Write the page of the sample, and one whose names try to break out of it."""
    folder = tmp_path_factory.mktemp("stories")
    stream = io.StringIO()
    write_html(make_story_audit(), make_documents(), stream)
    pages = {"plain": stream.getvalue(), "hostile": hostile_html()}
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8", newline="\n")
    return {name: (folder / f"{name}.html").as_uri() for name in pages}


@pytest.fixture
def open_page(browser: Any, addresses: dict[str, str]) -> Iterator[Open]:
    def open_it(name: str = "plain", *, width: int = 1280, scheme: str = "light", media: str = "screen") -> Any:
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        feature = {"name": "prefers-color-scheme", "value": scheme}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": [feature]})
        browser.get("about:blank")
        browser.get_log("browser")
        browser.get(addresses[name])
        return browser

    yield open_it
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


def open_everything(page: Any) -> None:
    page.execute_script("document.querySelectorAll('details').forEach((details) => { details.open = true; })")


@pytest.mark.parametrize("name", ["plain", "hostile"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_page_never_scrolls_sideways(open_page: Open, name: str, width: int) -> None:
    page = open_page(name, width=width)
    open_everything(page)
    assert page.execute_script("return document.documentElement.scrollWidth") <= width
    assert page.get_log("browser") == []


def test_a_printed_page_is_not_wider_than_paper_and_shows_the_whole_drawing(open_page: Open) -> None:
    page = open_page(width=700, media="print")
    assert page.execute_script("return document.documentElement.scrollWidth") <= 700
    script = (
        "return Math.max(...[...document.querySelectorAll('.graph')].map((e) => e.getBoundingClientRect().right))"
    )
    assert page.execute_script(script) <= 700


def test_hostile_names_run_nothing_and_stay_text(open_page: Open) -> None:
    page = open_page("hostile")
    assert page.title == "Audit of 7 articles – dedup"
    drawn = page.execute_script("return document.querySelector('.graph').textContent")
    assert "<script>" in drawn
    assert page.execute_script("return document.querySelectorAll('svg script, svg svg svg').length") == 0


def test_a_name_stays_within_its_box(open_page: Open) -> None:
    page = open_page("hostile")
    script = (
        "return [...document.querySelectorAll('.box')].every((box) => getComputedStyle(box).overflow === 'hidden')"
    )
    assert page.execute_script(script)


DRAWN_CONTRAST = """
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([red, green, blue]) => [red, green, blue]
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  return [...document.querySelectorAll('.box')].flatMap((box) => {
    const ground = channels(getComputedStyle(box.querySelector('rect')).fill);
    return [...box.querySelectorAll('text')].map((text) => {
      const values = [channels(getComputedStyle(text).fill), ground].map(luminance);
      return (Math.max(...values) + 0.05) / (Math.min(...values) + 0.05);
    });
  });
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawn_text_contrasts_with_its_box(open_page: Open, scheme: str) -> None:
    ratios = open_page(scheme=scheme).execute_script(DRAWN_CONTRAST)
    assert len(ratios) > 30
    assert min(ratios) >= 4.5


def test_drawings_need_no_script(open_page: Open) -> None:
    page = open_page()
    page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    page.refresh()
    try:
        assert page.find_element("css selector", "#story-1 .graph .box-root").is_displayed()
        page.find_element("css selector", "#claim-1-3 .more summary").click()
        assert page.find_element("css selector", "#claim-1-3 .mentions").is_displayed()
    finally:
        page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_box_leads_to_its_entry_and_opens_the_list(open_page: Open) -> None:
    page = open_page()
    script = (
        "document.querySelector('#story-1 .graph a[href=\"#story-1-on-3\"]').dispatchEvent(new MouseEvent('click'))"
    )
    page.execute_script(script)
    assert page.execute_script("return location.hash") == "#story-1-on-3"
    assert page.find_element("css selector", "#story-1-on-3").is_displayed()


def test_boxes_are_reached_with_the_keyboard_and_outlined(open_page: Open) -> None:
    page = open_page()
    script = """
      const links = [...document.querySelectorAll('#story-1 .graph a')].filter((link) => link.tabIndex >= 0);
      links[0].focus({ focusVisible: true });
      return [links.length, getComputedStyle(links[0].querySelector('rect')).strokeWidth];
    """
    assert page.execute_script(script) == [12, "3px"]


def test_a_wide_drawing_scrolls_in_its_own_box(open_page: Open) -> None:
    page = open_page(width=390)
    script = """
      const box = document.querySelector('#story-1 .scroll');
      return [box.scrollWidth, box.clientWidth, box.tabIndex];
    """
    inner, outer, tab_index = page.execute_script(script)
    assert inner > outer
    assert tab_index == 0


def test_the_layer_of_claims_can_be_switched_off(open_page: Open) -> None:
    page = open_page()
    script = """
      document.getElementById('layer-claimed').click();
      return [getComputedStyle(document.querySelector('.text .badge-claimed')).display,
              getComputedStyle(document.querySelector('.text mark.claimed')).borderTopStyle];
    """
    assert page.execute_script(script) == ["none", "none"]
