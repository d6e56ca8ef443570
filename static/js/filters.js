// On a phone a long filter row shows its first two fields; the rest unfold. (The stylesheet hides them at once, so nothing jumps.)
for (const form of document.querySelectorAll("form.filters")) {
  const fields = [...form.children].filter((child) => child.querySelector("label"));
  if (fields.length < 4) continue;
  const hidden = fields.slice(2);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-quiet filters-more";
  const show = (open) => {
    form.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "收起筛选" : "更多筛选";
  };
  button.addEventListener("click", () => show(!form.classList.contains("open")));
  fields[1].after(button);
  const asked = new URLSearchParams(location.search);
  show(hidden.some((box) => [...box.querySelectorAll("[name]")].some((field) => asked.get(field.name))));
}
