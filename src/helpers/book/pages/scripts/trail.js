// The trail: a number, a figure or a table shows the lines that made it, its helpers, its tables and its proof.
(() => {
  const root = document.documentElement;
  if (!root.dataset.trails) return;
  const numbers = [...document.querySelectorAll("a.made:not(.how)")];

  const add = (parent, name, text = "", attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    parent.append(element);
    return element;
  };

  // Numbers are text, for the keyboard and the screen reader too, until trails are turned on.
  const turn = (on) => {
    root.classList.toggle("trails-on", on);
    numbers.forEach((number) => {
      if (on) {
        number.setAttribute("href", number.dataset.cell);
        number.setAttribute("role", "button");
        number.setAttribute("aria-haspopup", "dialog");
      } else {
        number.dataset.cell ??= number.getAttribute("href");
        ["href", "role", "aria-haspopup"].forEach((name) => number.removeAttribute(name));
      }
    });
  };
  turn(false);
  if (numbers.length) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "trails";
    button.textContent = "Trails";
    button.title = "Underline every number that shows how it was made";
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") === "false";
      button.setAttribute("aria-pressed", on);
      turn(on);
    });
    const depth = document.querySelector(".depth");
    if (depth) depth.after(button);
    else [".topline p", "#home-answer .hrow-h2", ".hrow-h1"].map((one) => document.querySelector(one)).find(Boolean).append(" ", button);
  }

  // What is told of the page's trails comes when the first is asked for.
  let page, asked;
  window.bookTrails = (told) => { page = told; };
  const load = () => (asked ||= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = root.dataset.trails;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  }));
  document.addEventListener("pointerover", (event) => { if (event.target.closest("a.made")) load(); });

  // The text of a part: places in the cells of this page, and what joins them.
  const lines = new Map();
  const cell = (number) => {
    if (!lines.has(number)) lines.set(number, document.querySelector(`#cell-${number} pre`).textContent.split("\n"));
    return lines.get(number);
  };
  const cut = (number, [first, start, last, end]) => {
    const rows = cell(number).slice(first - 1, last);
    rows[rows.length - 1] = rows[rows.length - 1].slice(0, end);
    rows[0] = rows[0].slice(start);
    return rows.join("\n");
  };
  const text = ([number, , , ...spans]) => spans.map((span) => (typeof span === "string" ? span : cut(number, span))).join("");

  const listed = (dialog, title, items) => {
    if (!items.length) return;
    add(dialog, "h3", title);
    const list = add(dialog, "ul");
    items.forEach(([name, address, more]) => {
      const item = add(list, "li");
      if (address) add(item, "a", name, { href: address });
      else item.append(name);
      if (more) item.append(` ${more}`);
    });
  };
  const unique = (parts, key) => [...new Set(parts.flatMap((part) => part[key]))];

  const copy = async (code, list) => {
    try {
      await navigator.clipboard.writeText(code);
      return "Copied";
    } catch {
      getSelection().selectAllChildren(list);
      return "Selected: copy it with your keyboard";
    }
  };

  let dialog = null;
  const made = () => {
    if (dialog) return dialog;
    dialog = add(document.body, "dialog", "", { class: "trail", "aria-labelledby": "trail-title" });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("a")) dialog.close();
    });
    return dialog;
  };

  const fill = (link) => {
    const name = link.dataset.made;
    const parts = page.trail[page.of[name]].map((place) => page.at[place]);
    const number = !link.classList.contains("how");
    const panel = made();
    panel.replaceChildren();
    const title = add(panel, "h2", "", { id: "trail-title" });
    if (number) add(title, "bdi", link.textContent);
    title.append(number ? ": how it was made" : "How it was made");

    add(panel, "h3", `These lines make it, out of ${cells()} cells`);
    const list = add(panel, "ol", "", { dir: "ltr" });
    parts.forEach((part) => {
      const item = add(list, "li");
      add(item, "a", `cell ${part[0]}`, { href: `#cell-${part[0]}` });
      add(item, "pre", text(part));
    });

    const helpers = unique(parts, 1).map((place) => page.helpers[place]);
    const { proof } = page;
    listed(panel, "Helpers", helpers.map(([helper, , address]) => [helper, address]));
    const tables = [...new Set([...unique(parts, 2), ...helpers.flatMap(([, used]) => used)])].map((place) => page.tables[place]);
    const rows = page.rows[name] || {};
    listed(panel, "Tables", tables.map(([table, label, address]) => [
      label, address, rows[table] ? `row${/[,-]/.test(rows[table]) ? "s" : ""} ${rows[table].replaceAll(",", ", ").replaceAll("-", "–")}` : "",
    ]));
    add(panel, "h3", "Proof");
    const said = add(panel, "p", "Each run of the tests runs these lines alone and compares what they give with what stands here");
    if (proof) {
      said.append(": ");
      add(said, "a", "reproduce it", { href: proof });
    }
    said.append(".");
    const unit = cited(link);
    if (unit) listed(panel, "Cite", [[unit.ariaLabel.replace(/^Cite /, ""), unit.getAttribute("href")]]);

    const form = add(panel, "form", "", { method: "dialog" });
    const copying = add(form, "button", "Copy the lines", { type: "button" });
    copying.addEventListener("click", async () => {
      copying.textContent = await copy(`${parts.map(text).join("\n")}\n`, list);
    });
    add(form, "button", "Close", { autofocus: "" });
  };
  const cells = () => document.querySelectorAll("[id^='cell-'].cell_input").length;

  // The citation of a figure or table, or of the section that a number stands in.
  const cited = (link) => {
    const own = document.querySelector(`a.cite[href$="cite/${link.dataset.made}.html"]`);
    return own || link.closest("section:has(> .hrow a.cite)")?.querySelector(".hrow a.cite");
  };

  const open = async (link) => {
    try {
      await load();
    } catch {
      location.hash = new URL(link.dataset.cell || link.href, location.href).hash; // the folded cell, as without a script
      return;
    }
    if (dialog?.open) return; // a second press while the first was waiting
    fill(link);
    dialog.addEventListener("close", () => {
      const quiet = !link.hasAttribute("href");
      if (quiet) link.tabIndex = -1;
      link.focus({ preventScroll: true });
      if (quiet) link.addEventListener("blur", () => link.removeAttribute("tabindex"), { once: true });
    }, { once: true });
    dialog.showModal();
    dialog.scrollTop = 0;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.made");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !getSelection().isCollapsed) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.matches("a.made[role=button]")) return;
    event.preventDefault();
    open(event.target);
  });

  // A cell that is led to is unfolded.
  const unfold = () => {
    const place = /^#cell-\d+$/.test(location.hash) && document.querySelector(location.hash);
    const folded = place && place.closest("details");
    if (folded) {
      folded.open = true;
      place.scrollIntoView();
    }
  };
  unfold();
  addEventListener("hashchange", unfold);
})();
