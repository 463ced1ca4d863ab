"""Accounts, in our forms: administrators make and deactivate them, nobody deletes them."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from claims.permissions import WORK

MAY_DO = "Reviewers check and approve; editors also assign and publish."

admin.site.unregister(User)
admin.site.unregister(Group)


class ForAdministrators(ModelAdmin):
    """Lists and forms that only a superuser sees, and from which nothing is deleted."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class PersonAdmin(ForAdministrators, DjangoUserAdmin):  # type: ignore[type-arg]
    """Somebody with an account. What they did stays under their name, so accounts stay too."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "full_name", "email", "in_groups", "is_active", "last_login"]
    list_filter = ["is_active", "groups", "is_superuser"]
    list_filter_sheet = False
    list_per_page = 50
    compressed_fields = True
    readonly_fields = ["last_login", "date_joined"]
    # Two or three boxes to tick, where Django has two lists and arrows between them.
    filter_horizontal = ()
    # Said here, since the frame's own class has an empty list before Django's.
    add_fieldsets = [
        (None, {"fields": ["username", "password1", "password2"]}),
        ("Who it is", {"fields": ["first_name", "last_name", "email"]}),
        ("What they may do", {"description": MAY_DO, "fields": ["is_staff", "groups"]}),
    ]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Who it is", {"fields": ["first_name", "last_name", "email"]}),
        (
            "What they may do",
            {
                "description": f"{MAY_DO} "
                "Somebody who leaves is made inactive: their work stays under their name.",
                "fields": ["is_active", "is_staff", "groups", "is_superuser"],
            },
        ),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Whoever is not staff cannot log in here."""
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    @admin.display(description="Name", ordering="last_name")
    def full_name(self, person: User) -> str:
        return person.get_full_name()

    @admin.display(description="Groups")
    def in_groups(self, person: User) -> str:
        return ", ".join(group.name for group in person.groups.all())

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Group)
class GroupAdmin(ForAdministrators, DjangoGroupAdmin):
    """What a group may do. `Reviewers` and `Editors` come with the product."""

    filter_horizontal = ()

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any
    ) -> Any:
        """The kinds of work that the verbs ask for: Django's own permissions open nothing here."""
        kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        names = [permission.removeprefix("claims.") for permission in WORK]
        field.queryset = Permission.objects.filter(
            content_type__app_label="claims", codename__in=names
        ).select_related("content_type")
        field.label_from_instance = _in_words
        return field


def _in_words(permission: Permission) -> str:
    words = WORK[f"{permission.content_type.app_label}.{permission.codename}"]
    return words[0].upper() + words[1:]
