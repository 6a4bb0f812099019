"""How an audit is shown: JSON for programs, tables for the terminal, one HTML file for readers."""
