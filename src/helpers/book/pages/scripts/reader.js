// The reader's choices, kept for the next page: light or dark, and how deep to read.
(() => {
  const root = document.documentElement;
  const keep = (name, value) => {
    root.dataset[name] = value;
    try { localStorage[name] = value; } catch {}
  };
  document.querySelector("button.theme")?.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    keep("theme", dark ? "light" : "dark");
  });
  // Another depth shows more or less above the place where one reads: the part that stood first stays where it stood,
  // or, if this depth does not show it, the next one. The address says the depth, to be passed on.
  const bar = document.querySelector(".bar");
  const parts = [...document.querySelectorAll("article section > :not(section)")];
  const seen = (part) => part.offsetHeight > 0;
  const deepen = (depth) => {
    const first = parts.findIndex((part) => seen(part) && part.getBoundingClientRect().bottom > bar.offsetHeight);
    const stood = first < 0 || scrollY === 0 ? null : Math.max(parts[first].getBoundingClientRect().top, bar.offsetHeight);
    keep("depth", depth);
    const address = new URL(location.href);
    address.searchParams.set("depth", depth);
    try { history.replaceState(null, "", address); } catch {}
    const now = stood === null ? null : parts.slice(first).find(seen);
    if (now) scrollBy({ top: now.getBoundingClientRect().top - stood, behavior: "instant" });
  };
  document.querySelectorAll(".depth input").forEach((one) => {
    one.checked = one.value === root.dataset.depth;
    one.addEventListener("change", () => deepen(one.value));
  });
  const menu = document.querySelector(".menu");
  document.addEventListener("click", (event) => { if (menu?.open && !menu.contains(event.target)) menu.open = false; });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu?.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
