// The rich-text editor (django-prose-editor), made at home: Chinese words, names for screen readers, strict CSP.
//
// How to use it on a page:
//   forms.py     widget = ProseEditorWidget(config={"extensions": {…}}, preset="configurable")
//                (keep the list of extensions and the server's sanitiser in one place), helper.include_media = False
//   template     {% load prose %} and, in {% block head %}, {% prose_media form %} (brings this file, the import map
//                and the editor, each with the page's nonce)
//   reading      <div class="prose">{{ html }}</div>, an article's body <article class="prose">
// Drafts (<form data-draft="…">) work as for any other field. Without a script the field is a plain textarea.
// A classic deferred script: it must run after drafts.js and before the editor's modules.
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
  const ICONS = {
    format_bold: "加粗", format_italic: "斜体", format_underlined: "下划线", format_strikethrough: "删除线", strikethrough_s: "删除线",
    format_list_bulleted: "项目列表", format_list_numbered: "编号列表", tune: "列表属性", format_quote: "引用", horizontal_rule: "分隔线",
    insert_link: "链接", link: "链接", link_off: "移除链接", undo: "撤销", redo: "重做", code: "HTML", subscript: "下标", superscript: "上标",
    title: "标题", notes: "正文", format_paragraph: "正文", grid_on: "插入表格", table: "插入表格", settings: "表格属性", fullscreen: "全屏", fullscreen_exit: "退出全屏",
    add_column_after: "右侧加列", add_row_below: "下方加行", delete: "删除", image: "图片", format_clear: "清除格式",
  };
  const gettext = window.gettext ?? ((text) => text);
  window.gettext = (text) => WORDS[text] ?? gettext(text);

  // The editor would inject its basic style unless one is there; ours lives in portal.css.
  const style = document.createElement("style");
  style.setAttribute("data-tiptap-style", "");
  style.nonce = document.querySelector('meta[name="csp-nonce"]')?.content ?? "";
  document.head.append(style);

  function name(button) {
    const icon = button.textContent.trim();
    const words = ICONS[icon] ?? (button.title ? window.gettext(button.title) : "");
    const level = button.dataset.level;
    if (!words) return;
    button.title = level ? `${words} ${level}` : words;
    button.setAttribute("aria-label", button.title);
  }

  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    const label = textarea.labels?.[0];
    const dom = editor.view.dom;
    dom.setAttribute("role", "textbox");
    dom.setAttribute("aria-multiline", "true");
    dom.setAttribute("aria-label", label?.textContent.replace("*", "").trim() || "正文");
    if (textarea.getAttribute("aria-describedby")) dom.setAttribute("aria-describedby", textarea.getAttribute("aria-describedby"));
    if (textarea.getAttribute("aria-invalid")) dom.setAttribute("aria-invalid", "true");
    label?.addEventListener("click", () => editor.commands.focus());
    const frame = dom.closest(".prose-editor");
    const names = () => frame.querySelectorAll(".prose-menubar__button").forEach(name);
    names();
    frame.querySelector(".prose-menubar")?.setAttribute("role", "toolbar");
    frame.querySelector(".prose-menubar")?.setAttribute("aria-label", "文字格式");
  });
})();
