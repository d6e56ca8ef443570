/* A remark's quotation is what is selected in the text, with the words just before it. */

const form = document.querySelector("[data-passage]");
const text = document.querySelector(".sheet article.prose");
const quote = form?.querySelector("[data-quote]");
const before = form?.querySelector("[data-before]");

function selected() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  return text?.contains(range.commonAncestorContainer) ? range : null;
}

// A picture is quoted by what it shows, as the server reads it.
function words(range) {
  const part = range.cloneContents();
  for (const image of part.querySelectorAll("img")) image.replaceWith(`【图片：${image.alt}】`);
  return part.textContent;
}

function take() {
  const range = selected();
  if (!range) return;
  const lead = document.createRange();
  lead.setStart(text, 0);
  lead.setEnd(range.startContainer, range.startOffset);
  quote.value = words(range).replace(/\s+/g, " ").trim().slice(0, 300);
  before.value = words(lead).replace(/\s+/g, "").slice(-20);
}

if (form && text) {
  const button = form.querySelector("[data-take]");
  // The button must not take the selection away before it is read.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    take();
    form.querySelector("[name$=note]").focus();
  });
  document.addEventListener("selectionchange", () => {
    button.disabled = !selected();
  });
  quote.addEventListener("input", () => {
    before.value = "";
  });
  button.disabled = true;
}
