"""The forms in which works leave: their names alone, so that a menu needs none of their writers."""

FOLDERS = ("iiif", "xmp", "bagit")
FILES = {
    "xlsx": "works.xlsx", "csv": "works.csv", "jsonl": "works.jsonl", "lido": "lido.xml",
    "dc": "dublin_core.xml",
}  # fmt: skip
FORMS = (*FILES, *FOLDERS)
PDF = "pdf"  # made by the window's side: see `ui.catalogue_document`
