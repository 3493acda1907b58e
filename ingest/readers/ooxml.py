"""An Office package (Word, Excel): its parts are found by their relationships, as Office finds them.

The main part may have any name ("word/document2.xml"), and refers to the others by id; a reference that
leads out of the file is an address to show, and is never followed.
"""

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from ingest.errors import PaperRefused
from ingest.readers.xml_tree import Element, parse_xml
from ingest.readers.zipped import Package

# "Strict" Office files say the same in other namespaces; they are read as the usual ones.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: ``kind`` is the last word of its type, ``target`` a part or an address."""

    kind: str
    target: str
    external: bool


class OfficePackage(Package):
    """A package with relationships between its parts."""

    def tree(self, part: str) -> Element | None:
        """Return the root of an XML part; None where there is no such part."""
        data = self.read(part)
        if data is None:
            return None
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return parse_xml(data, self.name, self.what)

    def main_part(self) -> str:
        """Return the name of the part that the package is about. Raises PaperRefused where there is none."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target in self:
                return relation.target
        raise PaperRefused(
            f"{self.name} is no whole {self.what}: its main part is missing.",
            hint="It may have been cut short while it was copied. Fetch it again.",
        )

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what ``part`` ("" for the package itself) refers to, by id."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        relations: dict[str, Relation] = {}
        for element in root.iter(_RELATION) if root is not None else ():
            target = element.get("Target") or ""
            external = (element.get("TargetMode") or "").lower() == "external"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            kind = (element.get("Type") or "").rsplit("/", 1)[-1]
            relations[element.get("Id") or ""] = Relation(kind, target, external)
        return relations

    def title(self) -> str:
        """Return the title among the file's properties; "" where it has none."""
        for relation in self.relations("").values():
            if relation.kind == "core-properties" and not relation.external:
                root = self.tree(relation.target)
                found = root.find(_TITLE) if root is not None else None
                return (found.text or "") if found is not None else ""
        return ""
