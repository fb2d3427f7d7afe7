# SPDX-License-Identifier: Apache-2.0
"""The chosen layer: its figures, links to its variables, and its configuration."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.layers import Layer
from cutaway.qt import tokens
from cutaway.qt.views.code import CodeView
from cutaway.qt.views.flow import FlowLayout
from cutaway.qt.widgets.buttons import CopyButton, button
from cutaway.qt.widgets.card import Card
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.widgets.tag import Tag
from cutaway.qt.words import counted, tr
from cutaway.session.selection import Chosen
from cutaway.session.texts import pretty_json

_MOST_LINKS = 12


class LayerCard(Card):
    """chosen: one of its variables was clicked."""

    chosen = Signal(Chosen)

    def __init__(self, layer: Layer, variables: Sequence[str], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Layer {name}", name=wording.name(layer.name)))
        self._config = pretty_json(layer.config)
        title = QHBoxLayout()
        title.setSpacing(tokens.SPACE_2)
        title.addWidget(ElidedLabel(wording.name(layer.name), self, "heading"))
        title.addWidget(Tag(wording.elided(layer.class_name, 32), self, "violet"))
        title.addStretch(1)
        self.body.addLayout(title)
        facts = [counted(layer.parameters, "parameter")]
        if layer.output_shape is not None:
            facts.append(wording.shape(layer.output_shape))
        if layer.trainable is False:
            facts.append("not trainable")
        self.body.addWidget(label(wording.SEPARATOR.join(facts), self, "quiet", wrap=True))
        if variables:
            self.body.addWidget(self._links(variables))
        row = QHBoxLayout()
        row.addWidget(label("Configuration", self, "secondary"))
        row.addStretch(1)
        row.addWidget(CopyButton(self.config, self, "Copy the configuration", name="copyConfig"))
        self.body.addLayout(row)
        code = CodeView(self, name="layerConfig", words=tr("Configuration of the layer"))
        code.setPlainText(self._config)
        self.body.addWidget(code, 1)

    def config(self) -> str:
        """The configuration as it is copied."""
        return self._config

    def _links(self, variables: Sequence[str]) -> QWidget:
        links = QWidget(self)
        flow = FlowLayout(links, tokens.SPACE_1)
        for name in variables[:_MOST_LINKS]:
            link = button(wording.name(name, 40).replace("&", "&&"), links, icon="variable", kind="link")
            link.setAccessibleName(tr("Go to variable {name}", name=wording.name(name)))
            link.setToolTip(wording.name(name))
            link.setProperty("variable", name)
            link.clicked.connect(self._follow)
            flow.addWidget(link)
        if len(variables) > _MOST_LINKS:
            flow.addWidget(
                label(tr("and {variables} more", variables=len(variables) - _MOST_LINKS), links, "secondary")
            )
        return links

    @Slot()
    def _follow(self) -> None:
        link = self.sender()
        if link is not None:
            self.chosen.emit(Chosen("variable", str(link.property("variable"))))
