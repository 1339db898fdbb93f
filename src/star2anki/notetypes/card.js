/* What the cards do beyond being read: timer, checklist, quiz, gaps.
   Every card works without this file. It runs on both sides of every card, perhaps twice in one page, so each
   card is dressed once. Nothing newer than ES2015: old phones draw cards too. */
(function () {
  "use strict";

  // ---- State from question to answer. Apps may forget or forbid it; nothing depends on it.

  const keyOf = (card) => "star2anki " + card.dataset.card;

  function load(card) {
    try {
      return JSON.parse(sessionStorage.getItem(keyOf(card))) || {};
    } catch (error) {
      return {};
    }
  }

  function save(card, state) {
    try {
      sessionStorage.setItem(keyOf(card), JSON.stringify(state));
    } catch (error) {
      // The answer side then shows no time and no pick: harmless.
    }
  }

  // ---- Small tools

  function make(tag, className, text) {
    const element = document.createElement(tag);
    element.className = className || "";
    element.textContent = text || "";
    return element;
  }

  /* Anki's phone apps turn the card on a tap, unless the thing tapped is a button or says "tappable". */
  function makeButton(text, onPress) {
    const button = make("button", "tappable", text);
    button.type = "button";
    button.addEventListener("click", onPress);
    return button;
  }

  function wrapInButton(item, onPress) {
    const button = makeButton("", onPress);
    const text = button.appendChild(make("span"));
    while (item.firstChild) text.appendChild(item.firstChild);
    return item.appendChild(button);
  }

  function clockText(seconds) {
    const whole = Math.floor(seconds);
    return Math.floor(whole / 60) + ":" + ("0" + (whole % 60)).slice(-2);
  }

  /* "near" from 85 % of the target, "over" past it; without a target the clock only counts. */
  function pace(seconds, target) {
    if (!target) return "";
    return seconds > target ? "over" : seconds >= target * 0.85 ? "near" : "";
  }

  // ---- Speak-aloud timer

  /* Milliseconds spoken: what was counted before a pause, and what has run since the last start. */
  const spoken = (state) => (state.elapsed || 0) + (state.since ? Date.now() - state.since : 0);

  function setUpTimer(card, box, state) {
    const target = Number(box.dataset.seconds) || 0;
    const clock = make("span", "clock");
    const remark = make("span", "remark");
    const bar = make("div", "bar");
    const fill = bar.appendChild(make("i"));
    const go = makeButton("", () => (state.since ? run(spoken(state), 0) : run(state.elapsed || 0, Date.now())));
    const restart = makeButton("Restart", () => run(0, Date.now()));
    let ticking = null;

    function draw() {
      const seconds = spoken(state) / 1000;
      const now = pace(seconds, target);
      const words = now === "over" ? "over time" : now === "near" ? "wrap up" : "";
      const untouched = !state.since && !state.elapsed;
      box.className = "timer tappable " + now;
      clock.textContent = clockText(seconds);
      fill.style.width = target ? Math.min(100, (100 * seconds) / target) + "%" : "0";
      if (remark.textContent !== words) remark.textContent = words; // screen readers hear changes only
      go.textContent = state.since ? "Pause" : untouched ? "Start the clock" : "Go on";
      restart.hidden = clock.hidden = untouched;
      bar.hidden = untouched || !target;
    }

    function tick() {
      if (document.documentElement.contains(box)) draw();
      else clearInterval(ticking); // the card was turned
    }

    function run(elapsed, since) {
      state.elapsed = elapsed;
      state.since = since;
      save(card, state);
      clearInterval(ticking);
      if (since) ticking = setInterval(tick, 250);
      draw();
    }

    remark.setAttribute("aria-live", "polite");
    const row = box.appendChild(make("div", "timer-row"));
    [go, restart, clock, remark].forEach((part) => row.appendChild(part));
    box.appendChild(bar);
    draw();
  }

  function showTimeTaken(card, line, state) {
    if (!state.elapsed && !state.since) return;
    state.elapsed = spoken(state); // the clock stops when the card is turned
    state.since = 0;
    save(card, state);
    const seconds = state.elapsed / 1000;
    const target = Number(line.dataset.seconds) || 0;
    line.textContent = "You took " + clockText(seconds) + (target ? " of " + clockText(target) : "");
    line.className = "took " + pace(seconds, target);
    line.hidden = false;
  }

  // ---- Key-phrase checklist

  /* Only a suggestion: a third of the phrases is Hard, two thirds Good, all of them in time Easy. */
  function fittingButton(said, all, late) {
    if (said === all) return late ? "Good" : "Easy";
    return said * 3 >= all * 2 ? "Good" : said * 3 >= all ? "Hard" : "Again";
  }

  function setUpChecklist(card, list, state) {
    const isLate = card.querySelector(".took.over") !== null;
    const tally = make("p", "tally", "Tap what you said.");
    tally.setAttribute("aria-live", "polite");
    list.parentNode.insertBefore(tally, list);

    const buttons = Array.from(list.children, (item) => {
      item.classList.add("ticks");
      return wrapInButton(item, (event) => {
        const button = event.currentTarget;
        button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
        count();
      });
    });

    function count() {
      state.said = buttons.map((button) => button.getAttribute("aria-pressed") === "true");
      save(card, state);
      const said = state.said.filter(Boolean).length;
      const fits = fittingButton(said, buttons.length, isLate);
      tally.textContent = said + " of " + buttons.length + " said. " + fits + " would fit.";
    }

    const before = state.said || [];
    buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(Boolean(before[index]))));
    if (state.said) count();
  }

  // ---- Quiz

  function shuffled(count) {
    const order = [];
    for (let index = 0; index < count; index++) {
      order.splice(Math.floor(Math.random() * (index + 1)), 0, index);
    }
    return order;
  }

  function addVerdict(item, isRight, text) {
    item.classList.add(isRight ? "is-right" : "is-wrong");
    (item.querySelector("button > span") || item).appendChild(make("span", "verdict", text));
  }

  function setUpQuiz(card, list, state, isFront) {
    const items = Array.from(list.children);
    const isRight = (item) => item.classList.contains("right");
    if (isFront) state.order = shuffled(items.length);
    if (!state.order || state.order.length !== items.length) return;
    state.order.forEach((index) => list.appendChild(items[index]));

    if (!isFront) {
      const picked = items[state.pick];
      if (picked) addVerdict(picked, isRight(picked), isRight(picked) ? "Your pick" : "\u2717 Your pick");
      return;
    }

    save(card, state); // the answer side keeps this order
    const outcome = make("div");
    outcome.setAttribute("aria-live", "polite");
    list.parentNode.insertBefore(outcome, list.nextSibling);

    function pick(item, index) {
      if (state.pick !== undefined) return;
      state.pick = index;
      save(card, state);
      if (!isRight(item)) addVerdict(item, false, "\u2717 Not this one");
      items.filter(isRight).forEach((right) => addVerdict(right, true, right === item ? "\u2713 Right" : "\u2713 This one"));
      const explanation = card.querySelector(".explanation-source");
      if (explanation) outcome.appendChild(explanation.content.cloneNode(true));
      curl(outcome);
    }

    items.forEach((item, index) => {
      item.classList.add("pressable");
      wrapInButton(item, () => pick(item, index));
    });
  }

  // ---- Gaps

  /* Anki keeps what a gap hides as escaped HTML; a document of its own reads it without acting on it. */
  const hiddenWords = (gap) => new DOMParser().parseFromString(gap.dataset.cloze, "text/html").body.textContent;

  /* One gap at a time, by one button that stays in reach. Apps that do not tell what a gap hides show blanks only. */
  function setUpGaps(card, text) {
    const gaps = Array.from(text.querySelectorAll(".cloze"));
    gaps.forEach((gap) => (gap.textContent = gap.textContent.replace(/^\[|\]$/g, "")));
    if (!gaps.length || !gaps.every((gap) => gap.dataset.cloze)) return;
    const button = makeButton("", next);
    const link = make("a", "hint");
    let shown = 0;

    function draw() {
      button.textContent = "Show gap " + (shown + 1) + " of " + gaps.length;
      gaps.forEach((gap, index) => gap.classList.toggle("now", index === shown));
      if (shown < gaps.length) return;
      button.hidden = true;
      link.style.display = "none";
    }

    function next() {
      const gap = gaps[shown];
      gap.textContent = hiddenWords(gap);
      gap.classList.add("open");
      curl(gap);
      shown += 1;
      draw();
    }

    text.setAttribute("aria-live", "polite");
    button.classList.add("next-gap");
    text.parentNode.insertBefore(button, text.nextSibling);
    text.parentNode.insertBefore(link, button.nextSibling);
    setUpHint(link, () => shown < gaps.length && next());
    draw();
  }

  // ---- Hints

  /* "Show hint" in AnkiDroid clicks the first link of this class that is not hidden by its own style. */
  function setUpHint(link, onPress) {
    link.href = "#";
    link.hidden = true;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      onPress();
    });
  }

  function setUpClue(fold, link) {
    setUpHint(link, () => {
      fold.open = true;
      link.style.display = "none";
    });
  }

  // ---- Quotes

  /* Writers type straight quotes. Which ones print sets in their place hangs on the language; only English is sure. */
  function curl(root) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let block = null;
    let before = " ";
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const parent = node.parentNode;
      const itsBlock = parent.closest("p, li, dt, dd, div, h1, h2, summary, button");
      if (itsBlock !== block) before = " "; // nothing stands before the first letter
      block = itsBlock;
      const straight = node.nodeValue;
      if (/["']/.test(straight) && !parent.closest("code") && /^en\b/i.test(parent.closest("[lang]").lang)) {
        node.nodeValue = straight.replace(/["']/g, (quote, place) => {
          const opens = /[\s([{\u2013\u2014\u201c\u2018]/.test(place ? straight[place - 1] : before);
          return quote === '"' ? (opens ? "\u201c" : "\u201d") : opens ? "\u2018" : "\u2019";
        });
      }
      before = straight.slice(-1) || before;
    }
  }

  // ---- Keys

  /* Space and Enter on a focused control belong to it; further up they would turn the card. Anki's desktop takes
     both before the page sees them, so there "x" presses the control that has the focus. */
  function onKey(event) {
    const control = event.target.closest("button, summary");
    if (!control) return;
    if (event.key === " " || event.key === "Enter") event.stopPropagation();
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat;
    if (event.key === "x" && event.type === "keydown" && isPlain) control.click();
  }

  // ---- Dressing a card

  Array.from(document.querySelectorAll(".s2a:not([data-dressed])")).forEach((card) => {
    const isFront = card.classList.contains("front");
    const state = isFront ? {} : load(card);
    const withPart = (selector, setUp) => {
      const part = card.querySelector(selector);
      if (part) setUp(part);
    };
    card.dataset.dressed = "";
    if (isFront) save(card, state); // what an earlier look at this card left is over
    ["keydown", "keypress", "keyup"].forEach((type) => card.addEventListener(type, onKey));
    withPart(".timer", (box) => setUpTimer(card, box, state));
    withPart(".took", (line) => showTimeTaken(card, line, state));
    withPart(".phrases", (list) => setUpChecklist(card, list, state));
    withPart(".choices", (list) => setUpQuiz(card, list, state, isFront));
    withPart(".gaps", (text) => setUpGaps(card, text));
    withPart(".clue + a.hint", (link) => setUpClue(link.previousElementSibling, link));
    curl(card);
    withPart(".voice a", (link) => link.setAttribute("aria-label", "Hear the question"));
  });
})();
