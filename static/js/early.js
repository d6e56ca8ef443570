// Runs before the first paint: pages fold their menu only where a script can unfold it.
document.documentElement.classList.add("js");
