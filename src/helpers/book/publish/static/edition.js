// The bar leads to the same unit, not only to the same page: what stands after "#" goes with the link.
"use strict";
const same = document.querySelector(".edition-bar a[data-same]");
if (same) {
  const page = same.getAttribute("href");
  const follow = () => same.setAttribute("href", page + location.hash);
  follow();
  addEventListener("hashchange", follow);
  same.addEventListener("focus", follow);
  same.addEventListener("pointerdown", follow);
}
// The dialog of a citation shows a page within a page: there the outer one says which edition it is.
if (self !== top) document.querySelector(".edition-bar").hidden = true;
