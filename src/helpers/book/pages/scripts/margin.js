// A card in the margin is closed as every card is.
(() => {
  const open = () => [...document.querySelectorAll(":is(.correction, .erratum)[open]")].filter((one) => getComputedStyle(one).float !== "none");
  document.addEventListener("click", (event) => { for (const one of open()) if (!one.contains(event.target)) one.open = false; });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const one of open()) {
      one.open = false;
      if (one.contains(document.activeElement)) one.querySelector("summary").focus();
    }
  });
})();
// Notes in the margin stand at the line that calls them, as far as there is room: none overlaps another, and none
// reaches into a figure or the next section. Without this they stand at the top of their paragraph.
(() => {
  const NOTES = ".claim-note, .correction, .erratum";
  const article = document.querySelector(".chapter article");
  if (!article?.querySelector(NOTES) || !("ResizeObserver" in window)) return;
  const room = matchMedia("(min-width: 1120px)"); // the width from which book.css has a margin
  const GAP = 12;

  // What stands between two blocks that clear the margin, or two sections, is one run.
  const runs = (section) => {
    const found = [[]];
    for (const child of section.children) {
      if (child.matches("section") || getComputedStyle(child).clear === "both") found.push([]);
      found.at(-1).push(child);
    }
    return found;
  };
  const code = (link) => link.textContent.trim();
  const calls = (block) => [...(block?.querySelectorAll("a.claim-ref") || [])];
  const paragraph = (note) => {
    let next = note.nextElementSibling;
    while (next?.matches(NOTES)) next = next.nextElementSibling;
    return next;
  };
  const called = (note) => (note.querySelector(":scope > a, summary").textContent.match(/[PA]\d+(\.\d+)?/g) || []);

  // Of one run each note with the place where it stands, its height, and the line where it should be.
  const measured = (run) => {
    const all = run.filter((one) => one.matches("p, ul, ol")).flatMap(calls);
    return run.filter((one) => one.matches(NOTES) && one.offsetParent).map((note) => {
      const { top, height } = note.getBoundingClientRect(), codes = called(note);
      const natural = top - (parseFloat(note.style.getPropertyValue("--down")) || 0);
      // A claim's note stands before the paragraph that calls it; a correction, somewhere about it.
      const own = calls(paragraph(note)).find((link) => codes.includes(code(link)));
      const lines = (own && note.matches(".claim-note") ? [own] : all.filter((link) => codes.includes(code(link))))
        .map((link) => link.getClientRects()[0].top);
      const nearest = (a, b) => (Math.abs(b - natural) < Math.abs(a - natural) ? b : a);
      return { note, natural, height, top: lines.length ? lines.reduce(nearest) : natural };
    });
  };

  // Where another block closes a run, notes that would reach into it move up, if they find room above.
  const spread = (notes, end, closed) => {
    const ceiling = Math.min(...notes.map((one) => one.natural));
    const reach = Math.max(...notes.map((one) => one.natural + one.height));
    const needed = notes.reduce((sum, one) => sum + one.height + GAP, -GAP);
    let floor = closed && reach > end + GAP && ceiling + needed <= end ? end : Math.max(end, reach);
    notes.sort((a, b) => a.top - b.top);
    let free = ceiling;
    for (const one of notes) free = (one.top = Math.max(one.top, free)) + one.height + GAP;
    for (const one of notes.reverse()) floor = (one.top = Math.min(one.top, floor - one.height)) - GAP;
  };

  const place = () => {
    const found = [...article.querySelectorAll("section")].filter((one) => [...one.children].some((child) => child.matches(NOTES))).flatMap((section) => {
      const end = section.getBoundingClientRect().bottom, all = runs(section);
      const closing = (number) => all[number + 1]?.[0].getBoundingClientRect().top;
      return all.map((run, number) => [measured(run), closing(number) ?? end, closing(number) !== undefined]);
    }).filter(([notes]) => notes.length);
    for (const [notes, floor, closed] of found) {
      spread(notes, floor - GAP, closed);
      for (const one of notes) one.note.style.setProperty("--down", `${Math.round(one.top - one.natural)}px`);
    }
  };
  new ResizeObserver(() => { if (room.matches) place(); }).observe(article);
})();
