"""The gate inside other programs' pipelines: one thin module for each of them.

In: items as the other program knows them. Out: the same items, those that the gate does not accept left out or
marked. No module imports another program until it is used.
"""
