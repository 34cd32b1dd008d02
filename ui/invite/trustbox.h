// The host's key as four words to compare, and whether browsers may come in without encryption.
#pragma once

#include "ui/hosting.h"

#include <QWidget>

class QCheckBox;
class QLabel;

namespace courtyard {

class Theme;

class TrustBox final : public QWidget {
    Q_OBJECT
public:
    enum class For { Host, Guest }; // a guest compares the words
    TrustBox(const Theme &theme, For whom, QWidget *parent = nullptr);
    void showView(const HostingView &view);

Q_SIGNALS:
    void encryptionWanted(bool required);

private:
    void switched(bool on);

    const For m_for;
    QLabel *m_words;
    QCheckBox *m_required;
    QLabel *m_explanation;
};

} // namespace courtyard
