// Formulas of pages and of Word as lines of text, since the editor knows none; how characters are pronounced in brackets.
//
// Reads the same marks as collab_portal/lib/word.py. word.js calls it; a classic deferred script that must run before that.
(() => {
  const OFFICE_ONLY = /<!--\[if (?:gte msequation [0-9]{1,2}\]>|supportfields\]>(?=[^!]{0,300}mso-element\s*:\s*field-))/ig;
  const PICTURED = /\b(?:mwe-math-fallback-image|latex|tex|ee_img)\b/i;
  const STYLED = /^\s*\{\\(?:display|text|script)style\s*(.*)\}\s*$/i;
  const STEP = /([\^_])(?:\{([^{}]{1,60})\}|([0-9a-zA-Z+*]))/ig;

  const UP = ["sup", "^(", ")"], DOWN = ["sub", "_(", ")"];
  const FORMULA = {
    msup: { 2: UP }, mover: { 2: UP }, msub: { 2: DOWN }, munder: { 2: DOWN }, msubsup: { 2: DOWN, 3: UP }, munderover: { 2: DOWN, 3: UP },
    mfrac: { 1: ["", "(", ")"], 2: ["", "/(", ")"] }, mroot: { 1: ["", "√(", ")"], 2: ["", "^(1/", ")"] },
  };
  const WHOLE = { msqrt: ["", "√(", ")"], mfenced: ["", "(", ")"], mtd: ["", " ", ""] };
  const OFFICE = {
    "m:sup": UP, "m:sub": DOWN, "m:lim": DOWN, "m:deg": UP, "m:num": ["", "(", ")"], "m:den": ["", "/(", ")"], "m:rad": ["", "√(", ")"],
    "m:d": ["", "(", ")"], "m:mr": ["", "", " "],
  };

  function line(page, element, isRaised) {
    const words = [];
    let place = 0;
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) words.push(node.data);
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      place += 1;
      if (node.localName.startsWith("annotation")) continue;
      const step = FORMULA[element.localName]?.[place] ?? WHOLE[node.localName] ?? OFFICE[node.localName];
      if (node.localName === "m:chr") words.push(node.getAttribute("m:val") ?? "");
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

  // The picture of a formula as a line: its other text is its source.
  function lineOf(page, picture) {
    const source = (picture.alt ?? "").trim().replace(STYLED, "$1").trim();
    const words = [];
    let at = 0;
    for (const found of source.matchAll(STEP)) {
      const around = page.createElement(found[1] === "^" ? "sup" : "sub");
      around.append(found[2] ?? found[3]);
      words.push(source.slice(at, found.index), around);
      at = found.index + found[0].length;
    }
    return [...words, source.slice(at)];
  }

  const isPictured = (picture) => PICTURED.test(picture.getAttribute("class") ?? "") || picture.hasAttribute("eeimg");

  // Word writes its formulas for itself alone; what it writes for others is a picture that stays behind.
  window.portalOfficeFormulas = (html) => html.replace(OFFICE_ONLY, "");

  window.portalFormulas = (page) => {
    for (const picture of page.body.querySelectorAll("img")) if (isPictured(picture)) picture.replaceWith(...lineOf(page, picture));
    for (const formula of page.body.querySelectorAll("math, m\\:omath")) formula.replaceWith(...line(page, formula, Boolean(formula.closest("sup, sub"))));
    page.body.querySelectorAll("rp").forEach((bracket) => bracket.remove());
    for (const spoken of page.body.querySelectorAll("rt")) if (spoken.textContent.trim()) spoken.replaceWith("(", ...spoken.childNodes, ")");
    const quoted = [...page.body.querySelectorAll("q")].map((quote) => [quote, Boolean(quote.parentElement.closest("q"))]);
    for (const [quote, isWithin] of quoted) quote.replaceWith(isWithin ? "‘" : "“", ...quote.childNodes, isWithin ? "’" : "”");
  };
})();
