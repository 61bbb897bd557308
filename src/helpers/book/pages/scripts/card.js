// One card for whatever has something to say of itself, on hover, focus or a first tap; a second tap leads there. And
// the strip of claims at the edge: those that the words in view bear on stand out.
(() => {
  const root = document.documentElement;
  const links = [...document.querySelectorAll("article a.claim-ref, article a.term-link, .strip a.on, article a.said")];
  if (!links.length) return;
  const base = document.currentScript.src.replace(/book\.js.*$/, "");
  const card = document.createElement("div");
  card.id = "card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.body.append(card);

  // What is said of each goal comes with the first card that is opened; until then, the hint of the link.
  let known, asked;
  const load = () => {
    if (asked) return;
    asked = document.createElement("script");
    asked.src = `${base}cards.js`;
    asked.onload = () => {
      known = window.bookCards;
      if (shown) fill(shown);
    };
    document.head.append(asked);
  };
  const add = (parent, name, words, kind = "") => {
    const element = document.createElement(name);
    element.textContent = words;
    if (kind) element.className = kind;
    parent.append(element);
    return element;
  };
  const goal = (link) => decodeURIComponent(new URL(link.href, location.href).hash.slice(1));

  let shown, leaving;
  const fill = (link) => {
    const about = known?.[goal(link)];
    const verdict = [...link.classList].find((name) => name.startsWith("v-"));
    card.className = verdict || "";
    card.replaceChildren();
    if (about || verdict) {
      const head = add(card, "b", "");
      add(head, "i", about?.name || link.dataset.c || link.textContent.trim());
      if (verdict) {
        const shape = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        shape.setAttribute("class", "m");
        const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
        use.setAttribute("href", `#m-${verdict.slice(2)}`);
        shape.append(use);
        head.append(shape);
      }
      if (about?.verdict) head.append(about.verdict);
    }
    const words = about?.words || link.dataset.says;
    if (words) add(card, "p", words);
    if (about?.fa) Object.assign(add(card, "p", about.fa), { lang: "fa", dir: "rtl" });
    const still = document.getElementById(goal(link))?.querySelector(".still .narrow svg");
    if (still) card.append(still.cloneNode(true));
    for (const line of about?.more || []) add(card, "small", line);
    if (matchMedia("(hover: none)").matches) add(card, "a", "Go there").href = link.href;
    const at = link.getClientRects()[0], edge = root.clientWidth - card.offsetWidth - 12;
    const below = at.bottom + card.offsetHeight + 12 < innerHeight;
    card.style.left = `${scrollX + Math.max(12, Math.min(at.left, edge))}px`;
    card.style.top = `${scrollY + (below ? at.bottom + 6 : at.top - card.offsetHeight - 6)}px`;
  };
  const close = () => {
    card.hidden = true;
    shown?.removeAttribute("aria-describedby");
    shown = undefined;
  };
  const open = (link) => {
    clearTimeout(leaving);
    if (shown === link) return;
    close();
    load();
    card.hidden = false;
    shown = link;
    link.setAttribute("aria-describedby", "card");
    fill(link);
  };
  const leave = () => { leaving = setTimeout(close, 180); };

  for (const link of links) {
    if (link.title) {
      link.dataset.says = link.title;
      link.removeAttribute("title");
    }
    let touched = false;
    link.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch" && shown !== link; });
    link.addEventListener("click", (event) => {
      if (!touched) return;
      event.preventDefault();
      touched = false;
      open(link);
    });
    link.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") open(link); });
    link.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") leave(); });
    link.addEventListener("focus", () => { if (link.matches(":focus-visible")) open(link); });
    link.addEventListener("blur", close);
  }
  card.addEventListener("pointerenter", () => clearTimeout(leaving));
  card.addEventListener("pointerleave", leave);
  addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  addEventListener("pointerdown", (event) => { if (!event.target.closest("#card, a")) close(); });

  const squares = new Map([...document.querySelectorAll(".strip a")].map((one) => [one.dataset.c, one]));
  if (!squares.size || !("IntersectionObserver" in window)) return;
  const seen = new Map();
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const code = target.textContent.trim();
      if (!seen.has(code)) seen.set(code, new Set());
      seen.get(code)[isIntersecting ? "add" : "delete"](target);
      squares.get(code)?.classList.toggle("seen", seen.get(code).size > 0);
    }
  }, { rootMargin: "-10% 0px -10% 0px" });
  document.querySelectorAll("article p a.claim-ref").forEach((one) => watch.observe(one));
})();
