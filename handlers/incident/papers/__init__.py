"""The papers of an incident 书面材料: 首报 and 续报 to forward, the summary, drafted, signed, returned."""
