"""Courtesy: how many messages a person gets, and when. Incidents, replies and what keepers are told are exempt."""
