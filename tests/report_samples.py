"""Journeys written by hand for the report's tests and trials: full, thin, empty and hostile.

Loaded with `runpy`, since test files cannot import one another.
"""

from dataclasses import replace
from typing import Any

import pandas as pd

from cxlab.codebook import Codebook
from cxlab.journey.model import (
    Action,
    Count,
    Coverage,
    Driver,
    Estimate,
    Finding,
    Journey,
    Moment,
    Move,
    Paths,
    Promise,
    Quote,
    Rollup,
    Saturation,
    SaturationStep,
    Service,
    SourceCount,
    StageColumn,
    TouchpointCell,
)
from cxlab.report.topiccards import KeyPhrase, Line, Pair, Saying, TopicCard, TopicPage
from cxlab.stages import builtin

NOBODY = Estimate(None, None, None, 0, 0)
HOSTILE = (
    "<script>alert('olá')</script><img src=x onerror=alert(1)> & \"aspas\" 'simples' "
    "</details></style>{{ 7*7 }} \u202egnp.exe\u202c R$ 50 … R$ 30 `code` [link](javascript:alert(2))\x00\x0b"
)
SAID = {
    "pt": [
        "O pedido atrasou duas semanas e ninguém me avisou de nada.",
        "Comprei o fogão no dia da Black Friday porque precisava para o Natal, e a entrega ficou "
        "marcada para dezembro, depois janeiro, e em fevereiro ainda me diziam que estava em rota "
        "de entrega, sem que ninguém soubesse explicar onde o caminhão tinha parado.",
        "Chegou um dia antes do prazo, muito bem embalado.",
        "O aplicativo trava sempre que tento pagar com Pix.",
        "Gostei muito do atendimento na loja, a moça foi atenciosa.",
        "Queria que desse para escolher o horário da entrega.",
    ],
    "es": [
        "Me devolvieron el dinero en dos días, impecable.",
        "Llevo tres semanas esperando el reembolso y nadie contesta.",
        "La página dice que hay stock y después te cancelan el pedido.",
        "Ojalá pudiera seguir el pedido desde la aplicación.",
    ],
    "en": [
        "Support answered in two minutes and solved it.",
        "I had to explain the same problem to four different people.",
        "The return was free on the website but the shop charged me.",
        "The app is clear and quick.",
    ],
}


def quote(number: int, *, lang: str = "pt", stage: str = "receive", **changes: Any) -> Quote:
    """One quote; the number picks its words, its person and its place."""
    said = SAID[lang]
    interview = number % 3 == 0
    values: dict[str, Any] = {
        "utt_id": f"u{stage}{number}",
        "text": said[number % len(said)],
        "lang": lang,
        "participant": f"P{1 + number % 23:02d}",
        "source": "entrevistas" if interview else "avaliações da loja",
        "source_kind": "interview" if interview else "review",
        "file": f"entrevistas/entrevista_{number % 9:02d}.vtt" if interview else "avaliacoes.csv",
        "locator": f"00:{number % 60:02d}:12" if interview else f"linha {number + 2}",
        "date": f"2025-0{1 + number % 9}-1{number % 9}",
        "stage": stage,
        "valence": -1.4 if number % 2 else 1.2,
        "emotion": "frustration" if number % 2 else "satisfaction",
        "kind": "pain" if number % 2 else "delight",
        "before": "E como foi a entrega?" if interview else "",
        "after": "Entendi. E depois?" if interview else "",
    }
    return Quote(**{**values, **changes})


def estimate(value: float, people: int, *, spread: float = 0.4) -> Estimate:
    """An estimate with an interval of that half width."""
    return Estimate(value, value - spread, value + spread, people, people * 2)


