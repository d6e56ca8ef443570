// The reading page: text size without losing one's place, and printing.
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
