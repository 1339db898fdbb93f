/* The page around the cards: scroll position, switches, voice, printing, and the code that starts everything. */

// ---- The scroll position, kept when everything moves

const edge = () => search.form.getBoundingClientRect().bottom;

/* The card at the toolbar's lower edge, and where that edge cuts it: 0 is its top, 1 its bottom. */
function place() {
  if (scrollY === 0) return null;
  const line = edge();
  for (const story of drawn) {
    if (story.element.getBoundingClientRect().bottom < line) continue;
    for (const card of story.body.children) {
      const box = card.getBoundingClientRect();
      if (box.bottom > line) {
        return { key: card.dataset.key, deck: story.element.dataset.deck, part: (line - box.top) / box.height };
      }
    }
  }
  return null;
}

function goTo(where) {
  if (!where) return;
  const id = 'data-key="' + where.key.split("/")[0] + "/";
  const first = ({ cards, waiting }) => (cards ? cards[0] : waiting.textContent);
  const story = stories.find(
    (each) => each.shown.length && each.element.dataset.deck === where.deck && first(each).includes(id)
  );
  if (!story) return;
  draw(story);
  const card = Array.from(story.body.children).find((each) => each.dataset.key === where.key);
  // Again in the next frames, because whatever is drawn meanwhile changes the heights above.
  let frames = 12;
  const move = () => {
    const box = (card || story.element).getBoundingClientRect();
    scrollBy({ top: box.top + (card ? where.part * box.height : 0) - edge(), behavior: "instant" });
    if (--frames) requestAnimationFrame(move);
  };
  move();
}

function keepPlace(change) {
  const where = place();
  change();
  goTo(where);
}

// ---- Switches

const isOn = (id) => byId(id).getAttribute("aria-pressed") === "true";

function turn(id, on) {
  byId(id).setAttribute("aria-pressed", String(on));
  if (id === "night") root.classList.toggle("nightMode", on);
  if (id === "phone") root.classList.toggle("p-phone", on);
}

function onSwitch(id, change) {
  byId(id).addEventListener("click", () =>
    keepPlace(() => {
      turn(id, !isOn(id));
      if (change) change();
    })
  );
}

turn("night", root.classList.contains("nightMode"));
onSwitch("night");
onSwitch("phone");
onSwitch("answers", refresh);

byId("more").addEventListener("click", () => {
  const isOpen = byId("panel").classList.toggle("p-open");
  byId("more").setAttribute("aria-expanded", String(isOpen));
});

let soon = 0;
function refreshFromTop() {
  clearTimeout(soon);
  refresh();
  const top = search.form.offsetTop;
  if (scrollY > top) scrollTo({ top, behavior: "instant" });
}

search.addEventListener("input", () => {
  clearTimeout(soon);
  soon = setTimeout(refreshFromTop, 120);
});
search.form.addEventListener("submit", (event) => {
  event.preventDefault();
  refreshFromTop();
});
Object.values(filters).forEach((filter) => {
  filter.hidden = filter.options.length < 3; // "all", and at most one to choose
  filter.addEventListener("change", refreshFromTop);
});
byId("clear").addEventListener("click", () => {
  search.value = "";
  Object.values(filters).forEach((filter) => (filter.value = ""));
  refreshFromTop();
  search.focus();
});

// ---- Voice: only voices on this device, because the page never uses the network

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.replay-button");
  if (!link) return;
  event.preventDefault();
  const voices = window.speechSynthesis ? speechSynthesis.getVoices() : [];
  const language = link.lang.split("-")[0];
  const voice =
    voices.find((each) => each.localService && each.lang.replace("_", "-") === link.lang) ||
    voices.find((each) => each.localService && each.lang.split(/[-_]/)[0] === language);
  if (!voice) {
    link.title = "This browser has no voice of its own for " + link.lang;
    return;
  }
  const speech = new SpeechSynthesisUtterance(link.dataset.say);
  speech.voice = voice;
  speechSynthesis.cancel();
  speechSynthesis.speak(speech);
});

// ---- Hand-out: all cards that pass the filters, in day mode, as they are without scripts

addEventListener("beforeprint", () => {
  const sheets = stories.filter((story) => story.shown.length).map((story) => {
    const sheet = story.element.cloneNode(false);
    sheet.append(story.element.querySelector("h2").cloneNode(true), parsed(story, story.shown));
    return sheet;
  });
  byId("handout").replaceChildren(...sheets);
  byId("handout").querySelectorAll("details").forEach((fold) => (fold.open = true));
  root.classList.remove("nightMode");
});
addEventListener("afterprint", () => {
  byId("handout").replaceChildren();
  root.classList.toggle("nightMode", isOn("night"));
});
byId("print").addEventListener("click", () => print());

// ---- Start

function prepareSearch(deadline) {
  for (const story of stories) {
    if (story.texts) continue;
    if (deadline.timeRemaining() < 4) return void requestIdleCallback(prepareSearch);
    textsOf(story);
  }
}

refresh();
if (window.requestIdleCallback) requestIdleCallback(prepareSearch);
