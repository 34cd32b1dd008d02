#include "client/latencymeter.h"
#include "client/peoplemodel.h"
#include "client/roomsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

namespace {

RoomInfo room(const QString &id, const QString &name, RoomKind kind = RoomKind::Public, bool member = true)
{
    RoomInfo info;
    info.id = id;
    info.name = name;
    info.kind = kind;
    info.member = member;
    return info;
}

QStringList names(const QAbstractItemModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all.append(model.index(row, 0).data().toString());
    return all;
}

} // namespace

class TestClientModels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void roomsStandInTheirSections();
    void aSelectionSurvivesAReconnect();
    void aRoomMovesWhenOneJoinsIt();
    void roomsCountWhatIsUnread();
    void aDirectRoomShowsWhetherThePeerIsThere();
    void peopleWhoAreOnlineComeFirst();
    void aPersonMovesInPlace();
    void latencyIsSmoothed();
    void latencyKeepsTheLastOnes();
};

void TestClientModels::roomsStandInTheirSections()
{
    RoomsModel model;
    const QAbstractItemModelTester tester(&model);
    RoomInfo direct = room(u"r_d"_s, u"Anna"_s, RoomKind::Direct);
    model.replaceAll({room(u"r_o"_s, u"Aardvarks"_s, RoomKind::Public, false), direct,
                      room(u"r_z"_s, u"Zoo"_s), room(u"r_b"_s, u"Bakery"_s, RoomKind::Private),
                      room(lobbyId, u"lobby"_s)});
    QCOMPARE(names(model), (QStringList{u"lobby"_s, u"Bakery"_s, u"Zoo"_s, u"Anna"_s, u"Aardvarks"_s}));
    QCOMPARE(model.index(3).data(RoomsModel::SectionRole).toInt(), int(RoomsModel::Section::Direct));
    QCOMPARE(model.index(4).data(RoomsModel::SectionRole).toInt(), int(RoomsModel::Section::Other));
    QCOMPARE(model.rowOf(u"r_z"_s), 2);
    QCOMPARE(model.find(u"r_nowhere"_s), nullptr);
}

void TestClientModels::aSelectionSurvivesAReconnect()
{
    RoomsModel model;
    const QAbstractItemModelTester tester(&model);
    model.replaceAll({room(lobbyId, u"lobby"_s), room(u"r_z"_s, u"Zoo"_s), room(u"r_x"_s, u"Xray"_s)});
    const QPersistentModelIndex zoo = model.index(model.rowOf(u"r_z"_s));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.replaceAll({room(lobbyId, u"lobby"_s), room(u"r_z"_s, u"Zoo"_s), room(u"r_a"_s, u"Ark"_s)});
    QCOMPARE(reset.count(), 0);
    QVERIFY(zoo.isValid());
    QCOMPARE(zoo.data().toString(), u"Zoo"_s);
    QCOMPARE(names(model), (QStringList{u"lobby"_s, u"Ark"_s, u"Zoo"_s}));
}

void TestClientModels::aRoomMovesWhenOneJoinsIt()
{
    RoomsModel model;
    const QAbstractItemModelTester tester(&model);
    model.replaceAll({room(lobbyId, u"lobby"_s), room(u"r_z"_s, u"Zoo"_s),
                      room(u"r_a"_s, u"Ark"_s, RoomKind::Public, false)});
    const QPersistentModelIndex ark = model.index(2);
    model.put(room(u"r_a"_s, u"Ark"_s));
    QCOMPARE(names(model), (QStringList{u"lobby"_s, u"Ark"_s, u"Zoo"_s}));
    QCOMPARE(ark.row(), 1);
    model.put(room(u"r_a"_s, u"Zzz"_s));
    QCOMPARE(ark.row(), 2);
}

void TestClientModels::roomsCountWhatIsUnread()
{
    RoomsModel model;
    model.replaceAll({room(lobbyId, u"lobby"_s), room(u"r_z"_s, u"Zoo"_s)});
    model.setUnread(lobbyId, 3, 1);
    model.setUnread(u"r_z"_s, 2, 0);
    QCOMPARE(model.unreadInAll(), 5);
    QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), u"lobby, 3 unread, 1 of them for you"_s);
    QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(), u"Zoo, 2 unread"_s);
}

