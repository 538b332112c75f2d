"""What the papers of an incident say, and what is said about them: neutral, recorded facts only, nothing invented."""

from __future__ import annotations

from handlers.incident.leaders import Part

CHECKING, BLANK = "正在核实", "（待填）"
ROLES = {
    Part.LEADER: "分管领导",
    Part.DEPUTY: "协管领导",
    Part.LINE: "条线分管领导",
    Part.HEAD: "单位负责人",
    Part.DUTY: "值班员",
    Part.CHIEF: "主要领导",
    Part.DEPARTMENT: "职能部门联系人",
    Part.REPORTER: "上报人",
    Part.NONE: "",
}
DUTY_ROOM, SCHOOL_LEADERS, UNENROLLED = "值班室", "校领导", "未登记人员"
SOMEBODY = "有关人员"

DONE = {
    "incident.confirmed": "{who}核实情况属实",
    "incident.acknowledged": "{who}收到",
    "incident.en_route": "{who}赶赴现场",
    "incident.scene_head": "{who}到达现场，任现场负责人",
    "incident.arrived": "{who}到达现场",
    "incident.controlled": "情况已控制（{who}登记）",
    "incident.reported_up": "{who}向{to}报告",
    "incident.informed": "{who}通知{departments}",
    "incident.reached": "{who}电话联系分管领导，{reached}",
    "incident.regraded": "{who}将等级定为{grade}",
    "incident.doubted": "上报人称误报，待确认",
    "incident.false_alarm": "{who}确认为误报",
    "incident.turned": "{who}登记{into}",
    "incident.delegated": "{who}请{to}{task}",
    "incident.taken_over": "{who}接手负责",
    "incident.taken_back": "{who}撤销登记“{done}”",
    "incident.closed": "{who}登记结案",
}
REPORTED, REPORTED_AGAIN, ADDED = "{who}上报{text}", "{who}也上报{text}", "{who}补充{text}"
QUOTED, ACTIONS = "：{text}", "：{actions}"
BY_OTHER, AFTERWARDS = "（{who}代记）", "（补记）"
REACHED, NOT_REACHED, GO_THERE, TAKE_OVER = "已打通", "未打通", "到场", "接手负责"

FIRST, FOLLOW_UP, DRILL = "【首报】", "【续报{number}】", "【演练】"
WHEN = "时间：{at}接报"
WHERE = "地点：{where}"
KIND = "类型：{kind}（{grade}）"
SITUATION = "情况：{text}（上报人所述）"
HURT = "伤亡：{hurt}"
STAGE = "进展：{stage}"
MEASURES = "已采取措施：{measures}"
TOLD = "报告通知：{told}"
ON_SCENE = "现场负责人：{who}"
PHONE = "联系电话：{phone}"
SIGNED = "{department} {at}"
NOBODY_HURT, HURT_SO_MANY = "无人员伤亡", "{people}人{how}"
TOLD_UP, TOLD_TO = "已报告{who}", "已通知{who}"
NOTHING_NEW = "{what}自{at}的{last}以来没有新的登记。有新情况请直接说。{number}"
LAST_FIRST, LAST_FOLLOW_UP = "首报", "续报{number}"
OFFER = "要首报文字请回“首报”。"
ONLY_PRIVATELY = "文字材料只能私下给您，请私聊我再说一次。"
NOT_FOR_YOU = "没有可以给您的突发事件材料。首报、续报和总结由分管领导、协管领导、单位负责人或值班员来要。"
WHICH_ONE = "是哪一件？"

PROGRESS = "{what}：{stage}。{number}"
MOST_EVENTS = 8
