// A citation page: copy buttons, downloads, the full permalink, and the theme of the book it was opened from.
(() => {
  const theme = new URLSearchParams(location.search).get("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  if (parent !== window) {
    document.documentElement.dataset.within = "";
    addEventListener("keydown", (event) => event.key === "Escape" && parent.postMessage("close", "*"));
  }
  document.querySelectorAll("[data-permalink]").forEach((code) => {
    if (/^http/.test(location.protocol) && !/^http/.test(code.textContent)) code.textContent = new URL(code.dataset.permalink, location.href).href;
  });
  const copy = async (element) => {
    const text = element.textContent;
    try {
      await navigator.clipboard.writeText(text);
      return "Copied";
    } catch {
      getSelection().selectAllChildren(element);
      return document.execCommand("copy") ? "Copied" : "Selected: copy it with your keyboard";
    }
  };
  const said = document.createElement("p");
  said.className = "said";
  said.setAttribute("role", "status"); // there before it speaks: who hears the page hears what is put into it
  document.querySelector("main").append(said);
  document.querySelectorAll(".copied").forEach((element) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    const heading = element.closest("details")?.querySelector("summary") || element.previousElementSibling || element.closest("dd").previousElementSibling;
    const what = heading.textContent;
    button.setAttribute("aria-label", `Copy ${what}`);
    button.addEventListener("click", async () => {
      button.textContent = await copy(element);
      button.setAttribute("aria-label", `${button.textContent}: ${what}`);
      said.textContent = "";
      requestAnimationFrame(() => { said.textContent = `${button.textContent}: ${what}`; });
    });
    element.after(button);
  });
  // From disk a browser would show a record instead of saving it, and leave no way back.
  document.querySelectorAll("details a[download]").forEach((link) => {
    link.addEventListener("click", () => {
      const text = link.closest("details").querySelector("pre").textContent;
      link.download = link.getAttribute("href").split("/").pop();
      link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    }, { once: true });
  });
})();
