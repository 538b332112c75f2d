"""A file as a form: readable by parsers nobody here wrote, whatever it is called and whatever is in it."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from hypothesis import given
from hypothesis import strategies as st

from bot.documents import DOCX, LONGEST_NAME, LONGEST_NAME_BYTES, NAMELESS, Document, document_name
from bot.platforms.multipart import Form, form_of

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=150)


def parts(form: Form) -> list[EmailMessage]:
    """Read a form with the standard library's parser of mails."""
    whole = f"Content-Type: {form.content_type}\r\n\r\n".encode() + form.body
    return list(BytesParser(policy=policy.HTTP).parsebytes(whole).iter_parts())  # type: ignore[arg-type]


def test_a_chinese_name_stands_in_it_as_it_is() -> None:
    """In UTF-8 between the quotes, with its length and type, after the fields; no `filename*`."""
    form = form_of(Document("情况报告（三食堂）.docx", b"content", DOCX), {"type": "file"})
    kind, file = parts(form)
    assert kind.get_param("name", header="content-disposition") == "type"
    assert kind.get_payload(decode=True) == b"file"
    head = 'Content-Disposition: form-data; name="media"; filename="情况报告（三食堂）.docx"; filelength=7\r\n'
    assert head.encode() in form.body
    assert file.get_content_type() == DOCX
    assert file.get_payload(decode=True) == b"content"


def test_the_same_file_is_the_same_bytes() -> None:
    """Nothing in it is drawn by lot."""
    assert form_of(Document("a.docx", b"x", DOCX)) == form_of(Document("a.docx", b"x", DOCX))
    assert "secret words" not in repr(form_of(Document("a.docx", b"secret words", DOCX)))


@given(content=st.binary(max_size=400), name=NAMES, media_type=NAMES)
def test_nothing_breaks_out_of_it(content: bytes, name: str, media_type: str) -> None:
    """Whatever a file is called and holds, it is one part with exactly its bytes."""
    head, _, rest = form_of(Document(name, content, media_type)).body.partition(b"\r\n\r\n")
    boundary, disposition, kind = head.split(b"\r\n")
    assert disposition.startswith(b'Content-Disposition: form-data; name="media"; filename="')
    assert disposition.count(b'"') == 4
    assert kind.startswith(b"Content-Type: ")
    assert rest == content + b"\r\n" + boundary + b"--\r\n"


@given(NAMES)
def test_a_document_name_fits_every_device(name: str) -> None:
    """No folders, no controls, short in characters and in bytes, never empty, and made once more the same."""
    made = document_name(name)
    assert made
    assert not set(made) & set('/\\\r\n\t\x00"<>:|?*')
    assert len(made) <= LONGEST_NAME
    assert len(made.encode()) <= LONGEST_NAME_BYTES
    assert document_name(made) == made


def test_a_long_name_keeps_its_ending() -> None:
    """The device chooses by it what opens the file."""
    assert document_name("报" * 200 + ".docx") == "报" * 78 + ".docx"
    assert document_name("a" * 200 + ".xlsx") == "a" * 95 + ".xlsx"
    assert document_name("../../etc/") == NAMELESS
    assert document_name("通知") == "通知"
