"""A cell means what the spreadsheet shows."""
# ruff: noqa: RUF001 - full widths are what is tested

import pytest

from collab_portal.lib.sheets import Row, SheetError, read
from tests.imports.spreadsheets import number, row, sheet, text, workbook


def rows(content: bytes) -> list[Row]:
    return list(read(content, most_rows=100))


def one(cell: str, **book) -> tuple[str, str]:
    """Text and fault of a single cell."""
    (found,) = rows(workbook(sheet(row(cell, "x")), **book))
    return found.texts[0], found.faults.get(0, "")


@pytest.mark.parametrize(
    ("stored", "code", "seen"),
    [
        ("7", "000", "007"),
        ("88", "00000000", "00000088"),
        ("2583300000", r"000\-00000000", "025-83300000"),
        ("7", '"JS-"000', "JS-007"),
        ("0.5", 9, "50%"),
        ("0.125", 10, "12.50%"),
        ("1234567", 3, "1,234,567"),
        ("1234.5", 4, "1,234.50"),
        ("12", "0,000", "0,012"),
        ("30", '0"人"', "30人"),
        ("3", '"第"0"期"', "第3期"),
        ("2023", '0"年"', "2023年"),
        ("5", 'G/通用格式"人"', "5人"),
        ("12345", '0.0,"千元"', "12.3千元"),
        ("-5", "0;[Red]-0", "-5"),
        ("-5", 37, "(5)"),
        ("1234", "[$¥-804]#,##0", "¥1,234"),
        ("1234", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "1,234"),
        ("2.675", "0.00", "2.68"),
        ("-0.001", "0.00", "0.00"),
        ("1.5", "0.##", "1.5"),
        ("0.10000000000000001", 0, "0.1"),
        ("1.2E3", 0, "1200"),
        ("123456789012345", 0, "123456789012345"),
        ("3.20105000000001E+14", 11, "320105000000001"),
        ("0.25", 12, "0.25"),
        (repr(1.1 * 3), 0, "3.3"),
        (repr(0.1 + 0.2), 0, "0.3"),
        ("2.9999999999999996", 0, "3"),
        ("123456", '0!.0,"万"', "12.3万"),
        ("1234567", '#,##0!.0,"万"', "1234567"),
        ("7", "[=7]000", "007"),
        ("12", "[<=999]000;0000", "012"),
        ("1200", "[<=999]000;0000", "1200"),
        ("5551234", "[<=9999999]###-####;(###) ###-####", "555-1234"),
        ("2583300000", "[<=9999999]###-####;(###) ###-####", "(258) 330-0000"),
        ("7", "[Red][>=5.5]000;[<2]00;0", "007"),
        ("3", "[Red][>=5.5]000;[<2]00;0", "3"),
        ("7", "[$-1010804]000", "007"),
        ("7", "@", "7"),
        ("7", ";;;", "7"),
        ("7", "0." + "0" * 90, "7"),
    ],
)
def test_a_number_reads_as_its_format_shows_it(stored, code, seen):
    assert one(number(stored), formats=[code]) == (seen, "")


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        ("8", "[=7]000"),
        ("-7", "[<=999]000;0000"),
        ("7", "000;[<5]00"),
        ("7", "[=x]000"),
        ("7", "[DBNum1]000"),
        ("7", "[dbnum2][$-804]000"),
        ("7", "[NatNum1]000"),
        ("7", "[$-1E000804]000"),
        ("7", '"JS-"@'),
        ("7", "000E+00"),
        ("7", ";;;"),
    ],
)
def test_a_number_shown_otherwise_than_is_written_here_is_doubtful_as_a_code(stored, code):
    (found,) = rows(workbook(sheet(row(number(stored))), formats=[code]))

    assert (found.texts[0], found.faults) == (stored, {})
    assert found.doubts[0].startswith("的数字格式使表中看到的与所存的数字不同")


@pytest.mark.parametrize(
    ("code", "seen"),
    [('"JS-"@', "JS-001"), ('0;-0;0;"第"@"号"', "第001号"), ("@", "001"), ("000", "001"), ("_ @_ ", "001")],
)
def test_a_text_reads_as_its_format_shows_it(code, seen):
    cell = '<c s="1" t="inlineStr"><is><t>001</t></is></c>'

    assert one(cell, formats=[code]) == (seen, "")


