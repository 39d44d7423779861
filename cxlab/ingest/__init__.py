"""Raw file -> documents and turns: one reader per family of formats."""
