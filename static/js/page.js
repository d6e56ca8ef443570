// The frame's own behaviour: the folding menu, menus that close, the error summary that is read first.
const toggle = document.querySelector(".menu-toggle");
const menu = document.getElementById("site-menu");

toggle?.addEventListener("click", () => {
  const open = menu.classList.toggle("open");
  toggle.setAttribute("aria-expanded", String(open));
});

const closing = "details.menu[open], details.confirm[open]";

document.addEventListener("click", (event) => {
  for (const details of document.querySelectorAll(closing)) {
    if (!details.contains(event.target)) details.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const details = event.target.closest?.(closing);
  if (!details) return;
  details.open = false;
  details.querySelector("summary").focus();
});

document.querySelector("[data-focus]")?.focus();
