// A search box over the dictionary of tables: as one types, only what fits stays. Other pages are left alone.
(() => {
  const entries = [...document.querySelectorAll("section.table-entry")].map((section) => ({
    section,
    fields: section.querySelector("details.folded"),
    head: [section.querySelector("h2, h3, h4"), ...section.querySelectorAll(".described > p, .facts")]
      .map((part) => part.textContent).join(" ").toLowerCase(),
    rows: [...section.querySelectorAll("dl.fields > dt")].map((term) => {
      const parts = [term, term.nextElementSibling];
      return { parts, text: parts.map((part) => part.textContent).join(" ").toLowerCase() };
    }),
  }));
  if (!entries.length) return;

  const box = document.createElement("div");
  box.className = "search-box dictionary-search";
  box.setAttribute("role", "search");
  box.innerHTML = '<label for="dictionary-search">Find a table or a column</label>'
    + '<input id="dictionary-search" type="search" autocomplete="off" spellcheck="false">'
    + '<p role="status"></p>';
  const [input, status] = [box.querySelector("input"), box.querySelector("[role=status]")];

  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (text) => words.every((word) => text.includes(word));
    let [tables, columns] = [0, 0];
    for (const { section, fields, head, rows } of entries) {
      const whole = fits(head);
      const found = rows.filter((row) => fits(row.text));
      section.hidden = !whole && !found.length;
      const narrow = words.length > 0 && found.length > 0;
      fields.open = narrow;
      rows.forEach((row) => row.parts.forEach((part) => { part.hidden = narrow && !found.includes(row); }));
      tables += !section.hidden;
      columns += narrow ? found.length : 0;
    }
    status.textContent = words.length ? `${tables} of ${entries.length} tables, ${columns} columns that fit` : "";
  };

  input.addEventListener("input", show);
  // A link to a table that is filtered away must still lead there.
  addEventListener("hashchange", () => {
    const goal = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (goal && goal.closest("[hidden]")) {
      input.value = "";
      show();
      goal.scrollIntoView();
    }
  });
  const page = entries[0].section.closest("section:not(.table-entry)");
  const place = document.getElementById("data-dictionary") || page;
  place.querySelector("h1, h2").after(box);
})();
