<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>courtyard::AttachmentStrip</name>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::Attention</name>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new for you</source>
        <comment>notices</comment>
        <translation>
            <numerusform>%n new for you</numerusform>
            <numerusform>%n new for you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::CannedDialog</name>
    <message numerus="yes">
        <source>That is as many as there can be: %n.</source>
        <translation>
            <numerusform>That is as many as there can be: %n.</numerusform>
            <numerusform>That is as many as there can be: %n.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::ChatPage</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>questions</comment>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::Composer</name>
    <message numerus="yes">
        <source>%n files were attached.</source>
        <translation>
            <numerusform>%n file was attached.</numerusform>
            <numerusform>%n files were attached.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more were left out: that is too many at once, or they cannot be read.</source>
        <translation>
            <numerusform>%n more was left out: that is too many at once, or it cannot be read.</numerusform>
            <numerusform>%n more were left out: that is too many at once, or they cannot be read.</numerusform>
        </translation>
    </message>
</context>
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
    <message numerus="yes">
        <source>Drop to attach %n files or folders</source>
        <translation>
            <numerusform>Drop to attach %n file or folder</numerusform>
            <numerusform>Drop to attach %n files or folders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::DeskList</name>
    <message numerus="yes">
        <source>Waiting, %n questions</source>
        <translation>
            <numerusform>Waiting, %n question</numerusform>
            <numerusform>Waiting, %n questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mine, %n unread</source>
        <translation>
            <numerusform>Mine, %n unread</numerusform>
            <numerusform>Mine, %n unread</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::FiguresPage</name>
    <message numerus="yes">
        <source>The last %n days</source>
        <translation>
            <numerusform>The last day</numerusform>
            <numerusform>The last %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::FilesDialog</name>
    <message numerus="yes">
        <source>The newest %n</source>
        <translation>
            <numerusform>The newest one</numerusform>
            <numerusform>The newest %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::FoundModel</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
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
    <message numerus="yes">
        <source>%n waiting to be sent to %1. They go out when you are there again.</source>
        <comment>messages, from an earlier run</comment>
        <translation>
            <numerusform>%n message waits to be sent to %1. It goes out when you are there again.</numerusform>
            <numerusform>%n messages wait to be sent to %1. They go out when you are there again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Somebody is guessing at the join code: %n wrong ones within a minute.</source>
        <translation>
            <numerusform>Somebody is guessing at the join code: %n wrong one within a minute.</numerusform>
            <numerusform>Somebody is guessing at the join code: %n wrong ones within a minute.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::OriginsPage</name>
    <message numerus="yes">
        <source>That is as many as there can be: %n.</source>
        <translation>
            <numerusform>That is as many as there can be: %n.</numerusform>
            <numerusform>That is as many as there can be: %n.</numerusform>
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
    <name>courtyard::RoomDelegate</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>messages that are not sent yet</comment>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
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
    <message numerus="yes">
        <source>%1, %n waiting to be sent</source>
        <translation>
            <numerusform>%1, %n waiting to be sent</numerusform>
            <numerusform>%1, %n waiting to be sent</numerusform>
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
    <name>courtyard::StatusLine</name>
    <message numerus="yes">
        <source>%n waiting to be sent</source>
        <translation>
            <numerusform>%n waiting to be sent</numerusform>
            <numerusform>%n waiting to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files on their way</source>
        <translation>
            <numerusform>%n file on its way</numerusform>
            <numerusform>%n files on their way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files have stopped</source>
        <translation>
            <numerusform>%n file has stopped</numerusform>
            <numerusform>%n files have stopped</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::Store</name>
    <message numerus="yes">
        <source>The history was damaged. %n entries could be read of it and go on; the damaged file is kept as %1 in %2.</source>
        <translation>
            <numerusform>The history was damaged. %n entry could be read of it and goes on; the damaged file is kept as %1 in %2.</numerusform>
            <numerusform>The history was damaged. %n entries could be read of it and go on; the damaged file is kept as %1 in %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::TicketFilter</name>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1, %n unread</numerusform>
            <numerusform>%1, %n unread</numerusform>
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
<context>
    <name>courtyard::Times</name>
    <message numerus="yes">
        <source>%n weeks</source>
        <translation>
            <numerusform>%n week</numerusform>
            <numerusform>%n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::TopicDialog</name>
    <message numerus="yes">
        <source>Greeting and absence may have %n characters each.</source>
        <translation>
            <numerusform>Greeting and absence may have %n character each.</numerusform>
            <numerusform>Greeting and absence may have %n characters each.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::TopicsPage</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>questions</comment>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agents here</source>
        <translation>
            <numerusform>%n agent here</numerusform>
            <numerusform>%n agents here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::Transfers</name>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>%n s left</numerusform>
            <numerusform>%n s left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>%n min left</numerusform>
            <numerusform>%n min left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::WaitingDialog</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard %n waiting messages?</source>
        <translation>
            <numerusform>Discard the waiting message?</numerusform>
            <numerusform>Discard %n waiting messages?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages discarded.</source>
        <translation>
            <numerusform>%n message discarded.</numerusform>
            <numerusform>%n messages discarded.</numerusform>
        </translation>
    </message>
</context>
</TS>
