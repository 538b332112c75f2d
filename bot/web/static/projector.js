// The page on the screen at work: asks every few seconds what is new, and counts the seconds down between.
// Written for old browsers too: those of projector computers and of phones' chats.
(function () {
  "use strict";
  var body = document.body;
  var every = Number(body.getAttribute("data-every")) * 1000;
  var ends = 0;

  function byId(id) { return document.getElementById(id); }

  function put(id, text) {
    var place = byId(id);
    if (place.textContent !== String(text)) place.textContent = text;
  }

  function hide(id, away) {
    if (away) byId(id).setAttribute("hidden", "");
    else byId(id).removeAttribute("hidden");
  }

  function change(left) { ends = Date.now() + left * 1000; }

  function count() {
    var left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
    put("left", byId("code").textContent ? left + "秒后更换" : "");
    if (left === 0 && byId("code").textContent) look();
  }

  function show(news) {
    ["title", "where", "state", "say", "code", "there", "expected"].forEach(function (name) { put(name, news[name]); });
    document.title = news.title;
    body.className = (news.is_open ? "open" : "shut") + (news.code ? "" : " codeless");
    if (news.qr && byId("qr").getAttribute("src") !== news.qr) byId("qr").setAttribute("src", news.qr);
    hide("scan", !news.qr);
    change(news.left_s);
    count();
  }

  var asking = false;

  function look() {
    if (asking) return;
    asking = true;
    var request = new XMLHttpRequest();
    request.open("GET", location.pathname.replace(/\/+$/, "") + "/now");
    request.timeout = 8000;
    request.onload = function () {
      asking = false;
      hide("trouble", request.status === 200);
      if (request.status === 200) show(JSON.parse(request.responseText));
    };
    request.onerror = request.ontimeout = function () {
      asking = false;
      hide("trouble", false);
    };
    request.send();
  }

  change(Number(byId("left").getAttribute("data-left")));
  setInterval(look, every);
  setInterval(count, 1000);
})();
