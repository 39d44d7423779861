"""Sentences of our own for what few labelled sentences show: promises broken, kept and outdone.

Also praise that is blame ("great, another hidden fee"), comparisons with a rival, and plain
sentences with the same words that are none of these; beside them the sentences of
`training.sentences` and `training.patterns`. Nothing is copied from a corpus.
"""

from itertools import product

import numpy as np

from training.encoder.data import TASKS, Labelled, sentiment_of, targets_of
from training.sentences import read_sentences

# what was promised | what came, when the promise was broken
BROKEN = {
    "pt": [
        ("prometeram entregar {when}", ["levou um mês", "chegou duas semanas depois", "até hoje não chegou"]),
        ("disseram que vinha {when}", ["só veio na semana seguinte", "nunca veio", "tive de esperar vinte dias"]),
        ("o prazo era {when}", ["atrasou muito", "passou e nada", "chegou com dez dias de atraso"]),
        ("no anúncio era algodão puro", ["recebi poliéster", "o tecido é sintético"]),
        ("o site mostrava azul", ["veio verde", "mandaram outra cor"]),
        ("garantiram devolver o dinheiro", ["não devolveram", "continuo sem receber"]),
        ("comprei um par", ["recebi só um pé", "mandaram uma unidade"]),
        ("reservei quarto com varanda", ["me deram um sem janela", "fiquei num quarto interno"]),
        ("a propaganda fala em dez horas de bateria", ["dura duas", "não chega a três"]),
        ("esperava muito mais pelo nome da marca", ["é bem comum", "decepcionou"]),
    ],
    "es": [
        ("prometieron entregarlo {when}", ["tardó un mes", "llegó dos semanas después", "aún no ha llegado"]),
        ("dijeron que vendría {when}", ["vino la semana siguiente", "nunca vino", "tuve que esperar veinte días"]),
        ("el plazo era {when}", ["se retrasó mucho", "pasó y nada", "llegó con diez días de retraso"]),
        ("en el anuncio era algodón puro", ["recibí poliéster", "la tela es sintética"]),
        ("en la web salía azul", ["llegó verde", "mandaron otro color"]),
        ("aseguraron que devolverían el dinero", ["no lo devolvieron", "sigo sin cobrarlo"]),
        ("compré un par", ["recibí solo uno", "mandaron una unidad"]),
        ("reservé habitación con balcón", ["me dieron una sin ventana", "me tocó una interior"]),
        ("la publicidad habla de diez horas de batería", ["dura dos", "no llega a tres"]),
        ("esperaba mucho más por la marca", ["es de lo más normal", "me decepcionó"]),
    ],
    "en": [
        ("they promised delivery {when}", ["it took a month", "it came two weeks later", "it still isn't here"]),
        ("they said it would come {when}", ["it came the following week", "it never came", "I had to wait twenty days"]),
        ("the deadline was {when}", ["it was very late", "it passed and nothing came", "it came ten days late"]),
        ("the ad said pure cotton", ["I got polyester", "the fabric is synthetic"]),
        ("the website showed blue", ["a green one came", "they sent another colour"]),
        ("they guaranteed a refund", ["I never got it", "I am still waiting for the money"]),
        ("I bought a pair", ["I only received one", "they sent a single one"]),
        ("I booked a room with a balcony", ["they gave me one without a window", "I got an inside room"]),
        ("the ad claims ten hours of battery", ["it lasts two", "it does not reach three"]),
        ("I expected much more from the brand", ["it is quite ordinary", "it let me down"]),
    ],
}  # fmt: skip
WHEN = {
    "pt": ["em cinco dias", "até quinta", "para ontem"],
    "es": ["en cinco días", "el jueves", "para ayer"],
    "en": ["within five days", "by Thursday", "yesterday"],
}
BUT = {"pt": [" e ", " mas ", ", "], "es": [" y ", " pero ", ", "], "en": [" and ", " but ", ", "]}
OUTDONE = {
    "pt": ["chegou três dias antes do prometido", "prometeram cinco dias e chegou em dois", "entregaram antes da data prevista", "superou o que eu esperava", "melhor do que parecia na foto", "pensei que ia demorar e foi super rápido", "veio antes da data combinada"],
    "es": ["llegó tres días antes de lo prometido", "prometieron cinco días y llegó en dos", "lo entregaron antes de la fecha prevista", "superó lo que esperaba", "mejor de lo que parecía en la foto", "pensé que tardaría y fue rapidísimo", "vino antes de la fecha acordada"],
    "en": ["it came three days sooner than promised", "they promised five days and it came in two", "delivered ahead of the expected date", "it exceeded what I hoped for", "better than it looked in the picture", "I thought it would take long and it was really quick", "it came before the agreed date"],
}  # fmt: skip
KEPT = {  # as promised: no gap, a delight
    "pt": ["veio igual à descrição", "chegou no prazo", "cumpriram o combinado", "é exatamente o que anunciam", "entregue na data certa"],
    "es": ["es igual que la descripción", "llegó a tiempo", "cumplieron lo acordado", "es exactamente lo que anuncian", "entregado en la fecha correcta"],
    "en": ["just as described", "it arrived on time", "they kept their word", "exactly what is advertised", "delivered on the right date"],
}  # fmt: skip
PAINS = {  # bad, with no promise set against it
    "pt": ["a entrega levou um mês", "o tecido é sintético e esquenta", "a bateria dura duas horas", "o quarto não tem janela", "não recebi o dinheiro", "a cor é feia", "demora demais para entregar"],
    "es": ["el envío tardó un mes", "la tela es sintética y da calor", "la batería dura dos horas", "la habitación no tiene ventana", "no recibí el dinero", "el color es feo", "tarda demasiado en llegar"],
    "en": ["delivery took a month", "the fabric is synthetic and hot", "the battery lasts two hours", "the room has no window", "I did not get the money", "the colour is ugly", "it takes far too long to arrive"],
}  # fmt: skip
IRONY = {  # praise that is blame
    "pt": ["que maravilha, quebrou no primeiro dia", "parabéns por perderem meu pacote 👏👏", "ótimo, mais uma taxa escondida", "nota dez para a fila de duas horas 🙄", "adoro ficar uma hora na espera 🙃", "que rapidez, só três meses"],
    "es": ["qué maravilla, se rompió el primer día", "enhorabuena por perder mi paquete 👏👏", "genial, otro cargo oculto", "un diez para la cola de dos horas 🙄", "me encanta pasar una hora en espera 🙃", "qué rapidez, solo tres meses"],
    "en": ["how wonderful, it broke on the first day", "well done for losing my parcel 👏👏", "great, another hidden fee", "ten out of ten for the two-hour queue 🙄", "I just love an hour on hold 🙃", "so quick, only three months"],
}  # fmt: skip
RIVAL = {  # the rival is better
    "pt": ["prefiro comprar na outra loja", "na concorrência é mais barato", "o da outra marca dura mais", "em outro lugar me atendem melhor", "vou voltar para a operadora antiga"],
    "es": ["prefiero comprar en la otra tienda", "en la competencia es más barato", "el de la otra marca dura más", "en otro sitio me atienden mejor", "volveré a mi compañía anterior"],
    "en": ["I would rather buy from the other shop", "the competition is cheaper", "the other brand's lasts longer", "elsewhere they treat me better", "I am going back to my old provider"],
}  # fmt: skip
# kind, sentiment, valence, gap, emotion of each group
MEANING = {
    "broken": ("pain", "negative", -1, 1, "disappointment"),
    "outdone": ("delight", "positive", 1, 1, "satisfaction"),
    "kept": ("delight", "positive", 1, 0, "satisfaction"),
    "pains": ("pain", "negative", -1, 0, "frustration"),
    "irony": ("pain", "negative", -1, 0, "frustration"),
    "rival": ("pain", "negative", -1, 0, "disappointment"),
}
_LEARNT = ("kind", "sentiment", "valence", "gap", "emotion")


