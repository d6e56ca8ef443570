// What Word and WPS neither show nor print is no text: taken out of a paste before the editor sees it.
//
// Reads the same marks as collab_portal/lib/word.py: hidden runs and paragraphs, comments with their anchors,
// codes of fields, deleted revisions. Marks of lists in picture faces become lists, numbers of notes are raised.
// prose.js and pictures.js call it; a classic deferred script that must run before them.
(() => {
  const HIDDEN = /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|mso-element\s*:\s*comment|mso-special-character\s*:\s*comment/i;
  const HIDDEN_CLASS = /\b(?:MsoCommentReference|MsoCommentText|msocom\w+|msoDel)\b/i;
  const FIELD = /mso-element\s*:\s*field-(begin|separator|end)/i;
  const RAISED = /vertical-align\s*:\s*(super|sub)\b|mso-text-raise\s*:\s*(-?)[0-9.]*[1-9]|mso-special-character\s*:\s*(?:foot|end)note/i;
  const NOTE_CLASS = /\bMso(?:Footnote|Endnote)Reference\b/i;
  const LEVEL = /mso-list\s*:[^;]{0,40}?\blevel([1-9])/i;
  const MARKER = /mso-list\s*:\s*ignore/i;
  const SYMBOLS = /font-family\s*:\s*["']?(?:Wingdings|Webdings|Symbol|ZapfDingbats|Marlett)/i;
  const BULLETS = "•·●○■□◆◇▪▫►▶➢➤✓✔❖§*-–—o";
  const CLASS = /^\s*(?:[a-z][\w-]*)?\.([\p{L}\p{N}_-]+)\s*$/iu;

  const SIGNS = {
    "wingdings":
      "!✎ \"✂ #✁ (☎ )✆ *✉ +✉ 6⌛ 7⌨ >✇ ?✍ A✌ E☜ F☞ G☝ H☟ J☺ L☹ N☠ O⚐ Q✈ R☼ T❄ V✞ X✠ Y✡ [☯ ]☸ ^♈ _♉ `♊ a♋ b♌ c♍" +
      " d♎ e♏ f♐ g♑ h♒ i♓ l● m❍ n■ o□ p□ q❑ r❒ s◆ t◆ u◆ v❖ w◆ x⌧ y⍓ z⌘ {❀ |✿ }❝ ~❞ \u0080⓪ \u0081① \u0082② \u0083③ \u0084④ \u0085⑤ \u0086⑥ \u0087⑦" +
      " \u0088⑧ \u0089⑨ \u008a⑩ \u008b⓿ \u008c❶ \u008d❷ \u008e❸ \u008f❹ \u0090❺ \u0091❻ \u0092❼ \u0093❽ \u0094❾ \u0095❿ \u009e· \u009f• \u00a0▪ ¡○ ¢○ £○ ¤◉ ¥◎ ¦○ §▪ ¨□ ª✦ «★ ¬✶ ®✹ ¯✵ ±⌖ µ✪ ¶✰" +
      " Õ⌫ Ö⌦ Ø➢ Ü➲ ß← à→ á↑ â↓ ã↖ ä↗ å↙ æ↘ ç← è→ é↑ ê↓ ë↖ ì↗ í↙ î↘ ï⇦ ð⇨ ñ⇧ ò⇩ ó⇔ ô⇕ ù▫ ú▫ û✗ ü✓ ý☒ þ☑",
    "wingdings 2":
      "#✁ %✂ '☎ O✗ P✓ Q☒ R☑ S☒ T☒ U⊗ V⊗ j⓪ k① l② m③ n④ o⑤ p⑥ q⑦ r⑧ s⑨ t⑩ \u0095• \u0096• \u0097● \u0098● \u0099◎ \u009a○ \u009d◉ \u009f▪ \u00a0▪ ¡■ ¢■ £□" +
      " ¤□ ¥□ ¦□ ®◆ ¯◆ °◆ ±◆ ²◇ êⓢ",
    "wingdings 3":
      "!→ \"↑ #↓ $↖ %↗ &↙ '↘ )← p▲ q▼ r△ s▽ t◀ u▶ v◁ w▷ |◀ }▶",
    "webdings":
      "a✓ c□ g■ n● r✗ 4▶ 3◀ 5▲ 6▼ H☺ Y♥ ~☎",
    "symbol":
      "AΑ BΒ CΧ DΔ EΕ FΦ GΓ HΗ IΙ KΚ LΛ MΜ NΝ OΟ PΠ QΘ RΡ SΣ TΤ UΥ WΩ XΞ YΨ ZΖ aα bβ cχ dδ eε fφ gγ hη iι kκ" +
      " lλ mμ nν oο pπ qθ rρ sσ tτ uυ wω xξ yψ zζ £≤ ¥∞ «↔ ¬← \u00ad↑ ®→ ¯↓ °° ±± ²″ ³≥ ´× µ∝ ¶∂ ·• ¸÷ ¹≠ º≡ »≈" +
      " ¼… Æ∅ Ç∩ È∪ Ì⊂ Î∈ Ð∠ Õ∏ Ö√ ×⋅ Û⇔ Ü⇐ Ý⇑ Þ⇒ ß⇓ á〈 å∑ ñ〉 ò∫ -− *∗ @≅ ~∼ \"∀ $∃",
  };
  const FACE = /(?:font-family\s*:\s*["']?|^\s*)(wingdings(?: [23])?|webdings|symbol)\b/i;
  const OTHER = "▪";

  const styleOf = (element) => element.getAttribute("style") ?? "";
  const classOf = (element) => element.getAttribute("class") ?? "";

  function hiddenClasses(page) {
    const found = new Set();
    for (const sheet of page.querySelectorAll("style")) {
      for (const rule of sheet.textContent.replace("<!--", "").replace(/\/\*[\s\S]*?\*\//g, "").split("}")) {
        const start = rule.lastIndexOf("{");
        if (start < 0 || !HIDDEN.test(rule.slice(start))) continue;
        const selectors = rule.slice(rule.slice(0, start).lastIndexOf("{") + 1, start);
        for (const selector of selectors.split(",")) {
          const name = CLASS.exec(selector)?.[1];
          if (name) found.add(name.toLowerCase());
        }
      }
    }
    return found;
  }

  function dropHidden(page) {
    const classes = hiddenClasses(page);
    const hidden = (element) =>
      element.hidden || HIDDEN.test(styleOf(element)) || HIDDEN_CLASS.test(classOf(element)) || [...element.classList].some((name) => classes.has(name.toLowerCase()));
    page.querySelectorAll("del, xml, script, style").forEach((element) => element.remove());
    page.body.querySelectorAll("*").forEach((element) => hidden(element) && element.remove());
  }

  // From its begin to its separator stands what a field is computed from; a code never ended ends with its paragraph.
  function dropCodes(page) {
    let open = [];
    let block = null;
    const codes = [];
    const all = page.createTreeWalker(page.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (all.nextNode()) {
      const node = all.currentNode;
      const around = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("p");
      if (around !== block) open = open.filter((inCode) => !inCode);
      block = around;
      if (node.nodeType === Node.TEXT_NODE) {
        if (open.includes(true)) codes.push(node);
        continue;
      }
      const mark = FIELD.exec(styleOf(node))?.[1].toLowerCase();
      if (mark === "begin") open.push(true);
      else if (mark === "separator" && open.length) open[open.length - 1] = false;
      else if (mark === "end") open.pop();
    }
    codes.forEach((text) => text.remove());
  }

  function raise(page) {
    for (const element of page.body.querySelectorAll("span, font")) {
      const style = RAISED.exec(styleOf(element));
      if (!style && !NOTE_CLASS.test(classOf(element))) continue;
      const name = style?.[1]?.toLowerCase() === "sub" || style?.[2] === "-" ? "sub" : "sup";
      if (element.closest(name)) continue;
      const raised = page.createElement(name);
      raised.append(...element.childNodes);
      element.replaceWith(raised);
    }
  }

  function isBullet(marker, paragraph) {
    for (let element = marker; element !== paragraph; element = element.parentElement) {
      if (SYMBOLS.test(styleOf(element))) return true;
    }
    return SYMBOLS.test(styleOf(paragraph)) || [...marker.querySelectorAll("*")].some((inside) => SYMBOLS.test(styleOf(inside))) || BULLETS.includes(marker.textContent.replace(/\s/g, "") || "?");
  }

  // What stands before, blank text left out.
  function before(element) {
    let node = element.previousSibling;
    while (node && node.nodeType !== Node.ELEMENT_NODE && (node.nodeType === Node.COMMENT_NODE || !node.textContent.trim())) node = node.previousSibling;
    return node;
  }

  function makeLists(page) {
    const levels = new Map();
    for (const marker of [...page.body.querySelectorAll("span, font")].filter((element) => MARKER.test(styleOf(element)))) {
      const paragraph = marker.closest("p, li, h1, h2, h3, h4, h5, h6");
      if (!paragraph || !isBullet(marker, paragraph)) continue;
      marker.remove();
      if (paragraph.localName === "p") levels.set(paragraph, Number(LEVEL.exec(styleOf(paragraph))?.[1] ?? 1));
    }
    let open = []; // lists that the next item may go on, with their levels
    let last = null;
    for (const [paragraph, level] of levels) {
      if (before(paragraph) !== open[0]?.list) open = [];
      while (open.length > 1 && open.at(-1).level > level) open.pop();
      if (!open.length || open.at(-1).level < level) {
        const list = page.createElement("ul");
        if (open.length) last.append(list);
        else paragraph.before(list);
        open.push({ list, level });
      }
      last = page.createElement("li");
      open.at(-1).list.append(last);
      last.append(paragraph);
    }
  }

  // Letters of picture faces as the signs they show, as collab_portal/lib/symbols.py has them.
  function showSigns(page) {
    const tables = Object.fromEntries(Object.entries(SIGNS).map(([face, pairs]) => [face, new Map(pairs.split(" ").map((pair) => [pair[0], pair.slice(1)]))]));
    const sign = (char, face) => {
      const code = char.codePointAt(0) & 0xfff;
      if (code < 0x21 || code === 0x7f) return char;
      const letter = String.fromCodePoint(code);
      return tables[face].get(letter) ?? (face === "symbol" && code < 0x7f ? letter : OTHER);
    };
    const all = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    while (all.nextNode()) {
      const node = all.currentNode;
      let face = "";
      for (let element = node.parentElement; element && !face; element = element.parentElement) {
        if (!["span", "font"].includes(element.localName)) continue;
        face = (FACE.exec(styleOf(element)) ?? FACE.exec(element.getAttribute("face") ?? ""))?.[1].toLowerCase() ?? "";
      }
      const letters = face ? /[\x21-\x7e\x80-\xff\uf021-\uf0ff]/g : /[\uf021-\uf0ff]/g;
      node.textContent = node.textContent.replace(letters, (char) => sign(char, face || "wingdings"));
    }
  }

  window.portalPaste = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    dropHidden(page);
    dropCodes(page);
    raise(page);
    makeLists(page);
    showSigns(page);
    return page.body.innerHTML;
  };
})();
