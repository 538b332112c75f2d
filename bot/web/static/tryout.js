// The try-out page at work: asks the server each second what is new, and shows who is who and what was said.
(function () {
  "use strict";
  const { $, words, view, state, assistant, group, ask, trouble, settled, remember, recall } = window.tryout;
  const { inGroup, isHere, me, keepDraft, placeChanged, offerExamples, clock } = window.tryout;
  const EVERY_MS = 1000;
  const NEAR_BOTTOM_PX = 120;
  const tabs = [$("tab-group"), $("tab-private")];
  const log = $("lines");
  const box = $("scroll");

  // ---- what is new

  async function look() {
    const { account, stale } = state;
    let seen;
    try {
      seen = await ask(`/try/screen?account=${encodeURIComponent(account)}&after=${stale ? 0 : state.after}`);
    } catch (lost) {
      state.stale = true;
      trouble(words.lost);
      return;
    }
    settled(words.lost);
    if (account !== state.account) return;
    people(seen.people);
    clock(seen);
    if (account !== state.account) return;
    if (stale) replace(seen.lines);
    else add(seen.lines);
    marks();
  }

  function replace(found) {
    state.stale = false;
    if (JSON.stringify(found) === JSON.stringify(state.lines)) return;
    state.lines = found;
    state.after = found.length ? found[found.length - 1].id : 0;
    redraw();
  }

  function add(found) {
    const added = found.filter((line) => line.id > state.after);
    if (!added.length) return;
    state.lines = state.lines.concat(added);
    state.after = added[added.length - 1].id;
    append(added.filter(isHere));
  }

  function append(added) {
    if (!added.length) return;
    const near = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_BOTTOM_PX;
    const before = log.lastElementChild;
    view.lines(log, added, state.account, assistant);
    offerExamples();
    if (near || added.some((line) => line.account === state.account && !line.bot)) toNews(before);
    else $("newer").hidden = false;
  }

  function redraw() {
    log.setAttribute("aria-live", "off"); // what was said before is not read out again
    view.empty(log);
    view.lines(log, state.lines.filter(isHere), state.account, assistant);
    offerExamples();
    toBottom();
    window.setTimeout(() => log.setAttribute("aria-live", "polite"), 0);
  }

  // Go to the end, but not past the beginning of what is new: a long answer is read from its first line.
  function toNews(before) {
    toBottom();
    const end = (before || log).getBoundingClientRect();
    const hidden = box.getBoundingClientRect().top - (before ? end.bottom : end.top);
    if (hidden > 0) box.scrollTop -= hidden;
  }

  function toBottom() {
    $("newer").hidden = true;
    box.scrollTop = box.scrollHeight;
  }

  // ---- who and where

  function people(found) {
    state.people = found;
    const roster = JSON.stringify(found.map((one) => [one.account, one.name, one.post, one.role]));
    if (roster !== state.roster) {
      state.roster = roster;
      view.cast($("cast"), found, become);
      changed();
    }
    if (found.length && !found.some((one) => one.account === state.account)) {
      become((found.find((one) => one.role === words.beginners) || found[0]).account);
    }
  }

  function become(account) {
    fold("");
    if (account === state.account) return;
    keepDraft();
    Object.assign(state, { account, after: 0, lines: [], stale: true, examplesOpen: null });
    redraw();
    changed();
    look();
  }

  function turnTo(chat) {
    if (chat === state.chat) return;
    keepDraft();
    Object.assign(state, { chat, examplesOpen: null });
    redraw();
    changed();
  }

  function changed() {
    tabs.forEach((tab) => {
      const on = tab.dataset.chat === state.chat;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
    });
    box.setAttribute("aria-labelledby", inGroup() ? "tab-group" : "tab-private");
    view.badge($("me"), $("me-short"), me());
    placeChanged();
    marks();
    view.showChosen($("cast"));
  }

  // Mark where something new waits. A number below the one remembered comes from a new server, which counts from one.
  function marks() {
    state.people.forEach((one) => {
      if (one.newest < (state.read[one.account] || 0)) state.read[one.account] = 0;
      if (one.account === state.account && !inGroup()) state.read[one.account] = one.newest;
    });
    const waits = state.people.filter((one) => one.newest > (state.read[one.account] || 0)).map((one) => one.account);
    const newest = state.lines.reduce((most, line) => (line.chat === group ? line.id : most), 0);
    if (inGroup() || newest < state.groupSeen) state.groupSeen = newest;
    view.castMarks($("cast"), state.account, waits);
    $("others-dot").hidden = !waits.some((account) => account !== state.account);
    tabs[0].querySelector(".dot").hidden = newest <= state.groupSeen;
    tabs[1].querySelector(".dot").hidden = waits.indexOf(state.account) < 0;
    remember();
  }

  // ---- folds on a narrow screen, keys, start

  function fold(opened) {
    ["cast", "clock"].forEach((name) => {
      $(name).classList.toggle("open", name === opened);
      $(`${name}-fold`).setAttribute("aria-expanded", String(name === opened));
    });
  }

  async function every() {
    if (document.hidden || state.looking) return;
    state.looking = true;
    await look();
    state.looking = false;
  }

  ["cast", "clock"].forEach((name) => {
    $(`${name}-fold`).addEventListener("click", () => fold($(name).classList.contains("open") ? "" : name));
  });
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => turnTo(tab.dataset.chat));
    tab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      tabs[1 - index].focus();
      turnTo(tabs[1 - index].dataset.chat);
    });
  });
  $("newer").addEventListener("click", toBottom);
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".side")) fold("");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") fold("");
  });
  document.addEventListener("visibilitychange", () => {
    state.stale = true;
    every();
  });

  Object.assign(window.tryout, { look, toBottom });
  recall();
  $("page").hidden = false;
  changed();
  every();
  window.setInterval(every, EVERY_MS);
})();
