// The page as it is now, without being loaded again: only what is new is put in its place.
(() => {
  const EVERY = 2000, form = document.querySelector("form");
  const sent = new Map();

  const put = (fresh, into) => {
    const old = document.getElementById(fresh.id);
    if (sent.get(fresh.id) === fresh.outerHTML && old) return old;
    sent.set(fresh.id, fresh.outerHTML);
    if (!old) { into.append(fresh); return fresh; }
    const open = old.querySelector("details")?.open, hand = old.contains(document.activeElement) ? document.activeElement : null;
    const list = old.querySelector("ul")?.scrollTop || 0;
    old.replaceWith(fresh);
    if (open && fresh.querySelector("details")) fresh.querySelector("details").open = true;
    if (list && fresh.querySelector("ul")) fresh.querySelector("ul").scrollTop = list;
    if (hand) [...fresh.querySelectorAll("button,summary,select")].find((one) => one.name === hand.name && one.value === hand.value && one.tagName === hand.tagName)?.focus();
    return fresh;
  };
  const groups = () => document.getElementById("groups");
  const show = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("live");
    if (!fresh) return;
    for (const part of [...fresh.children]) if (part.id && part.id !== "groups") put(part, document.getElementById("live"));
    const cards = [...fresh.querySelectorAll("#groups > article")], ids = new Set(cards.map((one) => one.id));
    for (const gone of [...groups().children]) if (!ids.has(gone.id)) { gone.remove(); sent.delete(gone.id); }
    cards.map((one) => put(one, groups())).forEach((one, place) => {
      if (groups().children[place] !== one) groups().insertBefore(one, groups().children[place] || null);
    });
  };
  const look = async () => {
    try {
      const answer = await fetch("/prof/groupes");
      if (answer.ok) show(await answer.text());
    } catch { /* the server has ended, or is not there yet */ }
  };
  form.addEventListener("submit", async (event) => {
    const by = event.submitter;
    if (!by || by.hasAttribute("data-whole")) return;
    event.preventDefault();
    const said = new URLSearchParams(new FormData(form, by));
    by.disabled = true;
    try { await fetch("/prof", { method: "POST", body: said }); } catch { /* told by what does not change */ }
    by.disabled = false;
    await look();
  });
  setInterval(() => { if (!document.hidden) look(); }, EVERY);
})();
