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
  const load = () => (plotly ||= fetched("charted.js").then(() => Promise.all([bookRules, fetched("vendor/plotly-cartesian.min.js")])));

  // The file of a figure hands over its specification by this call.
  const known = {};
  window.bookFigure = (spec) => { known[spec.layout.meta.id] = JSON.stringify(spec); };

  // A specification names the colours that change with the page; the style sheet knows what they are on this one.
  const themed = (text) => {
    const style = getComputedStyle(document.documentElement);
    return text.replace(/var\((--[\w-]+), (#\w+)\)/g, (_, name, light) => style.getPropertyValue(name).trim() || light);
  };

  // A finger that swipes over a chart means the page: it neither drags nor zooms the chart.
  const touched = matchMedia("(any-pointer: coarse)");
  const fingers = matchMedia("(pointer: coarse)");
  const held = ({ layout, config }) => {
    if (touched.matches) layout.dragmode = false;
    if (!fingers.matches) return;
    config.displayModeBar = false;
    for (const name of Object.keys(layout)) if (/^[xy]axis\d*$/.test(name)) layout[name].fixedrange = true;
  };

  const small = (drawing) => drawing.clientWidth < PHONE;
  const specification = (drawing) => {
    const spec = JSON.parse(themed(known[drawing.dataset.figure]));
    const narrow = spec.layout.meta && spec.layout.meta.narrow;
    const phone = small(drawing);
    if (narrow && phone) merge(spec.layout, narrow);
    spec.data = spec.data.filter(({ meta }) => !meta || meta.startsWith(phone ? "phone" : "page"));
    spec.layout.autosize = true;
    // Points are made by way of an image that is no file of the book, which the policy refuses; a drawing is not.
    spec.config.toImageButtonOptions = { format: "svg", filename: drawing.dataset.figure };
    held(spec);
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
      plot.setAttribute("role", "group");
      plot.setAttribute("aria-label", drawing.querySelector(".still").getAttribute("aria-label"));
      drawing.append(plot);
    }
    const { data, layout, config } = specification(drawing);
    plot.style.height = `${layout.height || 420}px`;
    await Plotly.react(plot, data, layout, config);
    drawing.dataset.live = small(drawing) ? "small" : "large";
  };

  const leave = (drawing) => {
    const plot = drawing.querySelector(".plot");
    Plotly.purge(plot);
    plot.remove();
    delete drawing.dataset.live;
  };

  // The row under a figure: what needs a script is added by it, so that no control is dead without one.
  const say = (control, drawing, words, label) => {
    control.textContent = words;
    control.setAttribute("aria-label", `${words}: ${label} (${drawing.dataset.figure})`);
  };
  const add = (drawing, name, words, label, act) => {
    const control = document.createElement("button");
    control.type = "button";
    control.className = name;
    say(control, drawing, words, label);
    control.addEventListener("click", () => act(control));
    return control;
  };

  // One control leads to the chart and back: whoever uses it stays on it. Escape leads back as well.
  const row = (drawing) => drawing.closest("figure")?.querySelector(".actions") || drawing;
  const ASKED = ["Explore", "turn this picture into an interactive chart"];
  const BACK = ["Back to the picture", "leave the interactive chart"];
  const turn = async (drawing, control) => {
    if (control.getAttribute("aria-busy")) return;
    control.setAttribute("aria-busy", "true");
    try {
      if (drawing.dataset.live) leave(drawing);
      else await draw(drawing);
      say(control, drawing, ...(drawing.dataset.live ? BACK : ASKED));
    } catch (error) {
      control.textContent = `Not available: ${error.message}`;
    }
    control.removeAttribute("aria-busy");
  };
  const explore = (drawing) => {
    const control = add(drawing, "explore", ...ASKED, () => turn(drawing, control));
    row(drawing).append(control);
    (drawing.closest("figure") || drawing).addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !drawing.dataset.live) return;
      turn(drawing, control);
      control.focus();
    });
  };

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
  const live = () => drawings.filter((drawing) => drawing.dataset.live);
  const redraw = () => live().forEach(draw);
  addEventListener("resize", () => live().filter((drawing) => (drawing.dataset.live === "small") !== small(drawing)).forEach(draw));
  new MutationObserver(redraw).observe(root, { attributes: true, attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
})();
