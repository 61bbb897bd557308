// What was found, shown: each hit says what it is and where it stands, and its words are marked. Words of the data are text.
const NAMES = {
  page: "Page", section: "Section", passage: "Paragraph", claim: "Claim", figure: "Figure", table: "Table", term: "Term", meaning: "Term",
  correction: "Correction", reference: "Reference", data: "Data set", helper: "Helper", module: "Helpers",
};
const [MOST, AROUND] = [20, 200];
const PERSIAN = /[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]/g;
const RUN = /[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc](?:[\s\u200c.،؛؟«»()]*[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc])*/g;

const add = (parent, name, words = "", kind = "") => {
  const element = document.createElement(name);
  element.textContent = words;
  if (kind) element.className = kind;
  parent.append(element);
  return element;
};
const inPersian = (element) => Object.assign(element, { lang: "fa", dir: "rtl" });

// Where in a text the words stand that were found.
const places = (text, terms) => [...text.matchAll(WORD)]
  .filter(([word]) => forms(word).some((form) => terms.has(form)))
  .map(({ 0: word, index }) => [index, index + word.length]);

// The stretch of a text that holds most of what was found.
const stretch = (text, found) => {
  if (text.length <= AROUND) return [0, text.length];
  const from = found.map(([start]) => start);
  const count = (start) => new Set(found.filter(([one, end]) => one >= start && end <= start + AROUND - 40)
    .map(([one, end]) => whole(text.slice(one, end)))).size;
  const best = from.reduce((best, start) => (count(start) > count(best) ? start : best), from[0] ?? 0);
  const start = best < 40 ? 0 : text.indexOf(" ", best - 40) + 1 || best;
  const end = start + AROUND >= text.length ? text.length : text.lastIndexOf(" ", start + AROUND);
  return [Math.min(start, best), end > start ? end : start + AROUND];
};

// Write words with those marked that were found; Persian ones are said to be Persian.
const written = (parent, text, found) => {
  const persian = (text.match(PERSIAN) || []).length > text.length / 3;
  if (persian) inPersian(parent);
  const put = (words, name) => {
    if (persian) return name ? add(parent, name, words) : parent.append(words);
    let end = 0;
    for (const { 0: run, index } of words.matchAll(RUN)) {
      put.plain(words.slice(end, index), name);
      inPersian(add(parent, name || "span", run));
      end = index + run.length;
    }
    put.plain(words.slice(end), name);
  };
  put.plain = (words, name) => { if (words) name ? add(parent, name, words) : parent.append(words); };
  let end = 0;
  for (const [start, stop] of found) {
    put(text.slice(end, start));
    put(text.slice(start, stop), "mark");
    end = stop;
  }
  put(text.slice(end));
};

const excerpt = (parent, text, terms) => {
  const found = places(text, terms);
  const [start, end] = stretch(text, found);
  const cut = `${start ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
  written(parent, cut, places(cut, terms));
};

const named = ({ kind, label }) => ({
  page: label, figure: label, table: label, claim: `Claim ${label}`, passage: `Paragraph ${label}`, data: `Data set ${label}`,
}[kind] || NAMES[kind]);
const where = ({ kind, chapter, number }) => (kind === "page" ? "" : number ? `Chapter ${number}, ${chapter}` : chapter);

const hit = (list, entry, terms, root) => {
  const item = add(list, "li");
  item.dataset.kind = entry.kind;
  const link = add(item, "a");
  link.href = root + entry.address;
  add(link, "small", named(entry), "what");
  const title = add(link, "b");
  written(title, entry.title, places(entry.title, terms));
  if (entry.kind === "term" && entry.label) written(add(link, "i"), entry.label, places(entry.label, terms));
  if (entry.kind === "helper") add(link, "code", entry.label);
  if (entry.text) excerpt(add(item, "p"), entry.text, terms);
  if (where(entry)) add(item, "small", where(entry), "where");
};

const said = (words) => words.map((word) => `“${word}”`).join(" and ");
const told = (query, { hits, lost, apart, guessed }) => [
  `${hits.length || "No"} result${hits.length === 1 ? "" : "s"} for ${said([query])}.`,
  ...guessed.map(([word, other]) => `Nothing has ${said([word])}; shown for ${said([other])}.`),
  lost.length && (hits.length ? `No result has ${said(lost)}; shown without it.` : "Another spelling, or fewer words, may find more."),
  apart.length && `Nothing has all the words together; shown without ${said(apart)}.`,
].filter(Boolean).join(" ");

// What shows in `results` what a finder finds of the words in `field`, and tells it in `status`.
const answers = ({ field, status, results, root }) => {
  let found = { hits: [], exact: 0 };
  const show = (most = MOST) => {
    const list = document.createElement("ol");
    for (const entry of found.hits.slice(0, most)) hit(list, entry, found.terms, root);
    results.replaceChildren(list);
    const left = found.hits.length - most;
    if (left <= 0) return;
    const more = add(results, "button", `Show ${Math.min(MOST, left)} more of ${left}`, "more");
    more.type = "button";
    more.addEventListener("click", () => {
      show(most + MOST);
      results.querySelectorAll("li > a")[most].focus();
    });
  };
  return {
    look(finder) {
      const query = field.value.trim();
      found = query ? finder.find(query) : { hits: [], exact: 0 };
      status.textContent = query ? told(query, found) : "";
      show();
    },
    // What is named exactly is where one wants to go.
    go() {
      if (found.exact) location.href = root + found.hits[0].address;
    },
  };
};
