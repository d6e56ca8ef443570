/* Order of a list of number fields: drag a row (mouse or finger), or move it with its buttons. The numbers are what is sent. */

for (const box of document.querySelectorAll("[data-order]")) {
  const rows = () => [...box.querySelectorAll("[data-order-row]")];
  const list = rows()[0]?.parentElement;
  const status = box.querySelector("[data-order-status]");
  const field = (row) => row.querySelector("input");
  const name = (row) => row.querySelector("label").lastChild.textContent.trim();

  /** Rows with a number keep having one (1, 2, 3 …); rows without stay out. */
  const renumber = (moved) => {
    let next = 1;
    for (const row of rows()) {
      if (field(row).value !== "" || row === moved) field(row).value = next++;
    }
    if (status) status.textContent = `${name(moved)} 现在是第 ${field(moved).value} 位`;
  };

  const move = (row, step) => {
    const all = rows();
    const other = all[all.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    renumber(row);
  };

  for (const row of rows()) {
    for (const [selector, step] of [["[data-order-up]", -1], ["[data-order-down]", 1]]) {
      row.querySelector(selector)?.addEventListener("click", (event) => {
        const button = event.currentTarget;
        move(row, step);
        button.focus();
      });
    }
  }

  if (list) {
    window.Sortable?.create(list, {
      draggable: "[data-order-row]",
      filter: "input, button",
      preventOnFilter: false,
      delay: 150,
      delayOnTouchOnly: true,
      animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      ghostClass: "dragging",
      onEnd: (event) => { if (event.oldIndex !== event.newIndex) renumber(event.item); },
    });
  }
}
