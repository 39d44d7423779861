"""Dates, ratings, people, segments and waves: cells become values, doubts are told."""

import datetime
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlab import languages
from cxlab.errors import StudyError
from cxlab.ingest import fields, segments
from cxlab.ingest.people import read_people
from cxlab.ingest.roles import is_company_turn


def date(*parts):
    return datetime.datetime(*parts)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-02T03:04:05Z", date(2026, 1, 2, 3, 4, 5)),
        ("2026-01-02", date(2026, 1, 2)),
        ("2025-10-07 09:50:26 +0200", date(2025, 10, 7, 9, 50, 26)),
        ("2025-03-02 10:12:00 UTC", date(2025, 3, 2, 10, 12)),
        ("25/03/2025 14:30", date(2025, 3, 25, 14, 30)),
        ("25.03.25", date(2025, 3, 25)),
        ("13-03-2015", date(2015, 3, 13)),
        ("25/03/2025 14:30 BRT", date(2025, 3, 25, 14, 30)),
        ("3/25/25, 2:32 PM", date(2025, 3, 25, 14, 32)),
        ("April 20, 2021 04:53PM", date(2021, 4, 20, 16, 53)),
        ("20 de abril de 2021", date(2021, 4, 20)),
        ("20 de abril de 2021 às 09:15", date(2021, 4, 20, 9, 15)),
        ("3 mar. 2022", date(2022, 3, 3)),
        ("15 de septiembre de 2023", date(2023, 9, 15)),
        ("1º de março de 2020", date(2020, 3, 1)),
        ("15th July 2015", date(2015, 7, 15)),
        ("Tue Feb 24 11:14:00 +0000 2015", date(2015, 2, 24, 11, 14)),
        ("1767323045000", date(2026, 1, 2, 3, 4, 5)),
        ("1767323045", date(2026, 1, 2, 3, 4, 5)),
        ("45000", date(2023, 3, 15)),
        ("20150712", date(2015, 7, 12)),
        ("2021-04", date(2021, 4, 1)),
        ("", None),
        ("ontem", None),
        ("31/02/2024", None),
        ("2024-13-40", None),
        ("99999999999999", None),
        ("12/12/9999", None),
    ],
)
def test_dates(text, moment):
    """One date in each shape that exports have; what is none is none."""
    assert fields.read_dates([text])[0] == [moment]


def test_the_order_of_day_and_month_is_decided_over_the_column():
    """One value above 12 settles all the others."""
    assert fields.read_dates(["03/04/2024", "25/04/2024"])[0][0] == date(2024, 4, 3)
    assert fields.read_dates(["03/04/2024", "04/25/2024"])[0][0] == date(2024, 3, 4)


def test_an_undecided_order_is_told():
    """Where nothing settles it, day first is assumed, said, and can be set."""
    dates, notes = fields.read_dates(["03/04/2024", "05/06/2024"])
    assert dates[0] == date(2024, 4, 3)
    assert "may be day/month or month/day; read as day/month" in notes[0]
    dates, notes = fields.read_dates(["03/04/2024"], order="month_first")
    assert dates == [date(2024, 3, 4)] and notes == []


def test_mixed_orders_are_told():
    """A column with both orders is read as the commoner one, and that is said."""
    _, notes = fields.read_dates(["13/04/2024", "25/04/2024", "04/25/2024"])
    assert "dates mix day/month and month/day" in notes[0]


@given(
    st.dates(datetime.date(1970, 1, 1), datetime.date(2099, 12, 31)),
    st.sampled_from(["pt", "es", "en"]),
)
def test_month_names_of_every_language(day, code):
    """Every month name and short form gives its month back."""
    for name in languages.of(code).MONTHS[day.month - 1]:
        assert fields.read_dates([f"{day.day} de {name} de {day.year}"])[0] == [
            date(*day.timetuple()[:3])
        ]


@given(st.text(max_size=60))
def test_no_text_makes_the_date_reader_fall(text):
    """Any cell is a date or none."""
    [moment], _ = fields.read_dates([text])
    assert moment is None or moment.year > 0
    assert isinstance(fields.read_number(text), float)


