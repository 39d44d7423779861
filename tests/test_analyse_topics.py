"""Topics are the same whatever the order of a file, cross languages, and say how sure they are."""

import numpy as np
import pytest

import cxlab
from cxlab.analyse.topics import TopicsWarning
from cxlab.errors import StudyError

SAID = [
    "The parcel arrived two weeks late", "My delivery was late again", "The courier never came",
    "A entrega chegou muito atrasada", "O entregador nunca apareceu", "A encomenda atrasou dez dias",
    "El envío llegó muy tarde", "El repartidor no vino nunca", "El paquete llegó con retraso",
    "The price is far too high", "Too expensive for what it is", "It costs more than elsewhere",
    "O preço é alto demais", "Muito caro pelo que oferece", "Custa mais do que na outra loja",
    "El precio es demasiado alto", "Muy caro para lo que ofrece", "Cuesta más que en otra tienda",
    "The app crashes when I log in", "I cannot log in to the app", "The app freezes all the time",
    "O aplicativo trava ao entrar", "Não consigo entrar no aplicativo", "O app vive travando",
    "La aplicación se cierra al entrar", "No puedo entrar en la aplicación", "La app se bloquea siempre",
]  # fmt: skip


def discover(texts, **options):
    with pytest.warns(TopicsWarning, match="distinct texts"):
        return cxlab.discover_topics(texts, encoder="fast", **options)


def test_the_same_topics_whatever_the_order():
    """Rows shuffled, each text keeps its topic, margin and neighbour."""
    order = np.random.default_rng(1).permutation(len(SAID))
    straight = discover(SAID, n_topics=3)
    shuffled = discover([SAID[row] for row in order], n_topics=3)
    assert (shuffled.labels == straight.labels[order]).all()
    assert (shuffled.others == straight.others[order]).all()


def test_a_topic_holds_all_languages():
    """Lateness, price and the app are one topic each, in three languages."""
    found = discover(SAID, n_topics=3)
    human = np.repeat([0, 1, 2], 9)
    agree = sum(np.bincount(found.labels[human == one]).max() for one in range(3))
    assert agree >= 25
    assert all(set(langs) == {"pt", "es", "en"} for langs in found.table["languages"])


def test_equal_texts_stay_together_and_empty_ones_have_no_topic():
    """What is said twice is one thing; what says nothing is shown as a leftover."""
    found = discover([*SAID, *SAID, "", "  ", "!!!", "123"], n_topics=3)
    assert (found.labels[: len(SAID)] == found.labels[len(SAID) : 2 * len(SAID)]).all()
    assert (found.labels[-4:] == -1).all()
    assert found.leftovers["row"].tolist() == [54, 55, 56, 57]


def test_more_topics_than_texts_is_refused():
    """An impossible number is told with the possible one."""
    with pytest.raises(StudyError, match="only 2 distinct texts"):
        cxlab.discover_topics(["bom", "ruim", "bom"], n_topics=3, encoder="fast")


def test_nothing_to_read_is_no_error():
    """An empty column gives no topics and no texts."""
    found = cxlab.discover_topics([], encoder="fast")
    assert len(found.labels) == 0
    assert found.table.empty
