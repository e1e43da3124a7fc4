"""The pictures of a work: add, order, name, show, remove. Each change is one line of the history."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from songclip_desktop.collection.database import Database
from songclip_desktop.collection.history import History
from songclip_desktop.collection.images import Stored
from songclip_desktop.collection.painting_lists import PaintingLists
from songclip_desktop.records import IMAGE_ROLES, Image

_COLUMNS = (
    "id", "painting_id", "sha256", "path", "referenced", "width_px", "height_px", "is_primary",
    "role", "position", "label", "file_name", "phash", "view",
)  # fmt: skip
_NEXT_ID = (
    "(SELECT max(id, (SELECT coalesce(max(id), 0) FROM image)) + 1 FROM last_id"
    " WHERE kind = 'image')"
)
# How a picture is shown, and what each setting may be.
_TURNS = (0, 90, 180, 270)

States = dict[str, dict[str, Any] | None]  # image id → its row, None where there is none


class PaintingImages(PaintingLists):
    """The pictures of the works of one collection. Main thread."""

    def __init__(self, database: Database, history: History) -> None:
        super().__init__(database)
        self._history = history

    def add_image(
        self,
        painting_id: int,
        stored: Stored,
        *,
        primary: bool | None = None,
        role: str = "view",
        label: str = "",
        file_name: str = "",
        action: str = "add image",
        by: str = "",
    ) -> Image:
        """Gives a work a picture, behind the ones it has; the first leads unless said otherwise.

        The same bytes given twice are one image, made primary where asked.

        Args:
            painting_id: the work.
            stored: from `ImageStore.add_file`.
            primary: whether it leads; None: only where none leads yet.
            role: one of IMAGE_ROLES.
            label: such as "卷首".
            file_name: as the museum called it.
            action: "edit" where a curator may take it back.
            by: the curator, or empty.
        """
        with self._database.transaction():
            before = self._states(painting_id)
            if primary or not any(state and state["is_primary"] for state in before.values()):
                self._demote(painting_id)
                primary = True
            self._database.write(
                "INSERT INTO image (id, painting_id, sha256, path, referenced, width_px,"
                " height_px, is_primary, role, position, label, file_name, phash)"
                f" VALUES ({_NEXT_ID}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (painting_id, sha256)"
                " DO UPDATE SET is_primary = max(is_primary, excluded.is_primary)",
                [
                    painting_id, stored.sha256, stored.path, int(stored.referenced),
                    stored.width_px, stored.height_px, int(bool(primary)), role,
                    max((s["position"] + 1 for s in before.values() if s), default=0),
                    label, file_name, stored.phash,
                ],
            )  # fmt: skip
            self._tell(painting_id, before, action, by)
            found = "SELECT id FROM image WHERE painting_id = ? AND sha256 = ?"
            return self.image(self._database.value(found, [painting_id, stored.sha256]))

    def change_image(
        self,
        image_id: int,
        *,
        role: str | None = None,
        label: str | None = None,
        primary: bool = False,
        by: str = "",
    ) -> Image:
        """Changes what a picture is called and what it shows, or makes it the one that leads.

        Raises:
            KeyError: there is no such picture.
            ValueError: no such role.
        """
        if role is not None and role not in IMAGE_ROLES:
            raise ValueError(role)
        image = self.image(image_id)
        values = {"role": role, "label": label, "is_primary": int(primary) or None}
        given = {name: value for name, value in values.items() if value is not None}
        with self._database.transaction():
            before = self._states(image.painting_id)
            if primary:
                self._demote(image.painting_id)
            self._set(image_id, given)
            self._tell(image.painting_id, before, "edit", by)
        return self.image(image_id)

    def set_view(self, image_id: int, view: Mapping[str, Any], by: str = "") -> Image:
        """Keeps how a picture is shown; the original is never altered.

        Args:
            image_id: the picture.
            view: rotate (0, 90, 180, 270, clockwise), mirror (bool), brightness and contrast
                (numbers); what is left out is as in the original, empty is the picture as it is.
            by: the curator.

        Raises:
            KeyError: there is no such picture.
            ValueError: a setting that is not one of these.
        """
        image = self.image(image_id)
        kept = _checked_view(view)
        with self._database.transaction():
            before = self._states(image.painting_id)
            self._set(image_id, {"view": json.dumps(kept)})
            self._tell(image.painting_id, before, "edit", by)
        return self.image(image_id)

    def order_images(self, painting_id: int, ids: Sequence[int], by: str = "") -> None:
        """Puts a work's pictures in this order; the primary one still leads.

        Raises:
            ValueError: the ids are not those of its pictures.
        """
        with self._database.transaction():
            before = self._states(painting_id)
            if sorted(map(str, ids)) != sorted(before):
                raise ValueError("not the pictures of this work")
            for position, image_id in enumerate(ids):
                self._set(image_id, {"position": position})
            self._tell(painting_id, before, "edit", by)

    def remove_image(self, image_id: int, by: str = "") -> None:
        """Takes a picture from its work; its bytes stay, so that undo gives it back.

        Where it led, the next one leads.

        Raises:
            KeyError: there is no such picture.
        """
        image = self.image(image_id)
        with self._database.transaction():
            before = self._states(image.painting_id)
            self._database.write("DELETE FROM image WHERE id = ?", [image_id])
            rest = self.images(image.painting_id)
            if image.primary and rest:
                self._set(rest[0].id, {"is_primary": 1})
            self._tell(image.painting_id, before, "edit", by)

    def relink_image(self, image_id: int, path: str, referenced: bool, by: str = "") -> Image:
        """The same bytes lie elsewhere now.

        Raises:
            KeyError: there is no such picture.
        """
        image = self.image(image_id)
        with self._database.transaction():
            before = self._states(image.painting_id)
            self._set(image_id, {"path": path, "referenced": int(referenced)})
            self._tell(image.painting_id, before, "relink", by)
        return self.image(image_id)

    # -- inside ------------------------------------------------------------------------------

    def _states(self, painting_id: int) -> States:
        rows = self._database.rows("SELECT * FROM image WHERE painting_id = ?", [painting_id])
        return {str(row["id"]): {name: row[name] for name in _COLUMNS} for row in rows}

    def _set(self, image_id: int, values: Mapping[str, Any]) -> None:
        if values:
            assignments = ", ".join(f"{name} = :{name}" for name in values)
            self._database.write(
                f"UPDATE image SET {assignments} WHERE id = :id", {**values, "id": image_id}
            )

    def _demote(self, painting_id: int) -> None:
        self._database.write(
            "UPDATE image SET is_primary = 0 WHERE painting_id = ? AND is_primary = 1",
            [painting_id],
        )

    def _tell(
        self, painting_id: int, before: States, action: str, by: str, undoes: int | None = None
    ) -> None:
        """One line with the pictures that changed, as they were and as they are."""
        after = self._states(painting_id)
        ids = [key for key in before | after if before.get(key) != after.get(key)]
        if not ids and undoes is None:
            return
        self._history.record(
            action,
            f"painting:{painting_id}",
            by=by,
            old={"images": {key: before.get(key) for key in ids}},
            new={"images": {key: after.get(key) for key in ids}},
            undoes=undoes,
        )

    def _put_images(self, painting_id: int, states: States) -> None:
        """Pictures as a line of the history tells of them."""
        if any(state and state["is_primary"] for state in states.values()):
            self._demote(painting_id)
        for key in states:
            self._database.write("DELETE FROM image WHERE id = ?", [int(key)])
        for state in states.values():
            if state is not None:
                self._database.write(
                    f"INSERT INTO image ({', '.join(_COLUMNS)})"
                    f" VALUES ({', '.join(f':{name}' for name in _COLUMNS)})",
                    state,
                )


def _checked_view(view: Mapping[str, Any]) -> dict[str, Any]:
    fits = {
        "rotate": view.get("rotate", 0) in _TURNS,
        "mirror": isinstance(view.get("mirror", False), bool),
        "brightness": isinstance(view.get("brightness", 0), int | float),
        "contrast": isinstance(view.get("contrast", 0), int | float),
    }
    if not set(view) <= set(fits) or not all(fits.values()):
        raise ValueError(dict(view))
    return dict(view)
