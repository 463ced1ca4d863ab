"""The people of the tests: three that the specification speaks of, and a second reader."""

from django.contrib.auth.models import Group, User


def person(name: str, *groups: str, staff: bool = True) -> User:
    """Somebody with an account, in these groups."""
    user = User.objects.create_user(name, f"{name}@example.org", "secret", is_staff=staff)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user
