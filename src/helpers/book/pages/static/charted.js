// What plotly needs before it comes, so that it works under a content policy that lets no page write styles.
{
  // It writes its rules into the page by itself; one that finds an element of this name and class leaves them to
  // the style sheet.
  const sheet = document.createElement("link");
  window.bookRules = new Promise((resolve, reject) => {
    Object.assign(sheet, { rel: "stylesheet", id: "plotly.js-style-global", className: "no-inline-styles", onload: resolve, onerror: reject });
  });
  sheet.href = document.currentScript.src.replace(/charted\.js.*$/, "vendor/plotly.css");
  document.head.append(sheet);

  // It sets some styles as attributes, which is refused; the same words set as a property are not.
  const { setAttribute } = Element.prototype;
  Element.prototype.setAttribute = function (name, value) {
    if (name === "style" && this.style) this.style.cssText = value;
    else setAttribute.call(this, name, value);
  };
}
