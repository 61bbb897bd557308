// The interactive chart on demand: one local copy of plotly, loaded when a reader first asks for it.
(() => {
  const base = document.currentScript.src.replace(/figures\.js.*$/, "");
  const PHONE = 560; // px of figure width below which the narrow layout is used
  let plotly;

  const load = () => (plotly ||= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = base + "vendor/plotly-cartesian.min.js";
    script.onload = resolve;
    script.onerror = () => reject(new Error("the chart library could not be loaded"));
    document.head.append(script);
  }));

  // A specification names the colours that change with the page; the style sheet knows what they are on this one.
  const themed = (text) => {
    const style = getComputedStyle(document.documentElement);
    return text.replace(/var\((--[\w-]+), (#\w+)\)/g, (_, name, light) => style.getPropertyValue(name).trim() || light);
  };

  const specification = (drawing) => {
    const spec = JSON.parse(themed(drawing.querySelector("script").textContent));
    const narrow = spec.layout.meta && spec.layout.meta.narrow;
    if (narrow && drawing.clientWidth < PHONE) merge(spec.layout, narrow);
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
    await load();
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

  const button = (drawing) => {
    const control = document.createElement("button");
    control.type = "button";
    control.className = "explore";
    control.textContent = "Explore";
    control.setAttribute("aria-label", `Explore: turn this picture into an interactive chart (${drawing.dataset.figure})`);
    control.addEventListener("click", async () => {
      control.disabled = true;
      try {
        await draw(drawing);
        control.remove();
      } catch (error) {
        control.disabled = false;
        control.textContent = `Not available: ${error.message}`;
      }
    });
    drawing.append(control);
  };

  // Paper is light: a page read in the dark is printed with the light theme, and goes back to the dark.
  const root = document.documentElement;
  addEventListener("beforeprint", () => {
    root.dataset.screenTheme = root.dataset.theme || "";
    root.dataset.theme = "light";
  });
  addEventListener("afterprint", () => (root.dataset.theme = root.dataset.screenTheme));

  const drawings = [...document.querySelectorAll(".drawing")];
  drawings.forEach((drawing) => (drawing.querySelector("svg") ? button(drawing) : draw(drawing)));
  const redraw = () => drawings.filter((drawing) => drawing.dataset.live).forEach(draw);
  new MutationObserver(redraw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
})();
