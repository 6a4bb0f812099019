"""The artifact rules: one file, one rule. The catalog finds them by looking into this folder."""
