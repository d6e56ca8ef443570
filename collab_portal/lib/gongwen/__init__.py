"""公文: documents in the layout of GB/T 9704-2012, as Word files and as PDF.

``document`` and ``booklet`` say what a document holds and lay it out once, as blocks in named styles
(``blocks``, ``styles``); ``docx`` and ``pdf`` write the same blocks. ``richtext`` turns stored HTML into
blocks, ``download`` a layout into an answer.
"""
