/* Only in the page that `--watch` serves: reload after a story is saved, at the same place and with the same filters. */

const controls = [search, ...Object.values(filters)];

if (history.state) {
  controls.forEach((control) => {
    control.value = history.state[control.id] || "";
    if (control.selectedIndex === -1) control.value = ""; // the save removed it
  });
  ["answers", "night", "phone"].forEach((id) => turn(id, history.state[id]));
  refresh();
  const { where, top } = history.state;
  requestAnimationFrame(() => {
    scrollTo({ top, behavior: "instant" });
    goTo(where);
  });
  history.replaceState(null, "");
}

const problems = document.querySelector(".p-problems");

function complain(title, text) {
  problems.hidden = !title;
  problems.querySelector("strong").textContent = title;
  problems.querySelector("pre").textContent = text;
}

const events = new EventSource("events?version=" + root.dataset.version);
events.addEventListener("reload", () => {
  const state = { where: place(), top: scrollY };
  controls.forEach((control) => (state[control.id] = control.value));
  ["answers", "night", "phone"].forEach((id) => (state[id] = isOn(id)));
  history.replaceState(state, "");
  location.reload();
});
events.addEventListener("problems", (event) => complain(event.data && "The last save has errors, so this page does not show it.", event.data));
events.addEventListener("error", () => {
  events.close();
  complain("The preview has ended. This page no longer updates.", "");
});
