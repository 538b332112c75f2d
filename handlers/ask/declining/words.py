"""The kind words for what is not answered here: one sentence, and the way that works."""

PRIVACY = "个人的电话、住址等信息不能在这里提供。需要联系请问{contact}。"
LIVE = "这里只查文件，看不到现场的实时情况。请打值班电话{phone}，或者问{contact}。"
OPINION = "这里只引用文件原文，不作评价。想了解规定可以直接问，有意见可以向{contact}反映。"
ADVICE = "这里不提供个人法律和维权建议。单位的制度可以直接问，个人的事请找{contact}或者学校有关部门。"
