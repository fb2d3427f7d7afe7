<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Cutaway</name>
    <message>
        <source> (they lead back, against the flow)</source>
        <translation> (sie führen zurück, gegen den Fluss)</translation>
    </message>
    <message>
        <source> Cutaway does that in a process of its own:</source>
        <translation> Cutaway tut das in einem eigenen Prozess:</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> und {count} weitere</translation>
    </message>
    <message>
        <source> in {functions}</source>
        <translation> in {functions}</translation>
    </message>
    <message>
        <source> of {count}</source>
        <translation> von {count}</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source> {count} of unknown shape are missing in the sums.</source>
        <translation> {count} mit unbekannter Form fehlen in den Summen.</translation>
    </message>
    <message>
        <source>(.*:\d+) (.*)</source>
        <translation>(.*:\d+) (.*)</translation>
    </message>
    <message>
        <source>, and {count} more.</source>
        <translation> und {count} weitere.</translation>
    </message>
    <message>
        <source>, every {column_step}. value is drawn</source>
        <translation>, gezeichnet ist jeder {column_step}. Wert</translation>
    </message>
    <message>
        <source>, filled from {source}</source>
        <translation>, gefüllt aus {source}</translation>
    </message>
    <message>
        <source>, mean {mean}</source>
        <translation>, Mittel {mean}</translation>
    </message>
    <message>
        <source>, the best {shown} are listed</source>
        <translation>, die besten {shown} stehen hier</translation>
    </message>
    <message>
        <source>, the first {count} are shown</source>
        <translation>, die ersten {count} sind zu sehen</translation>
    </message>
    <message>
        <source>, {nans} not finite</source>
        <translation>, {nans} nicht endlich</translation>
    </message>
    <message>
        <source>1, 2, 3 or JSON</source>
        <translation>1, 2, 3 oder JSON</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10 Minuten</translation>
    </message>
    <message>
        <source>16 GB</source>
        <translation>16 GB</translation>
    </message>
    <message>
        <source>2 minutes</source>
        <translation>2 Minuten</translation>
    </message>
    <message>
        <source>30 seconds</source>
        <translation>30 Sekunden</translation>
    </message>
    <message>
        <source>32 GB</source>
        <translation>32 GB</translation>
    </message>
    <message>
        <source>4 GB</source>
        <translation>4 GB</translation>
    </message>
    <message>
        <source>64 GB</source>
        <translation>64 GB</translation>
    </message>
    <message>
        <source>8 GB</source>
        <translation>8 GB</translation>
    </message>
    <message>
        <source>; the first {count} are listed</source>
        <translation>; die ersten {count} stehen hier</translation>
    </message>
    <message>
        <source>A .keras file, which Keras 3 loads, trains on and exports.</source>
        <translation>Eine .keras-Datei, die Keras 3 lädt, weiter trainiert und exportiert.</translation>
    </message>
    <message>
        <source>A .py file with the classes and functions that the model&apos;s configuration names</source>
        <translation>Eine .py-Datei mit den Klassen und Funktionen, die die Konfiguration des Modells nennt</translation>
    </message>
    <message>
        <source>A folder with a folder for each class, or with files</source>
        <translation>Ein Ordner mit einem Ordner je Klasse, oder mit Dateien</translation>
    </message>
    <message>
        <source>A folder with a version folder in it, and warm-up requests from the samples of the proof.</source>
        <translation>Ein Ordner mit einem Versionsordner darin und Anfragen zum Aufwärmen aus den Stichproben des Nachweises.</translation>
    </message>
    <message>
        <source>A folder with model.json and shards of weights, for browsers and Node.</source>
        <translation>Ein Ordner mit model.json und Teilen der Gewichte, für Browser und Node.</translation>
    </message>
    <message>
        <source>A folder, a file, or a set of inputs</source>
        <translation>Ein Ordner, eine Datei oder ein Satz von Eingaben</translation>
    </message>
    <message>
        <source>A model that has not come a step further after so long is stopped.</source>
        <translation>Ein Modell, das nach dieser Zeit nicht weitergekommen ist, wird angehalten.</translation>
    </message>
    <message>
        <source>A model that takes more is stopped.</source>
        <translation>Ein Modell, das mehr braucht, wird angehalten.</translation>
    </message>
    <message>
        <source>A text table for each output (.csv)…</source>
        <translation>Eine Texttabelle je Ausgabe (.csv) …</translation>
    </message>
    <message>
        <source>A {format} of this kind holds values only, nothing that can be called.</source>
        <translation>{format} dieser Art enthält nur Werte, nichts, was sich aufrufen lässt.</translation>
    </message>
    <message>
        <source>About Cutaway</source>
        <translation>Über Cutaway</translation>
    </message>
    <message>
        <source>About this file</source>
        <translation>Über diese Datei</translation>
    </message>
    <message>
        <source>Absolute values</source>
        <translation>Beträge</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>All metadata</source>
        <translation>Alle Metadaten</translation>
    </message>
    <message>
        <source>All parts</source>
        <translation>Alle Teile</translation>
    </message>
    <message>
        <source>All roles</source>
        <translation>Alle Rollen</translation>
    </message>
    <message>
        <source>All types</source>
        <translation>Alle Typen</translation>
    </message>
    <message>
        <source>An .h5 file, which Keras 2 and many older tools read.</source>
        <translation>Eine .h5-Datei, die Keras 2 und viele ältere Programme lesen.</translation>
    </message>
    <message>
        <source>An input is not right yet.</source>
        <translation>Eine Eingabe stimmt noch nicht.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Apache License 2.0. Typefaces: Inter and JetBrains Mono (OFL). Icons: Lucide (ISC).</source>
        <translation>Apache-Lizenz 2.0. Schriften: Inter und JetBrains Mono (OFL). Symbole: Lucide (ISC).</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinung</translation>
    </message>
    <message>
        <source>Appearance: as the system</source>
        <translation>Erscheinung: wie das System</translation>
    </message>
    <message>
        <source>Appearance: dark</source>
        <translation>Erscheinung: dunkel</translation>
    </message>
    <message>
        <source>Appearance: light</source>
        <translation>Erscheinung: hell</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>Arithmetik</translation>
    </message>
    <message>
        <source>As long as it takes</source>
        <translation>So lange es dauert</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Asked:</source>
        <translation>Gefragt:</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>Beilagen</translation>
    </message>
    <message>
        <source>Assets and lookup tables</source>
        <translation>Beilagen und Nachschlagetabellen</translation>
    </message>
    <message>
        <source>Assets and metadata</source>
        <translation>Beilagen und Metadaten</translation>
    </message>
    <message>
        <source>Assets or metadata</source>
        <translation>Beilagen oder Metadaten</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Bei</translation>
    </message>
    <message>
        <source>At the next start, models that were open are opened again.</source>
        <translation>Beim nächsten Start werden die Modelle wieder geöffnet, die offen waren.</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Axis {axis} has any size; a file or a value brings its own</source>
        <translation>Achse {axis} hat jede Größe; eine Datei oder ein Wert bringt die eigene mit</translation>
    </message>
    <message>
        <source>Axis: {words}</source>
        <translation>Achse: {words}</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>Begin ways at the chosen node</source>
        <translation>Wege beim gewählten Knoten beginnen</translation>
    </message>
    <message>
        <source>Begin ways here</source>
        <translation>Wege hier beginnen</translation>
    </message>
    <message>
        <source>Bookmark it</source>
        <translation>Lesezeichen setzen</translation>
    </message>
    <message>
        <source>Bookmark what is chosen</source>
        <translation>Lesezeichen auf die Auswahl setzen</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>Borne:</source>
        <translation>Ertragen:</translation>
    </message>
    <message>
        <source>Both are asked the same, each in a process of its own.</source>
        <translation>Beide werden dasselbe gefragt, jedes in einem eigenen Prozess.</translation>
    </message>
    <message>
        <source>Both are equal, bit for bit.</source>
        <translation>Beide sind gleich, Bit für Bit.</translation>
    </message>
    <message>
        <source>Both are run on the same inputs, and every output is measured as in a proof.</source>
        <translation>Beide laufen mit denselben Eingaben, und jede Ausgabe wird gemessen wie bei einem Nachweis.</translation>
    </message>
    <message>
        <source>Boxes of the map</source>
        <translation>Kästen der Karte</translation>
    </message>
    <message>
        <source>Browsers load shards side by side.</source>
        <translation>Browser laden die Teile nebeneinander.</translation>
    </message>
    <message>
        <source>By layer</source>
        <translation>Nach Schicht</translation>
    </message>
    <message>
        <source>By node</source>
        <translation>Nach Knoten</translation>
    </message>
    <message>
        <source>By op</source>
        <translation>Nach Operation</translation>
    </message>
    <message>
        <source>Bytes of weights</source>
        <translation>Bytes der Gewichte</translation>
    </message>
    <message>
        <source>Bytes that the values take in the file</source>
        <translation>Bytes, die die Werte in der Datei brauchen</translation>
    </message>
    <message>
        <source>Calibration data</source>
        <translation>Kalibrierdaten</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>Checkpoints and weight files hold values alone.</source>
        <translation>Checkpoints und Gewichtsdateien enthalten nur Werte.</translation>
    </message>
    <message>
        <source>Choose a field and press the keys. Backspace leaves an action without any.</source>
        <translation>Ein Feld wählen und die Tasten drücken. Die Rücktaste lässt eine Aktion ohne Tasten.</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Eine Datei wählen</translation>
    </message>
    <message>
        <source>Choose a file or a folder</source>
        <translation>Datei oder Ordner wählen</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Einen Ordner wählen</translation>
    </message>
    <message>
        <source>Choose a node first: ways lead from one node to another.</source>
        <translation>Wählen Sie zuerst einen Knoten: Wege führen von einem Knoten zu einem anderen.</translation>
    </message>
    <message>
        <source>Choose it again to see it.</source>
        <translation>Noch einmal wählen, um es zu sehen.</translation>
    </message>
    <message>
        <source>Choose something to see its properties</source>
        <translation>Etwas wählen, um seine Eigenschaften zu sehen</translation>
    </message>
    <message>
        <source>Choose the files that both are to be asked.</source>
        <translation>Wählen Sie die Dateien, die beide gefragt werden sollen.</translation>
    </message>
    <message>
        <source>Choose the samples whose classes are known.</source>
        <translation>Wählen Sie die Proben, deren Klassen bekannt sind.</translation>
    </message>
    <message>
        <source>Choose two runs, with Ctrl held, to see how their answers differ.</source>
        <translation>Mit gedrückter Strg-Taste zwei Läufe wählen, um zu sehen, worin sich ihre Antworten unterscheiden.</translation>
    </message>
    <message>
        <source>Choose where the ways begin, then the node that they are to lead to.</source>
        <translation>Wählen Sie, wo die Wege beginnen, dann den Knoten, zu dem sie führen sollen.</translation>
    </message>
    <message>
        <source>Choose “Show value” in the menu of a node on the graph, or type a tensor&apos;s name above.</source>
        <translation>Wählen Sie „Wert zeigen“ im Menü eines Knotens im Graphen, oder geben Sie oben den Namen eines Tensors ein.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Chosen signature</source>
        <translation>Gewählte Signatur</translation>
    </message>
    <message>
        <source>Chosen value</source>
        <translation>Gewählter Wert</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Class names…</source>
        <translation>Klassennamen …</translation>
    </message>
    <message>
        <source>Classes by their index</source>
        <translation>Klassen nach ihrem Index</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close all groups</source>
        <translation>Alle Gruppen schließen</translation>
    </message>
    <message>
        <source>Close tab</source>
        <translation>Tab schließen</translation>
    </message>
    <message>
        <source>Close the group around it</source>
        <translation>Die Gruppe darum schließen</translation>
    </message>
    <message>
        <source>Close {name}</source>
        <translation>{name} schließen</translation>
    </message>
    <message>
        <source>Colour: {what}</source>
        <translation>Farbe: {what}</translation>
    </message>
    <message>
        <source>Colours from {ends}</source>
        <translation>Farben von {ends}</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compare again</source>
        <translation>Erneut vergleichen</translation>
    </message>
    <message>
        <source>Compare the answers</source>
        <translation>Die Antworten vergleichen</translation>
    </message>
    <message>
        <source>Compare with another model</source>
        <translation>Mit einem anderen Modell vergleichen</translation>
    </message>
    <message>
        <source>Compare with the source</source>
        <translation>Mit der Quelle vergleichen</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Configuration of the layer</source>
        <translation>Konfiguration der Schicht</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>Konfusionsmatrix</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Konstante</translation>
    </message>
    <message>
        <source>Constants</source>
        <translation>Konstanten</translation>
    </message>
    <message>
        <source>Content of the file</source>
        <translation>Inhalt der Datei</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Control flow</source>
        <translation>Kontrollfluss</translation>
    </message>
    <message>
        <source>Convert</source>
        <translation>Umwandeln</translation>
    </message>
    <message>
        <source>Converting</source>
        <translation>Es wird umgewandelt</translation>
    </message>
    <message>
        <source>Converting runs the models, each in a process of its own that reaches neither the network nor your files. Models with dangerous findings are left out unless you choose them.</source>
        <translation>Beim Umwandeln laufen die Modelle, jedes in einem eigenen Prozess, der weder das Netz noch Ihre Dateien erreicht. Modelle mit gefährlichen Befunden bleiben weg, wenn Sie sie nicht wählen.</translation>
    </message>
    <message>
        <source>Convert…</source>
        <translation>Umwandeln …</translation>
    </message>
    <message>
        <source>Convolution filters</source>
        <translation>Faltungsfilter</translation>
    </message>
    <message>
        <source>Convolution, matrix</source>
        <translation>Faltung, Matrix</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>Kopieren als</translation>
    </message>
    <message>
        <source>Copy as NumPy code</source>
        <translation>Als NumPy-Code kopieren</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Namen kopieren</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copy the command line</source>
        <translation>Die Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>Copy the configuration</source>
        <translation>Konfiguration kopieren</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Copy the snippet</source>
        <translation>Codebeispiel kopieren</translation>
    </message>
    <message>
        <source>Copy the stack</source>
        <translation>Den Aufrufstapel kopieren</translation>
    </message>
    <message>
        <source>Copy the value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>Versionen kopieren</translation>
    </message>
    <message>
        <source>Copy this finding</source>
        <translation>Diesen Befund kopieren</translation>
    </message>
    <message>
        <source>Copy what a client does after it</source>
        <translation>Kopieren, was ein Client danach tut</translation>
    </message>
    <message>
        <source>Copy what is shown</source>
        <translation>Kopieren, was zu sehen ist</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Aufwand</translation>
    </message>
    <message>
        <source>Custom objects…</source>
        <translation>Eigene Objekte …</translation>
    </message>
    <message>
        <source>Cutaway ended by a fault the last time.</source>
        <translation>Cutaway ist das letzte Mal durch einen Fehler beendet worden.</translation>
    </message>
    <message>
        <source>Cutaway&apos;s own</source>
        <translation>Die von Cutaway</translation>
    </message>
    <message>
        <source>Danger</source>
        <translation>Gefahr</translation>
    </message>
    <message>
        <source>Dangerous findings</source>
        <translation>Gefährliche Befunde</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Delegate of the interpreter</source>
        <translation>Delegate des Interpreters</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Deutsch</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Differences of the outputs</source>
        <translation>Unterschiede der Ausgaben</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Distinct</source>
        <translation>Verschiedene</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>Do both answer alike?</source>
        <translation>Antworten beide gleich?</translation>
    </message>
    <message>
        <source>Do not run</source>
        <translation>Nicht ausführen</translation>
    </message>
    <message>
        <source>Do not show {tap}</source>
        <translation>{tap} nicht zeigen</translation>
    </message>
    <message>
        <source>Documentation</source>
        <translation>Dokumentation</translation>
    </message>
    <message>
        <source>Double click opens it.</source>
        <translation>Ein Doppelklick öffnet sie.</translation>
    </message>
    <message>
        <source>Drag to look elsewhere</source>
        <translation>Ziehen, um woanders hinzusehen</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Draw from left to right</source>
        <translation>Von links nach rechts zeichnen</translation>
    </message>
    <message>
        <source>Draw from top to bottom</source>
        <translation>Von oben nach unten zeichnen</translation>
    </message>
    <message>
        <source>Draw it again</source>
        <translation>Neu zeichnen</translation>
    </message>
    <message>
        <source>Drawing by Netron</source>
        <translation>Zeichnung von Netron</translation>
    </message>
    <message>
        <source>Drawing the graph</source>
        <translation>Der Graph wird gezeichnet</translation>
    </message>
    <message>
        <source>Drop a folder or a file here</source>
        <translation>Ordner oder Datei hier ablegen</translation>
    </message>
    <message>
        <source>Drop a model here</source>
        <translation>Ein Modell hier ablegen</translation>
    </message>
    <message>
        <source>Drop a model, or a folder of some.</source>
        <translation>Legen Sie ein Modell ab oder einen Ordner mit Modellen.</translation>
    </message>
    <message>
        <source>Drop to open</source>
        <translation>Ablegen, um zu öffnen</translation>
    </message>
    <message>
        <source>Dynamic range: weights in 8 bits, a quarter of the size</source>
        <translation>Dynamisch: Gewichte in 8 Bit, ein Viertel der Größe</translation>
    </message>
    <message>
        <source>Edges of this graph run past {passed} other places. Netron reserves room for each of them, which takes minutes and gigabytes of memory, or does not end.</source>
        <translation>Kanten dieses Graphen laufen an {passed} anderen Stellen vorbei. Netron hält für jede davon Platz frei, was Minuten und Gigabytes an Speicher kostet oder nicht endet.</translation>
    </message>
    <message>
        <source>Edit signatures</source>
        <translation>Signaturen bearbeiten</translation>
    </message>
    <message>
        <source>Edits</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Elements</source>
        <translation>Elemente</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Entries of the log</source>
        <translation>Einträge des Protokolls</translation>
    </message>
    <message>
        <source>Entries of the table</source>
        <translation>Einträge der Tabelle</translation>
    </message>
    <message>
        <source>Equal</source>
        <translation>Gleich</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Every run is kept here until the tab is closed.</source>
        <translation>Jeder Lauf bleibt hier, bis der Tab geschlossen wird.</translation>
    </message>
    <message>
        <source>Every {row_step}. row and every {column_step}. column is shown</source>
        <translation>Jede {row_step}. Zeile und jede {column_step}. Spalte ist zu sehen</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Export all outputs</source>
        <translation>Alle Ausgaben exportieren</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>Alle exportieren …</translation>
    </message>
    <message>
        <source>Export the drawing</source>
        <translation>Zeichnung exportieren</translation>
    </message>
    <message>
        <source>Export the map</source>
        <translation>Die Karte exportieren</translation>
    </message>
    <message>
        <source>Export the whole map…</source>
        <translation>Die ganze Karte exportieren …</translation>
    </message>
    <message>
        <source>Export was cancelled, nothing was written.</source>
        <translation>Der Export wurde abgebrochen, es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Export what is seen…</source>
        <translation>Exportieren, was zu sehen ist …</translation>
    </message>
    <message>
        <source>Export {name}</source>
        <translation>{name} exportieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>FLOPs</source>
        <translation>FLOPs</translation>
    </message>
    <message>
        <source>Fed by</source>
        <translation>Gespeist von</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>File of custom objects</source>
        <translation>Datei mit eigenen Objekten</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Datei …</translation>
    </message>
    <message>
        <source>Filter by key or value</source>
        <translation>Nach Schlüssel oder Wert filtern</translation>
    </message>
    <message>
        <source>Filter by name or path (* and ? match anything)</source>
        <translation>Nach Name oder Pfad filtern (* und ? passen auf alles)</translation>
    </message>
    <message>
        <source>Filter differences</source>
        <translation>Unterschiede filtern</translation>
    </message>
    <message>
        <source>Filter the log</source>
        <translation>Protokoll filtern</translation>
    </message>
    <message>
        <source>Filter this page</source>
        <translation>Diese Seite filtern</translation>
    </message>
    <message>
        <source>Filter weights</source>
        <translation>Gewichte filtern</translation>
    </message>
    <message>
        <source>Find in the drawing</source>
        <translation>In der Zeichnung suchen</translation>
    </message>
    <message>
        <source>Find ways from {words}</source>
        <translation>Wege von {words} finden</translation>
    </message>
    <message>
        <source>Find ways to the chosen node</source>
        <translation>Wege zum gewählten Knoten suchen</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>First tensor that differs</source>
        <translation>Erster Tensor, der abweicht</translation>
    </message>
    <message>
        <source>Compare {name} with another model</source>
        <translation>{name} mit einem anderen Modell vergleichen</translation>
    </message>
    <message>
        <source>1 edit of its signatures is</source>
        <translation>1 Änderung an seinen Signaturen ist</translation>
    </message>
    <message>
        <source>95 % within</source>
        <translation>95 % in höchstens</translation>
    </message>
    <message>
        <source>A size fixes the dimension in the result; an empty field leaves it as it is.</source>
        <translation>Eine Größe legt die Dimension im Ergebnis fest; ein leeres Feld lässt sie, wie sie ist.</translation>
    </message>
    <message>
        <source>A {format} keeps no words about its signatures.</source>
        <translation>{format} bewahrt keine Worte über seine Signaturen.</translation>
    </message>
    <message>
        <source>About a hundred samples of what the model will really see: pictures, .npy, .npz, .csv or .wav files in a folder, or a set of inputs that was saved on the Run page.</source>
        <translation>Etwa hundert Stichproben dessen, was das Modell wirklich sehen wird: Bilder, .npy-, .npz-, .csv- oder .wav-Dateien in einem Ordner, oder ein Satz von Eingaben, der auf der Seite Ausführen gesichert wurde.</translation>
    </message>
    <message>
        <source>Add a signature between tensors</source>
        <translation>Eine Signatur zwischen Tensoren anlegen</translation>
    </message>
    <message>
        <source>Add checkpoints</source>
        <translation>Checkpoints hinzufügen</translation>
    </message>
    <message>
        <source>Add checkpoints…</source>
        <translation>Checkpoints hinzufügen …</translation>
    </message>
    <message>
        <source>Add the signature {signature} from nothing to {outputs}.</source>
        <translation>Die Signatur {signature} von nichts zu {outputs} anlegen.</translation>
    </message>
    <message>
        <source>Add the signature {signature} from {inputs} to {outputs}.</source>
        <translation>Die Signatur {signature} von {inputs} zu {outputs} anlegen.</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>After the edits</source>
        <translation>Nach den Änderungen</translation>
    </message>
    <message>
        <source>Along the checkpoints</source>
        <translation>Entlang der Checkpoints</translation>
    </message>
    <message>
        <source>Along time</source>
        <translation>Zeitverlauf</translation>
    </message>
    <message>
        <source>Along time: {names}</source>
        <translation>Im Zeitverlauf: {names}</translation>
    </message>
    <message>
        <source>As input</source>
        <translation>Als Eingabe</translation>
    </message>
    <message>
        <source>As it was read</source>
        <translation>Wie es gelesen wurde</translation>
    </message>
    <message>
        <source>As output</source>
        <translation>Als Ausgabe</translation>
    </message>
    <message>
        <source>At least one of the two has no graph, so there is no structure to compare.</source>
        <translation>Mindestens eines der beiden hat keinen Graphen, daher gibt es keine Struktur zu vergleichen.</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autor</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Before softmax</source>
        <translation>Vor der Softmax</translation>
    </message>
    <message>
        <source>Before the edits</source>
        <translation>Vor den Änderungen</translation>
    </message>
    <message>
        <source>Being converted</source>
        <translation>Wird umgewandelt</translation>
    </message>
    <message>
        <source>Being read</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>Bit for bit</source>
        <translation>Bit für Bit</translation>
    </message>
    <message>
        <source>Both answer alike</source>
        <translation>Beide antworten gleich</translation>
    </message>
    <message>
        <source>Both are run on the same inputs: three random samples, or the calibration data.</source>
        <translation>Beide laufen mit denselben Eingaben: drei zufälligen Stichproben oder den Kalibrierdaten.</translation>
    </message>
    <message>
        <source>Both say the same of themselves.</source>
        <translation>Beide sagen dasselbe über sich.</translation>
    </message>
    <message>
        <source>By name, by what a converter fused, by kind, shapes and neighbours.</source>
        <translation>Nach Namen, nach dem, was ein Konverter verschmolzen hat, nach Art, Formen und Nachbarn.</translation>
    </message>
    <message>
        <source>By rows</source>
        <translation>Nach Zeilen</translation>
    </message>
    <message>
        <source>Cannot be converted</source>
        <translation>Nicht umwandelbar</translation>
    </message>
    <message>
        <source>Change names in the studio</source>
        <translation>Namen im Studio ändern</translation>
    </message>
    <message>
        <source>Checkpoints and weight files hold values alone; their weights are compared.</source>
        <translation>Checkpoints und Gewichtsdateien enthalten nur Werte; ihre Gewichte werden verglichen.</translation>
    </message>
    <message>
        <source>Choose checkpoints to follow them again.</source>
        <translation>Checkpoints wählen, um sie wieder zu verfolgen.</translation>
    </message>
    <message>
        <source>Choose the file with one label in each line.</source>
        <translation>Wählen Sie die Datei mit einer Klasse je Zeile.</translation>
    </message>
    <message>
        <source>Click an input or output in the picture, or walk to it with the arrow keys.</source>
        <translation>Klicken Sie im Bild auf eine Eingabe oder Ausgabe, oder gehen Sie mit den Pfeiltasten hin.</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>Schließen, ohne zu sichern</translation>
    </message>
    <message>
        <source>Close {name} without saving its edits?</source>
        <translation>{name} schließen, ohne die Änderungen zu sichern?</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Convert again with these sizes</source>
        <translation>Mit diesen Größen erneut umwandeln</translation>
    </message>
    <message>
        <source>Convert again…</source>
        <translation>Erneut umwandeln …</translation>
    </message>
    <message>
        <source>Convert {name}</source>
        <translation>{name} umwandeln</translation>
    </message>
    <message>
        <source>Convert {what} to {target}</source>
        <translation>{what} in {target} umwandeln</translation>
    </message>
    <message>
        <source>Converted, and not proven</source>
        <translation>Umgewandelt und nicht nachgewiesen</translation>
    </message>
    <message>
        <source>Custom objects</source>
        <translation>Eigene Objekte</translation>
    </message>
    <message>
        <source>Delete the signature</source>
        <translation>Die Signatur löschen</translation>
    </message>
    <message>
        <source>Delete the signature {signature}.</source>
        <translation>Die Signatur {signature} löschen.</translation>
    </message>
    <message>
        <source>Difference: second − first</source>
        <translation>Differenz: zweites − erstes</translation>
    </message>
    <message>
        <source>Differences of structure</source>
        <translation>Unterschiede der Struktur</translation>
    </message>
    <message>
        <source>Distance from the first, along time</source>
        <translation>Abstand vom ersten im Zeitverlauf</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Drop a model here, in any format. Both are read; nothing is run before you agree.</source>
        <translation>Ein Modell beliebigen Formats hier ablegen. Beide werden gelesen; ausgeführt wird nichts, bevor Sie zustimmen.</translation>
    </message>
    <message>
        <source>Duplicate the signature</source>
        <translation>Die Signatur verdoppeln</translation>
    </message>
    <message>
        <source>Duplicate the signature {signature} as {to}.</source>
        <translation>Die Signatur {signature} als {to} verdoppeln.</translation>
    </message>
    <message>
        <source>Edit {number} of {name} cannot be made: {message}</source>
        <translation>Änderung {number} von {name} ist nicht möglich: {message}</translation>
    </message>
    <message>
        <source>Edits are not saved</source>
        <translation>Änderungen sind nicht gesichert</translation>
    </message>
    <message>
        <source>Edits in their order</source>
        <translation>Änderungen in ihrer Folge</translation>
    </message>
    <message>
        <source>Enter makes it an output, Shift+Enter an input</source>
        <translation>Eingabetaste macht ihn zur Ausgabe, Umschalt+Eingabetaste zur Eingabe</translation>
    </message>
    <message>
        <source>Errors: second − first</source>
        <translation>Fehler: zweites − erstes</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Filter variables and slots</source>
        <translation>Variablen und Slots filtern</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Find a tensor</source>
        <translation>Einen Tensor suchen</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erstes</translation>
    </message>
    <message>
        <source>First against second</source>
        <translation>Erstes gegen zweites</translation>
    </message>
    <message>
        <source>First answers</source>
        <translation>Erstes antwortet</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folder as a batch…</source>
        <translation>Ordner als Stapel …</translation>
    </message>
    <message>
        <source>Folder of a run…</source>
        <translation>Ordner eines Laufs …</translation>
    </message>
    <message>
        <source>Folder, file or input set</source>
        <translation>Ordner, Datei oder Satz von Eingaben</translation>
    </message>
    <message>
        <source>Folders (*)</source>
        <translation>Ordner (*)</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner …</translation>
    </message>
    <message>
        <source>Following the weights along time</source>
        <translation>Gewichte werden im Zeitverlauf verfolgt</translation>
    </message>
    <message>
        <source>Following the weights was cancelled.</source>
        <translation>Das Verfolgen der Gewichte wurde abgebrochen.</translation>
    </message>
    <message>
        <source>For OpenVINO, on Intel&apos;s processors and others; an .xml with its weights in a .bin.</source>
        <translation>Für OpenVINO, auf Intels Prozessoren und anderen; eine .xml mit den Gewichten in einer .bin.</translation>
    </message>
    <message>
        <source>For TensorFlow Serving and for every program with TensorFlow.</source>
        <translation>Für TensorFlow Serving und jedes Programm mit TensorFlow.</translation>
    </message>
    <message>
        <source>For everything but names and values.</source>
        <translation>Für alles außer Namen und Werten.</translation>
    </message>
    <message>
        <source>For names, shapes and values.</source>
        <translation>Für Namen, Formen und Werte.</translation>
    </message>
    <message>
        <source>For onnxruntime and most other frameworks.</source>
        <translation>Für onnxruntime und die meisten anderen Bibliotheken.</translation>
    </message>
    <message>
        <source>For phones, browsers and microcontrollers; run by LiteRT.</source>
        <translation>Für Telefone, Browser und Mikrocontroller; LiteRT führt es aus.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>From left to right</source>
        <translation>Von links nach rechts</translation>
    </message>
    <message>
        <source>From the next start on.</source>
        <translation>Ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Frozen graph</source>
        <translation>Eingefrorener Graph</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Functions</source>
        <translation>Funktionen</translation>
    </message>
    <message>
        <source>Give all back</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Give the output {name} of {signature} as {dtype}{moved}.</source>
        <translation>Die Ausgabe {name} von {signature} als {dtype}{moved} geben.</translation>
    </message>
    <message>
        <source>Give the usual keys back</source>
        <translation>Die üblichen Tasten zurückgeben</translation>
    </message>
    <message>
        <source>Give {tensor} as the output {name} of {signature}.</source>
        <translation>{tensor} als Ausgabe {name} von {signature} geben.</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Go to variable {name}</source>
        <translation>Zur Variable {name}</translation>
    </message>
    <message>
        <source>Go to {page}</source>
        <translation>Zu: {page}</translation>
    </message>
    <message>
        <source>Go to {words}</source>
        <translation>Zu {words}</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Graph</translation>
    </message>
    <message>
        <source>Graph of {model}</source>
        <translation>Graph von {model}</translation>
    </message>
    <message>
        <source>Greatest scores</source>
        <translation>Höchste Werte</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Groups are folded, then what is visible is laid out.</source>
        <translation>Gruppen werden gefaltet, dann wird angeordnet, was zu sehen ist.</translation>
    </message>
    <message>
        <source>Groups around what is seen</source>
        <translation>Gruppen um das, was zu sehen ist</translation>
    </message>
    <message>
        <source>Half of this computer&apos;s</source>
        <translation>Die Hälfte dieses Rechners</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Heatmap of two axes</source>
        <translation>Heatmap zweier Achsen</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>High contrast has black and white grounds, stronger lines and no tinted text.</source>
        <translation>Hoher Kontrast hat schwarze und weiße Gründe, kräftigere Linien und keinen gefärbten Text.</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>Histogram of the values</source>
        <translation>Histogramm der Werte</translation>
    </message>
    <message>
        <source>Histograms of both</source>
        <translation>Histogramme beider</translation>
    </message>
    <message>
        <source>How far the last value is from the first, of the larger norm</source>
        <translation>Wie weit der letzte Wert vom ersten entfernt ist, als Teil der größeren Norm</translation>
    </message>
    <message>
        <source>How often it is run after the first time</source>
        <translation>Wie oft es nach dem ersten Mal läuft</translation>
    </message>
    <message>
        <source>How often the greatest element is at the same place</source>
        <translation>Wie oft das größte Element an derselben Stelle steht</translation>
    </message>
    <message>
        <source>How the weights are kept in the .bin.</source>
        <translation>Wie die Gewichte in der .bin liegen.</translation>
    </message>
    <message>
        <source>How the weights are kept in the shards.</source>
        <translation>Wie die Gewichte in den Teilen stehen.</translation>
    </message>
    <message>
        <source>How weights and values are kept. Fewer bits are smaller and mostly faster, and answer less exactly.</source>
        <translation>Wie Gewichte und Werte gehalten werden. Weniger Bits sind kleiner und meist schneller und antworten weniger genau.</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>In der Datei</translation>
    </message>
    <message>
        <source>In the first</source>
        <translation>Im ersten</translation>
    </message>
    <message>
        <source>In the result</source>
        <translation>Im Ergebnis</translation>
    </message>
    <message>
        <source>In the second</source>
        <translation>Im zweiten</translation>
    </message>
    <message>
        <source>In the source</source>
        <translation>In der Quelle</translation>
    </message>
    <message>
        <source>Index of axis {axis}</source>
        <translation>Index der Achse {axis}</translation>
    </message>
    <message>
        <source>Infinite</source>
        <translation>Unendlich</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Input set (*.json)</source>
        <translation>Satz von Eingaben (*.json)</translation>
    </message>
    <message>
        <source>Input {name}</source>
        <translation>Eingabe {name}</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>Inputs and outputs</source>
        <translation>Eingaben und Ausgaben</translation>
    </message>
    <message>
        <source>Inputs and outputs are int8 too (int16 for int16x8), without conversions at the borders.</source>
        <translation>Auch Ein- und Ausgaben sind int8 (int16 bei int16x8), ohne Umrechnung an den Rändern.</translation>
    </message>
    <message>
        <source>Inputs and outputs of source and result</source>
        <translation>Eingaben und Ausgaben von Quelle und Ergebnis</translation>
    </message>
    <message>
        <source>Inputs are drawn by it, the same for both models and at every time.</source>
        <translation>Daraus werden die Eingaben gezogen, für beide Modelle und jedes Mal dieselben.</translation>
    </message>
    <message>
        <source>Inputs of the signature</source>
        <translation>Eingaben der Signatur</translation>
    </message>
    <message>
        <source>Inputs of this run</source>
        <translation>Eingaben dieses Laufs</translation>
    </message>
    <message>
        <source>Inputs: {inputs}</source>
        <translation>Eingaben: {inputs}</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>Innen</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Integer inputs and outputs</source>
        <translation>Ganzzahlige Ein- und Ausgaben</translation>
    </message>
    <message>
        <source>Integers are fitted to what the model really sees. Give a folder of pictures, arrays or sounds, a file, or a set of inputs.</source>
        <translation>Ganze Zahlen werden dem angepasst, was das Modell wirklich sieht. Dazu dient ein Ordner mit Bildern, Arrays oder Tönen, eine Datei oder ein Satz von Eingaben.</translation>
    </message>
    <message>
        <source>Interface font</source>
        <translation>Schrift der Oberfläche</translation>
    </message>
    <message>
        <source>It does not have it.</source>
        <translation>Es hat ihn nicht.</translation>
    </message>
    <message>
        <source>It ended by itself</source>
        <translation>Es endete von selbst</translation>
    </message>
    <message>
        <source>It has no value</source>
        <translation>Er hat keinen Wert</translation>
    </message>
    <message>
        <source>It holds values alone. Open the model that they belong to.</source>
        <translation>Es enthält nur Werte. Öffnen Sie das Modell, zu dem sie gehören.</translation>
    </message>
    <message>
        <source>It is missing, or its path leads outside the model, which is never followed.</source>
        <translation>Sie fehlt, oder ihr Pfad führt aus dem Modell hinaus; solchen Pfaden wird nie gefolgt.</translation>
    </message>
    <message>
        <source>It is run as it is, and may give another answer each time.</source>
        <translation>Es läuft, wie es ist, und kann jedes Mal anders antworten.</translation>
    </message>
    <message>
        <source>It is saved. To prove that it answers as before, the model has to run.</source>
        <translation>Es ist gespeichert. Zum Nachweis, dass es wie zuvor antwortet, muss das Modell laufen.</translation>
    </message>
    <message>
        <source>It ran out of memory or crashed</source>
        <translation>Ihm ging der Speicher aus, oder es ist abgestürzt</translation>
    </message>
    <message>
        <source>It runs in a process of its own, on the inputs at the left.</source>
        <translation>Es läuft in einem eigenen Prozess, mit den Eingaben links.</translation>
    </message>
    <message>
        <source>It runs in the same limited process as the model. Use only a file that you know.</source>
        <translation>Sie läuft in demselben beschränkten Prozess wie das Modell. Verwenden Sie nur eine Datei, die Sie kennen.</translation>
    </message>
    <message>
        <source>It waits in a process of its own, which takes half a gigabyte of memory and ends when it is not used.</source>
        <translation>Es wartet in einem eigenen Prozess, der ein halbes Gigabyte Speicher braucht und endet, wenn er nicht gebraucht wird.</translation>
    </message>
    <message>
        <source>Its values are not there any more. Run the model again.</source>
        <translation>Seine Werte sind nicht mehr da. Das Modell noch einmal ausführen.</translation>
    </message>
    <message>
        <source>Its values, if it has any, are computed when it runs.</source>
        <translation>Seine Werte, wenn es welche hat, werden beim Ausführen berechnet.</translation>
    </message>
    <message>
        <source>Its weights will take about {size}; the model has {size_2}.</source>
        <translation>Seine Gewichte werden etwa {size} brauchen; das Modell hat {size_2}.</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>JSON (.json)…</source>
        <translation>JSON (.json) …</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Keep in float</source>
        <translation>Als Gleitkommazahlen lassen</translation>
    </message>
    <message>
        <source>Keep these in float and convert again</source>
        <translation>Diese als Gleitkommazahlen lassen und noch einmal umwandeln</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>Geführt für</translation>
    </message>
    <message>
        <source>Keras 3 archive</source>
        <translation>Keras-3-Archiv</translation>
    </message>
    <message>
        <source>Keras HDF5</source>
        <translation>Keras HDF5</translation>
    </message>
    <message>
        <source>Keras layer</source>
        <translation>Keras-Schicht</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Keyboard shortcuts…</source>
        <translation>Tastenkürzel …</translation>
    </message>
    <message>
        <source>Keys of {action}</source>
        <translation>Tasten für {action}</translation>
    </message>
    <message>
        <source>Kind of client</source>
        <translation>Art des Clients</translation>
    </message>
    <message>
        <source>Kind of op</source>
        <translation>Art der Operation</translation>
    </message>
    <message>
        <source>Kind of snippet</source>
        <translation>Art des Codes</translation>
    </message>
    <message>
        <source>Label files</source>
        <translation>Dateien mit Klassennamen</translation>
    </message>
    <message>
        <source>Labelled samples</source>
        <translation>Proben mit Klassen</translation>
    </message>
    <message>
        <source>Labels (*.txt *.csv);;All files (*)</source>
        <translation>Klassen (*.txt *.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Labels, unless folders tell</source>
        <translation>Klassen, wenn nicht Ordner sie nennen</translation>
    </message>
    <message>
        <source>Laid alike</source>
        <translation>Gleich angeordnet</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Largest constants</source>
        <translation>Größte Konstanten</translation>
    </message>
    <message>
        <source>Largest difference</source>
        <translation>Größter Unterschied</translation>
    </message>
    <message>
        <source>Largest errors inside</source>
        <translation>Größte Fehler im Innern</translation>
    </message>
    <message>
        <source>Largest of the finite values</source>
        <translation>Größter der endlichen Werte</translation>
    </message>
    <message>
        <source>Largest variables</source>
        <translation>Größte Variablen</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Layer {name}</source>
        <translation>Schicht {name}</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Layers and functions that Keras does not know are looked up in it by their names. It runs with the model.</source>
        <translation>Schichten und Funktionen, die Keras nicht kennt, werden darin nach ihren Namen gesucht. Sie läuft mit dem Modell.</translation>
    </message>
    <message>
        <source>Layers kept in float</source>
        <translation>Schichten, die Gleitkommazahlen behalten</translation>
    </message>
    <message>
        <source>Laying out the graph</source>
        <translation>Der Graph wird angeordnet</translation>
    </message>
    <message>
        <source>Left and right choose a column, Enter sorts by it.</source>
        <translation>Links und rechts wählen eine Spalte, Eingabe sortiert nach ihr.</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>Legend: {title}</source>
        <translation>Legende: {title}</translation>
    </message>
    <message>
        <source>Libraries (*.so *.so.* *.dylib *.dll);;All files (*)</source>
        <translation>Bibliotheken (*.so *.so.* *.dylib *.dll);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Library of a delegate</source>
        <translation>Bibliothek eines Delegates</translation>
    </message>
    <message>
        <source>Library…</source>
        <translation>Bibliothek …</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Light, dark, or whatever the system uses now.</source>
        <translation>Hell, dunkel, oder was das System gerade verwendet.</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>List all that feeds it</source>
        <translation>Alles auflisten, was ihn speist</translation>
    </message>
    <message>
        <source>List all that follows it</source>
        <translation>Alles auflisten, was ihm folgt</translation>
    </message>
    <message>
        <source>List dead nodes</source>
        <translation>Tote Knoten auflisten</translation>
    </message>
    <message>
        <source>List the boxes beside the map</source>
        <translation>Die Kästen neben der Karte auflisten</translation>
    </message>
    <message>
        <source>Load a set of inputs</source>
        <translation>Einen Satz von Eingaben laden</translation>
    </message>
    <message>
        <source>Load edits</source>
        <translation>Änderungen laden</translation>
    </message>
    <message>
        <source>Load edits from a file</source>
        <translation>Änderungen aus einer Datei laden</translation>
    </message>
    <message>
        <source>Load edits from a file…</source>
        <translation>Änderungen aus einer Datei laden …</translation>
    </message>
    <message>
        <source>Load the result again and compare its answers with those of the model</source>
        <translation>Das Ergebnis wieder laden und seine Antworten mit denen des Modells vergleichen</translation>
    </message>
    <message>
        <source>Loader</source>
        <translation>Lader</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Log…</source>
        <translation>Protokoll …</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Längster</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Lookup tables</source>
        <translation>Nachschlagetabellen</translation>
    </message>
    <message>
        <source>MACs</source>
        <translation>MACs</translation>
    </message>
    <message>
        <source>Make it the default, {default_key}</source>
        <translation>Zur Vorgabe machen, {default_key}</translation>
    </message>
    <message>
        <source>Make {signature} the default signature, {default_key}.</source>
        <translation>{signature} zur voreingestellten Signatur machen, {default_key}.</translation>
    </message>
    <message>
        <source>Making the inputs ready</source>
        <translation>Die Eingaben werden vorbereitet</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Map of the graph</source>
        <translation>Karte des Graphen</translation>
    </message>
    <message>
        <source>Match them again</source>
        <translation>Noch einmal zuordnen</translation>
    </message>
    <message>
        <source>Matched</source>
        <translation>Zugeordnet</translation>
    </message>
    <message>
        <source>Matching the graphs</source>
        <translation>Graphen werden einander zugeordnet</translation>
    </message>
    <message>
        <source>Matching the graphs was cancelled.</source>
        <translation>Das Zuordnen der Graphen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>Max</translation>
    </message>
    <message>
        <source>Max |difference|</source>
        <translation>Größter |Unterschied|</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Mean of the finite values</source>
        <translation>Mittel der endlichen Werte</translation>
    </message>
    <message>
        <source>Measure each op</source>
        <translation>Jede Operation messen</translation>
    </message>
    <message>
        <source>Measure the time of each op, too</source>
        <translation>Auch die Zeit jeder Operation messen</translation>
    </message>
    <message>
        <source>Measuring {count}…</source>
        <translation>{count} werden vermessen …</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>Memory that a run may take</source>
        <translation>Speicher für einen Lauf</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>MetaGraph</source>
        <translation>MetaGraph</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metadaten</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>Min</translation>
    </message>
    <message>
        <source>Minimum, maximum, mean and more are computed in the background once the variables are shown.</source>
        <translation>Minimum, Maximum, Mittelwert und mehr werden im Hintergrund berechnet, sobald die Variablen zu sehen sind.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models of the batch</source>
        <translation>Modelle des Stapels</translation>
    </message>
    <message>
        <source>Models to compare with</source>
        <translation>Modelle zum Vergleichen</translation>
    </message>
    <message>
        <source>Monospaced font</source>
        <translation>Schrift fester Breite</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More than </source>
        <translation>Mehr als </translation>
    </message>
    <message>
        <source>Most frequent ops</source>
        <translation>Häufigste Operationen</translation>
    </message>
    <message>
        <source>Move both maps together</source>
        <translation>Beide Karten gemeinsam bewegen</translation>
    </message>
    <message>
        <source>Multiply-accumulates</source>
        <translation>Multiplikationen mit Addition</translation>
    </message>
    <message>
        <source>NaN or infinite</source>
        <translation>NaN oder unendlich</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the signature</source>
        <translation>Name der Signatur</translation>
    </message>
    <message>
        <source>Name or place under which the file holds it, where that is another one</source>
        <translation>Name oder Stelle, unter der die Datei sie führt, wenn das eine andere ist</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>Names and order are those of the source; outputs were matched by their values.</source>
        <translation>Namen und Folge sind die der Quelle; Ausgaben wurden nach ihren Werten zugeordnet.</translation>
    </message>
    <message>
        <source>Names of classes from {origin}</source>
        <translation>Namen der Klassen aus {origin}</translation>
    </message>
    <message>
        <source>Names of layers, with commas between them, that are not quantised: those with the largest errors.</source>
        <translation>Namen von Schichten, mit Kommas dazwischen, die nicht quantisiert werden: die mit den größten Fehlern.</translation>
    </message>
    <message>
        <source>Names of nodes</source>
        <translation>Namen der Knoten</translation>
    </message>
    <message>
        <source>Names of the classes</source>
        <translation>Namen der Klassen</translation>
    </message>
    <message>
        <source>Names, order and sizes</source>
        <translation>Namen, Folge und Größen</translation>
    </message>
    <message>
        <source>Neither model has weights that could be compared.</source>
        <translation>Keines der Modelle hat Gewichte, die verglichen werden könnten.</translation>
    </message>
    <message>
        <source>Netron</source>
        <translation>Netron</translation>
    </message>
    <message>
        <source>Netron cannot read this model where it lies.</source>
        <translation>Netron kann dieses Modell nicht lesen, wo es liegt.</translation>
    </message>
    <message>
        <source>Netron cannot say how far it is. Cancelling ends it at once.</source>
        <translation>Netron kann nicht sagen, wie weit es ist. Abbrechen beendet es sofort.</translation>
    </message>
    <message>
        <source>Netron could not show {name}.</source>
        <translation>Netron konnte {name} nicht zeigen.</translation>
    </message>
    <message>
        <source>Netron is at work</source>
        <translation>Netron arbeitet</translation>
    </message>
    <message>
        <source>Netron is laying out {count}…</source>
        <translation>Netron ordnet {count} an …</translation>
    </message>
    <message>
        <source>Netron is reading {name}…</source>
        <translation>Netron liest {name} …</translation>
    </message>
    <message>
        <source>Netron lays out all {nodes} nodes at once. With more than {most} that takes minutes and gigabytes of memory, or does not end.</source>
        <translation>Netron ordnet alle {nodes} Knoten auf einmal an. Bei mehr als {most} kostet das Minuten und Gigabytes an Speicher oder endet nicht.</translation>
    </message>
    <message>
        <source>Netron says: {last_words}</source>
        <translation>Netron sagt: {last_words}</translation>
    </message>
    <message>
        <source>Netron stopped while it showed {name}.</source>
        <translation>Netron hielt an, während es {name} zeigte.</translation>
    </message>
    <message>
        <source>New signature</source>
        <translation>Neue Signatur</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Next difference   F8</source>
        <translation>Nächster Unterschied   F8</translation>
    </message>
    <message>
        <source>Next tab</source>
        <translation>Nächster Tab</translation>
    </message>
    <message>
        <source>No calibration data yet</source>
        <translation>Noch keine Kalibrierdaten</translation>
    </message>
    <message>
        <source>No model was open.</source>
        <translation>Kein Modell war offen.</translation>
    </message>
    <message>
        <source>No node fits. Words are looked for in names and ops; op:Conv2D asks for an op, /a.*b/ for a pattern.</source>
        <translation>Kein Knoten passt. Wörter werden in Namen und Operationen gesucht; op:Conv2D fragt nach einer Operation, /a.*b/ nach einem Muster.</translation>
    </message>
    <message>
        <source>No node is dead: what the graph gives depends on each.</source>
        <translation>Kein Knoten ist tot: Was der Graph gibt, hängt von jedem ab.</translation>
    </message>
    <message>
        <source>No nodes feed {node}.</source>
        <translation>Keine Knoten speisen {node}.</translation>
    </message>
    <message>
        <source>No nodes follow {node}.</source>
        <translation>Keine Knoten folgen {node}.</translation>
    </message>
    <message>
        <source>No op took time that could be measured.</source>
        <translation>Keine Operation brauchte messbare Zeit.</translation>
    </message>
    <message>
        <source>No port is in hand.</source>
        <translation>Kein Anschluss ist gewählt.</translation>
    </message>
    <message>
        <source>No score is a number.</source>
        <translation>Kein Ergebnis ist eine Zahl.</translation>
    </message>
    <message>
        <source>No signature</source>
        <translation>Keine Signatur</translation>
    </message>
    <message>
        <source>No tensor is called so.</source>
        <translation>Kein Tensor heißt so.</translation>
    </message>
    <message>
        <source>No value inside the model is asked for.</source>
        <translation>Nach keinem Wert im Modell wird gefragt.</translation>
    </message>
    <message>
        <source>No way leads {ends}, nor back.</source>
        <translation>Kein Weg führt {ends}, auch nicht zurück.</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Node or layer</source>
        <translation>Knoten oder Schicht</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Nodes found</source>
        <translation>Gefundene Knoten</translation>
    </message>
    <message>
        <source>Noise in the signal before the softmax that gives the output, which makes much of little</source>
        <translation>Rauschen im Signal vor der Softmax, die die Ausgabe gibt und aus wenig viel macht</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>Normalisierung</translation>
    </message>
    <message>
        <source>Not compared</source>
        <translation>Nicht verglichen</translation>
    </message>
    <message>
        <source>Not converted</source>
        <translation>Nicht umgewandelt</translation>
    </message>
    <message>
        <source>Not finite</source>
        <translation>Nicht endlich</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Not proven</source>
        <translation>Nicht nachgewiesen</translation>
    </message>
    <message>
        <source>Not the same</source>
        <translation>Nicht dasselbe</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Anmerkungen</translation>
    </message>
    <message>
        <source>Nothing answers to that.</source>
        <translation>Nichts passt dazu.</translation>
    </message>
    <message>
        <source>Nothing in this file can be run.</source>
        <translation>Nichts in dieser Datei lässt sich ausführen.</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>Nichts ist gewählt</translation>
    </message>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>Nichts passt zum Filter.</translation>
    </message>
    <message>
        <source>Nothing was logged that fits.</source>
        <translation>Nichts Passendes wurde protokolliert.</translation>
    </message>
    <message>
        <source>Nothing was measured yet.</source>
        <translation>Noch wurde nichts gemessen.</translation>
    </message>
    <message>
        <source>Nothing was run yet.</source>
        <translation>Noch wurde nichts ausgeführt.</translation>
    </message>
    <message>
        <source>Nothing was run, so the answers are not known.</source>
        <translation>Nichts ist gelaufen, also sind die Antworten nicht bekannt.</translation>
    </message>
    <message>
        <source>Nothing was saved yet.</source>
        <translation>Noch ist nichts gespeichert.</translation>
    </message>
    <message>
        <source>Nothing was written. Go back to ask for something else.</source>
        <translation>Es wurde nichts geschrieben. Zurück, um etwas anderes zu wählen.</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>NumPy archive (*.npz)</source>
        <translation>NumPy-Archiv (*.npz)</translation>
    </message>
    <message>
        <source>NumPy archive (.npz)…</source>
        <translation>NumPy-Archiv (.npz) …</translation>
    </message>
    <message>
        <source>NumPy array (*.npy)</source>
        <translation>NumPy-Array (*.npy)</translation>
    </message>
    <message>
        <source>NumPy array (.npy)…</source>
        <translation>NumPy-Array (.npy) …</translation>
    </message>
    <message>
        <source>Number of the version folder.</source>
        <translation>Nummer des Versionsordners.</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>ONNX</source>
        <translation>ONNX</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Of optimizer slots and counters {first} are only in the first, {second} only in the second.</source>
        <translation>Von Optimierer-Slots und Zählern stehen {first} nur im ersten, {second} nur im zweiten.</translation>
    </message>
    <message>
        <source>Of the angle between the flattened values; 1 where they point the same way</source>
        <translation>Des Winkels zwischen den ausgebreiteten Werten; 1, wo sie in dieselbe Richtung weisen</translation>
    </message>
    <message>
        <source>Of {first} {ones} were found again, of {second} in the second {others}.</source>
        <translation>Von {first} wurden {ones} wiedergefunden, von {second} im zweiten {others}.</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Versatz</translation>
    </message>
    <message>
        <source>One .pb with the weights as constants, as TensorFlow 1 programs and many tools read it.</source>
        <translation>Eine .pb mit den Gewichten als Konstanten, wie Programme mit TensorFlow 1 und viele andere sie lesen.</translation>
    </message>
    <message>
        <source>Ones</source>
        <translation>Einsen</translation>
    </message>
    <message>
        <source>Only .tflite files carry documentation that readers find. Keep it beside the model.</source>
        <translation>Nur .tflite-Dateien tragen Dokumentation, die Leser finden. Bewahren Sie sie neben dem Modell auf.</translation>
    </message>
    <message>
        <source>Only Keras models carry a table of layers.</source>
        <translation>Nur Keras-Modelle haben eine Tabelle der Schichten.</translation>
    </message>
    <message>
        <source>Only the process that ran the model has ended. The window and the other models are unharmed.</source>
        <translation>Nur der Prozess, in dem das Modell lief, ist beendet. Das Fenster und die anderen Modelle sind unversehrt.</translation>
    </message>
    <message>
        <source>Only those that differ</source>
        <translation>Nur die abweichenden</translation>
    </message>
    <message>
        <source>Only with NaN or infinite values</source>
        <translation>Nur mit NaN oder unendlichen Werten</translation>
    </message>
    <message>
        <source>Op</source>
        <translation>Op</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open a model&apos;s folder</source>
        <translation>Den Ordner eines Modells öffnen</translation>
    </message>
    <message>
        <source>Open another model</source>
        <translation>Ein anderes Modell öffnen</translation>
    </message>
    <message>
        <source>Open another…</source>
        <translation>Anderes öffnen …</translation>
    </message>
    <message>
        <source>Open any TensorFlow model and see what is inside.</source>
        <translation>Jedes TensorFlow-Modell öffnen und sehen, was darin ist.</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Datei öffnen …</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen …</translation>
    </message>
    <message>
        <source>Open groups as at first</source>
        <translation>Gruppen öffnen wie am Anfang</translation>
    </message>
    <message>
        <source>Open models</source>
        <translation>Modelle öffnen</translation>
    </message>
    <message>
        <source>Open models, and those of late</source>
        <translation>Offene Modelle und die der letzten Zeit</translation>
    </message>
    <message>
        <source>Open path from clipboard</source>
        <translation>Pfad aus der Zwischenablage öffnen</translation>
    </message>
    <message>
        <source>Open the models of last time</source>
        <translation>Modelle vom letzten Mal öffnen</translation>
    </message>
    <message>
        <source>Open the result</source>
        <translation>Ergebnis öffnen</translation>
    </message>
    <message>
        <source>Open the source</source>
        <translation>Die Quelle öffnen</translation>
    </message>
    <message>
        <source>Open this model</source>
        <translation>Dieses Modell öffnen</translation>
    </message>
    <message>
        <source>Open was {name}</source>
        <translation>Offen war {name}</translation>
    </message>
    <message>
        <source>OpenVINO IR</source>
        <translation>OpenVINO IR</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Operationen</translation>
    </message>
    <message>
        <source>Operations by node or layer</source>
        <translation>Operationen nach Knoten oder Schicht</translation>
    </message>
    <message>
        <source>Operations, two for each multiply-accumulate</source>
        <translation>Operationen, zwei je Multiplikation mit Addition</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Operatoren</translation>
    </message>
    <message>
        <source>Opset</source>
        <translation>Opset</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Order the inputs of {signature}: {order}.</source>
        <translation>Die Eingaben von {signature} ordnen: {order}.</translation>
    </message>
    <message>
        <source>Order the outputs of {signature}: {order}.</source>
        <translation>Die Ausgaben von {signature} ordnen: {order}.</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>Outline of the model</source>
        <translation>Gliederung des Modells</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Output shape</source>
        <translation>Form der Ausgabe</translation>
    </message>
    <message>
        <source>Output {name}</source>
        <translation>Ausgabe {name}</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>Outputs of source and result</source>
        <translation>Ausgaben von Quelle und Ergebnis</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Overview of the whole map</source>
        <translation>Übersicht der ganzen Karte</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>PNG picture…</source>
        <translation>PNG-Bild …</translation>
    </message>
    <message>
        <source>Pack a label file</source>
        <translation>Eine Klassendatei beipacken</translation>
    </message>
    <message>
        <source>Pack a label file…</source>
        <translation>Eine Klassendatei beipacken …</translation>
    </message>
    <message>
        <source>Pack {file} with the model.</source>
        <translation>{file} in das Modell packen.</translation>
    </message>
    <message>
        <source>Pages of the model</source>
        <translation>Seiten des Modells</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Parts of the comparison</source>
        <translation>Teile des Vergleichs</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Path of a file or folder</source>
        <translation>Pfad einer Datei oder eines Ordners</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Picture (*.png);;Vector graphic (*.svg);;Document (*.pdf)</source>
        <translation>Bild (*.png);;Vektorgrafik (*.svg);;Dokument (*.pdf)</translation>
    </message>
    <message>
        <source>Picture of the batch</source>
        <translation>Bild des Stapels</translation>
    </message>
    <message>
        <source>Picture of {name}</source>
        <translation>Bild von {name}</translation>
    </message>
    <message>
        <source>Please report it with the details.</source>
        <translation>Bitte melden Sie es mit den Einzelheiten.</translation>
    </message>
    <message>
        <source>Pooling, reduction</source>
        <translation>Pooling, Reduktion</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Anschluss</translation>
    </message>
    <message>
        <source>Power of the source&apos;s values over that of the difference</source>
        <translation>Leistung der Werte der Quelle über der des Unterschieds</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Press the button to ask again.</source>
        <translation>Der Knopf fragt noch einmal.</translation>
    </message>
    <message>
        <source>Previous difference   Shift+F8</source>
        <translation>Voriger Unterschied   Umschalt+F8</translation>
    </message>
    <message>
        <source>Previous tab</source>
        <translation>Voriger Tab</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Progress of reading</source>
        <translation>Fortschritt des Lesens</translation>
    </message>
    <message>
        <source>Progress of saving</source>
        <translation>Fortschritt des Sicherns</translation>
    </message>
    <message>
        <source>Progress of the batch</source>
        <translation>Fortschritt des Stapels</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>Fortschritt des Vergleichs</translation>
    </message>
    <message>
        <source>Progress of the conversion</source>
        <translation>Fortschritt der Umwandlung</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Laufs</translation>
    </message>
    <message>
        <source>Progress of {title}</source>
        <translation>Fortschritt von {title}</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Proof of the edit</source>
        <translation>Nachweis der Änderung</translation>
    </message>
    <message>
        <source>Properties of what is chosen</source>
        <translation>Eigenschaften der Auswahl</translation>
    </message>
    <message>
        <source>Proven</source>
        <translation>Nachgewiesen</translation>
    </message>
    <message>
        <source>Put {names} back in their place and reload.</source>
        <translation>Legen Sie {names} an ihre Stellen zurück und laden Sie neu.</translation>
    </message>
    <message>
        <source>Put {name} back in its place and reload.</source>
        <translation>Legen Sie {name} an ihre Stelle zurück und laden Sie neu.</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Python (*.py)</source>
        <translation>Python (*.py)</translation>
    </message>
    <message>
        <source>Python file with custom objects</source>
        <translation>Python-Datei mit eigenen Objekten</translation>
    </message>
    <message>
        <source>Quantisation</source>
        <translation>Quantisierung</translation>
    </message>
    <message>
        <source>Quantised or not</source>
        <translation>Quantisiert oder nicht</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>RMSE</source>
        <translation>RMSE</translation>
    </message>
    <message>
        <source>RMSE {rmse}</source>
        <translation>RMSE {rmse}</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>Random inputs</source>
        <translation>Zufällige Eingaben</translation>
    </message>
    <message>
        <source>Read from</source>
        <translation>Gelesen aus</translation>
    </message>
    <message>
        <source>Read the second again and compare</source>
        <translation>Das zweite neu lesen und vergleichen</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>{name} wird gelesen</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Recent models</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Redo the edit</source>
        <translation>Änderung wiederholen</translation>
    </message>
    <message>
        <source>Redo: {redo_sentence}</source>
        <translation>Wiederholen: {redo_sentence}</translation>
    </message>
    <message>
        <source>Refuted</source>
        <translation>Widerlegt</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Remember recent models</source>
        <translation>Geöffnete Modelle merken</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove a bookmark</source>
        <translation>Ein Lesezeichen entfernen</translation>
    </message>
    <message>
        <source>Remove the input {name} of {signature} and use {value} for it.</source>
        <translation>Die Eingabe {name} von {signature} entfernen und {value} dafür nehmen.</translation>
    </message>
    <message>
        <source>Remove the input {name} of {signature}.</source>
        <translation>Die Eingabe {name} von {signature} entfernen.</translation>
    </message>
    <message>
        <source>Remove the output {name} of {signature}.</source>
        <translation>Die Ausgabe {name} von {signature} entfernen.</translation>
    </message>
    <message>
        <source>Rename the input {name} of {signature} to {to}.</source>
        <translation>Die Eingabe {name} von {signature} in {to} umbenennen.</translation>
    </message>
    <message>
        <source>Rename the output {name} of {signature} to {to}.</source>
        <translation>Die Ausgabe {name} von {signature} in {to} umbenennen.</translation>
    </message>
    <message>
        <source>Rename the signature {signature} to {to}.</source>
        <translation>Die Signatur {signature} in {to} umbenennen.</translation>
    </message>
    <message>
        <source>Replace what is there</source>
        <translation>Vorhandenes ersetzen</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Restore the signatures.</source>
        <translation>Die Signaturen wiederherstellen.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Results go to</source>
        <translation>Ergebnisse kommen nach</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Row of the batch</source>
        <translation>Zeile des Stapels</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Rows {first_row}–{last_row} of {total_rows}, columns {first_column}–{last_column} of {total_columns}</source>
        <translation>Zeilen {first_row}–{last_row} von {total_rows}, Spalten {first_column}–{last_column} von {total_columns}</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Noch einmal ausführen</translation>
    </message>
    <message>
        <source>Run it</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Run this Python file</source>
        <translation>Diese Python-Datei ausführen</translation>
    </message>
    <message>
        <source>Run without this file</source>
        <translation>Ohne diese Datei ausführen</translation>
    </message>
    <message>
        <source>Run {name}</source>
        <translation>{name} ausführen</translation>
    </message>
    <message>
        <source>Run {name}?</source>
        <translation>{name} ausführen?</translation>
    </message>
    <message>
        <source>Run {number}</source>
        <translation>Lauf {number}</translation>
    </message>
    <message>
        <source>Run {number} and run {number_2}</source>
        <translation>Lauf {number} und Lauf {number_2}</translation>
    </message>
    <message>
        <source>Run {number}, {value} {took}</source>
        <translation>Lauf {number}, {value} {took}</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Runs after the first one, for times</source>
        <translation>Läufe nach dem ersten, für Zeiten</translation>
    </message>
    <message>
        <source>SHA-256 of the result</source>
        <translation>SHA-256 des Ergebnisses</translation>
    </message>
    <message>
        <source>SHA-256 of the source</source>
        <translation>SHA-256 der Quelle</translation>
    </message>
    <message>
        <source>SQNR, dB</source>
        <translation>SQNR, dB</translation>
    </message>
    <message>
        <source>SVG picture (*.svg)</source>
        <translation>SVG-Bild (*.svg)</translation>
    </message>
    <message>
        <source>SVG picture…</source>
        <translation>SVG-Bild …</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>Samples at most</source>
        <translation>Proben höchstens</translation>
    </message>
    <message>
        <source>Samples on which they differ</source>
        <translation>Proben, bei denen sie abweichen</translation>
    </message>
    <message>
        <source>Sandbox: {enforced}</source>
        <translation>Sandbox: {enforced}</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern als …</translation>
    </message>
    <message>
        <source>Save as… writes a new model and runs both on the same inputs.</source>
        <translation>Sichern als … schreibt ein neues Modell und lässt beide mit denselben Eingaben laufen.</translation>
    </message>
    <message>
        <source>Save over it</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Save over the original</source>
        <translation>Das Original überschreiben</translation>
    </message>
    <message>
        <source>Save over the original…</source>
        <translation>Das Original überschreiben …</translation>
    </message>
    <message>
        <source>Save over {name}?</source>
        <translation>{name} überschreiben?</translation>
    </message>
    <message>
        <source>Save recipe…</source>
        <translation>Rezept sichern …</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Bericht sichern …</translation>
    </message>
    <message>
        <source>Save the edited model as</source>
        <translation>Das geänderte Modell sichern als</translation>
    </message>
    <message>
        <source>Save the edited model as…</source>
        <translation>Bearbeitetes Modell speichern als …</translation>
    </message>
    <message>
        <source>Save the edits as</source>
        <translation>Die Änderungen sichern als</translation>
    </message>
    <message>
        <source>Save the edits as a file</source>
        <translation>Die Änderungen als Datei sichern</translation>
    </message>
    <message>
        <source>Save the edits as a file…</source>
        <translation>Die Änderungen als Datei sichern …</translation>
    </message>
    <message>
        <source>Save the recipe as</source>
        <translation>Rezept speichern als</translation>
    </message>
    <message>
        <source>Save the report as</source>
        <translation>Bericht speichern als</translation>
    </message>
    <message>
        <source>Save the result as</source>
        <translation>Ergebnis speichern als</translation>
    </message>
    <message>
        <source>Save these inputs</source>
        <translation>Diese Eingaben sichern</translation>
    </message>
    <message>
        <source>Save these inputs as a set</source>
        <translation>Diese Eingaben als Satz sichern</translation>
    </message>
    <message>
        <source>Saved as {names}</source>
        <translation>Gesichert als {names}</translation>
    </message>
    <message>
        <source>Saved as {names} files</source>
        <translation>Gesichert als {names} Dateien</translation>
    </message>
    <message>
        <source>Saved {size} as {name}</source>
        <translation>{size} als {name} gesichert</translation>
    </message>
    <message>
        <source>SavedModel</source>
        <translation>SavedModel</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Faktor</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Search actions, recent models, signatures, variables, layers…</source>
        <translation>Aktionen, zuletzt geöffnete Modelle, Signaturen, Variablen, Schichten suchen …</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>Search everything, {keys}</source>
        <translation>Alles durchsuchen, {keys}</translation>
    </message>
    <message>
        <source>Search everything…</source>
        <translation>Alles durchsuchen …</translation>
    </message>
    <message>
        <source>Search nodes by name or op</source>
        <translation>Knoten nach Name oder Operation suchen</translation>
    </message>
    <message>
        <source>Search the graph</source>
        <translation>Graph durchsuchen</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Es wird gesucht</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>Zweites</translation>
    </message>
    <message>
        <source>Second answers</source>
        <translation>Zweites antwortet</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Seed of random inputs</source>
        <translation>Startwert zufälliger Eingaben</translation>
    </message>
    <message>
        <source>Set the shape of {name} of {signature} to {shape}.</source>
        <translation>Die Form von {name} von {signature} auf {shape} setzen.</translation>
    </message>
    <message>
        <source>Set {path} in the metadata to {value}.</source>
        <translation>{path} in den Metadaten auf {value} setzen.</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Shapes could not be inferred: {message}</source>
        <translation>Formen konnten nicht erschlossen werden: {message}</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Share of values that are exactly zero</source>
        <translation>Anteil der Werte, die genau null sind</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show Netron&apos;s own properties</source>
        <translation>Netrons eigene Eigenschaften zeigen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Show all   0</source>
        <translation>Alles zeigen   0</translation>
    </message>
    <message>
        <source>Show all jobs</source>
        <translation>Alle Aufträge zeigen</translation>
    </message>
    <message>
        <source>Show all of both</source>
        <translation>Beide ganz zeigen</translation>
    </message>
    <message>
        <source>Show all {ordered}</source>
        <translation>Alle {ordered} zeigen</translation>
    </message>
    <message>
        <source>Show at actual size</source>
        <translation>In wahrer Größe zeigen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Show in graph</source>
        <translation>Im Graphen zeigen</translation>
    </message>
    <message>
        <source>Show its report</source>
        <translation>Den Bericht zeigen</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
    <message>
        <source>Show on the graph</source>
        <translation>Im Graphen zeigen</translation>
    </message>
    <message>
        <source>Show one job</source>
        <translation>Eine Aufgabe zeigen</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Den Ordner zeigen</translation>
    </message>
    <message>
        <source>Show value</source>
        <translation>Wert zeigen</translation>
    </message>
    <message>
        <source>Show what feeds and follows</source>
        <translation>Zeigen, was speist und folgt</translation>
    </message>
    <message>
        <source>Show what feeds and follows the choice</source>
        <translation>Zeigen, was die Auswahl speist und ihr folgt</translation>
    </message>
    <message>
        <source>Show {count}</source>
        <translation>{count} zeigen</translation>
    </message>
    <message>
        <source>Show {rest} more</source>
        <translation>{rest} weitere zeigen</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>Signature and sizes</source>
        <translation>Signatur und Größen</translation>
    </message>
    <message>
        <source>Signature studio</source>
        <translation>Signaturstudio</translation>
    </message>
    <message>
        <source>Signature to run</source>
        <translation>Auszuführende Signatur</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>Signaturen</translation>
    </message>
    <message>
        <source>Signatures of the edited model</source>
        <translation>Signaturen des geänderten Modells</translation>
    </message>
    <message>
        <source>Signatures with their inputs and outputs</source>
        <translation>Signaturen mit ihren Eingaben und Ausgaben</translation>
    </message>
    <message>
        <source>Signatures, layers, operators, assets, metadata and findings are alike.</source>
        <translation>Signaturen, Schichten, Operatoren, Beilagen, Metadaten und Befunde sind gleich.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Size of a shard, MB</source>
        <translation>Größe eines Teils, MB</translation>
    </message>
    <message>
        <source>Size of axis {axis} of {name}</source>
        <translation>Größe der Achse {axis} von {name}</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>Größe von allem</translation>
    </message>
    <message>
        <source>Size {axis} of {name}</source>
        <translation>Größe {axis} von {name}</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>Größen</translation>
    </message>
    <message>
        <source>Slider of axis {axis}</source>
        <translation>Regler der Achse {axis}</translation>
    </message>
    <message>
        <source>Smallest of the finite values</source>
        <translation>Kleinster der endlichen Werte</translation>
    </message>
    <message>
        <source>Snippet</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Something went wrong inside Cutaway ({name}). What you see may be incomplete.</source>
        <translation>In Cutaway ist etwas schiefgegangen ({name}). Was Sie sehen, kann unvollständig sein.</translation>
    </message>
    <message>
        <source>Source against result</source>
        <translation>Quelle gegen Ergebnis</translation>
    </message>
    <message>
        <source>Source of {called}</source>
        <translation>Quelle von {called}</translation>
    </message>
    <message>
        <source>Stages of the conversion</source>
        <translation>Schritte der Umwandlung</translation>
    </message>
    <message>
        <source>Standard deviation of the finite values</source>
        <translation>Standardabweichung der endlichen Werte</translation>
    </message>
    <message>
        <source>Start TensorFlow ahead of the first run</source>
        <translation>TensorFlow vor dem ersten Lauf starten</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>State, in and out</source>
        <translation>Zustand, Ein- und Ausgabe</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Statistics of all</source>
        <translation>Statistik aller</translation>
    </message>
    <message>
        <source>Std</source>
        <translation>Std</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Anhalten und schließen</translation>
    </message>
    <message>
        <source>Stop highlighting</source>
        <translation>Nicht mehr hervorheben</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Stored integers were taken by their scales and zero points.</source>
        <translation>Gespeicherte Ganzzahlen wurden mit ihren Skalen und Nullpunkten gelesen.</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Swap the two models</source>
        <translation>Die beiden Modelle tauschen</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Take statistics of variables</source>
        <translation>Statistik der Variablen berechnen</translation>
    </message>
    <message>
        <source>Take the default of the input {name} of {signature} away.</source>
        <translation>Den Standardwert der Eingabe {name} von {signature} wegnehmen.</translation>
    </message>
    <message>
        <source>Take the input {name} of {signature} as {dtype}{moved}.</source>
        <translation>Die Eingabe {name} von {signature} als {dtype}{moved} nehmen.</translation>
    </message>
    <message>
        <source>Take {file} out of the model.</source>
        <translation>{file} aus dem Modell nehmen.</translation>
    </message>
    <message>
        <source>Take {path} out of the metadata.</source>
        <translation>{path} aus den Metadaten nehmen.</translation>
    </message>
    <message>
        <source>Take {tensor} as the input {name} of {signature}.</source>
        <translation>{tensor} als Eingabe {name} von {signature} nehmen.</translation>
    </message>
    <message>
        <source>Taken back; a click makes it again</source>
        <translation>Zurückgenommen; ein Klick macht sie wieder</translation>
    </message>
    <message>
        <source>Taking statistics…</source>
        <translation>Statistik wird erhoben …</translation>
    </message>
    <message>
        <source>Taking statistics…{share}</source>
        <translation>Statistik wird erhoben …{share}</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Tensor or node, as CALL/NODE:0</source>
        <translation>Tensor oder Knoten, als CALL/NODE:0</translation>
    </message>
    <message>
        <source>Tensor whose value is shown</source>
        <translation>Tensor, dessen Wert zu sehen ist</translation>
    </message>
    <message>
        <source>TensorFlow Lite</source>
        <translation>TensorFlow Lite</translation>
    </message>
    <message>
        <source>TensorFlow Serving&apos;s layout</source>
        <translation>Aufbau für TensorFlow Serving</translation>
    </message>
    <message>
        <source>TensorFlow is not installed: every model can be looked at, and only .tflite can be run.</source>
        <translation>TensorFlow ist nicht installiert: Jedes Modell lässt sich ansehen, und nur .tflite lässt sich ausführen.</translation>
    </message>
    <message>
        <source>TensorFlow&apos;s own operators</source>
        <translation>TensorFlows eigene Operatoren</translation>
    </message>
    <message>
        <source>TensorFlow.js graph model</source>
        <translation>Graphmodell für TensorFlow.js</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>Tensors of the graph</source>
        <translation>Tensoren des Graphen</translation>
    </message>
    <message>
        <source>Tensors with commas between them, as the graph calls them: conv1/Relu:0, or image=conv1/Relu:0 with a name of your own. What leads to the inputs is cut off, and what no output needs.</source>
        <translation>Tensoren mit Kommas dazwischen, wie der Graph sie nennt: conv1/Relu:0, oder image=conv1/Relu:0 mit eigenem Namen. Was zu den Eingaben führt, wird abgeschnitten, und was keine Ausgabe braucht.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>The answers were not compared</source>
        <translation>Die Antworten wurden nicht verglichen</translation>
    </message>
    <message>
        <source>The edited model takes its place, and what is there now is kept as {name}.backup beside it.</source>
        <translation>Das geänderte Modell tritt an seine Stelle, und was jetzt da ist, bleibt als {name}.backup daneben.</translation>
    </message>
    <message>
        <source>The edits are saved in {name}.</source>
        <translation>Die Änderungen sind in {name} gesichert.</translation>
    </message>
    <message>
        <source>The edits are those of {name}.</source>
        <translation>Die Änderungen sind die von {name}.</translation>
    </message>
    <message>
        <source>The folder of a run</source>
        <translation>Der Ordner eines Laufs</translation>
    </message>
    <message>
        <source>The greatest distance in steps of the output&apos;s quantisation</source>
        <translation>Der größte Abstand in Schritten der Quantisierung der Ausgabe</translation>
    </message>
    <message>
        <source>The manual is at {place}, but no browser could be started.</source>
        <translation>Das Handbuch liegt unter {place}, aber es ließ sich kein Browser starten.</translation>
    </message>
    <message>
        <source>The model was not run yet.</source>
        <translation>Das Modell lief noch nicht.</translation>
    </message>
    <message>
        <source>The model&apos;s own: {dtype}, {shape}</source>
        <translation>Im Modell selbst: {dtype}, {shape}</translation>
    </message>
    <message>
        <source>The models were not run, as you chose, so nothing is proven.</source>
        <translation>Die Modelle liefen nicht, wie Sie es wählten, also ist nichts nachgewiesen.</translation>
    </message>
    <message>
        <source>The names are those of the source; the result has them in another order.</source>
        <translation>Die Namen sind die der Quelle; das Ergebnis hat sie in anderer Folge.</translation>
    </message>
    <message>
        <source>The proof could not be made: {message}</source>
        <translation>Der Nachweis ließ sich nicht führen: {message}</translation>
    </message>
    <message>
        <source>The proof was cancelled.</source>
        <translation>Der Nachweis wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The report is saved in {name}.</source>
        <translation>Der Bericht ist in {name} gesichert.</translation>
    </message>
    <message>
        <source>The result answers like its source</source>
        <translation>Das Ergebnis antwortet wie seine Quelle</translation>
    </message>
    <message>
        <source>The result does not answer like its source</source>
        <translation>Das Ergebnis antwortet nicht wie seine Quelle</translation>
    </message>
    <message>
        <source>The result has other names; outputs were matched by their values.</source>
        <translation>Das Ergebnis hat andere Namen; Ausgaben wurden nach ihren Werten zugeordnet.</translation>
    </message>
    <message>
        <source>The values of {names} are nearer to another output of the result: they may be interchanged.</source>
        <translation>Die Werte von {names} sind näher an einer anderen Ausgabe des Ergebnisses: Sie können vertauscht sein.</translation>
    </message>
    <message>
        <source>There is no model in {names}.</source>
        <translation>In {names} ist kein Modell.</translation>
    </message>
    <message>
        <source>There is no signature.</source>
        <translation>Es gibt keine Signatur.</translation>
    </message>
    <message>
        <source>They do not answer alike</source>
        <translation>Sie antworten nicht gleich</translation>
    </message>
    <message>
        <source>This format has no signatures, only nodes: callers use the names of these, matched by value.</source>
        <translation>Dieses Format hat keine Signaturen, nur Knoten: Wer aufruft, verwendet deren Namen, nach Werten zugeordnet.</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>To compare the answers, both models have to run.</source>
        <translation>Um die Antworten zu vergleichen, müssen beide Modelle laufen.</translation>
    </message>
    <message>
        <source>To convert the model, and to prove the result, it has to run.</source>
        <translation>Um das Modell umzuwandeln und das Ergebnis nachzuweisen, muss es laufen.</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Beste</translation>
    </message>
    <message>
        <source>Type and shape</source>
        <translation>Typ und Form</translation>
    </message>
    <message>
        <source>Type for callers</source>
        <translation>Typ für den Aufruf</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Undo: {undo_sentence}</source>
        <translation>Zurücknehmen: {undo_sentence}</translation>
    </message>
    <message>
        <source>Use {value} where the input {name} of {signature} is left out.</source>
        <translation>{value} nehmen, wo die Eingabe {name} von {signature} weggelassen wird.</translation>
    </message>
    <message>
        <source>Value of {name}</source>
        <translation>Wert von {name}</translation>
    </message>
    <message>
        <source>Value that {name} always has</source>
        <translation>Wert, den {name} immer hat</translation>
    </message>
    <message>
        <source>Values of both</source>
        <translation>Werte beider</translation>
    </message>
    <message>
        <source>Values of the samples that are shown:</source>
        <translation>Werte der gezeigten Stichproben:</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>Variable {name}</source>
        <translation>Variable {name}</translation>
    </message>
    <message>
        <source>Variables along time</source>
        <translation>Variablen im Zeitverlauf</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>What is wrong is told at its field.</source>
        <translation>Was nicht stimmt, steht bei seinem Feld.</translation>
    </message>
    <message>
        <source>What it said</source>
        <translation>Was er sagte</translation>
    </message>
    <message>
        <source>What the drawing shows</source>
        <translation>Was die Zeichnung zeigt</translation>
    </message>
    <message>
        <source>What the model can become</source>
        <translation>Was das Modell werden kann</translation>
    </message>
    <message>
        <source>Write a new model beside this one</source>
        <translation>Ein neues Modell neben dieses schreiben</translation>
    </message>
    <message>
        <source>Write it as {example}.</source>
        <translation>Schreiben Sie es wie {example}.</translation>
    </message>
    <message>
        <source>Write numbers, as in 0.00392.</source>
        <translation>Schreiben Sie Zahlen, wie 0.00392.</translation>
    </message>
    <message>
        <source>Write sizes with commas, ? where one is free.</source>
        <translation>Schreiben Sie Größen mit Kommas, ? wo eine frei ist.</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>absolute {:g}</source>
        <translation>absolut {:g}</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugekommen</translation>
    </message>
    <message>
        <source>arena</source>
        <translation>Arena</translation>
    </message>
    <message>
        <source>as the converter tells</source>
        <translation>wie es der Umwandler sagt</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>nach Namen</translation>
    </message>
    <message>
        <source>by shape alone</source>
        <translation>allein nach der Form</translation>
    </message>
    <message>
        <source>by their place in the object graph</source>
        <translation>nach ihrem Platz im Objektgraphen</translation>
    </message>
    <message>
        <source>by value</source>
        <translation>nach den Werten</translation>
    </message>
    <message>
        <source>by value: equal</source>
        <translation>nach Wert: gleich</translation>
    </message>
    <message>
        <source>by value: within {most}</source>
        <translation>nach Wert: auf {most} genau</translation>
    </message>
    <message>
        <source>by what a converter fused</source>
        <translation>nach dem, was ein Konverter verschmolzen hat</translation>
    </message>
    <message>
        <source>callers get the value times</source>
        <translation>der Aufruf bekommt den Wert mal</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>checkpoints</source>
        <translation>Checkpoints</translation>
    </message>
    <message>
        <source>clients have to change</source>
        <translation>Clients müssen sich ändern</translation>
    </message>
    <message>
        <source>cosine at least {:g}</source>
        <translation>Kosinus mindestens {:g}</translation>
    </message>
    <message>
        <source>distance from the first</source>
        <translation>Abstand vom ersten</translation>
    </message>
    <message>
        <source>equal, bit for bit</source>
        <translation>gleich, Bit für Bit</translation>
    </message>
    <message>
        <source>fails</source>
        <translation>scheitert</translation>
    </message>
    <message>
        <source>fastest</source>
        <translation>schnellster</translation>
    </message>
    <message>
        <source>first</source>
        <translation>erstes</translation>
    </message>
    <message>
        <source>its values are those of {name}</source>
        <translation>seine Werte sind die von {name}</translation>
    </message>
    <message>
        <source>looking at the edits</source>
        <translation>die Änderungen werden geprüft</translation>
    </message>
    <message>
        <source>magnitudes</source>
        <translation>Beträgen</translation>
    </message>
    <message>
        <source>many</source>
        <translation>viele</translation>
    </message>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>no edits</source>
        <translation>keine Änderungen</translation>
    </message>
    <message>
        <source>no weights</source>
        <translation>keine Gewichte</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>Norm</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>nicht gefragt</translation>
    </message>
    <message>
        <source>not finite</source>
        <translation>nicht endlich</translation>
    </message>
    <message>
        <source>not proven: it does not vary</source>
        <translation>nicht nachgewiesen: ändert sich nicht</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>nothing changes for clients</source>
        <translation>für Clients ändert sich nichts</translation>
    </message>
    <message>
        <source>once</source>
        <translation>einmal</translation>
    </message>
    <message>
        <source>or noise before a softmax up to {:.0%}</source>
        <translation>oder Rauschen vor einer Softmax bis {:.0%}</translation>
    </message>
    <message>
        <source>other weights</source>
        <translation>andere Gewichte</translation>
    </message>
    <message>
        <source>passes</source>
        <translation>besteht</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>place {place}</source>
        <translation>Stelle {place}</translation>
    </message>
    <message>
        <source>quantised weights</source>
        <translation>quantisierte Gewichte</translation>
    </message>
    <message>
        <source>relative {:g}</source>
        <translation>relativ {:g}</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>renamed</source>
        <translation>umbenannt</translation>
    </message>
    <message>
        <source>repeat</source>
        <translation>erneut</translation>
    </message>
    <message>
        <source>samples a second</source>
        <translation>Proben je Sekunde</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>several devices</source>
        <translation>mehrere Geräte</translation>
    </message>
    <message>
        <source>step from the one before</source>
        <translation>Schritt vom vorigen</translation>
    </message>
    <message>
        <source>the model gets the value times</source>
        <translation>das Modell bekommt den Wert mal</translation>
    </message>
    <message>
        <source>the same top 1 for at least {:.0%}</source>
        <translation>dieselbe Top 1 für mindestens {:.0%}</translation>
    </message>
    <message>
        <source>the system refused</source>
        <translation>das System lehnte ab</translation>
    </message>
    <message>
        <source>too far</source>
        <translation>zu weit</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>weights differ</source>
        <translation>Gewichte weichen ab</translation>
    </message>
    <message>
        <source>what was there is now {backup}</source>
        <translation>was da war, ist jetzt {backup}</translation>
    </message>
    <message>
        <source>within the tolerance</source>
        <translation>innerhalb der Toleranz</translation>
    </message>
    <message>
        <source>within tolerance</source>
        <translation>in der Toleranz</translation>
    </message>
    <message>
        <source>“{text}” is no JSON.</source>
        <translation>„{text}“ ist kein JSON.</translation>
    </message>
    <message>
        <source>Text table (*.csv)</source>
        <translation>Texttabelle (*.csv)</translation>
    </message>
    <message>
        <source>Text table (.csv)…</source>
        <translation>Texttabelle (.csv) …</translation>
    </message>
    <message>
        <source>Text tables (*.csv)</source>
        <translation>Texttabellen (*.csv)</translation>
    </message>
    <message>
        <source>Text, CSV or JSON (*.txt *.csv *.json);;All files (*)</source>
        <translation>Text, CSV oder JSON (*.txt *.csv *.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Text, icons and distances together, beside what the system scales.</source>
        <translation>Text, Symbole und Abstände zusammen, neben der Skalierung des Systems.</translation>
    </message>
    <message>
        <source>Text, or a JSON list of texts</source>
        <translation>Text oder eine JSON-Liste von Texten</translation>
    </message>
    <message>
        <source>The Python script is on the clipboard.</source>
        <translation>Das Python-Skript ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The axes of the second were taken in this order:</source>
        <translation>Die Achsen des zweiten wurden in dieser Folge genommen:</translation>
    </message>
    <message>
        <source>The batch is over</source>
        <translation>Der Stapel ist fertig</translation>
    </message>
    <message>
        <source>The clipboard holds no path of a file or folder that exists.</source>
        <translation>Die Zwischenablage enthält keinen Pfad einer Datei oder eines Ordners, die es gibt.</translation>
    </message>
    <message>
        <source>The clipboard holds no text, picture or file that could be an input.</source>
        <translation>Die Zwischenablage enthält keinen Text, kein Bild und keine Datei, die eine Eingabe sein könnte.</translation>
    </message>
    <message>
        <source>The command line is on the clipboard.</source>
        <translation>Die Befehlszeile ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The comparison of answers was cancelled.</source>
        <translation>Der Vergleich der Antworten wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The comparison was cancelled.</source>
        <translation>Der Vergleich wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The conversion was stopped. Nothing was written.</source>
        <translation>Die Umwandlung wurde angehalten. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>The drawing was cancelled.</source>
        <translation>Das Zeichnen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The file has no node of this name.</source>
        <translation>Die Datei hat keinen Knoten dieses Namens.</translation>
    </message>
    <message>
        <source>The file that holds the values is missing or cut off.</source>
        <translation>Die Datei mit den Werten fehlt oder ist abgeschnitten.</translation>
    </message>
    <message>
        <source>The file that should hold them is cut off. Fetch it again and reload.</source>
        <translation>Die Datei, die sie enthalten sollte, ist abgeschnitten. Holen Sie sie erneut und laden Sie neu.</translation>
    </message>
    <message>
        <source>The first model has nothing that could be called.</source>
        <translation>Das erste Modell hat nichts, was sich aufrufen ließe.</translation>
    </message>
    <message>
        <source>The first samples as the model will get them</source>
        <translation>Die ersten Stichproben, wie das Modell sie bekommt</translation>
    </message>
    <message>
        <source>The first {row_limit} entries are shown.</source>
        <translation>Die ersten {row_limit} Einträge sind zu sehen.</translation>
    </message>
    <message>
        <source>The first {shown}{rest}</source>
        <translation>Die ersten {shown}{rest}</translation>
    </message>
    <message>
        <source>The first {size} of {whole}</source>
        <translation>Die ersten {size} von {whole}</translation>
    </message>
    <message>
        <source>The graph has no group of this name.</source>
        <translation>Der Graph hat keine Gruppe dieses Namens.</translation>
    </message>
    <message>
        <source>The graph is being laid out</source>
        <translation>Der Graph wird angeordnet</translation>
    </message>
    <message>
        <source>The graph was not drawn.</source>
        <translation>Der Graph wurde nicht gezeichnet.</translation>
    </message>
    <message>
        <source>The graph was not drawn: it was cancelled.</source>
        <translation>Der Graph wurde nicht gezeichnet: Es wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The greatest distance of two elements at the same place</source>
        <translation>Der größte Abstand zweier Elemente an derselben Stelle</translation>
    </message>
    <message>
        <source>The input as a line</source>
        <translation>Die Eingabe als Linie</translation>
    </message>
    <message>
        <source>The input as a picture</source>
        <translation>Die Eingabe als Bild</translation>
    </message>
    <message>
        <source>The library that runs a model may take some seconds to start.</source>
        <translation>Die Bibliothek, die ein Modell ausführt, kann einige Sekunden zum Starten brauchen.</translation>
    </message>
    <message>
        <source>The model is run again with a profiler, which makes it slower.</source>
        <translation>Das Modell läuft noch einmal mit einem Profiler, was es langsamer macht.</translation>
    </message>
    <message>
        <source>The part of the largest value that a difference may be</source>
        <translation>Der Teil des größten Werts, den ein Unterschied ausmachen darf</translation>
    </message>
    <message>
        <source>The root of the mean squared difference</source>
        <translation>Die Wurzel des mittleren quadrierten Unterschieds</translation>
    </message>
    <message>
        <source>The run crashed</source>
        <translation>Der Lauf ist abgestürzt</translation>
    </message>
    <message>
        <source>The run gave no answer</source>
        <translation>Der Lauf gab keine Antwort</translation>
    </message>
    <message>
        <source>The run went past its limits</source>
        <translation>Der Lauf überschritt seine Grenzen</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Dasselbe noch einmal</translation>
    </message>
    <message>
        <source>The second computes these in one with it:</source>
        <translation>Das zweite berechnet diese in einem mit ihm:</translation>
    </message>
    <message>
        <source>The shapes that its figures follow from are not known.</source>
        <translation>Die Formen, aus denen seine Zahlen folgen, sind nicht bekannt.</translation>
    </message>
    <message>
        <source>The summary is in</source>
        <translation>Die Zusammenfassung liegt in</translation>
    </message>
    <message>
        <source>The weights alone, by the paths of TensorFlow 2&apos;s objects.</source>
        <translation>Nur die Gewichte, nach den Pfaden der Objekte von TensorFlow 2.</translation>
    </message>
    <message>
        <source>The welcome page lists models that were opened, with format and size.</source>
        <translation>Die Startseite zeigt Modelle, die geöffnet wurden, mit Format und Größe.</translation>
    </message>
    <message>
        <source>There are no finite values to count.</source>
        <translation>Es gibt keine endlichen Werte zu zählen.</translation>
    </message>
    <message>
        <source>There is nothing to be done now that is called {it}.</source>
        <translation>Jetzt lässt sich nichts tun, das {it} heißt.</translation>
    </message>
    <message>
        <source>These runs have no output in common.</source>
        <translation>Diese Läufe haben keine gemeinsame Ausgabe.</translation>
    </message>
    <message>
        <source>These values are in a file that is missing.</source>
        <translation>Diese Werte liegen in einer Datei, die fehlt.</translation>
    </message>
    <message>
        <source>These values are in files that are missing.</source>
        <translation>Diese Werte liegen in Dateien, die fehlen.</translation>
    </message>
    <message>
        <source>These values cannot be read.</source>
        <translation>Diese Werte sind nicht lesbar.</translation>
    </message>
    <message>
        <source>These values were not taken yet.</source>
        <translation>Diese Werte wurden noch nicht geholt.</translation>
    </message>
    <message>
        <source>They are runs of different signatures, or none of them gave an answer.</source>
        <translation>Es sind Läufe verschiedener Signaturen, oder keiner gab eine Antwort.</translation>
    </message>
    <message>
        <source>They are small: shapes, axes and the like, which are not listed among the variables.</source>
        <translation>Sie sind klein: Formen, Achsen und Ähnliches, das nicht bei den Variablen steht.</translation>
    </message>
    <message>
        <source>They are taken in the next run.</source>
        <translation>Sie werden beim nächsten Lauf genommen.</translation>
    </message>
    <message>
        <source>This file describes no layers.</source>
        <translation>Diese Datei beschreibt keine Schichten.</translation>
    </message>
    <message>
        <source>This file has no signatures.</source>
        <translation>Diese Datei hat keine Signaturen.</translation>
    </message>
    <message>
        <source>This file is not there.</source>
        <translation>Diese Datei ist nicht da.</translation>
    </message>
    <message>
        <source>This format has no graph.</source>
        <translation>Dieses Format hat keinen Graphen.</translation>
    </message>
    <message>
        <source>This graph is likely too large for Netron.</source>
        <translation>Dieser Graph ist wohl zu groß für Netron.</translation>
    </message>
    <message>
        <source>This model carries no assets and no metadata.</source>
        <translation>Dieses Modell hat weder Beilagen noch Metadaten.</translation>
    </message>
    <message>
        <source>This model has no graph to draw.</source>
        <translation>Dieses Modell hat keinen Graphen zum Zeichnen.</translation>
    </message>
    <message>
        <source>This model has no variables.</source>
        <translation>Dieses Modell hat keine Variablen.</translation>
    </message>
    <message>
        <source>This signature takes no inputs.</source>
        <translation>Diese Signatur nimmt keine Eingaben.</translation>
    </message>
    <message>
        <source>This was cancelled.</source>
        <translation>Dies wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Threads of the interpreter</source>
        <translation>Threads des Interpreters</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Time by op</source>
        <translation>Zeit nach Operation</translation>
    </message>
    <message>
        <source>Time by op was not measured in this run.</source>
        <translation>In diesem Lauf wurde die Zeit je Operation nicht gemessen.</translation>
    </message>
    <message>
        <source>Time of a run</source>
        <translation>Zeit eines Laufs</translation>
    </message>
    <message>
        <source>Time that a run may take</source>
        <translation>Zeit für einen Lauf</translation>
    </message>
    <message>
        <source>Titles of the columns</source>
        <translation>Titel der Spalten</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>To run a model is to let its file tell {runner} what to do.</source>
        <translation>Ein Modell auszuführen heißt, seine Datei {runner} sagen zu lassen, was zu tun ist.</translation>
    </message>
    <message>
        <source>To run and convert all models, install the full package: https://github.com/cutaway/Cutaway/releases</source>
        <translation>Um alle Modelle auszuführen und umzuwandeln, das volle Paket installieren: https://github.com/cutaway/Cutaway/releases</translation>
    </message>
    <message>
        <source>To run and convert all models: pip install tensorflow tf-keras</source>
        <translation>Um alle Modelle auszuführen und umzuwandeln: pip install tensorflow tf-keras</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Toleranz</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Top 1</source>
        <translation>Top 1</translation>
    </message>
    <message>
        <source>Trainable</source>
        <translation>Trainierbar</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Try anyway</source>
        <translation>Trotzdem versuchen</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Type of weights</source>
        <translation>Typ der Gewichte</translation>
    </message>
    <message>
        <source>Undo the last edit</source>
        <translation>Letzte Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>Unpack it and open it again.</source>
        <translation>Entpacken und noch einmal öffnen.</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Use what is in the clipboard</source>
        <translation>Verwenden, was in der Zwischenablage ist</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Value or file of {called}</source>
        <translation>Wert oder Datei von {called}</translation>
    </message>
    <message>
        <source>Value {words}</source>
        <translation>Wert {words}</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Values as lines</source>
        <translation>Werte als Linien</translation>
    </message>
    <message>
        <source>Values inside the model</source>
        <translation>Werte im Modell</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>Variables or constants</source>
        <translation>Variablen oder Konstanten</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Version of</source>
        <translation>Version von</translation>
    </message>
    <message>
        <source>Version of ONNX&apos;s operators.</source>
        <translation>Version der Operatoren von ONNX.</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>View of the values</source>
        <translation>Ansicht der Werte</translation>
    </message>
    <message>
        <source>Vocabularies, labels, training configuration and the like would be shown here.</source>
        <translation>Hier stünden Wörterlisten, Klassennamen, Trainingskonfiguration und Ähnliches.</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Ways begin at {node}. Choose the node that they are to lead to.</source>
        <translation>Wege beginnen bei {node}. Wählen Sie den Knoten, zu dem sie führen sollen.</translation>
    </message>
    <message>
        <source>Ways lead from one node to another. Open the group and choose a node in it.</source>
        <translation>Wege führen von einem Knoten zu einem anderen. Öffnen Sie die Gruppe und wählen Sie darin einen Knoten.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Weights of both models</source>
        <translation>Gewichte beider Modelle</translation>
    </message>
    <message>
        <source>Welcome to Cutaway</source>
        <translation>Willkommen bei Cutaway</translation>
    </message>
    <message>
        <source>What TensorFlow Lite lacks is kept as TensorFlow&apos;s operators (Flex). Apps have to bring the Flex delegate; LiteRT&apos;s Python package has none, so that the result cannot be proven here.</source>
        <translation>Was TensorFlow Lite fehlt, bleibt als TensorFlows Operator (Flex). Apps müssen den Flex-Delegate mitbringen; LiteRTs Python-Paket hat keinen, sodass das Ergebnis hier nicht nachgewiesen werden kann.</translation>
    </message>
    <message>
        <source>What both are asked</source>
        <translation>Was beide gefragt werden</translation>
    </message>
    <message>
        <source>What is chosen lies in a function of {nodes} nodes, too many for Netron to lay out soon. The Graph page shows it.</source>
        <translation>Die Auswahl liegt in einer Funktion mit {nodes} Knoten, zu vielen, als dass Netron sie bald anordnete. Die Seite Graph zeigt sie.</translation>
    </message>
    <message>
        <source>What is shown below the picture</source>
        <translation>Was unter dem Bild zu sehen ist</translation>
    </message>
    <message>
        <source>What it computes</source>
        <translation>Was es rechnet</translation>
    </message>
    <message>
        <source>What models and their files say stays as it is, and so do messages about them.</source>
        <translation>Was Modelle und ihre Dateien sagen, bleibt, wie es ist; ebenso Meldungen über sie.</translation>
    </message>
    <message>
        <source>What of the run is shown</source>
        <translation>Was vom Lauf zu sehen ist</translation>
    </message>
    <message>
        <source>What the colours mean</source>
        <translation>Was die Farben bedeuten</translation>
    </message>
    <message>
        <source>What the converter says</source>
        <translation>Was der Umwandler sagt</translation>
    </message>
    <message>
        <source>What the descriptions say otherwise</source>
        <translation>Was die Beschreibungen anders sagen</translation>
    </message>
    <message>
        <source>What the file would do</source>
        <translation>Was die Datei täte</translation>
    </message>
    <message>
        <source>What the search found</source>
        <translation>Was die Suche fand</translation>
    </message>
    <message>
        <source>What there is to say</source>
        <translation>Was zu sagen ist</translation>
    </message>
    <message>
        <source>What this model computes cannot be counted.</source>
        <translation>Was dieses Modell rechnet, lässt sich nicht zählen.</translation>
    </message>
    <message>
        <source>What to show</source>
        <translation>Was zu zeigen ist</translation>
    </message>
    <message>
        <source>Where it runs</source>
        <translation>Wo es läuft</translation>
    </message>
    <message>
        <source>Where it was made</source>
        <translation>Wo er entstand</translation>
    </message>
    <message>
        <source>Where the bytes are</source>
        <translation>Wo die Bytes sind</translation>
    </message>
    <message>
        <source>Where the result goes</source>
        <translation>Wohin das Ergebnis kommt</translation>
    </message>
    <message>
        <source>Where the results go</source>
        <translation>Wohin die Ergebnisse kommen</translation>
    </message>
    <message>
        <source>Where they differ</source>
        <translation>Wo sie abweichen</translation>
    </message>
    <message>
        <source>Whether training changes it, where the file says</source>
        <translation>Ob Training sie ändert, wenn die Datei es sagt</translation>
    </message>
    <message>
        <source>Which differences are shown</source>
        <translation>Welche Unterschiede zu sehen sind</translation>
    </message>
    <message>
        <source>Which value is shown</source>
        <translation>Welcher Wert zu sehen ist</translation>
    </message>
    <message>
        <source>Whole runs</source>
        <translation>Ganze Läufe</translation>
    </message>
    <message>
        <source>Words, &quot;several words&quot;, /a regular expression/
op:Conv2D, name:kernel, function:body
dtype:float32, shape:?,224,224,3 (* any size, ... any number of them), attr:padding=SAME</source>
        <translation>Wörter, &quot;mehrere Wörter&quot;, /ein regulärer Ausdruck/
op:Conv2D, name:kernel, function:body
dtype:float32, shape:?,224,224,3 (* jede Größe, ... beliebig viele), attr:padding=SAME</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>Writing {name}…</source>
        <translation>{name} wird geschrieben …</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>Geschrieben von</translation>
    </message>
    <message>
        <source>XNNPACK</source>
        <translation>XNNPACK</translation>
    </message>
    <message>
        <source>You are asked once for this file, and again when it has changed.</source>
        <translation>Sie werden für diese Datei einmal gefragt, und wieder, wenn sie sich geändert hat.</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>Nullen</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Zoom in   +</source>
        <translation>Vergrößern   +</translation>
    </message>
    <message>
        <source>Zoom out   −</source>
        <translation>Verkleinern   −</translation>
    </message>
    <message>
        <source>Zoom to it</source>
        <translation>Darauf zoomen</translation>
    </message>
    <message>
        <source>Zoom to what is chosen   1</source>
        <translation>Auf die Auswahl zoomen   1</translation>
    </message>
    <message>
        <source>a file, a SavedModel folder, or several at once</source>
        <translation>eine Datei, ein SavedModel-Ordner oder mehrere zugleich</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>and {count}, all on the overview</source>
        <translation>und {count}, alle auf der Übersicht</translation>
    </message>
    <message>
        <source>and {found} smaller ones</source>
        <translation>und {found} kleinere</translation>
    </message>
    <message>
        <source>and {ops} more kinds</source>
        <translation>und {ops} weitere Arten</translation>
    </message>
    <message>
        <source>and {variables} more</source>
        <translation>und {variables} weitere</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>answered in</source>
        <translation>geantwortet in</translation>
    </message>
    <message>
        <source>axis</source>
        <translation>Achse</translation>
    </message>
    <message>
        <source>axis {axis}</source>
        <translation>Achse {axis}</translation>
    </message>
    <message>
        <source>axis {axis} ({shape})</source>
        <translation>Achse {axis} ({shape})</translation>
    </message>
    <message>
        <source>axis {axis} ({size})</source>
        <translation>Achse {axis} ({size})</translation>
    </message>
    <message>
        <source>axis {axis}: </source>
        <translation>Achse {axis}: </translation>
    </message>
    <message>
        <source>binary</source>
        <translation>binär</translation>
    </message>
    <message>
        <source>byte</source>
        <translation>Byte</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>bytes of weights</source>
        <translation>Bytes der Gewichte</translation>
    </message>
    <message>
        <source>can be converted.</source>
        <translation>lassen sich konvertieren.</translation>
    </message>
    <message>
        <source>cannot be told without trying</source>
        <translation>lässt sich nicht sagen, ohne es zu versuchen</translation>
    </message>
    <message>
        <source>changed on disk</source>
        <translation>auf der Platte geändert</translation>
    </message>
    <message>
        <source>class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>Konstante</translation>
    </message>
    <message>
        <source>constants</source>
        <translation>Konstanten</translation>
    </message>
    <message>
        <source>converted</source>
        <translation>konvertiert</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>danger</source>
        <translation>Gefahr</translation>
    </message>
    <message>
        <source>dangers</source>
        <translation>Gefahren</translation>
    </message>
    <message>
        <source>dead node</source>
        <translation>toter Knoten</translation>
    </message>
    <message>
        <source>dead nodes</source>
        <translation>tote Knoten</translation>
    </message>
    <message>
        <source>dequantised</source>
        <translation>dequantisiert</translation>
    </message>
    <message>
        <source>device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>weicht ab</translation>
    </message>
    <message>
        <source>does not run it</source>
        <translation>führt es nicht aus</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>edits</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>element</source>
        <translation>Element</translation>
    </message>
    <message>
        <source>elements</source>
        <translation>Elemente</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>every {row_step}. pixel</source>
        <translation>jedes {row_step}. Pixel</translation>
    </message>
    <message>
        <source>failed after</source>
        <translation>gescheitert nach</translation>
    </message>
    <message>
        <source>fed by {fed}, followed by {followed}</source>
        <translation>gespeist von {fed}, gefolgt von {followed}</translation>
    </message>
    <message>
        <source>few runs: the 95 % mark is rough</source>
        <translation>wenige Läufe: Die 95-%-Marke ist grob</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>first run</source>
        <translation>erster Lauf</translation>
    </message>
    <message>
        <source>float16: half the size</source>
        <translation>float16: die halbe Größe</translation>
    </message>
    <message>
        <source>float32: as they are</source>
        <translation>float32: wie sie sind</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>eingefaltet</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>free</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>from column</source>
        <translation>ab Spalte</translation>
    </message>
    <message>
        <source>from row</source>
        <translation>ab Zeile</translation>
    </message>
    <message>
        <source>from {first} to {last}</source>
        <translation>von {first} nach {last}</translation>
    </message>
    <message>
        <source>function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>functions</source>
        <translation>Funktionen</translation>
    </message>
    <message>
        <source>gives {what}</source>
        <translation>gibt {what}</translation>
    </message>
    <message>
        <source>group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>insgesamt</translation>
    </message>
    <message>
        <source>inferred</source>
        <translation>erschlossen</translation>
    </message>
    <message>
        <source>initialiser, run by loaders</source>
        <translation>Initialisierer, den Lader ausführen</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>inputs of other values</source>
        <translation>Eingaben mit anderen Werten</translation>
    </message>
    <message>
        <source>int16 values, int8 weights, with calibration data</source>
        <translation>Werte in int16, Gewichte in int8, mit Kalibrierdaten</translation>
    </message>
    <message>
        <source>int8: weights and values in 8 bits, with calibration data</source>
        <translation>int8: Gewichte und Werte in 8 Bit, mit Kalibrierdaten</translation>
    </message>
    <message>
        <source>is the same in both runs</source>
        <translation>ist in beiden Läufen gleich</translation>
    </message>
    <message>
        <source>item</source>
        <translation>Element</translation>
    </message>
    <message>
        <source>items</source>
        <translation>Elemente</translation>
    </message>
    <message>
        <source>key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>kind of op</source>
        <translation>Art der Operation</translation>
    </message>
    <message>
        <source>kinds</source>
        <translation>Arten</translation>
    </message>
    <message>
        <source>largest value</source>
        <translation>größter Wert</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>lookup table</source>
        <translation>Nachschlagetabelle</translation>
    </message>
    <message>
        <source>lookup tables</source>
        <translation>Nachschlagetabellen</translation>
    </message>
    <message>
        <source>max |difference|</source>
        <translation>größter |Unterschied|</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>more file</source>
        <translation>weitere Datei</translation>
    </message>
    <message>
        <source>more files</source>
        <translation>weitere Dateien</translation>
    </message>
    <message>
        <source>more finding</source>
        <translation>weiterer Befund</translation>
    </message>
    <message>
        <source>more findings</source>
        <translation>weitere Befunde</translation>
    </message>
    <message>
        <source>more job</source>
        <translation>weitere Aufgabe</translation>
    </message>
    <message>
        <source>more jobs</source>
        <translation>weitere Aufgaben</translation>
    </message>
    <message>
        <source>no delegate</source>
        <translation>ohne Delegate</translation>
    </message>
    <message>
        <source>no inputs</source>
        <translation>keine Eingaben</translation>
    </message>
    <message>
        <source>no keys</source>
        <translation>keine Tasten</translation>
    </message>
    <message>
        <source>no outputs</source>
        <translation>keine Ausgaben</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>none: callers have to give it</source>
        <translation>keine: wer aufruft, muss ihn angeben</translation>
    </message>
    <message>
        <source>not converted</source>
        <translation>nicht umgewandelt</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>not trainable</source>
        <translation>nicht trainierbar</translation>
    </message>
    <message>
        <source>of</source>
        <translation>von</translation>
    </message>
    <message>
        <source>of the optimizer</source>
        <translation>des Optimierers</translation>
    </message>
    <message>
        <source>of the result</source>
        <translation>des Ergebnisses</translation>
    </message>
    <message>
        <source>of the source</source>
        <translation>der Quelle</translation>
    </message>
    <message>
        <source>on disk</source>
        <translation>auf der Platte</translation>
    </message>
    <message>
        <source>only in the first</source>
        <translation>nur im ersten</translation>
    </message>
    <message>
        <source>only in the second</source>
        <translation>nur im zweiten</translation>
    </message>
    <message>
        <source>op</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>open group</source>
        <translation>offene Gruppe</translation>
    </message>
    <message>
        <source>open in a tab</source>
        <translation>in einem Tab offen</translation>
    </message>
    <message>
        <source>opened lately</source>
        <translation>kürzlich geöffnet</translation>
    </message>
    <message>
        <source>ops</source>
        <translation>Operationen</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>outputs</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>passes values on</source>
        <translation>reicht Werte weiter</translation>
    </message>
    <message>
        <source>peak memory</source>
        <translation>höchster Speicher</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>quantised or not</source>
        <translation>quantisiert oder nicht</translation>
    </message>
    <message>
        <source>recent model</source>
        <translation>kürzliches Modell</translation>
    </message>
    <message>
        <source>refuted by their proof</source>
        <translation>durch ihren Nachweis widerlegt</translation>
    </message>
    <message>
        <source>result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>run by loaders</source>
        <translation>von Ladern ausgeführt</translation>
    </message>
    <message>
        <source>runs it</source>
        <translation>führt es aus</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>second</source>
        <translation>zweites</translation>
    </message>
    <message>
        <source>signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>signatures</source>
        <translation>Signaturen</translation>
    </message>
    <message>
        <source>source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>table: {key_dtype} → {value_dtype}</source>
        <translation>Tabelle: {key_dtype} → {value_dtype}</translation>
    </message>
    <message>
        <source>tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>the model was loaded already</source>
        <translation>das Modell war schon geladen</translation>
    </message>
    <message>
        <source>the model was loaded for this run</source>
        <translation>das Modell wurde für diesen Lauf geladen</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>the same inputs</source>
        <translation>dieselben Eingaben</translation>
    </message>
    <message>
        <source>threads: </source>
        <translation>Threads: </translation>
    </message>
    <message>
        <source>threads: as it likes</source>
        <translation>Threads: wie es will</translation>
    </message>
    <message>
        <source>to</source>
        <translation>nach</translation>
    </message>
    <message>
        <source>to load</source>
        <translation>zum Laden</translation>
    </message>
    <message>
        <source>trace</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>traces</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>transposed</source>
        <translation>transponiert</translation>
    </message>
    <message>
        <source>type of weights</source>
        <translation>Typ der Gewichte</translation>
    </message>
    <message>
        <source>uint8: a quarter</source>
        <translation>uint8: ein Viertel</translation>
    </message>
    <message>
        <source>up to {end} {unit}</source>
        <translation>bis {end} {unit}</translation>
    </message>
    <message>
        <source>up to {most}</source>
        <translation>bis {most}</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>value it always has; empty: not needed</source>
        <translation>Wert, den er immer hat; leer: nicht gebraucht</translation>
    </message>
    <message>
        <source>values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>was folded in, as the converter did.</source>
        <translation>wurde hineingefaltet, wie es der Konverter tat.</translation>
    </message>
    <message>
        <source>way</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>ways</source>
        <translation>Wege</translation>
    </message>
    <message>
        <source>{:g} steps of quantisation</source>
        <translation>{:g} Schritte der Quantisierung</translation>
    </message>
    <message>
        <source>{bytes:,} bytes</source>
        <translation>{bytes:,} Bytes</translation>
    </message>
    <message>
        <source>{count:,} alike</source>
        <translation>{count:,} gleiche</translation>
    </message>
    <message>
        <source>{count} along axis {axis}</source>
        <translation>{count} entlang Achse {axis}</translation>
    </message>
    <message>
        <source>{count} along axis {series}</source>
        <translation>{count} entlang Achse {series}</translation>
    </message>
    <message>
        <source>{count} edits of its signatures are</source>
        <translation>{count} Änderungen an seinen Signaturen sind</translation>
    </message>
    <message>
        <source>{count} entries</source>
        <translation>{count} Einträge</translation>
    </message>
    <message>
        <source>{count} feed {node}</source>
        <translation>{count} speisen {node}</translation>
    </message>
    <message>
        <source>{count} follow {node}</source>
        <translation>{count} folgen {node}</translation>
    </message>
    <message>
        <source>{count} of {size}</source>
        <translation>{count} von {size}</translation>
    </message>
    <message>
        <source>{count}, not saved</source>
        <translation>{count}, nicht gesichert</translation>
    </message>
    <message>
        <source>{count}, of which the first {shown} are shown</source>
        <translation>{count}, von denen die ersten {shown} zu sehen sind</translation>
    </message>
    <message>
        <source>{count}, saved</source>
        <translation>{count}, gesichert</translation>
    </message>
    <message>
        <source>{count}, {outside} outside this range</source>
        <translation>{count}, {outside} außerhalb dieses Bereichs</translation>
    </message>
    <message>
        <source>{count}, {size}. Choose one alone to see its values.</source>
        <translation>{count}, {size}. Wählen Sie eine allein, um ihre Werte zu sehen.</translation>
    </message>
    <message>
        <source>{count}: nothing can be saved</source>
        <translation>{count}: Es lässt sich nichts sichern</translation>
    </message>
    <message>
        <source>{count}: nothing that the graph gives depends on them</source>
        <translation>{count}: Nichts, was der Graph gibt, hängt von ihnen ab</translation>
    </message>
    <message>
        <source>{count}: {only_first} right in the first alone, </source>
        <translation>{count}: {only_first} nur im ersten richtig, </translation>
    </message>
    <message>
        <source>{dtype}   the model&apos;s own</source>
        <translation>{dtype}   wie im Modell</translation>
    </message>
    <message>
        <source>{edits} lost then. The model on the disk stays as it is either way.</source>
        <translation>{edits} dann verloren. Das Modell auf der Platte bleibt so oder so, wie es ist.</translation>
    </message>
    <message>
        <source>{fed} fixed</source>
        <translation>{fed} fest</translation>
    </message>
    <message>
        <source>{first} only in the first, {second} only in the second.</source>
        <translation>{first} nur im ersten, {second} nur im zweiten.</translation>
    </message>
    <message>
        <source>{keys} belongs to “{action}”. Change that one first.</source>
        <translation>{keys} gehört zu „{action}“. Zuerst dort ändern.</translation>
    </message>
    <message>
        <source>{key} is an initialiser that loaders run by themselves</source>
        <translation>{key} ist ein Initialisierer, den Lader von selbst ausführen</translation>
    </message>
    <message>
        <source>{key} takes {inputs} and gives {outputs}</source>
        <translation>{key} nimmt {inputs} und gibt {outputs}</translation>
    </message>
    <message>
        <source>{low:g} is black, {high:g} is white</source>
        <translation>{low:g} ist schwarz, {high:g} ist weiß</translation>
    </message>
    <message>
        <source>{more}{count} {ends}{back}, the shortest over {shortest}</source>
        <translation>{more}{count} {ends}{back}, der kürzeste über {shortest}</translation>
    </message>
    <message>
        <source>{name} cannot become {title}. {reason}</source>
        <translation>{name} kann nicht {title} werden. {reason}</translation>
    </message>
    <message>
        <source>{name} changed on disk. What is shown is what it was.</source>
        <translation>{name} hat sich auf der Platte geändert. Zu sehen ist, was es war.</translation>
    </message>
    <message>
        <source>{name} could not be read: {strerror}.</source>
        <translation>{name} konnte nicht gelesen werden: {strerror}.</translation>
    </message>
    <message>
        <source>{name} could not be read: {value}.</source>
        <translation>{name} konnte nicht gelesen werden: {value}.</translation>
    </message>
    <message>
        <source>{name} could not be shown</source>
        <translation>{name} konnte nicht gezeigt werden</translation>
    </message>
    <message>
        <source>{name} could not be written: {errorstring}. Choose another place.</source>
        <translation>{name} konnte nicht geschrieben werden: {errorstring}. Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>{name} from {low} to {high}</source>
        <translation>{name} von {low} bis {high}</translation>
    </message>
    <message>
        <source>{name} is Python, and all of it is run when the model is loaded.</source>
        <translation>{name} ist Python, und alles davon wird ausgeführt, wenn das Modell geladen wird.</translation>
    </message>
    <message>
        <source>{name} is larger than {size}, so it is no list of labels.</source>
        <translation>{name} ist größer als {size}, also keine Liste von Klassen.</translation>
    </message>
    <message>
        <source>{name} was saved, {size}.</source>
        <translation>{name} wurde gesichert, {size}.</translation>
    </message>
    <message>
        <source>{name}: {named} and {name_2}</source>
        <translation>{name}: {named} und {name_2}</translation>
    </message>
    <message>
        <source>{nans} NaN, {infinities} infinite</source>
        <translation>{nans} NaN, {infinities} unendlich</translation>
    </message>
    <message>
        <source>{odd}, mean of the finite values {mean!r}</source>
        <translation>{odd}, Mittel der endlichen Werte {mean!r}</translation>
    </message>
    <message>
        <source>{only_second} in the second alone</source>
        <translation>{only_second} nur im zweiten</translation>
    </message>
    <message>
        <source>{open_then} Please report it with the details, which you can copy; nothing is sent by itself.</source>
        <translation>{open_then} Bitte melden Sie es mit den Einzelheiten, die Sie kopieren können; von selbst wird nichts gesendet.</translation>
    </message>
    <message>
        <source>{reason}. Nothing else in Cutaway is affected; another attempt may succeed when memory is free.</source>
        <translation>{reason}. Sonst ist in Cutaway nichts betroffen; ein weiterer Versuch kann gelingen, wenn Speicher frei ist.</translation>
    </message>
    <message>
        <source>{rest} more</source>
        <translation>{rest} weitere</translation>
    </message>
    <message>
        <source>{right} of {samples}</source>
        <translation>{right} von {samples}</translation>
    </message>
    <message>
        <source>{right} of {samples} right</source>
        <translation>{right} von {samples} richtig</translation>
    </message>
    <message>
        <source>{rows} × {columns} values</source>
        <translation>{rows} × {columns} Werte</translation>
    </message>
    <message>
        <source>{runs} after the first</source>
        <translation>{runs} nach dem ersten</translation>
    </message>
    <message>
        <source>{same} the same, {changed} changed, {removed} only in the first, {added} only in the second</source>
        <translation>{same} gleich, {changed} geändert, {removed} nur im ersten, {added} nur im zweiten</translation>
    </message>
    <message>
        <source>{share} noise</source>
        <translation>{share} Rauschen</translation>
    </message>
    <message>
        <source>{size:,} bytes</source>
        <translation>{size:,} Bytes</translation>
    </message>
    <message>
        <source>{size} shared with the original</source>
        <translation>{size} mit dem Original geteilt</translation>
    </message>
    <message>
        <source>{size} written in {time}</source>
        <translation>{size} in {time} geschrieben</translation>
    </message>
    <message>
        <source>{source_bytes:,} bytes</source>
        <translation>{source_bytes:,} Bytes</translation>
    </message>
    <message>
        <source>{span}: {count} and {counts} values</source>
        <translation>{span}: {count} und {counts} Werte</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>{title} compared</source>
        <translation>{title} im Vergleich</translation>
    </message>
    <message>
        <source>{title}: norm {norm}, {far} from the first, {step} from the one before</source>
        <translation>{title}: Norm {norm}, {far} vom ersten, {step} vom vorigen</translation>
    </message>
    <message>
        <source>{variables} selected</source>
        <translation>{variables} gewählt</translation>
    </message>
    <message>
        <source>{weights} matched, {equal} of them equal.</source>
        <translation>{weights} zugeordnet, davon {equal} gleich.</translation>
    </message>
    <message>
        <source>{words} The Graph page shows it at once.</source>
        <translation>{words} Die Seite Graph zeigt ihn sofort.</translation>
    </message>
    <message>
        <source>{words} for {name}</source>
        <translation>{words} für {name}</translation>
    </message>
    <message>
        <source>“{action}” has {keys} now.</source>
        <translation>„{action}“ hat jetzt {keys}.</translation>
    </message>
</context>
</TS>
