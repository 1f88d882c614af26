"""Maven and MSBuild. A document type is refused: nobody needs one here, and entities can be bombs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.dependencies.model import Declared, Manifest
from reviewlint.regex import regex

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PROPERTY = regex(r"\$\{([^}]+)\}")
_OWN = "org.apache.maven.plugins"  # the group of a plug-in that names none
_REFERENCES = frozenset(("PackageReference", "PackageVersion", "GlobalPackageReference", "package"))


def pom(text: str) -> Manifest:
    """Maven's dependencies, and the plug-ins of its build; managed versions alone depend on nothing."""
    root = _parsed(text)
    values = {_tag(one): (one.text or "").strip() for rows in _named(root, "properties") for one in rows}
    above = next((_text(p, "groupId") for p in _named(root, "parent")), "")
    group = _text(root, "groupId") or above
    values |= {"project.groupId": group, "groupId": group, "pom.groupId": group}
    values |= {"project.parent.groupId": above, "parent.groupId": above}
    found = []
    for holder in [root, *(p for ps in _named(root, "profiles") for p in ps)]:
        rows = [(row, "runtime") for rows in _named(holder, "dependencies") for row in rows]
        rows += [
            (row, "dev")
            for build in _named(holder, "build")
            for rows in _named(build, "plugins")
            for row in rows
        ]
        for row, scope in rows:
            name = f"{_text(row, 'groupId') or _OWN}:{_text(row, 'artifactId')}"
            name = _PROPERTY.sub(lambda found: values.get(found[1], found[0]), name)
            scope = "dev" if _text(row, "scope") == "test" else scope
            found.append(Declared(name, scope, _text(row, "version")))  # type: ignore[arg-type]
    return Manifest(tuple(found), (f"{group}:{_text(root, 'artifactId')}",))


def msbuild(text: str) -> Manifest:
    """NuGet packages of a project, of the central list, or of an old `packages.config`."""
    found = []
    tests = "Microsoft.NET.Test.Sdk" in text
    for row in _parsed(text).iter():
        if _tag(row) in _REFERENCES:
            name = row.get("Include") or row.get("id") or ""
            version = row.get("Version") or row.get("version") or _text(row, "Version")
            private = (row.get("PrivateAssets") or _text(row, "PrivateAssets")).lower() == "all"
            private |= _tag(row) == "GlobalPackageReference"  # for the build of all projects, by definition
            dev = tests or private or row.get("developmentDependency") == "true"
            if name and "$(" not in name:
                listed = name if _tag(row) == "PackageVersion" else ""
                found.append(Declared(name, "dev" if dev else "runtime", version, listed))
    return Manifest(tuple(found))


def _parsed(text: str) -> Element:
    from xml.etree.ElementTree import ParseError, XMLParser

    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("has a document type")
    parser = XMLParser()  # noqa: S314  entities need a document type, which was refused above
    try:
        parser.feed(text.removeprefix("\ufeff"))
        root: Element = parser.close()
    except ParseError as error:
        raise ValueError(str(error)) from error
    return root


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _named(element: Element, name: str) -> list[Element]:
    return [child for child in element if _tag(child) == name]


def _text(element: Element, name: str) -> str:
    return next(((child.text or "").strip() for child in _named(element, name)), "")