def finding(
    kind: str, touchpoint: str, title: str, people: int, *, of: int, stage: str = "receive",
    lang: str = "pt", grade: str = "observed", counter: bool = True, shown: int = 4,
) -> Finding:  # fmt: skip
    """A pain or a delight with that many people."""
    value = -1.3 if kind == "pain" else 1.4
    odd = 1 if kind == "pain" else 0
    quotes = tuple(quote(2 * one + odd, lang=lang, stage=stage) for one in range(shown))
    against = quote(2 + odd + 1, lang=lang, stage=stage) if counter else None
    return Finding(
        finding_id=f"f-{stage}-{touchpoint}-{kind}",
        kind=kind,
        stage=stage,
        touchpoint=touchpoint,
        title=title,
        people=people,
        of_people=of,
        mentions=people + 5,
        valence=estimate(value, people, spread=0.3),
        severity=people * abs(value),
        grade=grade,
        gap_people=3 if touchpoint in {"delivery", "returns"} else 0,
        quotes=quotes,
        counter=against,
        disagree=2 if counter else 0,
        utt_ids=tuple(one.utt_id for one in quotes) + tuple(f"x{n}" for n in range(people)),
        counter_ids=(against.utt_id,) if against else (),
        allowing=Count(max(0, people - 2), min(of, people + 3), 0.31, 0.82),
    )


# stage: mean, people, and per touchpoint mean and people
_SHAPE: dict[str, tuple[float, int, dict[str, tuple[float, int]]]] = {
    "discover": (0.3, 14, {"social_media": (0.2, 9), "word_of_mouth": (1.1, 6)}),
    "compare": (0.1, 18, {"website": (-0.2, 11), "price": (0.4, 13), "promotion": (-0.6, 5)}),
    "purchase": (0.8, 31, {"checkout": (0.9, 22), "app": (-0.7, 12), "payment": (0.6, 17)}),
    "receive": (
        -1.2,
        38,
        {"delivery": (-1.4, 34), "tracking": (-0.9, 15), "courier": (-0.4, 3), "packaging": (0.8, 9)},
    ),
    "use": (1.1, 27, {"product_quality": (1.3, 25), "instructions": (-0.3, 4)}),
    "support": (
        -0.7, 21, {"phone_support": (-1.1, 14), "chat_support": (0.5, 7), "returns": (-0.8, 11)}
    ),
    "stay": (0.4, 12, {"repurchase": (0.6, 8), "recommendation": (0.3, 7)}),
}  # fmt: skip
_FINDINGS: dict[str, list[tuple[str, str, str, int, int]]] = {
    "compare": [("pain", "promotion", "a promoção some no carrinho", 5, 5)],
    "purchase": [
        ("pain", "app", "trava na hora de pagar", 9, 12),
        ("delight", "checkout", "foi rápido de fechar", 16, 22),
    ],
    "receive": [
        ("pain", "delivery", "atrasou duas semanas e ninguém me avisou", 27, 34),
        ("pain", "tracking", "ninguém sabia onde estava", 11, 15),
        ("pain", "courier", "Transportadora e entregador", 3, 3),
        ("delight", "packaging", "muito bem embalado", 7, 9),
    ],
    "use": [("delight", "product_quality", "melhor do que parecia na foto", 19, 25)],
    "support": [
        ("pain", "phone_support", "explain the same problem to four different people", 12, 14),
        ("pain", "returns", "a loja cobrou a devolução que era grátis", 8, 11),
        ("delight", "chat_support", "en dos días, impecable", 5, 7),
    ],
}
_CHANNELS = {
    "discover": {"social": 9, "in_person": 4}, "compare": {"web": 15, "app": 6},
    "purchase": {"app": 18, "web": 12, "store": 4}, "receive": {"carrier": 30, "app": 9, "email": 5},
    "use": {"product": 24}, "support": {"phone": 14, "chat": 7, "store": 3}, "stay": {"app": 5},
}  # fmt: skip
GROUPS = [
    {"group": "kind", "name": "review", "n": 679, "sentiment": 0.76, "kind": 0.77},
    {"group": "kind", "name": "chat", "n": 36, "sentiment": 0.86, "kind": 0.86},
    {"group": "variety", "name": "pt-BR", "n": 316, "sentiment": 0.84, "kind": 0.85},
    {"group": "variety", "name": "es unknown", "n": 158, "sentiment": 0.85, "kind": 0.85},
    {"group": "unseen", "name": "one", "n": 925, "sentiment": 0.82, "kind": 0.84},
    {"group": "unseen", "name": "other", "n": 1469, "sentiment": 0.56, "kind": 0.55},
]
MEASURED = {
    "stage": {"pt": {"accuracy": 0.73, "macro_f1": 0.55, "n": 480}, "es": {"accuracy": 0.71, "macro_f1": 0.52, "n": 470}, "en": {"accuracy": 0.74, "macro_f1": 0.57, "n": 490}},
    "kind": {"pt": {"accuracy": 0.78, "macro_f1": 0.71, "n": 480}, "es": {"accuracy": 0.77, "macro_f1": 0.69, "n": 470}, "en": {"accuracy": 0.79, "macro_f1": 0.72, "n": 490}},
    "sentiment": {"pt": {"accuracy": 0.8, "macro_f1": 0.77, "n": 480}, "es": {"accuracy": 0.79, "macro_f1": 0.76, "n": 470}, "en": {"accuracy": 0.81, "macro_f1": 0.78, "n": 490}},
}  # fmt: skip


