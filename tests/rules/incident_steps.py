"""Steps as a leader records them of the one open incident: the text, the intent, some of the slots."""

from __future__ import annotations

from typing import Any

STEPS: list[tuple[str, str, dict[str, Any]]] = [
    ("到了", "incident.arrived", {}),
    ("已到场", "incident.arrived", {}),
    ("我到现场了", "incident.arrived", {}),
    ("到達現場", "incident.arrived", {}),
    ("到 SJ-0017", "incident.arrived", {}),
    ("人已到", "incident.arrived", {}),
    ("我们到了", "incident.arrived", {}),
    ("已到达现场，正在处置", "incident.arrived", {}),
    ("收到", "incident.ack", {}),
    ("收到，马上到", "incident.ack", {}),
    ("好的 我马上过去", "incident.ack", {}),
    ("知道了", "incident.ack", {}),
    ("收到 20分钟到", "incident.ack", {"minutes": 20}),
    ("在路上 20分钟", "incident.en_route", {"minutes": 20}),
    ("赶赴中 预计半小时", "incident.en_route", {"minutes": 30}),
    ("正在往那边赶", "incident.en_route", {}),
    ("已出发 大概一刻钟", "incident.en_route", {}),
    ("王部长10:05已到场（电话）", "incident.arrived", {"for": "王部长", "at": "10:05"}),
    ("王强到了", "incident.arrived", {"for": "王强"}),
    ("李主任已经到现场了", "incident.arrived", {"for": "李主任"}),
    ("已打通", "incident.reached", {"reached": True}),
    ("未打通", "incident.reached", {"reached": False}),
    ("王部长电话没人接", "incident.reached", {"reached": False, "for": "王部长"}),
    ("关机", "incident.reached", {"reached": False}),
    ("打不通", "incident.reached", {"reached": False}),
    ("王部长已打通", "incident.reached", {"reached": True, "for": "王部长"}),
    ("已控制", "incident.controlled", {}),
    ("火已扑灭", "incident.controlled", {}),
    ("水止住了", "incident.controlled", {}),
    ("来电了", "incident.controlled", {}),
    ("人已救出，电梯恢复", "incident.controlled", {}),
    ("已到场 已控制", "incident.controlled", {"stages": ["arrived", "controlled"]}),
    ("火滅了", "incident.controlled", {}),
    ("处置完毕，无人员伤亡", "incident.controlled", {"people": 0}),
    ("已向陈书记汇报", "incident.reported_up", {"to": "陈书记"}),
    ("已报告部长", "incident.reported_up", {}),
    ("给书记打电话说了", "incident.reported_up", {}),
    ("跟部长汇报过了", "incident.reported_up", {}),
    ("已报校办", "incident.reported_up", {}),
    ("已上报主要领导", "incident.reported_up", {}),
    ("已通知保卫处和学工部", "incident.notified_dept", {"departments": ["保卫处", "学工部"]}),
    ("保卫处已通知", "incident.notified_dept", {"departments": ["保卫处"]}),
    ("跟校医院沟通过了", "incident.notified_dept", {"departments": ["校医院"]}),
    ("已电话告知宣传部、校办", "incident.notified_dept", {"departments": ["宣传部", "校办"]}),
    ("联系了教务处", "incident.notified_dept", {"departments": ["教务处"]}),
    ("误报", "incident.false_alarm", {}),
    ("虚惊一场，是做饭的烟", "incident.false_alarm", {}),
    ("确认误报", "incident.false_alarm", {"confirms": True}),
    ("误报 学生按错了", "incident.false_alarm", {"reason": "学生按错了"}),
    ("升级为重大，因为有人受伤", "incident.grade", {"grade": 3, "direction": "up"}),
    ("降为一般", "incident.grade", {"grade": 1, "direction": "down"}),
    ("定为较大", "incident.grade", {"grade": 2}),
    ("升级", "incident.grade", {"direction": "up"}),
    ("降级 情况不严重", "incident.grade", {"direction": "down"}),
    ("转报修", "incident.to_repair", {}),
    ("按报修处理吧", "incident.to_repair", {}),
    ("转隐患", "incident.to_hazard", {}),
    ("合并到 SJ-0012", "incident.merge", {"into": "SJ-0012", "number": "SJ-0017"}),
    ("转给王强", "incident.delegate", {"to": "王强", "what": "responsibility"}),
    ("移交给李主任负责", "incident.delegate", {"to": "李主任", "what": "responsibility"}),
    ("委派王强到场", "incident.delegate", {"to": "王强", "what": "scene"}),
    ("让张师傅去现场看看", "incident.delegate", {"to": "张师傅", "what": "scene"}),
    ("派李明先去处理一下", "incident.delegate", {"to": "李明", "what": "scene"}),
    ("结案", "incident.close", {}),
    ("可以结案了", "incident.close", {}),
    ("SJ-0017 结案", "incident.close", {}),
    ("总结：起因是线路老化，已更换。", "incident.summary", {}),
    ("总结已交", "incident.summary", {}),
    ("写总结", "incident.summary", {}),
    ("属实", "incident.confirm", {}),
    ("情况属实，正在处理", "incident.confirm", {}),
    ("经核实，确有此事", "incident.confirm", {}),
    ("火势蔓延到四楼了", "incident.update", {}),
    ("续报：已疏散200人", "incident.update", {}),
    ("写错了，是5号楼不是3号楼", "incident.correct", {"place": "5号楼"}),
    ("现在什么情况", "incident.query", {}),
]

