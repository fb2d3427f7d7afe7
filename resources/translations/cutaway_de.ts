<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Cutaway</name>
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
        <source>A .keras file, which Keras 3 loads, trains on and exports.</source>
        <translation>Eine .keras-Datei, die Keras 3 lädt, weiter trainiert und exportiert.</translation>
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
        <source>A model that has not come a step further after so long is stopped.</source>
        <translation>Ein Modell, das nach dieser Zeit nicht weitergekommen ist, wird angehalten.</translation>
    </message>
    <message>
        <source>A model that takes more is stopped.</source>
        <translation>Ein Modell, das mehr braucht, wird angehalten.</translation>
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
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>All metadata</source>
        <translation>Alle Metadaten</translation>
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
        <source>As long as it takes</source>
        <translation>So lange es dauert</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>Beilagen</translation>
    </message>
    <message>
        <source>At the next start, models that were open are opened again.</source>
        <translation>Beim nächsten Start werden die Modelle wieder geöffnet, die offen waren.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Begin ways at the chosen node</source>
        <translation>Wege beim gewählten Knoten beginnen</translation>
    </message>
    <message>
        <source>Browsers load shards side by side.</source>
        <translation>Browser laden die Teile nebeneinander.</translation>
    </message>
    <message>
        <source>By op</source>
        <translation>Nach Operation</translation>
    </message>
    <message>
        <source>Calibration data</source>
        <translation>Kalibrierdaten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>Choose a field and press the keys. Backspace leaves an action without any.</source>
        <translation>Ein Feld wählen und die Tasten drücken. Die Rücktaste lässt eine Aktion ohne Tasten.</translation>
    </message>
    <message>
        <source>Choose a file or a folder</source>
        <translation>Datei oder Ordner wählen</translation>
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
        <source>Choose two runs, with Ctrl held, to see how their answers differ.</source>
        <translation>Mit gedrückter Strg-Taste zwei Läufe wählen, um zu sehen, worin sich ihre Antworten unterscheiden.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Class names…</source>
        <translation>Klassennamen …</translation>
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
        <source>Close tab</source>
        <translation>Tab schließen</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Constants</source>
        <translation>Konstanten</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
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
        <source>Convert…</source>
        <translation>Umwandeln …</translation>
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
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
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
        <source>Custom objects…</source>
        <translation>Eigene Objekte …</translation>
    </message>
    <message>
        <source>Cutaway&apos;s own</source>
        <translation>Die von Cutaway</translation>
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
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Do not run</source>
        <translation>Nicht ausführen</translation>
    </message>
    <message>
        <source>Draw from left to right</source>
        <translation>Von links nach rechts zeichnen</translation>
    </message>
    <message>
        <source>Draw it again</source>
        <translation>Neu zeichnen</translation>
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
        <source>Dynamic range: weights in 8 bits, a quarter of the size</source>
        <translation>Dynamisch: Gewichte in 8 Bit, ein Viertel der Größe</translation>
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
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Entries of the log</source>
        <translation>Einträge des Protokolls</translation>
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
        <source>Everything</source>
        <translation>Alles</translation>
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
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Filter by key or value</source>
        <translation>Nach Schlüssel oder Wert filtern</translation>
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
        <source>Find in the drawing</source>
        <translation>In der Zeichnung suchen</translation>
    </message>
    <message>
        <source>Find ways to the chosen node</source>
        <translation>Wege zum gewählten Knoten suchen</translation>
    </message>
    <message>
        <source>Folders (*)</source>
        <translation>Ordner (*)</translation>
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
        <source>Forward</source>
        <translation>Vorwärts</translation>
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
        <source>Give the usual keys back</source>
        <translation>Die üblichen Tasten zurückgeben</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Graph</translation>
    </message>
    <message>
        <source>Half of this computer&apos;s</source>
        <translation>Die Hälfte dieses Rechners</translation>
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
        <source>How the weights are kept in the shards.</source>
        <translation>Wie die Gewichte in den Teilen stehen.</translation>
    </message>
    <message>
        <source>How weights and values are kept. Fewer bits are smaller and mostly faster, and answer less exactly.</source>
        <translation>Wie Gewichte und Werte gehalten werden. Weniger Bits sind kleiner und meist schneller und antworten weniger genau.</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>Inputs and outputs are int8 too (int16 for int16x8), without conversions at the borders.</source>
        <translation>Auch Ein- und Ausgaben sind int8 (int16 bei int16x8), ohne Umrechnung an den Rändern.</translation>
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
        <source>It is missing, or its path leads outside the model, which is never followed.</source>
        <translation>Sie fehlt, oder ihr Pfad führt aus dem Modell hinaus; solchen Pfaden wird nie gefolgt.</translation>
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
        <source>Keep in float</source>
        <translation>Als Gleitkommazahlen lassen</translation>
    </message>
    <message>
        <source>Keep these in float and convert again</source>
        <translation>Diese als Gleitkommazahlen lassen und noch einmal umwandeln</translation>
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
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Largest errors inside</source>
        <translation>Größte Fehler im Innern</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Layers kept in float</source>
        <translation>Schichten, die Gleitkommazahlen behalten</translation>
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
        <source>List dead nodes</source>
        <translation>Tote Knoten auflisten</translation>
    </message>
    <message>
        <source>Load the result again and compare its answers with those of the model</source>
        <translation>Das Ergebnis wieder laden und seine Antworten mit denen des Modells vergleichen</translation>
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
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Measure each op</source>
        <translation>Jede Operation messen</translation>
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
        <source>Minimum, maximum, mean and more are computed in the background once the variables are shown.</source>
        <translation>Minimum, Maximum, Mittelwert und mehr werden im Hintergrund berechnet, sobald die Variablen zu sehen sind.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
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
        <source>Most frequent ops</source>
        <translation>Häufigste Operationen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Names of layers, with commas between them, that are not quantised: those with the largest errors.</source>
        <translation>Namen von Schichten, mit Kommas dazwischen, die nicht quantisiert werden: die mit den größten Fehlern.</translation>
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
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Next tab</source>
        <translation>Nächster Tab</translation>
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
        <source>No value inside the model is asked for.</source>
        <translation>Nach keinem Wert im Modell wird gefragt.</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Not converted</source>
        <translation>Nicht umgewandelt</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
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
        <source>Nothing matches the filter.</source>
        <translation>Nichts passt zum Filter.</translation>
    </message>
    <message>
        <source>Nothing was logged that fits.</source>
        <translation>Nichts Passendes wurde protokolliert.</translation>
    </message>
    <message>
        <source>Nothing was run yet.</source>
        <translation>Noch wurde nichts ausgeführt.</translation>
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
        <source>One .pb with the weights as constants, as TensorFlow 1 programs and many tools read it.</source>
        <translation>Eine .pb mit den Gewichten als Konstanten, wie Programme mit TensorFlow 1 und viele andere sie lesen.</translation>
    </message>
    <message>
        <source>Only Keras models carry a table of layers.</source>
        <translation>Nur Keras-Modelle haben eine Tabelle der Schichten.</translation>
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
        <source>Operations</source>
        <translation>Operationen</translation>
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
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
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
        <source>Previous tab</source>
        <translation>Voriger Tab</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Progress of the conversion</source>
        <translation>Fortschritt der Umwandlung</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Recent models</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Redo the edit</source>
        <translation>Änderung wiederholen</translation>
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
        <source>Replace what is there</source>
        <translation>Vorhandenes ersetzen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
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
        <source>Run without this file</source>
        <translation>Ohne diese Datei ausführen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern als …</translation>
    </message>
    <message>
        <source>Save the edited model as…</source>
        <translation>Bearbeitetes Modell speichern als …</translation>
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
        <source>SavedModel</source>
        <translation>SavedModel</translation>
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
        <source>Search everything…</source>
        <translation>Alles durchsuchen …</translation>
    </message>
    <message>
        <source>Search the graph</source>
        <translation>Graph durchsuchen</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
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
        <source>Show all jobs</source>
        <translation>Alle Aufträge zeigen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
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
        <source>Show value</source>
        <translation>Wert zeigen</translation>
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
        <source>Signatures</source>
        <translation>Signaturen</translation>
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
        <source>Size of everything</source>
        <translation>Größe von allem</translation>
    </message>
    <message>
        <source>Start TensorFlow ahead of the first run</source>
        <translation>TensorFlow vor dem ersten Lauf starten</translation>
    </message>
    <message>
        <source>Statistics of all</source>
        <translation>Statistik aller</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Take statistics of variables</source>
        <translation>Statistik der Variablen berechnen</translation>
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
        <source>Text, icons and distances together, beside what the system scales.</source>
        <translation>Text, Symbole und Abstände zusammen, neben der Skalierung des Systems.</translation>
    </message>
    <message>
        <source>The Python script is on the clipboard.</source>
        <translation>Das Python-Skript ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The command line is on the clipboard.</source>
        <translation>Die Befehlszeile ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The conversion was stopped. Nothing was written.</source>
        <translation>Die Umwandlung wurde angehalten. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>The file has no node of this name.</source>
        <translation>Die Datei hat keinen Knoten dieses Namens.</translation>
    </message>
    <message>
        <source>The first samples as the model will get them</source>
        <translation>Die ersten Stichproben, wie das Modell sie bekommt</translation>
    </message>
    <message>
        <source>The graph has no group of this name.</source>
        <translation>Der Graph hat keine Gruppe dieses Namens.</translation>
    </message>
    <message>
        <source>The graph was not drawn: it was cancelled.</source>
        <translation>Der Graph wurde nicht gezeichnet: Es wurde abgebrochen.</translation>
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
        <source>These runs have no output in common.</source>
        <translation>Diese Läufe haben keine gemeinsame Ausgabe.</translation>
    </message>
    <message>
        <source>These values were not taken yet.</source>
        <translation>Diese Werte wurden noch nicht geholt.</translation>
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
        <source>This model carries no assets and no metadata.</source>
        <translation>Dieses Modell hat weder Beilagen noch Metadaten.</translation>
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
        <source>Time by op was not measured in this run.</source>
        <translation>In diesem Lauf wurde die Zeit je Operation nicht gemessen.</translation>
    </message>
    <message>
        <source>Time that a run may take</source>
        <translation>Zeit für einen Lauf</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
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
        <source>Type</source>
        <translation>Typ</translation>
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
        <source>Use what is in the clipboard</source>
        <translation>Verwenden, was in der Zwischenablage ist</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
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
        <source>Vocabularies, labels, training configuration and the like would be shown here.</source>
        <translation>Hier stünden Wörterlisten, Klassennamen, Trainingskonfiguration und Ähnliches.</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>What TensorFlow Lite lacks is kept as TensorFlow&apos;s operators (Flex). Apps have to bring the Flex delegate; LiteRT&apos;s Python package has none, so that the result cannot be proven here.</source>
        <translation>Was TensorFlow Lite fehlt, bleibt als TensorFlows Operator (Flex). Apps müssen den Flex-Delegate mitbringen; LiteRTs Python-Paket hat keinen, sodass das Ergebnis hier nicht nachgewiesen werden kann.</translation>
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
        <source>What the converter says</source>
        <translation>Was der Umwandler sagt</translation>
    </message>
    <message>
        <source>What the file would do</source>
        <translation>Was die Datei täte</translation>
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
        <source>Where the bytes are</source>
        <translation>Wo die Bytes sind</translation>
    </message>
    <message>
        <source>Where the result goes</source>
        <translation>Wohin das Ergebnis kommt</translation>
    </message>
    <message>
        <source>Whole runs</source>
        <translation>Ganze Läufe</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>a file, a SavedModel folder, or several at once</source>
        <translation>eine Datei, ein SavedModel-Ordner oder mehrere zugleich</translation>
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
        <source>in all</source>
        <translation>insgesamt</translation>
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
        <source>no keys</source>
        <translation>keine Tasten</translation>
    </message>
    <message>
        <source>none: callers have to give it</source>
        <translation>keine: wer aufruft, muss ihn angeben</translation>
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
        <source>uint8: a quarter</source>
        <translation>uint8: ein Viertel</translation>
    </message>
    <message>
        <source>value it always has; empty: not needed</source>
        <translation>Wert, den er immer hat; leer: nicht gebraucht</translation>
    </message>
    <message>
        <source>{count} entries</source>
        <translation>{count} Einträge</translation>
    </message>
    <message>
        <source>{keys} belongs to “{action}”. Change that one first.</source>
        <translation>{keys} gehört zu „{action}“. Zuerst dort ändern.</translation>
    </message>
    <message>
        <source>“{action}” has {keys} now.</source>
        <translation>„{action}“ hat jetzt {keys}.</translation>
    </message>
</context>
</TS>
