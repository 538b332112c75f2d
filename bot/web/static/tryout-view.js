// How the try-out page draws: people, lines, clock. Whatever people wrote goes in as text, never as markup.
(function () {
  "use strict";
  const { words } = window.tryout;
  const FACES = 6;

  function el(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function button(className, text) {
    const made = el("button", className, text);
    made.type = "button";
    return made;
  }

  function empty(node) {
    while (node.firstChild) node.removeChild(node.firstChild);
  }

  function face(name, isBot) {
    let sum = 0;
    for (let i = 0; i < name.length; i += 1) sum += name.charCodeAt(i);
    const made = el("span", isBot ? "face bot-face" : `face face-${sum % FACES}`, isBot ? name.slice(0, 1) : name.slice(-2));
    made.setAttribute("aria-hidden", "true");
    return made;
  }

  function dot() {
    const made = el("span", "dot");
    made.appendChild(el("span", "spoken", words.unread));
    return made;
  }

  function station(person) {
    if (!person.post || person.role.indexOf(person.post) >= 0) return person.role;
    if (person.role === words.beginners) return person.post;
    return person.post.indexOf(person.role) >= 0 ? person.post : `${person.post} · ${person.role}`;
  }

  // The list of people under their headings. `choose` is called with an account.
  function cast(nav, people, choose) {
    empty(nav);
    words.headings.forEach((heading) => {
      const here = people.filter((person) => words.headingOf(person.role) === heading);
      if (!here.length) return;
      nav.appendChild(el("h2", "heading", heading));
      const list = el("ul", "people");
      here.forEach((person) => {
        const item = el("li");
        const choice = button("person");
        choice.dataset.account = person.account;
        choice.appendChild(face(person.name, false));
        const text = el("span", "person-text");
        text.appendChild(el("span", "person-name", person.name));
        text.appendChild(el("span", "small", station(person)));
        choice.appendChild(text);
        choice.appendChild(dot());
        choice.addEventListener("click", () => choose(person.account));
        item.appendChild(choice);
        list.appendChild(item);
      });
      nav.appendChild(list);
    });
  }

  // Mark who the visitor is and for whom something new is waiting.
  function castMarks(nav, account, waits) {
    nav.querySelectorAll(".person").forEach((choice) => {
      const mine = choice.dataset.account === account;
      choice.classList.toggle("chosen", mine);
      if (mine) choice.setAttribute("aria-current", "true");
      else choice.removeAttribute("aria-current");
      choice.querySelector(".dot").hidden = waits.indexOf(choice.dataset.account) < 0;
    });
  }

  // Bring the chosen person into sight where the list stands open.
  function showChosen(nav) {
    const chosen = nav.querySelector(".chosen");
    if (!chosen || !nav.offsetParent) return;
    const top = chosen.offsetTop - nav.offsetTop;
    const sunk = top + chosen.offsetHeight > nav.scrollTop + nav.clientHeight;
    if (sunk || top < nav.scrollTop) nav.scrollTop = top - nav.clientHeight / 2;
  }

  // Say who the visitor is: in full above the chat, by name on a narrow screen.
  function badge(full, short, person) {
    short.textContent = person.name;
    empty(full);
    if (!person.name) return;
    full.appendChild(document.createTextNode(words.youAre));
    full.appendChild(el("b", "", person.name));
    full.appendChild(document.createTextNode(` ${station(person)}`));
  }

  // The words of a bubble, with the mention and the source line set apart.
  function bubble(line, assistant) {
    const made = el("div", "bubble");
    const mention = `@${assistant}`;
    line.text.split("\n").forEach((row, index) => {
      if (index) made.appendChild(document.createTextNode("\n"));
      if (line.bot && row.indexOf("依据：") === 0) made.appendChild(el("span", "source", row));
      else if (!line.bot && row.indexOf(mention) >= 0) withMention(made, row, mention);
      else if (line.bot) withLink(made, row);
      else made.appendChild(document.createTextNode(row));
    });
    if (line.file) made.appendChild(download(line));
    return made;
  }

  // The link below a line that hands over a document.
  function download(line) {
    const made = el("a", "file", words.download);
    made.href = `/try/file/${line.id}`;
    made.download = line.file;
    return made;
  }

  // An address of this very house can be opened; any other stays text.
  function withLink(node, row) {
    const at = row.indexOf(`${location.origin}/`);
    const address = at < 0 ? "" : row.slice(at).replace(/\s.*$/, "");
    if (address) {
      node.appendChild(document.createTextNode(row.slice(0, at)));
      const made = el("a", "", address);
      made.href = address;
      made.target = "_blank";
      made.rel = "noopener";
      node.appendChild(made);
    }
    node.appendChild(document.createTextNode(address ? row.slice(at + address.length) : row));
  }

  function withMention(node, row, mention) {
    row.split(mention).forEach((part, index) => {
      if (index) node.appendChild(el("span", "mention", mention));
      node.appendChild(document.createTextNode(part));
    });
  }

  function lineItem(line, mine, assistant) {
    const kind = line.bot ? "bot" : mine ? "mine" : "other";
    const item = el("li", `line ${kind}${line.heard ? "" : " unheard"}`);
    const name = line.bot ? assistant : line.name;
    item.appendChild(face(name, line.bot));
    const said = el("div", "said");
    const who = el("div", "who small");
    who.appendChild(el("span", "name", name));
    who.appendChild(el("span", "time", line.at));
    said.appendChild(who);
    said.appendChild(bubble(line, assistant));
    if (!line.heard) said.appendChild(el("div", "note small", words.unheard(assistant)));
    item.appendChild(said);
    return item;
  }

  // Append lines to the log, with a heading wherever a new day begins.
  function lines(log, found, account, assistant) {
    found.forEach((line) => {
      const last = log.lastElementChild;
      if (line.day && (!last || last.dataset.day !== line.day)) {
        log.appendChild(el("li", "day small", line.day));
      }
      const item = lineItem(line, line.account === account && !line.bot, assistant);
      item.dataset.day = line.day || "";
      log.appendChild(item);
    });
  }

  function examples(section, intro, sentences, say) {
    empty(section);
    section.appendChild(el("p", "small", intro));
    sentences.forEach((sentence) => {
      const one = button("example", sentence);
      one.addEventListener("click", () => say(sentence));
      section.appendChild(one);
    });
  }

  window.tryout.view = { badge, cast, castMarks, empty, examples, lines, showChosen };
})();
