/* The preview page: stories, drawn when they come near the window. search.js and page.js follow in the same script.

   The cards wait as text in `noscript` elements. A browser that runs scripts reads that text without parsing it, so a page
   with many thousand cards opens at once. A browser that does not run them shows the same text as a list. */
"use strict";

/* The cards' own script, run for cards that have just been drawn. */
const dress = () => {
  /* card.js */
};

const root = document.documentElement;
const byId = (id) => document.getElementById(id);
const search = byId("search");
const filters = { kind: byId("kind"), principle: byId("principle"), story: byId("story"), deck: byId("deck") };

const NEAR = "1500px 0px"; // how far from the window a story is drawn
const KEPT = 8; // stories that stay drawn after leaving the window, with everything that was pressed in them
const GUESSED_HEIGHT = 560; // px of a card that was never drawn

// ---- Stories

const stories = Array.from(document.querySelectorAll(".p-story"), (element) => ({
  element,
  body: element.querySelector(".p-cards"),
  waiting: element.querySelector("noscript"),
  kinds: element.dataset.kinds.split(" "),
  cards: null, // HTML of each card, once it was needed
  texts: null, // what a search looks at in each card, once it was needed
  shown: [], // numbers of the cards that pass the filters
  isNear: false,
}));
const storyOf = new Map(stories.map((story) => [story.element, story]));
const total = stories.reduce((sum, story) => sum + story.kinds.length, 0);
const drawn = new Set(); // oldest first

function cardsOf(story) {
  if (!story.cards) {
    story.cards = story.waiting.textContent.split("<!--card-->").slice(1);
    story.waiting.remove();
  }
  return story.cards;
}

function parsed(story, numbers) {
  const holder = document.createElement("template");
  holder.innerHTML = numbers.map((number) => cardsOf(story)[number]).join("");
  return holder.content;
}

function draw(story) {
  if (drawn.has(story)) return;
  const content = parsed(story, story.shown);
  if (!isOn("answers")) content.querySelectorAll(".p-card").forEach(coverAnswer);
  story.body.style.height = "";
  story.body.replaceChildren(content);
  drawn.add(story);
  dress();
}

function drop(story, height) {
  story.body.style.height = height + "px";
  story.body.replaceChildren();
  drawn.delete(story);
}

const watcher = new IntersectionObserver(
  (entries) => {
    entries.forEach((entry) => {
      const story = storyOf.get(entry.target);
      story.isNear = entry.isIntersecting;
      if (story.isNear) draw(story);
    });
    Array.from(drawn)
      .filter((story) => !story.isNear)
      .slice(0, -KEPT)
      .forEach((story) => drop(story, story.body.offsetHeight));
    highlight();
  },
  { rootMargin: NEAR }
);

/* A covered answer is not in the page. It is dressed when it is shown, as in Anki, so it knows what happened on the
   question: how long it took, and which choice was picked. */
function coverAnswer(card) {
  const answer = card.querySelector(".p-answer");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "p-turn";
  let visible = null;
  const label = () => {
    button.textContent = visible ? "Hide answer" : "Show answer";
    button.setAttribute("aria-expanded", String(Boolean(visible)));
  };
  button.addEventListener("click", () => {
    if (visible) {
      visible.remove();
      visible = null;
    } else {
      visible = card.querySelector(".p-sides").appendChild(answer.cloneNode(true));
      dress();
      highlight();
    }
    label();
  });
  answer.remove();
  label();
  card.append(button);
}
