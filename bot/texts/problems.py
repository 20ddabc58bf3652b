"""What is said of files and addresses that could not be read, by the kind of problem."""

ENGLISH = {
    "problem.empty": "is empty; there is nothing to quote",
    "problem.no_words": "holds no words; there is nothing to quote",
    "problem.encrypted": "is encrypted; open it with its password and save a copy without one",
    "problem.scanned": "holds pictures of text, no text; run text recognition on it first (OCR)",
    "problem.no_article": "no article was found in this page; add its text itself",
    "problem.robots": "its site asks programs not to read it; save the page and add the file",
}

GERMAN = {
    "problem.empty": "ist leer; es gibt nichts zu zitieren",
    "problem.no_words": "enthält keine Wörter; es gibt nichts zu zitieren",
    "problem.encrypted": "ist verschlüsselt; öffne es mit dem Passwort und speichere eine Kopie ohne",
    "problem.scanned": "enthält Bilder von Text, aber keinen Text; lass erst eine Texterkennung (OCR) laufen",
    "problem.no_article": "auf dieser Seite war kein Artikel zu finden; füge seinen Text selbst ein",
    "problem.robots": "die Website bittet Programme, es nicht zu lesen; speichere die Seite und füge die Datei hinzu",
}
