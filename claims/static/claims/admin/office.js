// Small help for the admin's pages: names for fields that scripts add, menus that close,
// and typed text that survives an expired log-in.
"use strict";

(function () {
  const LOGGED_IN = "claimtracker.logged-in";
  const TYPED = "claimtracker.typed:";
  const ASKED = "claimtracker.asked";
  // Which rows a list's verb is for, and which verb.
  const CHOSEN = ["action", "_selected_action"];

  // Select2 makes fields without a name: they get that of the label beside them.
  function nameSearchFields() {
    for (const field of document.querySelectorAll(".select2-search__field:not([aria-label])")) {
      field.setAttribute("aria-label", labelOf(field) || "Search");
    }
    for (const field of document.querySelectorAll(".select2-selection--single[aria-labelledby]")) {
      field.removeAttribute("aria-labelledby");
      field.setAttribute("aria-label", labelOf(field) || "Choose");
      const shown = field.querySelector(".select2-selection__rendered");
      if (shown) shown.setAttribute("aria-label", labelOf(field) || "Chosen");
    }
  }

  function labelOf(field) {
    const row = field.closest("[class*=field-], .form-row");
    const label = row && row.querySelector("label");
    return label ? label.textContent.replace("*", "").trim() : "";
  }

  // What the frame opens with a mouse alone, and what it is called: these have no words of their own.
  const PRESSED = [
    ["[x-on\\:click*=sidebarMobileOpen], [x-on\\:click*=sidebarDesktopOpen]", () => "Navigation"],
    ["[x-on\\:click*=openUserLinks]:not(nav)", (one) => `Account of ${one.querySelector(".truncate").textContent.trim()}`],
    ["[x-on\\:click*=switchTheme], [x-on\\:click*=openTheme], [x-on\\:click^='adminTheme =']", (one) => one.querySelector("span + span")?.textContent.trim() ?? "Light or dark"],
  ];

  function makeButtons() {
    for (const [selector, nameOf] of PRESSED) {
      for (const one of document.querySelectorAll(selector)) {
        if (one.matches("button, a[href]")) continue;
        one.setAttribute("role", "button");
        one.setAttribute("aria-label", nameOf(one));
        one.tabIndex = 0;
        one.addEventListener("keydown", function (event) {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          one.click();
        });
      }
    }
    tellWhetherOpen();
  }

  function tellWhetherOpen() {
    const button = document.querySelector("[x-on\\:click*=openUserLinks][role=button]");
    const menu = button?.parentElement.querySelector("nav");
    if (!menu) return;
    menu.setAttribute("aria-label", "Account");
    const isOpen = () => menu.style.display !== "none";
    const tell = () => button.setAttribute("aria-expanded", String(isOpen()));
    tell();
    new MutationObserver(tell).observe(menu, { attributes: true, attributeFilter: ["style"] });
    menu.parentElement.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !isOpen()) return;
      button.click();
      button.focus();
    });
  }

  // A menu closes when one clicks beside it or presses Escape.
  function closeMenus(event) {
    for (const menu of document.querySelectorAll("details.filter[open], details.verb[open]")) {
      const leaves = event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target);
      if (!leaves) continue;
      menu.open = false;
      if (event.type === "keydown") menu.querySelector("summary").focus();
    }
  }

  function typedIn(form) {
    return [...new FormData(form)].filter(([name, value]) =>
      typeof value === "string" && (form.id !== "changelist-form" || CHOSEN.includes(name)) && !["csrfmiddlewaretoken", "version", "submission"].includes(name));
  }

  const KEPT = "#content-main form[id$=_form], .verb-form, .bulk, #changelist-form";
  // Not form.action: a field may have that name.
  const keyOf = (form) => TYPED + new URL(form.getAttribute("action") || location.href, location.href).pathname;

  // What is posted is kept until some page other than the log-in page answers.
  function keepTyped(event) {
    const form = event.target;
    if (form.matches(KEPT)) sessionStorage.setItem(keyOf(form), JSON.stringify(typedIn(form)));
  }

  function fill(field, values) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.multiple) for (const o of field.options) o.selected = values.includes(o.value);
    else if (field.tagName !== "SELECT" || [...field.options].some((o) => o.value === values.at(-1))) field.value = values.at(-1);
  }

  function putBack(form, typed) {
    for (const name of new Set(typed.map(([name]) => name))) {
      // The page of a verb on many rows was asked for with these: they are in it.
      if (form.matches(".bulk") && CHOSEN.includes(name)) continue;
      const values = typed.filter(([other]) => other === name).map(([, value]) => value);
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        fill(field, values);
        // The list counts, and shows its button, when it hears of it.
        if (form.id === "changelist-form") field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
    const menu = form.closest("details");
    if (menu) menu.open = true;
    if (menu || form.matches(".bulk")) form.querySelector("textarea, select, input:not([type=hidden])")?.focus();
  }

  // The server makes the page of a verb on many rows: it is asked for it with the same rows again.
  function askAgain(key, list, typed) {
    const asked = document.createElement("form");
    asked.method = "post";
    asked.action = key.slice(TYPED.length) + location.search;
    const token = list.querySelector("[name=csrfmiddlewaretoken]");
    for (const [name, value] of [[token.name, token.value], ...typed.filter(([name]) => CHOSEN.includes(name))]) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      asked.append(field);
    }
    document.body.append(asked);
    sessionStorage.setItem(ASKED, key);
    asked.submit();
  }

  function offerTyped(key, form, typed) {
    const offer = document.createElement("p");
    offer.className = "kept";
    offer.setAttribute("role", "status");
    offer.append("You were logged out before this was saved. What you had chosen and typed is kept. ");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-main";
    button.textContent = "Put it back";
    button.addEventListener("click", function (event) {
      // Or the menu that opens would be closed at once by the same click.
      event.stopPropagation();
      if (keyOf(form) !== key) return askAgain(key, form, typed);
      putBack(form, typed);
      sessionStorage.removeItem(key);
      offer.remove();
    });
    offer.append(button);
    (form.closest(".above") ?? form).before(offer);
  }

  // The verb cannot be had any more, but its words are not thrown away.
  function showTyped(typed) {
    const words = typed.map(([, value]) => value.trim()).filter(Boolean).join("\n");
    const above = document.querySelector(".above");
    if (!words || !above) return;
    const box = document.createElement("p");
    box.className = "kept as-written";
    box.append(`What you had typed: ${words}`);
    above.before(box);
  }

  function lookForTyped() {
    if (document.getElementById("login-form")) {
      sessionStorage.setItem(LOGGED_IN, "1");
      return;
    }
    const loggedIn = sessionStorage.getItem(LOGGED_IN);
    const asked = sessionStorage.getItem(ASKED);
    const refused = new URLSearchParams(location.search).get("refused");
    const verbs = TYPED + location.pathname.replace(/change\/$/, "do/");
    const forms = [...document.querySelectorAll(KEPT)];
    for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith(TYPED))) {
      const typed = JSON.parse(sessionStorage.getItem(key));
      const form = forms.find((one) => keyOf(one) === key);
      const list = key === `${TYPED}${location.pathname}together/` ? document.getElementById("changelist-form") : null;
      if (loggedIn && (form || list)) { offerTyped(key, form || list, typed); continue; }
      sessionStorage.removeItem(key);
      if (form && key === asked) putBack(form, typed);
      if (key !== `${verbs}${refused}/`) continue;
      if (form) putBack(form, typed);
      else showTyped(typed);
    }
    sessionStorage.removeItem(LOGGED_IN);
    sessionStorage.removeItem(ASKED);
    // Loaded again it is a page like any other.
    if (refused) history.replaceState(null, "", location.pathname);
  }

  // A menu near the edge of the screen opens to where there is room.
  function keepInSight(event) {
    const menu = event.target;
    if (!menu.matches?.("details.filter, details.verb") || !menu.open) return;
    for (const box of menu.querySelectorAll(":scope > :not(summary)")) {
      box.style.left = "";
      const { left, right } = box.getBoundingClientRect();
      const over = Math.min(right - document.documentElement.clientWidth + 8, left - 8);
      if (over > 0) box.style.left = `${-over}px`;
    }
  }

  document.addEventListener("DOMContentLoaded", lookForTyped);
  document.addEventListener("submit", keepTyped);
  document.addEventListener("click", closeMenus);
  document.addEventListener("toggle", keepInSight, true);
  document.addEventListener("keydown", closeMenus);
  document.addEventListener("DOMContentLoaded", function () {
    nameSearchFields();
    makeButtons();
    new MutationObserver(nameSearchFields).observe(document.body, { childList: true, subtree: true });
  });
})();
