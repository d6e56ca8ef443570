// What was typed is never lost.
//
// <form method="post" data-draft="activities.log"> keeps its fields in this browser, per signed-in person
// (<body data-user>), and fills them in again after a closed tab, an expired sign-in or a failed submit, with a
// visible notice and a 清除 button. Edit forms name their object: data-draft="activities.edit:12".
// The draft goes when a page after the submit says it worked: any success message of django.contrib.messages
// (components/messages.html marks it data-draft-done), or an element with data-draft-done="that key".
// Hidden fields, passwords and files are never kept.
//
// A classic deferred script, not a module: it must run before the rich-text editor's modules, whose import map
// has to come before the first module of the page.
(() => {
  const user = document.body.dataset.user;
  const PENDING = "draft-pending";
  const KEPT_FOR = 30 * 24 * 3600 * 1000;
  const SOON = 300;
  const keyOf = (form) => `draft:${user}:${form.dataset.draft}`;

  function read(key) {
    try {
      const draft = JSON.parse(localStorage.getItem(key));
      return draft && Date.now() - draft.at < KEPT_FOR ? draft : null;
    } catch {
      return null;
    }
  }

  function write(store, key, value) {
    try {
      if (value === null) store.removeItem(key);
      else store.setItem(key, value);
    } catch {
      // Storage full or forbidden: the form works as it would without drafts.
    }
  }

  function fields(form) {
    return [...form.elements].filter(
      (field) => field.name && !["hidden", "password", "file", "submit", "button", "reset"].includes(field.type) && !field.closest("[data-draft-skip]"),
    );
  }

  function values(form) {
    const found = {};
    for (const field of fields(form)) {
      found[field.name] ??= [];
      if (field.type === "checkbox" || field.type === "radio") {
        if (field.checked) found[field.name].push(field.value);
      } else if (field.tagName === "SELECT") {
        for (const option of field.selectedOptions) found[field.name].push([option.value, option.textContent]);
      } else found[field.name].push(field.value);
    }
    return found;
  }

  function fill(form, kept) {
    const turn = {};
    for (const field of fields(form)) {
      const mine = kept[field.name];
      if (!mine) continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = mine.includes(field.value);
      else if (field.tagName === "SELECT") {
        for (const [value, label] of mine) {
          // Options a remote search found are not on a fresh page.
          if (value && ![...field.options].some((option) => option.value === value)) field.add(new Option(label, value));
        }
        for (const option of field.options) option.selected = mine.some(([value]) => value === option.value);
      } else {
        const index = (turn[field.name] = (turn[field.name] ?? -1) + 1);
        if (mine[index] !== undefined) field.value = mine[index];
      }
    }
  }

  function notice(form, draft, clear) {
    const box = document.createElement("div");
    box.className = "notice notice-warning draft-notice";
    box.setAttribute("role", "status");
    const words = document.createElement("span");
    const when = new Date(draft.at).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
    words.textContent = `已恢复您 ${when} 填写、尚未提交的内容。`;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    button.textContent = "清除";
    button.addEventListener("click", clear);
    box.append(words, button);
    form.before(box);
  }

  function keep(form) {
    const key = keyOf(form);
    let timer;
    let dirty = false;
    const fresh = JSON.stringify(values(form));
    const draft = read(key);
    if (draft && JSON.stringify(draft.values) !== fresh) {
      fill(form, draft.values);
      notice(form, draft, () => {
        write(localStorage, key, null);
        dirty = false;
        location.reload();
      });
    }

    const save = () => {
      clearTimeout(timer);
      timer = undefined;
      if (dirty) write(localStorage, key, JSON.stringify({ at: Date.now(), values: values(form) }));
    };
    const soon = () => {
      dirty = true;
      timer ??= setTimeout(save, SOON); // also while somebody types without a pause
    };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("submit", () => {
      save();
      dirty = false;
      write(sessionStorage, PENDING, key);
    });
    addEventListener("pagehide", save);
    document.addEventListener("visibilitychange", save); // a phone may end a hidden page without a word
  }

  const done = document.querySelector("[data-draft-done]");
  if (done) {
    const pending = sessionStorage.getItem(PENDING);
    if (pending) write(localStorage, pending, null);
    if (done.dataset.draftDone) write(localStorage, `draft:${user}:${done.dataset.draftDone}`, null);
  }
  write(sessionStorage, PENDING, null);
  if (user) document.querySelectorAll("form[data-draft]").forEach(keep);
})();