#: Said by the leader in charge of the one open fire; nothing after the bar: it is not of incidents.
BY_ITS_LEADER = """
收到 马上到|incident.ack
好 这就过去|incident.ack
OK|incident.ack
嗯嗯 知道了|incident.ack
已阅|incident.ack
👌|incident.ack
收到，正在开会，安排老张先过去|incident.delegate
我在外地 让王强去|incident.delegate
五分钟到|incident.en_route
路上了 堵车 还得十分钟|incident.en_route
正往3号楼赶|incident.en_route
快到了|incident.en_route
还有两分钟到|incident.en_route
到|incident.arrived
已到|incident.arrived
到现场了 火不大|incident.arrived
人到了 火还没灭|incident.arrived
到了，没看见火|incident.arrived
我到3号楼了|incident.arrived
我已经在现场|incident.arrived
已抵达现场|incident.arrived
在现场了 正在处置|incident.arrived
daole|incident.arrived
到咧|incident.arrived
到了到了|incident.arrived
没到呢 堵着|
还没到|
马上就到|incident.en_route
搞定了|incident.controlled
灭了|incident.controlled
火灭了|incident.controlled
火已经灭了 没人受伤|incident.controlled
处理好了|incident.controlled
处理完毕|incident.controlled
控制住了|incident.controlled
情况已经稳定|incident.controlled
没事了 都处理好了|incident.controlled
险情解除|incident.controlled
弄好了|incident.controlled
解决了|incident.controlled
火还没控制住|
基本控制|incident.controlled
烟散了 没有明火了|incident.controlled
报告过陈校长了|incident.reported_up
已向书记汇报|incident.reported_up
跟陈书记说了|incident.reported_up
刚给陈书记打了电话|incident.reported_up
主要领导已知晓|incident.reported_up
领导知道了|incident.reported_up
已报告主要领导|incident.reported_up
书记那边我汇报过了|incident.reported_up
还没向书记汇报|
跟保卫处说了|incident.notified_dept
保卫处学工部都通知到了|incident.notified_dept
已联系校医院|incident.notified_dept
通知了保卫处 学工部还没通知|incident.notified_dept
宣传部已告知|incident.notified_dept
保卫处的人来了|
电话通知保卫处了|incident.notified_dept
已报保卫处|incident.notified_dept
误报|incident.false_alarm
假的 没事|incident.false_alarm
虚惊一场|incident.false_alarm
看过了 没有着火|incident.false_alarm
是学生煮泡面的烟|incident.false_alarm
没有的事 有人乱报|incident.false_alarm
核实了 是误报|incident.false_alarm
现场没发现火情|incident.false_alarm
不是误报 是真的着火了|incident.confirm
属实|incident.confirm
确认了 是真的|incident.confirm
结案|incident.close
申请结案|incident.close
可以销案了|incident.close
总结交了|incident.summary
总结报告已提交|incident.summary
总结明天交|
升级成重大|incident.grade
降一级|incident.grade
按较大处理|incident.grade
转维修吧|incident.to_repair
这个转报修|incident.to_repair
转给张师傅处理|incident.delegate
交给王强负责|incident.delegate
又有两个人送医院了|incident.update
现在一共伤了3个|incident.update
三楼也烧起来了|incident.update
烟越来越大|incident.update
消防车到了|
已断电 已疏散|incident.update
死亡0人 受伤1人|incident.update
119来了|
情况怎么样了|incident.query
处理得咋样|incident.query
图书馆也停电了|incident.report
二食堂又有人吃坏肚子|incident.report
谢谢|
辛苦了|
晚上吃啥|
明天开会|
签到|
请假|
收到吗|
到了吗|incident.query
"""

#: Said by who reported it.
BY_ITS_REPORTER = """
误报 不好意思|incident.false_alarm
发错群了|incident.false_alarm
搞错了 没着火|incident.false_alarm
没事了 是烧水的蒸汽|incident.false_alarm
火灭了|incident.update
火更大了|incident.update
有人来处理吗|incident.query
怎么还没人来|incident.query
人来了吗|incident.query
处理了没|incident.query
刚才说错了 是5号楼|incident.correct
不是3号楼 是4号楼|incident.correct
更正 4个人|incident.correct
4号楼 打错了|incident.correct
地址写错了，应该是东区|incident.correct
没人受伤|incident.update
有一个人受伤了|incident.update
现在两个人晕了|incident.update
已经打了119|incident.update
又冒烟了|incident.update
到了|
收到|
谢谢|
图书馆有人打架|incident.report
补充一下 在四楼西头|incident.update
"""

#: Said by the head of the scene.
BY_WHO_IS_THERE = """
到了|incident.arrived
已到场|incident.arrived
收到|incident.ack
已控制|incident.controlled
灭了|incident.controlled
情况属实|
"""

#: Said by the duty officer.
BY_THE_DUTY_OFFICER = """
王部长电话打不通|incident.reached
打通了 他在路上|incident.reached
王部长已到场|incident.arrived
王部长说10分钟到|incident.en_route
电话没人接|incident.reached
是误报 保安看过了|incident.false_alarm
李主任10:20到的|incident.arrived
"""

#: Said by the leader once it is under control.
ONCE_CONTROLLED = """
总结：线路老化，已更换|incident.summary
总结已交|incident.summary
结案|incident.close
又着起来了|incident.update
复燃了|incident.update
"""

#: Said by somebody else in the same group.
BY_OTHERS = """
到了|
火灭了|
又有三个学生吐了 一共6个|incident.report
3号楼还在冒烟|incident.update
3号楼着火了 快来人|incident.report
"""

#: Said where nothing is open.
WITH_NOTHING_OPEN = """
到了|
收到|
灭了|
已控制|
已通知保卫处|
跟书记汇报了|
搞定了|
误报|
"""
