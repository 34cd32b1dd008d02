#include "ui/timeline/links.h"

#include <QRegularExpression>

namespace courtyard {

// What ends a sentence or closes a bracket that the address did not open is not part of it.
static qsizetype withoutTrail(QStringView address)
{
    qsizetype length = address.size();
    while (length > 0) {
        const QStringView part = address.first(length);
        const QChar last = part.back();
        const bool closesOwn =
            last == QLatin1Char(')') && part.count(QLatin1Char('(')) >= part.count(QLatin1Char(')'));
        if (closesOwn || !QStringView(u".,;:!?'\")]}»”’…،؟").contains(last))
            break;
        --length;
    }
    return length;
}

QList<Link> linksIn(const QString &text)
{
    QList<Link> links;
    if (!text.contains(QLatin1String("://")))
        return links;
    static const QRegularExpression address(QStringLiteral("\\bhttps?://[^\\s<>\"]+"),
                                            QRegularExpression::CaseInsensitiveOption);
    for (auto found = address.globalMatch(text); found.hasNext();) {
        const auto match = found.next();
        const qsizetype length = withoutTrail(match.capturedView());
        const QUrl url(match.captured().left(length), QUrl::TolerantMode);
        const bool isWeb = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
        if (url.isValid() && isWeb && !url.host().isEmpty())
            links.append({int(match.capturedStart()), int(length), url});
    }
    return links;
}

} // namespace courtyard
