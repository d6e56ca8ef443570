// The reading page: text size without losing one's place, its address to pass on, and printing.
const sizes = document.querySelectorAll("[data-size]");

function show(size) {
  document.body.className = document.body.className.replace(/\bsize-\w+/, `size-${size}`);
  for (const link of sizes) {
    if (link.dataset.size === size) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  document.cookie = `reading-size=${size}; path=/; max-age=31536000; samesite=lax`;
}

for (const link of sizes) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    show(link.dataset.size);
  });
}

document.querySelector("[data-print]")?.addEventListener("click", () => print());

// Its plain address: neither the size one reads in nor the place one came from goes along.
document.querySelector("[data-copy]")?.addEventListener("click", async ({ currentTarget }) => {
  const words = currentTarget.querySelector("[role=status]");
  const address = location.origin + location.pathname;
  try {
    await navigator.clipboard.writeText(address);
    words.textContent = "链接已复制";
  } catch { // not on https, or not allowed
    prompt("复制这个链接：", address);
  }
});