@pytest.mark.parametrize(
    ("text", "number"),
    [("4", 4), ("4,5", 4.5), ("4.5", 4.5), ("5 stars", 5), ("5 de 5 estrelas", 5), ("★★★★☆", 4), ("⭐⭐⭐", 3),
     ("4/5", 4), ("Nota: 7", 7), ("-1", -1)],
)  # fmt: skip
def test_ratings(text, number):
    """Stars, commas and words around a number are understood."""
    assert fields.read_number(text) == number


@pytest.mark.parametrize("text", ["", "--", "não sei", "n/a"])
def test_no_rating(text):
    """What holds no number is none."""
    assert math.isnan(fields.read_number(text))


def test_ratings_outside_the_scale_are_left_out_by_name():
    """A rating beyond its scale is no rating, and its id is told."""
    kept, notes = fields.read_ratings(["5", "9", "0", "x"], ["a", "b", "c", "d"], low=1, high=5)
    assert kept[0] == 5 and all(math.isnan(one) for one in kept[1:])
    assert notes == [
        "1 rating(s) are no numbers, such as 'x'",
        "2 rating(s) lie outside 1 to 5 and were left out (b, c)",
    ]


def test_two_scales_in_one_column_are_told():
    """Nearly all ratings in the lower half of a ten-point scale look like two scales mixed."""
    values = ["4"] * 40 + ["9", "10"]
    _, notes = fields.read_ratings(values, [str(n) for n in range(42)], low=1, high=10)
    assert "40 of 42 ratings are at most 5.5 though the scale ends at 10" in notes[0]
    assert "(above: 40, 41). Check rating_scale" in notes[0]


@pytest.mark.parametrize("code", ["P03", "C-118", "17", "ra-4", "Cliente 12", "C0133"])
def test_codes_stay(code):
    """What already is a code is kept."""
    assert fields.pseudonym(code) == code


@pytest.mark.parametrize(
    "name", ["Ana Souza", "ana@x.com", "5511987654321", "12345678900", "bia_92x", "Eva"]
)
def test_names_and_numbers_become_pseudonyms(name):
    """Names, e-mails and long numbers never get through, and the same one is the same person."""
    code = fields.pseudonym(name)
    assert len(code) == 9 and name not in code
    assert fields.pseudonym(f" {name.upper()} ") == code


# ---- who writes for a company ----


@pytest.mark.parametrize(
    "text",
    [
        "Olá, Marina! Agradecemos o contato. Seu pedido já foi enviado.",
        "Prezado cliente, informamos que o estorno foi feito. Atenciosamente, Equipe",
        "Olá Sra. Odete, tudo bem? O código segue por e-mail.",
        "Estimada Lucía: lamentamos las molestias. Un saludo",
        "Hi Tom, thanks for reaching out. We're sorry to hear that.",
        "Bom dia, Rogério\nO valor foi devolvido.",
    ],
)
def test_answers_of_companies(text):
    """Greeting by name, thanks for the contact and sorry-phrases tell a company's answer."""
    assert is_company_turn(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ninguém responde meus e-mails e o SAC não atende.",
        "Boa tarde, comprei um fogão e não chegou.",
        "Já pedi desculpas pelo engano, agora quero meu dinheiro.",
        "Resolveram rapidamente, obrigada!",
        "Hola, llevo tres semanas esperando mi pedido.",
        "Thanks for nothing. Still waiting.",
        "Olá, tudo bem? Quero cancelar.",
    ],
)
def test_words_of_customers(text):
    """Complaints, also polite ones, are no company's answer."""
    assert not is_company_turn(text)


# ---- people.csv ----


