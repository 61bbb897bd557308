// A citation page: copy buttons, the full permalink, and the theme of the book it was opened from.
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
  document.querySelectorAll(".copied").forEach((element) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    const heading = element.closest("details")?.querySelector("summary") || element.previousElementSibling || element.closest("dd").previousElementSibling;
    button.setAttribute("aria-label", `Copy ${heading.textContent}`);
    button.addEventListener("click", async () => {
      button.textContent = await copy(element);
    });
    element.after(button);
  });
})();
