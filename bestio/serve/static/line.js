// The one line to the server, in the place of the terminal's own WebSocket: it comes back by itself, keeps what is
// typed meanwhile in its order, and carries what the terminal knows nothing of.
(() => {
  const texts = document.currentScript.dataset;
  const FIRST_PAUSE = 250, LONGEST_PAUSE = 8000, TELL_AFTER = 1200, CHECK_AFTER = 12000;
  const QUIET = 6000, PATIENCE = 4000, MOUSE_EVERY = 90, MOST_WAITING = 500;
  const Socket = window.WebSocket;
  const MOVED = /^\x1b\[<3[2-5];\d+;\d+[Mm]$/;

  const tab = (() => {
    const fresh = Array.from(crypto.getRandomValues(new Uint8Array(8)), (one) => one.toString(16).padStart(2, "0")).join("");
    try {
      const again = performance.getEntriesByType("navigation")[0]?.type;
      const known = again === "reload" || again === "back_forward" ? sessionStorage.getItem("tab") : null;
      sessionStorage.setItem("tab", known || fresh);
      return known || fresh;
    } catch { return fresh; }
  })();

  let socket = null, terminal = null, size = null, pause = FIRST_PAUSE, lostSince = 0, over = false, heard = 0;
  let number = Date.now() * 1000, waiting = [], moved = null, movedAt = 0, role = "hold";

  const bestio = (window.bestio = new EventTarget());
  const emit = (name, detail) => bestio.dispatchEvent(new CustomEvent(name, { detail }));

  const put = (message) => {
    if (socket && socket.readyState === Socket.OPEN) socket.send(JSON.stringify(message));
  };
  bestio.put = put;

  bestio.type = (data) => {
    if (over || role !== "hold") return;
    number += 1;
    if (waiting.length < MOST_WAITING) waiting.push(["stdin", data, number]);
    put(["stdin", data, number]);
  };

  const move = (data) => {
    const now = Date.now();
    const fresh = moved === null;
    moved = data;
    if (!fresh) return;
    setTimeout(() => {
      const last = moved;
      moved = null;
      movedAt = Date.now();
      if (last !== null && socket && socket.readyState === Socket.OPEN) bestio.type(last);
    }, Math.max(0, MOUSE_EVERY - (now - movedAt)));
  };

  const obey = ([kind, ...rest]) => {
    if (kind === "done") waiting = waiting.filter((one) => one[2] > rest[0]);
    else if (kind === "role") { role = rest[0]; emit("role", { role, columns: rest[1], rows: rest[2] }); }
    else if (kind === "left") { if (over) return; over = true; emit("told", { text: texts.left, links: [["/atelier", texts.back], ["/groupes", texts.door]] }); }
    else if (kind === "over") { over = true; emit("told", { text: rest[0], links: [["/atelier", texts.back]] }); }
    else if (kind === "refused") { over = true; emit("told", { text: rest[0], links: [["/groupes", texts.door]] }); }
    else emit(kind, rest);
  };

  const connect = () => {
    if (over) return;
    const at = location.origin.replace(/^http/, "ws") + "/ws";
    const query = `?width=${size ? size.width : 80}&height=${size ? size.height : 24}&tab=${tab}`;
    const mine = (socket = new Socket(at + query));
    mine.binaryType = "arraybuffer";
    mine.onopen = () => {
      pause = FIRST_PAUSE;
      lostSince = 0;
      heard = Date.now();
      emit("told", null);
      if (document.hidden) put(["hidden", true]);
      for (const one of waiting) put(one);
    };
    mine.onmessage = (event) => {
      if (mine !== socket) return;
      heard = Date.now();
      if (typeof event.data === "string") obey(JSON.parse(event.data));
      else if (terminal) terminal.dispatchEvent(new MessageEvent("message", { data: event.data }));
    };
    mine.onclose = (event) => {
      if (mine !== socket) return;
      socket = null;
      if (event.code === 4401) { over = true; location.href = "/"; return; }
      if (over) return;
      lostSince = lostSince || Date.now();
      setTimeout(connect, pause * (0.75 + Math.random() / 2));
      pause = Math.min(LONGEST_PAUSE, pause * 2);
    };
  };

  setInterval(() => {
    const now = Date.now();
    if (over) return;
    if (lostSince) {
      if (now - lostSince > CHECK_AFTER) emit("told", { text: texts.check, links: [["#check", texts.what], ["/atelier", texts.back]] });
      else if (now - lostSince > TELL_AFTER) emit("told", { text: texts.lost, links: [] });
    } else if (socket && socket.readyState === Socket.OPEN) {
      if (now - heard > QUIET + PATIENCE) { const old = socket; old.onclose({ code: 0 }); old.close(); }
      else if (now - heard > QUIET) put(["ping"]);
    }
  }, 500);

  document.addEventListener("visibilitychange", () => put(["hidden", document.hidden]));
  window.addEventListener("online", () => { pause = FIRST_PAUSE; });

  window.WebSocket = class Line extends EventTarget {
    constructor(url) {
      super();
      const asked = new URL(url, location.href).searchParams;
      size = { width: Number(asked.get("width")) || 80, height: Number(asked.get("height")) || 24 };
      terminal = this;
      setTimeout(() => this.dispatchEvent(new Event("open")), 0);
      if (!socket && !lostSince) connect();
      else put(["again"]);
    }
    send(text) {
      if (terminal !== this) return;
      const [kind, data] = JSON.parse(text);
      if (kind === "stdin") { if (MOVED.test(data)) move(data); else bestio.type(data); }
      else if (kind === "resize") { size = data; put(["resize", data.width, data.height]); }
    }
    close() {}
  };
  bestio.texts = texts;
})();
