// Cite: a unit's citation opens over the page; a selected passage is copied with its citation; moved ids lead on.
(() => {
  const data = document.getElementById("citing");
  if (!data) return;
  const book = JSON.parse(data.textContent);
  const theme = () => document.documentElement.dataset.theme || "light";

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
    dialog.setAttribute("aria-label", "Citation");
    dialog.innerHTML =
      '<form method="dialog"><button>Close</button></form><iframe title="Citation" allow="clipboard-write *"></iframe>';
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
    const address = `${link.href}?theme=${theme()}`;
    if (frame.src !== address) frame.src = address;
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
    return { id: unit.id, title: book.units[unit.id][0], where: book.units[unit.id][1] + (number ? `, para. ${number}` : "") };
  };

  const encoded = (words) => encodeURIComponent(words).replace(/-/g, "%2D");
  const fragment = (text) => {
    const words = text.split(" ");
    return words.length < 9 ? encoded(text) : `${encoded(words.slice(0, 4).join(" "))},${encoded(words.slice(-4).join(" "))}`;
  };

  const cited = (selection) => {
    const text = selection.toString().replace(/\s+/g, " ").trim();
    const found = place(selection.getRangeAt(0).startContainer);
    if (!text || !found) return null;
    const page = book.base + book.page || location.href;
    const address = /^http/.test(location.protocol) && !book.base ? location.href.split("#")[0] : page;
    const [title, link] = ["\ue000", "https://\ue001"];
    const reference = book.layout.replace(title, found.title).replace(link, `${address}#${found.id}`);
    const quoted = `“${text}” (${[book.author, found.where].filter(Boolean).join(", ")}, edition ${book.edition})`;
    return `${quoted}\n\n${reference}\n\n${address}#${found.id}:~:text=${fragment(text)}\n`;
  };

  const button = document.createElement("button");
  button.type = "button";
  button.className = "cite-selection";
  button.textContent = "Copy with citation";
  button.hidden = true;
  document.body.append(button);
  let words = null;
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const inside = selection.rangeCount && selection.anchorNode?.parentElement?.closest("article");
    words = inside && !selection.isCollapsed ? cited(selection) : null;
    button.hidden = !words;
    if (!words) return;
    const box = selection.getRangeAt(0).getBoundingClientRect();
    button.style.top = `${scrollY + box.bottom + 8}px`;
    button.style.left = `${Math.max(8, Math.min(scrollX + box.left, innerWidth - 190))}px`;
    button.textContent = "Copy with citation";
  });
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(words);
    button.textContent = "Copied";
  });
  // From the keyboard: the button comes next after the selected words, wherever it stands in the page.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey || button.hidden || document.activeElement === button) return;
    event.preventDefault();
    button.focus();
  });
})();
