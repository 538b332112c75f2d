// What the try-out page remembers, and how it speaks to the server.
(function () {
  "use strict";
  const { words } = window.tryout;
  const PATIENCE_MS = 20000;
  const $ = (id) => document.getElementById(id);
  const { assistant, group } = $("page").dataset;

  const state = {
    account: "",
    chat: group,
    mention: true,
    after: 0, // the newest line that was fetched
    lines: [],
    people: [],
    roster: "",
    read: {}, // account → newest private line of the bot that was looked at
    groupSeen: 0,
    drafts: {}, // place → what was typed and not sent
    waiting: {}, // place → questions under way
    stale: true, // fetch everything again: the server may be a new one
    looking: false,
    moving: false,
    next: "",
    examplesOpen: null, // null: only while the chat is empty
  };

  // Ask the server. Rejects when it can't be reached, or with a `sentence` for the visitor when it refuses.
  async function ask(address, body, patient) {
    const options = { headers: { "Content-Type": "application/json" }, cache: "no-store" };
    if (body) {
      options.method = "POST";
      options.body = JSON.stringify(body);
    }
    const asked = fetch(address, options);
    const response = await (patient ? asked : Promise.race([asked, late()]));
    const answer = await response.json();
    if (!response.ok) throw Object.assign(new Error("refused"), { sentence: answer.error });
    return answer;
  }

  function late() {
    return new Promise((resolve, reject) => window.setTimeout(() => reject(new Error("late")), PATIENCE_MS));
  }

  function trouble(sentence) {
    $("trouble").textContent = sentence;
    $("trouble").hidden = !sentence;
  }

  // Take back one sentence, if it is the one that stands there.
  function settled(sentence) {
    if ($("trouble").textContent === sentence) trouble("");
  }

  function remember() {
    try {
      const kept = { account: state.account, chat: state.chat, read: state.read };
      window.sessionStorage.setItem("tryout", JSON.stringify(kept));
    } catch (refused) {
      // A browser that keeps nothing: the next visit starts afresh.
    }
  }

  function recall() {
    try {
      const kept = JSON.parse(window.sessionStorage.getItem("tryout")) || {};
      state.account = kept.account || "";
      state.read = kept.read || {};
      state.chat = kept.chat === "" ? "" : group;
    } catch (refused) {
      state.account = "";
    }
  }

  Object.assign(window.tryout, {
    $,
    assistant,
    group,
    state,
    ask,
    trouble,
    settled,
    remember,
    recall,
    place: () => `${state.account}|${state.chat}`,
    inGroup: () => state.chat === group,
    isHere: (line) => line.chat === state.chat,
    me: () => state.people.find((one) => one.account === state.account) || { name: "", post: "", role: "" },
    isLost: () => $("trouble").textContent === words.lost,
  });
})();
