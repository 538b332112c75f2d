"""The kind words for what is not answered here."""

PRIVACY = "个人的电话、住址等信息不能在这里提供。需要联系请问{contact}。"
