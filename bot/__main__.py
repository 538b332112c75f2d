"""`python -m bot` is `houqin`."""

from bot.cli import main

main()
