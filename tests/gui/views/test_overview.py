# SPDX-License-Identifier: Apache-2.0
"""The overview answers what a model is, the dangerous first, and leads on to the other pages."""

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from cutaway.description.findings import Finding
from cutaway.description.model import ModelDescription
from cutaway.description.statistics import Statistics
from cutaway.qt.views.overview import OverviewPage
from cutaway.qt.views.overview_cards import FindingStack
from cutaway.qt.views.ports import SignatureBlock, sentence
from cutaway.qt.widgets.bars import BarRow
from cutaway.qt.widgets.finding_card import FindingCard
from cutaway.session.documents import Document
from cutaway.session.selection import Chosen
from helpers import example_models, readings


def overview(holder: QWidget, description: ModelDescription) -> tuple[OverviewPage, Document]:
    """Return the page on the screen, and its document."""
    document, _reading = readings.document(description)
    page = OverviewPage(document, holder)
    holder.resize(720, 2400)
    layout = holder.layout()
    assert layout is not None
    layout.addWidget(page)
    page.show()
    QCoreApplication.processEvents()
    return page, document


def test_dangerous_findings_stand_above_everything_else(holder: QWidget) -> None:
    page, _document = overview(holder, example_models.saved_model())
    findings = page.findChild(QWidget, "findingList")
    block = page.findChild(SignatureBlock)
    assert findings is not None
    assert block is not None
    assert findings.mapTo(page, QPoint()).y() < block.mapTo(page, QPoint()).y()
    assert [card.finding.severity for card in findings.findChildren(FindingCard)] == ["danger", "warning"]


def test_many_warnings_do_not_push_the_model_out_of_sight(holder: QWidget) -> None:
    warnings = tuple(Finding(f"code-{place}", "warning", "One of many.") for place in range(9))
    danger = Finding("runs-code", "danger", "It runs code.")
    page, _document = overview(
        holder, ModelDescription("saved_model", "/m", "/m", findings=(*warnings, danger))
    )
    first = page.findChild(FindingStack, "findingList")
    others = page.findChild(FindingStack, "otherFindings")
    assert first is not None
    assert others is not None
    assert [card.finding for card in first.findChildren(FindingCard)] == [danger]
    assert len(others.findChildren(FindingCard)) == 9


def test_values_that_are_no_numbers_join_the_findings(holder: QWidget) -> None:
    page, document = overview(holder, example_models.saved_model())
    assert document.description is not None
    name = document.description.variables[0].name
    document.statistics[name] = Statistics(4, nans=1)
    document.statistics_changed.emit([name])
    assert "not-finite" in [card.finding.code for card in page.findChildren(FindingCard)]


def test_other_findings_are_listed_too(holder: QWidget) -> None:
    page, _document = overview(holder, example_models.saved_model())
    severities = [card.finding.severity for card in page.findChildren(FindingCard)]
    assert sorted(severities) == ["danger", "info", "warning"]


def test_many_findings_are_shown_on_request(holder: QWidget) -> None:
    findings = [Finding(f"code-{place}", "warning", "One of many.") for place in range(100)]
    stack = FindingStack(findings, holder, name="findingList")
    assert len(stack.findChildren(FindingCard)) == 12
    more = stack.findChild(QPushButton, "moreFindings")
    assert more is not None
    more.click()
    assert len(stack.findChildren(FindingCard)) == 100


def test_a_signature_is_one_sentence_for_those_who_listen() -> None:
    first = example_models.saved_model().signatures[2]
    assert sentence(first) == "encode takes paths (string, ?) and gives ids (int64, ? × ?)"


def test_a_click_on_a_port_chooses_it(holder: QWidget) -> None:
    page, document = overview(holder, example_models.saved_model())
    block = page.findChildren(SignatureBlock)[0]
    place = QPoint(block.width() - 60, block.height() // 2)
    QTest.mouseClick(block, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert document.selection.current == Chosen("output", "onset", "serving_default")


def test_enter_on_a_signature_chooses_it(holder: QWidget) -> None:
    page, document = overview(holder, example_models.saved_model())
    QTest.keyClick(page.findChildren(SignatureBlock)[1], Qt.Key.Key_Return)
    assert document.selection.current == Chosen("signature", "encode")


def test_a_bar_leads_to_its_variable(holder: QWidget) -> None:
    page, document = overview(holder, example_models.saved_model())
    QTest.mouseClick(page.findChildren(BarRow)[0], Qt.MouseButton.LeftButton)
    assert document.selection.current == Chosen("variable", "embedding/table")


def test_a_finding_leads_to_what_it_is_about(holder: QWidget) -> None:
    description = example_models.saved_model()
    page, document = overview(holder, description)
    QTest.keyClick(page.findChildren(FindingCard)[0], Qt.Key.Key_Return)
    assert document.selection.current == Chosen("finding", "reads-files")


def test_another_meta_graph_can_be_chosen(holder: QWidget) -> None:
    page, document = overview(holder, example_models.saved_model())
    chooser = page.findChild(QComboBox, "metaGraphChooser")
    assert chooser is not None
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)
    assert document.source.tags == ("serve", "gpu")


def test_a_model_of_one_meta_graph_offers_no_choice(holder: QWidget) -> None:
    page, _document = overview(holder, example_models.keras_file())
    assert page.findChild(QComboBox) is None


def test_figures_are_given_in_full_to_those_who_listen(holder: QWidget) -> None:
    page, _document = overview(holder, example_models.saved_model())
    names = [label.accessibleName() for label in page.findChildren(QLabel)]
    assert "1,204 nodes" in names


def test_a_hundred_signatures_are_shown_as_six_and_a_link(holder: QWidget) -> None:
    first = example_models.saved_model().signatures[0]
    many = tuple(type(first)(f"key_{place}", "declared", first.inputs, ()) for place in range(100))
    page, document = overview(holder, ModelDescription("saved_model", "/m", "/m", signatures=many))
    assert len(page.findChildren(SignatureBlock)) == 6
    link = page.findChild(QPushButton, "allSignatures")
    assert link is not None
    link.click()
    assert document.selection.current.kind == "signature"
