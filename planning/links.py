"""Addresses within quota plans."""

from typing import Any

from django.urls import reverse


def chance(line: Any) -> str:
    """Why a person's chances are what they are."""
    return reverse("planning:chance", args=[line.goal.plan_id, line.pk])
