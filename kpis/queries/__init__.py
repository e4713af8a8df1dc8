"""SQL over facts, where the data is: credited rows, as of any day, summed or listed.

A measure source (`kpis/measures/<slug>.py`) says once what its rows are and what is summed. The
sum of a measure and the list of rows behind it are built from the same text, so they agree.
"""
