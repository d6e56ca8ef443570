// Pictures in the text: pasted, dropped or chosen, each is sent at once and stands in the text by its address.
//
// For an editor whose textarea has data-pictures (where they go), data-limit (bytes), data-words (length of a
// description) and data-wait (what stands there meanwhile). Below it a list asks what each picture shows.
// A classic deferred script: it must listen before the editor's modules run.
(() => {
  const ADDRESS = /^\/experience\/pictures\/[0-9a-f-]{36}\/$/;
  const NO_WORDS = /^(?:img|image|picture|图片|图像)?[\s_-]*\d*$|\.(?:png|jpe?g|gif|bmp|webp)$/i; // what programs write
  const KINDS = { pngblip: "image/png", jpegblip: "image/jpeg" };

  function make(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function ofData(address) {
    const [, type, text] = /^data:(image\/[a-z+.-]+);base64,([\s\S]+)$/i.exec(address) ?? [];
    try {
      return type ? new Blob([Uint8Array.from(atob(text.replace(/\s/g, "")), (c) => c.charCodeAt(0))], { type }) : null;
    } catch {
      return null;
    }
  }

  // Word shows pictures of the clipboard's HTML from its own disk; their bytes stand in the RTF beside it.
  function ofRtf(rtf) {
    const found = [];
    for (let at = rtf.indexOf("\\pict"); at >= 0; at = rtf.indexOf("\\pict", at + 5)) {
      if (/[a-z]/.test(rtf[at + 5] ?? "")) continue; // \picture…, another word
      let end = at;
      for (let depth = 1; end < rtf.length && depth; end++) depth += rtf[end] === "{" ? 1 : rtf[end] === "}" ? -1 : 0;
      const group = rtf.slice(at, end - 1);
      const kind = /\\(pngblip|jpegblip)/.exec(group.slice(0, 4000))?.[1];
      const hex = group.slice(group.lastIndexOf("}") + 1).replace(/\\[a-z]+-?\d* ?|\s/g, "");
      if (kind && /^(?:[0-9a-f]{2})+$/i.test(hex)) {
        found.push(new Blob([Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16))], { type: KINDS[kind] }));
      }
      at = end;
    }
    return found;
  }

  async function plainForm(blob) {
    if (["image/png", "image/jpeg", "image/webp"].includes(blob.type)) return blob;
    const bitmap = await createImageBitmap(blob);
    const canvas = make("canvas", { width: bitmap.width, height: bitmap.height });
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  const images = (list) => [...(list ?? [])].filter((file) => file.type.startsWith("image/"));

  function illustrate(editor, textarea) {
    const { pictures: goal, limit, words, wait } = textarea.dataset;
    const known = new Set([...textarea.value.matchAll(/\/experience\/pictures\/[0-9a-f-]{36}\//g)].map(([address]) => address));
    const said = make("span", { role: "status", class: "meta" });
    const input = make("input", { type: "file", accept: "image/png,image/jpeg,image/webp", multiple: "", class: "visually-hidden" });
    const list = make("ol", { class: "picture-list" });
    const box = make("div", { class: "pictures" }, make("div", { class: "cluster" }, make("label", { class: "btn btn-quiet" }, "插入图片", input), said), list);
    let number = 0;
    let waiting = 0;
    let pasted = [];
    let problems = [];
    textarea.closest(".prose-editor").after(box);

    function each(visit) {
      let count = 0;
      editor.state.doc.descendants((node, place) => {
        if (node.type.name === "image") visit(node, place, count++);
      });
    }

    function tell() {
      said.textContent = waiting ? `正在上传 ${waiting} 张图片…` : problems.join(" ");
    }

    async function sent(source) {
      const blob = await plainForm(await source);
      if (blob.size > Number(limit)) throw new Error(`超过 ${Math.floor(limit / 1048576)} MB。`);
      const body = new FormData();
      body.append("csrfmiddlewaretoken", textarea.form.elements.csrfmiddlewaretoken.value);
      body.append("picture", blob, blob.name ?? `图片.${blob.type.replace("image/", "")}`);
      const answer = await fetch(goal, { method: "POST", body }).catch(() => {
        throw new Error("网络中断，请再试一次。");
      });
      const found = await answer.json().catch(() => ({}));
      if (found.src) return found;
      throw new Error(found.problem ?? (answer.status === 413 ? "文件过大。" : "登录已失效或无权上传，请刷新页面后再试。"));
    }

    // Stands in the text until the picture has its address, and goes if it gets none.
    function reserve(source) {
      const holder = `${wait}#${++number}`;
      if (!waiting++) problems = [];
      tell();
      sent(source)
        .then((found) => {
          known.add(found.src);
          settle(holder, { src: found.src, width: found.width, height: found.height });
        })
        .catch((error) => {
          problems.push(`一张图片没有传上：${/^[\x20-\x7e]*$/.test(error.message) ? "不能识别这张图片。" : error.message}`);
          settle(holder, null);
        })
        .finally(() => {
          waiting--;
          tell();
        });
      return holder;
    }

    function settle(holder, attributes) {
      const change = editor.state.tr.setMeta("addToHistory", false);
      each((node, place) => {
        if (node.attrs.src !== holder) return;
        const now = change.mapping.map(place);
        if (attributes) change.setNodeMarkup(now, null, { ...node.attrs, ...attributes });
        else change.delete(now, now + node.nodeSize);
      });
      if (change.docChanged) editor.view.dispatch(change);
    }

    function insert(files, place = editor.state.selection.to) {
      const nodes = files.map((file) => ({ type: "image", attrs: { src: reserve(file) } }));
      editor.chain().focus().insertContentAt(place, nodes).run();
    }

    function transformPastedHTML(html) {
      const found = new DOMParser().parseFromString(window.portalPaste(html), "text/html"); // of what is hidden, none
      const local = [...found.querySelectorAll("img")].filter((image) => /^file:/i.test(image.getAttribute("src") ?? ""));
      let lost = 0;
      for (const image of found.querySelectorAll("img")) {
        const given = image.getAttribute("src") ?? "";
        const path = given.startsWith(location.origin) ? given.slice(location.origin.length) : given;
        const bytes = ofData(given) ?? (local.length === pasted.length ? pasted[local.indexOf(image)] : null);
        if (known.has(path)) image.setAttribute("src", path);
        else if (ADDRESS.test(path)) image.setAttribute("src", reserve(fetch(path).then((answer) => answer.blob())));
        else if (bytes) image.setAttribute("src", reserve(bytes));
        else {
          lost++;
          image.remove();
          continue;
        }
        if (NO_WORDS.test(image.alt.trim())) image.removeAttribute("alt");
        image.removeAttribute("title");
        const around = image.closest("p"); // one that holds nothing else would stay behind as an empty line
        if (around && !around.textContent.trim() && around.querySelectorAll("img").length === 1) around.replaceWith(image);
      }
      if (lost) {
        problems = [`有 ${lost} 张图片没有带过来：请另存到电脑，再用“插入图片”放入。`];
        setTimeout(tell);
      }
      pasted = [];
      return found.body.innerHTML;
    }

    function paste(view, event) {
      const data = event.clipboardData;
      const files = images(data?.files);
      const html = data?.getData("text/html") ?? "";
      const text = new DOMParser().parseFromString(html, "text/html").body.textContent.trim();
      pasted = ofRtf(data?.getData("text/rtf") ?? "");
      if (!files.length || text) return false;
      event.preventDefault();
      insert(files);
      return true;
    }

    function drop(view, event) {
      const files = images(event.dataTransfer?.files);
      if (!files.length) return false;
      event.preventDefault();
      insert(files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos);
      return true;
    }

    function describe(index, alt) {
      each((node, place, count) => {
        if (count === index) editor.view.dispatch(editor.state.tr.setNodeMarkup(place, null, { ...node.attrs, alt }));
      });
    }

    function row(node, index) {
      const entry = make("input", { class: "form-control", type: "text", maxlength: words, placeholder: "写出图片的内容，供看不到图片的人了解" });
      const thumb = make("img", { src: node.attrs.src, alt: "" });
      entry.value = node.attrs.alt ?? "";
      entry.addEventListener("input", () => describe(index, entry.value));
      return make("li", {}, thumb, make("label", {}, `第${index + 1}张图片的文字说明`, entry));
    }

    function ask() {
      const nodes = [];
      each((node) => nodes.push(node));
      const same = nodes.length === list.children.length && nodes.every((node, index) => list.children[index].querySelector("img").getAttribute("src") === node.attrs.src);
      if (!same) list.replaceChildren(...nodes.map(row));
      nodes.forEach((node, index) => {
        const entry = list.children[index].querySelector("input");
        if (entry !== document.activeElement) entry.value = node.attrs.alt ?? "";
        list.children[index].classList.toggle("picture-bare", !node.attrs.alt?.trim());
      });
    }

    editor.setOptions({ editorProps: { ...editor.options.editorProps, handleDOMEvents: { paste, drop }, transformPastedHTML } });
    editor.on("update", ask);
    input.addEventListener("change", () => {
      insert(images(input.files));
      input.value = "";
    });
    textarea.form.addEventListener(
      "submit",
      (event) => {
        if (!waiting) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        said.scrollIntoView({ block: "center" });
      },
      true,
    );
    const orphans = [];
    each((node) => node.attrs.src?.startsWith(wait) && orphans.push(node.attrs.src));
    orphans.forEach((holder) => settle(holder, null)); // of a draft that was left while pictures were on their way
    ask();
  }

  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    if (textarea.dataset.pictures) illustrate(editor, textarea);
  });
})();
