"""DingTalk's side of the house: the enterprise robot in HTTP mode, its events, its cards."""
