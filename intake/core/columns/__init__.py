"""Cells become values by column, never one by one: a column has one convention.

Each module has a study (looks at a column and decides its convention, or asks) and a reader
(turns chunks of cells into canonical text by that convention, with flaws for what does not fit).
"""
