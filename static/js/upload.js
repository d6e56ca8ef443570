// components/upload.html: files chosen, dropped or pasted go one by one, each with its progress.
// Every answer is the fragment that stands in the target; it tells what was refused and why.
const SLOW_AFTER = 15000; // without a byte moving for so long, say so

function send(form, file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    body.append("files", file, file.name);
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => (request.status === 200 ? resolve(request.responseText) : reject(new Error(String(request.status)))));
    for (const trouble of ["error", "abort", "timeout"]) request.addEventListener(trouble, () => reject(new Error(trouble)));
    request.send(body);
  });
}

function reason(error) {
  if (error.message === "413") return "文件过大，服务器没有接收。";
  if (error.message === "403" || error.message === "404") return "登录已失效或无权上传，请刷新页面后再试。";
  return "网络中断，没有传完，服务器上没有留下半个文件，请再试一次。";
}

function prepare(form) {
  const input = form.querySelector("input[type=file]");
  const box = form.querySelector(".upload-progress");
  const bar = box.querySelector("progress");
  const label = box.querySelector("span");
  const said = form.querySelector(".upload-said");
  const target = document.getElementById(form.dataset.upload);
  const limit = Number(form.dataset.limit);
  let queue = Promise.resolve();

  async function one(file, problems) {
    if (file.size > limit) {
      problems.push(`${file.name}：超过 ${Math.floor(limit / 1048576)} MB。`);
      return;
    }
    bar.value = 0;
    label.textContent = file.name;
    box.hidden = false;
    let slow = setTimeout(() => {}, 0);
    const watch = () => {
      clearTimeout(slow);
      slow = setTimeout(() => (label.textContent = `${file.name}：网络较慢，仍在上传`), SLOW_AFTER);
    };
    watch();
    try {
      target.innerHTML = await send(form, file, (share) => {
        bar.value = Math.round(share * 100);
        label.textContent = share < 1 ? `${file.name} ${bar.value}%` : `${file.name}：正在检查`;
        watch();
      });
      document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: target } }));
      const refused = target.querySelector("[role=alert]");
      if (refused) problems.push(refused.textContent.trim());
    } catch (error) {
      problems.push(`${file.name}：${reason(error)}`);
    } finally {
      clearTimeout(slow);
      box.hidden = true;
    }
  }

  function all(files) {
    const chosen = [...files];
    if (!chosen.length) return;
    queue = queue.then(async () => {
      const problems = [];
      said.textContent = "";
      for (const file of chosen) await one(file, problems);
      for (const notice of target.querySelectorAll("[role=alert]")) notice.remove();
      const done = chosen.length - problems.length;
      said.textContent = [done ? `已上传 ${done} 个文件。` : "", ...problems].filter(Boolean).join(" ");
      input.value = "";
    });
  }

  input.addEventListener("change", () => all(input.files));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    all(input.files);
  });
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("upload-over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("upload-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("upload-over");
    all(event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    const typing = event.target.closest?.("input, textarea, [contenteditable]");
    if (!typing && event.clipboardData?.files.length) all(event.clipboardData.files);
  });
  form.querySelector("button[type=submit]").hidden = true; // choosing is sending
}

document.querySelectorAll("form[data-upload]").forEach(prepare);