def sayings(*, seed: int = 0, broken: int = 60) -> Labelled:
    """All sentences, each as written and some with a capital and a full stop.

    `broken`: sentences of broken promises a language, drawn from all that the lists make.
    """
    random = np.random.default_rng(seed)
    texts: list[str] = []
    groups: list[str] = []

    def add(group: str, sentences: list[str]) -> None:
        for sentence in sentences:
            whole = sentence[0].upper() + sentence[1:] + "." if random.random() < 0.6 else sentence
            texts.append(whole)
            groups.append(group)

    for tongue, promises in BROKEN.items():
        made = [
            promise.format(when=when) + but + outcome
            for promise, outcomes in promises
            for outcome, but in product(outcomes, BUT[tongue])
            for when in (WHEN[tongue] if "{when}" in promise else [""])
        ]
        add("broken", [made[at] for at in random.choice(len(made), broken, replace=False)])
        for group, lists in (("outdone", OUTDONE), ("kept", KEPT), ("pains", PAINS),
                             ("irony", IRONY), ("rival", RIVAL)):  # fmt: skip
            add(group, lists[tongue])
    targets = {}
    for column, task in enumerate(_LEARNT):
        rows = [TASKS[task].index(MEANING[group][column]) for group in groups]
        targets[task] = np.eye(len(TASKS[task]), dtype=np.float32)[rows]
    return Labelled(texts, targets)


def sentences() -> Labelled:
    """The sentences of `training.sentences`, each as written, with the targets of all tasks."""
    table = read_sentences()
    return targets_of(table.assign(sentiment=sentiment_of(table["valence"]), stage2=None))


def patterns_of_heads() -> Labelled:
    """The sentences of `training.patterns`, which teach the fast heads negation, wishes and facts.

    Tasks that only some of them have (stage) are left to the labelled sentences.
    """
    from training.patterns import patterns

    made = patterns()
    labels = {
        "sentiment": made.labels["polarity"],
        "valence": [int(one) for one in made.labels["valence"]],
        "kind": made.labels["kind"],
        "emotion": made.labels["emotion"],
    }
    targets = {}
    for task, values in labels.items():
        rows = [TASKS[task].index(value) for value in values]
        targets[task] = np.eye(len(TASKS[task]), dtype=np.float32)[rows]
    return Labelled(list(made.texts), targets)
