// Small makers of labelled controls, so that each has its look, its object name and its accessible name in
// one line. Labels show plain text, whatever it is (RELIABILITY 19).
#pragma once

#include <QString>

class QBoxLayout;
class QFont;
class QFrame;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QWidget;

namespace courtyard {

/// `look` is what the style sheet knows: "h1", "dim", "section", …; empty: plain text.
QLabel *makeLabel(const QString &text, const char *look = "", QWidget *parent = nullptr);
/// `look`: "primary", "link", "quiet", "danger"; empty: with an outline.
QPushButton *makeButton(const QString &text, const char *objectName, const char *look = "",
                        QWidget *parent = nullptr);
/// A value to read, select and copy ("192.168.43.1:3000"): from left to right, yet where the language begins.
QLabel *makeValue(const char *objectName, const QFont &font);
QFrame *makeFrame(const char *look, QWidget *parent = nullptr);
/// A line of one pixel across.
QFrame *makeLine(QWidget *parent = nullptr);
/// A field with its label above, both added to the layout; the label's text is its accessible name.
QLineEdit *addField(QBoxLayout *layout, const QString &label, const char *objectName);
/// The same, for several lines.
QPlainTextEdit *addTextField(QBoxLayout *layout, const QString &label, const char *objectName);
/// A latency of whole milliseconds as a number; below one it says so rather than "0".
QString wholeMs(int milliseconds);
/// Changes the look of a widget that is shown already.
void setLook(QWidget *widget, const char *look);

} // namespace courtyard
