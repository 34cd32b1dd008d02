#include "server/store/integritycheck.h"

#include "server/store/database.h"
#include "server/store/healthboard.h"
#include "server/store/threadname.h"

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

void check(const QString &path, HealthBoard &board)
{
    nameThisThread("integrity check");
    board.noteIntegrity(Integrity::Checking);
    Database database(path, Database::Access::ReadOnly);
    const QString found = database.single(u"PRAGMA quick_check(1)"_s).toString();
    if (found == "ok"_L1) {
        board.noteIntegrity(Integrity::Whole);
    } else if (found.isEmpty() && !database.problem().isDamage()) {
        board.noteIntegrity(Integrity::Unchecked); // it could not be read; whoever needs it will say so
    } else {
        board.noteIntegrity(Integrity::Damaged);
        board.noteDamage(found.isEmpty() ? database.problem().text : found);
    }
}

} // namespace

IntegrityCheck::IntegrityCheck(const QString &path, HealthBoard &board)
    : m_thread([path, &board] { check(path, board); })
{ }

IntegrityCheck::~IntegrityCheck()
{
    m_thread.join();
}

} // namespace courtyard
