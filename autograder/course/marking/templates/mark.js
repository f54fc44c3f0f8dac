"use strict";
const REFRESH = 10000; // milliseconds after which the marks of others are shown
const by = (id) => document.getElementById(id);
const { question: name, xsrf } = document.body.dataset;
const address = `/api/${encodeURIComponent(name)}`;
let question, states, comments, cards = [], at = 0, waitingOnly = false, choosing = false;
let work = Promise.resolve(); // one thing after the other, in the order of the keys

const say = (text) => { by("said").textContent = text; };
const number = (mark) => (mark === null ? "–" : String(mark));
const same = (a, b) => a.mark === b.mark && a.comment === b.comment && a.asked === b.asked;
const isMarked = (student) => !states[student].asked && states[student].mark !== null;
const waits = (card) => card.students.some((student) => !isMarked(student));
const part = (tag, text, kind) => {
  const made = document.createElement(tag);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
};

async function ask(path, sent) {
  const options = sent === undefined ? {} : {
    method: "POST",
    headers: { "X-XSRFToken": xsrf, "Content-Type": "application/json" },
    body: JSON.stringify(sent),
  };
  const answer = await fetch(address + path, options);
  const told = await answer.json();
  if (!answer.ok && !told.conflict) throw new Error(told.error || answer.statusText);
  return told;
}

function spoken(state) {
  if (state.mark === null) return "not marked";
  const who = state.by ? ` by ${state.by}` : "";
  const again = state.asked ? "; a mark is asked for again" : "";
  return `${state.mark} of ${question.points}${who}${again}${state.comment ? `: ${state.comment}` : ""}`;
}

// What a card shows of the gradebook; a card that is being worked on keeps what its marker saw.
function look(card) {
  card.seen = Object.fromEntries(card.students.map((s) => [s, states[s].version]));
  const first = states[card.students[0]];
  card.mark = first.mark;
  card.comment = first.comment;
  card.picked = new Set();
  card.touched = false;
}

function draw(card) {
  const held = card.students.map((s) => states[s]);
  const texts = held.every((state) => same(state, held[0])) ? [held[0]] : held;
  card.held.textContent = texts.map(spoken).join("\n");
  card.held.classList.toggle("marked", !waits(card));
  card.told.textContent = card.conflict || "";
  card.element.classList.toggle("conflict", Boolean(card.conflict));
  const here = cards[at] === card;
  card.element.classList.toggle("gone", waitingOnly && !waits(card) && !here);
  card.element.toggleAttribute("aria-current", here);
}

function drawAll() {
  cards.forEach(draw);
  const all = Object.keys(states);
  const done = all.filter(isMarked).length;
  by("progress").textContent = `${done} of ${all.length} marked${waitingOnly ? "; only those that wait are shown" : ""}`;
  const list = comments.map((text, index) => {
    const item = part("li", text);
    item.addEventListener("click", () => use(index));
    return item;
  });
  by("comments").replaceChildren(...list);
  by("again").hidden = !comments.length;
  drawEditor();
}

function drawEditor() {
  const card = cards[at];
  if (!card) return;
  by("mark").textContent = number(card.mark);
  if (by("comment").value !== card.comment) by("comment").value = card.comment;
  [...by("scheme").children].forEach((item, index) => {
    item.classList.toggle("picked", card.picked.has(index));
  });
}

function stand(told) {
  states = told.states;
  comments = told.comments;
  for (const card of cards) if (!card.touched) look(card);
  drawAll();
}

function go(index) {
  if (!cards[index]) return false;
  at = index;
  drawAll();
  cards[at].element.scrollIntoView({ block: "nearest" });
  return true;
}

function step(by) {
  for (let index = at + by; cards[index]; index += by) {
    if (!waitingOnly || waits(cards[index])) return go(index);
  }
  return false;
}

function give(mark) {
  const card = cards[at];
  card.mark = mark === null ? null : Math.min(Math.max(mark, 0), question.points);
  card.touched = true;
  drawEditor();
}

function pick(index) {
  const card = cards[at];
  if (!question.keys) return give(index + 1);
  if (!question.scheme[index]) return undefined;
  if (!card.picked.delete(index)) card.picked.add(index);
  return give([...card.picked].reduce((sum, one) => sum + question.scheme[one].points, 0));
}

function use(index) {
  if (comments[index] === undefined) return;
  cards[at].comment = comments[index];
  cards[at].touched = true;
  drawEditor();
}

