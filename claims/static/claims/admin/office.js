// Small help for the admin's pages: names for fields that scripts add, menus that close,
// and typed text that survives an expired log-in.
"use strict";

(function () {
  const LOGGED_IN = "claimtracker.logged-in";
  const TYPED = "claimtracker.typed:";

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
      typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "version");
  }

  // What is posted is kept until some page other than the log-in page answers.
  function keepTyped(event) {
    const form = event.target;
    if (!form.matches("#content-main form[id$=_form]")) return;
    sessionStorage.setItem(TYPED + location.pathname, JSON.stringify(typedIn(form)));
  }

  function putBack(form, typed) {
    for (const [name, value] of typed) {
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === "checkbox" || field.type === "radio") field.checked = field.value === value;
        else if (field.tagName !== "SELECT" || [...field.options].some((o) => o.value === value)) field.value = value;
      }
    }
  }

  function offerTyped(key, typed) {
    const form = document.querySelector("#content-main form[id$=_form]");
    if (!form) return;
    const offer = document.createElement("p");
    offer.className = "kept";
    offer.setAttribute("role", "status");
    offer.append("You were logged out before this was saved. What you had typed is kept. ");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-main";
    button.textContent = "Put it back";
    button.addEventListener("click", function () {
      putBack(form, typed);
      sessionStorage.removeItem(key);
      offer.remove();
    });
    offer.append(button);
    form.before(offer);
  }

  function lookForTyped() {
    if (document.getElementById("login-form")) {
      sessionStorage.setItem(LOGGED_IN, "1");
      return;
    }
    const key = TYPED + location.pathname;
    const typed = sessionStorage.getItem(key);
    if (sessionStorage.getItem(LOGGED_IN) && typed) {
      offerTyped(key, JSON.parse(typed));
    } else {
      for (const name of Object.keys(sessionStorage)) {
        if (name.startsWith(TYPED)) sessionStorage.removeItem(name);
      }
    }
    sessionStorage.removeItem(LOGGED_IN);
  }

  document.addEventListener("DOMContentLoaded", lookForTyped);
  document.addEventListener("submit", keepTyped);
  document.addEventListener("click", closeMenus);
  document.addEventListener("keydown", closeMenus);
  document.addEventListener("DOMContentLoaded", function () {
    nameSearchFields();
    new MutationObserver(nameSearchFields).observe(document.body, { childList: true, subtree: true });
  });
})();
