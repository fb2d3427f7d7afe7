# SPDX-License-Identifier: Apache-2.0
"""A value looked at as a picture: one to four channels of an image, one image of a batch at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.statistics import Plane
from cutaway.description.value_forms import PictureForm, picture_form
from cutaway.description.variables import Variable
from cutaway.qt import tokens
from cutaway.qt.views.answer import Answer
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.number_field import NumberField
from cutaway.qt.words import tr
from cutaway.session.documents import Document
from cutaway.session.jobs import Job, JobState

LIMIT = 1024
_LEAST = 48
_CHOOSER_WIDTH = 120
_SMOOTH_BELOW = 4
"""Enlarged less than that, pixels are smoothed; beyond, each is seen as it is."""


class Picture(QWidget):
    """An image as large as the place allows, in its own proportions."""

    def __init__(self, image: QImage, words: str, parent: QWidget | None, *, is_left: bool = False) -> None:
        super().__init__(parent)
        self._image = image
        self._is_left = is_left
        self.setObjectName("valuePicture")
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(_LEAST, _LEAST)

    @property
    def image(self) -> QImage:
        """What is painted."""
        return self._image

    def sizeHint(self) -> QSize:
        """The image itself."""
        return self._image.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The image within a hairline."""
        painter = QPainter(self)
        room = self.rect().adjusted(1, 1, -1, -1)
        size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(room.topLeft(), size)
        if not self._is_left:
            place.moveCenter(room.center())
        scale = size.width() / max(self._image.width(), 1)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < _SMOOTH_BELOW)
        painter.drawImage(place, self._image)
        painter.setPen(QColor(tokens.colors_of(self.palette()).border))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))


class PictureView(QWidget):
    """The picture, which one of the batch, and what black and white stand for."""

    def __init__(self, document: Document, variable: Variable, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._document = document
        self._variable = variable
        self._form = _form(variable)
        self._planes = Planes(document, variable, self._form, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        self._answer = Answer(self, draws=True)
        column.addWidget(self._answer, 1)
        row = QHBoxLayout()
        self._words = label("", self, "secondary")
        row.addWidget(self._words, 1)
        if self._form.batch >= 0 and variable.shape[self._form.batch] > 1:
            row.addWidget(self._chooser())
        column.addLayout(row)
        self._ask(0)

    def _chooser(self) -> QSpinBox:
        words, last = tr("Picture of the batch"), self._variable.shape[self._form.batch] - 1
        chooser = NumberField(self, 0, last, name="pictureOfBatch", words=words, width=_CHOOSER_WIDTH)
        chooser.setPrefix(tr("picture") + " ")
        chooser.valueChanged.connect(self._ask)
        return chooser

    @Slot(int)
    def _ask(self, place: int) -> None:
        self._planes.ask(place, self._show)

    def _show(self, planes: list[Plane]) -> None:
        self._answer.show_known(planes, self._make)

    def _make(self, planes: list[Plane]) -> QWidget:
        from cutaway.qt.run.pixels import image_of

        image, words = image_of(planes)
        size = f"{image.height()}{wording.TIMES}{image.width()}"
        if planes[0].row_step > 1 or planes[0].column_step > 1:
            size = tr("every {row_step}. pixel", row_step=max(planes[0].row_step, planes[0].column_step))
        self._words.setText(wording.SEPARATOR.join((size, words)))
        return Picture(image, tr("Picture of {name}", name=wording.name(self._variable.name)), self._answer)


class Planes:
    """Asks for the channels of a picture one after another, and tells once all are there."""

    def __init__(self, document: Document, variable: Variable, form: PictureForm, owner: QWidget) -> None:
        self._document = document
        self._variable = variable
        self._form = form
        self._owner = owner
        self._jobs: list[Job[Plane]] = []
        self._tell: Callable[[list[Plane]], None] | None = None

    def ask(self, place: int, tell: Callable[[list[Plane]], None], limit: int = LIMIT) -> None:
        """The picture at `place` of the batch; `tell` is called with its channels, or not at all."""
        for job in self._jobs:
            if not job.is_over:
                job.cancel()
        form = self._form
        self._tell = tell
        self._jobs = []
        for channel in range(form.channels):
            fixed = {form.batch: place} if form.batch >= 0 else {}
            if form.channel >= 0:
                fixed[form.channel] = channel
            self._jobs.append(
                self._document.reading.plane(
                    self._document.source,
                    self._variable.name,
                    row_axis=form.rows,
                    column_axis=form.columns,
                    fixed=fixed,
                    limit=limit,
                )
            )
        for job in self._jobs:
            if not job.is_over:
                follow(self._owner, job.finished, self._came)
        self._came()

    def _came(self, _job: object = None) -> None:
        found = [job.result for job in self._jobs if job.state is JobState.DONE and job.result is not None]
        if len(found) == len(self._jobs) and self._tell is not None:
            self._tell(found)


def _form(variable: Variable) -> PictureForm:
    found = picture_form(variable.shape)
    if found is None:
        message = f"{variable.name} is no picture"
        raise ValueError(message)
    return found
