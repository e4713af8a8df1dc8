"""What the sign-in page shows of the sample company."""

from typing import Any

from django import template

from teams.services.demo import demo_sign_ins

register = template.Library()


@register.inclusion_tag("teams/sample_sign_ins.html", takes_context=True)
def sample_sign_ins(context: Any) -> dict[str, Any]:
    """A button a role; nothing in a real company."""
    return {"people": demo_sign_ins(), "csrf_token": context.get("csrf_token")}
