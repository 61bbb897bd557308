// What tests/accessibility.py runs in a page, beside axe.

// A picture is one image with its alternative text: the words drawn inside it are not read one by one, and axe, which
// walks the whole page at every run, is spared the walk through them.
async function violations(include, options) {
  const context = { exclude: [[".drawing .still"]], ...(include && { include: [[include]] }) };
  const drawn = [...document.querySelectorAll(".drawing .still svg")].map((svg) => [svg, [...svg.childNodes]]);
  drawn.forEach(([svg]) => svg.replaceChildren());
  try {
    const found = await axe.run(context, { resultTypes: ["violations"], preload: false, ...options });
    return found.violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes[0].html.slice(0, 200) }));
  } finally {
    drawn.forEach(([svg, parts]) => svg.replaceChildren(...parts));
  }
}

// Faults of colour follow from an ink and the papers under it. Mark one element of each kind for each look that is not
// known yet, with the attribute data-look, and return the new looks.
function markLooks(known) {
  const looks = new Set(known), papers = new Map(), fresh = [];

  const paper = (node) => {
    if (!node) return "";
    if (!papers.has(node)) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(node);
      const own = [backgroundColor, backgroundImage, opacity].join(" ");
      papers.set(node, paper(node.parentElement) + (own === "rgba(0, 0, 0, 0) none 1" ? "" : ` on ${own}`));
    }
    return papers.get(node);
  };

  const ink = (node) => {
    const { color, fontSize, fontWeight, textDecorationLine, borderBottom } = getComputedStyle(node);
    return [color, fontSize, fontWeight, textDecorationLine, borderBottom].join(" ");
  };

  // A link among words must differ from them; one that stands alone need not.
  const inline = (node) => getComputedStyle(node).display.startsWith("inline");
  const block = (node) => (inline(node) ? block(node.parentElement) : node);
  const amid = (link) => {
    const around = block(link.parentElement);
    return around.textContent.trim() === link.textContent.trim() ? "alone" : ink(around);
  };

  const words = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  // What is hidden, or there for a screen reader alone, cannot stand for what one sees.
  const seen = (node) =>
    node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && node.getBoundingClientRect().width > 1;
  for (const node of document.body.querySelectorAll("*")) {
    node.removeAttribute("data-look");
    const link = node.matches("a[href]");
    if (!(link || words(node)) || node.closest(".still") || !seen(node)) continue;
    const kind = [node.tagName, node.className, node.childElementCount > 0].join(" ");
    const look = kind + ink(node) + (link ? ` amid ${amid(node)}` : "") + paper(node);
    if (looks.has(look)) continue;
    node.dataset.look = "";
    looks.add(look);
    fresh.push(look);
  }
  return fresh;
}
