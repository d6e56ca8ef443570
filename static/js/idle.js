// A session that nobody uses ends; nothing typed is lost by it.
//
// <body data-idle="1800"> says after how many seconds. Two minutes before, a bar offers 继续. Typing and scrolling
// keep the session alive: one small request in five minutes, and only after somebody did something. When it ends,
// the text of every form stays in this browser (drafts.js keeps its forms for good, this module the others until
// the tab is closed) and the way back leads to the same page.
const body = document.body;
const limit = Number(body.dataset.idle) * 1000;
const WARN = 2 * 60 * 1000;
const AGAIN = 5 * 60 * 1000;
const KEY = `idle:${body.dataset.user}:${location.pathname}`;
const SHARED = `told:${body.dataset.user}`; // another tab of the same person keeps this one alive
let told = Date.now();
let acted = false;
let bar = null;

function texts() {
  const fields = [...document.querySelectorAll("main form[method=post] textarea, main form[method=post] input")];
  return fields.filter((field) => field.name && field.type !== "hidden" && field.type !== "password" && field.type !== "file" && !field.closest("[data-draft]") && !["checkbox", "radio", "submit"].includes(field.type));
}

function keep() {
  const kept = texts().filter((field) => field.value && field.value !== field.defaultValue).map((field) => [field.name, field.value]);
  try {
    if (kept.length) sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Storage full or forbidden: as it would be without.
  }
}

function restore() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
    for (const [name, value] of kept ?? []) {
      const field = texts().find((candidate) => candidate.name === name && candidate.value === candidate.defaultValue);
      if (field) field.value = value;
    }
  } catch {
    // Nothing kept.
  }
}

async function tell() {
  const token = JSON.parse(body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"];
  const answer = await fetch(body.dataset.seen, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" });
  if (answer.status !== 204) throw new Error("signed out");
  now();
  acted = false;
}

function now() {
  told = Date.now();
  try {
    localStorage.setItem(SHARED, String(told));
  } catch {
    // This tab alone then.
  }
}

function warn() {
  if (bar) return;
  bar = document.createElement("div");
  bar.className = "notice notice-warning idle-bar";
  bar.setAttribute("role", "alert");
  const words = document.createElement("span");
  words.textContent = "您长时间没有操作，两分钟后将退出登录。已填写的内容会保留在本浏览器中。";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-primary";
  button.textContent = "继续使用";
  button.addEventListener("click", () => tell().catch(leave));
  bar.append(words, button);
  document.getElementById("main").prepend(bar);
}

function leave() {
  keep();
  location.reload();
}

function look() {
  try {
    told = Math.max(told, Number(localStorage.getItem(SHARED)));
  } catch {
    // This tab alone then.
  }
  const idle = Date.now() - told;
  if (bar && idle < limit - WARN) {
    bar.remove();
    bar = null;
  }
  if (acted && idle > AGAIN) tell().catch(() => {});
  else if (idle > limit + 1000) leave();
  else if (idle > limit - WARN) warn();
}

if (limit) {
  now();
  restore();
  for (const kind of ["keydown", "input", "scroll"]) addEventListener(kind, () => (acted = true), { passive: true });
  addEventListener("htmx:afterRequest", now);
  setInterval(look, 5000);
}
