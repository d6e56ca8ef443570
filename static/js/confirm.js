// components/confirm.html asks without a script too; here it also gets a way back and the focus.
function enhance(root) {
  for (const panel of root.querySelectorAll("details.confirm > .confirm-panel:not([data-ready])")) {
    panel.dataset.ready = "";
    const details = panel.parentElement;
    const cancel = document.createElement("button");
    cancel.type = "button";
    cancel.className = "btn btn-quiet";
    cancel.textContent = "取消";
    cancel.addEventListener("click", () => {
      details.open = false;
      details.querySelector("summary").focus();
    });
    panel.append(" ", cancel);
    details.addEventListener("toggle", () => {
      if (details.open) panel.querySelector("button[type=submit]").focus();
    });
  }
}

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.target));
