"""What is asked of each person against what their accounts could give."""

from django.utils.translation import gettext_lazy as _

from ui.tables import Column, MoneyColumn, PercentColumn, Table


class FairnessTable(Table):
    name = Column(_("Person"))
    team = Column(_("Team"), hide="p2")
    quota = MoneyColumn(_("Quota"), export_head=_("Quota"), accessor="asked__quota", hide="p2")
    potential = MoneyColumn(
        _("Potential"), export_head=_("Potential"), accessor="asked__potential", hide="p2"
    )
    burden = PercentColumn(_("Quota ÷ potential"), digits=1, accessor="asked__burden")
    penetration = PercentColumn(_("Sold ÷ potential"), digits=1, accessor="asked__penetration")
    attained = PercentColumn(_("Attained"), accessor="past__attainment")
    tenure = Column(_("Months there"), accessor="asked__tenure", css="num", hide="p3")
