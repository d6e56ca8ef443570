// Sign-in page of a demo: a click on an account fills both fields. Without this the link fills the name.
const password = document.querySelector("[data-demo-password]")?.textContent;

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-demo]");
  if (!link || !password) return;
  event.preventDefault();
  document.getElementById("id_login").value = link.dataset.demo;
  document.getElementById("id_password").value = password;
  document.querySelector(".sign-in button[type=submit]").focus();
});
