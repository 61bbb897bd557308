// What tests/contrast.py runs in a page: the contrast of every text with what is painted behind it, as WCAG computes it.

const contrast = (() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const read = new Map();
  // Whatever a style sheet may call a colour: red, green, blue of 255, and how much of it there is.
  const colour = (said) => {
    if (!read.has(said)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = said;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      read.set(said, [r, g, b, a / 255]);
    }
    return read.get(said);
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((one, at) => one * a + under[at] * (1 - a));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((one) => (one /= 255) <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };

  // What waits to be pointed at is seen when it is.
  const opacity = (style) => Number(style.opacity) || 1;
  const faded = (node) => (node ? opacity(getComputedStyle(node)) * faded(node.parentElement) : 1);
  const papers = new Map();
  const paper = (node) => {
    if (!node) return [255, 255, 255];
    if (!papers.has(node)) {
      const [r, g, b, a] = colour(getComputedStyle(node).backgroundColor);
      papers.set(node, over([r, g, b, a * faded(node)], paper(node.parentElement)));
    }
    return papers.get(node);
  };

  // Shapes of a picture in the order in which they are painted, those that can lie behind a text.
  const SHAPES = "path, rect, circle, ellipse, polygon";
  const shapes = new Map();
  const painted = (svg) => {
    if (!shapes.has(svg)) {
      const all = [...svg.querySelectorAll(SHAPES)].filter((one) => !one.closest("defs, clipPath, symbol"));
      shapes.set(svg, all.map((one) => {
        const style = getComputedStyle(one), [r, g, b, a] = style.fill === "none" ? [0, 0, 0, 0] : colour(style.fill);
        return { one, box: one.getBoundingClientRect(), fill: [r, g, b, a * Number(style.fillOpacity) * faded(one)] };
      }).filter(({ fill, box }) => fill[3] > 0.02 && box.width * box.height > 1));
    }
    return shapes.get(svg);
  };
  const covers = ({ one, box }, x, y) => {
    if (x < box.left || x > box.right || y < box.top || y > box.bottom) return false;
    return one.isPointInFill(new DOMPoint(x, y).matrixTransform(one.getScreenCTM().inverse()));
  };
  const behind = (text, x, y) => {
    const svg = text.ownerSVGElement;
    let under = paper(svg.parentElement);
    for (const shape of painted(svg)) {
      const before = shape.one.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (before && covers(shape, x, y)) under = over(shape.fill, under);
    }
    return under;
  };

  const drawn = (text) => {
    const style = getComputedStyle(text), { left, top, width, height } = text.getBoundingClientRect();
    const [r, g, b, a] = colour(style.fill);
    const ink = [r, g, b, a * Number(style.fillOpacity) * faded(text)];
    return [0.08, 0.5, 0.92].map((part) => {
      const under = behind(text, left + width * part, top + height / 2);
      return { ink: over(ink, under), under };
    });
  };
  const set = (node) => {
    const [r, g, b, a] = colour(getComputedStyle(node).color), under = paper(node);
    return [{ ink: over([r, g, b, a * faded(node)], under), under }];
  };

  const seen = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getBoundingClientRect().width > 1;
  const hex = (rgb) => `#${rgb.map((one) => Math.round(one).toString(16).padStart(2, "0")).join("")}`;
  return (least) => {
    const found = { set: new Map(), drawn: new Map() };
    let judged = 0;
    for (const node of document.body.querySelectorAll("*")) {
      const words = [...node.childNodes].filter((one) => one.nodeType === 3 && one.data.trim()).map((one) => one.data.trim()).join(" ");
      if (!words || node.matches("script, style, template") || !seen(node)) continue;
      judged += 1;
      for (const { ink, under } of node.ownerSVGElement ? drawn(node) : set(node)) {
        const value = ratio(ink, under);
        if (value >= least) continue;
        const picture = node.closest("[data-figure] svg");
        const place = node.closest("[data-figure]")?.dataset.figure || `${node.localName}.${node.getAttribute("class") || ""}`;
        found[picture ? "drawn" : "set"].set(`${place} ${hex(ink)} ${hex(under)}`, `${value.toFixed(2)} ${place} ${hex(ink)} on ${hex(under)} ${words.slice(0, 40)}`);
      }
    }
    return { judged, set: [...found.set.values()], drawn: [...found.drawn.values()] };
  };
})();
