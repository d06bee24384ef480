// What a browser keeps for itself: how loud it is, in which colours, how large its letters are (begin.js has those),
// and whether it reads easily, which the server knows by its cookie.
(() => {
  const bestio = window.bestio, at = (name) => document.getElementById(name);
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* kept for this page alone */ } };
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };

  const loud = at("volume"), colours = at("colours"), panel = at("settings"), key = at("prefs");
  const told = kept("volume");
  if (told !== null && told !== "" && Number(told) >= 0 && Number(told) <= 100) loud.value = told;
  bestio.volume = () => (Number(loud.value) / 100) ** 2; // as ears count
  loud.addEventListener("input", () => {
    keep("volume", loud.value);
    bestio.dispatchEvent(new Event("volume"));
  });

  const wear = (name) => { document.body.dataset.colours = name; };
  const easy = at("easy"), style = document.querySelector('link[href^="/lecture.css"]');
  const tell = () => bestio.put(["look", colours.value, easy.checked]);
  const paint = (name) => {
    colours.value = name;
    keep("colours", name);
    wear(name);
  };
  const read = async () => {
    const body = new URLSearchParams({ lecture: easy.checked ? "aisee" : "habituelle" });
    try { await fetch("/lecture", { method: "POST", body, redirect: "manual" }); } catch { /* the line is lost */ }
    style.href = "/lecture.css?" + Date.now();
  };
  const known = [...colours.options].map((one) => one.value);
  const goes = () => (easy.checked ? "bestio-contraste" : known[0]); // the colours that go with a way of reading
  const chosen = known.includes(kept("colours")) ? kept("colours") : goes();
  colours.value = chosen;
  wear(chosen);
  colours.addEventListener("change", () => { paint(colours.value); tell(); });
  easy.addEventListener("change", () => { // with the colours that go with it, as by the key in the app
    paint(goes());
    tell();
    read();
  });
  bestio.addEventListener("role", (event) => { if (event.detail.role === "hold") tell(); });
  bestio.addEventListener("look", (event) => { // chosen in the app
    const [name, reads] = event.detail;
    if (known.includes(name)) paint(name);
    if (reads === easy.checked) return;
    easy.checked = reads;
    read();
  });

  const show = (open) => {
    panel.hidden = !open;
    key.setAttribute("aria-expanded", String(open));
    if (open) loud.focus(); else document.querySelector("#place textarea")?.focus();
  };
  key.onclick = () => show(panel.hidden);
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") show(false); });
})();
