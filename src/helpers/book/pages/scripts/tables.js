// Sort a table by a click on its heading, and find rows in a long one; wide ones scroll in a frame that the keyboard can reach.
(() => {
  const LONG = 40; // rows from which one looks for a row rather than reads them all

  // The order is written with the table, where the types are known: of each column the ranks of the rows, missing ones empty.
  const ranks = (table) => table.dataset.order.split(";").map((column) => column.split(",").map((rank) => (rank ? Number(rank) : NaN)));

  const sort = (table, rows, places, direction) => {
    const order = rows.map((_, row) => row);
    order.sort((a, b) => {
      const [x, y] = [places[a], places[b]];
      return isNaN(x) || isNaN(y) ? isNaN(x) - isNaN(y) : direction * (x - y);
    });
    table.tBodies[0].append(...order.map((row) => rows[row]));
  };

  document.querySelectorAll("table[data-order]").forEach((table) => {
    const [rows, columns] = [[...table.tBodies[0].rows], ranks(table)];
    table.querySelectorAll("thead th").forEach((heading, column) => {
      if (!heading.textContent.trim()) return; // a column without a name has none to ask for
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const rising = heading.getAttribute("aria-sort") !== "ascending";
        table.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
        heading.setAttribute("aria-sort", rising ? "ascending" : "descending");
        sort(table, rows, columns[column], rising ? 1 : -1);
      });
    });
  });

  document.querySelectorAll(".table-frame").forEach((frame) => {
    const { caption } = frame.querySelector("table");
    const mark = () => (frame.scrollWidth > frame.clientWidth ? (frame.tabIndex = 0) : frame.removeAttribute("tabindex"));
    if (caption) {
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", caption.textContent.replace("#", "").trim());
    }
    mark();
    addEventListener("resize", mark);
  });

  // As one types, on the keyboard at hand: accents, kinds of dash, invisible joiners, the letters that Arabic
  // writes in another way and the digits of other scripts make no difference.
  const SAME = { "\u064A": "\u06CC", "\u0649": "\u06CC", "\u0643": "\u06A9", "\u0629": "\u0647" };
  const digit = (sign) => String(sign.charCodeAt() & 15);
  const plain = (text) => text.normalize("NFKD").replace(/[\p{M}\u2060\u200B-\u200D]/gu, "").replace(/[\u2010-\u2013\u2212]/g, "-")
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, digit).replace(/[\u064A\u0649\u0643\u0629]/g, (sign) => SAME[sign]).toLowerCase();

  document.querySelectorAll("table.sortable").forEach((table) => {
    const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: plain(row.textContent) }));
    if (rows.length < LONG) return;
    const box = document.createElement("div");
    box.className = "search-box table-search";
    box.innerHTML = '<label><span></span> <input type="search" autocomplete="off" spellcheck="false"></label>'
      + '<p role="status" aria-live="polite"></p>';
    const [input, status] = [box.querySelector("input"), box.querySelector("p")];
    box.querySelector("span").textContent = `Find in ${table.querySelector(".caption-number")?.textContent.trim() ?? "this table"}`;

    const show = () => {
      const words = plain(input.value).split(/\s+/).filter(Boolean);
      for (const { row, text } of rows) row.hidden = !words.every((word) => text.includes(word));
      status.textContent = `${rows.filter(({ row }) => !row.hidden).length} of ${rows.length} rows`;
    };
    show();
    input.addEventListener("input", show);
    // Columns stay as wide as they are while rows come and go.
    const hold = () => table.querySelectorAll("thead th").forEach((heading) => { heading.style.width = `${heading.offsetWidth}px`; });
    input.addEventListener("focus", hold, { once: true });
    // A link to a row that is filtered away must still lead there.
    addEventListener("hashchange", () => {
      const goal = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!goal?.hidden || !table.contains(goal)) return;
      input.value = "";
      show();
      goal.scrollIntoView();
    });
    (table.caption || table.createCaption()).append(box);
  });
})();
