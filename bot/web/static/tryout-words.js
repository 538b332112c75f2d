// What the try-out page says to its visitor: sentences, headings, examples by role.
(function () {
  "use strict";
  const LEADERS = "领导班子";
  const OFFICE = "联络和值班";
  const HEADS = "各单位负责人";
  const STAFF = "职工";
  const OUTSIDE = "未登记";

  // Which heading a role stands under; headings are shown in the order of `headings`.
  const headingOf = {
    主要领导: LEADERS,
    分管领导: LEADERS,
    纪检: LEADERS,
    管理员: OFFICE,
    联络员: OFFICE,
    支部联络员: OFFICE,
    活动联络员: OFFICE,
    值班员: OFFICE,
    单位负责人: HEADS,
    支部书记: HEADS,
    班组长: HEADS,
    员工: STAFF,
    "学生（未登记）": OUTSIDE,
  };

  const examples = {
    [LEADERS]: ["总结分析报告几天内交？", "领导点评包括哪三个方面？", "督办事项怎么延期？", "督办工作规则第七条"],
    [OFFICE]: ["会议通知要提前多久发？", "忘记签到怎么补签？", "首次报告要说清什么？", "有哪些文件"],
    [HEADS]: ["分管领导要多长时间到场？", "隐患整改谁来复查？", "停水要提前几天通知？", "督办事项怎么延期？"],
    [STAFF]: ["报修后多久有人联系？", "分管领导要多长时间到场？", "劳务派遣的职工能评优吗？", "三食堂三楼漏水，已断电"],
    [OUTSIDE]: ["报修后多久有人联系？", "停水要提前几天通知？", "有哪些文件", "帮助"],
  };

  window.tryout = {
    words: {
      headings: [LEADERS, OFFICE, HEADS, STAFF, OUTSIDE],
      headingOf: (role) => headingOf[role] || STAFF,
      examples,
      beginners: "员工",
      youAre: "您现在是 ",
      inGroup: (assistant) => `群里要@${assistant}，它才听得到。例如：`,
      inPrivate: (assistant) => `您和${assistant}的私聊，别人看不到。例如：`,
      unheard: (assistant) => `${assistant}没有听到（群里要@${assistant}）`,
      willHear: (assistant) => `${assistant}听得到`,
      willNotHear: (assistant) => `没有@，${assistant}听不到`,
      noMention: "私聊里不用@",
      toGroup: "在群里说…",
      toBot: "问制度、报情况…",
      next: (moment) => `下一件事：${moment}`,
      nothingNext: "眼下没有到时要办的事",
      moving: "正在推进…",
      lost: "暂时连不上，写好的话都留着，连上后会自动继续。",
      notSent: "没有发出去，写好的话还在输入框里，请稍后再发。",
      notMoved: "时间没有推进成功，请稍后再试。",
      unread: "有新消息",
      download: "下载",
    },
  };
})();
