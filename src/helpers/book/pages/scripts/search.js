// Search opens over the page, by its link, by / or by Ctrl-K; what it needs is fetched when it is first used. The page of
// search has the same box in its place.
(() => {
  const base = document.currentScript.src.replace(/book\.js.*$/, "");
  const root = new URL("../", base).href;
  const link = document.querySelector(".tools .find");
  const own = document.querySelector("form.finding");
  if (!link && !own) return;

  const fetched = (file) => new Promise((done, failed) => {
    const style = file.endsWith(".css");
    const asked = document.createElement(style ? "link" : "script");
    Object.assign(asked, style ? { rel: "stylesheet", href: base + file } : { src: base + file }, { onload: done, onerror: failed });
    document.head.append(asked);
  });
  const load = async () => {
    await Promise.all(["vendor/minisearch.min.js", "search-index.js"].map(fetched));
    await fetched("search.js");
  };

  const begin = (form) => {
    const [field, status, results] = ["input", "[role=status]", "#search-results"].map((one) => form.querySelector(one));
    let search;
    const prepare = () => (search ||= load().then(() => window.bookSearch({ field, status, results, root })));
    const look = async () => {
      if (!window.bookSearch) status.textContent = "Fetching the index…";
      try {
        (await prepare()).look();
      } catch {
        search = undefined; // the next letter tries again
        status.textContent = "The index could not be fetched. Try again, or look in the contents.";
        return;
      }
      if (form === own) try { history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`); } catch {}
    };
    let soon;
    field.addEventListener("input", () => {
      clearTimeout(soon);
      soon = setTimeout(look, 120);
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      clearTimeout(soon);
      await look();
      (await search)?.go();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const stops = [field, ...results.querySelectorAll("li > a")];
      const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
    return { field, look, prepare };
  };

  let open;
  if (own) {
    const { field, look } = begin(own);
    field.value = new URLSearchParams(location.search).get("q") || "";
    if (field.value) look();
    open = () => field.focus();
    own.addEventListener("keydown", (event) => { if (event.key === "Escape") field.focus(); });
  } else {
    let box;
    const made = () => {
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
      return { dialog, ...begin(dialog.firstElementChild) };
    };
    const styled = () => (styled.done ||= fetched("search.css"));
    open = async () => {
      await styled().catch(() => {});
      box ||= made();
      if (!box.dialog.open) box.dialog.showModal();
      box.field.select();
      box.prepare().catch(() => {}); // said when one types
    };
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
  }
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const asked = (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey)
      || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
    if (!asked) return;
    event.preventDefault();
    open();
  });
})();
