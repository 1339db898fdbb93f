/* Runs before anything is drawn: scripts work, so the page is drawn on demand, and night mode is dark from the start. */
document.documentElement.classList.remove("unscripted");
document.documentElement.classList.toggle("nightMode", matchMedia("(prefers-color-scheme: dark)").matches);
