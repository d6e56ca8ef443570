/* Order of a list of number fields: drag a row, or move it with its buttons. The numbers are what is sent. */

for (const box of document.querySelectorAll("[data-order]")) {
  const list = box.querySelector(".order-list");
  const status = box.querySelector("[data-order-status]");
  const rows = () => [...list.querySelectorAll("[data-order-row]")];
  const field = (row) => row.querySelector("input");
  const name = (row) => row.querySelector("label").lastChild.textContent.trim();
  let dragged = null;

  /** Rows with a number keep having one (1, 2, 3 …); rows without stay out. */
  const renumber = (moved) => {
    let next = 1;
    for (const row of rows()) {
      if (field(row).value !== "" || row === moved) field(row).value = next++;
    }
    if (moved) status.textContent = `${name(moved)} 现在是第 ${field(moved).value} 位`;
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
    row.draggable = true;
    for (const [selector, step] of [["[data-order-up]", -1], ["[data-order-down]", 1]]) {
      row.querySelector(selector).addEventListener("click", (event) => {
        move(row, step);
        event.currentTarget.focus();
      });
    }
    field(row).addEventListener("pointerenter", () => { row.draggable = false; });
    field(row).addEventListener("pointerleave", () => { row.draggable = true; });
    row.addEventListener("dragstart", (event) => {
      dragged = row;
      row.classList.add("dragging");
      event.dataTransfer.effectAllowed = "move";
    });
    row.addEventListener("dragend", () => {
      row.classList.remove("dragging");
      for (const each of rows()) each.classList.remove("over");
      dragged = null;
    });
    row.addEventListener("dragover", (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      row.classList.add("over");
    });
    row.addEventListener("dragleave", () => row.classList.remove("over"));
    row.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!dragged || dragged === row) return;
      const all = rows();
      if (all.indexOf(dragged) < all.indexOf(row)) row.after(dragged);
      else row.before(dragged);
      renumber(dragged);
    });
  }
}