void TestClientModels::aDirectRoomShowsWhetherThePeerIsThere()
{
    RoomsModel model;
    RoomInfo direct = room(u"r_d"_s, u"Anna"_s, RoomKind::Direct);
    direct.peer = u"m_anna"_s;
    model.put(direct);
    model.setPeerOnline(u"m_anna"_s, true);
    QVERIFY(model.index(0).data(RoomsModel::PeerOnlineRole).toBool());
    model.setPeerOnline(u"m_other"_s, false);
    QVERIFY(model.index(0).data(RoomsModel::PeerOnlineRole).toBool());
}

void TestClientModels::peopleWhoAreOnlineComeFirst()
{
    PeopleModel model;
    const QAbstractItemModelTester tester(&model);
    QSignalSpy counted(&model, &PeopleModel::onlineCountChanged);
    model.setMe(u"m_z"_s);
    model.replaceAll({{u"m_a"_s, u"Anna"_s, Role::Member, {}, false},
                      {u"m_z"_s, u"Zoe"_s, Role::Owner, Device::Desktop, true},
                      {u"m_b"_s, u"Ben"_s, Role::Member, Device::Phone, true}});
    QCOMPARE(names(model), (QStringList{u"Ben"_s, u"Zoe"_s, u"Anna"_s}));
    QCOMPARE(model.onlineCount(), 2);
    QVERIFY(counted.count() > 0);
    QVERIFY(model.index(1).data(PeopleModel::MeRole).toBool());
    QCOMPARE(model.index(2).data(PeopleModel::DeviceRole).toInt(), -1);
    QCOMPARE(model.nameOf(u"m_a"_s), u"Anna"_s);
    QCOMPARE(model.nameOf(u"m_x"_s), QString());
}

void TestClientModels::aPersonMovesInPlace()
{
    PeopleModel model;
    const QAbstractItemModelTester tester(&model);
    model.replaceAll(
        {{u"m_a"_s, u"Anna"_s, Role::Member, {}, false}, {u"m_b"_s, u"Ben"_s, Role::Member, {}, true}});
    const QPersistentModelIndex anna = model.index(1);
    QSignalSpy counted(&model, &PeopleModel::onlineCountChanged);
    model.put({u"m_a"_s, u"Anna"_s, Role::Member, Device::Phone, true});
    QCOMPARE(anna.row(), 0);
    QCOMPARE(counted.count(), 1);
    model.put({u"m_c"_s, u"Cem"_s, Role::Member, {}, true});
    QCOMPARE(names(model), (QStringList{u"Anna"_s, u"Ben"_s, u"Cem"_s}));
    model.drop(u"m_b"_s);
    QCOMPARE(model.onlineCount(), 2);
}

void TestClientModels::latencyIsSmoothed()
{
    LatencyMeter meter;
    QVERIFY(!meter.latestMs());
    QCOMPARE(meter.smoothedMs(), 0.0);
    meter.add(8);
    QCOMPARE(meter.smoothedMs(), 8.0);
    QCOMPARE(meter.jitterMs(), 0.0);
    meter.add(24);
    QCOMPARE(meter.latestMs().value_or(0), 24.0);
    QCOMPARE(meter.smoothedMs(), 10.0);
    QCOMPARE(meter.jitterMs(), 1.0);
    meter.clear();
    QVERIFY(!meter.latestMs());
}

void TestClientModels::latencyKeepsTheLastOnes()
{
    LatencyMeter meter;
    QSignalSpy changed(&meter, &LatencyMeter::changed);
    for (int n = 0; n < 100; ++n)
        meter.add(n);
    QCOMPARE(meter.samples().size(), LatencyMeter::kept);
    QCOMPARE(meter.samples().first(), 60.0);
    QCOMPARE(meter.samples().last(), 99.0);
    QCOMPARE(changed.count(), 100);
}

QTEST_GUILESS_MAIN(TestClientModels)
#include "tst_clientmodels.moc"
