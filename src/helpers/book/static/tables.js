// Sort a long table by a click on its heading; wide ones scroll in a frame that the keyboard can reach.
(() => {
  const value = (row, column) => row.cells[column].textContent.trim();
  const number = (text) => (text === "–" ? NaN : parseFloat(text.replace(/[,%\s]/g, "").replace("−", "-")));

  const sort = (table, column, direction) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const numeric = rows.every((row) => value(row, column) === "–" || !Number.isNaN(number(value(row, column))));
    const missing = (text) => text === "–";
    rows.sort((a, b) => {
      const [x, y] = [value(a, column), value(b, column)];
      if (missing(x) || missing(y)) return missing(x) - missing(y);
      return direction * (numeric ? number(x) - number(y) : x.localeCompare(y, undefined, { numeric: true }));
    });
    body.append(...rows);
  };

  document.querySelectorAll("table.sortable").forEach((table) => {
    table.querySelectorAll("thead th").forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const rising = heading.getAttribute("aria-sort") !== "ascending";
        table.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
        heading.setAttribute("aria-sort", rising ? "ascending" : "descending");
        sort(table, column, rising ? 1 : -1);
      });
    });
  });

  document.querySelectorAll("article table, main table").forEach((table) => {
    if (table.closest(".table-frame")) return;
    const frame = document.createElement("div");
    frame.className = "table-frame";
    table.replaceWith(frame);
    frame.append(table);
    const mark = () => (frame.scrollWidth > frame.clientWidth ? (frame.tabIndex = 0) : frame.removeAttribute("tabindex"));
    if (table.caption) {
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", table.caption.textContent.replace("#", "").trim());
    }
    mark();
    addEventListener("resize", mark);
  });
})();
