// Cite: a unit's citation opens over the page; a selected passage is copied with its citation; moved ids lead on.
(() => {
  const data = document.getElementById("citing");
  if (!data) return;
  const book = JSON.parse(data.textContent);
  const theme = () => document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

  const onward = () => {
    const old = document.querySelector(`.formerly [id="${CSS.escape(location.hash.slice(1))}"][data-onward]`);
    if (old) location.replace(old.dataset.onward);
  };
  onward();
  addEventListener("hashchange", onward);

  let dialog = null;
  const opened = () => {
    if (dialog) return dialog;
    dialog = document.createElement("dialog");
    dialog.className = "citing";
    dialog.innerHTML =
      '<form method="dialog"><button>Close</button></form><iframe allow="clipboard-write *"></iframe>';
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    addEventListener("message", (event) => {
      if (event.source === dialog.querySelector("iframe").contentWindow && event.data === "close") dialog.close();
    });
    document.body.append(dialog);
    return dialog;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cite");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const frame = opened().querySelector("iframe");
    const [unit] = book.units[link.href.split("/").pop().replace(".html", "")] || ["this"];
    for (const [one, name] of [[dialog, "aria-label"], [frame, "title"]]) one.setAttribute(name, `How to cite: ${unit}`);
    frame.contentWindow.location.replace(`${link.href}?theme=${theme()}`); // no step for the Back button
    dialog.showModal();
  });

  const BLOCKS = "section, figure, table, li[id], .cell, .table-sources, .table-notes, .admonition";

  // The unit a passage stands in, and its paragraph within that unit.
  const place = (node) => {
    const element = node.nodeType === 1 ? node : node.parentElement;
    let unit = element;
    while (unit && !(unit.id in book.units)) unit = unit.parentElement;
    if (!unit) return null;
    const own = [...unit.querySelectorAll("p")].filter((one) => one.closest(BLOCKS) === unit);
    const number = own.indexOf(element.closest("p")) + 1;
    const [title, pinpoint, kind] = book.units[unit.id];
    return { id: unit.id, kind, title, where: [pinpoint, number ? `para. ${number}` : ""].filter(Boolean).join(", ") };
  };

  // What a reader has selected, without our own signs and folded code.
  const CONTROLS = "a.cite, a.how, a.headerlink, button, script, svg, details.code, .drawing, aside";
  const words = (range) => {
    const copy = range.cloneContents();
    copy.querySelectorAll(CONTROLS).forEach((one) => one.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };

  // A text fragment matches whole words within one block: the first words and the last ones, each in its own.
  const encoded = (text) => encodeURIComponent(text).replace(/-/g, "%2D");
  const letter = (node, at) => node.nodeType === 3 && /[\p{L}\p{N}]/u.test(node.data[at] || " ");
  const block = (node) => (node.nodeType === 1 ? node : node.parentElement).closest("p, li, td, th, h1, h2, h3, figcaption");
  const fragment = (range, text) => {
    const parts = text.split(" ");
    if (letter(range.startContainer, range.startOffset - 1) && letter(range.startContainer, range.startOffset)) parts.shift();
    if (letter(range.endContainer, range.endOffset) && letter(range.endContainer, range.endOffset - 1)) parts.pop();
    if (!parts.length) return "";
    const one = block(range.startContainer) === block(range.endContainer);
    if (one && parts.length < 9) return `:~:text=${encoded(parts.join(" "))}`;
    const count = Math.min(4, Math.max(1, Math.floor(parts.length / 2)));
    return `:~:text=${encoded(parts.slice(0, one ? count : 1).join(" "))},${encoded(parts.slice(one ? -count : -1).join(" "))}`;
  };

  const cited = (range) => {
    const text = words(range);
    const found = place(range.startContainer);
    if (!text || !found) return null;
    const page = book.base ? book.base + book.page : location.href.split("#")[0];
    const link = `${page}#${found.id}`;
    const printed = book.base || /^http/.test(location.protocol) ? link : `${book.page}#${found.id}`;
    const reference = book.layouts[found.kind].replace("\ue000", () => found.title).replace("https://\ue001", () => printed);
    const where = [book.author, found.where, `edition ${book.edition}`].filter(Boolean).join(", ");
    return `“${text}” (${where})\n\n${reference}\n\n${link}${fragment(range, text)}\n`;
  };

  const button = document.createElement("button");
  button.type = "button";
  button.className = "cite-selection";
  button.textContent = "Copy with citation";
  button.hidden = true;
  document.body.append(button);
  let copied = null;
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const inside = selection.rangeCount && selection.anchorNode?.parentElement?.closest("article");
    copied = inside && !selection.isCollapsed ? cited(selection.getRangeAt(0)) : null;
    button.hidden = !copied;
    if (!copied) return;
    const box = selection.getRangeAt(0).getBoundingClientRect();
    button.style.top = `${scrollY + Math.min(box.bottom + 8, innerHeight - 60)}px`;
    button.style.left = `${Math.max(8, Math.min(scrollX + box.left, innerWidth - 190))}px`;
    button.textContent = "Copy with citation";
  });
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(copied);
      button.textContent = "Copied";
    } catch {
      prompt("Copy this:", copied);
    }
  });
  // From the keyboard: the button comes next after the selected words, wherever it stands in the page.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey || button.hidden || document.activeElement === button) return;
    event.preventDefault();
    button.focus();
  });
})();