def _column(stage: Any, lang: str) -> StageColumn:
    mean, people, shape = _SHAPE[stage.id]
    codebook = Codebook.builtin()
    cells = []
    for name, (value, count) in shape.items():
        entry = codebook[name]
        cells.append(
            TouchpointCell(
                touchpoint=name, names=dict(entry.names), stage=stage.id, control=entry.control,
                owner=entry.owner, channels=entry.channels, valence=estimate(value, count),
                grade="observed" if count >= 5 else "thin",
                quotes=(quote(count, lang=lang, stage=stage.id),), counter=quote(count + 1, stage=stage.id), disagree=2,
            )
        )  # fmt: skip
    found = [
        finding(kind, name, title, count, of=of, stage=stage.id, lang=lang,
                grade="thin" if count < 5 else "observed", counter=count > 8)
        for kind, name, title, count, of in _FINDINGS.get(stage.id, [])
    ]  # fmt: skip
    rated = stage.id in {"receive", "use", "purchase"}
    return StageColumn(
        stage=stage.id,
        names=dict(stage.names),
        period=stage.period,
        goal={"pt": "Receber no prazo, sem ter de ligar", "es": "Recibir a tiempo", "en": "Get it on time"}
        if stage.id in {"receive", "support"} else {},
        valence=estimate(mean, people, spread=0.25 + 2 / people),
        grade="observed" if people > 13 else "reported",
        touchpoints=tuple(cells),
        channels=_CHANNELS[stage.id],
        emotions={"frustration": people // 2, "worry": people // 5} if mean < 0 else {"satisfaction": people // 2},
        actions=(quote(6, lang=lang, stage=stage.id, kind="fact"),) if stage.id != "stay" else (),
        thoughts=(quote(5, lang=lang, stage=stage.id, kind="wish"),) if stage.id in {"receive", "support", "use"} else (),
        quotes=tuple(quote(n, lang=("pt", "es", "en")[n % 3], stage=stage.id) for n in (people, people + 1)),
        pains=tuple(one for one in found if one.kind == "pain"),
        delights=tuple(one for one in found if one.kind == "delight"),
        gaps=(quote(2, lang="en", stage=stage.id),) if stage.id in {"support", "receive"} else (),
        gap_people=7 if stage.id in {"support", "receive"} else 0,
        rating=Estimate(3.2, 2.8, 3.6, people, people) if rated else NOBODY,
        nps=Estimate(-12.0, -30.0, 8.0, 15, 15) if stage.id == "stay" else NOBODY,
        owners=tuple(sorted({cell.owner for cell in cells if cell.owner})),
        pain_people=people // 2, delight_people=people // 3, csat=Estimate(0.6, 0.4, 0.8, people, people),
        **written(stage.id, lang),
    )  # fmt: skip


def written(stage: str, lang: str) -> dict[str, Any]:
    """What people wrote about a stage: promises, actions and the blueprint, where they did."""
    if stage != "receive":
        return {}
    promise = Promise(
        "pr1", stage, "delivery", {"pt": "Entrega em até 3 dias úteis", "en": "Delivery within 3 working days"},
        "site", kept_people=6, broken_people=27, of_people=34, kept=quote(8, lang=lang, stage=stage),
        broken=quote(7, lang=lang, stage=stage), utt_ids=("u1", "u2"), grade="observed",
    )  # fmt: skip
    untold = replace(
        promise, promise_id="pr2", touchpoint="packaging", text={"und": "Embalagem reciclável"}, said_in="",
        kept_people=0, broken_people=0, of_people=9, kept=None, broken=None, utt_ids=(), grade="assumed",
    )  # fmt: skip
    actions = (
        Action(
            "a1", "Avisar por mensagem quando a entrega atrasar", stage, "delivery", "f-receive-delivery-pain",
            impact=5, effort=2, owner="logistics", due="2026-03-31", status="doing",
            to_be="Ninguém descobre o atraso sozinho",
        ),
        Action("a2", "Trocar o fornecedor de caixas", stage, "packaging"),
    )  # fmt: skip
    service = Service(
        "delivery", {"pt": "O entregador liga antes de sair", "en": "The driver phones first"}
    )
    layers = ("evidence", "frontstage", "backstage")
    return {
        "promises": (promise, untold), "opportunities": actions,
        "blueprint": dict.fromkeys(layers, (service,)),
    }  # fmt: skip


def drivers() -> tuple[Driver, ...]:
    """What goes with the rating: one of each role, and one of which too little is known."""

    def driver(
        name: str, stage: str, value: float, people: int, weight: float | None, role: str
    ) -> Driver:
        effect = (
            NOBODY
            if weight is None
            else Estimate(weight, weight - 0.5, weight + 0.5, people, people)
        )
        fails = (
            NOBODY
            if weight is None
            else Estimate(-weight, -weight - 0.5, -weight + 0.5, people, people)
        )
        return Driver(
            name,
            stage,
            fails,
            effect,
            effect,
            estimate(value, people),
            "rating",
            (1.0, 5.0),
            31,
            role,
        )

    return (
        driver("delivery", "receive", -1.4, 34, 1.6, "performance"),
        driver("product_quality", "use", 1.3, 25, 0.9, "excitement"),
        driver("tracking", "receive", -0.9, 15, 0.7, "basic"),
        driver("checkout", "purchase", 0.9, 22, 0.1, ""),
        driver("returns", "support", -0.8, 11, None, ""),
    )  # fmt: skip


def saturation() -> tuple[Saturation, ...]:
    """Nine interviews, the last of which tell little new."""
    seen = (9, 16, 21, 25, 28, 30, 31, 32, 32)
    new = [after - before for before, after in zip((0, *seen), seen, strict=False)]
    steps = tuple(
        SaturationStep(at, count, fresh, count - 0.5, count - 3.0, count + 2.5)
        for at, (count, fresh) in enumerate(zip(seen, new, strict=True), start=1)
    )
    return (Saturation("interview", 9, 32, 6, Estimate(36.0, 33.0, 44.0, 9, 9), 7, steps),)


def paths(lang: str) -> Paths:
    """Moves of many and of few people: one stage on, ahead and back."""
    shape = [
        ("purchase", "receive", "next", 11, 14), ("receive", "support", "jump", 9, 16),
        ("support", "receive", "loop", 6, 9), ("compare", "purchase", "next", 5, 8),
        ("use", "discover", "loop", 2, 7),
    ]  # fmt: skip
    return Paths(
        people=17, documents=21, returning=7, skipping=10,
        moves=tuple(
            Move(start, end, kind, people, of, people / of - 0.1, people / of + 0.1, people + 2, people,
                 (f"u{start}1", f"u{end}2"), quote(people, lang=lang, stage=end) if people >= 5 else None)
            for start, end, kind, people, of in shape
        ),
    )  # fmt: skip


def full(lang: str = "pt", *, synthetic: bool = True) -> Journey:
    """A rich journey over the seven built-in stages; `lang` is that of most quotes."""
    columns = tuple(_column(stage, lang) for stage in builtin().stages)
    findings = [one for column in columns for one in (*column.pains, *column.delights)]
    solid = [one for one in findings if one.people >= 5]
    return Journey(
        study="amostra",
        title="Loja Aurora 2025",
        segment="familias-com-pressa",
        name={"pt": "Marina, a mãe com pressa", "es": "Marina, la madre con prisa", "en": "Marina, the hurried mother"},
        description={
            "pt": "Compra pelo aplicativo à noite, para a casa toda. Conta com a data de entrega.",
            "es": "Compra por la aplicación de noche, para toda la casa. Cuenta con la fecha de entrega.",
            "en": "Buys through the app at night, for the whole house. Counts on the delivery date.",
        },
        scenario={
            "pt": "Comprar um eletrodoméstico e recebê-lo em casa.",
            "es": "Comprar un electrodoméstico y recibirlo en casa.",
            "en": "Buy a household appliance and have it delivered.",
        },
        synthetic=synthetic,
        min_people=5,
        people=42,
        documents=212,
        utterances=1284,
        sources=(
            SourceCount("entrevistas", "interview", 9, 9, 412),
            SourceCount("avaliações da loja", "review", 31, 171, 655),
            SourceCount("chats", "chat", 14, 18, 160),
            SourceCount("pesquisa NPS", "survey", 14, 14, 57),
        ),
        languages={"pt": 845, "es": 310, "en": 120, "und": 9},
        first_date="2025-01-04",
        last_date="2025-09-28",
        valence=estimate(-0.1, 42, spread=0.2),
        rating=Estimate(3.4, 3.1, 3.7, 31, 171),
        rating_scale=(1.0, 5.0),
        nps=Estimate(-12.0, -30.0, 8.0, 14, 14),
        stages=columns,
        headlines=tuple(sorted(solid, key=lambda one: (-one.severity, one.finding_id))[:5]),
        method={
            "cxlab": "0.1.0", "encoder": "use-m3", "seed": 0, "min_people": 5, "measured": MEASURED,
            "measured_groups": GROUPS, "label_error": {"place": 0.2, "whole": 0.1},
            "versions": {"python": "3.11.2", "pandas": "3.0.0", "numpy": "2.4.0"},
        },
        paths=paths(lang),
        drivers=drivers(),
        moments=(
            Moment("delivery", "receive", "both", "pain", estimate(-1.4, 34), drivers()[0].importance),
            Moment("checkout", "purchase", "people", "", estimate(0.9, 22), NOBODY),
        ),
        coverage=tuple(
            Coverage(column.stage, source, kind, (column.valence.people + at) % 13, 20)
            for column in columns
            for at, (source, kind) in enumerate((("entrevistas", "interview"), ("chats", "chat")))
        ),
        saturation=saturation(),
        rollups=(
            Rollup("before", "periods", {"pt": "Antes", "en": "Before"}, ("discover", "compare"), estimate(0.2, 20), "observed"),
            Rollup("during", "periods", {"pt": "Durante", "en": "During"}, ("purchase",), estimate(0.8, 31), "observed"),
            Rollup("buyer", "scope", {"pt": "Compra", "en": "Buying"}, ("discover", "compare", "purchase"), estimate(0.4, 35), "observed"),
        ),
    )  # fmt: skip


def empty() -> Journey:
    """A journey in which nobody said anything that counts."""
    columns = tuple(
        StageColumn(
            stage=stage.id, names=dict(stage.names), period=stage.period, goal={}, valence=NOBODY,
            grade="gap", touchpoints=(), channels={}, emotions={}, actions=(), thoughts=(), quotes=(),
            pains=(), delights=(), gaps=(), gap_people=0, rating=NOBODY, nps=NOBODY, owners=(),
        )
        for stage in builtin().stages
    )  # fmt: skip
    return Journey(
        study="vazio", title="Estudo vazio", segment="ninguém", name={}, description={}, scenario={},
        synthetic=False, min_people=5, people=0, documents=0, utterances=0, sources=(), languages={},
        first_date="", last_date="", valence=NOBODY, rating=NOBODY, rating_scale=(1.0, 5.0), nps=NOBODY,
        stages=columns, headlines=(), method={},
    )  # fmt: skip


def stretched(count: int) -> Journey:
    """A journey of that many stages, with long names."""
    whole = full("pt")
    columns = tuple(
        replace(
            whole.stages[index % len(whole.stages)],
            stage=f"stage_{index}",
            names={"pt": f"Acompanhamento do pedido depois da confirmação do pagamento {index}"},
        )
        for index in range(count)
    )
    return replace(whole, stages=columns, headlines=())


def thin() -> Journey:
    """Two people: every quote must be withheld."""
    whole = full("es", synthetic=False)
    two = Estimate(-1.0, -1.8, -0.2, 2, 5)
    columns = tuple(
        replace(
            column, valence=two if column.stage in {"receive", "support"} else NOBODY, grade="thin",
            pains=tuple(replace(one, people=2, of_people=2, grade="thin") for one in column.pains),
            promises=tuple(replace(one, kept_people=1, broken_people=1, of_people=2) for one in column.promises),
            delights=(), touchpoints=tuple(replace(one, valence=two, grade="thin") for one in column.touchpoints),
        )
        for column in whole.stages
    )  # fmt: skip
    moves = tuple(replace(one, people=2, of_people=2) for one in whole.paths.moves)
    return replace(
        whole, people=2, stages=columns, headlines=(), segment="dos", name={}, drivers=(), moments=(),
        paths=Paths(people=2, documents=2, returning=2, skipping=2, moves=moves),
    )  # fmt: skip


def hostile() -> Journey:
    """Every text a study can bring is an attack."""
    whole = full("pt")
    bad = {"pt": HOSTILE, "es": HOSTILE, "en": HOSTILE}

    def spoil(one: Quote) -> Quote:
        return replace(
            one, text=HOSTILE, lang='pt" onload="x', participant=HOSTILE, source=HOSTILE, file=HOSTILE,
            locator=HOSTILE, date=HOSTILE, emotion=HOSTILE, before=HOSTILE, after=HOSTILE,
        )  # fmt: skip

    def spoil_finding(one: Finding) -> Finding:
        return replace(
            one, finding_id=f'{one.finding_id}" onclick="x', title=HOSTILE, grade='thin" data-evil="',
            quotes=tuple(spoil(each) for each in one.quotes), counter=spoil(one.counter or one.quotes[0]),
        )  # fmt: skip

    columns = tuple(
        replace(
            column,
            names=bad, goal=bad,
            touchpoints=tuple(replace(one, names=bad, owner=HOSTILE, channels=(HOSTILE,)) for one in column.touchpoints),
            promises=tuple(
                replace(one, text={"und": HOSTILE}, said_in=HOSTILE, kept=spoil(one.kept or quote(1)), broken=spoil(one.broken or quote(1)))
                for one in column.promises
            ),
            opportunities=tuple(replace(one, title=HOSTILE, owner=HOSTILE, due=HOSTILE, status=HOSTILE, to_be=HOSTILE) for one in column.opportunities),
            blueprint={layer: tuple(replace(one, text=bad) for one in some) for layer, some in column.blueprint.items()},
            channels={HOSTILE: 7}, emotions={HOSTILE: 8}, owners=(HOSTILE,),
            actions=tuple(spoil(one) for one in column.actions), thoughts=tuple(spoil(one) for one in column.thoughts),
            quotes=tuple(spoil(one) for one in column.quotes), gaps=tuple(spoil(one) for one in column.gaps),
            pains=tuple(spoil_finding(one) for one in column.pains), delights=tuple(spoil_finding(one) for one in column.delights),
        )
        for column in whole.stages
    )  # fmt: skip
    return replace(
        whole, study=HOSTILE, title=HOSTILE, segment=HOSTILE, name=bad, description=bad, scenario=bad,
        sources=tuple(replace(one, name=HOSTILE, kind=HOSTILE) for one in whole.sources), stages=columns,
        languages={'pt"><script>': 3}, first_date=HOSTILE, last_date=HOSTILE,
        headlines=tuple(spoil_finding(one) for one in whole.headlines),
        paths=replace(whole.paths, moves=tuple(
            replace(one, kind=HOSTILE, quote=spoil(one.quote) if one.quote else None) for one in whole.paths.moves
        )),
        method={**whole.method, HOSTILE: HOSTILE, "measured": {HOSTILE: {HOSTILE: HOSTILE}}, "versions": {HOSTILE: HOSTILE}},
    )  # fmt: skip


def topics(*, people: int = 21) -> TopicPage:
    """A study's topics: one of many people in three languages, one of four people."""
    names = {"pt": "prazo de entrega, atraso", "es": "plazo de entrega", "en": "delivery date"}
    other = {"pt": "estorno, dinheiro"}
    card = TopicCard(
        "t-0a1b2c", names, estimate(-0.8, people),
        known=[({"pt": "Entrega", "en": "Delivery"}, 0.62), ({"pt": "Rastreio"}, 0.14)],
        decided=True, stage={"pt": "Receber", "en": "Receive"},
        quotes=[Saying(text, lang) for lang in SAID for text in SAID[lang][:2]],
        boundary=[Saying(SAID["es"][1], "es", other)],
        phrases=[KeyPhrase("prazo de entrega", "pt", 9, 14, 3, 41.2, 3.4), KeyPhrase("delivery date", "en", 4, 5, 0, 22.0, 5.1)],
        pairs=[Pair("prazo de entrega", "pt", 9, 61.0, 0.83)],
        lines=[Line("… ninguém cumpriu o ", "prazo de entrega", " que estava no site, nem o segundo …", "pt")],
    )  # fmt: skip
    few = replace(card, code="t-ffffff", names=other, valence=estimate(0.4, 4), new=True, known=())
    return TopicPage("Loja Aurora", [card, few], 448, 83, 0.71, 5, synthetic=True)


def hostile_topics() -> TopicPage:
    """Topics in which every text is an attack."""
    page = topics()
    bad = {"pt": HOSTILE, "es": HOSTILE, "en": HOSTILE}
    evil = 'pt" onload="x'
    card = replace(
        page.cards[0], code=HOSTILE, names=bad, known=[(bad, 0.5)], stage=bad,
        quotes=[Saying(HOSTILE, evil)], boundary=[Saying(HOSTILE, evil, bad)],
        phrases=[KeyPhrase(HOSTILE, evil, 5, 9, 1, 20.0, 1.0)], pairs=[Pair(HOSTILE, evil, 2, 9.0, 0.4)],
        lines=[Line(HOSTILE, HOSTILE, HOSTILE, evil)],
    )  # fmt: skip
    return replace(page, title=HOSTILE, cards=[card])


def differing(journeys: list[Journey]) -> pd.DataFrame:
    """A comparison of these journeys at every stage and touchpoint: each verdict there is, in turn."""
    kinds = ("lower", "no evidence of difference", "higher", "too few people")
    rows = []
    for at, one in enumerate(journeys):
        for stage in one.stages:
            for touchpoint, mean in (
                ("", stage.valence),
                *((each.touchpoint, each.valence) for each in stage.touchpoints),
            ):
                kind = kinds[(len(rows) + at) % 4]
                tested = kind != "too few people"
                rows.append(
                    {
                        "stage": stage.stage,
                        "touchpoint": touchpoint,
                        "segment": one.segment,
                        "people": mean.people,
                        "valence": mean.value,
                        "others_people": 20,
                        "others_valence": 0.1,
                        "difference": {"lower": -1.1, "higher": 0.9}.get(kind, 0.1),
                        "p": 0.01 if tested else None,
                        "q": 0.02 if tested else None,
                        "verdict": kind,
                    }
                )
    return pd.DataFrame(rows)
