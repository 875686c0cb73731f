"""Many texts are learned from as few are, without holding what each of them is made of."""

import numpy as np
import pytest

from banjie.intelligence.classifying import training
from banjie.intelligence.classifying.features import Words
from banjie.intelligence.classifying.modelfile import written
from banjie.intelligence.classifying.rows import on_demand
from banjie.intelligence.classifying.vocabulary import learn_vocabulary
from tests.unit.intelligence.test_classifying import HOLES, LAMPS, WAGES, examples


def test_rows_made_when_their_turn_comes_are_the_same():
    texts = [Words("", text) for text in (*LAMPS, *HOLES, *WAGES)]
    vocabulary = learn_vocabulary(texts, most=1 << 14)
    held, made = vocabulary.vectors(texts), on_demand(texts, vocabulary)
    order = np.array([7, 2, 2, 11])
    for one, other in ((held, made), (held.part(order), made.part(order)), (held.folded(64), made.folded(64))):
        assert len(one) == len(other)
        rows = np.arange(len(one))[::-1]
        for mine, theirs in zip(vars_of(one.rows(rows)), vars_of(other.rows(rows)), strict=True):
            np.testing.assert_array_equal(mine, theirs)


def vars_of(vectors):
    return vectors.columns, vectors.values, vectors.starts


def test_the_model_of_many_is_the_model_of_few(monkeypatch: pytest.MonkeyPatch):
    few = written(training.build(examples(6)))
    monkeypatch.setattr(training, "_HELD", 10)
    assert written(training.build(examples(6))) == few