@pytest.mark.parametrize("stored", ["3201050000000001234", "3.20105E+18", "1000000000000000"])
def test_a_number_whose_last_digits_are_lost_is_told_with_the_way_out(stored):
    _, fault = one(number(stored), formats=[0])

    assert fault.startswith("是长数字，Excel 只留前 15 位，末位已丢失。请把该列设为“文本”格式")


@pytest.mark.parametrize("built_in", [*range(14, 18), 22, *range(27, 32), 36, 50, 51, 52, 53, 54, 57, 58])
def test_every_format_of_days_that_is_built_in_gives_a_day(built_in):
    assert one(number("46086"), formats=[built_in]) == ("2026-03-05", "")


@pytest.mark.parametrize(
    "code",
    [
        "aaaa",
        "[$-804]aaa",
        'yyyy"年"m"月"d"日";@',
        "[$-804]yyyy/m/d",
        '[DBNum1][$-804]yyyy"年"m"月"d"日";@',
        "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
        'e"年"m"月"d"日"',
    ],
)
def test_formats_of_days_that_people_make_give_a_day(code):
    assert one(number("46086"), formats=[code]) == ("2026-03-05", "")


def test_days_count_from_1904_where_the_file_says_so():
    assert one(number("44624"), formats=[31], from_1904=True) == ("2026-03-05", "")


@pytest.mark.parametrize(
    ("stored", "built_in", "seen"),
    [
        ("46086.354166666664", 22, "2026-03-05 08:30"),
        ("0.354166666666667", 20, "8:30"),
        ("0.354166666666667", 21, "8:30:00"),
        ("0.354166666666667", "hh:mm", "08:30"),
        ("0.99999", "h:mm", "23:59:59"),
        ("1.5", "[h]:mm:ss", "36:00:00"),
        ("1.5", 46, "36:00:00"),
        ("0.0208333333333333", "[mm]:ss", "0:30:00"),
        ("46086", "h:mm", "2026-03-05"),
        ("0", 14, "0:00"),
    ],
)
def test_a_time_stays_with_its_day(stored, built_in, seen):
    assert one(number(stored), formats=[built_in])[0] == seen


@pytest.mark.parametrize(("code", "seen"), [('0"days"', "30days"), ('"第"0"日"', "第30日")])
def test_letters_in_quotes_make_no_day(code, seen):
    assert one(number("30"), formats=[code]) == (seen, "")


