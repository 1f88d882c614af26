"""When a package of a central list is needed: the list gives versions, the manifests that ask for it say what for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.dependencies.model import Declared, Manifest


def scoped(one: Declared, manifests: Iterable[Manifest]) -> Declared:
    """The entry of a central list for development where all manifests that ask for it do so for development."""
    if not one.listed:
        return one
    name, alias = one.name.lower(), one.listed.lower()
    scopes = {
        row.scope
        for manifest in manifests
        for row in (*manifest.declared, *manifest.asked)
        if (not row.listed and row.name.lower() == name) or (not row.name and row.listed.lower() == alias)
    }
    return one._replace(scope="dev") if scopes == {"dev"} else one
