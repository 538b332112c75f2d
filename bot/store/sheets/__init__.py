"""Every table the office edits: out to a spreadsheet, back with a preview, all or nothing, and taken back if wrong."""
