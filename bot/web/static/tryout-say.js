// Saying something on the try-out page: the field, the mention, examples, and honest waiting.
(function () {
  "use strict";
  const { $, words, view, state, assistant, group, ask, trouble, settled } = window.tryout;
  const { isLost, place, inGroup, isHere, me } = window.tryout;
  const MENTION = `@${assistant}`;
  const HIGHEST_PX = 160;
  const FIRST_LOOK_MS = 120;
  const field = $("text");

  const hears = (text) => text.indexOf(MENTION) >= 0;

  function keepDraft() {
    state.drafts[place()] = field.value;
  }

  function grow() {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight + 2, HIGHEST_PX)}px`;
  }

  function mentionShown() {
    const heard = state.mention || hears(field.value);
    $("mention").hidden = !inGroup();
    $("mention").setAttribute("aria-pressed", String(state.mention));
    const note = heard ? words.willHear(assistant) : words.willNotHear(assistant);
    $("mention-note").textContent = inGroup() ? note : words.noMention;
  }

  function waitingShown() {
    const begins = $("waiting").hidden && state.waiting[place()] > 0;
    $("waiting").hidden = !state.waiting[place()];
    if (begins) window.tryout.toBottom();
  }

  function offerExamples() {
    const emptyHere = !state.lines.some(isHere) && !state.waiting[place()];
    const shown = Boolean(me().name) && (state.examplesOpen === null ? emptyHere : state.examplesOpen);
    if (shown) {
      const intro = inGroup() ? words.inGroup(assistant) : words.inPrivate(assistant);
      view.examples($("examples"), intro, words.examples[words.headingOf(me().role)], say);
    }
    $("examples").hidden = !shown;
    $("more").setAttribute("aria-expanded", String(shown));
  }

  // Show the field as it stands for this person in this chat.
  function placeChanged() {
    field.placeholder = inGroup() ? words.toGroup : words.toBot;
    field.value = state.drafts[place()] || "";
    mentionShown();
    grow();
    waitingShown();
    offerExamples();
  }

  async function say(typed) {
    const text = typed.trim();
    if (!text || !state.account) return;
    const where = place();
    const body = { account: state.account, chat: state.chat, text };
    if (inGroup() && state.mention && !hears(text)) body.text = `${MENTION} ${text}`;
    const heard = body.chat !== group || hears(body.text);
    wait(where, heard ? 1 : 0);
    state.examplesOpen = null;
    const sent = ask("/try/say", body);
    window.setTimeout(window.tryout.look, FIRST_LOOK_MS);
    try {
      await sent;
      if (!isLost()) trouble("");
      await window.tryout.look();
    } catch (lost) {
      giveBack(where, text);
      trouble(lost.sentence || words.notSent);
    }
    wait(where, heard ? -1 : 0);
  }

  function wait(where, change) {
    state.waiting[where] = (state.waiting[where] || 0) + change;
    waitingShown();
    offerExamples();
  }

  // Put what could not be sent back into the field it was typed in.
  function giveBack(where, text) {
    const here = where === place();
    const since = here ? field.value : state.drafts[where];
    state.drafts[where] = since ? `${text}\n${since}` : text;
    if (here) field.value = state.drafts[where];
    mentionShown();
    grow();
  }

  function send() {
    const typed = field.value;
    field.value = "";
    keepDraft();
    grow();
    mentionShown();
    say(typed);
  }

  function isPlainEnter(event) {
    return event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229; // 229: choosing 汉字
  }

  $("mention").addEventListener("click", () => {
    state.mention = !state.mention;
    mentionShown();
    field.focus();
  });
  $("more").addEventListener("click", () => {
    state.examplesOpen = $("examples").hidden;
    offerExamples();
    window.tryout.toBottom();
  });
  field.addEventListener("input", () => {
    settled(words.notSent);
    grow();
    mentionShown();
  });
  field.addEventListener("keydown", (event) => {
    if (!isPlainEnter(event)) return;
    event.preventDefault();
    send();
  });
  $("say").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });

  Object.assign(window.tryout, { keepDraft, placeChanged, offerExamples });
})();
