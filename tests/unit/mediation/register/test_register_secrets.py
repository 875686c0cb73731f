"""What is done quickly for the many rows of a register gives what the plain way gives."""

import pytest
from django.test import override_settings
from django.utils.crypto import salted_hmac

from banjie.mediation import details
from banjie.mediation.details import Details
from banjie.mediation.register.keys import mark_of


@pytest.mark.parametrize("name", ["张三", "  宏达\u200b建筑公司 ", "Ａ公司", "买买提·吐尔逊", "a" * 120])
def test_a_name_alone_is_sealed_as_any_particulars_are(name: str) -> None:
    sealed = details.seal_name(name, bound_to="party:1")
    plainly = details.seal(Details(name=name), bound_to="party:1")
    assert details.opened(sealed, bound_to="party:1") == details.opened(plainly, bound_to="party:1")


@pytest.mark.parametrize("name", ["", "  ", "a" * 121])
def test_what_is_no_name_is_not_sealed(name: str) -> None:
    with pytest.raises(ValueError, match=r"empty|too long|at (least|most)"):
        details.seal_name(name, bound_to="party:1")
    with pytest.raises(ValueError, match=r"at (least|most)"):
        Details(name=name)


@pytest.mark.parametrize("secret", ["one", "another"])
def test_a_mark_is_the_keyed_digest_that_it_always_was(secret: str) -> None:
    """Registers that came in before must be known again."""
    with override_settings(SECRET_KEY=secret):
        known = salted_hmac("banjie.mediation.register", "number\x1f7\x1f2024-11-01", algorithm="sha256").hexdigest()
        assert mark_of("7", "2024-11-01", []) == known[:32]
        assert mark_of("", "2024-11-01", ["甲", 3]) != mark_of("", "2024-11-01", ["甲", 4])
