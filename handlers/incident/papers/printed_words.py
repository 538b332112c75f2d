"""What stands on a printed summary."""

from __future__ import annotations

TITLE, DRAFT = "关于{drill}{where}{kind}的总结报告", "（草稿）"
FACTS, COURSE, TOLD, HURT = "一、基本情况", "二、处置经过", "三、报告与通知情况", "四、人员伤亡情况"
CAUSE, BLAME, LESSON, MEASURES = "五、原因分析", "六、责任情况", "七、经验教训", "八、整改措施"
HANDED = "九、补充说明"
NUMBER = "编号：{number}"
WHEN = "接报时间：{at}"
WHERE = "地点：{where}"
KIND = "类型和等级：{kind}，{grade}"
LEADER = "分管领导：{who}"
ON_SCENE = "现场负责人：{who}"
STAGE = "目前状态：{stage}"
REPORTED, NOT_REPORTED = "已向{who}报告（{at}登记）。", "向主要领导报告：未登记。"
INFORMED, NOT_INFORMED = "已通知{who}（{at}登记）。", "通知{who}：未登记。"
SENT = "有关情况已发送{who}（{at}）。"
COLUMNS = ("序号", "措施", "责任人", "完成时限")
ATTACHED = "另附：{name}"
DRAFTER = "起草：{who}"
SIGNED, TO_SIGN = "审签：{who}", "审签：　　　　　　"
