// The workbench: parts that renew themselves, forms that keep what was typed, a live preview.
"use strict";

(() => {
  const bench = document.getElementById("bench");
  const parts = () => [...bench.querySelectorAll('[id^="part-"]')];
  // Each page carries another token; that is no difference.
  const plain = (html) => html.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
  for (const part of parts()) part.served = plain(part.innerHTML);

  // --- Forms that somebody is writing in stay as they are ------------------------------------------

  const dirty = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form");
    if (form) dirty.add(form);
  });
  bench.addEventListener("desk:saved", (event) => {
    const form = event.target;
    dirty.delete(form);
    if (form.hasAttribute("data-reset")) { form.reset(); showThing(); }
    const place = form.closest(".inplace");
    if (place) stopEditing(place);
  });
  const isBusy = (part) => [...part.querySelectorAll("form")].some((form) => dirty.has(form)) || part.querySelector(".inplace form") !== null;

  // --- The page keeps itself new -----------------------------------------------------------------

  let etag = `"${bench.dataset.state}"`;
  let renewing = null;

  async function ask() {
    let response;
    try {
      response = await fetch(bench.dataset.pulse, { headers: { "If-None-Match": etag, Accept: "application/json" }, cache: "no-store" });
    } catch { return; }
    if (response.status !== 200) return;
    etag = response.headers.get("ETag");
    await renew();
  }
  async function renew() {
    const response = await fetch(location.pathname, { cache: "no-store" });
    if (!response.ok || response.redirected) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const part of parts()) {
      const next = fresh.getElementById(part.id);
      if (!next || plain(next.innerHTML) === part.served || isBusy(part)) continue;
      const open = [...part.querySelectorAll("details")].map((details) => details.open);
      const focus = part.contains(document.activeElement) ? [...part.querySelectorAll("button, a, summary")].indexOf(document.activeElement) : -1;
      part.served = plain(next.innerHTML);
      part.innerHTML = next.innerHTML;
      const fold = [...part.querySelectorAll("details")];
      if (fold.length === open.length) fold.forEach((details, n) => (details.open = open[n]));
      if (focus >= 0) [...part.querySelectorAll("button, a, summary")][focus]?.focus({ preventScroll: true });
      Desk.restoreAll(part);
    }
    showAim();
  }
  const refresh = () => (renewing = (renewing ?? Promise.resolve()).then(ask, ask));
  setInterval(() => { if (!document.hidden) refresh(); }, 5000);
  document.addEventListener("desk:changed", refresh);
  document.addEventListener("desk:undone", refresh);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "u" || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    Desk.undo();
  });
  // A page that was just attached is being looked at: what it says of itself comes in a moment.
  bench.addEventListener("desk:saved", () => [1200, 2500].forEach((soon) => setTimeout(refresh, soon)));

  // --- Mending in place ----------------------------------------------------------------------------

  async function openForm(address, place) {
    const response = await fetch(address);
    if (!response.ok) return Desk.refuse({ status: response.status, body: await response.json().catch(() => ({})) });
    place.innerHTML = await response.text();
    Desk.restoreAll(place);
    place.querySelector("textarea, select, input:not([type=hidden])").focus();
  }
  function stopEditing(place) {
    place.replaceChildren();
    bench.classList.remove("is-editing");
  }
  bench.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const editing = document.getElementById("editing");
    if (button.hasAttribute("data-editing")) { bench.classList.add("is-editing"); openForm(bench.dataset.edit, editing); }
    if (button.dataset.mend) openForm(button.dataset.mend, button.closest(".evidence").querySelector(".inplace"));
    if (button.hasAttribute("data-cancel")) {
      Desk.forget(button.closest("form"));
      stopEditing(button.closest(".inplace"));
      refresh();
    }
  });

  // --- What is attached, which question ---------------------------------------------------------

  function showThing() {
    const chosen = bench.querySelector('.attach [name="what"]:checked')?.value;
    bench.querySelectorAll(".attach [data-what]").forEach((part) => (part.hidden = part.dataset.what !== chosen));
  }
  function showScale(question) {
    for (const scale of bench.querySelectorAll(".ratings[data-question]")) {
      scale.hidden = scale.dataset.question !== question;
      if (scale.hidden) scale.querySelectorAll("input").forEach((input) => (input.checked = false));
    }
  }
  function showAim() {
    const words = bench.querySelector('[name="claim_reviewed"]');
    const hint = document.getElementById("aim");
    if (!words || !hint) return;
    hint.dataset.words ??= hint.textContent;
    const length = [...words.value].length;
    hint.textContent = length ? `${length} characters; aim at 75.` : hint.dataset.words;
  }
  bench.addEventListener("change", (event) => {
    if (event.target.name === "what") showThing();
    if (event.target.name === "question") showScale(event.target.value);
  });
  bench.addEventListener("input", (event) => {
    if (event.target.name === "claim_reviewed") showAim();
    if (event.target.closest("#verdict-form")) foresee();
  });

  // --- The preview ---------------------------------------------------------------------------------

  let waiting = 0;
  function foresee() {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const form = document.getElementById("verdict-form");
      if (!form) return document.getElementById("preview").replaceChildren();
      const answer = await Desk.send(bench.dataset.preview, new FormData(form));
      if (answer.ok) document.getElementById("preview").innerHTML = answer.body.html;
    }, 500);
  }

  showThing();
  showAim();
  const question = bench.querySelector('#verdict-form [name="question"]:checked');
  if (question) showScale(question.value);
  if (bench.querySelector("#verdict-form [name=rating]:checked")) foresee();
})();
