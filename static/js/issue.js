/* The order: drag a piece, or move it with its arrows or its section box. What is sent are the fields. */

const form = document.querySelector("[data-issue]");
const status = form?.querySelector("[data-issue-status]");
const parts = form ? [...form.querySelectorAll("[data-part]")] : [];
const rows = () => [...form.querySelectorAll("[data-row]")];

/** Fields follow the place a row stands in. */
function settle(row) {
  for (const part of parts) {
    let place = 1;
    for (const each of part.querySelectorAll("[data-row]")) {
      each.querySelector("[data-section]").value = part.dataset.part;
      each.querySelector(".issue-place").value = place++;
    }
  }
  const place = row.querySelector(".issue-place").value;
  const title = row.querySelector(".issue-words a").textContent;
  status.textContent = `《${title}》现在是“${row.closest("[data-part]").dataset.part}”第 ${place} 篇，保存后生效`;
  form.classList.add("issue-changed");
}

/** One place up or down; past the end of a section into the next one. */
function move(row, step) {
  const all = [...row.parentElement.children];
  const other = all[all.indexOf(row) + step];
  if (other) {
    if (step < 0) other.before(row);
    else other.after(row);
  } else {
    const next = parts[parts.indexOf(row.closest("[data-part]")) + step];
    if (!next) return;
    const list = next.querySelector(".issue-list");
    if (step < 0) list.append(row);
    else list.prepend(row);
  }
  settle(row);
}

for (const row of form ? rows() : []) {
  for (const [selector, step] of [["[data-up]", -1], ["[data-down]", 1]]) {
    row.querySelector(selector).addEventListener("click", (event) => {
      move(row, step);
      event.currentTarget.focus();
    });
  }
  row.querySelector("[data-section]").addEventListener("change", (event) => {
    const part = parts.find((each) => each.dataset.part === event.target.value);
    part.querySelector(".issue-list").append(row);
    settle(row);
    event.target.focus();
  });
}

for (const list of form?.querySelectorAll(".issue-list") ?? []) {
  window.Sortable?.create(list, {
    group: "issue",
    handle: ".issue-grip",
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    onEnd: (event) => settle(event.item),
  });
}
