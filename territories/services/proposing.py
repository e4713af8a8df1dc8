"""A question is asked, worked on in the background, and its answer kept; asked again, found
again."""

import hashlib
import logging
from typing import Any

import pandas as pd
from celery import current_app
from django.db import transaction
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

import audit.facts
from audit import services as runs
from kernel.fingerprint import fingerprint
from teams.services.refused import Refused
from territories.core.frontier import Point, frontier
from territories.core.optimiser.problem import Problem
from territories.core.optimiser.solve import proposed
from territories.core.optimiser.watch import Watch
from territories.core.proposal import Proposal as Answer
from territories.core.question import Question
from territories.core.units import grouped
from territories.core.ways import ways
from territories.facts import lots
from territories.facts import ways as places
from territories.facts.parts import Part, part_of
from territories.facts.units import units_of
from territories.models import Proposal, TerritoryModel
from territories.services.keeping import Asked, keep
from versions.core.states import DRAFT

log = logging.getLogger(__name__)
PROPOSE = "territories.propose"
STAGES = ("reading", "solving", "frontier", "keeping")
OPEN = ("queued", "running")
# What the list of moves says of each account, whatever the goals are.
SHOWN = ("potential", "workload", "accounts")


def ask(model_id: int, question: Question, *, by: Any) -> Any:
    """Queue a question for a worker; returns its Run. While it waits or runs, it is not asked
    twice."""
    runs.close_silent_runs(kind=PROPOSE)
    with transaction.atomic():
        model = TerritoryModel.objects.select_for_update().get(pk=model_id)
        if model.state != DRAFT:
            raise Refused(_("Proposals are made for drafts."))
        if not question.tolerance:
            raise Refused(
                _("Agree on goals first: the optimiser needs to know what should be even.")
            )
        if question.objective == "cost" and not places.known(about(model, question)).enough:
            raise Refused(_("Too few places are known to look for the shortest way."))
        params = {"model": model_id, "question": question.params}
        waiting = audit.facts.runs().filter(kind=PROPOSE, params=params, state__in=OPEN)
        run = waiting.first() or runs.queue_run(
            kind=PROPOSE, params=params, by=by, total=len(STAGES)
        )
    transaction.on_commit(lambda: _send(run.pk))
    return run


def _send(run_pk: int) -> None:
    """By name: tasks stand above services. Without a broker it waits; asking again sends it."""
    try:
        current_app.send_task("territories.tasks.propose", [run_pk])
    except (OperationalError, ConnectionError):
        log.warning("proposal of run %s waits: the broker does not answer", run_pk)


def work(run: Any) -> None:
    """Answer the question of a waiting Run; nothing when somebody else has it.

    `run.result` names the proposal; `again` when the same inputs had been answered before. A run
    that was stopped keeps the best answer found until then, if any.
    """
    try:
        with runs.running(run):
            stage(run, "reading")
            asked = read(run.params["model"], Question.of(run.params["question"]))
            name = named(asked)
            answers = Proposal.objects.filter(model=run.params["model"], fingerprint=name)
            if known := answers.first():
                run.result = {"proposal": known.number, "again": True}
                return
            problem, parcels = asked.search
            answer = proposed(problem, watch(run, problem.time_limit))
            stopped = runs.is_stopped(run)
            if not (stopped and not answer.solved):
                points = [] if stopped else frontier_of(run, problem, answer)
                stage(run, "keeping")
                found = keep(asked, answer, points, parcels=parcels, name=name, run=run)
                run.result = {"proposal": found.number}
            if stopped:
                runs.finish(run, state=run.State.CANCELLED, result=run.result)
    except runs.AlreadyTaken:
        return


def read(model_id: int, question: Question) -> Asked:
    """What the question is about: the part of the model, its units, and ways where they count."""
    part = about(TerritoryModel.objects.get(pk=model_id), question)
    accounts = units_of(part)
    units = grouped(accounts, dict.fromkeys([*question.tolerance, *SHOWN]))
    far = ways(accounts, units, part.seats) if question.objective == "cost" else None
    if question.units == "accounts":
        return Asked(part, question, units, far)
    units["place"] = lots.of_units(accounts, units)
    return Asked(part, question, units, far, lots.occupied(part))


def about(model: TerritoryModel, question: Question) -> Part:
    within = model.territories.get(pk=question.below) if question.below else None
    return part_of(model, within)


def named(asked: Asked) -> str:
    """One name for question and inputs; an answer that was cut short has none."""
    rows = pd.util.hash_pandas_object(asked.units, index=False).to_numpy().tobytes()
    if asked.ways is not None:
        rows += asked.ways.km.tobytes()
    inputs = {"part": asked.part.targets, "units": hashlib.sha256(rows).hexdigest()}
    if asked.question.connected:
        inputs["occupied"] = sorted(asked.occupied)
    return fingerprint(inputs | {"question": asked.question.params})


def stage(run: Any, name: str) -> None:
    runs.beat(run, progress=STAGES.index(name), line=name)


def watch(run: Any, seconds: float) -> Watch:
    """Tells the run which goal is worked on, and hears when somebody stops it."""

    def tell(goal: str, _gone: float) -> None:
        runs.beat(run, progress=STAGES.index("solving"), line=goal)

    return Watch(seconds, lambda: runs.is_stopped(run), tell)


def frontier_of(run: Any, problem: Problem, answer: Answer) -> list[Point]:
    """What fewer or more moves would give, in as long again as the answer may take."""
    stage(run, "frontier")
    limit = Watch(problem.time_limit, lambda: runs.is_stopped(run))
    return frontier(problem, len(answer.moves), limit)
