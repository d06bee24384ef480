"use strict";
// Easy reading, or the usual one. What a reader chose last is kept where the browser keeps anything for a page.
(() => {
  const KEY = "bestio-reading", button = document.getElementById("reading"), page = document.body.classList;
  const wear = (easy) => {
    page.toggle("easy", easy);
    button.setAttribute("aria-pressed", String(easy));
  };
  const kept = (() => { try { return localStorage.getItem(KEY); } catch { return null; } })();
  wear(kept ? kept === "easy" : page.contains("easy"));
  button.addEventListener("click", () => {
    wear(!page.contains("easy"));
    try { localStorage.setItem(KEY, page.contains("easy") ? "easy" : "usual"); } catch { /* for this page alone */ }
  });
  button.hidden = false;
})();
