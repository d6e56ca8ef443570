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

// A table wider than its frame scrolls within it: by keyboard too, when it holds nothing to tab to.
function reachable() {
  for (const frame of document.querySelectorAll(".rows, .table-responsive")) {
    const scrolls = frame.scrollWidth > frame.clientWidth;
    if (scrolls && !frame.querySelector("a, button, input, select")) {
      frame.tabIndex = 0;
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", frame.querySelector("caption")?.textContent.trim() || "表格，可左右滚动");
    } else if (frame.getAttribute("role") === "region") {
      frame.removeAttribute("tabindex");
      frame.removeAttribute("role");
      frame.removeAttribute("aria-label");
    }
  }
}

reachable();
addEventListener("resize", reachable);
document.addEventListener("htmx:afterSettle", reachable);

document.querySelector("[data-focus]")?.focus();
