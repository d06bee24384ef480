// The loudspeaker of the page: plays what the app says, and tells it how far that is.
(() => {
  const bestio = window.bestio, REPORT = 200;
  let context = null, gain = null, source = null, sound = null, number = 0, from = 0, began = 0, moving = false, asked = 0;

  let quiet = false;
  const touched = () => {
    context = context || new AudioContext();
    if (context.state === "suspended") context.resume();
  };
  for (const kind of ["pointerdown", "keydown"]) window.addEventListener(kind, touched, { capture: true, passive: true });

  const place = () => {
    const late = context.outputLatency || context.baseLatency || 0;
    return moving ? from + Math.max(0, context.currentTime - began - late) : from;
  };
  const tell = (ended = false) => {
    if (number) bestio.put(["heard", number, Math.round(1000 * (ended ? sound.duration : place())), moving && !ended, ended]);
  };
  const out = () => { // the volume of this browser stands between the sound and whatever hears it
    gain = gain || context.createGain();
    gain.disconnect();
    gain.gain.value = bestio.volume();
    gain.connect(bestio.listener ? bestio.listener(context) : context.destination);
    return gain;
  };
  const hush = () => {
    if (source) { source.onended = null; source.stop(); source.disconnect(); source = null; }
    moving = false;
  };
  const play = (at) => {
    hush();
    const mine = (source = context.createBufferSource());
    mine.buffer = sound;
    mine.connect(out());
    mine.onended = () => { if (mine === source) { tell(true); hush(); number = 0; } };
    from = Math.min(at, sound.duration);
    began = context.currentTime;
    moving = true;
    mine.start(0, from);
    tell();
  };

  bestio.addEventListener("sound", async (event) => {
    const [order, which, moment, data] = event.detail;
    if (quiet && order !== "halt") return; // words and mouth go on without it
    const mine = (asked += 1);
    if (order === "halt") { if (moving) from = place(); hush(); return; }
    if (order === "go") { if (sound && which === number) play(moment / 1000); return; }
    hush();
    number = 0;
    context = context || new AudioContext();
    const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
    const came = performance.now();
    let made;
    try { made = await context.decodeAudioData(bytes.buffer); } catch { return; }
    if (context.state === "suspended") {
      document.getElementById("gesture").hidden = false;
      await context.resume();
      document.getElementById("gesture").hidden = true;
    }
    if (mine !== asked) return;
    sound = made;
    number = which;
    const waited = (performance.now() - came) / 1000;
    if (waited < 0.5) play(moment / 1000); // a sound that had to wait for a touch goes on where its words are by now
    else if (moment / 1000 + waited < sound.duration) play(moment / 1000 + waited);
  });
  bestio.addEventListener("quiet", (event) => { quiet = event.detail[0]; if (quiet) { hush(); number = 0; } });
  bestio.addEventListener("volume", () => { if (gain) gain.gain.value = bestio.volume(); });
  setInterval(() => { if (moving) tell(); }, REPORT);
  document.getElementById("gesture").onclick = touched;
})();
