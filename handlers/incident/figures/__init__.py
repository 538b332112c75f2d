"""What can be taken out of the ledger of incidents: how one went, figures of many, and the card for the wall."""
