// Search as you type over a <select>, by keyboard or mouse.
//
// <select data-picker> filters its own options; data-picker-url="/…/" asks the server (?q=…) and expects
// {"results": [{"value": "12", "text": "江苏省税务局机关党委", "detail": "江苏"}]} (detail may be missing).
// Without a script it stays the select it is. `multiple` is honoured.
const named = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
const source = named("picker-script");
let loading;

function arrived(element) {
  return new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
}

async function bring() {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: named("picker-style") });
  await Promise.all([arrived(style), arrived(Object.assign(document.createElement("script"), { src: source }))]);
  return window.TomSelect;
}

function library() {
  loading ??= bring();
  return loading;
}

async function search(url, query) {
  const address = new URL(url, location.href);
  address.searchParams.set("q", query);
  const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).results;
}

function line(data, escape) {
  return `<div>${escape(data.text)}${data.detail ? ` <span class="meta">${escape(data.detail)}</span>` : ""}</div>`;
}

function words(text) {
  return () => `<div class="no-results">${text}</div>`;
}

function start(TomSelect, select) {
  const url = select.dataset.pickerUrl;
  const label = select.labels?.[0]?.textContent.replace("*", "").trim();
  const picker = new TomSelect(select, {
    plugins: select.multiple ? { remove_button: { title: "移除" } } : {},
    maxOptions: 100,
    searchField: ["text", "detail"],
    placeholder: select.dataset.placeholder ?? "输入关键字查找",
    hidePlaceholder: true,
    ...(url && {
      load(query, found) {
        const asked = () => this.control_input.value.trim() === query.trim();
        search(url, query).then(
          (results) => {
            if (asked()) this.clearOptions(); // what is chosen stays
            found(asked() ? results : undefined);
            if (!this.control_input.value) this.close(false); // chosen meanwhile: don't cover the next field
          },
          () => found(),
        );
      },
      shouldLoad: (query) => query.length > 0,
      score: () => () => 1, // the server has searched already
    }),
    render: { option: line, item: line, no_results: words("没有找到"), loading: words("正在查找…"), not_loading: words("输入关键字查找") },
    onItemAdd() {
      clearTimeout(this.refreshTimeout); // a search still to begin would open the list again
      this.refreshTimeout = null;
      this.lastValue = "";
      this.setTextboxValue(""); // ready for the next one, and nothing lies over the field below
      this.close(false);
    },
    onChange: () => select.dispatchEvent(new Event("input", { bubbles: true })),
  });
  select.setAttribute("aria-hidden", "true"); // its place is taken by the picker's own field, which has the label
  if (label) {
    picker.control_input.setAttribute("aria-label", label);
    picker.dropdown_content.setAttribute("aria-label", `${label}的选项`);
  }
}

async function enhance(root) {
  const selects = [...root.querySelectorAll("select[data-picker]")].filter((select) => !select.tomselect);
  if (!selects.length || !source) return;
  const TomSelect = await library();
  for (const select of selects) if (!select.tomselect) start(TomSelect, select);
}

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.target));
