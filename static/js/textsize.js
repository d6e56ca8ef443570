// 大字版: a cookie, so that the server sends the large page at once and nothing jumps.
const YEAR = 31536000;

for (const button of document.querySelectorAll("[data-textsize]")) {
  button.addEventListener("click", () => {
    const large = document.documentElement.classList.toggle("large");
    document.cookie = `textsize=${large ? "large" : "normal"}; path=/; max-age=${YEAR}; samesite=lax`;
    for (const each of document.querySelectorAll("[data-textsize]")) each.setAttribute("aria-pressed", String(large));
  });
}
