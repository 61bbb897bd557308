// Search opens over the page, by its link, by / or by Ctrl-K; all of it is fetched when it is first used.
(() => {
  const base = document.currentScript.src.replace(/book\.js.*$/, "");
  const link = document.querySelector(".tools .find");
  if (!link) return;
  let asked;
  const load = () => (asked ||= new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("script"), { src: `${base}search.js`, onload: done, onerror: failed }));
  }));
  const open = () => load().then(() => window.bookSearch(), () => { location.href = link.href; });
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const asks = event.ctrlKey || event.metaKey ? event.key.toLowerCase() === "k" : event.key === "/" && !typing && !event.altKey;
    if (!asks) return;
    event.preventDefault();
    open();
  });
  if (document.querySelector("form.finding")) load();
})();
