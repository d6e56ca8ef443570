// What Word and WPS neither show nor print is no text: taken out of a paste before the editor sees it.
//
// Reads the same marks as collab_portal/lib/word.py, looks.py and symbols.py: hidden runs, paragraphs and columns,
// comments with their anchors, codes of fields, deleted revisions. What only a style strikes out or raises gets tags
// of its own, signs of picture faces and formulas become characters, marks of lists become lists.
// prose.js and pictures.js call it; a classic deferred script that must run before them.
(() => {
  const HIDDEN = /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|mso-element\s*:\s*(?:comment|header|footer)|mso-special-character\s*:\s*comment|(?<![\w-])opacity\s*:\s*[0.]+%?\s*(?:[;!}]|$)/i;
  const HIDDEN_CLASS = /\b(?:MsoCommentReference|MsoCommentText|msocom\w+|msoDel)\b/i;
  const FIELD = /mso-element\s*:\s*field-(begin|separator|end)/i;
  const STRUCK = /text-decoration(?:-line)?\s*:[^;]{0,60}?line-through|text-line-through\s*:\s*(?!none)[a-z]/i;
  const NOTE = /mso-special-character\s*:\s*(?:foot|end)note/i;
  const NOTE_CLASS = /\bMso(?:Footnote|Endnote)Reference\b/i;
  const ALIGNED = /vertical-align\s*:\s*([a-z]+)/i;
  const LIFTED = /(?:mso-text-raise|vertical-align)\s*:\s*(-?)([0-9]{0,4}\.?[0-9]{1,4})\s*(pt|px|em|ex|%)/i;
  const MOVED = /(?<![\w-])top\s*:\s*(-?)([0-9]{0,4}\.?[0-9]{1,4})\s*(pt|px|em|ex|%)/i;
  const RELATIVE = /position\s*:\s*relative/i;
  const LEAST = { pt: 1.5, px: 2, em: 0.15, ex: 0.3, "%": 10 };
  const FAMILY = /(?<![\w-])font-family\s*:\s*([^;]{1,200})/i;
  const SYMBOL = /mso-symbol-font-family\s*:\s*([^;]{1,200})/i;
  const IS_SYMBOL = /mso-char-type\s*:\s*symbol/i;
  const SHORT = /(?<![\w-])font\s*:\s*([^;]{1,300})/i;
  const SHORT_FAMILY = /[0-9](?:pt|px|em|rem|%|cm|mm|in)(?:\/\S+)?\s+(.+)/i;
  const SIZE = /(?<![\w-])font-size\s*:\s*([0-9.]{1,8}|[a-z])/i;
  const COLOUR = /(?<![\w-])color\s*:\s*(?:(transparent\b|rgba\([^)]{0,40}[,\/]\s*0?\.?0+%?\s*\))|[a-z#])/i;
  const PAINTED = /background-clip\s*:\s*text|text-fill-color/i;
  const LEVEL = /mso-list\s*:[^;]{0,40}?\blevel([1-9])/i;
  const MARKER = /mso-list\s*:\s*ignore/i;
  const SYMBOLS = /font-family\s*:\s*["']?(?:Wingdings|Webdings|Symbol|ZapfDingbats|Marlett)/i;
  const BULLETS = "•·●○■□◆◇▪▫►▶➢➤✓✔❖§*-–—o";
  const CLASS = /^\s*(?:[a-z][\w-]*)?\.([\p{L}\p{N}_-]+)\s*$/iu;
  const BLOCKS = "p, div, td, th, tr, table, thead, tbody, tfoot, col, colgroup, caption, li, ul, ol, dl, dt, dd, img, h1, h2, h3, h4, h5, h6, blockquote, body, html, section, article, pre";
  const FACES = {
    "symbol": { 0x21: "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_", 0x60: "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼", 0xA1: "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑", 0xF1: "⟩∫" },
    "wingdings": { 0x21: "✏✂✁", 0x28: "☎✆✉✉", 0x36: "⌛", 0x3E: "✇✍", 0x41: "✌", 0x45: "☜☞☝☟", 0x4A: "☺", 0x4C: "☹", 0x4E: "☠", 0x51: "✈☼", 0x54: "❄", 0x56: "✞", 0x58: "✠✡☪☯", 0x5D: "☸♈♉♊♋♌♍♎♏♐♑♒♓", 0x6C: "●❍■□❐❑❒◆◆◆❖◆☒", 0x7A: "⌘", 0x80: "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x9E: "·•", 0xA1: "○○○◉◎○▪□", 0xAA: "✦★✶✴✹✵", 0xB1: "⌖", 0xB5: "✪✰", 0xD5: "⌫⌦", 0xD8: "➢", 0xDC: "➲", 0xDF: "←→↑↓↖↗↙↘←→↑↓↖↗↙↘⇦⇨⇧⇩⇔⇕", 0xFB: "✘✔☒☑" },
    "wingdings 2": { 0x4F: "✘✓☒☑☒☒", 0x69: "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0xA2: "■□" },
    "wingdings 3": { 0x66: "←→↑↓", 0x70: "▲▼△▽◀▶◁▷" },
    "webdings": { 0x33: "◀▶▲▼", 0x59: "♥", 0x61: "✔", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✘" },
    "zapfdingbats": { 0x21: "✁✂✃✄☎✆✇✈✉☛☞✌✍✎✏✐✑✒✓✔✕✖✗✘✙✚✛✜✝✞✟✠✡✢✣✤✥✦✧★✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿❀❁❂❃❄❅❆❇❈❉❊❋", 0x6C: "●❍■❏❐❑❒▲▼◆❖◗❘❙❚❛❜❝❞", 0xA1: "❡❢❣❤❥❦❧♣♦♥♠①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓➔→↔↕" },
    "marlett": {},
  };
  const MISSING = "〓";
  const LATIN = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ"; // from 0x80, as Windows has it

  const styleOf = (element) => element.getAttribute("style") ?? "";
  const classOf = (element) => element.getAttribute("class") ?? "";

  // Looks: null says nothing, so that it is as around it.
  const PLAIN = { hidden: false, struck: false, raised: "", face: "", unseen: false, clear: false };
  const SILENT = { hidden: false, struck: false, raised: null, face: null, unseen: null, clear: null };

  function over(below, above) {
    const look = { hidden: below.hidden || above.hidden, struck: below.struck || above.struck };
    for (const name of ["raised", "face", "unseen", "clear"]) look[name] = above[name] ?? below[name];
    return look;
  }

  function faceOf(families) {
    const first = families.split(",")[0].replace(/^[\s"']+|[\s"']+$/g, "").toLowerCase().replace(/^itc /, "").replace("zapf dingbats", "zapfdingbats");
    return Object.hasOwn(FACES, first) ? first : "";
  }

  function faceIn(style) {
    const symbol = IS_SYMBOL.test(style) && faceOf(SYMBOL.exec(style)?.[1] ?? "");
    if (symbol) return symbol;
    const family = FAMILY.exec(style)?.[1] ?? SHORT_FAMILY.exec(SHORT.exec(style)?.[1] ?? "")?.[1];
    return family === undefined ? null : faceOf(family);
  }

  function raisedIn(style) {
    if (NOTE.test(style)) return "sup";
    for (const [found, upwards] of [[LIFTED.exec(style), ""], [RELATIVE.test(style) ? MOVED.exec(style) : null, "-"]]) {
      if (found && Number(found[2]) >= LEAST[found[3].toLowerCase()]) return found[1] === upwards ? "sup" : "sub";
    }
    const aligned = ALIGNED.exec(style)?.[1].toLowerCase();
    return aligned ? { super: "sup", sub: "sub" }[aligned] ?? "" : null;
  }

  function lookIn(style) {
    if (!style) return SILENT;
    const size = SIZE.exec(style);
    const colour = COLOUR.exec(style);
    return {
      hidden: HIDDEN.test(style), struck: STRUCK.test(style), raised: raisedIn(style), face: faceIn(style),
      unseen: size ? !size[1].replace(/^[0.]+|[0.]+$/g, "") : SHORT.test(style) ? false : null,
      clear: colour ? Boolean(colour[1]) && !PAINTED.test(style) : null,
    };
  }

  function looksOfClasses(page) {
    const found = new Map();
    for (const sheet of page.querySelectorAll("style")) {
      for (const rule of sheet.textContent.replace("<!--", "").replace(/\/\*[\s\S]*?\*\//g, "").split("}")) {
        const start = rule.lastIndexOf("{");
        if (start < 0) continue;
        const said = lookIn(rule.slice(start + 1));
        const selectors = rule.slice(rule.slice(0, start).lastIndexOf("{") + 1, start);
        for (const selector of selectors.split(",")) {
          const name = CLASS.exec(selector)?.[1].toLowerCase();
          if (name) found.set(name, over(found.get(name) ?? SILENT, said));
        }
      }
    }
    return found;
  }

  // What each element shows, with what is around it; what is hidden goes.
  function dropHidden(page) {
    const classes = looksOfClasses(page);
    const looks = new Map();
    page.querySelectorAll("del, xml, script, style").forEach((element) => element.remove());
    for (const element of [page.body, ...page.body.querySelectorAll("*")]) {
      let own = SILENT;
      for (const name of element.classList) own = over(own, classes.get(name.toLowerCase()) ?? SILENT);
      let said = lookIn(styleOf(element));
      if (element.hasAttribute("face") && said.face === null) said = { ...said, face: faceOf(element.getAttribute("face")) };
      if (element.hidden || HIDDEN_CLASS.test(classOf(element))) said = { ...said, hidden: true };
      if (!said.raised && NOTE_CLASS.test(classOf(element))) said = { ...said, raised: "sup" };
      own = over(own, said);
      if (element.matches(BLOCKS)) own = { ...own, raised: null };
      looks.set(element, over(looks.get(element.parentElement) ?? PLAIN, own));
    }
    dropColumns(page, looks);
    looks.forEach((look, element) => look.hidden && element.remove());
    return looks;
  }

  // A column that a sheet hides goes with every cell that stands in hidden columns alone.
  function dropColumns(page, looks) {
    for (const table of page.body.querySelectorAll("table")) {
      const hidden = [];
      for (const column of table.querySelectorAll(":scope > colgroup, :scope > colgroup > col")) {
        const isGroup = column.localName === "colgroup";
        if (isGroup && (column.firstElementChild || !column.hasAttribute("span"))) continue;
        const isHidden = looks.get(column).hidden || (!isGroup && (looks.get(column.parentElement).hidden || /^0(px)?$/.test(column.getAttribute("width") ?? "")));
        for (let left = Math.min(column.span, 1000); left && hidden.length < 256; left -= 1) hidden.push(isHidden);
      }
      if (!hidden.includes(true)) continue;
      const taken = []; // by column: for how many rows a cell from above still reaches down
      const gone = [];
      for (const row of table.rows) {
        let at = 0;
        for (const cell of row.cells) {
          while (taken[at] > 0) { taken[at] -= 1; at += 1; }
          const places = Array.from({ length: Math.min(cell.colSpan, 1000) }, (_, index) => at + index);
          const shown = places.filter((place) => !hidden[place]).length;
          if (shown) cell.colSpan = shown;
          else gone.push(cell);
          for (const place of places) taken[place] = Math.max(cell.rowSpan, 1) - 1;
          at += places.length;
        }
        for (; at < taken.length; at += 1) if (taken[at] > 0) taken[at] -= 1;
      }
      gone.forEach((cell) => cell.remove());
      table.querySelectorAll("col, colgroup").forEach((column) => column.remove());
    }
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

  function sign(signs, letter) {
    let code = letter.codePointAt(0);
    if (code > 0xf000 && code <= 0xf0ff) code -= 0xf000;
    else if (code > 0xff) code = LATIN.includes(letter) ? 0x80 + LATIN.indexOf(letter) : 0;
    if (code <= 0x20 || code === 0xa0) return letter;
    for (const [start, row] of Object.entries(signs)) {
      if (code >= start && code - start < row.length) return row[code - start];
    }
    return MISSING;
  }

  // Words get what only their style said of them.
  function dress(page, looks) {
    const texts = [];
    const all = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    while (all.nextNode()) texts.push(all.currentNode);
    for (const text of texts) {
      const look = looks.get(text.parentElement);
      if (!look || !text.data.trim()) continue;
      if (look.unseen || look.clear) {
        text.remove();
        continue;
      }
      if (look.face) text.data = [...text.data].map((letter) => sign(FACES[look.face], letter)).join("");
      const tags = [];
      if (look.struck && !text.parentElement.closest("s, strike")) tags.push("s");
      if (look.raised && !text.parentElement.closest("sup, sub")) tags.push(look.raised);
      for (const tag of tags) {
        const around = page.createElement(tag);
        text.before(around);
        around.append(text);
      }
    }
  }

  const UP = ["sup", "^(", ")"];
  const DOWN = ["sub", "_(", ")"];
  const FORMULA = {
    msup: { 2: UP }, mover: { 2: UP }, msub: { 2: DOWN }, munder: { 2: DOWN }, msubsup: { 2: DOWN, 3: UP }, munderover: { 2: DOWN, 3: UP },
    mfrac: { 1: ["", "(", ")"], 2: ["", "/(", ")"] }, mroot: { 1: ["", "√(", ")"], 2: ["", "^(1/", ")"] },
  };
  const WHOLE = { msqrt: ["", "√(", ")"], mfenced: ["", "(", ")"], mtd: ["", " ", ""] };

  // A formula as a line of text: the editor knows none.
  function line(page, element, isRaised) {
    const words = [];
    let place = 0;
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) words.push(node.data);
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      place += 1;
      if (node.localName.startsWith("annotation")) continue;
      const step = FORMULA[element.localName]?.[place] ?? WHOLE[node.localName];
      const raised = step?.[0] && !isRaised ? step[0] : "";
      const inner = line(page, node, isRaised || Boolean(raised));
      if (raised) {
        const around = page.createElement(raised);
        around.append(...inner);
        words.push(around);
      } else words.push(...(step ? [step[1], ...inner, step[2]] : inner));
    }
    return words;
  }

  function hasWordsBefore(inner, outer) {
    for (let node = inner; node !== outer; node = node.parentNode) {
      for (let other = node.previousSibling; other; other = other.previousSibling) if (other.textContent.trim()) return true;
    }
    return false;
  }

  // The editor knows one step: 10 to the power of 4² is not 10⁴².
  function flatten(page) {
    for (const inner of page.body.querySelectorAll("sup sup, sub sub")) {
      const outer = inner.parentElement?.closest(inner.localName);
      if (!outer) continue;
      if (hasWordsBefore(inner, outer)) {
        inner.prepend(inner.localName === "sup" ? "^(" : "_(");
        inner.append(")");
      }
      inner.replaceWith(...inner.childNodes);
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

  window.portalPaste = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const looks = dropHidden(page);
    dropCodes(page);
    page.body.querySelectorAll("math").forEach((formula) => formula.replaceWith(...line(page, formula, Boolean(formula.closest("sup, sub")))));
    makeLists(page);
    dress(page, looks);
    flatten(page);
    return page.body.innerHTML;
  };
})();
