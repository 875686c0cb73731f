"""Setting one's workbench to one's liking."""

from banjie.organisations.models import PreferenceName, StaffPreference


def prefer(name: PreferenceName, value: object, *, staff_id: int) -> None:
    """Keeps a setting; None goes back to what everybody has."""
    if value is None:
        StaffPreference.objects.filter(staff_id=staff_id, name=name).delete()
    else:
        StaffPreference.objects.update_or_create(staff_id=staff_id, name=name, defaults={"value": value})
