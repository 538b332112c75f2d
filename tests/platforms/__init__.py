"""Doors and routes against recorded bytes and emulated platforms."""
