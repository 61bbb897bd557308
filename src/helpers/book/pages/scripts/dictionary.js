// A search box over the dictionary of tables: as one types, only what fits stays. The tables have two pages: a
// link takes the words along to the other. Pages without tables are left alone.
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
    + '<p role="status"></p><p hidden><a></a></p>';
  const [input, status, link] = ["input", "[role=status]", "a"].map((one) => box.querySelector(one));
  const [other, named] = document.getElementById("measures")
    ? ["data.html", "the texts and the record"] : ["measures.html", "the measures"];

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
    status.textContent = words.length ? `${tables} of ${entries.length} tables here, ${columns} columns that fit` : "";
    link.parentElement.hidden = !words.length;
    link.textContent = `Look in ${named} too`;
    link.href = `${other}?find=${encodeURIComponent(input.value)}`;
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
  entries[0].section.closest("section:not(.table-entry)").before(box);
  input.value = new URLSearchParams(location.search).get("find") || "";
  if (input.value) {
    show();
    input.focus();
  }
})();
