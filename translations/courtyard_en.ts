<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>courtyard::Conversation</name>
    <message numerus="yes">
        <source>%n people are typing…</source>
        <translation>
            <numerusform>%n person is typing…</numerusform>
            <numerusform>%n people are typing…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::Header</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::HostForm</name>
    <message numerus="yes">
        <source>That name cannot be used. Up to %n letters, without control characters.</source>
        <translation>
            <numerusform>That name cannot be used. Up to %n letter, without control characters.</numerusform>
            <numerusform>That name cannot be used. Up to %n letters, without control characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::MainWindow</name>
    <message numerus="yes">
        <source>%n people are connected and would be cut off.</source>
        <translation>
            <numerusform>%n person is connected and would be cut off.</numerusform>
            <numerusform>%n people are connected and would be cut off.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::Problems</name>
    <message numerus="yes">
        <source>That was too much at once. Try again in %n seconds.</source>
        <translation>
            <numerusform>That was too much at once. Try again in %n second.</numerusform>
            <numerusform>That was too much at once. Try again in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::RoomsModel</name>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1, %n unread</numerusform>
            <numerusform>%1, %n unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n of them for you</source>
        <translation>
            <numerusform>%1, %n of them for you</numerusform>
            <numerusform>%1, %n of them for you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::SearchDialog</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::TimelineModel</name>
    <message numerus="yes">
        <source>%1 by %n people</source>
        <translation>
            <numerusform>%1 by %n person</numerusform>
            <numerusform>%1 by %n people</numerusform>
        </translation>
    </message>
</context>
</TS>
