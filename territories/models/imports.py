"""What an import of a plan is about, beside its run."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRows(models.Model):
    """Of a check: the lines of the file that ask for something, by sheet. Of an import: each row
    that it touched as it was before and after, so that all of it can be undone."""

    run = models.OneToOneField("audit.Run", on_delete=models.CASCADE, related_name="+")
    lines = models.JSONField(default=dict)
    journal = models.JSONField(default=list)
    accounts = models.JSONField(default=list)

    class Meta:
        verbose_name = _("rows of an import")
        verbose_name_plural = _("rows of imports")

    def __str__(self) -> str:
        return str(self.run_id)
