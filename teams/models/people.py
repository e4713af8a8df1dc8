"""People: those who sign in (User), and those who sell (Rep). One person may be both."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from teams.core.access import may_administer
from teams.models.checks import check_zone


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        if not email:
            raise ValueError("a person signs in with an e-mail address")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        fields = {"role": User.Role.ADMINISTRATOR, "is_superuser": True, **fields}
        return self.create_user(email, password, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in, with one role that says what they may see and do."""

    class Role(models.TextChoices):
        REP = "rep", _("Rep")
        MANAGER = "manager", _("Manager")
        OPERATIONS = "operations", _("Operations")
        FINANCE = "finance", _("Finance")
        EXECUTIVE = "executive", _("Executive")
        ADMINISTRATOR = "administrator", _("Administrator")

    class Theme(models.TextChoices):
        AUTO = "auto", _("Like the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=15, choices=Role.choices, default=Role.REP)
    language = models.CharField(_("language"), max_length=5, blank=True)
    theme = models.CharField(_("theme"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    time_zone = models.CharField(_("time zone"), max_length=50, blank=True, validators=[check_zone])
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person with a sign-in")
        verbose_name_plural = _("people with a sign-in")
        ordering = ["name", "email"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="teams_user_email_lower_case",
                violation_error_message=_("Write the e-mail address in lower case."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    @property
    def is_staff(self) -> bool:
        """Django admin asks this: administrators and operations may enter."""
        return may_administer(self.role, "teams", "view_team")

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django admin asks this; the role decides, groups and single permissions do not."""
        app, _, codename = perm.partition(".")
        return self.is_active and may_administer(self.role, app, codename)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and may_administer(self.role, app_label, "view_")


class Rep(models.Model):
    """Somebody deals, quotas and activities belong to; known to the CRM by `external_id`.

    `participates`: counts in participation and comparison (operations users, bots do not).
    `territory` is what a CRM writes on the person; whom they cover when is in Coverage.
    """

    external_id = models.CharField(_("CRM id"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    user = models.OneToOneField(
        "teams.User",
        verbose_name=_("sign-in"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="rep",
    )
    title = models.CharField(_("job title"), max_length=120, blank=True)
    segment = models.CharField(_("segment"), max_length=80, blank=True)
    hired_on = models.DateField(_("hired on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    participates = models.BooleanField(_("counts in comparisons"), default=True)
    territory = models.ForeignKey(
        "teams.Territory",
        verbose_name=_("territory stated by the CRM"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    run = models.ForeignKey(
        "audit.Run", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("rep")
        verbose_name_plural = _("reps")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True)
                | models.Q(hired_on__isnull=True)
                | models.Q(left_on__gte=models.F("hired_on")),
                name="teams_rep_leaves_after_hire",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """A person's own view of a list page: a name for a query string."""

    user = models.ForeignKey("teams.User", on_delete=models.CASCADE, related_name="saved_views")
    page = models.CharField(_("page"), max_length=80)
    name = models.CharField(_("name"), max_length=80)
    query = models.TextField(_("query"), blank=True)
    is_default = models.BooleanField(_("open with this view"), default=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="teams_view_name_once"),
            models.UniqueConstraint(
                fields=["user", "page"],
                condition=models.Q(is_default=True),
                name="teams_view_one_default",
            ),
        ]

    def __str__(self) -> str:
        return self.name
