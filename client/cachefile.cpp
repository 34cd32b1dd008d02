#include "client/cachefile.h"

#include "client/sqlitecode.h"

#include <QSqlError>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

void bind(QSqlQuery &query, const QVariantList &values)
{
    for (int n = 0; n < values.size(); ++n) { // a null string would become NULL
        const QVariant &bound = values[n];
        const bool isText = bound.typeId() == QMetaType::QString;
        query.bindValue(n, isText && bound.toString().isNull() ? QVariant(u""_s) : bound);
    }
}

} // namespace

CacheFile::CacheFile()
    : m_connection(u"courtyard-client-"_s + QUuid::createUuid().toString(QUuid::Id128)),
      m_db(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection))
{ }

CacheFile::~CacheFile()
{
    close();
    m_db = {};
    QSqlDatabase::removeDatabase(m_connection);
}

bool CacheFile::open(const QString &file)
{
    close();
    m_db.setDatabaseName(file);
    if (m_db.open())
        return true;
    note(m_db.lastError());
    return false;
}

void CacheFile::close()
{
    m_prepared.clear();
    m_db.close();
}

bool CacheFile::waitForOthers(std::chrono::milliseconds atMost)
{
    // A PRAGMA acts when it is prepared, so that run(), which keeps what it prepared, would do it once only.
    return query().exec(u"PRAGMA busy_timeout=%1"_s.arg(atMost.count()));
}

bool CacheFile::run(const QString &sql, const QVariantList &values)
{
    auto known = m_prepared.find(sql);
    if (known == m_prepared.end()) {
        QSqlQuery query(m_db);
        if (!query.prepare(sql)) {
            note(query.lastError());
            return false;
        }
        known = m_prepared.emplace(sql, std::move(query)).first;
    }
    QSqlQuery &query = known->second;
    bind(query, values);
    const bool done = query.exec();
    if (!done)
        note(query.lastError());
    query.finish();
    return done;
}

QVariant CacheFile::value(const QString &sql, const QVariantList &values)
{
    QSqlQuery query(m_db);
    bool good = query.prepare(sql);
    bind(query, values);
    good = good && query.exec();
    if (!good)
        note(query.lastError());
    return good && query.next() ? query.value(0) : QVariant();
}

void CacheFile::note(const QSqlError &error)
{
    m_trouble = {error.nativeErrorCode().toInt() & 0xff, error.text()}; // the primary code of an extended one
}

CacheFile::Written CacheFile::inOneTransaction(const std::vector<CacheWrite> &writes)
{
    bool done = run(u"BEGIN IMMEDIATE"_s);
    const bool begun = done;
    for (const CacheWrite &write : writes)
        done = done && write.run(*this);
    done = done && run(u"COMMIT"_s);
    if (done)
        return Written::Yes;
    const Trouble why = m_trouble;
    if (begun)
        run(u"ROLLBACK"_s);
    m_trouble = why;
    return sqlite::isBusy(why.code) ? Written::Busy : Written::No;
}

} // namespace courtyard
