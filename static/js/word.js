// What Word and WPS neither show nor print is no text: taken out of a paste before the editor sees it.
//
// Reads the same marks as collab_portal/lib/word.py, looks.py, stylesheets.py and symbols.py: hidden runs, paragraphs and columns,
// comments with their anchors, codes of fields, deleted revisions. What only a style strikes out or raises gets tags
// of its own, signs of picture faces and formulas become characters, marks of lists become lists.
// prose.js and pictures.js call it; a classic deferred script that must run before them.
(() => {
  const HIDDEN = /(?<![\w-])display\s*:\s*none|(?<![\w-])visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|mso-element\s*:\s*(?:comment|header|footer)|mso-special-character\s*:\s*comment|(?<![\w-])(?:opacity\s*:|filter\s*:\s*opacity\()\s*(?:[0.]+%?|0?\.0[0-9]*|[0-9.]{1,9}e-[0-9]+|[1-4]?(?:\.[0-9]{1,9})?%)\s*(?:[;!})]|$)|(?<![\w-])clip\s*:\s*rect\(\s*(?:[01](?:px)?[\s,]+){3}[01](?:px)?\s*\)|(?<![\w-])clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|(?:circle|ellipse)\(\s*0|polygon\(\s*(?:0(?:px|%)?[\s,]+){3,40}0(?:px|%)?\s*\))|(?<![\w-])(?:left|top|right|bottom|text-indent)\s*:\s*-(?:[0-9]{4}|999|[1-9][0-9]{2}v[wh])|content-visibility\s*:\s*hidden|(?<![\w-])transform\s*:[^;]{0,60}?scale(?:x|y|3d)?\(\s*[0.]+\s*[,)]|(?<![\w-])scale\s*:\s*[0.]+\s*(?:[;!}]|$)|(?<![\w-])(?:transform\s*:[^;]{0,60}?translate(?:x|y|3d)?\(|translate\s*:)[^;)]{0,40}?-(?:[0-9]{4}|999|[1-9][0-9]{2}v[wh])/i;
  const NO_HEIGHT = /(?<![\w-])(?:max-)?height\s*:\s*0*\.?0*(?:px|pt|em|rem|cm|mm|in|%)?\s*(?:[;!}]|$)/i;
  const NO_WIDTH = /(?<![\w-])(?:max-)?width\s*:\s*0*\.?0*(?:px|pt|em|rem|cm|mm|in|%)?\s*(?:[;!}]|$)/i;
  const ONE_PIXEL = /(?<![\w-])(?:max-)?(?:height|width)\s*:\s*1px\s*(?:[;!}]|$)/i, PUSHED_OUT = /text-indent\s*:\s*-?[1-9][0-9]{2,}%/i;
  const CUT_OFF = /(?<![\w-])overflow(?:-[xy])?\s*:\s*(?:hidden|clip)/i;
  const HIDDEN_CLASS = /\b(?:Mso(?:Comment|Annotation)\w+|msocom\w+|msoDel)\b|(?<![\w-])(?:sr-only|visually-hidden|screen-reader-text)(?![\w-])/i;
  const COMMENT = /#_?ms(?:ocom|oanchor)_\w|^_?ms(?:ocom|oanchor)_\w|^_(?:com|anchor)_\d/i;
  const NO_SIZE = /^\+?0*\.?0*(?:px|pt|em|cm|mm|in|%)?$/i, AS_NEEDED = /^\s*height\s*:\s*0pt\s*;?\s*$/i;
  const TOLD = /\b(?:katex-mathml|mwe-math-mathml\w*|MJX_Assistive_MathML)\b/i, DRAWN = /\b(?:katex-html|MathJax_Preview)\b/i;
  const SELECTOR = /^\s*([a-z][\p{L}\p{N}_-]*)?((?:[.#][\p{L}\p{N}_-]+)*)\s*$/iu;
  const COUNTS = /list-style(?:-type)?\s*:[^;]{0,60}?\b(upper|lower)-(alpha|latin|roman)\b/i, FIELD = /mso-element\s*:\s*field-(begin|separator|end)/i;
  const STRUCK = /text-decoration(?:-line)?\s*:[^;]{0,60}?line-through|text-line-through\s*:\s*(?!none)[a-z]/i;
  const NOTE = /mso-special-character\s*:\s*(?:foot|end)note/i, NOTE_CLASS = /\bMso(?:Footnote|Endnote)Reference\b/i;
  const POSITION = /(?:font-variant(?:-position)?|baseline-shift)\s*:\s*(super|sub)\b/i;
  const ALIGNED = /vertical-align\s*:\s*([a-z-]+)/i;
  const SMALL = /(?<![\w-])font-size\s*:\s*(?:(?:xx?-)?small|0?\.[0-8][0-9]*r?em|[1-8][0-9](?:\.[0-9]+)?%)/i;
  const LIFTED = /(?:mso-text-raise|vertical-align|baseline-shift)\s*:\s*\+?(-?)([0-9]{0,4}\.?[0-9]{1,4})\s*(pt|px|em|rem|ex|ch|cm|mm|in|pc|%)/i;
  const MOVED = /(?<![\w-])(top|bottom|translatey)\s*[:(]\s*\+?(-?)([0-9]{0,4}\.?[0-9]{1,4})\s*(pt|px|em|rem|ex|ch|cm|mm|in|pc|%)/i, MOVES = /position\s*:\s*relative|transform\s*:\s*translatey/i, DRAWN_AT = /(?<![\w-])top\s*:\s*-([0-9]\.?[0-9]{0,6})em\s*;\s*margin-right\s*:\s*0?\.05em/i;
  const LEAST = { pt: 1.5, px: 2.0, em: 0.15, rem: 0.15, ex: 0.3, ch: 0.3, cm: 0.05, mm: 0.5, in: 0.02, pc: 0.12, "%": 10.0 };
  const EDGES = { top: "sup", "text-top": "sup", bottom: "sub", "text-bottom": "sub" };
  const FAMILY = /(?<![\w-])font-family\s*:\s*([^;]{1,200})/i;
  const SYMBOL = /mso-symbol-font-family\s*:\s*([^;]{1,200})/i, IS_SYMBOL = /mso-char-type\s*:\s*symbol/i;
  const SHORT = /(?<![\w-])font\s*:\s*([^;]{1,300})/i, SHORT_FAMILY = /[0-9](?:pt|px|em|rem|%|cm|mm|in)(?:\/\S+)?\s+(.+)/i;
  const SIZE = /(?<![\w-])font-size\s*:\s*(?:([0-9]{0,4}\.?[0-9]{1,4})(px|pt|em|rem|%|cm|mm|in)?|[a-z])/i;
  const SHORT_SIZE = /([0-9]{0,4}\.?[0-9]{1,4})(px|pt|em|rem|%|cm|mm|in)/i, SHORT_NONE = /(?<![\w-])font\s*:\s*0\s*[\/\s]/i;
  const SMALLEST = { px: 2.0, pt: 1.5, em: 0.1, rem: 0.1, "%": 10.0, cm: 0.05, mm: 0.5, in: 0.02 };
  const ESCAPED = /\\(?:0{0,4}([46][1-9a-f]|[57][0-9a]|2d)(?![0-9a-f])\s?|([g-z-]))/i;
  const COLOUR = /(?<![\w-])color\s*:\s*(?:(transparent\b|#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)(?![0-9a-f])|(?:rgb|hsl)a?\((?:[^),]{0,20},){3}\s*0?\.?0+%?\s*\)|(?:rgb|hsl)a?\([^)]{0,40}\/\s*0?\.?0+%?\s*\))|[a-z#])/i;
  const FILLED = /text-fill-color\s*:\s*(?:(transparent)|[a-z#])/i;
  const PAINTED = /background-clip\s*:\s*text/i;
  const LEVEL = /mso-list\s*:[^;]{0,40}?\blevel([1-9])/i, MARKER = /mso-list\s*:\s*ignore/i;
  const BULLETS = "•·●○■□◆◇▪▫►▶➢➤✓✔❖§*-–—o";
  const BLOCKS = "p, div, td, th, tr, table, thead, tbody, tfoot, col, colgroup, caption, li, ul, ol, dl, dt, dd, img, h1, h2, h3, h4, h5, h6, blockquote, body, html, section, article, pre";
  const FACES = {
    "symbol": { 0x21: "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_", 0x60: "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼", 0xA1: "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑", 0xF1: "⟩∫" },
    "wingdings": { 0x21: "✏✂✁", 0x28: "☎✆✉✉", 0x36: "⌛", 0x3E: "✇✍", 0x41: "✌", 0x45: "☜☞☝☟", 0x4A: "☺", 0x4C: "☹", 0x4E: "☠", 0x51: "✈☼", 0x54: "❄", 0x56: "✞", 0x58: "✠✡☪☯", 0x5D: "☸♈♉♊♋♌♍♎♏♐♑♒♓", 0x6C: "●❍■□❐❑❒◆◆◆❖◆☒", 0x7A: "⌘", 0x80: "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x9E: "·•", 0xA1: "○○○◉◎○▪□", 0xAA: "✦★✶✴✹✵", 0xB1: "⌖", 0xB5: "✪✰", 0xD5: "⌫⌦", 0xD8: "➢", 0xDC: "➲", 0xDF: "←→↑↓↖↗↙↘←→↑↓↖↗↙↘⇦⇨⇧⇩⇔⇕", 0xFB: "✘✔☒☑" },
    "wingdings 2": { 0x4F: "✘✓☒☑☒☒⊗⊗⊘⊘", 0x69: "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x95: "·••●○○○◉◎◉▪▪■■□□□□□▣▣", 0xAD: "◆◆◇", 0xB1: "◈", 0xB6: "◆◆◊", 0xBA: "◖◗", 0xCF: "✕✕✕✖✖✖✖", 0xEB: "✶", 0xF0: "✹", 0xF3: "✯", 0xF8: "※⁂" },
    "wingdings 3": { 0x21: "←→↑↓↖↗↙↘", 0x31: "↔↕", 0x50: "↻↺", 0x66: "←→↑↓↖↗↙↘↔↕▲▼△▽◀▶◁▷◣◢◤◥◀▶▲" },
    "webdings": { 0x33: "◀▶▲▼", 0x59: "♥", 0x61: "✔", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✘?", 0x78: "⊘⊖" },
    "zapfdingbats": { 0x21: "✁✂✃✄☎✆✇✈✉☛☞✌✍✎✏✐✑✒✓✔✕✖✗✘✙✚✛✜✝✞✟✠✡✢✣✤✥✦✧★✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿❀❁❂❃❄❅❆❇❈❉❊❋", 0x6C: "●❍■❏❐❑❒▲▼◆❖◗❘❙❚❛❜❝❞", 0xA1: "❡❢❣❤❥❦❧♣♦♥♠①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓➔→↔↕" },
    "marlett": {},
  };
  const ALIASES = { "zapf dingbats": "zapfdingbats", dingbats: "zapfdingbats", "monotype sorts": "zapfdingbats", zapfdingbatsitc: "zapfdingbats", symbolmt: "symbol", "symbol mt": "symbol", "standard symbols ps": "symbol", "standard symbols l": "symbol", "wingdings2": "wingdings 2", "wingdings3": "wingdings 3", "wingdings-regular": "wingdings" };
  const OWN = /[\uf021-\uf0ff]/, MISSING = "〓";
  const LATIN = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ"; // from 0x80, as Windows has it

  const styleOf = (element) => bare(element.getAttribute("style") ?? "");
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
    const first = families.split(",")[0].replace(/^[\s"']+|[\s"']+$/g, "").toLowerCase().replace(/^itc /, "");
    const face = Object.hasOwn(ALIASES, first) ? ALIASES[first] : first;
    return Object.hasOwn(FACES, face) ? face : "";
  }

  function faceIn(style) {
    const symbol = IS_SYMBOL.test(style) && faceOf(SYMBOL.exec(style)?.[1] ?? "");
    if (symbol) return symbol;
    const family = FAMILY.exec(style)?.[1] ?? SHORT_FAMILY.exec(SHORT.exec(style)?.[1] ?? "")?.[1];
    return family === undefined ? null : faceOf(family);
  }

  function raisedIn(style) {
    if (NOTE.test(style)) return "sup";
    const said = POSITION.exec(style);
    if (said) return { super: "sup", sub: "sub" }[said[1].toLowerCase()];
    if (DRAWN_AT.test(style)) return Number(DRAWN_AT.exec(style)[1]) > 2.7 ? "sup" : "sub";
    const lifted = LIFTED.exec(style);
    if (lifted && Number(lifted[2]) >= LEAST[lifted[3].toLowerCase()]) return lifted[1] ? "sub" : "sup";
    const moved = MOVES.test(style) && MOVED.exec(style);
    if (moved && Number(moved[3]) >= LEAST[moved[4].toLowerCase()]) return Boolean(moved[2]) !== (moved[1].toLowerCase() === "bottom") ? "sup" : "sub";
    const aligned = ALIGNED.exec(style)?.[1].toLowerCase();
    return aligned ? { super: "sup", sub: "sub", ...(SMALL.test(style) ? EDGES : {}) }[aligned] ?? "" : null;
  }

  const LETTERS = new RegExp(ESCAPED, "gi");
  const bare = (css) => css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, " ").replace(LETTERS, (_, code, letter) => letter ?? String.fromCharCode(parseInt(code, 16)));

  // Type too small to be read; the short way says it where the long one does not.
  function unseenIn(style) {
    const size = SIZE.exec(style);
    if (size) return Boolean(size[1]) && Number(size[1]) < (SMALLEST[size[2]?.toLowerCase()] ?? 0.0001);
    const short = SHORT.exec(style);
    if (!short) return null;
    const said = SHORT_SIZE.exec(short[1]);
    return SHORT_NONE.test(style) || Boolean(said && Number(said[1]) < SMALLEST[said[2].toLowerCase()]);
  }

  function lookIn(style) {
    if (!style) return SILENT;
    const said = FILLED.exec(style) ?? COLOUR.exec(style);
    const isCutOff = CUT_OFF.test(style) && [NO_HEIGHT, NO_WIDTH, ONE_PIXEL, PUSHED_OUT].some((room) => room.test(style));
    return {
      hidden: HIDDEN.test(style) || isCutOff, struck: STRUCK.test(style), raised: raisedIn(style), face: faceIn(style),
      unseen: unseenIn(style), clear: said ? Boolean(said[1]) && !PAINTED.test(style) : null,
    };
  }

  // Rules for the screen. Those whose selectors are of one element alone are found by the last name of these.
  function rulesOf(page) {
    const found = new Map();
    for (const sheet of page.querySelectorAll("style")) {
      let media = "";
      for (const rule of bare(sheet.textContent.replace("<!--", "")).split("}")) {
        const start = rule.lastIndexOf("{");
        const group = rule.lastIndexOf("{", start - 1);
        if (start < 0) media = "";
        else if (start && group >= 0) media = rule.slice(0, group).toLowerCase();
        if (start < 0 || (media.includes("print") && !media.includes("screen"))) continue;
        const said = lookIn(rule.slice(start + 1));
        for (const selector of rule.slice(start && group >= 0 ? group + 1 : 0, start).split(",")) addRule(found, SELECTOR.exec(selector.toLowerCase()), said) || addOther(page, found, selector.trim(), said);
      }
    }
    return found;
  }

  // Of elements by what stands around them, or by what else they are, the browser itself knows which these are.
  function addOther(page, rules, selector, said) {
    if (!rules.has("")) rules.set("", []);
    try { page.body.matches(selector); } catch { return; } // none at all
    if (rules.get("").length < 64 && (said.hidden || /[.#]/.test(selector))) rules.get("").push({ selector, said: /[.#]/.test(selector) ? said : { ...SILENT, hidden: true } });
  }

  function addRule(rules, selector, said) {
    if (!selector) return false;
    const names = selector[2].match(/[.#][\p{L}\p{N}_-]+/gu) ?? [];
    if (!names.length && !(selector[1] && said.hidden)) return true;
    const last = names.at(-1) ?? selector[1];
    if (!rules.has(last)) rules.set(last, []);
    rules.get(last).push({ whole: selector[1] ? [...names, selector[1]] : names, said: names.length ? said : { ...SILENT, hidden: true } });
    return true;
  }

  function saidOf(element, rules) {
    const names = [element.localName, ...[...element.classList].map((name) => `.${name.toLowerCase()}`), `#${element.id.toLowerCase()}`];
    let own = SILENT;
    for (const { selector, said } of rules.get("") ?? []) if (element.matches(selector)) own = over(own, said);
    for (const name of rules.size ? names : []) {
      for (const { whole, said } of rules.get(name) ?? []) if (whole.every((each) => names.includes(each))) own = over(own, said);
    }
    return own;
  }

  // How a sheet hides a column or a row. In Google's documents every row of 0pt is as high as it needs.
  function hasNoSize(element, style) {
    if (/^col(?:group)?$/.test(element.localName)) return NO_SIZE.test(element.getAttribute("width") ?? "auto") || NO_WIDTH.test(style);
    if (element.localName !== "tr") return false;
    return NO_SIZE.test(element.getAttribute("height") ?? "auto") || (NO_HEIGHT.test(style) && !AS_NEEDED.test(style));
  }

  // Of a formula that stands there twice, the one that can be read stays.
  function isTwice(element) {
    if (element.classList.contains("katex-mathml")) return element.firstElementChild?.localName !== "math";
    if (element.localName === "nobr") return element.getAttribute("aria-hidden") === "true";
    if (element.getAttribute("aria-hidden") !== "true" && !DRAWN.test(classOf(element))) return false;
    const told = element.previousElementSibling;
    return told?.localName === "math" || Boolean(told?.querySelector("math"));
  }

  function isHidden(element, style) {
    const named = classOf(element);
    if (isTwice(element)) return true;
    if (TOLD.test(named) || element.localName === "mjx-assistive-mml") return false;
    return element.hidden || HIDDEN_CLASS.test(named) || ["href", "name", "id"].some((each) => COMMENT.test(element.getAttribute(each) ?? "")) || hasNoSize(element, style);
  }

  // What each element shows, with what is around it; what is hidden goes.
  function dropHidden(page) {
    const rules = rulesOf(page);
    const looks = new Map();
    page.querySelectorAll("del, xml, script, style, video, audio, canvas, datalist, progress, meter").forEach((element) => element.remove());
    for (const element of [page.body, ...page.body.querySelectorAll("*")]) {
      let own = saidOf(element, rules);
      let said = lookIn(styleOf(element));
      if (element.hasAttribute("face") && said.face === null) said = { ...said, face: faceOf(element.getAttribute("face")) };
      const isTold = TOLD.test(classOf(element)) || element.localName === "mjx-assistive-mml";
      said = { ...said, hidden: isHidden(element, styleOf(element)) || (said.hidden && !isTold) };
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
        const isHidden = looks.get(column).hidden || (!isGroup && looks.get(column.parentElement).hidden);
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
  // Of a field that shows nothing, as of an equation, the code is what there is to read.
  function dropCodes(page) {
    let open = [];
    let block = null;
    const codes = [], told = [], marks = [];
    const all = page.createTreeWalker(page.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    const hear = (text, last) => {
      if (last?.inCode && last.code.length < 1000) last.code += text;
      else if (last && !last.inCode && text.trim()) last.hasResult = true;
    };
    while (all.nextNode()) {
      const node = all.currentNode;
      const around = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("p");
      if (around !== block) open = open.filter((field) => !field.inCode);
      block = around;
      if (node.nodeType === Node.TEXT_NODE) {
        hear(node.data, open.at(-1));
        if (open.some((field) => field.inCode)) codes.push(node);
        continue;
      }
      const mark = FIELD.exec(styleOf(node))?.[1].toLowerCase();
      if (mark) marks.push(node);
      if (mark === "begin") open.push({ code: "", inCode: true, hasResult: false });
      else if (mark === "separator" && open.length) open.at(-1).inCode = false;
      else if (mark === "end" && open.length) {
        const ended = open.pop();
        const steps = ended.hasResult ? [] : window.portalEq(ended.code);
        if (!steps.length) continue;
        if (open.some((field) => field.inCode)) hear(steps.map(([words]) => words).join(""), open.at(-1));
        else told.push([node, steps]);
      }
    }
    codes.forEach((text) => text.remove());
    for (const [node, steps] of told) {
      let last = null;
      for (const [words, raised] of steps) {
        const goesOn = last?.nodeType === (raised ? Node.ELEMENT_NODE : Node.TEXT_NODE) && (!raised || last.localName === raised);
        if (!goesOn) node.before(last = raised ? page.createElement(raised) : page.createTextNode(""));
        if (raised) last.append(words);
        else last.data += words;
      }
    }
    marks.forEach((mark) => mark.replaceWith(...mark.childNodes));
  }

  // Without a face only what programs keep of Wingdings, else of Symbol, in places of its own.
  function sign(face, letter) {
    let code = letter.codePointAt(0);
    if (code > 0xf000 && code <= 0xf0ff) code -= 0xf000;
    else if (!face) return letter;
    else if (code > 0xff) code = LATIN.includes(letter) ? 0x80 + LATIN.indexOf(letter) : 0;
    if (code <= 0x20 || code === 0xa0) return letter;
    for (const rows of face ? [FACES[face]] : [FACES.wingdings, FACES.symbol]) {
      for (const [start, row] of Object.entries(rows)) if (code >= start && code - start < row.length) return row[code - start];
    }
    return face ? MISSING : letter;
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
      if (look.face || OWN.test(text.data)) text.data = [...text.data].map((letter) => sign(look.face, letter)).join("");
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

  const isBullet = (marker, looks) => Boolean(looks.get(marker)?.face) || BULLETS.includes(marker.textContent.replace(/\s/g, "") || "?");

  // Letters and Roman figures that only a style says.
  function count(list) {
    const said = COUNTS.exec(styleOf(list));
    if (!said || list.hasAttribute("type")) return;
    const letter = said[2].toLowerCase() === "roman" ? "i" : "a";
    list.setAttribute("type", said[1].toLowerCase() === "upper" ? letter.toUpperCase() : letter);
  }

  // What stands before, blank text left out.
  function before(element) {
    let node = element.previousSibling;
    while (node && node.nodeType !== Node.ELEMENT_NODE && (node.nodeType === Node.COMMENT_NODE || !node.textContent.trim())) node = node.previousSibling;
    return node;
  }

  function makeLists(page, looks) {
    const levels = new Map();
    for (const marker of [...page.body.querySelectorAll("span, font")].filter((element) => MARKER.test(styleOf(element)))) {
      const paragraph = marker.closest("p, div[style*=mso-list i], li, h1, h2, h3, h4, h5, h6");
      if (!paragraph || !isBullet(marker, looks)) continue;
      marker.remove();
      if (/^(?:p|div)$/.test(paragraph.localName)) levels.set(paragraph, Number(LEVEL.exec(styleOf(paragraph))?.[1] ?? 1));
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
    const page = new DOMParser().parseFromString(window.portalOfficeFormulas(html), "text/html");
    const looks = dropHidden(page);
    dropCodes(page);
    window.portalFormulas(page);
    makeLists(page, looks);
    page.body.querySelectorAll("ol").forEach(count);
    dress(page, looks);
    flatten(page);
    return page.body.innerHTML;
  };
})();
