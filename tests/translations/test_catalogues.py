"""The check of the catalogues must be able to fail."""
import pathlib
import tempfile
import unittest

import catalogues


def problems(message, forms=2, context="courtyard::Window"):
    with tempfile.TemporaryDirectory() as folder:
        catalogue = pathlib.Path(folder) / "courtyard_xx.ts"
        catalogue.write_text(
            f'<?xml version="1.0" encoding="utf-8"?><TS><context><name>{context}</name>{message}</context></TS>', "utf-8")
        return catalogues.check(catalogue, forms)


class CatalogueTest(unittest.TestCase):
    def test_a_finished_message_is_fine(self):
        self.assertEqual([], problems("<message><source>Join %1</source><translation>Unirse a %1</translation></message>"))

    def test_an_unfinished_message_is_found(self):
        self.assertIn("unfinished", problems(
            '<message><source>Join</source><translation type="unfinished">Unirse</translation></message>')[0])

    def test_a_vanished_message_is_found(self):
        self.assertIn("vanished", problems(
            '<message><source>Join</source><translation type="vanished">Unirse</translation></message>')[0])

    def test_an_empty_translation_is_found(self):
        self.assertIn("empty", problems("<message><source>Join</source><translation></translation></message>")[0])

    def test_a_lost_placeholder_is_found(self):
        self.assertIn("placeholders", problems(
            "<message><source>Join %1</source><translation>Unirse</translation></message>")[0])

    def test_a_foreign_placeholder_is_found(self):
        self.assertIn("placeholders", problems(
            "<message><source>Join</source><translation>Unirse a %1</translation></message>")[0])

    def test_a_missing_plural_form_is_found(self):
        self.assertIn("plural forms", problems(
            '<message numerus="yes"><source>%n people</source><translation><numerusform>%n</numerusform></translation></message>')[0])

    def test_a_plural_form_may_do_without_the_number_but_not_without_a_name(self):
        forms = "<numerusform>una persona en %1</numerusform><numerusform>{}</numerusform>"
        message = '<message numerus="yes"><source>%n people in %1</source><translation>' + forms + "</translation></message>"
        self.assertEqual([], problems(message.format("%n personas en %1")))
        self.assertIn("placeholders", problems(message.format("%n personas"))[0])

    def test_a_context_that_the_program_would_not_ask_for_is_found(self):
        self.assertIn("courtyard::", problems("", context="Window")[0])


if __name__ == "__main__":
    unittest.main()
