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
  const BUTTONS = {
    "paragraph": "正文", "heading": "标题", "unordered list": "项目列表", "ordered list": "编号列表", "list properties": "列表属性", "blockquote": "引用",
    "bold": "加粗", "italic": "斜体", "underline": "下划线", "strike": "删除线", "strikethrough": "删除线", "subscript": "下标", "superscript": "上标",
    "insert link": "链接", "remove link": "移除链接", "horizontal rule": "分隔线", "undo": "撤销", "redo": "重做", "edit html": "编辑 HTML",
    "insert table": "插入表格", "add column": "加列", "delete column": "删列", "add row": "加行", "delete row": "删行", "merge cells": "合并单元格",
    "split cell": "拆分单元格", "toggle header cell": "切换表头", "delete table": "删除表格", "toggle fullscreen": "全屏", "fullscreen": "全屏",
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

  function name(button) {
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
    const frame = dom.closest(".prose-editor");
    setTimeout(() => { // the menu is drawn once the editor stands
      frame.querySelectorAll(".prose-menubar__button").forEach(name);
      for (const bar of frame.querySelectorAll(".prose-menubar")) {
        bar.setAttribute("role", "toolbar");
        bar.setAttribute("aria-label", "文字格式");
      }
    });
  });
})();
