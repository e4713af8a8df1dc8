"""A rep's figures in one strip: coverage, win rate, deal size, cycle."""

from dataclasses import dataclass

from dashboards.facts import Question
from dashboards.panel import Panel
from dashboards.panels import key_figures
from ui.components import Tile


@dataclass(frozen=True, slots=True)
class RepFigures:
    tiles: tuple[Tile, ...]


def build(question: Question) -> RepFigures:
    past = question.histories
    return RepFigures(
        (
            key_figures.against_quota(question)
            if question.is_over
            else key_figures.coverage(question),
            key_figures.win_rate(question, past["win_rate"]),
            key_figures.deal_value(question, past["deal_value"]),
            key_figures.sales_cycle(question, past["sales_cycle"]),
        )
    )


PANEL = Panel(build, strip=True)
