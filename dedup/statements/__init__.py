"""What an article states: sentences with their names, figures, hedges and dates, before anything is compared."""
