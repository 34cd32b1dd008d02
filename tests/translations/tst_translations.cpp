#include "translations/translations.h"

#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

namespace {

QString people(int n)
{
    return QCoreApplication::translate("courtyard::Header", "%n people", nullptr, n);
}

} // namespace

class TranslationsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstLanguageThatThereAreWordsInIsTaken_data();
    void theFirstLanguageThatThereAreWordsInIsTaken();
    void numbersTakeThePluralFormsOfTheLanguage_data();
    void numbersTakeThePluralFormsOfTheLanguage();
};

void TranslationsTest::theFirstLanguageThatThereAreWordsInIsTaken_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QLocale::Language>("language");
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::addColumn<QString>("words");
    QTest::newRow("English") << "en_GB" << QLocale::English << Qt::LeftToRight << "Your name";
    QTest::newRow("Spanish") << "es_MX" << QLocale::Spanish << Qt::LeftToRight << "Tu nombre";
    QTest::newRow("Arabic") << "ar_EG" << QLocale::Arabic << Qt::RightToLeft << u"اسمك"_s;
    QTest::newRow("none of ours") << "fi_FI" << QLocale::English << Qt::LeftToRight << "Your name";
    QTest::newRow("none at all") << "C" << QLocale::English << Qt::LeftToRight << "Your name";
}

void TranslationsTest::theFirstLanguageThatThereAreWordsInIsTaken()
{
    QFETCH(QString, locale);
    QFETCH(QString, words);
    int argc = 0;
    QCoreApplication application(argc, nullptr);
    const QLocale language = installTranslations(application, QLocale(locale));
    QTEST(language.language(), "language");
    QTEST(language.textDirection(), "direction");
    QCOMPARE(QCoreApplication::translate("courtyard::StartPage", "Your name"), words);
}

void TranslationsTest::numbersTakeThePluralFormsOfTheLanguage_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QList<int>>("numbers");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("English") << "en" << QList{1, 2, 0}
                             << QStringList{u"1 person"_s, u"2 people"_s, u"0 people"_s};
    QTest::newRow("Spanish") << "es" << QList{1, 2, 0}
                             << QStringList{u"1 persona"_s, u"2 personas"_s, u"0 personas"_s};
    QTest::newRow("Arabic") << "ar" << QList{0, 1, 2, 3, 11, 100}
                            << QStringList{u"لا أحد"_s,  u"شخص واحد"_s, u"شخصان"_s,
                                           u"3 أشخاص"_s, u"11 شخصًا"_s,  u"100 شخص"_s};
}

void TranslationsTest::numbersTakeThePluralFormsOfTheLanguage()
{
    QFETCH(QString, locale);
    QFETCH(QList<int>, numbers);
    int argc = 0;
    QCoreApplication application(argc, nullptr);
    installTranslations(application, QLocale(locale));
    QStringList said;
    for (int n : numbers)
        said.append(people(n));
    QTEST(said, "words");
}

QTEST_APPLESS_MAIN(TranslationsTest)
#include "tst_translations.moc"
