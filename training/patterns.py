"""Short sentences of our own that teach what few labelled sentences show.

Negated praise and negated blame ("não é ruim", "no está nada mal", "not worth it"), plain facts,
wishes, emoji. Every sentence is built from the lists below; nothing is copied from a corpus.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from cxlab.codebook import Codebook
from training.sentences import read_sentences

THINGS = {
    "pt": ["o produto", "o atendimento", "a entrega", "o hotel", "a loja", "a comida", "o aplicativo", "o curso", "a qualidade", "o preço"],
    "es": ["el producto", "la atención", "el envío", "el hotel", "la tienda", "la comida", "la aplicación", "el curso", "la calidad", "el precio"],
    "en": ["the product", "the service", "the delivery", "the hotel", "the shop", "the food", "the app", "the course", "the quality", "the price"],
}  # fmt: skip
GOOD = {
    "pt": ["bom", "grande coisa", "confortável", "prático", "rápido", "o que eu queria"],
    "es": ["bueno", "gran cosa", "cómodo", "práctico", "rápido", "lo que quería"],
    "en": ["good", "great", "comfortable", "helpful", "fast", "what I wanted"],
}
BAD = {
    "pt": ["ruim", "mau", "caro", "lento", "feio", "complicado"],
    "es": ["malo", "mal", "caro", "lento", "feo", "complicado"],
    "en": ["bad", "terrible", "expensive", "slow", "awful", "complicated"],
}
NOT = {
    "pt": ["não é", "não é nada", "não foi", "não achei", "nao e", "não está"],
    "es": ["no es", "no es nada", "no fue", "no me pareció", "no está", "no está nada"],
    "en": ["is not", "isn't", "was not", "wasn't", "is not at all", "isnt"],
}
PRAISED = {  # negative words, positive meaning
    "pt": ["nada a reclamar", "não tenho do que reclamar", "sem nenhum problema", "nunca tive problemas", "não decepciona", "não me arrependo", "não deixa a desejar", "não demorou nada", "nada mau", "nada mal", "não podia ser melhor", "chegou sem defeito nenhum", "não me posso queixar", "não tive nenhuma dificuldade", "nunca me deixou na mão"],
    "es": ["nada que reprochar", "no tengo quejas", "sin ningún problema", "nunca tuve problemas", "no defrauda", "no me arrepiento", "no decepciona", "no tardó nada", "nada mal", "no podría ser mejor", "llegó sin ningún defecto", "no me puedo quejar", "no tuve ninguna dificultad", "nunca me ha fallado", "no se puede pedir más"],
    "en": ["no complaints", "nothing to complain about", "no problems at all", "never had any trouble", "does not disappoint", "I don't regret it", "never lets me down", "it took no time", "not bad", "not bad at all", "could not be better", "couldn't be happier", "can't complain", "cannot fault it", "couldn't ask for more"],
}  # fmt: skip
BLAMED = {  # positive words, negative meaning
    "pt": ["não gostei", "não recomendo", "não vale a pena", "não funciona", "não voltaria", "não fiquei satisfeita", "não fui bem atendido", "não cumpre o que promete", "nada prático", "pouco confiável", "nunca funcionou bem", "não resolveram", "ninguém ajudou", "não ajuda em nada", "não é confiável"],
    "es": ["no me gustó", "no lo recomiendo", "no vale la pena", "no funciona", "no volvería", "no quedé satisfecha", "no me atendieron bien", "no cumple lo que promete", "nada práctico", "poco fiable", "nunca funcionó bien", "no lo resolvieron", "nadie ayudó", "no ayuda en nada", "no es confiable"],
    "en": ["I didn't like it", "I do not recommend it", "not worth it", "it doesn't work", "would not go back", "I was not satisfied", "they weren't helpful", "does not do what it promises", "not practical at all", "hardly reliable", "never worked well", "they did not solve it", "nobody helped", "it is no help", "not trustworthy"],
}  # fmt: skip
FACTS = {
    "pt": ["recebi o produto", "fiz o pedido ontem", "comprei pelo site", "chegou hoje", "moro em Lisboa", "sou cliente desde 2019", "a loja fica no centro", "paguei com cartão", "bom dia", "boa tarde, tudo bem?", "olá, boa noite", "sim", "é isso", "tem três modelos", "fui com a minha filha", "usei durante uma semana", "estou esperando o pedido"],
    "es": ["recibí el producto", "hice el pedido ayer", "compré por la web", "llegó hoy", "vivo en Lima", "soy cliente desde 2019", "la tienda está en el centro", "pagué con tarjeta", "buenos días", "buenas tardes, ¿qué tal?", "hola, buenas noches", "sí", "eso es", "hay tres modelos", "fui con mi hija", "lo usé durante una semana", "estoy esperando el pedido"],
    "en": ["I received the product", "I placed the order yesterday", "I bought it on the website", "it arrived today", "I live in Leeds", "I have been a customer since 2019", "the shop is in the centre", "I paid by card", "good morning", "good afternoon, how are you?", "hello there", "yes", "that's it", "there are three models", "I went with my daughter", "I used it for a week", "I am waiting for the order"],
}  # fmt: skip
WISHES = {
    "pt": ["gostaria que tivesse", "podia haver", "seria bom ter", "sugiro incluir", "queria que houvesse", "poderiam oferecer"],
    "es": ["me gustaría que tuviera", "podría haber", "sería bueno tener", "sugiero incluir", "quisiera que hubiera", "podrían ofrecer"],
    "en": ["I would like it to have", "there could be", "it would be nice to have", "I suggest adding", "I wish there were", "they could offer"],
}  # fmt: skip
WISHED = {
    "pt": ["mais cores", "mais opções de pagamento", "um horário maior", "entrega aos sábados", "um filtro por preço"],
    "es": ["más colores", "más opciones de pago", "un horario más amplio", "entrega los sábados", "un filtro por precio"],
    "en": ["more colours", "more ways to pay", "longer hours", "Saturday delivery", "a filter by price"],
}  # fmt: skip
HAPPY, SAD = (
    ["😍", "👍", "❤️", "😊👏", "🥰🥰", "🙌", "⭐⭐⭐⭐⭐"],
    ["😡", "👎", "🤬🤬", "😤", "😠😠", "💩", "🤮"],
)


@dataclass(frozen=True)
class Patterns:
    """Sentences, languages, labels of the tasks they are labelled for."""

    texts: list[str]
    langs: list[str]
    labels: dict[str, np.ndarray]


_MEANINGS = {  # valence, polarity, kind, emotion
    "praised": ("1", "positive", "delight", "satisfaction"),
    "blamed": ("-1", "negative", "pain", "disappointment"),
    "fact": ("0", "neutral", "fact", "none"),
    "wish": ("0", "neutral", "wish", "none"),
    "happy": ("2", "positive", "delight", "satisfaction"),
    "sad": ("-2", "negative", "pain", "frustration"),
    "angry": ("-1", "negative", "pain", "frustration"),
}
_TASKS = ("valence", "polarity", "kind", "emotion")


def codebook_patterns() -> Patterns:
    """The examples of the built-in codebook with the stage of their touchpoint."""
    rows = [
        (text, lang, one.stage)
        for one in Codebook.builtin().touchpoints
        for lang, examples in one.examples.items()
        for text in examples
    ]
    stages = np.array([stage for _, _, stage in rows])
    return Patterns([text for text, *_ in rows], [lang for _, lang, _ in rows], {"stage": stages})


def written_sentences() -> Patterns:
    """The sentences of `training.sentences`, labelled for every task."""
    table = read_sentences()
    sign = np.sign(table["valence"].to_numpy())
    labels = {
        "valence": table["valence"].to_numpy().astype(str),
        "polarity": np.select([sign < 0, sign > 0], ["negative", "positive"], "neutral"),
        "kind": table["kind"].to_numpy(dtype=str),
        "emotion": table["emotion"].to_numpy(dtype=str),
        "gap": np.where(table["gap"].to_numpy() == 1, "yes", "no"),
        "stage": table["stage"].to_numpy(dtype=str),
    }
    return Patterns(table["text"].tolist(), table["lang"].tolist(), labels)


def patterns() -> Patterns:
    """All sentences, in a fixed order."""
    rows: list[tuple[str, str, str]] = []
    for lang, things in THINGS.items():
        for (place, thing), verb in product(enumerate(things), NOT[lang]):
            # A third of the combinations: enough to show the form, not enough to drown the corpus.
            good, bad = GOOD[lang][place % 6], BAD[lang][(place + len(verb)) % 6]
            rows.append((f"{thing} {verb} {good}", lang, "blamed"))
            rows.append((f"{thing} {verb} {bad}", lang, "praised"))
        rows += [
            (f"{verb} {word}", lang, "blamed") for verb, word in product(NOT[lang], GOOD[lang])
        ]
        rows += [
            (f"{verb} {word}", lang, "praised") for verb, word in product(NOT[lang], BAD[lang])
        ]
        for meaning, sentences in (("praised", PRAISED), ("blamed", BLAMED), ("fact", FACTS)):
            rows += [(text, lang, meaning) for text in sentences[lang]]
        for (place, text), meaning in product(enumerate(things), ("praised", "blamed")):
            said = (PRAISED if meaning == "praised" else BLAMED)[lang]
            rows.append((f"{text}: {said[place]}", lang, meaning))
        rows += [(f"{a} {b}", lang, "wish") for a, b in product(WISHES[lang], WISHED[lang])]
        for meaning, signs in (("happy", HAPPY), ("sad", SAD)):
            rows += [(sign, lang, meaning) for sign in signs]
            rows += [(f"{things[n]} {sign}", lang, meaning) for n, sign in enumerate(signs)]
    labels = np.array([_MEANINGS[meaning] for _, _, meaning in rows])
    return Patterns(
        [text for text, _, _ in rows],
        [lang for _, lang, _ in rows],
        {name: labels[:, column] for column, name in enumerate(_TASKS)},
    )
