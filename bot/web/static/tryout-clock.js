// The office's clock on the try-out page, and the buttons that move it forward.
(function () {
  "use strict";
  const { $, words, state, ask, trouble } = window.tryout;

  function clock(seen) {
    state.next = seen.next;
    $("now").textContent = seen.now;
    $("now-short").textContent = state.moving ? words.moving : seen.now.replace(/^\S+ /, "");
    shown();
  }

  function shown() {
    const waiting = state.next ? words.next(state.next) : words.nothingNext;
    const sentence = state.moving ? words.moving : waiting;
    if ($("next").textContent !== sentence) $("next").textContent = sentence;
    $("steps").setAttribute("aria-busy", String(state.moving));
    $("steps").querySelectorAll("button").forEach((step) => {
      step.disabled = state.moving || (step.id === "step-next" && !state.next);
    });
  }

  async function move(minutes) {
    state.moving = true;
    shown();
    try {
      await ask("/try/forward", { minutes }, true);
      trouble("");
    } catch (lost) {
      trouble(lost.sentence || words.notMoved);
    }
    state.moving = false;
    await window.tryout.look();
    shown();
  }

  $("steps").addEventListener("click", (event) => {
    const { minutes } = event.target.dataset;
    if (minutes) move(Number(minutes));
  });

  Object.assign(window.tryout, { clock });
})();