@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        ("第一行_x000D_\n第二行", "第一行\n第二行"),
        ("第一行\r\n第二行", "第一行\n第二行"),
        ("代号_x0041_计划", "代号A计划"),
        ("代号_x005F_x0041_计划", "代号_x0041_计划"),
        ("_x005F_x005F_x005F_x0041_", "_x005F_x0041_"),
        ("_xD842__xDFB7_田", "𠮷田"),
        ("x005F_", "x005F_"),
        ("_x00_", "_x00_"),
        ("长\u200b江\ufeff经济带", "长江经济带"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_text_is_unescaped_as_the_format_says(stored, seen):
    shared = workbook(
        sheet(row('<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>')),
        strings=[f"<si><t>{stored}</t></si>", f"<si><r><t>{stored}</t></r><rPh><t>ン</t></rPh></si>"],
    )

    assert one(text(stored)) == (seen, "")
    assert rows(shared)[0].texts[:2] == [seen, seen]


def test_yes_and_no_errors_and_formulas():
    (found,) = rows(
        workbook(
            sheet(
                row(
                    '<c t="b"><v>1</v></c>',
                    '<c t="b"><v>0</v></c>',
                    '<c t="e"><v>#N/A</v></c>',
                    "<c><f>A1*2</f></c>",
                    '<c t="d"><v>2026-03-05T00:00:00</v></c>',
                )
            )
        )
    )

    assert found.texts[:5] == ["TRUE", "FALSE", "#N/A", "=A1*2", "2026-03-05"]
    assert found.faults[2] == "是错误值，请改正。"
    assert found.faults[3].startswith("是公式，文件里没有算出的结果。请用 Excel 或 WPS 打开、保存后再上传")


@pytest.mark.parametrize(
    ("cell", "code", "seen", "fault"),
    [
        ('<c t="str"><f>HYPERLINK(A2)</f><v>https://example.cn</v></c>', 0, "https://example.cn", ""),
        ('<c t="str"><f>HYPERLINK("http://x","见附件")</f><v>见附件</v></c>', 0, "见附件", ""),
        ('<c t="str"><f>IF(A2="","",A2)</f><v></v></c>', 0, "", ""),
        ('<c t="str"><f>CHAR(10)</f><v>一_x000D_\n二</v></c>', 0, "一\n二", ""),
        ('<c s="1"><f>A2*2</f><v>46086</v></c>', 14, "2026-03-05", ""),
        ('<c s="1"><f t="shared" si="0"/><v>7</v></c>', "000", "007", ""),
        ('<c t="b"><f>A1=A2</f><v>1</v></c>', 0, "TRUE", ""),
        ('<c t="e"><f>VLOOKUP(A1,B:C,2,0)</f><v>#N/A</v></c>', 0, "#N/A", "是错误值，请改正。"),
        ("<c><f>SUM(A1:A2)</f><v></v></c>", 0, "=SUM(A1:A2)", "是公式，文件里没有"),
        ("<c><f>SUM(A1:A2)</f></c>", 0, "=SUM(A1:A2)", "是公式，文件里没有"),
    ],
)
def test_a_formula_reads_as_the_result_that_is_seen(cell, code, seen, fault):
    found_text, found_fault = one(cell, formats=[code])

    assert found_text == seen
    assert found_fault.startswith(fault)
    assert bool(found_fault) == bool(fault)


def test_whoever_sends_formulas_is_told_how_they_were_read():
    notes: list[str] = []
    book = workbook(sheet(row("编码"), row('<c t="str"><f>A1&amp;A1</f><v>甲甲</v></c>')))

    assert [found.texts[0] for found in read(book, most_rows=9, notes=notes)] == ["编码", "甲甲"]
    assert notes == ["表中有 1 个公式，按表中显示的结果读入，请核对。"]


@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        *((f"2026-03-05{midnight}", "2026-03-05") for midnight in ("", "T00:00:00", "T00:00:00Z")),
        *((f"2026-03-05T00:00:00{part}", "2026-03-05") for part in (".000", ".000Z", ".0000000", "+08:00")),
        ("2026-03-05T08:30:00.000Z", "2026-03-05 08:30"),
        ("not a day", "not a day"),
    ],
)
def test_a_day_that_newer_programs_store_as_text_is_a_day(stored, seen):
    (found,) = rows(workbook(sheet(row(f'<c t="d"><v>{stored}</v></c>'))))

    assert found.texts[0] == seen
    assert found.doubts[0].startswith("被表格软件当成了日期")


@pytest.mark.parametrize(("formula", "seen"), [('"001"', "001"), ('""', "")])
def test_a_formula_that_only_keeps_the_zeros_of_a_text_is_that_text(formula, seen):
    (found,) = rows(workbook(sheet(row(f'<c t="str"><f>{formula}</f><v>x</v></c>', "y"))))

    assert (found.texts[0], found.faults) == (seen, {})


def test_a_strict_file_is_read_like_any_other():
    book = workbook(sheet(row("编码", "007"), row(number("46086"), text("b"))), formats=[31], strict=True)

    assert [found.texts[:2] for found in rows(book)] == [["编码", "007"], ["2026-03-05", "b"]]


def test_cells_stand_where_they_say_and_rows_never_count_back():
    book = workbook(
        sheet(
            '<row r="5"><c r="C5" t="inlineStr"><is><t>丙</t></is></c><c><v>4</v></c></row>',
            '<row r="2"><c r="A2"><v>1</v></c></row>',
        )
    )

    assert [(found.number, found.texts[:4]) for found in rows(book)] == [
        (5, ["", "", "丙", "4"]),
        (6, ["1", "", "", ""]),
    ]


@pytest.mark.parametrize("serial", ["1E300", "-1E9", "99999999"])
def test_a_day_beyond_every_calendar_is_told(serial):
    assert one(number(serial), formats=[14]) == (serial, "不是日期，请改正。")


