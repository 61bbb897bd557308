// The box in which one types: on the page of search, or in a dialog over any other. The index is fetched when it is used.
const base = document.currentScript.src.replace(/search\.js.*$/, "");
const root = new URL("../", base).href;

const fetched = (file) => new Promise((done, failed) => {
  const style = file.endsWith(".css");
  const asked = document.createElement(style ? "link" : "script");
  Object.assign(asked, style ? { rel: "stylesheet", href: base + file } : { src: base + file }, { onload: done, onerror: failed });
  document.head.append(asked);
});

let finder;
const found = async () => {
  await Promise.all(["vendor/minisearch.min.js", "search-index.js"].map(fetched));
  const made = new Finder(window.bookIndex);
  await made.ready;
  return made;
};
const prepare = () => (finder ||= found().catch((error) => {
  finder = undefined; // the next letter tries again
  throw error;
}));

const begin = (form, after = () => {}) => {
  const [field, status, results] = ["input", "[role=status]", "#search-results"].map((one) => form.querySelector(one));
  const { look, go } = answers({ field, status, results, root });
  const answer = async () => {
    if (!window.bookIndex) status.textContent = "Fetching the index…";
    try {
      look(await prepare());
      after(field.value);
    } catch {
      status.textContent = "The index could not be fetched. Try again, or look in the contents.";
    }
  };
  let soon;
  field.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(answer, 120);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(soon);
    await answer();
    go();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [field, ...results.querySelectorAll("li > a")];
    const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  return { field, answer };
};

const inPlace = (form) => {
  const address = (query) => { try { history.replaceState(null, "", `?q=${encodeURIComponent(query)}`); } catch {} };
  const { field, answer } = begin(form, address);
  field.value ||= new URLSearchParams(location.search).get("q") || "";
  if (field.value) answer();
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") field.focus(); });
  return () => field.focus();
};

const inDialog = () => {
  const dialog = document.createElement("dialog");
  dialog.className = "searching";
  dialog.setAttribute("aria-label", "Search the book");
  dialog.innerHTML = `<form class="finding" role="search">
    <input type="search" name="q" aria-label="Search the book" autocomplete="off" autocapitalize="off" spellcheck="false"
      placeholder="A word, a year, a name, P5.4, Figure 6.1">
    <button type="button" class="close">Close</button><p role="status"></p><div id="search-results"></div></form>`;
  document.body.append(dialog);
  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  // A browser would empty the field first.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("click", ({ target }) => { if (target === dialog || target.closest("li > a")) dialog.close(); });
  const { field } = begin(dialog.firstElementChild);
  const styled = fetched("search.css").catch(() => {}); // it works without
  return async () => {
    prepare().catch(() => {}); // said when one types
    await styled;
    if (!dialog.open) dialog.showModal();
    field.select();
  };
};

const own = document.querySelector("form.finding");
window.bookSearch = own ? inPlace(own) : inDialog();
