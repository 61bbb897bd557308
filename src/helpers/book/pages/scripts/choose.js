// Choose your rule: looks up what was computed before for every rule, and keeps the rule in the address.
(() => {
  const tool = document.querySelector(".chooser");
  if (!tool) return;
  const data = JSON.parse(document.getElementById("rules").textContent);
  const names = Object.keys(data.choices);
  const [form, status, found] = [".choices", ".about-rule", ".found"].map((one) => tool.querySelector(one));
  const ties = [...tool.querySelectorAll(".ties li")];
  const sentences = [...tool.querySelectorAll(".sentences li")];
  const radio = (choice, option) => document.getElementById(`rule-${choice}-${option}`);

  const said = ([choices, signs], state) => {
    let place = 0;
    for (const one of choices) place = place * data.choices[one].length + data.choices[one].indexOf(state[one]);
    return Number(signs[place]);
  };
  const whole = (state) => [...Object.values(data.ties), ...Object.values(data.sentences)].map((row) => said(row, state));
  const address = (state) => `rule=${names.map((one) => `${one}-${state[one]}`).join(",")}`;

  // A rule from an address; a string says what is wrong with it.
  const read = (hash) => {
    const state = {};
    let words = "";
    try {
      words = decodeURIComponent(hash);
    } catch {
      return "it cannot be read";
    }
    for (const part of words.slice("#rule=".length).split(",")) {
      const at = part.indexOf("-");
      const [choice, option] = [part.slice(0, Math.max(at, 0)), part.slice(at + 1)];
      if (!Object.hasOwn(data.choices, choice)) return `there is no choice “${choice || part}”`;
      if (!data.choices[choice].includes(option)) return `the choice “${choice}” has no option “${option}”`;
      if (choice in state) return `the choice “${choice}” is made twice`;
      state[choice] = option;
    }
    const left = names.find((one) => !(one in state));
    return left ? `the choice “${left}” is not made` : state;
  };

  const cite = document.createElement("div");
  cite.className = "cite-rule";
  cite.innerHTML = '<p>To cite this rule and what follows from it:</p><output></output>'
    + '<p><button type="button" class="copy">Copy</button> <button type="button" class="back">Back to this book’s own rule</button></p>';
  found.append(cite);
  const [output, copy, back] = ["output", ".copy", ".back"].map((one) => cite.querySelector(one));
  const citation = (state) => {
    const citing = document.getElementById("citing");
    const book = citing ? JSON.parse(citing.textContent) : {};
    const page = `${book.base ? book.base + book.page : location.href.split("#")[0]}#${address(state)}`;
    if (!book.units) return page; // a page that was taken out of the book
    const [title, , kind] = book.units["choose-rule"];
    return book.layouts[kind].replace("\ue000", () => title).replace("https://\ue001", () => page);
  };

  let now = data.default;
  const refuse = (why) => {
    found.hidden = true;
    form.querySelectorAll(":checked").forEach((one) => { one.checked = false; });
    form.querySelectorAll("fieldset").forEach((one) => one.classList.remove("idle"));
    status.textContent = `This address names no rule of this edition: ${why}. Nothing can be said under it. `
      + "Choose anew; what you leave open is then as in this book’s own rule.";
    now = data.default;
  };
  const show = (state) => {
    now = state;
    found.hidden = false;
    names.forEach((one) => { radio(one, state[one]).checked = true; });
    let changed = 0;
    Object.values(data.ties).forEach((row, place) => {
      const [word, usual] = [state, data.default].map((one) => data.classes[said(row, one)]);
      const cell = ties[place].querySelector(".called");
      cell.className = data.called[word];
      cell.textContent = word;
      ties[place].dataset.usual = word === usual ? "" : `by default: ${usual}`;
      changed += word !== usual;
    });
    let turned = 0;
    Object.values(data.sentences).forEach((row, place) => {
      const [verdict, usual] = [said(row, state), said(row, data.default)];
      const cell = sentences[place].querySelector(".verdict");
      cell.className = `verdict ${data.looks[verdict]}`;
      cell.textContent = data.verdicts[verdict];
      sentences[place].dataset.usual = verdict === usual ? "" : `by default: ${data.verdicts[usual]}`;
      turned += verdict !== usual;
    });
    const as = whole(state).join();
    names.forEach((one) => {
      const idle = data.choices[one].every((other) => whole({ ...state, [one]: other }).join() === as);
      form.querySelector(`[data-choice="${one}"]`).classList.toggle("idle", idle);
    });
    const apart = names.filter((one) => state[one] !== data.default[one]).length;
    status.textContent = apart
      ? `Choices other than this book’s: ${apart} of ${names.length}. Ties called otherwise: ${changed} of ${ties.length}. Sentences judged otherwise: ${turned} of ${sentences.length}.`
      : "This book’s own rule.";
    output.textContent = citation(state);
    copy.textContent = "Copy";
  };

  const follow = () => {
    if (!location.hash.startsWith("#rule=")) return false;
    const state = read(location.hash);
    if (typeof state === "string") refuse(state);
    else show(state);
    return true;
  };
  form.querySelectorAll("input").forEach((one) => { one.disabled = false; });
  tool.classList.add("alive");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    show({ ...now, [target.name]: target.value });
    history.replaceState(null, "", `#${address(now)}`);
  });
  back.addEventListener("click", () => {
    show(data.default);
    history.replaceState(null, "", `#${address(now)}`);
  });
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(output.textContent);
      copy.textContent = "Copied";
    } catch {
      prompt("Copy this:", output.textContent);
    }
  });
  addEventListener("hashchange", follow);
  if (follow()) tool.scrollIntoView();
  else show(data.default);
})();
