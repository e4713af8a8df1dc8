"""What pages ask the apps below: read once, shared by the panels of a page."""

from dashboards.facts.numbers import number, value_of
from dashboards.facts.people import PeopleTree, people_tree
from dashboards.facts.question import Question

__all__ = ["PeopleTree", "Question", "number", "people_tree", "value_of"]
