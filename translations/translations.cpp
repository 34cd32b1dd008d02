#include "translations/translations.h"

#include <QCoreApplication>
#include <QTranslator>

#include <memory>

namespace courtyard {

namespace {

std::unique_ptr<QTranslator> loadCatalogue(const QString &name, const QLocale &locale)
{
    auto translator = std::make_unique<QTranslator>();
    return translator->load(locale, name, QStringLiteral("_"), QStringLiteral(":/i18n"))
        ? std::move(translator)
        : nullptr;
}

void install(QCoreApplication &application, std::unique_ptr<QTranslator> translator)
{
    if (!translator)
        return;
    translator->setParent(&application);
    application.installTranslator(translator.release());
}

} // namespace

QLocale installTranslations(QCoreApplication &application, const QLocale &locale)
{
    auto courtyard = loadCatalogue(QStringLiteral("courtyard"), locale);
    if (!courtyard)
        courtyard = loadCatalogue(QStringLiteral("courtyard"), QLocale(QLocale::English));
    const QLocale language = courtyard ? QLocale(courtyard->language()) : QLocale(QLocale::English);
    // Qt's words in the same language, and not in another one that the person reads as well.
    install(application, loadCatalogue(QStringLiteral("qtbase"), language));
    install(application, std::move(courtyard));
    return language;
}

} // namespace courtyard
