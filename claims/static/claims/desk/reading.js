// The reading view: the keyboard, the text and the list in step, and a board that keeps itself new.
"use strict";

(() => {
  const reading = document.getElementById("reading");
  const list = document.getElementById("part-list");
  const text = document.getElementById("part-text");
  const search = document.getElementById("search");
  const dialog = (id) => document.getElementById(id);
  const at = (pk) => document.getElementById(`claim-${pk}`);
  const addressOf = (pk, verb) => reading.dataset.claims.replace("/0/verb/", `/${pk}/${verb}/`);

  // --- Which claim is looked at --------------------------------------------------------------

  let current = null;

  const visible = () =>
    [...list.querySelectorAll(".card")].filter((card) => !card.hidden && (!card.closest("details") || card.closest("details").open));

  function select(pk, { focus = true, from = "keys" } = {}) {
    const card = at(pk);
    if (!card) return;
    const details = card.closest("details");
    if (details) details.open = true;
    current = String(pk);
    paint();
    history.replaceState(null, "", `#claim-${pk}`);
    const narrow = matchMedia("(max-width: 1023px)").matches;
    // One of the two is shown there, and keys go through the list.
    if (from === "text" || narrow) showTab("claims");
    card.scrollIntoView({ block: "nearest" });
    if (focus && !card.contains(document.activeElement)) card.focus({ preventScroll: true });
    if (from !== "text" && !narrow) showInText(pk);
  }

  function showInText(pk) {
    const mark = text.querySelector(`.mark[data-claim="${pk}"]`);
    if (!mark) return;
    const { top, bottom } = mark.getBoundingClientRect();
    if (top < 90 || bottom > innerHeight - 60) scrollTo({ top: scrollY + top - innerHeight / 3 });
  }

  function paint() {
    for (const card of list.querySelectorAll(".card")) {
      const on = card.dataset.claim === current;
      card.classList.toggle("is-on", on);
      card.tabIndex = on ? 0 : -1;
      on ? card.setAttribute("aria-current", "true") : card.removeAttribute("aria-current");
    }
    for (const part of text.querySelectorAll("[data-claim]")) part.classList.toggle("is-on", part.dataset.claim === current);
  }

  function step(by) {
    const cards = visible();
    const here = cards.findIndex((card) => card.dataset.claim === current);
    const next = cards[here < 0 ? (by > 0 ? 0 : cards.length - 1) : here + by];
    if (next) select(next.dataset.claim);
    else Desk.say(by > 0 ? "This is the last claim." : "This is the first claim.");
  }

  text.addEventListener("click", (event) => {
    const part = event.target.closest("[data-claim]");
    if (!part || !getSelection().isCollapsed) return;
    event.preventDefault();
    // A second click on the same words goes outwards, to the claim around it.
    let wanted = part;
    if (wanted.dataset.claim === current) wanted = part.parentElement.closest("[data-claim]") ?? part;
    select(wanted.dataset.claim, { from: "text" });
  });
  list.addEventListener("click", (event) => {
    const card = event.target.closest(".card");
    if (!card) return;
    if (card.dataset.claim !== current) select(card.dataset.claim, { focus: !event.target.closest("a, button") });
    const pressed = event.target.closest("button[data-key], button[data-do]");
    if (pressed?.dataset.key) keys[pressed.dataset.key]?.();
    else if (pressed) act(pressed.dataset.do);
  });
  list.addEventListener("focusin", (event) => {
    const card = event.target.closest(".card");
    if (card && card.dataset.claim !== current) select(card.dataset.claim, { focus: false });
  });

  // --- Verbs: shown at once, put back if the server refuses --------------------------------------

  const inFlight = new Set();
  const foreseen = { accept: "open", undo_accept: "extracted", dismiss: "dismissed", reopen: "open", take: "in_progress", release: "open" };

  function foresee(card, verb) {
    const status = foreseen[verb];
    if (!status || !card) return;
    const legend = list.querySelector(`.legend .mark.is-${status}`);
    card.className = card.className.replace(/is-(extracted|open|in_progress|awaiting_approval|published|dismissed)/, `is-${status}`);
    card.querySelector(".status").textContent = legend.parentElement.childNodes[1].textContent.trim();
  }

  async function act(verb, fields = {}, pk = current) {
    if (!pk) return Desk.say("Choose a claim first: j and k go through them.");
    // Pressed twice before the first press was answered: once was meant.
    const press = `${pk} ${verb}`;
    if (inFlight.has(press)) return;
    inFlight.add(press);
    const card = at(pk);
    foresee(card, verb);
    const answer = await Desk.send(addressOf(pk, verb), fields);
    if (answer.ok) Desk.done(answer.body);
    else {
      if (card?.isConnected) { const was = revive(card.served); card.replaceWith(was); paint(); }
      Desk.refuse(answer);
    }
    await refresh();
    inFlight.delete(press);
    return answer.ok;
  }

  document.addEventListener("desk:undone", async ({ detail: pk }) => {
    await refresh();
    if (at(pk)) select(pk);
  });

  // --- Dialogs ---------------------------------------------------------------------------------

  const can = (verb) => at(current)?.dataset.verbs.split(" ").includes(verb);

  function dismiss() {
    if (!current) return act("dismiss");
    // Ask the server for the reason why not, rather than ask for a reason in vain.
    if (!can("dismiss")) return act("dismiss", { reason: "opinion" });
    dialog("dismissing").showModal();
  }
  dialog("dismissing").addEventListener("click", (event) => {
    const choice = event.target.closest("[data-reason]");
    if (!choice) return;
    dialog("dismissing").close();
    act("dismiss", { reason: choice.dataset.reason });
  });
  dialog("dismissing").addEventListener("keydown", (event) => {
    const choice = /^[1-9]$/.test(event.key) && dialog("dismissing").querySelectorAll("[data-reason]")[Number(event.key) - 1];
    if (choice) { event.preventDefault(); choice.click(); }
  });

  async function found() {
    const box = document.getElementById("merging-search");
    const words = box.value;
    const query = new URLSearchParams({ q: words, article: reading.dataset.article, except: current });
    const response = await fetch(`${reading.dataset.find}?${query}`, { headers: { Accept: "application/json" } });
    // Somebody who types fast is shown what the last letters found.
    if (!response.ok || box.value !== words) return;
    const { results } = await response.json();
    const choices = results.map((one) => {
      const choice = Desk.button("", () => sure(one));
      choice.className = "choice";
      const line = document.createElement("span");
      const small = document.createElement("small");
      small.textContent = one.detail;
      line.append(one.text, small);
      choice.append(line);
      return choice;
    });
    document.getElementById("merging-found").replaceChildren(...(choices.length ? choices : ["No other claim has these words."]));
  }
  function merge() {
    if (!current || !can("merge_into")) return act("merge_into", { into: current ?? "" });
    document.getElementById("merging-what").textContent = at(current).querySelector(".wording").textContent;
    document.getElementById("merging-search").value = "";
    choosing(true);
    dialog("merging").showModal();
    found();
  }
  document.getElementById("merging-search").addEventListener("input", found);

  // Chosen, then confirmed beside each other: two claims that look alike may differ by a "not".
  let into = null;
  function choosing(yes) {
    document.getElementById("merging-choosing").hidden = !yes;
    document.getElementById("merging-sure").hidden = yes;
  }
  function sure(one) {
    into = one.id;
    document.getElementById("merging-this").textContent = at(current).querySelector(".wording").textContent;
    document.getElementById("merging-into").textContent = one.text;
    choosing(false);
    document.getElementById("merging-merge").focus();
  }
  document.getElementById("merging-merge").addEventListener("click", () => {
    dialog("merging").close();
    act("merge_into", { into });
  });
  document.getElementById("merging-back").addEventListener("click", () => {
    choosing(true);
    document.getElementById("merging-search").focus();
  });

  // --- Mending in place -------------------------------------------------------------------------

  async function edit() {
    const pk = current;
    if (!at(pk)) return;
    let form = "";
    if (!at(pk).querySelector(".inplace").firstElementChild) {
      const response = await fetch(reading.dataset.edit.replace("/0/", `/${pk}/`));
      if (!response.ok) return Desk.refuse({ status: response.status, body: await response.json().catch(() => ({})) });
      form = await response.text();
    }
    // The list may have renewed itself meanwhile: the form goes into the card that stands there now.
    const card = at(pk);
    if (!card) return;
    const place = card.querySelector(".inplace");
    if (form) {
      place.innerHTML = form;
      Desk.restoreAll(place);
    }
    card.classList.add("is-editing");
    place.querySelector("textarea").focus();
    card.scrollIntoView({ block: "nearest" });
  }
  function stopEditing(card) {
    card.classList.remove("is-editing");
    card.querySelector(".inplace").replaceChildren();
    card.focus();
  }
  list.addEventListener("click", (event) => {
    if (!event.target.closest("[data-cancel]")) return;
    Desk.forget(event.target.closest("form"));
    stopEditing(event.target.closest(".card"));
  });
  list.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest(".inplace")) stopEditing(event.target.closest(".card"));
  });
  list.addEventListener("desk:saved", (event) => {
    const edited = event.target.closest(".card");
    if (edited) stopEditing(edited);
  });

  // --- Marking words in the text -----------------------------------------------------------------

  const bubble = document.getElementById("selection");
  const points = (string) => [...string].length;

  function marked() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const runs = [...text.querySelectorAll("[data-start]")].filter((run) => range.intersectsNode(run));
    if (!runs.length || !text.contains(range.commonAncestorContainer)) return null;
    const first = runs[0];
    const last = runs[runs.length - 1];
    const within = (run, node, offset) => points(run.textContent.slice(0, node === run ? (offset ? undefined : 0) : offset));
    const start = Number(first.dataset.start) + (first.contains(range.startContainer) ? within(first, range.startContainer, range.startOffset) : 0);
    const end = Number(last.dataset.start) + (last.contains(range.endContainer) ? within(last, range.endContainer, range.endOffset) : points(last.textContent));
    return end > start ? { start, end, range } : null;
  }

  document.addEventListener("selectionchange", () => {
    const place = marked();
    bubble.hidden = !place;
    if (!place) return;
    const box = [...place.range.getClientRects()].pop();
    const frame = document.getElementById("desk").getBoundingClientRect();
    if (getComputedStyle(document.getElementById("desk")).position === "static") document.getElementById("desk").style.position = "relative";
    bubble.style.left = `${Math.max(0, Math.min(box.right - frame.left - 80, frame.width - 220))}px`;
    bubble.style.top = `${box.bottom - frame.top + 8}px`;
  });
  // The press must not end the selection before it is read.
  bubble.addEventListener("pointerdown", (event) => event.preventDefault());
  bubble.addEventListener("click", () => mark());

  async function mark() {
    const place = marked();
    if (!place) { dialog("marking").showModal(); return; }
    const answer = await Desk.send(reading.dataset.mark, { start: place.start, end: place.end });
    if (!answer.ok) return Desk.refuse(answer);
    getSelection().removeAllRanges();
    await madeOne(answer.body);
  }
  async function madeOne(body) {
    Desk.done(body);
    await refresh();
    select(body.claim, { from: "text" });
    await edit();
  }
  dialog("marking").querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const answer = await Desk.send(form.action, new FormData(form));
    form.querySelector(".error").textContent = answer.ok ? "" : answer.body.detail;
    if (!answer.ok) return;
    form.reset();
    dialog("marking").close();
    await madeOne(answer.body);
  });

  // --- The board keeps itself new ----------------------------------------------------------------

  let etag = `"${reading.dataset.state}"`;
  let asking = null;
  const EVERY = 4000;
  const SOON = 1000;

  const revive = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const node = holder.content.firstElementChild;
    node.served = html;
    return node;
  };
  const parse = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content;
  };
  const remember = (within, what) => within.querySelectorAll(what).forEach((node) => (node.served = node.outerHTML));

  function refresh() {
    asking = (asking ?? Promise.resolve()).then(ask, ask);
    return asking;
  }
  async function ask() {
    let response;
    try {
      response = await fetch(reading.dataset.board, { headers: { "If-None-Match": etag, Accept: "application/json" }, cache: "no-store" });
    } catch { return; }
    if (response.status === 401 || response.status === 403) {
      if (!ask.told) Desk.refuse({ status: response.status, body: await response.json().catch(() => ({})) });
      ask.told = true;
      return;
    }
    if (response.status !== 200) return;
    ask.told = false;
    etag = response.headers.get("ETag");
    const { parts, ...article } = await response.json();
    document.getElementById("part-about").innerHTML = parts.about;
    document.getElementById("part-state").innerHTML = parts.state;
    renewPage(article);
    renewText(parse(parts.text));
    renewList(parse(parts.list));
    paint();
    filter();
    sayFound(article.state);
  }

  // Who has waited reads the text by now: it must not jump because there is nothing to say any more.
  let waited = reading.dataset.waits === "1";
  function sayFound(state) {
    waited ||= reading.dataset.waits === "1";
    const box = document.querySelector("#part-state .extraction");
    if (!waited || state !== "done" || box.textContent.trim()) return;
    const number = list.querySelectorAll(".card").length;
    const words = document.createElement("p");
    words.textContent = `${number} claim${number === 1 ? "" : "s"} found.`;
    box.replaceChildren(words);
    box.classList.add("is-found");
  }

  // What a fetched page has told: the title that stands in the frame, and that no text need be pasted.
  let title = reading.dataset.title;
  const heading = [...document.querySelectorAll("h1")].find((one) => one.textContent.trim().toLowerCase() === title.toLowerCase());
  function renewPage(article) {
    reading.dataset.waits = ["pending", "running"].includes(article.state) ? "1" : "";
    text.lang = article.language;
    if (article.title !== title) {
      if (heading) heading.textContent = article.title;
      document.title = document.title.replace(title, article.title);
      title = article.title;
    }
    const paste = document.getElementById("paste");
    if (!paste) return;
    if (article.awaits_text) paste.open ||= article.state === "failed";
    else if (!paste.querySelector("textarea").value) paste.remove();
  }
  document.getElementById("paste")?.addEventListener("desk:saved", (event) => event.currentTarget.remove());

  function renewText(fresh) {
    // Words that somebody is selecting stay under the pointer; the next refresh brings the marks.
    if (marked()) { etag = ""; return; }
    const old = new Map([...text.children].map((node) => [node.id, node]));
    const kept = [...fresh.children].map((node) => {
      const html = node.outerHTML;
      node.served = html;
      const before = old.get(node.id);
      return before && before.served === html ? before : node;
    });
    if (kept.some((node, n) => text.children[n] !== node) || kept.length !== text.children.length) text.replaceChildren(...kept);
  }

  function renewList(fresh) {
    list.querySelector(".legend").replaceWith(fresh.querySelector(".legend"));
    const asked = list.querySelector(".advice").contains(document.activeElement);
    list.querySelector(".advice").replaceWith(fresh.querySelector(".advice"));
    if (asked) list.querySelector(".advice button, .card")?.focus({ preventScroll: true });
    for (const group of list.querySelectorAll("details")) {
      const next = fresh.getElementById(group.id);
      group.hidden = next.hidden;
      group.querySelector("summary").replaceWith(next.querySelector("summary"));
    }
    if (current && !fresh.getElementById(`claim-${current}`)) current = null;
    const old = new Map([...list.querySelectorAll(".card")].map((card) => [card.id, card]));
    for (const cards of list.querySelectorAll("ol.cards")) {
      const next = [...fresh.querySelectorAll(`ol[data-group="${cards.dataset.group}"] > .card`)];
      place(cards, next.map((card) => keepOrTake(old.get(card.id), card)));
    }
  }
  function keepOrTake(before, card) {
    const html = card.outerHTML;
    card.served = html;
    if (!before) return card;
    if (before.served === html || before.classList.contains("is-editing")) return before;
    const hadFocus = before.contains(document.activeElement);
    if (before.isConnected) before.replaceWith(card);
    if (hadFocus) { card.tabIndex = -1; card.focus({ preventScroll: true }); }
    return card;
  }
  function place(cards, wanted) {
    wanted.sort(order);
    const stay = new Set(wanted);
    for (const card of [...cards.children]) if (!stay.has(card)) card.remove();
    wanted.forEach((card, n) => { if (cards.children[n] !== card) cards.insertBefore(card, cards.children[n] ?? null); });
  }

  // While somebody waits for the machine the page looks again sooner.
  (async function keepNew() {
    await new Promise((next) => setTimeout(next, reading.dataset.waits ? SOON : EVERY));
    if (!document.hidden) await refresh();
    keepNew();
  })();
  document.addEventListener("desk:changed", refresh);

  // --- Order, search, tabs -----------------------------------------------------------------------

  const orderButton = document.getElementById("order");
  let byWorth = localStorage.getItem("desk-order") === "worth";

  function order(one, other) {
    const reading = Number(one.dataset.number) - Number(other.dataset.number);
    return (byWorth && Number(other.dataset.worth) - Number(one.dataset.worth)) || reading;
  }
  function reorder() {
    byWorth = !byWorth;
    localStorage.setItem("desk-order", byWorth ? "worth" : "reading");
    showOrder();
    Desk.say(byWorth ? "The likeliest to be worth a check first." : "In reading order.");
  }
  function showOrder() {
    orderButton.setAttribute("aria-pressed", String(byWorth));
    for (const cards of list.querySelectorAll("ol.cards")) place(cards, [...cards.children]);
  }
  orderButton.addEventListener("click", reorder);

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let any = false;
    for (const card of list.querySelectorAll(".card")) {
      const content = `${card.querySelector(".wording").textContent} ${card.querySelector(".head").textContent} ${card.querySelector(".said").textContent}`.toLowerCase();
      card.hidden = !words.every((word) => content.includes(word));
      any ||= !card.hidden;
      if (words.length && !card.hidden && card.closest("details")) card.closest("details").open = true;
    }
    document.getElementById("no-match").hidden = any || !words.length;
  }
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { search.value = ""; filter(); search.blur(); }
    if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); event.stopPropagation(); const first = visible()[0]; if (first) select(event.key === "Escape" && current ? current : first.dataset.claim); }
  });

  function showTab(name) {
    reading.dataset.tab = name;
    for (const tab of reading.querySelectorAll("button[data-tab]")) tab.setAttribute("aria-pressed", String(tab.dataset.tab === name));
  }
  reading.querySelectorAll("button[data-tab]").forEach((tab) =>
    tab.addEventListener("click", () => { showTab(tab.dataset.tab); if (tab.dataset.tab === "text" && current) showInText(current); }),
  );

  // --- Keys --------------------------------------------------------------------------------------

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: () => act("accept"),
    x: dismiss,
    t: () => act("take"),
    c: () => act("confirm"),
    e: edit,
    m: merge,
    u: Desk.undo,
    n: mark,
    o: reorder,
    "/": () => { showTab("claims"); search.focus(); },
    "?": () => dialog("help").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "Enter" && event.target.matches(".card")) return void event.target.querySelector("a.is-open").click();
    const key = keys[event.key];
    if (!key) return;
    // Before the frame's own keys: here these are ours.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat || event.key === "j" || event.key === "k") key();
  }, { capture: true });
  document.getElementById("help-button").addEventListener("click", () => keys["?"]());
  document.getElementById("new-claim").addEventListener("pointerdown", (event) => event.preventDefault());
  document.getElementById("new-claim").addEventListener("click", mark);

  remember(list, ".card");
  remember(text, ":scope > *");
  if (byWorth) showOrder();
  const asked = location.hash.match(/^#claim-(\d+)$/)?.[1];
  if (asked) select(asked, { focus: true });
})();