def people(tmp_path, text):
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_people_are_found_by_code_name_and_file(tmp_path):
    """Case and accents do not matter; a shared first name finds nobody."""
    found = read_people(
        people(
            tmp_path,
            "participant,names,segment,role\nP01,Inês Sá;Nê,digital,\nP02,Inês Luz,familia,\nH1,Rita Cruz,,entrevistadora\n",
        )
    )
    assert found.find("ines sá").participant == "P01"
    assert found.find("Nê").participant == "P01"
    assert found.find("p02").attributes == {"segment": "familia"}
    assert found.find("Inês") is None
    assert found.find("Rita").role == "interviewer"
    assert found.find("Inês Sá (Guest)").participant == "P01"
    assert found.find("Luz, Inês").participant == "P02"
    assert found.of_file(tmp_path / "entrevista_P02-final.docx").participant == "P02"
    assert found.of_file(tmp_path / "P020.docx") is None
    assert found.of_file(tmp_path / "P01_P02.docx") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nome,segmento\nAna,x\n", "column 'participant' not in people.csv. Found: nome, segmento"),
        ("participant,names\nP1,Ana\np1,Rui\n", "participant 'p1' stands there twice"),
        ("participant,role\nP1,rei\n", "role 'rei' is not one of customer, interviewer"),
        ("", "the file is empty"),
    ],
)
def test_faults_of_people_are_told(tmp_path, text, message):
    """A people.csv that cannot be used says why."""
    with pytest.raises(StudyError, match=message):
        read_people(people(tmp_path, text))


def test_missing_people(tmp_path):
    """A people.csv that is named and not there is told with its path."""
    with pytest.raises(StudyError, match=r"people: .*gente.csv is not there"):
        read_people(tmp_path / "gente.csv")


# ---- segments and waves ----

DOCUMENTS = pd.DataFrame(
    {"flights": ["9", "2", "", "7,5"], "plan": ["gold", "gold", "free", ""], "country": ["BR", "PT", "ES", "BR"],
     "rating": [5.0, 1.0, float("nan"), 3.0], "loyalty level": ["a", "b", "a", "b"]}
)  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"a": "flights > 6"}, ["a", "", "", "a"]),
        ({"a": 'flights > 6 and plan == "gold"', "b": "flights > 0"}, ["a", "b", "", "b"]),
        ({"a": 'country in ["BR", "ES"]'}, ["a", "", "a", "a"]),
        ({"a": 'country not in ["BR"]'}, ["", "a", "a", ""]),
        ({"a": 'not plan == "gold"'}, ["", "", "a", "a"]),
        ({"a": "1 <= rating <= 3"}, ["", "a", "", "a"]),
        ({"a": '`loyalty level` == "a"'}, ["a", "", "a", ""]),
        ({"a": '(flights > 6) & (country == "BR") | (plan == "free")'}, ["a", "", "a", "a"]),
        ({"a": "flights * 2 >= 15"}, ["a", "", "", "a"]),
    ],
)
def test_rules(rules, expected):
    """The first rule that holds names the segment; missing values hold nothing."""
    assert segments.apply_rules(DOCUMENTS, rules) == expected


@pytest.mark.parametrize(
    "rule",
    ["__import__('os')", "flights.__class__", "@x > 1", "open('x')", "[x for x in plan]", "flights >", "", "lambda: 1",
     "plan[0] == 'g'", "flights := 1"],
)  # fmt: skip
def test_rules_run_nothing(rule):
    """Anything but comparisons is refused, with an example of what to write."""
    with pytest.raises(StudyError, match=r"segments\.rules\.a"):
        segments.apply_rules(DOCUMENTS, {"a": rule})


def test_a_rule_about_something_unknown_names_the_nearest():
    """A mistyped name is met with what it may have been."""
    with pytest.raises(StudyError, match=r"nothing is called 'flight'\. Did you mean 'flights'"):
        segments.apply_rules(DOCUMENTS, {"a": "flight > 6"})


def test_a_rule_that_compares_words_with_numbers():
    """A comparison that cannot be made is told."""
    with pytest.raises(StudyError, match="compares a number with words"):
        segments.apply_rules(DOCUMENTS, {"a": "plan > 6"})


def test_waves():
    """Documents before the first break are wave 1; without a date there is no wave."""
    dates = pd.Series(pd.to_datetime(["2024-12-31", "2025-01-01", None, "2026-05-01"]))
    breaks = (datetime.date(2026, 1, 1), "2025-01-01")
    assert segments.waves(dates, breaks) == ["1", "2", "", "3"]
    assert segments.waves(dates, ()) == ["", "", "", ""]
    with pytest.raises(StudyError, match=r"waves\.breaks: 'maio' is no date"):
        segments.waves(dates, ("maio",))
