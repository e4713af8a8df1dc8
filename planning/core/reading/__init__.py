"""A question to the methods of allocation, from a JSON document or a table; public formats."""

from planning.core.reading.document import Question, Unreadable, question_of
from planning.core.reading.table import document_of

__all__ = ["Question", "Unreadable", "document_of", "question_of"]
