"""How much of anything the portal reads at once: one number a thing, with its reason beside it.

Whatever a person or a program sends is measured against these before a parser sees it. A table in
``docs/architecture.md`` names every parser with its bounds and the only files that may call it; a test holds
table and code together.
"""

from typing import Final

KB: Final = 1024
MB: Final = 1024 * KB

# Requests. A text of 1 MB may arrive percent-encoded, Chinese at three times its bytes.
BODY: Final = 4 * MB
SMALL_BODY: Final = 256 * KB  # a signed-in form without long texts: five fields of 5,000 Chinese characters
HEAD: Final = 64 * KB  # of a request; gunicorn's own limits (a line, a field) are narrower
COOKIES: Final = 8 * KB  # of one request; ours are below 500 bytes
NEXT: Final = 500  # characters of a way back
STRANGER_BODY: Final = 64 * KB  # sign-in, passwords, the personal link of a poll
FIELDS: Final = 1_000
FILES: Final = 20
ENVELOPE: Final = MB  # what stands around the files of a request

# Slow senders and slow pages, in seconds.
BODY_SECONDS: Final = 15  # a body that is late by more is not waited for: threads are few
HEADER_SECONDS: Final = 10
BODY_RATE: Final = 32 * KB  # bytes a second of a large body, on the whole: a quarter of a line of 1 Mbit/s
SEND_SECONDS: Final = 60  # a page, or a piece of a file, to a slow reader
FAREWELL_SECONDS: Final = 2  # for whoever still sends when the answer is out
STATEMENT_SECONDS: Final = 15  # one statement of a page
EXPORT_SECONDS: Final = 30  # one statement of a file of rows
LOCK_SECONDS: Final = 5
SLOW_SECONDS: Final = 10  # a page that takes longer is named in the log

# Error pages give back what was typed, to copy.
TYPED_BODY: Final = 64 * KB
TYPED_FIELDS: Final = 20
TYPED_TEXT: Final = 20_000  # characters of one field

# Markup. HTML opens unclosed formatting anew in every paragraph: what is unbounded costs its square.
MARKUP: Final = 1_000_000  # bytes of UTF-8; 100,000 characters from Word are 535 KB
MARKUP_TAGS: Final = 40_000  # start and end; 50,000 characters with ten tables hold 14,464
MARKUP_DEPTH: Final = 60
MARKUP_FORMATTING: Final = 12  # open at once
MARKUP_TAG: Final = 2_048  # characters of a start tag that are looked through for quotes
MARKUP_NAME: Final = 40  # characters of a tag's or an attribute's name
MARKUP_COLUMNS: Final = 256  # of a table, that a sheet may hide
MARKUP_SELECTORS: Final = 64  # of style sheets within a paste, that end with the same name
MARKUP_CODE: Final = 1_000  # characters of the code of one field of Word
MARKUP_PER_CHARACTER: Final = 40  # bytes of markup for a character a field may hold
MARKUP_GROWTH: Final = 8  # times its input, and no more, may cleaned markup be

# Comparison of two texts.
COMPARED_LINES: Final = 4_000
COMPARED_EDITS: Final = 600  # beyond so many insertions and deletions, two texts are shown as a whole
COMPARED_STEPS: Final = 200_000  # of one page

# Tables (xlsx, csv).
TABLE: Final = 10 * MB
TABLE_SECONDS: Final = 15.0
TABLE_COLUMNS: Final = 60
TABLE_CELL: Final = 5_000  # characters
TABLE_TITLES: Final = 10  # rows at the top of a sheet among which the header may stand
TABLE_SHEETS: Final = 20  # that are looked at for the header
TABLE_ENTRIES: Final = 500
TABLE_UNPACKED: Final = 60 * MB
TABLE_PART: Final = 40 * MB
TABLE_RATIO: Final = 200  # of a part above 4 MB: small parts of XML compress better than any bomb needs
TABLE_RATIO_FROM: Final = 4 * MB
TABLE_ELEMENTS: Final = 60_000
TABLE_STRINGS: Final = 600_000
TABLE_ROWS: Final = 1_048_576
TABLE_CELLS: Final = 200  # of one row
TABLE_IN_ROW: Final = 4_000  # elements of one row
TABLE_DEPTH: Final = 30

# Documents (docx, pptx, xlsx, ofd), kept as they came.
OFFICE_ENTRIES: Final = 2_000
OFFICE_UNPACKED: Final = 200 * MB
OFFICE_RATIO: Final = 100
OFFICE_RATIO_FROM: Final = MB
OFFICE_XML: Final = 40 * MB  # of one part; the text of a book of 1,000 pages is 20
OFFICE_FORMULA: Final = 64 * KB  # characters of one formula; Excel takes 8,192
OFFICE_INNER: Final = 20 * MB  # of a file within the document: the numbers of a chart
OFFICE_SECONDS: Final = 20.0
OFFICE_NAME: Final = 255  # characters of a part's name

# PDF and files of older Office programs, read by a child process.
CHILD_MEMORY: Final = 1_024 * MB  # above the file itself; a tagged book of 100,000 objects takes 300
CHILD_SECONDS: Final = 20  # of a processor
CHILD_WAIT: Final = 30.0  # seconds for those before it, and then for the answer
PDF_OBJECTS: Final = 200_000  # 2,000 pages are 4,000; they take 5 s
PDF_DEPTH: Final = 50  # of arrays and dictionaries in each other

# Films.
FILM_BOXES: Final = 10_000

# Pictures, in pixels; a JPEG is scaled down while it is decoded.
PICTURE_WHOLE: Final = 40_000_000
PICTURE_SCALED: Final = 80_000_000
PICTURE_SMALL: Final = 4_000_000  # up to this, several are decoded at once: 16 MB each
PICTURE_WAIT: Final = 30.0  # seconds a large one waits for those before it
PICTURE_PARTS: Final = 20_000  # of a file: 50 MB in 8 KB pieces are 6,400
PICTURE_PROFILE: Final = 4 * MB  # of colours, unpacked; that of a printing press has 2 to 3
PICTURE_PASSES: Final = 100  # of a progressive JPEG; cameras and programs make 10

# Documents written: Word files and PDF.
LAYOUT: Final = 600_000  # characters by the worker; a short line counts as one of 28
LAYOUT_AT_ONCE: Final = 300_000  # while a person waits: 40 pieces of 5,000 are 206,000 and take 4 s as PDF
LAYOUT_CELLS: Final = 8_000  # of all tables; the largest annual report has 5,000, 10,000 take 6 s and 650 MB
LAYOUT_MARKUP: Final = 4_000_000  # characters of HTML that become one document: 100 KB for each of 40 pieces

# The yearly notice of days off, pasted.
NOTICE: Final = 10_000  # characters; that of 2008 has 1,200
NOTICE_RANGE: Final = 20  # days from the first to the last of a holiday; the longest was 10

# Questions to the search.
QUESTION: Final = 60  # characters
QUESTION_WORDS: Final = 8

# The virus scanner.
SCAN_SECONDS: Final = 20.0  # from the first byte to the verdict; 50 MB take 2
SCAN_ANSWER: Final = 4 * KB

# Answers of other systems.
ANSWER: Final = 64 * KB
ANSWER_SECONDS: Final = 10
