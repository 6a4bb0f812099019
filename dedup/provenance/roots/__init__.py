"""How many independent roots stand behind a claim, in hand-made files and in audits."""
