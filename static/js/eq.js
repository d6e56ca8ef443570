// EQ fields of Word (带圈字符, 拼音指南, fractions, roots) as a line of text: Word keeps no result of them, only their code.
//
// Reads the same as collab_portal/lib/eq.py. word.js calls it; a classic deferred script that must run before that.
(() => {
  const BEGINS = /\s*eq\s+/iy, GENERAL = /\\\*\s*(?:"[^"]*"|[^\s\\"]+)\s*/y;
  const HEAD = /\\([abdfilorsx])((?:\s*\\(?:[lrbfv]c\s*\\?.|[a-z]{2}\s*-?[0-9]{0,4}))*)\s*\(/iy;
  const SIDE = /\\([lrb])c\s*\\?(.)/ig, LONGEST = 1000, DEEPEST = 10;
  const PAIRS = { "(": ")", "[": "]", "{": "}", "<": ">", "（": "）", "【": "】" };
  const RINGS = "○◯〇", FRAMES = `${RINGS}□△◇`;
  const CIRCLED = {};
  for (const [first, last] of [[0x2460, 0x2473], [0x24b6, 0x24ea], [0x3251, 0x325f], [0x3280, 0x32bf]]) {
    for (let code = first; code <= last; code += 1) CIRCLED[String.fromCharCode(code).normalize("NFKC")] ??= String.fromCharCode(code);
  }

  const joined = (parts, sign) => parts.flatMap((part, number) => (number ? [[sign, ""], ...part] : part));
  const raised = (part, how) => part.map(([words, own]) => [words, own || how]);
  const plain = (part) => part.map(([words]) => words).join("").trim();

  // Written over each other: a sign in a frame, or how characters are pronounced above them.
  function over(parts) {
    const words = parts.map(plain);
    const isFrame = (each) => each.length === 1 && FRAMES.includes(each);
    if (words.length === 2 && words.some(isFrame)) {
      const [inside, frame] = isFrame(words[1]) ? words : [words[1], words[0]];
      return [[(RINGS.includes(frame) && CIRCLED[inside]) || `(${inside})`, ""]];
    }
    const isAbove = (part) => part.length > 0 && part.every(([, how]) => how === "sup");
    const above = parts.filter(isAbove), below = parts.filter((part) => !isAbove(part));
    if (above.length && below.length) return [...joined(below, ""), ["(", ""], ...joined(above, "").map(([each]) => [each, ""]), [")", ""]];
    return joined(parts, "");
  }

  function drawn(kind, options, parts) {
    const [first, ...rest] = parts;
    if (kind === "f") return [["(", ""], ...first, [")/(", ""], ...joined(rest, ","), [")", ""]];
    if (kind === "r") return rest.length ? [["√(", ""], ...rest[0], [")^(1/", ""], ...first, [")", ""]] : [["√(", ""], ...first, [")", ""]];
    if (kind === "s") return [...raised(first, options.includes("\\do") ? "sub" : "sup"), ...raised(joined(rest, ""), "sub")];
    if (kind === "o") return over(parts);
    if (kind === "i") {
      const sign = options.includes("\\su") ? "∑" : options.includes("\\pr") ? "∏" : "∫";
      return [[sign, ""], ...raised(first, "sub"), ...raised(joined(rest.slice(0, 1), ""), "sup"), ...joined(rest.slice(1), "")];
    }
    if (kind === "b") {
      const sides = Object.fromEntries([...options.matchAll(SIDE)].map(([, side, sign]) => [side, sign]));
      const said = Object.keys(sides).length > 0;
      const right = "b" in sides ? PAIRS[sides.b] ?? sides.b : said ? "" : ")";
      return [[sides.l ?? sides.b ?? (said ? "" : "("), ""], ...joined(parts, ","), [sides.r ?? right, ""]];
    }
    return joined(parts, { a: " ", l: "," }[kind] ?? "");
  }

  class Reader {
    constructor(code) {
      this.code = code;
      this.at = 0;
    }

    match(pattern) {
      pattern.lastIndex = this.at;
      return pattern.exec(this.code);
    }

    // Up to one of the stops, which is left standing.
    sequence(stops, depth) {
      const found = [];
      while (this.at < this.code.length && !stops.includes(this.code[this.at])) {
        const general = this.match(GENERAL);
        const head = general || depth >= DEEPEST ? null : this.match(HEAD);
        if (general) this.at += general[0].length;
        else if (head) {
          this.at += head[0].length;
          found.push(...drawn(head[1].toLowerCase(), head[2].toLowerCase(), this.args(depth + 1)));
        } else {
          if (this.code[this.at] === "\\" && this.at + 1 < this.code.length) this.at += 1; // what it stands before
          found.push([this.code[this.at], ""]);
          this.at += 1;
        }
      }
      return found;
    }

    args(depth) {
      const found = [];
      for (;;) {
        found.push(this.sequence(",;)", depth));
        const ends = this.at >= this.code.length || this.code[this.at] === ")";
        this.at += 1;
        if (ends) return found;
      }
    }
  }

  // The parts of what such a code shows, each with how it stands; none for any other field.
  window.portalEq = (code) => {
    BEGINS.lastIndex = 0;
    const begins = BEGINS.exec(code);
    return begins ? new Reader(code.slice(begins[0].length, LONGEST)).sequence("", 0) : [];
  };
})();
