"use strict";
// The report is complete without this script. It adds filters, opens texts that a link leads into,
// and opens everything for printing.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  const revealTarget = () => {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return;
    }
    if (!target) return;
    let element = target;
    while (element) {
      if (element instanceof HTMLDetailsElement) element.open = true;
      element.classList.remove("filtered-out");
      element = element.parentElement;
    }
    target.querySelector(":scope > details")?.setAttribute("open", "");
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", revealTarget);
  revealTarget();

  const filterItems = (list, wanted) => {
    const nested = all(":scope > .rule > .cards > li", list);
    const items = nested.length ? nested : [...list.children];
    let shown = 0;
    for (const item of items) {
      const fits = item.textContent.toLowerCase().includes(wanted);
      item.classList.toggle("filtered-out", !fits);
      shown += fits ? 1 : 0;
    }
    return wanted ? `${shown} of ${items.length}` : "";
  };
  for (const filter of all("[data-filter]")) {
    const list = document.getElementById(filter.dataset.filter);
    const input = filter.querySelector("input");
    const output = filter.querySelector("output");
    if (!list || !list.firstElementChild || list.querySelector(":scope > .none")) continue;
    filter.hidden = false;
    input.addEventListener("input", () => {
      output.textContent = filterItems(list, input.value.trim().toLowerCase());
    });
  }

  const texts = all("article > details");
  const setOpen = (open) => texts.forEach((details) => { details.open = open; });
  if (texts.length) all(".tools").forEach((tools) => { tools.hidden = false; });
  document.getElementById("open-all")?.addEventListener("click", () => setOpen(true));
  document.getElementById("close-all")?.addEventListener("click", () => setOpen(false));

  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    closed.forEach((details) => { details.open = true; });
  });
  window.addEventListener("afterprint", () => {
    closed.forEach((details) => { details.open = false; });
    closed = [];
  });
})();
