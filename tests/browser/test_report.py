import json
from collections.abc import Callable
from typing import Any

import pytest

Open = Callable[..., Any]

VISIBLE_TEXT = """
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || ['STYLE', 'SCRIPT'].includes(element.tagName)) continue;
    nodes.push(element);
  }
"""
# WCAG 2.2, 1.4.3: relative luminance and contrast ratio of text against the nearest opaque background.
LOW_CONTRAST = (
    VISIBLE_TEXT
    + """
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([red, green, blue]) => [red, green, blue]
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const background = (element) => {
    for (let node = element; node; node = node.parentElement) {
      const colour = channels(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const low = new Set();
  for (const element of nodes) {
    if (element.closest('.skip, .unseen') || !element.checkVisibility()) continue;
    const values = [channels(getComputedStyle(element).color), background(element)].map(luminance);
    const ratio = (Math.max(...values) + 0.05) / (Math.min(...values) + 0.05);
    if (ratio < 4.5) low.add(`${element.tagName}.${element.className}: ${ratio.toFixed(2)}`);
  }
  return [...low];
"""
)


def computed(page: Any, selector: str, name: str) -> str:
    script = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
    return str(page.execute_script(script, selector, name))


def press(page: Any, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    actions = ActionChains(page)
    for key in keys:
        actions = actions.send_keys(key)
    actions.perform()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_console_stays_empty(open_report: Open, width: int) -> None:
    page = open_report(width=width)
    assert page.get_log("browser") == []


def test_only_the_file_itself_is_requested(open_report: Open, report: str) -> None:
    page = open_report()
    messages = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    requests = [
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]
    assert set(requests) == {report}


def test_hostile_articles_run_nothing_and_stay_text(open_report: Open) -> None:
    page = open_report()
    assert page.title == "Audit of 9 articles – dedup"
    assert (
        page.execute_script("return document.querySelectorAll('img, svg, iframe, main style, main script').length")
        == 0
    )
    assert "<script>document.title='broken'</script>" in page.find_element(
        "css selector", "#article-1 .text"
    ).get_attribute("textContent")


def test_only_web_addresses_are_links(open_report: Open) -> None:
    page = open_report()
    script = "return [...document.links].map((link) => link.protocol)"
    assert set(page.execute_script(script)) == {"file:", "https:"}


def test_the_security_policy_blocks_injected_scripts(open_report: Open) -> None:
    page = open_report()
    script = """
      const injected = document.createElement('script');
      injected.textContent = "document.title = 'broken'";
      document.body.append(injected);
      return document.title;
    """
    assert page.execute_script(script) == "Audit of 9 articles – dedup"


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_the_page_never_scrolls_sideways(open_report: Open, width: int) -> None:
    page = open_report(width=width)
    page.execute_script("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert page.execute_script("return document.documentElement.scrollWidth") <= width


def test_a_printed_page_is_not_wider_than_paper(open_report: Open) -> None:
    page = open_report(width=700, media="print")
    assert page.execute_script("return document.documentElement.scrollWidth") <= 700


def test_wide_tables_scroll_in_their_own_box(open_report: Open) -> None:
    page = open_report(width=360)
    script = "const box = document.querySelector('#sources .scroll'); return [box.scrollWidth, box.clientWidth]"
    inner, outer = page.execute_script(script)
    assert inner > outer


def test_dark_mode_has_its_own_colours(open_report: Open) -> None:
    light = computed(open_report(scheme="light"), "body", "backgroundColor")
    dark = computed(open_report(scheme="dark"), "body", "backgroundColor")
    assert (light, dark) == ("rgb(251, 250, 247)", "rgb(22, 24, 28)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_contrasts_with_its_background(open_report: Open, scheme: str) -> None:
    page = open_report(scheme=scheme)
    page.execute_script("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert page.execute_script(LOW_CONTRAST) == []


def test_printed_text_contrasts_with_paper(open_report: Open) -> None:
    assert open_report(scheme="dark", media="print").execute_script(LOW_CONTRAST) == []


def test_the_skip_link_comes_first_and_leads_to_the_report(open_report: Open) -> None:
    page = open_report()
    press(page, "\ue004")
    assert page.switch_to.active_element.text == "Skip to the report"
    press(page, "\ue007")
    assert page.switch_to.active_element.get_attribute("id") == "main"


@pytest.mark.parametrize(
    ("layer", "style", "values"),
    [
        ("shared", ("mark.shared", "backgroundColor"), ("rgb(255, 233, 168)", "rgba(0, 0, 0, 0)")),
        ("cited", ("mark.mention", "borderBottomStyle"), ("solid", "none")),
        ("found", ("mark.found", "textDecorationLine"), ("underline", "none")),
        ("repeated", ("mark.repeated", "backgroundImage"), ("repeating-linear-gradient", "none")),
    ],
)
def test_layers_are_switched_with_the_keyboard(
    open_report: Open, layer: str, style: tuple[str, str], values: tuple[str, str]
) -> None:
    page = open_report()
    mark, name = style
    shown, hidden = values
    page.execute_script("document.querySelector('#article-1 details').open = true")
    assert computed(page, f".text {mark}", name).startswith(shown)
    page.execute_script("document.getElementById(arguments[0]).focus()", f"layer-{layer}")
    press(page, " ")
    assert computed(page, f".text {mark}", name) == hidden
    assert computed(page, f".text .badge-{layer}", "display") == "none"
    press(page, " ")
    assert computed(page, f".text {mark}", name).startswith(shown)


def test_a_focused_link_is_outlined(open_report: Open) -> None:
    page = open_report()
    press(page, "\ue004", "\ue004")
    script = "return getComputedStyle(document.activeElement).outlineWidth"
    assert page.execute_script(script) == "3px"


def test_texts_start_closed_in_a_larger_collection_and_a_link_opens_them(open_report: Open) -> None:
    page = open_report()
    assert not page.execute_script("return document.querySelector('#article-1 details').open")
    page.execute_script("document.querySelector('#finding-1 .badge').click()")
    assert page.execute_script("return document.querySelector('#article-1 details').open")


def test_a_link_to_a_closed_text_opens_it_without_a_script_too(open_report: Open) -> None:
    page = open_report()
    page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    page.refresh()
    try:
        page.find_element("css selector", "#finding-1 .badge").click()
        assert page.find_element("css selector", "#article-1 .text").is_displayed()
    finally:
        page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_filter_hides_what_does_not_fit_and_says_how_much_is_left(open_report: Open) -> None:
    page = open_report()
    page.find_element("css selector", "[data-filter='article-rows'] input").send_keys("Schwimmbad 4")
    shown = [row for row in page.find_elements("css selector", "#article-rows tr") if row.is_displayed()]
    assert len(shown) == 1
    assert page.find_element("css selector", "[data-filter='article-rows'] output").text == "1 of 9"


def test_site_text_can_be_filtered(open_report: Open) -> None:
    page = open_report()
    page.find_element("css selector", "[data-filter='site-text-list'] input").send_keys("impressum")
    shown = [item for item in page.find_elements("css selector", "#site-text-list > *") if item.is_displayed()]
    assert [item.get_attribute("id") for item in shown] == ["site-text-2"]
    assert page.find_element("css selector", "[data-filter='site-text-list'] output").text == "1 of 2"


def test_words_in_which_a_paraphrase_agrees_are_marked_by_more_than_colour(open_report: Open) -> None:
    page = open_report()
    assert computed(page, "#paraphrases blockquote .agrees", "textDecorationStyle") == "dotted"
    assert computed(page, "#paraphrases blockquote .agrees", "backgroundColor") == "rgb(230, 243, 233)"


def test_without_scripts_no_dead_control_is_shown(open_report: Open) -> None:
    page = open_report()
    page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    page.refresh()
    try:
        controls = page.find_elements("css selector", "input[type=search], button")
        assert controls
        assert not any(control.is_displayed() for control in controls)
    finally:
        page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_print_hides_no_content(open_report: Open) -> None:
    page = open_report(media="print")
    script = (
        VISIBLE_TEXT
        + """
      return nodes
        .filter((element) => !element.closest('.skip, .contents, .filter, .tools'))
        .filter((element) => {
          const range = document.createRange();
          range.selectNodeContents(element);
          return !element.checkVisibility({ contentVisibilityAuto: true }) || !range.getClientRects().length;
        })
        .map((element) => `${element.tagName}.${element.className}`);
    """
    )
    assert page.execute_script(script) == []


def test_print_shows_what_a_filter_hides(open_report: Open) -> None:
    page = open_report()
    page.find_element("css selector", "[data-filter='article-rows'] input").send_keys("nothing like it")
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert all(row.is_displayed() for row in page.find_elements("css selector", "#article-rows tr"))


def test_the_whole_report_is_printed(open_report: Open) -> None:
    page = open_report()
    assert len(page.execute_cdp_cmd("Page.printToPDF", {})["data"]) > 50_000
