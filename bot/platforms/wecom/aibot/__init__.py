"""WeCom's AI bot (智能机器人) by callback: hears its private chats, and groups where it is @-mentioned."""
