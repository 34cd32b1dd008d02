#include "ui/start/hostform.h"

#include "protocol/limits.h"
#include "protocol/names.h"
#include "ui/widgets/chooser.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <limits>

namespace courtyard {

HostForm::HostForm(QWidget *parent) : QFrame(parent)
{
    setProperty("look", QLatin1String("card"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(22, 20, 22, 22);
    layout->setSpacing(0);
    layout->addWidget(makeLabel(tr("Host"), "h2"));
    layout->addSpacing(4);
    QLabel *what = makeLabel(tr("Phones open a web page; computers join with this app."), "dim");
    what->setWordWrap(true);
    layout->addWidget(what);
    layout->addSpacing(14);
    m_place = addField(layout, tr("Name of this place"), "placeName");
    m_place->setMaxLength(limits::nameChars);
    layout->addSpacing(10);
    m_options = makeOptions();
    layout->addWidget(m_options);

    m_host = makeButton(tr("Host"), "host", "primary");
    m_optionsToggle = makeButton(tr("Options…"), "hostOptions", "quiet");
    m_optionsToggle->setCheckable(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_host);
    row->addWidget(m_optionsToggle);
    row->addStretch();
    layout->addLayout(row);
    m_problem = makeLabel(QString(), "problem");
    m_problem->setObjectName(QStringLiteral("hostProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    layout->addSpacing(8);
    layout->addWidget(m_problem);
    layout->addStretch();

    m_options->hide();
    connect(m_optionsToggle, &QPushButton::toggled, m_options, &QWidget::setVisible);
    connect(m_host, &QPushButton::clicked, this, &HostForm::submit);
    connect(m_place, &QLineEdit::returnPressed, this, &HostForm::submit);
    connect(m_code, &QLineEdit::returnPressed, this, &HostForm::submit);
}

QWidget *HostForm::makeOptions()
{
    auto *options = new QWidget;
    auto *layout = new QVBoxLayout(options);
    layout->setContentsMargins(0, 0, 0, 12);
    layout->setSpacing(6);
    m_port = new QSpinBox;
    m_port->setObjectName(QStringLiteral("port"));
    m_port->setAccessibleName(tr("Port"));
    m_port->setRange(0, std::numeric_limits<quint16>::max());
    m_port->setSpecialValueText(tr("Any free port"));
    m_port->setGroupSeparatorShown(false);
    m_port->setButtonSymbols(QSpinBox::NoButtons);
    m_port->setValue(defaultPort);
    m_codeKind = new Chooser;
    m_codeKind->setObjectName(QStringLiteral("codeKind"));
    m_codeKind->setAccessibleName(tr("Who may come in"));
    m_codeKind->addItem(tr("Six digits, made for you"), int(HostingRequest::Code::Auto));
    m_codeKind->addItem(tr("No code: everyone on this network"), int(HostingRequest::Code::None));
    m_codeKind->addItem(tr("A code of your own"), int(HostingRequest::Code::Fixed));
    m_codeKind->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_code = new QLineEdit;
    m_code->setObjectName(QStringLiteral("ownCode"));
    m_code->setAccessibleName(tr("Code of your own"));
    m_code->setPlaceholderText(tr("For instance tulip27"));
    m_code->setMaxLength(limits::codeChars);
    m_code->hide();
    layout->addWidget(makeLabel(tr("Port"), "dim"));
    layout->addWidget(m_port);
    layout->addWidget(makeLabel(tr("Join code"), "dim"));
    layout->addWidget(m_codeKind);
    layout->addWidget(m_code);
    connect(m_codeKind, &QComboBox::currentIndexChanged, this, [this] {
        m_code->setVisible(m_codeKind->currentData().toInt() == int(HostingRequest::Code::Fixed));
    });
    return options;
}

void HostForm::setRequest(const HostingRequest &request)
{
    m_place->setText(request.placeName);
    m_port->setValue(request.port);
    m_codeKind->setCurrentIndex(m_codeKind->findData(int(request.code)));
    m_code->setText(request.fixedCode);
    const HostingRequest usual;
    m_optionsToggle->setChecked(request.port != usual.port || request.code != usual.code);
}

HostingRequest HostForm::request() const
{
    HostingRequest request;
    request.placeName = m_place->text().trimmed();
    request.port = quint16(m_port->value());
    request.code = HostingRequest::Code(m_codeKind->currentData().toInt());
    request.fixedCode = m_code->text().trimmed();
    return request;
}

void HostForm::setBusy(bool busy)
{
    m_host->setEnabled(!busy);
    m_host->setText(busy ? tr("Starting…") : tr("Host"));
}

void HostForm::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void HostForm::submit()
{
    const HostingRequest wanted = request();
    if (!m_host->isEnabled())
        return;
    if (!wanted.placeName.isEmpty() && !acceptableName(wanted.placeName)) {
        showProblem(tr("That name cannot be used. Up to %n letters, without control characters.", nullptr,
                       limits::nameChars));
        m_place->setFocus();
    } else if (wanted.code == HostingRequest::Code::Fixed && wanted.fixedCode.isEmpty()) {
        m_optionsToggle->setChecked(true);
        showProblem(tr("Type the code that people shall use, or choose another kind."));
        m_code->setFocus();
    } else {
        showProblem(QString());
        Q_EMIT hostWanted();
    }
}

} // namespace courtyard
