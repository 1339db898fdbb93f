/* Which cards are shown: filters and full-text search. */

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#39;": "'" };

/* Lower case, one kind of apostrophe, no accents and no invisible joiners, both in the text and in the search. */
function folded(text) {
  const plain = text.toLowerCase().replace(/[’‘ʼ]/g, "'").replace(/\u2060/g, "");
  return /[\u00c0-\u1fff]/.test(plain) ? plain.normalize("NFD").replace(/[\u0300-\u036f]/g, "") : plain;
}

function textsOf(story) {
  if (!story.texts) {
    story.texts = cardsOf(story).map((html) =>
      folded(html.replace(/<[^>]*>/g, " ").replace(/&[#\w]+;/g, (entity) => ENTITIES[entity] || entity))
    );
  }
  return story.texts;
}

const searched = () => folded(search.value).split(/\s+/).filter(Boolean);
const fits = (wanted, value) => wanted === "" || wanted === value;

function select(story, words) {
  const { principle, deck, story: title } = story.element.dataset;
  const isWanted =
    fits(filters.principle.value, principle) && fits(filters.deck.value, deck) && fits(filters.story.value, title);
  story.shown = [];
  if (!isWanted) return;
  story.kinds.forEach((kind, number) => {
    if (!fits(filters.kind.value, kind)) return;
    if (words.length && !words.every((word) => textsOf(story)[number].includes(word))) return;
    story.shown.push(number);
  });
}

function refresh() {
  const words = searched();
  let count = 0;
  watcher.disconnect();
  stories.forEach((story) => {
    select(story, words);
    count += story.shown.length;
    story.element.hidden = !story.shown.length;
    story.isNear = false;
    drop(story, story.shown.length * GUESSED_HEIGHT);
  });
  const of = count === total ? "" : " of " + total.toLocaleString("en");
  byId("count").textContent = count.toLocaleString("en") + of + (total === 1 ? " card" : " cards");
  byId("none").hidden = count > 0;
  byId("clear").disabled = count === total && !search.value;
  stories.filter((story) => story.shown.length).forEach((story) => watcher.observe(story.element));
}

/* Highlight the searched words in what is drawn, without changing the page. */
function highlight() {
  if (!window.Highlight || !CSS.highlights) return;
  const words = searched();
  const found = new Highlight();
  if (words.length) {
    drawn.forEach((story) => {
      const texts = document.createTreeWalker(story.body, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const text = folded(texts.currentNode.data);
        if (text.length !== texts.currentNode.length) continue; // positions would not match
        words.forEach((word) => {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            found.add(new StaticRange({ startContainer: texts.currentNode, startOffset: at, endContainer: texts.currentNode, endOffset: at + word.length }));
          }
        });
      }
    });
  }
  CSS.highlights.set("searched", found);
}
