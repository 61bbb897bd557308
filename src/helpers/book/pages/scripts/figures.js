// The interactive chart on demand: one local copy of plotly, loaded when a reader first asks for it.
(() => {
  const base = document.currentScript.src.replace(/book\.js.*$/, "");
  const PHONE = 560; // px of figure width below which the narrow layout is used
  let plotly;

  const fetched = (address) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = base + address;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${address} could not be loaded`));
    document.head.append(script);
  });
  const load = () => (plotly ||= fetched("vendor/plotly-cartesian.min.js"));

  // The file of a figure hands over its specification by this call.
  const known = {};
  window.bookFigure = (spec) => { known[spec.layout.meta.id] = JSON.stringify(spec); };

  // A specification names the colours that change with the page; the style sheet knows what they are on this one.
  const themed = (text) => {
    const style = getComputedStyle(document.documentElement);
    return text.replace(/var\((--[\w-]+), (#\w+)\)/g, (_, name, light) => style.getPropertyValue(name).trim() || light);
  };

  const specification = (drawing) => {
    const spec = JSON.parse(themed(known[drawing.dataset.figure]));
    const narrow = spec.layout.meta && spec.layout.meta.narrow;
    const phone = drawing.clientWidth < PHONE;
    if (narrow && phone) merge(spec.layout, narrow);
    spec.data = spec.data.filter(({ meta }) => !meta || meta.startsWith(phone ? "phone" : "page"));
    spec.layout.autosize = true;
    return spec;
  };

  const merge = (into, from) => {
    for (const [key, value] of Object.entries(from)) {
      const nested = value && typeof value === "object" && !Array.isArray(value) && into[key];
      into[key] = nested ? merge(into[key], value) : value;
    }
    return into;
  };

  const draw = async (drawing) => {
    const { figure } = drawing.dataset;
    await Promise.all([load(), known[figure] || fetched(`figures/${figure}.js`)]);
    let plot = drawing.querySelector(".plot");
    if (!plot) {
      plot = document.createElement("div");
      plot.className = "plot";
      drawing.append(plot);
    }
    const { data, layout, config } = specification(drawing);
    plot.style.height = `${layout.height || 420}px`;
    await Plotly.react(plot, data, layout, config);
    drawing.dataset.live = "true";
  };

  // The row under a figure: what needs a script is added by it, so that no control is dead without one.
  const add = (drawing, name, words, label, act) => {
    const control = document.createElement("button");
    control.type = "button";
    control.className = name;
    control.textContent = words;
    control.setAttribute("aria-label", `${words}: ${label} (${drawing.dataset.figure})`);
    control.addEventListener("click", () => act(control));
    return control;
  };

  const row = (drawing) => drawing.closest("figure")?.querySelector(".actions") || drawing;
  const explore = (drawing) => row(drawing).append(add(drawing, "explore", "Explore", "turn this picture into an interactive chart", async (control) => {
    control.disabled = true;
    try {
      await draw(drawing);
      control.remove();
    } catch (error) {
      control.disabled = false;
      control.textContent = `Not available: ${error.message}`;
    }
  }));

  // A picture to take away: the one that is seen, with the colours of this page written in.
  const save = (drawing) => row(drawing).insertBefore(add(drawing, "svg", "SVG", "save this picture", () => {
    const svg = [...drawing.querySelectorAll(".still svg")].find((one) => one.getClientRects().length);
    if (!svg) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([themed(new XMLSerializer().serializeToString(svg))], { type: "image/svg+xml" }));
    link.download = `${drawing.dataset.figure}.svg`;
    link.click();
  }), row(drawing).querySelector(":scope > .how"));

  // Paper is light: a page read in the dark is printed with the light theme, and goes back to the dark.
  const root = document.documentElement;
  let screen;
  addEventListener("beforeprint", () => {
    screen = root.dataset.theme;
    root.dataset.theme = "light";
  });
  addEventListener("afterprint", () => {
    if (screen) root.dataset.theme = screen;
    else delete root.dataset.theme;
  });

  const drawings = [...document.querySelectorAll(".drawing")];
  for (const drawing of drawings) {
    if (drawing.querySelector("svg")) {
      save(drawing);
      explore(drawing);
    } else draw(drawing);
  }
  const redraw = () => drawings.filter((drawing) => drawing.dataset.live).forEach(draw);
  new MutationObserver(redraw).observe(root, { attributes: true, attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
})();
