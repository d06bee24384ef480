// What is on the wall: follows what the teacher's page says, and lets creatures speak with words and mouth in time.
(() => {
  const texts = document.currentScript.dataset;
  const BETWEEN = 900, ACT = 2200, LOST_AFTER = 5000, AGAIN = 1500, STILL = 2500;
  const at = (name) => document.getElementById(name);
  const address = at("address"), scene = at("scene"), gallery = at("gallery"), faces = at("faces"), said = at("said");
  const told_already = new Set();
  let busy = false;
  let number = 0, shown = null, turn = 0, context = null, source = null, quiet = null;

  // --- sound ---------------------------------------------------------------------------------------------------------
  const wake = () => {
    context = context || new AudioContext();
    if (context.state === "suspended") context.resume().then(() => { at("loud").hidden = true; }, () => {});
    at("loud").hidden = context.state !== "suspended";
  };
  const hush = () => {
    if (source) { source.onended = null; source.stop(); source.disconnect(); source = null; }
    if (quiet) { quiet(); quiet = null; }
  };
  const rest = (time) => new Promise((done) => { const timer = setTimeout(done, time); quiet = () => { clearTimeout(timer); done(); }; });

  // --- one line ------------------------------------------------------------------------------------------------------
  const spans = (text, words) => {
    const found = [];
    let place = 0;
    said.replaceChildren();
    for (const [begin, end] of words) {
      if (begin < place) { found.push(null); continue; }
      const span = document.createElement("span");
      said.append(text.slice(place, begin));
      span.textContent = text.slice(begin, end);
      said.append(span);
      found.push(span);
      place = end;
    }
    said.append(text.slice(place));
    return found;
  };
  const face = (which, frame) => {
    const one = faces.children[which], frames = shown.faces[which]?.frames || {};
    const picture = one && one.querySelector("img");
    if (picture && frames[frame] && picture.src !== frames[frame]) picture.src = frames[frame];
  };
  const say = async (line, mine, which) => {
    const answer = await fetch(`/projecteur/ligne?line=${line}`);
    if (mine !== turn) return;
    const told = answer.ok ? await answer.json() : { text: "" };
    let sound = null;
    if (told.sound) {
      wake();
      const bytes = Uint8Array.from(atob(told.sound.split(",")[1]), (sign) => sign.charCodeAt(0));
      try { sound = await context.decodeAudioData(bytes.buffer); } catch { sound = null; }
    }
    if (mine !== turn) return;
    const words = told.words || [], marked = spans(told.text, words);
    if (!sound) { await rest(1200 + 70 * told.text.length); return; }
    const heard = context.state === "running", from = heard ? context.currentTime : performance.now() / 1000;
    if (heard) {
      source = context.createBufferSource();
      source.buffer = sound;
      source.connect(window.listener ? window.listener(context) : context.destination);
      source.start();
    }
    const late = heard ? context.outputLatency || context.baseLatency || 0 : 0;
    await new Promise((done) => {
      quiet = done;
      const follow = () => {
        if (mine !== turn) { done(); return; }
        const now = (heard ? context.currentTime : performance.now() / 1000) - from - late;
        words.forEach(([, , start, stop], place) => {
          const lit = start <= now && now < stop, span = marked[place];
          if (!span || span.classList.contains("lit") === lit) return;
          span.classList.toggle("lit", lit);
          if (lit) span.scrollIntoView({ block: "nearest" });
        });
        let opening = 0;
        for (const [time, open] of told.mouth || []) { if (time > now) break; opening = open; }
        face(which, "open" + opening);
        if (now < sound.duration) requestAnimationFrame(follow); else done();
      };
      follow();
    });
    face(which, "open0");
    for (const span of marked) span?.classList.remove("lit");
  };

  // --- what there is to see ------------------------------------------------------------------------------------------
  const stand = (only) => {
    faces.replaceChildren(...shown.faces.map((one, place) => {
      const figure = document.createElement("figure");
      const picture = document.createElement("img");
      picture.alt = one.name;
      if (one.frames.open0) picture.src = one.frames.open0;
      figure.append(picture);
      figure.hidden = only !== null && place !== only;
      return figure;
    }));
  };
  const told = (who, text, act) => {
    at("who").textContent = who;
    said.textContent = text;
    said.scrollTop = 0;
    at("act").textContent = act;
    at("act").hidden = !act;
  };
  const called = (one) => (one.group ? `${one.name} · ${one.group}` : one.name);

  const lines = async (mine) => {
    const two = shown.kind === "duet" && shown.faces.length === 2;
    stand(two ? null : 0);
    scene.classList.toggle("two", two);
    busy = true;
    let place;
    const named = (one, at) => (shown.kind === "stage" ? one.text : at);
    while ((place = shown.lines.findIndex((one, at) => !told_already.has(named(one, at)))) >= 0) {
      if (mine !== turn) return;
      const line = shown.lines[place];
      told_already.add(named(line, place));
      [...faces.children].forEach((one, which) => {
        one.hidden = !two && which !== line.face;
        one.classList.toggle("waits", which !== line.face);
      });
      told(called(shown.faces[line.face]), line.text, "");
      try { await say(place, mine, line.face); } catch { if (mine === turn) await rest(ACT); }
      if (mine !== turn) return;
      await rest(BETWEEN);
    }
    if (mine === turn) busy = false;
  };
  const grown = (fresh) => { // the same creature, as its group has it now
    shown.faces = fresh.faces;
    shown.lines = fresh.lines;
    shown.faces.forEach((one, which) => face(which, "open0"));
    if (!busy) lines(turn);
  };
  const replay = async (mine) => {
    stand(0);
    scene.classList.remove("two");
    const picture = faces.querySelector("img"), own = shown.faces[0];
    for (const [place, act] of shown.acts.entries()) {
      if (mine !== turn) return;
      picture.hidden = act.picture === null;
      if (act.picture !== null) picture.src = shown.pictures[act.picture];
      const count = texts.act.replace("{n}", place + 1).replace("{of}", shown.acts.length);
      told(act.name || own.group, act.text || act.told, act.text ? `${count} · ${act.told}` : count);
      const frames = own.frames;
      own.frames = {}; // the mouth is that of today's creature
      if (act.line !== null) { try { await say(act.line, mine, 0); } catch { /* it goes on */ } }
      own.frames = frames;
      if (mine !== turn) return;
      await rest(act.line === null ? ACT : BETWEEN);
    }
    if (mine === turn) { face(0, "open0"); told(called(own), texts.end, ""); }
  };
  const hang = () => {
    const across = Math.ceil(Math.sqrt(shown.creatures.length * 1.9));
    gallery.style.setProperty("--across", across);
    gallery.style.setProperty("--down", Math.ceil(shown.creatures.length / across));
    gallery.replaceChildren(...shown.creatures.map((one) => {
      const figure = document.createElement("figure"), picture = document.createElement("img");
      const caption = document.createElement("figcaption");
      picture.src = one.picture;
      picture.alt = "";
      caption.textContent = one.name;
      figure.title = one.phrase;
      figure.append(picture, caption);
      return figure;
    }));
  };
  const show = () => {
    const mine = (turn += 1), kind = shown.kind;
    told_already.clear();
    hush();
    address.hidden = kind !== "address";
    gallery.hidden = kind !== "gallery";
    scene.hidden = kind === "address" || kind === "gallery";
    at("again").hidden = scene.hidden;
    document.body.classList.toggle("stage", kind !== "address");
    if (kind === "gallery") hang();
    else if (kind === "replay") replay(mine);
    else if (kind !== "address") lines(mine);
    if (scene.hidden) at("loud").hidden = true;
  };

  // --- following the teacher's page ----------------------------------------------------------------------------------
  let lostSince = 0;
  const follow = async () => {
    try {
      const answer = await fetch(`/projecteur/scene?after=${number}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = await answer.json();
      lostSince = 0;
      at("lost").hidden = true;
      if (fresh.kind && fresh.number !== number) { 
        number = fresh.number;
        if (shown && shown.began === fresh.began && fresh.kind === "stage") grown(fresh); else { shown = fresh; show(); }
      }
      setTimeout(follow, 0);
    } catch {
      lostSince = lostSince || Date.now();
      if (Date.now() - lostSince > LOST_AFTER) { at("lost").textContent = texts.lost; at("lost").hidden = false; }
      setTimeout(follow, AGAIN);
    }
  };

  at("loud").onclick = () => { wake(); if (shown) show(); };
  at("again").onclick = () => { wake(); if (shown) show(); };
  const full = () => { if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen(); };
  at("full").onclick = full;
  let still = 0;
  document.addEventListener("pointermove", () => { // keys are there while somebody wants one
    document.body.classList.add("moved");
    clearTimeout(still);
    still = setTimeout(() => document.body.classList.remove("moved"), STILL);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("button")) return;
    if (event.key === "f") full();
    else if (event.key === " " && !scene.hidden) { event.preventDefault(); wake(); show(); }
  });
  at("again").hidden = true;
  follow();
})();
