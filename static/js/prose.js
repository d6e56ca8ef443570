// The rich-text editor (django-prose-editor), made at home: Chinese words, names for screen readers, strict CSP.
//
// How to use it on a page:
//   forms.py     widget = ProseEditorWidget(config={"extensions": {…}}, preset="configurable")
//                (keep the list of extensions and the server's sanitiser in one place), helper.include_media = False
//   template     {% load prose %} and, in {% block head %}, {% prose_media %} (brings this file and the import map,
//                each with the page's nonce)
//   reading      <div class="prose">{{ html }}</div>, an article's body <article class="prose">
// Drafts (<form data-draft="…">) work as for any other field. Without a script the field is a plain textarea, and
// until the editor is here: 175 kB come when the page is touched for the first time, or at once for a text to show.
// A classic deferred script: it must run after drafts.js.
(() => {
  const WORDS = {
    "Update": "更新", "Cancel": "取消", "Insert": "插入", "Title": "标题", "URL": "网址", "Open in new window": "在新窗口打开",
    "Edit Link": "编辑链接", "Edit HTML": "编辑 HTML", "Prettify": "整理格式", "Toggle fullscreen": "全屏",
    "Insert Table": "插入表格", "Table Properties": "表格属性", "Rows": "行数", "Columns": "列数", "Include header row": "包含表头",
    "Caption": "说明", "Add caption": "添加说明", "Remove caption": "移除说明", "Insert Figure": "插入图片", "Edit Figure": "编辑图片",
    "Edit Image": "编辑图片", "Image URL": "图片网址", "Alternative Text": "替代文字", "Browse...": "浏览…",
    "List properties": "列表属性", "List type": "列表样式", "Start at": "起始编号", "Bullets": "项目符号", "Decimal numbers": "1. 2. 3.",
    "Lowercase letters": "a. b. c.", "Uppercase letters": "A. B. C.", "Lowercase Roman numerals": "i. ii. iii.", "Uppercase Roman numerals": "I. II. III.",
  };
  const BUTTONS = {
    "paragraph": "正文", "heading": "标题", "unordered list": "项目列表", "ordered list": "编号列表", "list properties": "列表属性", "blockquote": "引用",
    "bold": "加粗", "italic": "斜体", "underline": "下划线", "strike": "删除线", "strikethrough": "删除线", "subscript": "下标", "superscript": "上标",
    "insert link": "链接", "remove link": "移除链接", "horizontal rule": "分隔线", "undo": "撤销", "redo": "重做", "edit html": "编辑 HTML",
    "insert table": "插入表格", "add column": "加列", "delete column": "删列", "add row": "加行", "delete row": "删行", "merge cells": "合并单元格",
    "split cell": "拆分单元格", "toggle header cell": "切换表头", "delete table": "删除表格", "toggle fullscreen": "全屏", "fullscreen": "全屏",
  };
  const sprite = document.currentScript.dataset.icons;
  const ICONS = {
    "notes": icon("paragraph"), "title2": icon("type-h2"), "title3": icon("type-h3"), "format_list_bulleted": icon("list-ul"),
    "format_list_numbered": icon("list-ol"), "tune": icon("sliders"), "format_quote": icon("quote"), "format_bold": icon("type-bold"),
    "format_italic": icon("type-italic"), "format_underline": icon("type-underline"), "format_strikethrough": icon("type-strikethrough"),
    "subscript": icon("subscript"), "superscript": icon("superscript"), "insert_link": icon("link-45deg"), "link_off": icon("x-lg"),
    "horizontal_rule": icon("hr"), "image": icon("image"), "grid_on": icon("table"), "call_merge": icon("arrows-collapse-vertical"),
    "call_split": icon("arrows-expand-vertical"), "undo": icon("arrow-counterclockwise"), "redo": icon("arrow-clockwise"),
  };
  const gettext = window.gettext ?? ((text) => text);
  window.gettext = (text) => WORDS[text] ?? gettext(text);

  // The editor would inject its basic style unless one is there; ours lives in portal.css.
  const style = document.createElement("style");
  style.setAttribute("data-tiptap-style", "");
  style.nonce = document.querySelector('meta[name="csp-nonce"]')?.content ?? "";
  document.head.append(style);

  // Headings that the editor does not make become the nearest that it makes, as the server reads them too.
  function headings(html) {
    return html.replace(/(<\/?)h([1456])(?=[\s>])/gi, (_, start, level) => `${start}h${level === "1" ? 2 : 3}`);
  }

  // `manage.py icons` looks for these calls and draws what they name.
  function icon(name) {
    return `${sprite}#${name}`;
  }

  // The editor writes the names of a font's signs; ours are drawn.
  function draw(button, address) {
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    picture.setAttribute("class", "icon");
    picture.setAttribute("aria-hidden", "true");
    use.setAttribute("href", address);
    picture.append(use);
    button.replaceChildren(picture);
    button.classList.remove("material-icons", "prose-menubar__button--heading");
  }

  function name(button) {
    const address = ICONS[button.textContent + (button.dataset.level ?? "")];
    if (address) draw(button, address);
    const [, title, level] = /^(.*?)\s*(\d?)$/.exec(button.title.toLowerCase());
    const words = BUTTONS[title];
    if (!words) return;
    button.title = words + level;
    button.setAttribute("aria-label", button.title);
  }

  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    const label = textarea.labels?.[0];
    const dom = editor.view.dom;
    const own = editor.options.editorProps;
    const transformPastedHTML = (html) => headings(own.transformPastedHTML?.(html) ?? window.portalPaste(html));
    editor.setOptions({ editorProps: { ...own, transformPastedHTML } });
    dom.setAttribute("role", "textbox");
    dom.setAttribute("aria-multiline", "true");
    dom.setAttribute("aria-label", label?.textContent.replace("*", "").trim() || "正文");
    if (textarea.getAttribute("aria-describedby")) dom.setAttribute("aria-describedby", textarea.getAttribute("aria-describedby"));
    if (textarea.getAttribute("aria-invalid")) dom.setAttribute("aria-invalid", "true");
    label?.addEventListener("click", () => editor.commands.focus());
    if (textarea === focused) editor.commands.focus("end");
    const frame = dom.closest(".prose-editor");
    setTimeout(() => { // the menu is drawn once the editor stands
      frame.querySelectorAll(".prose-menubar__button").forEach(name);
      for (const bar of frame.querySelectorAll(".prose-menubar")) {
        bar.setAttribute("role", "toolbar");
        bar.setAttribute("aria-label", "文字格式");
      }
    });
  });

  const fields = [...document.querySelectorAll("textarea[data-django-prose-editor-configurable]")];
  const SIGNS = ["pointermove", "pointerdown", "keydown", "focusin", "scroll"];
  let focused = null;
  let composing = false;
  addEventListener("compositionstart", () => { composing = true; }, true);
  addEventListener("compositionend", () => { composing = false; }, true);

  function fetched(address) {
    return new Promise((resolve, reject) => {
      document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: address, onload: resolve, onerror: reject }));
    });
  }

  // What was typed into the plain field meanwhile: its lines are paragraphs.
  function paragraphs(text) {
    if (!text || /<[a-z/!]/i.test(text)) return text;
    const line = document.createElement("p");
    return text.split("\n").map((words) => { line.textContent = words; return line.outerHTML; }).join("");
  }

  async function bring() {
    for (const sign of SIGNS) removeEventListener(sign, bring, true);
    try {
      const { imports } = JSON.parse(document.querySelector("script[type=importmap]").textContent);
      await Promise.all([import("django-prose-editor/editor"), fetched(imports["django-prose-editor/configurable"])]);
      if (composing) await new Promise((resolve) => { addEventListener("compositionend", () => setTimeout(resolve), { once: true }); });
      focused = document.activeElement;
      for (const field of fields) field.value = paragraphs(field.value);
      await import("django-prose-editor/configurable");
    } catch {
      wait(); // no network just now: the plain field works, the next sign asks again
    }
  }

  function wait() {
    for (const sign of SIGNS) addEventListener(sign, bring, { capture: true, passive: true });
  }

  if (fields.some((field) => field.value)) bring();
  else wait();
})();
