// Before the page is painted: what its reader chose before, light or dark, and how deep.
{
  const root = document.documentElement;
  root.dataset.script = "";
  try {
    if (localStorage.theme) root.dataset.theme = localStorage.theme;
    root.dataset.depth = new URLSearchParams(location.search).get("depth") || localStorage.depth || "argument";
  } catch {
    root.dataset.depth = "argument";
  }
}
