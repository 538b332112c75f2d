"use strict";
// The try-out page: shows what one person sees, sends what is typed, moves the clock. Texts are always set as text.

const byId = (id) => document.getElementById(id);
const group = document.body.dataset.group;
const mention = document.body.dataset.mention;
const EVERY_MS = 1000;
const EXAMPLES = {
  all: ["突发事件结束后总结报告几天内交？", "三食堂三楼漏水，已断电", "报修多久有人响应？", "第七条讲的什么", "有哪些文件", "帮助"],
  stranger: ["计划停水要提前多久通知？", "6号楼热水没了", "怎么报修", "帮助"],
};
const state = { account: "", chat: group, after: 0, lines: [], people: [], seen: {}, mention: true, waiting: 0 };

async function ask(path, body) {
  const options = body
    ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }
    : {};
  const answer = await fetch(path, options);
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.error || "");
  return value;
}

function trouble(text) {
  const place = byId("trouble");
  place.textContent = text;
  place.hidden = !text;
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function bubble(line) {
  const mine = !line.bot && line.account === state.account;
  const kinds = [line.bot ? "bot" : mine ? "mine" : "other", line.heard ? "" : "unheard"];
  const item = element("li", kinds.join(" ").trim());
  const who = line.bot ? "助手" : line.name;
  const remark = line.heard ? "" : "　助手没有听到（群里要" + mention + "）";
  item.append(element("small", "", who + "　" + line.at + remark), element("p", "", line.text));
  return item;
}

function show() {
  const list = byId("lines");
  const lines = state.lines.filter((line) => line.chat === state.chat);
  list.replaceChildren(...lines.map(bubble));
  if (state.waiting) {
    const item = element("li", "bot waiting");
    item.append(element("small", "", "助手"), element("p", "", "正在查……"));
    list.append(item);
  }
  list.scrollTop = list.scrollHeight;
  byId("examples").hidden = lines.length > 6;
}

function showPeople() {
  const select = byId("who");
  const list = byId("people");
  select.replaceChildren();
  list.replaceChildren();
  for (const one of state.people) {
    const fresh = one.account !== state.account && one.newest > (state.seen[one.account] || 0);
    const option = element("option", "", one.name + "　" + (one.post || one.role) + (fresh ? "　●" : ""));
    option.value = one.account;
    option.selected = one.account === state.account;
    select.append(option);
    const button = element("button", fresh ? "new" : "", one.name);
    button.type = "button";
    button.setAttribute("aria-current", String(one.account === state.account));
    button.append(element("span", "", one.post || one.role));
    button.addEventListener("click", () => become(one.account));
    const item = element("li");
    item.append(button);
    list.append(item);
  }
  const me = state.people.find((one) => one.account === state.account);
  if (state.chat !== group && me) state.seen[me.account] = me.newest;
  byId("dot").hidden = !me || me.newest <= (state.seen[me.account] || 0);
}

function showExamples() {
  const me = state.people.find((one) => one.account === state.account);
  const texts = me && me.role.includes("未登记") ? EXAMPLES.stranger : EXAMPLES.all;
  byId("examples").replaceChildren(
    ...texts.map((text) => {
      const button = element("button", "", text);
      button.type = "button";
      button.addEventListener("click", () => say(text));
      return button;
    }),
  );
}

function become(account) {
  state.account = account;
  state.after = 0;
  state.lines = [];
  showExamples();
  refresh();
}

function open(chat) {
  state.chat = chat;
  byId("tab-group").setAttribute("aria-selected", String(chat === group));
  byId("tab-private").setAttribute("aria-selected", String(chat !== group));
  byId("mention").hidden = chat !== group;
  show();
  showPeople();
}

let refreshing = false;
async function refresh() {
  if (refreshing) return;
  refreshing = true;
  const account = state.account;
  try {
    const found = await ask("/try/screen?account=" + encodeURIComponent(account) + "&after=" + state.after);
    if (account !== state.account) return;
    trouble("");
    const changed = JSON.stringify(found.people) !== JSON.stringify(state.people);
    state.people = found.people;
    byId("now").textContent = found.now;
    byId("next").disabled = !found.next;
    byId("next").title = found.next;
    if (!account && found.people.length) {
      const first = found.people.find((one) => one.role === "员工" && !one.post.includes("主任")) || found.people[0];
      state.account = first.account;
      showExamples();
    }
    if (found.lines.length) {
      state.after = found.lines[found.lines.length - 1].id;
      state.lines.push(...found.lines);
    }
    if (found.lines.length || changed || !account) {
      show();
      showPeople();
    }
  } catch {
    trouble("连不上试用程序，正在重试。请看看运行它的窗口是否还开着。");
  } finally {
    refreshing = false;
    if (account !== state.account) refresh();
  }
}

async function say(text) {
  const said = text.trim();
  if (!said) return;
  const inGroup = state.chat === group;
  const whole = inGroup && state.mention && !said.includes(mention) ? mention + " " + said : said;
  const heard = !inGroup || whole.includes(mention);
  byId("text").value = "";
  state.waiting += heard ? 1 : 0;
  show();
  try {
    await ask("/try/say", { account: state.account, chat: inGroup ? group : "", text: whole });
  } catch (error) {
    byId("text").value = text;
    trouble(error.message || "没有发出去，请再试一次。");
  } finally {
    state.waiting -= heard ? 1 : 0;
  }
  await refresh();
  show();
}

async function forward(minutes) {
  const buttons = document.querySelectorAll(".steps button");
  const before = byId("now").textContent;
  buttons.forEach((button) => { button.disabled = true; });
  byId("now").textContent = "正在推进……";
  try {
    await ask("/try/forward", { minutes: minutes });
  } catch (error) {
    byId("now").textContent = before;
    trouble(error.message || "时间没有推进，请再试一次。");
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
    await refresh();
  }
}

byId("say").addEventListener("submit", (event) => { event.preventDefault(); say(byId("text").value); });
byId("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); say(byId("text").value); }
});
byId("who").addEventListener("change", (event) => become(event.target.value));
byId("tab-group").addEventListener("click", () => open(group));
byId("tab-private").addEventListener("click", () => open(""));
byId("mention").addEventListener("click", () => {
  state.mention = !state.mention;
  byId("mention").setAttribute("aria-pressed", String(state.mention));
});
document.querySelectorAll(".steps button").forEach((button) => {
  button.addEventListener("click", () => forward(Number(button.dataset.minutes)));
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
setInterval(() => { if (!document.hidden) refresh(); }, EVERY_MS);
refresh();
