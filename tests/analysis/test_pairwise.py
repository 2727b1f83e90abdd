"""Parts are merged by twos, neighbours first."""

import pytest

from pmrules.analysis.merging import pairwise


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 100])
def test_every_part_is_merged_once_and_in_order(count: int) -> None:
    """Nothing is lost, nothing counts twice, neighbours stay neighbours."""
    assert pairwise(map(str, range(count)), lambda one, other: f"{one} {other}").split() == [
        str(at) for at in range(count)
    ]


def test_no_part_is_merged_too_often() -> None:
    """Of 1,024 parts each goes through ten merges, where one after the other it were 1,023."""
    depths = pairwise([0] * 1024, lambda one, other: 1 + max(one, other))
    assert depths == 10


def test_nothing_is_an_error() -> None:
    """There is no total of nothing."""
    with pytest.raises(ValueError, match="nothing to merge"):
        pairwise([], lambda one, _: one)
