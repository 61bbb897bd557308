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
  document.querySelectorAll(".depth input").forEach((one) => {
    one.checked = one.value === root.dataset.depth;
    one.addEventListener("change", () => keep("depth", one.value));
  });
  const menu = document.querySelector(".menu");
  document.addEventListener("click", (event) => { if (menu?.open && !menu.contains(event.target)) menu.open = false; });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu?.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
