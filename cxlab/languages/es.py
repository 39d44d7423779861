"""Spanish: the words the rooms need to know."""

CODE = "es"

# ---- speech and cleaning (prepare, ingest) ----------------------------------------------------

# ---- names and numbers to redact (prepare) ----------------------------------------------------

# ---- feeling (analyse) ------------------------------------------------------------------------

# ---- labels of the map and the report (report) ------------------------------------------------
