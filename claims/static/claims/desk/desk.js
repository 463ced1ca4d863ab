// What all pages of the desk share: sending a verb, saying what became of it, forms that lose
// nothing, and fields that suggest.
"use strict";

const Desk = (() => {
  const root = () => document.getElementById("desk");
  const cookie = (name) =>
    document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

  // --- Sending -------------------------------------------------------------------------------

  const OFFLINE = "The server cannot be reached. Nothing was saved; your text is still here.";

  // One after the other: "accept" and the "take" typed right after it must arrive in that order.
  let sending = Promise.resolve();

  /** POST a form's fields; always resolves, to {ok, status, body}. */
  function send(url, fields) {
    sending = sending.then(() => sendNow(url, fields));
    return sending;
  }

  const pairs = (fields) => Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));

  async function sendNow(url, fields) {
    const body = fields instanceof FormData ? fields : new URLSearchParams(pairs(fields ?? {}));
    // Read at each sending: logging in again in another tab changes it.
    const headers = { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") };
    try {
      const response = await fetch(url, { method: "POST", body, headers });
      const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
      return { ok: response.ok && isJson, status: response.status, body: isJson ? await response.json() : {} };
    } catch {
      return { ok: false, status: 0, body: { detail: OFFLINE } };
    }
  }

  // --- Saying --------------------------------------------------------------------------------

  let fading = 0;

  function button(label, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", action);
    return made;
  }

  function say(sentence, action) {
    clearTimeout(fading);
    document.getElementById("refused").replaceChildren();
    const box = document.getElementById("said");
    box.replaceChildren(sentence);
    if (action) box.append(action);
    fading = setTimeout(() => box.replaceChildren(), action ? 9000 : 5000);
  }

  // --- Undoing -------------------------------------------------------------------------------

  // The last thing done is the first undone: each is what the server said leads back. The tab keeps
  // them over a reload for as long as somebody may want one back; the server refuses what has moved on.
  const UNDONE_WITHIN = 15 * 60 * 1000;
  const undosKey = () => `desk-undo:${root().dataset.person}:${location.pathname}`;
  let kept = null;
  const undos = () => {
    try { kept ??= JSON.parse(sessionStorage.getItem(undosKey()) ?? "[]").filter(({ at }) => Date.now() - at < UNDONE_WITHIN); } catch { kept = []; }
    return kept;
  };
  const keepUndos = () => { try { sessionStorage.setItem(undosKey(), JSON.stringify(undos().slice(-100))); } catch { /* Gone with the page, then. */ } };

  /** Say what was done, and how it is undone if it can be. */
  function done({ said, undo: steps = [], claim }) {
    if (!steps.length) return say(said);
    undos().push({ pk: claim, said, steps, at: Date.now() });
    keepUndos();
    const key = Object.assign(document.createElement("kbd"), { textContent: "u" });
    const offer = button("Undo ", undo);
    offer.setAttribute("aria-keyshortcuts", "u");
    offer.append(key);
    say(said, offer);
  }

  async function undo() {
    const last = undos().pop();
    if (!last) return say("There is nothing to undo.");
    keepUndos();
    for (const step of last.steps) {
      const answer = await send(step.url, step.fields);
      if (!answer.ok) { refuse(answer); return changed(); }
    }
    say(`Undone: “${last.said}”`);
    document.dispatchEvent(new CustomEvent("desk:undone", { detail: last.pk }));
  }

  const EXPIRED = "This page is older than your log-in. Log in in another tab, then press again: what you wrote stays here.";

  function refuse({ status, body }) {
    // Django's own refusal of a form whose token has gone has no words of ours.
    const expired = status === 401 || (status === 403 && !body.detail);
    document.getElementById("said").replaceChildren();
    const box = document.getElementById("refused");
    const sentence = body.detail ?? (expired ? EXPIRED : null) ?? `The server answered with an error (${status}). Nothing was saved.`;
    box.replaceChildren(sentence);
    if (expired) {
      const link = document.createElement("a");
      link.href = `/admin/login/?next=${encodeURIComponent(location.pathname)}`;
      link.target = "_blank";
      link.textContent = "Log in";
      box.append(link);
    }
    box.append(button("Close", () => box.replaceChildren()));
  }

  // --- Forms ---------------------------------------------------------------------------------

  const field = (form, name) => form.elements.namedItem(name);

  function showErrors(form, errors) {
    form.querySelectorAll("[data-error]").forEach((place) => (place.textContent = ""));
    form.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
    let first = null;
    for (const [name, sentences] of Object.entries(errors ?? {})) {
      const place = form.querySelector(`[data-error="${CSS.escape(name)}"]`) ?? form.querySelector('[data-error="__all__"]');
      if (place) place.textContent = sentences.join(" ");
      const input = field(form, name);
      if (!(input instanceof Element)) continue;
      input.setAttribute("aria-invalid", "true");
      if (place?.id) input.setAttribute("aria-describedby", place.id);
      first ??= input;
    }
    first?.focus();
  }

  /**
   * Somebody saved since this form was opened. What only they changed comes into the form; where
   * both did, theirs stands beside mine, and this person decides.
   */
  function showStale(form, { version, theirs }) {
    const box = form.querySelector(".stale");
    const [taken, disputed] = [document.createElement("dl"), document.createElement("dl")];
    for (const [name, value] of Object.entries(theirs)) {
      const input = inputFor(form, name);
      if (!input || same(shown(input), value) || same(original(input), value)) continue;
      const mine = !same(shown(input), original(input));
      const term = document.createElement("dt");
      const text = document.createElement("dd");
      term.textContent = `${mine ? "Theirs: " : ""}${labelOf(form, name, input)}`;
      text.textContent = readable(input, value) || "(empty)";
      (mine ? disputed : taken).append(term, text);
      if (!mine) fill(input, value);
    }
    const settle = () => { field(form, "version").value = version; box.hidden = true; };
    const keep = button("Keep mine", () => { settle(); form.requestSubmit(); });
    const take = button("Take theirs", () => {
      for (const [name, value] of Object.entries(theirs)) fill(inputFor(form, name), value);
      settle();
      forget(form);
      changed();
    });
    keep.className = take.className = "button";
    const row = document.createElement("div");
    row.className = "buttons";
    row.append(...(disputed.childElementCount ? [keep, take] : [button("Save both", () => keep.click())]));
    row.firstElementChild.className = "button is-main";
    const also = document.createElement("p");
    also.textContent = "Only they changed this; it is in the form now:";
    box.replaceChildren("Somebody saved this since you opened it.", ...(taken.childElementCount ? [also, taken] : []), disputed, row);
    box.hidden = false;
    row.firstElementChild.focus();
  }

  // Who says it is a list of chips; all else is one control, or radio buttons of one name.
  const inputFor = (form, name) => (name === "claimants" ? form.querySelector(".chips") : field(form, name));
  const chipsOf = (list) => [...list.querySelectorAll("input")].map((input) => ({ value: input.value, name: input.nextSibling.textContent.trim() }));
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  function shown(input) {
    if (input instanceof HTMLUListElement) return chipsOf(input);
    return input.type === "checkbox" ? (input.checked ? "True" : "False") : input.value;
  }
  /** What it held when the form was opened, in the same words. */
  function original(input) {
    if (input instanceof HTMLUListElement) return input.dataset.was ? JSON.parse(input.dataset.was) : chipsOf(input);
    if (input instanceof RadioNodeList) return [...input].find((one) => one.defaultChecked)?.value ?? "";
    if (input instanceof HTMLSelectElement) return [...input.options].find((one) => one.defaultSelected)?.value ?? "";
    return input.type === "checkbox" ? (input.defaultChecked ? "True" : "False") : input.defaultValue;
  }
  const remember = (chips) => (chips.dataset.was ??= JSON.stringify(chipsOf(chips)));

  function labelOf(form, name, input) {
    if (name === "claimants") return "Who says it";
    const id = input instanceof RadioNodeList ? "" : input.id;
    const label = id && form.querySelector(`label[for="${CSS.escape(id)}"]`);
    const around = !(input instanceof RadioNodeList) && input.closest("label");
    // Not the choices of a list that stands within its label.
    const words = around && [...around.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join(" ");
    return (label?.textContent ?? words)?.trim() || name.replace("_", " ").replace(/^./, (letter) => letter.toUpperCase());
  }
  function readable(input, value) {
    if (input instanceof HTMLUListElement) return value.map((one) => one.name).join(", ");
    if (input instanceof HTMLSelectElement) return [...input.options].find((one) => one.value === value)?.text ?? value;
    if (input instanceof RadioNodeList) return [...input].find((one) => one.value === value)?.closest("label").querySelector("b").textContent ?? value;
    return input.type === "checkbox" ? (value === "True" ? "yes" : "no") : value;
  }
  function fill(input, value) {
    if (!input) return;
    if (input instanceof HTMLUListElement) input.replaceChildren(...value.map((one) => chip(one.value, one.name)));
    else if (input instanceof RadioNodeList || input.type !== "checkbox") input.value = value;
    else input.checked = value === "True";
  }

  async function submit(form, submitter) {
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    form.setAttribute("aria-busy", "true");
    const fields = new FormData(form);
    if (submitter?.name) fields.set(submitter.name, submitter.value);
    const answer = await send(submitter?.getAttribute("formaction") ?? form.action, fields);
    delete form.dataset.sending;
    form.removeAttribute("aria-busy");
    showErrors(form, answer.body.errors);
    if (answer.status === 412 && answer.body.theirs) return showStale(form, answer.body);
    if (!answer.ok) return refuse(answer);
    forget(form);
    if (answer.body.goto) return location.assign(answer.body.goto);
    done(answer.body);
    form.dispatchEvent(new CustomEvent("desk:saved", { bubbles: true, detail: answer.body }));
    changed();
  }

  const changed = () => document.dispatchEvent(new CustomEvent("desk:changed"));

  const VERBS = "#desk [data-key], #desk [data-do], #desk form[data-desk] button:not([type=button])";
  // The second half of a double click would press what has meanwhile come to lie under the pointer.
  document.addEventListener("click", (event) => {
    if (event.detail < 2 || !event.target.closest?.(VERBS)) return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-desk]")) return;
    event.preventDefault();
    const question = event.submitter?.dataset.sure ?? form.dataset.sure;
    if (question && !confirm(question)) return;
    submit(form, event.submitter);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest?.("form[data-desk]");
    if (form) { event.preventDefault(); form.requestSubmit(); }
  });

  // --- Drafts: what was typed and not saved survives a reload, a crash, an expired log-in ------

  const keyOf = (form) => `desk-draft:${document.body.dataset.person ?? root()?.dataset.person ?? ""}:${location.pathname}:${form.dataset.draft}`;
  const KEPT_FOR = 7 * 24 * 3600 * 1000;

  function forget(form) {
    if (!form.dataset.draft) return;
    localStorage.removeItem(keyOf(form));
    form.querySelector(":scope > .draft")?.remove();
  }

  function keep(form) {
    // What is confidential is not left in a browser.
    if (form.querySelector('[name="confidential"]:checked')) return forget(form);
    const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
    // Of those who say it the names too: the page that is opened again need not know them.
    const chips = [...form.querySelectorAll(".chips")].flatMap(chipsOf);
    try { localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), fields, chips })); } catch { /* The browser keeps nothing: as before. */ }
  }

  function restore(form) {
    if (form.dataset.restored) return;
    form.dataset.restored = "1";
    let draft = null;
    try { draft = JSON.parse(localStorage.getItem(keyOf(form)) ?? "null"); } catch { /* Not ours. */ }
    if (!draft || Date.now() - draft.at > KEPT_FOR) return forget(form);
    const now = JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
    if (now === JSON.stringify(draft.fields)) return;
    const before = form.innerHTML;
    restoreFields(form, draft);
    const note = document.createElement("p");
    note.className = "draft";
    const at = new Date(draft.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
    note.append(`Your unsaved text of ${at} is back. `);
    const drop = button("Throw it away", () => { localStorage.removeItem(keyOf(form)); form.innerHTML = before; form.reset(); changed(); });
    drop.className = "button is-quiet";
    note.append(drop);
    form.prepend(note);
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function restoreFields(form, { fields, chips }) {
    for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
    const list = form.querySelector(".chips");
    if (list && chips) {
      remember(list);
      fill(list, chips);
    }
    for (const [name, value] of fields) {
      const input = field(form, name);
      if (!input || name === "claimants") continue;
      if (input instanceof RadioNodeList) [...input].forEach((one) => (one.checked = one.checked || one.value === value));
      else if (input.type === "checkbox") input.checked = true;
      else input.value = value;
    }
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (form) keep(form);
  });
  const restoreAll = (within) => within.querySelectorAll("form[data-draft]").forEach(restore);

  // --- Claimants: a field that suggests, and makes new ones on the spot -----------------------

  function chip(value, name) {
    const item = document.createElement("li");
    const input = Object.assign(document.createElement("input"), { type: "hidden", name: "claimants", value });
    const remove = button("×", () => {});
    remove.setAttribute("aria-label", `Remove ${name}`);
    item.append(input, `${name} `, remove);
    return item;
  }

  function option(value, text, detail) {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.id = `option-${Math.random().toString(36).slice(2)}`;
    item.dataset.value = value;
    item.dataset.name = text;
    const small = document.createElement("small");
    small.textContent = detail;
    item.append(text, small);
    return item;
  }

  function close(box) {
    const input = box.querySelector("[role=combobox]");
    box.querySelector(".found").hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function activate(box, item) {
    box.querySelectorAll("[role=option]").forEach((one) => one.setAttribute("aria-selected", String(one === item)));
    box.querySelector("[role=combobox]").setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function choose(box, item) {
    const chips = box.querySelector(".chips");
    const here = [...chips.querySelectorAll("input")].some((input) => input.value === item.dataset.value);
    remember(chips);
    if (!here) chips.append(chip(item.dataset.value, item.dataset.name));
    box.querySelector("[role=combobox]").value = "";
    close(box);
    keep(box.closest("form"));
  }

  async function suggest(box) {
    const input = box.querySelector("[role=combobox]");
    const typed = input.value.trim();
    if (!typed) return close(box);
    const response = await fetch(`${box.dataset.find}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
    if (!response.ok || input.value.trim() !== typed) return;
    const { results } = await response.json();
    const list = box.querySelector(".found");
    list.replaceChildren(...results.map((one) => option(String(one.id), one.text, one.detail)));
    for (const kind of box.querySelector("[data-kinds]").content.children)
      list.append(option(`new:${kind.dataset.kind}:${typed}`, typed, `New: ${kind.textContent.toLowerCase()}`));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    activate(box, list.firstElementChild);
  }

  const waiting = new WeakMap();
  document.addEventListener("input", (event) => {
    const box = event.target.matches("[role=combobox]") && event.target.closest("[data-claimants]");
    if (!box) return;
    clearTimeout(waiting.get(box));
    waiting.set(box, setTimeout(() => suggest(box), 150));
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target.matches?.("[role=combobox]") && event.target.closest("[data-claimants]");
    if (!box || box.querySelector(".found").hidden) return;
    const items = [...box.querySelectorAll("[role=option]")];
    const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") activate(box, items[(at + 1) % items.length]);
    else if (event.key === "ArrowUp") activate(box, items[(at + items.length - 1) % items.length]);
    else if (event.key === "Enter" && !event.ctrlKey) choose(box, items[at]);
    else if (event.key === "Escape") close(box);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("mousedown", (event) => {
    const item = event.target.closest?.(".found [role=option]");
    if (item) { event.preventDefault(); choose(item.closest("[data-claimants]"), item); }
  });
  document.addEventListener("focusout", (event) => {
    const box = event.target.matches?.("[role=combobox]") && event.target.closest("[data-claimants]");
    if (box) close(box);
  });
  document.addEventListener("click", (event) => {
    const remove = event.target.closest?.(".chips button");
    if (!remove) return;
    const form = remove.closest("form");
    remember(remove.closest(".chips"));
    const typing = remove.closest("[data-claimants]").querySelector("[role=combobox]");
    remove.closest("li").remove();
    typing.focus();
    keep(form);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-close]")) event.target.closest("dialog").close();
  });

  // Some pages of ours are older than the tab that shows them: they look again when it is seen.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) changed(); });
  document.addEventListener("DOMContentLoaded", () => restoreAll(document));

  return { send, say, done, undo, refuse, button, changed, restoreAll, forget };
})();