def test_a_table_of_another_program_is_named():
    with pytest.raises(SheetError, match="这是 ods 文件，请用 Excel 或 WPS 另存为 xlsx"):
        rows(workbook(sheet(), parts={"mimetype": "application/x", "content.xml": "<office/>"}))


@pytest.mark.parametrize("cell", ['<c t="s"><v>9</v></c>', "<c><v>one</v></c>", '<c t="s"><v>-1</v></c>'])
def test_a_cell_that_points_nowhere_makes_a_damaged_file(cell):
    with pytest.raises(SheetError, match="文件已损坏"):
        rows(workbook(sheet(row(cell))))


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        *(('"=""0088"""', "0088"), ('="001"', "001"), ("'001", "001"), ("'甲", "'甲"), ("1e3", "1e3")),
        *(("'JS-001", "JS-001"), ("'025-83300000", "025-83300000"), ("'四强'", "'四强'"), ("3E-1", "3E-1")),
    ],
)
def test_zeros_that_a_csv_keeps_by_a_trick_are_the_code(written, seen):
    (found,) = rows(f"{written},x".encode())

    assert (found.texts, found.faults) == ([seen, "x"], {})


@pytest.mark.parametrize(
    "written",
    [
        *("3.20105E+18", "1E+15", "1.23457E-05", "3.20105e+18", "3.20105E18", "3.20105e18", "320E+16"),
        *(
            "３．２０１０５Ｅ＋１８",
            '"3,20105E+18"',
            "-3.20105E+18",
            "+3.2E+18",
            "'3.20105E+18",
            "3.20105 E+18",
        ),
    ],
)
def test_a_code_that_excel_made_an_exponent_in_a_csv_is_told(written):
    (found,) = rows(f"{written},x".encode())

    assert found.faults[0].startswith("被 Excel 写成了科学记数法，末位已丢失。请把该列设为“文本”格式")


@pytest.mark.parametrize(
    ("written", "is_doubtful"),
    [
        ("3201050000001230000", True),
        ("3201050000001230", True),
        ("320105000000123", False),
        ("3201050000001234", False),
        ('"=""3201050000001230000"""', False),
        ("'3201050000001230000", False),
        ('"\t3201050000001230000"', False),
    ],
)
def test_a_long_number_that_ends_in_zeros_may_have_lost_its_digits_in_a_csv(written, is_doubtful):
    (found,) = rows(f"{written},x".encode())

    assert found.texts[0].startswith("320105000000123")
    assert found.faults == {}
    assert found.doubts.get(0, "").startswith("超过 15 位，从第 16 位起全是 0") is is_doubtful


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('编码,名称,联系人\n001,甲,张三\n002,乙,"李四\n003,丙,王五\n', 3),
        ('编码,名称,联系人\n001,"甲,张三\n002,"乙",李四\n', 2),
        ('编码\t名称\n001\t"甲\n', 2),
        ('"编码,名称\n001,甲\n', 1),
    ],
)
def test_a_csv_with_an_open_quote_is_refused_with_the_row(text, row):
    with pytest.raises(SheetError, match=f"第 {row} 行的格式不对（可能有引号没有配对）"):
        list(read(text.encode(), most_rows=9))


def test_quotes_in_pairs_within_a_csv_are_read():
    text = '编码,名称\n001,"甲,乙\n丙""丁"""\n="002",戊"己"\n'

    rows = [row.texts[:2] for row in read(text.encode(), most_rows=9)]

    assert rows[1:] == [["001", '甲,乙\n丙"丁"'], ["002", '戊"己"']]


@pytest.mark.parametrize("sign", [",", "\t", ";"])
@pytest.mark.parametrize("above", ["", "党组织名录\n", "党组织名录（2026年）\n填表：江苏\n"])
def test_a_title_above_a_csv_does_not_decide_how_it_is_split(sign, above):
    def header(texts: list[str]) -> tuple[bool, int]:
        return texts[0] == "编码", 1

    content = f'{above}编码{sign}名称{sign}类别\n001{sign}"甲,乙,丙;丁;戊"{sign}党支部\n'.encode()

    found = [row.texts[:3] for row in read(content, most_rows=9, header=header)]

    assert found == [["编码", "名称", "类别"], ["001", "甲,乙,丙;丁;戊", "党支部"]]