async function save() {
  const card = cards[at];
  if (card.mark === null && !card.touched) return say("Give a mark first.");
  if (!card.touched && !waits(card)) return void step(1); // it stands as it is
  const told = await ask("/mark", { mark: card.mark, comment: card.comment, versions: card.seen });
  if (told.conflict) {
    states = told.states;
    card.seen = Object.fromEntries(card.students.map((s) => [s, states[s].version]));
    const theirs = told.conflict.map((s) => `${s}: ${spoken(states[s])}`).join("\n");
    card.conflict = `Somebody was here meanwhile, so nothing was written.\n${theirs}\nYours: ${number(card.mark)}${card.comment ? `: ${card.comment}` : ""}\nEnter writes yours over it, t keeps theirs.`;
    stand(told);
    return say("A conflict: see the answer.");
  }
  card.conflict = "";
  card.touched = false;
  stand(told);
  say(`Saved: ${card.students.length === 1 ? "1 answer" : `${card.students.length} equal answers`}.`);
  if (!step(1)) say("Saved. This was the last one.");
  return undefined;
}

async function undo() {
  const told = await ask("/undo", {});
  const card = cards.find((one) => told.undone.some((s) => one.students.includes(s)));
  if (card) Object.assign(card, { touched: false, conflict: "" });
  stand(told);
  go(cards.indexOf(card));
  say("What you saved last is as it was before.");
}

function takeTheirs() {
  const card = cards[at];
  if (!card.conflict) return;
  card.conflict = "";
  look(card);
  drawAll();
  say("Theirs stays.");
}

function other(by) {
  const links = [...document.querySelectorAll("nav a")];
  const here = links.findIndex((link) => link.hasAttribute("aria-current"));
  links[here + by]?.click();
}

function filter() {
  waitingOnly = !waitingOnly;
  if (waitingOnly && !waits(cards[at])) step(1) || step(-1);
  go(at);
}

const KEYS = {
  j: () => step(1), n: () => step(1), k: () => step(-1), p: () => step(-1),
  0: () => { cards[at].picked.clear(); give(0); },
  "+": () => give((cards[at].mark ?? 0) + 0.5), "-": () => give((cards[at].mark ?? 0) - 0.5),
  c: () => by("comment").focus(), r: () => { choosing = true; say("Which comment? Press its number."); },
  Enter: save, u: undo, f: filter, t: takeTheirs,
  "[": () => other(-1), "]": () => other(1), "?": () => by("help").showModal(),
};

async function press(key) {
  if (!cards.length) return;
  const digit = /^[1-9]$/.test(key);
  if (choosing) {
    choosing = false;
    say("");
    if (digit) return void use(Number(key) - 1);
  }
  if (digit) pick(Number(key) - 1);
  else await KEYS[key]();
}

function queue(act) {
  work = work.then(act).catch((error) => say(`Not done: ${error.message}`));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || by("help").open) return;
  const writing = event.target === by("comment");
  if (writing && event.key === "Escape") return void by("comment").blur();
  if (writing && (event.key !== "Enter" || event.shiftKey)) return;
  if (event.key === "Enter" && event.target.closest("button, a, summary")) return;
  if (!(event.key in KEYS) && !/^[1-9]$/.test(event.key)) return;
  event.preventDefault();
  if (writing) by("comment").blur();
  queue(() => press(event.key));
});
by("comment").addEventListener("input", () => {
  if (!cards[at]) return;
  cards[at].comment = by("comment").value;
  cards[at].touched = true;
});
by("save").addEventListener("click", () => queue(() => press("Enter")));

function show(told) {
  ({ question, states, comments } = told);
  by("asked").innerHTML = question.asked; // harmless HTML: the server cleans all that is a text
  if (question.code) by("model").replaceChildren(part("pre", question.model));
  else by("model").innerHTML = question.model;
  by("remarks").innerHTML = question.remarks;
  by("points").textContent = question.points;
  by("scheme").replaceChildren(...question.scheme.map((point, index) => {
    const item = part("li", `${point.points} for: `);
    item.insertAdjacentHTML("beforeend", point.html);
    item.addEventListener("click", () => question.keys && queue(() => pick(index)));
    return item;
  }));
  cards = told.groups.map((group, index) => {
    const element = document.createElement("article");
    const many = group.students.length;
    const equal = many > 1 ? `, ${many} equal answers` : "";
    const details = document.createElement("details");
    details.append(part("summary", `Answer ${index + 1} of ${told.groups.length}${equal}${group.blank ? ", empty" : ""}`));
    details.append(part("p", group.students.join(", "), "faint"));
    const text = document.createElement("div");
    text.innerHTML = group.html;
    const card = { students: group.students, element, held: part("p", "", "held"), told: part("p", "", "told") };
    element.append(details, text, card.held, card.told);
    element.addEventListener("click", () => cards[at] !== card && queue(() => go(index)));
    look(card);
    return card;
  });
  by("cards").replaceChildren(...cards.map((card) => card.element));
  const first = cards.findIndex(waits);
  if (cards.length) go(Math.max(first, 0));
  else by("progress").textContent = "Nobody's answer was graded yet: run autograder course first.";
}

queue(async () => show(await ask("")));
setInterval(() => queue(async () => cards.length && stand(await ask("/standing"))), REFRESH);
