#!/usr/bin/env python3
"""Keeps the catalogues (*.ts) and the sources together.

catalogues.py update LUPDATE   brings the catalogues up to date with the sources; what is new waits to be translated
catalogues.py check LUPDATE    fails when a catalogue does not have every source string in good order; changes nothing
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

CATALOGUES = pathlib.Path(__file__).resolve().parent
REPOSITORY = CATALOGUES.parent
FORMS = {"en": 2, "es": 2, "ar": 6}  # plural forms that Qt's rules for the language have; English has nothing else
SOURCES = ["app", "client", "protocol", "server", "ui"]
PLACEHOLDER = re.compile(r"%(?:L?\d+|n)")


def problems_of(message, forms):
    """What is wrong with one <message>, in words."""
    source = message.findtext("source") or message.findtext("comment") or ""
    translation = message.find("translation")
    if translation.get("type") in ("unfinished", "vanished", "obsolete"):
        return [translation.get("type")]
    if message.get("numerus") == "yes":
        texts = [form.text or "" for form in translation.findall("numerusform")]
        if len(texts) != forms:
            return [f"has {len(texts)} plural forms of {forms}"]
    else:
        texts = ["".join(translation.itertext())]
    found = []
    wanted = set(PLACEHOLDER.findall(source))
    for text in texts:
        if not text.strip():
            found.append("is empty")
            continue
        # "one person" and "two people" may do without the number.
        optional = {"%n"} if message.get("numerus") == "yes" else set()
        has = set(PLACEHOLDER.findall(text))
        if not wanted - optional <= has <= wanted:
            found.append(f"has the placeholders {sorted(has)}, not {sorted(wanted)}: {text!r}")
    return found


def check(catalogue, forms):
    """Every problem of one catalogue, a line each."""
    found = []
    for context in xml.parse(catalogue).getroot().iter("context"):
        if context.findtext("name") != "QObject" and not context.findtext("name").startswith("courtyard::"):
            # The program would ask for it under another name than lupdate understood, and not find it.
            found.append(f"{catalogue.name}: the class {context.findtext('name')!r} must be written courtyard::… before tr()")
        for message in context.iter("message"):
            where = f"{catalogue.name}: {context.findtext('name')}: {message.findtext('source')!r}"
            found += [f"{where} {problem}" for problem in problems_of(message, forms)]
    return found


def run_lupdate(lupdate, catalogue, *options):
    heuristics = ["-disable-heuristic", "sametext", "-disable-heuristic", "similartext", "-disable-heuristic", "number"]
    if catalogue.name == "courtyard_en.ts":
        options += ("-pluralonly",)
    subprocess.run(
        [lupdate, *SOURCES, "-I", ".", "-extensions", "cpp,h", "-locations", "none", "-silent", *heuristics, *options,
         "-ts", str(catalogue)],
        cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)


def update(lupdate):
    for language in FORMS:
        run_lupdate(lupdate, CATALOGUES / f"courtyard_{language}.ts", "-no-obsolete")
    return 0


def check_all(lupdate):
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for language, forms in FORMS.items():
            kept = CATALOGUES / f"courtyard_{language}.ts"
            fresh = pathlib.Path(folder) / kept.name
            shutil.copy(kept, fresh)
            run_lupdate(lupdate, fresh)
            found += check(fresh, forms)
    for line in found:
        print(line)
    if found:
        print(f"{len(found)} problems. The target update_translations brings the catalogues up to date.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit({"update": update, "check": check_all}[sys.argv[1]](sys.argv[2]))
