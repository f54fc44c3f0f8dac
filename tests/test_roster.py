"""The roster is read as spreadsheets write it, or refused with the line that is wrong."""

import unicodedata

import pytest

from autograder.gradebook.roster import RosterError, Student, read_roster

HEAD = "id,first_name,last_name,email,lms_user_id\n"
FIRST = Student("student-01", "Ji-woo", "Lee", "s01@example.org", "7001")
LINE = "student-01,Ji-woo,Lee,s01@example.org,7001\n"


@pytest.fixture
def roster(tmp_path):
    def read(text, encoding="utf-8"):
        path = tmp_path / "roster.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return read_roster(path)

    return read


def test_the_columns_are_those_of_nbgraders_import(roster):
    assert roster(HEAD + LINE) == (FIRST,)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_of_the_encoding_is_no_part_of_the_first_column(roster, encoding):
    assert roster(HEAD + LINE, encoding) == (FIRST,)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_columns_may_be_parted_by_what_a_spreadsheet_takes(roster, delimiter):
    assert roster((HEAD + LINE).replace(",", delimiter)) == (FIRST,)


def test_names_are_in_form_nfc(roster):
    typed = unicodedata.normalize("NFD", "이지우,지우,이,,\n")
    assert roster(HEAD + typed) == (Student("이지우", "지우", "이"),)


def test_columns_may_be_missing_further_ones_and_stand_in_any_order(roster):
    assert roster("Email, ID ,section\ns01@example.org, student-01 ,A\n\n , ,\n") == (
        Student("student-01", email="s01@example.org"),
    )


def test_a_short_line_has_empty_values(roster):
    assert roster(HEAD + "student-01,Ji-woo\n") == (Student("student-01", "Ji-woo"),)


def test_quotes_hold_commas_and_line_ends_are_any(roster):
    text = HEAD + 'student-01,"Lee, Ji-woo",,,\nstudent-02,,,,\n'
    assert [s.first_name for s in roster(text.replace("\n", "\r\n"))] == ["Lee, Ji-woo", ""]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,email\n", "line 1: no column is called id"),
        ("", "line 1: no column is called id"),
        (HEAD + LINE + "student-02,,,,\n" + LINE, "line 4: the id student-01 stands in line 2"),
        (
            HEAD + "이\n" + unicodedata.normalize("NFD", "이") + "\n",
            "line 3: the id 이 stands in line 2",
        ),
        (HEAD + ",Ji-woo,Lee,,\n", "line 2: the id is missing"),
        (HEAD + "../student-01\n", "cannot be the name of a folder"),
        (HEAD + "a/b\n", "cannot be the name of a folder"),
        (HEAD.encode() + "student-01,지우\n".encode("cp949"), "not in UTF-8"),
    ],
)
def test_what_is_not_certain_is_refused_with_its_place(roster, text, said):
    with pytest.raises(RosterError, match=r"roster\.csv.*" + said):
        roster(text)


def test_a_roster_that_is_not_there_is_named(tmp_path):
    with pytest.raises(RosterError, match=r"none\.csv: No such file.*course\.toml"):
        read_roster(tmp_path / "none.csv")
