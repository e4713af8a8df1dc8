"""Which of several claims on an account wins: kind first, then the rule's number, then its id.

A hand-made exception beats a named account, that a rule about kinds of customers, that one about
places, that the territory for the rest (feature T7 of the field's products: the order is the
product's, not a label).
"""

from enum import IntEnum


class Level(IntEnum):
    """The kinds of claims, strongest first. The numbers are stored and never change."""

    EXCEPTION = 10
    NAMED = 20
    SEGMENT = 30
    GEOGRAPHY = 40
    REST = 50
