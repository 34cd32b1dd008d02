// The small circle that says how things stand, beside words that say it too.
#pragma once

#include <QWidget>

namespace courtyard {

class Theme;

class Dot final : public QWidget {
    Q_OBJECT
public:
    enum class State { Off, Good, Waiting };
    explicit Dot(const Theme &theme, QWidget *parent = nullptr);
    void setState(State state);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    State m_state = State::Off;
};

} // namespace courtyard
