"""What an article states, clause by clause: terms, names, figures, dates, and how sure of it the article is."""

from dedup.statements.find import find_statements
from dedup.statements.packed import Statements, pack_statements
from dedup.statements.statement import Quantity, Statement
from dedup.statements.words import families_of

__all__ = ["Quantity", "Statement", "Statements", "families_of", "find_statements", "pack_statements"]
