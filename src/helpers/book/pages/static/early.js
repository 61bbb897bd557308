// Before the page is painted: what its reader chose before, light or dark, and how deep. An address that names a depth
// goes before the choice, and does not change it.
{
  const root = document.documentElement;
  root.dataset.script = "";
  const depths = [new URLSearchParams(location.search).get("depth")];
  try {
    if (localStorage.theme) root.dataset.theme = localStorage.theme;
    depths.push(localStorage.depth);
  } catch {}
  root.dataset.depth = depths.find((one) => ["brief", "argument", "audit"].includes(one)) || "argument";
}
