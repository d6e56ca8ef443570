// One click, one submission: while a POST is under way its form can't be sent again.
// The server keeps the promise by itself (the hidden `submission` field); this spares the person the doubt.
const AGAIN_AFTER = 8000; // a download leaves the page as it is: the button comes back

function release(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll("button[data-label]")) {
    button.removeAttribute("aria-disabled");
    button.textContent = button.dataset.label;
    delete button.dataset.label;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("method")?.toLowerCase() !== "post" || form.hasAttribute("hx-post")) return;
  if ("sending" in form.dataset) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented) return;
  form.dataset.sending = "";
  const button = event.submitter;
  if (button?.tagName === "BUTTON" && !button.children.length) {
    button.dataset.label = button.textContent;
    button.setAttribute("aria-disabled", "true");
    button.textContent = "正在提交…";
  }
  setTimeout(() => release(form), AGAIN_AFTER);
});

// Coming back by the browser's history shows the page as it was left.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));
