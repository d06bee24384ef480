// What the tablet has recorded, in whatever format, becomes a WAV file here: the computer of the class reads that.
// It stays in the page until that computer has answered: where nothing comes of it, it can be sent once more.
(() => {
  const RATE = 22050, form = document.querySelector("form"), line = document.getElementById("sound");
  const wait = document.getElementById("wait"), again = document.getElementById("again");
  const wav = (samples) => {
    const bytes = new DataView(new ArrayBuffer(44 + 2 * samples.length));
    const letters = (at, text) => [...text].forEach((sign, place) => bytes.setUint8(at + place, sign.charCodeAt(0)));
    letters(0, "RIFF"); bytes.setUint32(4, 36 + 2 * samples.length, true); letters(8, "WAVEfmt ");
    bytes.setUint32(16, 16, true); bytes.setUint16(20, 1, true); bytes.setUint16(22, 1, true);
    bytes.setUint32(24, RATE, true); bytes.setUint32(28, 2 * RATE, true); bytes.setUint16(32, 2, true); bytes.setUint16(34, 16, true);
    letters(36, "data"); bytes.setUint32(40, 2 * samples.length, true);
    samples.forEach((one, place) => bytes.setInt16(44 + 2 * place, Math.round(32767 * Math.max(-1, Math.min(1, one))), true));
    return new Blob([bytes.buffer], { type: "audio/wav" });
  };
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!wait.hidden) return; // it is on its way
    wait.hidden = false;
    again.hidden = true;
    try {
      const context = new OfflineAudioContext(1, 1, RATE);
      const sound = await context.decodeAudioData(await line.files[0].arrayBuffer()); // at RATE, whatever it was
      const mixed = new Float32Array(sound.length), parts = sound.numberOfChannels;
      for (let part = 0; part < parts; part += 1) sound.getChannelData(part).forEach((one, place) => { mixed[place] += one / parts; });
      const files = new DataTransfer();
      files.items.add(new File([wav(mixed)], "sound.wav", { type: "audio/wav" }));
      line.files = files.files;
    } catch { /* it is sent as it is, and the answer tells */ }
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (answer.status < 500) {
        const page = await answer.text();
        document.open();
        document.write(page);
        document.close();
        return;
      }
    } catch { /* nobody answers: as above */ }
    wait.hidden = true;
    again.hidden = false;
  });
})();
