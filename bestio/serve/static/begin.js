// Begins the terminal once its letters are there, and keeps it as large as the window; keys and wheel for fingers.
(() => {
  const bestio = window.bestio, open = window.onload, place = document.getElementById("place");
  window.onload = null;
  const CELL = 0.602, LEAST = 8, MOST = 32, USUAL = 16, NARROW = 60;
  const touch = matchMedia("(pointer: coarse)").matches;
  document.body.classList.toggle("touch", touch);

  const kept = (() => { try { return Number(localStorage.getItem("letters")) || 0; } catch { return 0; } })();
  let letters = kept || Math.max(LEAST, Math.min(USUAL, Math.floor((innerWidth / NARROW / CELL) * 4) / 4));
  let role = { role: "hold" }, writing = false;

  const begin = () => {
    const element = document.createElement("div");
    element.className = "textual-terminal";
    element.dataset.sessionWebsocketUrl = location.origin.replace(/^http/, "ws") + "/ws";
    element.dataset.fontSize = fitting();
    place.replaceChildren(element);
    open();
    keyboard();
    const lines = place.querySelector("textarea");
    if (lines && !touch) lines.focus();
  };

  const fitting = () => {
    if (role.role === "hold" || !role.columns) return letters;
    const wide = place.clientWidth / role.columns / CELL, high = place.clientHeight / role.rows / 1.33;
    return Math.max(4, Math.min(MOST, Math.floor(Math.min(wide, high) * 4) / 4));
  };

  const keyboard = () => {
    const lines = place.querySelector("textarea");
    if (!lines || !touch) return;
    const before = lines.inputMode;
    lines.inputMode = writing ? "text" : "none";
    if (before !== lines.inputMode && document.activeElement === lines) { lines.blur(); lines.focus(); }
  };

  const write = (size) => {
    letters = Math.max(LEAST, Math.min(MOST, size));
    try { localStorage.setItem("letters", String(letters)); } catch { /* kept for this page alone */ }
    begin();
  };
  document.getElementById("smaller").onclick = () => write(letters - 1);
  document.getElementById("larger").onclick = () => write(letters + 1);

  for (const button of document.querySelectorAll("#keys [data-key]")) {
    const keys = button.dataset.key.split(",").map((one) => String.fromCharCode(Number(one))).join("");
    button.addEventListener("pointerdown", (event) => { event.preventDefault(); bestio.type(keys); });
  }
  document.getElementById("letters").addEventListener("pointerdown", (event) => {
    event.preventDefault();
    writing = true;
    keyboard();
    place.querySelector("textarea")?.focus();
  });

  let from = null;
  place.addEventListener("touchstart", (event) => { from = event.touches[0]; }, { passive: true });
  place.addEventListener("touchmove", (event) => {
    const at = event.touches[0];
    if (!from || Math.abs(at.clientY - from.clientY) < 16) return;
    const screen = place.querySelector(".xterm-screen") || place;
    screen.dispatchEvent(new WheelEvent("wheel", {
      deltaY: from.clientY - at.clientY, clientX: at.clientX, clientY: at.clientY, bubbles: true, cancelable: true,
    }));
    from = at;
  }, { passive: true });

  const told = document.getElementById("told");
  const tell = (text, links) => {
    told.hidden = !text;
    told.firstElementChild.textContent = text || "";
    told.lastElementChild.replaceChildren(...(links || []).map(([to, label]) => {
      const link = document.createElement(typeof to === "string" ? "a" : "button");
      link.textContent = label;
      if (typeof to === "string") link.href = to; else link.onclick = to;
      return link;
    }));
  };
  const looking = () => {
    const texts = bestio.texts;
    if (role.role === "look") tell(texts.look, [[() => bestio.put(["take"]), texts.take]]);
    told.classList.toggle("low", role.role === "look");
  };
  bestio.addEventListener("told", (event) => {
    told.classList.remove("low");
    if (event.detail) tell(event.detail.text, event.detail.links);
    else { tell("", []); looking(); }
  });
  bestio.addEventListener("role", (event) => {
    const before = fitting(), was = role.role;
    role = event.detail;
    if (was !== role.role) tell("", []);
    looking();
    if (fitting() !== before) begin();
  });
  bestio.addEventListener("step", (event) => {
    told.classList.remove("low");
    tell(event.detail[0], [[() => { tell("", []); looking(); place.querySelector("textarea")?.focus(); }, bestio.texts.seen]]);
  });
  const board = document.getElementById("board"), hand = document.getElementById("hand");
  bestio.addEventListener("frozen", (event) => { board.hidden = !event.detail[0]; });
  bestio.addEventListener("hand", (event) => { hand.setAttribute("aria-pressed", String(event.detail[0])); });
  hand.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    bestio.put(["hand", hand.getAttribute("aria-pressed") !== "true"]);
  });
  bestio.addEventListener("writing", (event) => { writing = event.detail[0]; keyboard(); });

  Promise.race([
    Promise.all(["", "bold "].map((how) => document.fonts.load(`${how}16px "Roboto Mono"`, "Aé✓←"))),
    new Promise((done) => setTimeout(done, 4000)),
  ]).then(begin, begin);
})();
