"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);

  // --- the portrait: its mouth follows what it says, and it blinks ---------------------------------------------------
  const portrait = one("#portrait");
  const face = document.createElement("img");
  face.alt = data.texts.portrait;
  face.src = data.frames.open0;
  portrait.replaceChildren(face);
  const show = (frame) => { face.src = data.frames[frame]; };
  let speaking = null;
  const blink = () => {
    if (!speaking) { show("blink"); setTimeout(() => { if (!speaking) show("open0"); }, 140); }
    setTimeout(blink, 2500 + Math.random() * 4000);
  };
  if (!still) { portrait.classList.add("breathes"); setTimeout(blink, 2000); }

  // --- what is said: one sound at a time, each word lit while it is heard --------------------------------------------
  const spans = (place, text, words) => {
    place.replaceChildren();
    let at = 0;
    for (const [begin, end] of words) {
      if (begin < at) continue;
      place.append(text.slice(at, begin));
      const span = document.createElement("span");
      span.textContent = text.slice(begin, end);
      place.append(span);
      at = end;
    }
    place.append(text.slice(at));
    return all("span", place);
  };
  const hush = () => {
    if (!speaking) return;
    const { sound, place, text, button } = speaking;
    speaking = null;
    sound.pause();
    place.textContent = text;
    if (button) button.textContent = data.texts.listen;
    show("open0");
  };
  const say = (number, place, button) => {
    hush();
    const line = data.lines[number];
    const sound = new Audio(line.sound);
    const text = place.textContent;
    const marked = line.text === text ? spans(place, text, line.words) : [];
    const me = { sound, place, text, button };
    speaking = me;
    if (button) button.textContent = data.texts.hush;
    const follow = () => {
      if (speaking !== me) return;
      const now = sound.currentTime;
      line.words.forEach(([, , start, stop], index) => {
        if (marked[index]) marked[index].classList.toggle("lit", start <= now && now < stop);
      });
      let opening = 0;
      for (const [time, open] of line.mouth) { if (time > now) break; opening = open; }
      show("open" + opening);
      requestAnimationFrame(follow);
    };
    sound.addEventListener("ended", () => { if (speaking === me) hush(); });
    sound.addEventListener("error", () => { if (speaking === me) hush(); });
    sound.play().then(follow, () => { if (speaking === me) hush(); });
  };
  for (const button of all("button[data-line]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      if (speaking && speaking.button === button) hush();
      else say(Number(button.dataset.line), document.getElementById(button.dataset.says), button);
    });
  }

  // --- the replay ----------------------------------------------------------------------------------------------------
  const stage = one("#stage");
  if (!stage || !data.acts.length) return;
  const states = [];
  for (const act of data.acts) states.push({ ...(states.at(-1) || data.empty), ...act.set });
  let position = 0;
  const slider = one("#act");
  const playing = { timer: 0 };
  const field = (name) => one(`[data-show=${name}]`, stage);
  const fill = (list, items) => list.replaceChildren(...items.map((item) => {
    const entry = document.createElement("li");
    entry.textContent = item;
    return entry;
  }));
  const ask = one("#ask");
  const guess = () => {
    const next = data.acts[position];
    const open = one("#guess").checked && next && next.questions.length;
    ask.hidden = !open;
    ask.replaceChildren();
    if (!open) return;
    for (const { question, options, answer } of next.questions) {
      const asked = document.createElement("p");
      asked.textContent = question;
      const told = document.createElement("p");
      told.setAttribute("role", "status");
      const row = document.createElement("div");
      row.className = "controls";
      const answered = (right) => {
        told.textContent = (right === null ? "" : right ? data.texts.right : data.texts.wrong) + data.texts.answer.replace("{answer}", answer);
      };
      for (const option of options.length ? options : [null]) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = option === null ? data.texts.reveal : option;
        button.addEventListener("click", () => answered(option === null ? null : option === answer));
        row.append(button);
      }
      ask.append(asked, row, told);
    }
  };
  const go = (to, { aloud = false } = {}) => {
    hush();
    position = Math.min(Math.max(0, to), data.acts.length);
    const state = position ? states[position - 1] : data.empty;
    const act = position ? data.acts[position - 1] : null;
    field("count").textContent = data.texts.count.replace("{n}", position).replace("{of}", data.acts.length);
    field("told").textContent = act ? `${act.at}  ${act.told}` : data.texts.before;
    field("name").textContent = state.name;
    const picture = field("portrait");
    picture.hidden = state.portrait === null;
    if (state.portrait !== null) picture.src = data.portraits[state.portrait];
    field("voice").textContent = state.voice;
    field("text").textContent = state.text;
    fill(field("traits"), state.traits.map(([slot, trait]) => data.texts.trait.replace("{slot}", slot).replace("{trait}", trait)));
    fill(field("kept"), state.kept);
    const why = one("#why");
    const passages = act && act.why !== null ? data.whys[act.why] : [];
    why.hidden = !passages.length;
    one("div", why).replaceChildren(...passages.map((passage) => {
      const part = document.createElement("p");
      passage.forEach((line, index) => { if (index) part.append(document.createElement("br")); part.append(line); });
      return part;
    }));
    slider.value = position;
    slider.setAttribute("aria-valuetext", field("count").textContent);
    one("#back").disabled = position === 0;
    one("#forward").disabled = one("#play").disabled = position === data.acts.length;
    one("#hear").hidden = !(act && act.line !== null);
    guess();
    if (aloud && act && act.line !== null) say(act.line, field("text"), null);
  };
  const pause = () => { clearTimeout(playing.timer); playing.timer = 0; one("#play").textContent = data.texts.play; };
  const on = () => {
    if (position === data.acts.length) { pause(); return; }
    go(position + 1, { aloud: true });
    const step = () => { if (speaking) playing.timer = setTimeout(step, 200); else on(); };
    playing.timer = setTimeout(step, 1800);
  };
  one("#back").addEventListener("click", () => { pause(); go(position - 1); });
  one("#forward").addEventListener("click", () => { pause(); go(position + 1, { aloud: true }); });
  one("#play").addEventListener("click", () => {
    if (playing.timer) pause();
    else { one("#play").textContent = data.texts.pause; on(); }
  });
  one("#hear").addEventListener("click", () => { pause(); say(data.acts[position - 1].line, field("text"), null); });
  one("#guess").addEventListener("change", () => go(position));
  slider.addEventListener("input", () => { pause(); go(Number(slider.value)); });
  const marks = one("#mark");
  data.acts.forEach((act, index) => {
    if (!act.marker) return;
    const option = document.createElement("option");
    option.value = index + 1;
    option.textContent = act.told.length > 60 ? act.told.slice(0, 59) + "…" : act.told;
    marks.append(option);
  });
  marks.addEventListener("change", () => { if (marks.value) { pause(); go(Number(marks.value)); } });
  // An address that ends in #acte-12 opens the page at that act.
  const asked = () => Number((/^#acte-(\d{1,6})$/.exec(location.hash) || [])[1] || 0);
  window.addEventListener("hashchange", () => { pause(); go(asked()); });
  stage.hidden = false;
  go(asked());
})();
