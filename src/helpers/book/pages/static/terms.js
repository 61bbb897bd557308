// Terms of the glossary: a small preview on hover, focus or a first tap; a second tap, or the link in it, leads there.
(() => {
  const links = [...document.querySelectorAll("a.term-link[title]")];
  if (!links.length) return;
  const card = document.createElement("div");
  card.id = "term-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.body.append(card);
  let shown, leaving;

  const close = () => {
    card.hidden = true;
    if (shown) shown.removeAttribute("aria-describedby");
    shown = undefined;
  };
  const open = (link) => {
    clearTimeout(leaving);
    if (shown === link) return;
    close();
    card.textContent = link.dataset.means;
    card.hidden = false;
    const [at, edge] = [link.getClientRects()[0], document.documentElement.clientWidth - card.offsetWidth - 8];
    const below = at.bottom + card.offsetHeight + 8 < innerHeight;
    card.style.left = `${scrollX + Math.max(8, Math.min(at.left, edge))}px`;
    card.style.top = `${scrollY + (below ? at.bottom + 4 : at.top - card.offsetHeight - 4)}px`;
    link.setAttribute("aria-describedby", card.id);
    shown = link;
  };
  const leave = () => { leaving = setTimeout(close, 200); };

  for (const link of links) {
    link.dataset.means = link.title;
    link.removeAttribute("title");
    let touched = false;
    link.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch" && shown !== link; });
    link.addEventListener("click", (event) => {
      if (!touched) return;
      event.preventDefault();
      touched = false;
      open(link);
    });
    link.addEventListener("mouseenter", () => open(link));
    link.addEventListener("mouseleave", leave);
    link.addEventListener("focus", () => { if (link.matches(":focus-visible")) open(link); });
    link.addEventListener("blur", close);
  }
  card.addEventListener("mouseenter", () => clearTimeout(leaving));
  card.addEventListener("mouseleave", leave);
  addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  addEventListener("pointerdown", (event) => { if (!event.target.closest("#term-card, a.term-link")) close(); });
})();
