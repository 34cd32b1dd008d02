<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar">
<context>
    <name>QObject</name>
    <message>
        <source>OK</source>
        <translation>موافق</translation>
    </message>
</context>
<context>
    <name>courtyard::AddressList</name>
    <message>
        <source>Other addresses</source>
        <translation>عناوين أخرى</translation>
    </message>
    <message>
        <source>%1 ✓</source>
        <translation>%1 ✓</translation>
    </message>
    <message>
        <source>A device has come in by this address.</source>
        <translation>دخل جهاز من هذا العنوان.</translation>
    </message>
    <message>
        <source>%1, %2, works</source>
        <translation>%1، %2، يعمل</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1، %2</translation>
    </message>
</context>
<context>
    <name>courtyard::Addresses</name>
    <message>
        <source>Wi-Fi hotspot</source>
        <translation>نقطة اتصال Wi-Fi</translation>
    </message>
    <message>
        <source>Wi-Fi</source>
        <translation>Wi-Fi</translation>
    </message>
    <message>
        <source>Ethernet</source>
        <translation>إيثرنت</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>شبكة</translation>
    </message>
    <message>
        <source>Virtual</source>
        <translation>افتراضي</translation>
    </message>
    <message>
        <source>This computer only</source>
        <translation>هذا الحاسوب فقط</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>USB</translation>
    </message>
    <message>
        <source>Bluetooth</source>
        <translation>بلوتوث</translation>
    </message>
    <message>
        <source>VPN</source>
        <translation>شبكة افتراضية خاصة (VPN)</translation>
    </message>
</context>
<context>
    <name>courtyard::AnotherHostDialog</name>
    <message>
        <source>Another host</source>
        <translation>مضيف آخر</translation>
    </message>
    <message>
        <source>Talk to the new one</source>
        <translation>التحدث إلى الجديد</translation>
    </message>
    <message>
        <source>This is another host than before at %1</source>
        <translation>هذا مضيف غير الذي كان من قبل على %1</translation>
    </message>
    <message>
        <source>Nothing was sent to it. It may simply be another computer that has this address now, or somebody who pretends to be the one you know. Ask the person who hosts for the four words on their screen.</source>
        <translation>لم يُرسَل إليه شيء. قد يكون مجرد حاسوب آخر له هذا العنوان الآن، أو شخصًا ينتحل صفة من تعرفه. اطلب من المضيف الكلمات الأربع الظاهرة على شاشته.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>من قبل</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>من قبل: %1</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>رجوع</translation>
    </message>
</context>
<context>
    <name>courtyard::AttachmentStrip</name>
    <message>
        <source>Attached files</source>
        <translation>الملفات المرفقة</translation>
    </message>
    <message>
        <source>Original size</source>
        <translation>الحجم الأصلي</translation>
    </message>
    <message>
        <source>Else large photos are made smaller: enough for a screen, and quickly sent.</source>
        <translation>وإلا تُصغَّر الصور الكبيرة: تكفي للشاشة وتُرسل بسرعة.</translation>
    </message>
    <message>
        <source>Keep where photos were taken</source>
        <translation>إبقاء مكان التقاط الصور</translation>
    </message>
    <message>
        <source>Else what pictures say of places, people and cameras is taken out.</source>
        <translation>وإلا يُزال ما تقوله الصور عن الأماكن والأشخاص والكاميرات.</translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>لا ملفات</numerusform>
            <numerusform>ملف واحد</numerusform>
            <numerusform>ملفان</numerusform>
            <numerusform>%n ملفات</numerusform>
            <numerusform>%n ملفًا</numerusform>
            <numerusform>%n ملف</numerusform>
        </translation>
    </message>
    <message>
        <source>Do not send %1</source>
        <translation>عدم إرسال %1</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>عدم الإرسال</translation>
    </message>
</context>
<context>
    <name>courtyard::Attachments</name>
    <message>
        <source>There is no room to prepare the file on this computer. Free some space on its disk.</source>
        <translation>لا مكان لتجهيز الملف على هذا الحاسوب. أفرغ بعض المساحة على قرصه.</translation>
    </message>
    <message>
        <source>The file %1 cannot be read any more.</source>
        <translation>لم يعد بالإمكان قراءة الملف %1.</translation>
    </message>
    <message>
        <source>Screenshot %1</source>
        <extracomment>The name of a pasted picture&apos;s file; %1 is the time</extracomment>
        <translation>لقطة شاشة %1</translation>
    </message>
</context>
<context>
    <name>courtyard::Attention</name>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>لا ملفات</numerusform>
            <numerusform>ملف واحد</numerusform>
            <numerusform>ملفان</numerusform>
            <numerusform>%n ملفات</numerusform>
            <numerusform>%n ملفًا</numerusform>
            <numerusform>%n ملف</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, in a note</source>
        <translation>%1، في ملاحظة</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 في %2</translation>
    </message>
    <message>
        <source>New question from %1 (%2)</source>
        <translation>سؤال جديد من %1 (%2)</translation>
    </message>
    <message>
        <source>%1 is sent.</source>
        <translation>أُرسل %1.</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>حُفظ %1.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n new for you</source>
        <comment>notices</comment>
        <translation>
            <numerusform>لا جديد لك</numerusform>
            <numerusform>جديد واحد لك</numerusform>
            <numerusform>جديدان لك</numerusform>
            <numerusform>%n مستجدات لك</numerusform>
            <numerusform>%n مستجدًا لك</numerusform>
            <numerusform>%n مستجد لك</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::BanDialog</name>
    <message>
        <source>Ban</source>
        <translation>حظر</translation>
    </message>
    <message>
        <source>Ban %1?</source>
        <translation>حظر %1؟</translation>
    </message>
    <message>
        <source>%1 is sent away, and is kept out on every device. Newcomers from the same address are kept out as well.</source>
        <translation>يُخرَج %1 ويُمنع من الدخول من أي جهاز. ويُمنع أيضًا القادمون الجدد من العنوان نفسه.</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>لأي مدة</translation>
    </message>
    <message>
        <source>For %1</source>
        <translation>لمدة %1</translation>
    </message>
    <message>
        <source>For good</source>
        <translation>نهائيًا</translation>
    </message>
    <message>
        <source>Reason, which %1 sees (may stay empty)</source>
        <translation>السبب، ويراه %1 (يمكن تركه فارغًا)</translation>
    </message>
</context>
<context>
    <name>courtyard::Cache</name>
    <message>
        <source>The file %1 cannot be used: %2.</source>
        <translation>لا يمكن استعمال الملف %1: %2.</translation>
    </message>
    <message>
        <source>What was kept on this computer is damaged and was put aside as %1. A new file was begun; what was said is fetched again from the host.</source>
        <translation>ما حُفظ على هذا الحاسوب تالف، وقد وُضع جانبًا باسم %1. بُدئ ملف جديد، وما قيل يُجلب ثانيةً من المضيف.</translation>
    </message>
    <message>
        <source>Until then nothing is kept on this computer: leave Courtyard open while messages wait.</source>
        <translation>حتى ذلك الحين لا يُحفظ شيء على هذا الحاسوب: أبقِ Courtyard مفتوحًا ما دامت رسائل تنتظر.</translation>
    </message>
    <message>
        <source>The disk of this computer is full. Free some space, then try again.</source>
        <translation>قرص هذا الحاسوب ممتلئ. أفرغ بعض المساحة ثم حاول مجددًا.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written to. Allow it, or free its disk of what makes it read-only, then try again.</source>
        <translation>لا يمكن الكتابة في المجلد %1. اسمح بذلك، أو أزل ما يجعل قرصه للقراءة فقط، ثم حاول مجددًا.</translation>
    </message>
    <message>
        <source>Another program holds the file %1. Close that program, then try again.</source>
        <translation>برنامج آخر يشغل الملف %1. أغلق ذلك البرنامج ثم حاول مجددًا.</translation>
    </message>
    <message>
        <source>The disk of this computer does not read or write as it should. See that it is plugged in and sound, then try again.</source>
        <translation>قرص هذا الحاسوب لا يقرأ أو لا يكتب كما ينبغي. تأكد من أنه موصول وسليم ثم حاول مجددًا.</translation>
    </message>
    <message>
        <source>The file %1 is damaged and cannot be put aside. Move it elsewhere, then try again.</source>
        <translation>الملف %1 تالف ولا يمكن وضعه جانبًا. انقله إلى مكان آخر ثم حاول مجددًا.</translation>
    </message>
    <message>
        <source>The file %1 belongs to a newer version of Courtyard. Install that version.</source>
        <translation>الملف %1 يخص إصدارًا أحدث من Courtyard. ثبِّت ذلك الإصدار.</translation>
    </message>
</context>
<context>
    <name>courtyard::CannedDialog</name>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Type / where you write to a visitor, and choose one. It can be changed before it is sent.</source>
        <translation>اكتب / حيث تردّ على زائر ثم اختر واحدًا. يمكن تعديله قبل إرساله.</translation>
    </message>
    <message>
        <source>New reply</source>
        <translation>رد جديد</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Name, to find it by</source>
        <translation>اسم للعثور عليه</translation>
    </message>
    <message>
        <source>What is said</source>
        <translation>ما يُقال</translation>
    </message>
    <message numerus="yes">
        <source>That is as many as there can be: %n.</source>
        <translation>
            <numerusform>لا يمكن أن تزيد على %n.</numerusform>
            <numerusform>لا يمكن أن تزيد على %n.</numerusform>
            <numerusform>لا يمكن أن تزيد على %n.</numerusform>
            <numerusform>لا يمكن أن تزيد على %n.</numerusform>
            <numerusform>لا يمكن أن تزيد على %n.</numerusform>
            <numerusform>لا يمكن أن تزيد على %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every reply needs a name and words.</source>
        <translation>يحتاج كل رد إلى اسم ونص.</translation>
    </message>
    <message>
        <source>“%1” is too long for one message.</source>
        <translation>«%1» أطول من أن يُرسل في رسالة واحدة.</translation>
    </message>
    <message>
        <source>Two replies are called “%1”.</source>
        <translation>هناك ردّان باسم «%1».</translation>
    </message>
    <message>
        <source>Prepared replies of %1</source>
        <translation>الردود الجاهزة في %1</translation>
    </message>
    <message>
        <source>Prepared replies</source>
        <translation>الردود الجاهزة</translation>
    </message>
</context>
<context>
    <name>courtyard::CannedPopup</name>
    <message>
        <source>Prepared replies</source>
        <translation>الردود الجاهزة</translation>
    </message>
    <message>
        <source>/%1 — %2</source>
        <comment>name and text of a prepared reply</comment>
        <translation>/%1 — %2</translation>
    </message>
</context>
<context>
    <name>courtyard::ChatPage</name>
    <message>
        <source>That room is gone.</source>
        <translation>لم تعد تلك الغرفة موجودة.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>%1 invites you to %2.</source>
        <translation>%1 يدعوك إلى %2.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>انضمام</translation>
    </message>
    <message>
        <source>Choose a question from the list.</source>
        <translation>اختر سؤالًا من القائمة.</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>questions</comment>
        <translation>
            <numerusform>لا أحد ينتظر</numerusform>
            <numerusform>واحد ينتظر</numerusform>
            <numerusform>اثنان ينتظران</numerusform>
            <numerusform>%n ينتظرون</numerusform>
            <numerusform>%n ينتظرون</numerusform>
            <numerusform>%n ينتظرون</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::CodeBox</name>
    <message>
        <source>Join code</source>
        <translation>رمز الدخول</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>رمز جديد</translation>
    </message>
    <message>
        <source>Longer code</source>
        <translation>رمز أطول</translation>
    </message>
    <message>
        <source>No code</source>
        <translation>بلا رمز</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>None</source>
        <translation>لا يوجد</translation>
    </message>
    <message>
        <source>No join code is needed</source>
        <translation>لا حاجة إلى رمز دخول</translation>
    </message>
    <message>
        <source>Join code %1</source>
        <translation>رمز الدخول %1</translation>
    </message>
    <message>
        <source>Ask for a code</source>
        <translation>طلب رمز</translation>
    </message>
    <message>
        <source>Everybody on this network can come in.</source>
        <translation>يمكن لكل من على هذه الشبكة الدخول.</translation>
    </message>
    <message>
        <source>Changed. Whoever is in stays; links and QR codes from before no longer let anybody in.</source>
        <translation>تم التغيير. من في الداخل يبقى؛ والروابط ورموز QR السابقة لم تعد تُدخل أحدًا.</translation>
    </message>
    <message>
        <source>Let everybody in without a code?</source>
        <translation>السماح للجميع بالدخول بلا رمز؟</translation>
    </message>
    <message>
        <source>Whoever is on this network can come in, read the public rooms and write.</source>
        <translation>يمكن لكل من على هذه الشبكة الدخول وقراءة الغرف العامة والكتابة.</translation>
    </message>
</context>
<context>
    <name>courtyard::CommandLine</name>
    <message>
        <source>Host at once.</source>
        <translation>الاستضافة فورًا.</translation>
    </message>
    <message>
        <source>With --host: no window, and no display needed; ends on SIGINT or SIGTERM.</source>
        <translation>مع ‎--host‎: بلا نافذة ولا شاشة؛ ينتهي عند SIGINT أو SIGTERM.</translation>
    </message>
    <message>
        <source>Join at once: host, host:port, or an invitation link.</source>
        <translation>الانضمام فورًا: مضيف، أو مضيف:منفذ، أو رابط دعوة.</translation>
    </message>
    <message>
        <source>With --join: the room.</source>
        <translation>مع ‎--join‎: الغرفة.</translation>
    </message>
    <message>
        <source>The port to listen on; 3000 by default, 0 takes a free one.</source>
        <translation>المنفذ المراد الإصغاء إليه؛ 3000 افتراضيًا، و0 يأخذ منفذًا حرًا.</translation>
    </message>
    <message>
        <source>With --host the name of the place, with --join the person&apos;s.</source>
        <translation>مع ‎--host‎ اسم المكان، ومع ‎--join‎ اسم الشخص.</translation>
    </message>
    <message>
        <source>The join code; &quot;none&quot;, or &quot;auto&quot; for six digits, the default.</source>
        <translation>رمز الانضمام؛ «none» لعدم استخدامه، أو «auto» لستة أرقام، وهو الافتراضي.</translation>
    </message>
    <message>
        <source>Where history, files, keys and settings live.</source>
        <translation>مكان حفظ السجل والملفات والمفاتيح والإعدادات.</translation>
    </message>
    <message>
        <source>Listen on this address only; repeatable. All interfaces by default.</source>
        <translation>الإصغاء إلى هذا العنوان فقط؛ يمكن تكراره. كل الواجهات افتراضيًا.</translation>
    </message>
    <message>
        <source>A web site that may embed the help desk; repeatable.</source>
        <translation>موقع ويب يُسمح له بتضمين مكتب المساعدة؛ يمكن تكراره.</translation>
    </message>
    <message>
        <source>Makes a help desk topic at start; repeatable.</source>
        <translation>ينشئ موضوعًا لمكتب المساعدة عند البدء؛ يمكن تكراره.</translation>
    </message>
    <message>
        <source>Takes encrypted connections only: browsers are sent to https, where they warn once.</source>
        <translation>لا يقبل إلا الاتصالات المشفّرة: تُحوَّل المتصفحات إلى https حيث تحذّر مرة واحدة.</translation>
    </message>
    <message>
        <source>For measurements: nothing is throttled.</source>
        <translation>للقياس: لا يُحَدّ من السرعة.</translation>
    </message>
    <message>
        <source>--port takes a number from 0 to 65535, not &quot;%1&quot;.</source>
        <translation>‎--port‎ يأخذ رقمًا من 0 إلى 65535، لا «%1».</translation>
    </message>
    <message>
        <source>--code takes &quot;auto&quot;, &quot;none&quot;, or a code of 1 to %1 characters.</source>
        <translation>‎--code‎ يأخذ «auto» أو «none» أو رمزًا من 1 إلى %1 حرفًا.</translation>
    </message>
    <message>
        <source>--room goes with --join.</source>
        <translation>‎--room‎ يُستعمل مع ‎--join‎.</translation>
    </message>
    <message>
        <source>--host and --join exclude each other.</source>
        <translation>لا يجتمع ‎--host‎ و‎--join‎.</translation>
    </message>
    <message>
        <source>--join takes an address such as 192.168.1.5:3000 or an invitation link, not &quot;%1&quot;.</source>
        <translation>‎--join‎ يأخذ عنوانًا مثل 192.168.1.5:3000 أو رابط دعوة، لا «%1».</translation>
    </message>
    <message>
        <source>--name takes 1 to %1 characters that can be seen.</source>
        <translation>‎--name‎ يأخذ من 1 إلى %1 حرفًا مرئيًا.</translation>
    </message>
    <message>
        <source>--bind takes an address such as 192.168.1.5, not &quot;%1&quot;.</source>
        <translation>‎--bind‎ يأخذ عنوانًا مثل 192.168.1.5، لا «%1».</translation>
    </message>
    <message>
        <source>--allow-origin takes an origin such as https://example.org, not &quot;%1&quot;.</source>
        <translation>‎--allow-origin‎ يأخذ أصلًا مثل https://example.org، لا «%1».</translation>
    </message>
    <message>
        <source>--headless goes with --host.</source>
        <translation>‎--headless‎ يُستعمل مع ‎--host‎.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not an option; see --help.</source>
        <translation>«%1» ليس خيارًا؛ انظر ‎--help‎.</translation>
    </message>
    <message>
        <source>--data takes a folder.</source>
        <translation>‎--data‎ يأخذ مجلدًا.</translation>
    </message>
    <message>
        <source>Usage: %1 [options]</source>
        <translation>الاستعمال: %1 [خيارات]</translation>
    </message>
    <message>
        <source>Talk to everyone on this network, without internet.</source>
        <translation>تحدَّث مع كل من على هذه الشبكة، بلا إنترنت.</translation>
    </message>
    <message>
        <source>The largest file that is taken, for instance 500M or 4G, the default.</source>
        <translation>أكبر ملف يُقبل، مثل 500M أو 4G، وهو الافتراضي.</translation>
    </message>
    <message>
        <source>What all files together may take; 64G by default.</source>
        <translation>ما يجوز أن تشغله جميع الملفات معًا؛ 64G افتراضيًا.</translation>
    </message>
    <message>
        <source>What the files of one person may take; 16G by default.</source>
        <translation>ما يجوز أن تشغله ملفات شخص واحد؛ 16G افتراضيًا.</translation>
    </message>
    <message>
        <source>What files leave free on the disk; 1G by default, or a tenth of a small disk.</source>
        <translation>ما تتركه الملفات فارغًا على القرص؛ 1G افتراضيًا، أو عُشر القرص الصغير.</translation>
    </message>
    <message>
        <source>--%1 takes a size such as 500M or 4G, not &quot;%2&quot;.</source>
        <translation>تأخذ --%1 حجمًا مثل 500M أو 4G، لا «%2».</translation>
    </message>
    <message>
        <source>--desk takes 1 to %1 characters that can be seen.</source>
        <translation>يأخذ ‎--desk من 1 إلى %1 حرفًا مرئيًا.</translation>
    </message>
</context>
<context>
    <name>courtyard::Composer</name>
    <message>
        <source>Emoji</source>
        <translation>رموز تعبيرية</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>Stop replying or editing</source>
        <translation>ترك الرد أو التعديل</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>رسالة إلى %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Reply to %1: %2</source>
        <translation>رد على %1: %2</translation>
    </message>
    <message>
        <source>Edit your message</source>
        <translation>عدِّل رسالتك</translation>
    </message>
    <message>
        <source>This is too long for one message: %1 of %2 bytes. Send it in parts.</source>
        <translation>هذا أطول من رسالة واحدة: %1 من %2 بايت. أرسله على أجزاء.</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>إرفاق ملفات</translation>
    </message>
    <message>
        <source>Attach files. They may also be dropped here, or pasted.</source>
        <translation>إرفاق ملفات. يمكن أيضًا إفلاتها هنا أو لصقها.</translation>
    </message>
    <message numerus="yes">
        <source>%n files were attached.</source>
        <translation>
            <numerusform>لم يُرفق أي ملف.</numerusform>
            <numerusform>أُرفق ملف واحد.</numerusform>
            <numerusform>أُرفق ملفان.</numerusform>
            <numerusform>أُرفقت %n ملفات.</numerusform>
            <numerusform>أُرفق %n ملفًا.</numerusform>
            <numerusform>أُرفق %n ملف.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more were left out: that is too many at once, or they cannot be read.</source>
        <translation>
            <numerusform>لم يُترك شيء.</numerusform>
            <numerusform>تُرك واحد آخر: هذا كثير دفعة واحدة، أو لا يمكن قراءته.</numerusform>
            <numerusform>تُرك اثنان آخران: هذا كثير دفعة واحدة، أو لا يمكن قراءتهما.</numerusform>
            <numerusform>تُركت %n أخرى: هذا كثير دفعة واحدة، أو لا يمكن قراءتها.</numerusform>
            <numerusform>تُرك %n آخر: هذا كثير دفعة واحدة، أو لا يمكن قراءتها.</numerusform>
            <numerusform>تُرك %n آخر: هذا كثير دفعة واحدة، أو لا يمكن قراءتها.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no file to attach there that can be read.</source>
        <translation>لا يوجد هناك ملف يمكن قراءته وإرفاقه.</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>ملاحظة داخلية</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>إضافة ملاحظة</translation>
    </message>
    <message>
        <source>Only agents read this</source>
        <translation>لا يقرؤها إلا الموظفون</translation>
    </message>
</context>
<context>
    <name>courtyard::ConnectionDialog</name>
    <message>
        <source>Connection details</source>
        <translation>تفاصيل الاتصال</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy this into a report when something does not work. It holds no codes and nothing that was said.</source>
        <translation>انسخ هذا في بلاغ حين لا يعمل شيء ما. لا يحوي رموزًا ولا شيئًا مما قيل.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>courtyard::ConnectionReport</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 مللي ثانية</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 ث</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>Connection lost; waits before the next try</source>
        <translation>انقطع الاتصال؛ ينتظر قبل المحاولة التالية</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>جارٍ الاتصال</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>البرنامج</translation>
    </message>
    <message>
        <source>Courtyard</source>
        <translation>Courtyard</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <source>System</source>
        <translation>النظام</translation>
    </message>
    <message>
        <source>Written at</source>
        <translation>كُتب في</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>الاتصال</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>الدور</translation>
    </message>
    <message>
        <source>Hosts on this computer</source>
        <translation>يستضيف على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>منضم</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>المضيف</translation>
    </message>
    <message>
        <source>Host&apos;s id</source>
        <translation>معرّف المضيف</translation>
    </message>
    <message>
        <source>Host&apos;s version</source>
        <translation>إصدار المضيف</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>البروتوكول</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>%1, since %2</source>
        <translation>%1، منذ %2</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>في انتظار الإرسال</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>زمن الاستجابة</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>—</source>
        <translation>—</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>الوسيط</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>التذبذب</translation>
    </message>
    <message>
        <source>Host&apos;s clock against ours</source>
        <translation>ساعة المضيف قياسًا إلى ساعتنا</translation>
    </message>
    <message>
        <source>Lost connections</source>
        <translation>اتصالات انقطعت</translation>
    </message>
    <message>
        <source>Since the start</source>
        <translation>منذ البدء</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1؛ %2</translation>
    </message>
    <message>
        <source>back after %1</source>
        <translation>عاد بعد %1</translation>
    </message>
    <message>
        <source>not back yet</source>
        <translation>لم يعد بعد</translation>
    </message>
    <message>
        <source>Kept on this computer</source>
        <translation>محفوظ على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>المجلد</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>الحجم</translation>
    </message>
    <message>
        <source>nothing is kept</source>
        <translation>لا يُحفظ شيء</translation>
    </message>
    <message>
        <source>Room %1</source>
        <translation>الغرفة %1</translation>
    </message>
    <message>
        <source>up to %1 of %2</source>
        <translation>حتى %1 من %2</translation>
    </message>
    <message>
        <source>Hosting</source>
        <translation>الاستضافة</translation>
    </message>
    <message>
        <source>Running for</source>
        <translation>يعمل منذ</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Connections of members</source>
        <translation>اتصالات الأعضاء</translation>
    </message>
    <message>
        <source>Other connections</source>
        <translation>اتصالات أخرى</translation>
    </message>
    <message>
        <source>Connections since the start</source>
        <translation>الاتصالات منذ البدء</translation>
    </message>
    <message>
        <source>Messages stored</source>
        <translation>الرسائل المحفوظة</translation>
    </message>
    <message>
        <source>Saving takes</source>
        <translation>يستغرق الحفظ</translation>
    </message>
    <message>
        <source>%1 on average</source>
        <translation>%1 في المتوسط</translation>
    </message>
    <message>
        <source>Waiting to be saved</source>
        <translation>في انتظار الحفظ</translation>
    </message>
    <message>
        <source>Waiting to be sent to others</source>
        <translation>في انتظار الإرسال إلى الآخرين</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>الذاكرة</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>القرص</translation>
    </message>
    <message>
        <source>good</source>
        <translation>سليم</translation>
    </message>
    <message>
        <source>Cut off: %1</source>
        <translation>قُطعت: %1</translation>
    </message>
    <message>
        <source>Last problems</source>
        <translation>آخر المشكلات</translation>
    </message>
    <message>
        <source>%1, encrypted</source>
        <translation>%1، مشفّر</translation>
    </message>
    <message>
        <source>Key of this host</source>
        <translation>مفتاح هذا المضيف</translation>
    </message>
    <message>
        <source>Four words</source>
        <translation>أربع كلمات</translation>
    </message>
    <message>
        <source>In full</source>
        <translation>كاملًا</translation>
    </message>
    <message>
        <source>Known since</source>
        <translation>معروف منذ</translation>
    </message>
</context>
<context>
    <name>courtyard::Conversation</name>
    <message>
        <source>OK</source>
        <translation>موافق</translation>
    </message>
    <message>
        <source>Nobody else is here yet. Invite people with the button above: phones scan the code, computers type the address.</source>
        <translation>لا أحد آخر هنا بعد. ادعُ الناس بالزر في الأعلى: الهواتف تمسح الرمز، والحواسيب تكتب العنوان.</translation>
    </message>
    <message>
        <source>Nothing has been said here yet. Write the first message below.</source>
        <translation>لم يُقَل شيء هنا بعد. اكتب أول رسالة في الأسفل.</translation>
    </message>
    <message>
        <source>Connection lost — reconnecting in %1 s</source>
        <translation>انقطع الاتصال — إعادة الاتصال بعد %1 ث</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>أعد المحاولة الآن</translation>
    </message>
    <message>
        <source>Connection lost — reconnecting…</source>
        <translation>انقطع الاتصال — تُعاد المحاولة…</translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 يكتب…</translation>
    </message>
    <message>
        <source>%1 and %2 are typing…</source>
        <translation>%1 و%2 يكتبان…</translation>
    </message>
    <message numerus="yes">
        <source>%n people are typing…</source>
        <translation>
            <numerusform>لا أحد يكتب</numerusform>
            <numerusform>شخص واحد يكتب…</numerusform>
            <numerusform>شخصان يكتبان…</numerusform>
            <numerusform>%n أشخاص يكتبون…</numerusform>
            <numerusform>%n شخصًا يكتبون…</numerusform>
            <numerusform>%n شخص يكتبون…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>لا رسائل جديدة</numerusform>
            <numerusform>رسالة جديدة</numerusform>
            <numerusform>رسالتان جديدتان</numerusform>
            <numerusform>%n رسائل جديدة</numerusform>
            <numerusform>%n رسالة جديدة</numerusform>
            <numerusform>%n رسالة جديدة</numerusform>
        </translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>الأحدث</translation>
    </message>
    <message>
        <source>Delete this message?</source>
        <translation>أتريد حذف هذه الرسالة؟</translation>
    </message>
    <message>
        <source>It disappears for everybody: “%1”</source>
        <translation>ستختفي عند الجميع: «%1»</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Going back to that message… %1 %</source>
        <translation>جارٍ الرجوع إلى تلك الرسالة… %1 %</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>That message cannot be brought just now.</source>
        <translation>لا يمكن جلب تلك الرسالة الآن.</translation>
    </message>
    <message>
        <source>The message was discarded.</source>
        <translation>جرى تجاهل الرسالة.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>%1 is sent.</source>
        <translation>أُرسل %1.</translation>
    </message>
    <message numerus="yes">
        <source>Drop to attach %n files or folders</source>
        <translation>
            <numerusform>أفلت للإرفاق</numerusform>
            <numerusform>أفلت لإرفاق ملف أو مجلد واحد</numerusform>
            <numerusform>أفلت لإرفاق ملفين أو مجلدين</numerusform>
            <numerusform>أفلت لإرفاق %n ملفات أو مجلدات</numerusform>
            <numerusform>أفلت لإرفاق %n ملفًا أو مجلدًا</numerusform>
            <numerusform>أفلت لإرفاق %n ملف أو مجلد</numerusform>
        </translation>
    </message>
    <message>
        <source>Internal notes</source>
        <translation>ملاحظات داخلية</translation>
    </message>
    <message>
        <source>No notes yet. What you write here, the visitor never sees.</source>
        <translation>لا ملاحظات بعد. ما تكتبه هنا لا يراه الزائر أبدًا.</translation>
    </message>
</context>
<context>
    <name>courtyard::DeskAddressDialog</name>
    <message>
        <source>Address of %1</source>
        <translation>عنوان %1</translation>
    </message>
    <message>
        <source>Bring a question to %1</source>
        <translation>طرح سؤال على %1</translation>
    </message>
    <message>
        <source>Whoever scans this, or opens the address, on this network can ask. No join code is needed.</source>
        <translation>كل من يمسح هذا أو يفتح العنوان على هذه الشبكة يمكنه أن يسأل. لا حاجة إلى رمز انضمام.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>One line for a page of another server</source>
        <translation>سطر واحد لصفحة على خادم آخر</translation>
    </message>
    <message>
        <source>That page&apos;s server has to be allowed under “Other pages”.</source>
        <translation>يجب السماح بخادم تلك الصفحة تحت «صفحات أخرى».</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
</context>
<context>
    <name>courtyard::DeskList</name>
    <message>
        <source>Help desk</source>
        <translation>مكتب المساعدة</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>في الانتظار</translation>
    </message>
    <message numerus="yes">
        <source>Waiting, %n questions</source>
        <translation>
            <numerusform>في الانتظار، لا أسئلة</numerusform>
            <numerusform>في الانتظار، سؤال واحد</numerusform>
            <numerusform>في الانتظار، سؤالان</numerusform>
            <numerusform>في الانتظار، %n أسئلة</numerusform>
            <numerusform>في الانتظار، %n سؤالًا</numerusform>
            <numerusform>في الانتظار، %n سؤال</numerusform>
        </translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>محادثاتي</translation>
    </message>
    <message numerus="yes">
        <source>Mine, %n unread</source>
        <translation>
            <numerusform>محادثاتي، لا جديد</numerusform>
            <numerusform>محادثاتي، رسالة غير مقروءة</numerusform>
            <numerusform>محادثاتي، رسالتان غير مقروءتين</numerusform>
            <numerusform>محادثاتي، %n رسائل غير مقروءة</numerusform>
            <numerusform>محادثاتي، %n رسالة غير مقروءة</numerusform>
            <numerusform>محادثاتي، %n رسالة غير مقروءة</numerusform>
        </translation>
    </message>
    <message>
        <source>All questions</source>
        <translation>كل الأسئلة</translation>
    </message>
</context>
<context>
    <name>courtyard::DeskSide</name>
    <message>
        <source>Help desk settings…</source>
        <translation>إعدادات مكتب المساعدة…</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>The conversation with %1 is yours.</source>
        <translation>المحادثة مع %1 لك.</translation>
    </message>
    <message>
        <source>The conversation with %1 is closed.</source>
        <translation>أُغلقت المحادثة مع %1.</translation>
    </message>
    <message>
        <source>The conversation with %1 is open again, and yours.</source>
        <translation>فُتحت المحادثة مع %1 مجددًا وهي لك.</translation>
    </message>
    <message>
        <source>%1 waits in the queue again.</source>
        <translation>عاد %1 إلى الانتظار في الطابور.</translation>
    </message>
    <message>
        <source>%1 has the conversation with %2 now.</source>
        <translation>المحادثة مع %2 الآن عند %1.</translation>
    </message>
    <message>
        <source>Prepared replies</source>
        <translation>الردود الجاهزة</translation>
    </message>
    <message>
        <source>Prepared replies…</source>
        <translation>الردود الجاهزة…</translation>
    </message>
</context>
<context>
    <name>courtyard::DeviceRow</name>
    <message>
        <source>desktop</source>
        <translation>حاسوب</translation>
    </message>
    <message>
        <source>browser</source>
        <translation>متصفح</translation>
    </message>
    <message>
        <source>phone browser</source>
        <translation>متصفح هاتف</translation>
    </message>
    <message>
        <source>program</source>
        <translation>برنامج</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation>%1 (أنت)</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 م.ث</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>إزالة %1</translation>
    </message>
</context>
<context>
    <name>courtyard::Dialog</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>موافق</translation>
    </message>
</context>
<context>
    <name>courtyard::Downloads</name>
    <message>
        <source>The host does not have this file any more.</source>
        <translation>لم يعد هذا الملف لدى المضيف.</translation>
    </message>
    <message>
        <source>What arrived is not the file that was sent. Try again.</source>
        <translation>ما وصل ليس الملف الذي أُرسل. حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>It cannot be saved in %1. See that there is room, and that you may write there.</source>
        <translation>لا يمكن الحفظ في %1. تأكد من وجود مساحة ومن أن الكتابة هناك مسموحة لك.</translation>
    </message>
</context>
<context>
    <name>courtyard::FiguresPage</name>
    <message>
        <source>Time</source>
        <translation>المدة</translation>
    </message>
    <message numerus="yes">
        <source>The last %n days</source>
        <translation>
            <numerusform>لا أيام</numerusform>
            <numerusform>آخر يوم</numerusform>
            <numerusform>آخر يومين</numerusform>
            <numerusform>آخر %n أيام</numerusform>
            <numerusform>آخر %n يومًا</numerusform>
            <numerusform>آخر %n يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>Save as a table…</source>
        <translation>حفظ كجدول…</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>الأسئلة</translation>
    </message>
    <message>
        <source>Waited (half)</source>
        <translation>الانتظار (النصف)</translation>
    </message>
    <message>
        <source>Waited (90 %)</source>
        <translation>الانتظار (90 %)</translation>
    </message>
    <message>
        <source>Waited at most</source>
        <translation>أطول انتظار</translation>
    </message>
    <message>
        <source>Handled (half)</source>
        <translation>المعالجة (النصف)</translation>
    </message>
    <message>
        <source>Handled (90 %)</source>
        <translation>المعالجة (90 %)</translation>
    </message>
    <message>
        <source>Figures by day</source>
        <translation>الأرقام حسب اليوم</translation>
    </message>
    <message>
        <source>There is no help desk yet.</source>
        <translation>لا يوجد مكتب مساعدة بعد.</translation>
    </message>
    <message>
        <source>Nothing was counted in this time.</source>
        <translation>لم يُحصَ شيء في هذه المدة.</translation>
    </message>
    <message>
        <source>Half of all waited no longer than “half”; nine of ten no longer than “90 %”.</source>
        <translation>نصفهم لم ينتظر أكثر من «النصف»، وتسعة من كل عشرة لم ينتظروا أكثر من «90 %».</translation>
    </message>
    <message>
        <source>Save the figures</source>
        <translation>حفظ الأرقام</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>جدول (*.csv)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>حُفظ باسم %1.</translation>
    </message>
    <message>
        <source>It could not be saved there: %1</source>
        <translation>تعذّر الحفظ هناك: %1</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>المغلقة</translation>
    </message>
    <message>
        <source>Opened again</source>
        <translation>المفتوحة مجددًا</translation>
    </message>
</context>
<context>
    <name>courtyard::FiguresPlot</name>
    <message>
        <source>Waiting and handling times by day</source>
        <translation>أوقات الانتظار والمعالجة حسب اليوم</translation>
    </message>
    <message>
        <source>%1: waited %2, handled in %3</source>
        <translation>%1: انتظار %2، معالجة %3</translation>
    </message>
    <message>
        <source>Nothing was counted in this time.</source>
        <translation>لم يُحصَ شيء في هذه المدة.</translation>
    </message>
    <message>
        <source>Waited until somebody took it</source>
        <translation>الانتظار حتى تولّاها أحد</translation>
    </message>
    <message>
        <source>Handled until it was closed</source>
        <translation>المعالجة حتى الإغلاق</translation>
    </message>
</context>
<context>
    <name>courtyard::FileActions</name>
    <message>
        <source>Where files are saved</source>
        <translation>مكان حفظ الملفات</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>حُفظ %1.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>إظهار في المجلد</translation>
    </message>
    <message>
        <source>There is no program here that opens %1.</source>
        <translation>لا يوجد هنا برنامج يفتح %1.</translation>
    </message>
</context>
<context>
    <name>courtyard::FilesDialog</name>
    <message>
        <source>Files</source>
        <translation>الملفات</translation>
    </message>
    <message>
        <source>Part of a name</source>
        <translation>جزء من اسم</translation>
    </message>
    <message>
        <source>Files of this room</source>
        <translation>ملفات هذه الغرفة</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Go to message</source>
        <translation>الذهاب إلى الرسالة</translation>
    </message>
    <message>
        <source>Older files</source>
        <translation>ملفات أقدم</translation>
    </message>
    <message>
        <source>%1, %2, from %3, %4</source>
        <translation>%1، %2، من %3، %4</translation>
    </message>
    <message>
        <source>No files here yet.</source>
        <translation>لا توجد ملفات هنا بعد.</translation>
    </message>
    <message numerus="yes">
        <source>The newest %n</source>
        <translation>
            <numerusform>لا شيء</numerusform>
            <numerusform>الأحدث</numerusform>
            <numerusform>أحدث اثنين</numerusform>
            <numerusform>أحدث %n</numerusform>
            <numerusform>أحدث %n</numerusform>
            <numerusform>أحدث %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>لا ملفات</numerusform>
            <numerusform>ملف واحد</numerusform>
            <numerusform>ملفان</numerusform>
            <numerusform>%n ملفات</numerusform>
            <numerusform>%n ملفًا</numerusform>
            <numerusform>%n ملف</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::FoundList</name>
    <message>
        <source>Found on this network</source>
        <translation>وُجد في هذه الشبكة</translation>
    </message>
    <message>
        <source>No host found yet. It appears here by itself. If not, ask whoever hosts for the address.</source>
        <translation>لم يُعثر على أي مضيف بعد. سيظهر هنا من تلقاء نفسه. وإن لم يظهر فاطلب العنوان من المضيف.</translation>
    </message>
</context>
<context>
    <name>courtyard::FoundModel</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>لا أحد</numerusform>
            <numerusform>شخص واحد</numerusform>
            <numerusform>شخصان</numerusform>
            <numerusform>%n أشخاص</numerusform>
            <numerusform>%n شخصًا</numerusform>
            <numerusform>%n شخص</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2, with a join code, %3</source>
        <translation>%1، %2، برمز انضمام، %3</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1، %2، %3</translation>
    </message>
    <message>
        <source>%1 · join code</source>
        <translation>%1 · رمز انضمام</translation>
    </message>
</context>
<context>
    <name>courtyard::FreedesktopNotifier</name>
    <message>
        <source>Open</source>
        <translation>افتح</translation>
    </message>
</context>
<context>
    <name>courtyard::Header</name>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>دعوة</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>القائمة</translation>
    </message>
    <message>
        <source>Only the two of you</source>
        <translation>أنتما الاثنان فقط</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>لا أحد</numerusform>
            <numerusform>شخص واحد</numerusform>
            <numerusform>شخصان</numerusform>
            <numerusform>%n أشخاص</numerusform>
            <numerusform>%n شخصًا</numerusform>
            <numerusform>%n شخص</numerusform>
        </translation>
    </message>
    <message>
        <source>everyone on this network</source>
        <translation>كل من على هذه الشبكة</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>الملفات</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>مقفلة</translation>
    </message>
    <message>
        <source>is here now</source>
        <translation>موجود الآن</translation>
    </message>
    <message>
        <source>is away; reads it when back</source>
        <translation>غائب؛ سيقرؤه حين يعود</translation>
    </message>
    <message>
        <source>Help desk</source>
        <translation>مكتب المساعدة</translation>
    </message>
</context>
<context>
    <name>courtyard::HelpDeskDialog</name>
    <message>
        <source>Help desk</source>
        <translation>مكتب المساعدة</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>المواضيع</translation>
    </message>
    <message>
        <source>Other pages</source>
        <translation>صفحات أخرى</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>الأرقام</translation>
    </message>
</context>
<context>
    <name>courtyard::Host</name>
    <message>
        <source>Port %1 is taken by another program. Close it, or choose another port.</source>
        <translation>المنفذ %1 يستعمله برنامج آخر. أغلقه أو اختر منفذًا آخر.</translation>
    </message>
    <message>
        <source>This computer does not allow hosting on port %1 (%2). Choose another port or address.</source>
        <translation>لا يسمح هذا الحاسوب بالاستضافة على المنفذ %1 ‏(%2). اختر منفذًا أو عنوانًا آخر.</translation>
    </message>
    <message>
        <source>The history in %1 is damaged (%2). Restore a copy of the folder, or choose another one.</source>
        <translation>السجل في %1 تالف (%2). استعد نسخة من المجلد أو اختر مجلدًا آخر.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written to. Allow it, free some space, or choose another folder.</source>
        <translation>لا تمكن الكتابة في المجلد %1. اسمح بها أو وفِّر مساحة أو اختر مجلدًا آخر.</translation>
    </message>
    <message>
        <source>The key of this host (host-key.pem in %1) is missing or damaged. Put it back from a copy of the folder. Without one, move host-certificate.pem and what is left of host-key.pem away: everybody will then take this for a new host.</source>
        <translation>مفتاح هذا المضيف (host-key.pem في %1) مفقود أو تالف. استعده من نسخة من المجلد. وإن لم توجد نسخة فانقل host-certificate.pem وما بقي من host-key.pem إلى مكان آخر: سيعدّه الجميع عندئذ مضيفًا جديدًا.</translation>
    </message>
    <message>
        <source>The certificate of this host (host-certificate.pem in %1) is damaged. Move it away: it is made anew from host-key.pem, and nobody will notice.</source>
        <translation>شهادة هذا المضيف (host-certificate.pem في %1) تالفة. انقلها إلى مكان آخر: تُنشأ من جديد من host-key.pem ولن يلاحظ أحد.</translation>
    </message>
    <message>
        <source>host-key.pem and host-certificate.pem in %1 do not belong together. Put both back from one copy of the folder. Without one, move host-certificate.pem away: if the key is another one than last time, everybody will take this for a new host.</source>
        <translation>الملفان host-key.pem وhost-certificate.pem في %1 لا يتوافقان. استعدهما معًا من نسخة واحدة من المجلد. وإن لم توجد نسخة فانقل host-certificate.pem إلى مكان آخر: إذا لم يكن المفتاح مفتاح المرة السابقة فسيعدّه الجميع مضيفًا جديدًا.</translation>
    </message>
    <message>
        <source>The key of this host in %1 cannot be read. Allow it for host-key.pem and host-certificate.pem.</source>
        <translation>لا تمكن قراءة مفتاح هذا المضيف في %1. اسمح بقراءة host-key.pem وhost-certificate.pem.</translation>
    </message>
    <message>
        <source>Name of this computer</source>
        <translation>اسم هذا الحاسوب</translation>
    </message>
</context>
<context>
    <name>courtyard::HostCard</name>
    <message>
        <source>Hosting on this computer</source>
        <translation>الاستضافة على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Show QR</source>
        <translation>عرض رمز QR</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>نسخ الرابط</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>لا توجد شبكة</translation>
    </message>
    <message>
        <source>Devices %1</source>
        <translation>الأجهزة: %1</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
</context>
<context>
    <name>courtyard::HostForm</name>
    <message>
        <source>Host</source>
        <translation>استضافة</translation>
    </message>
    <message>
        <source>Phones open a web page; computers join with this app.</source>
        <translation>الهواتف تفتح صفحة ويب؛ والحواسيب تنضم بهذا التطبيق.</translation>
    </message>
    <message>
        <source>Name of this place</source>
        <translation>اسم هذا المكان</translation>
    </message>
    <message>
        <source>Options…</source>
        <translation>خيارات…</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>المنفذ</translation>
    </message>
    <message>
        <source>Any free port</source>
        <translation>أي منفذ حر</translation>
    </message>
    <message>
        <source>Who may come in</source>
        <translation>من يمكنه الدخول</translation>
    </message>
    <message>
        <source>Six digits, made for you</source>
        <translation>ستة أرقام تُنشأ لك</translation>
    </message>
    <message>
        <source>No code: everyone on this network</source>
        <translation>بلا رمز: كل من على هذه الشبكة</translation>
    </message>
    <message>
        <source>A code of your own</source>
        <translation>رمز من اختيارك</translation>
    </message>
    <message>
        <source>Code of your own</source>
        <translation>رمزك الخاص</translation>
    </message>
    <message>
        <source>For instance tulip27</source>
        <translation>مثلًا tulip27</translation>
    </message>
    <message>
        <source>Join code</source>
        <translation>رمز الانضمام</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>جارٍ البدء…</translation>
    </message>
    <message numerus="yes">
        <source>That name cannot be used. Up to %n letters, without control characters.</source>
        <translation>
            <numerusform>لا يمكن استعمال هذا الاسم.</numerusform>
            <numerusform>لا يمكن استعمال هذا الاسم. حرف واحد على الأكثر، بلا محارف تحكم.</numerusform>
            <numerusform>لا يمكن استعمال هذا الاسم. حرفان على الأكثر، بلا محارف تحكم.</numerusform>
            <numerusform>لا يمكن استعمال هذا الاسم. %n أحرف على الأكثر، بلا محارف تحكم.</numerusform>
            <numerusform>لا يمكن استعمال هذا الاسم. %n حرفًا على الأكثر، بلا محارف تحكم.</numerusform>
            <numerusform>لا يمكن استعمال هذا الاسم. %n حرف على الأكثر، بلا محارف تحكم.</numerusform>
        </translation>
    </message>
    <message>
        <source>Type the code that people shall use, or choose another kind.</source>
        <translation>اكتب الرمز الذي سيستعمله الناس، أو اختر نوعًا آخر.</translation>
    </message>
</context>
<context>
    <name>courtyard::HostLink</name>
    <message>
        <source>Nothing came from the host any more</source>
        <translation>لم يعد يصل شيء من المضيف</translation>
    </message>
    <message>
        <source>The host was stopped</source>
        <translation>أُوقف المضيف</translation>
    </message>
    <message>
        <source>This device took in too slowly what was said</source>
        <translation>كان هذا الجهاز يستقبل ما قيل ببطء شديد</translation>
    </message>
    <message>
        <source>The host moved</source>
        <translation>انتقل المضيف</translation>
    </message>
    <message>
        <source>The connection was closed</source>
        <translation>أُغلق الاتصال</translation>
    </message>
    <message>
        <source>Removed by a moderator</source>
        <translation>أخرجك مشرف</translation>
    </message>
</context>
<context>
    <name>courtyard::HostProblemDialog</name>
    <message>
        <source>Hosting does not start</source>
        <translation>الاستضافة لا تبدأ</translation>
    </message>
    <message>
        <source>Set aside and start anew</source>
        <translation>وضعه جانبًا والبدء من جديد</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>حاول مجددًا</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>اختيار مجلد آخر…</translation>
    </message>
    <message>
        <source>Use the usual folder</source>
        <translation>استعمال المجلد المعتاد</translation>
    </message>
    <message>
        <source>Folder for the history of this place</source>
        <translation>مجلد لسجل هذا المكان</translation>
    </message>
</context>
<context>
    <name>courtyard::HotspotBox</name>
    <message>
        <source>This computer has no Wi-Fi.</source>
        <translation>لا يوجد واي فاي في هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The Wi-Fi of this computer is switched off. Switch it on, then try again.</source>
        <translation>الواي فاي في هذا الحاسوب مطفأ. شغّله ثم حاول مجددًا.</translation>
    </message>
    <message>
        <source>The Wi-Fi of this computer cannot make a network of its own.</source>
        <translation>لا يستطيع واي فاي هذا الحاسوب إنشاء شبكة خاصة به.</translation>
    </message>
    <message>
        <source>This computer does not allow you to make a hotspot.</source>
        <translation>لا يسمح لك هذا الحاسوب بإنشاء نقطة اتصال.</translation>
    </message>
    <message>
        <source>The hotspot did not start.</source>
        <translation>لم تبدأ نقطة الاتصال.</translation>
    </message>
    <message>
        <source>The hotspot was switched off, not from here.</source>
        <translation>أُطفئت نقطة الاتصال، لكن ليس من هنا.</translation>
    </message>
    <message>
        <source>In Windows: Settings, Network &amp; internet, Mobile hotspot.</source>
        <translation>في ويندوز: الإعدادات، الشبكة والإنترنت، نقطة اتصال الجوال.</translation>
    </message>
    <message>
        <source>On a Mac: System Settings, General, Sharing, Internet Sharing.</source>
        <translation>على ماك: إعدادات النظام، عام، المشاركة، مشاركة الإنترنت.</translation>
    </message>
    <message>
        <source>On Linux: in the system&apos;s Wi-Fi settings, “Turn on Wi-Fi hotspot”.</source>
        <translation>على لينكس: في إعدادات الواي فاي للنظام، «تشغيل نقطة اتصال الواي فاي».</translation>
    </message>
    <message>
        <source>Or switch on the hotspot of a phone and let everybody join it, this computer too; it needs no internet.</source>
        <translation>أو شغّل نقطة اتصال في هاتف ولينضم إليها الجميع، وهذا الحاسوب أيضًا؛ لا حاجة إلى إنترنت.</translation>
    </message>
    <message>
        <source>Starting… The system may ask for your password.</source>
        <translation>جارٍ البدء… قد يطلب النظام كلمة مرورك.</translation>
    </message>
    <message>
        <source>No network here? How to make one</source>
        <translation>لا شبكة هنا؟ كيف تُنشئ واحدة</translation>
    </message>
    <message>
        <source>Make a Wi-Fi hotspot</source>
        <translation>إنشاء نقطة اتصال واي فاي</translation>
    </message>
    <message>
        <source>Cancel the hotspot</source>
        <translation>إلغاء نقطة الاتصال</translation>
    </message>
    <message>
        <source>Switch the hotspot off</source>
        <translation>إطفاء نقطة الاتصال</translation>
    </message>
    <message>
        <source>Leave the Wi-Fi that this computer is in?</source>
        <translation>مغادرة شبكة الواي فاي التي عليها هذا الحاسوب؟</translation>
    </message>
    <message>
        <source>It cannot be in that network and make one of its own. Whoever came in by it has to join the hotspot.</source>
        <translation>لا يمكنه أن يكون على تلك الشبكة وينشئ شبكة خاصة به. وعلى من دخل عبرها أن ينضم إلى نقطة الاتصال.</translation>
    </message>
    <message>
        <source>Make a hotspot</source>
        <translation>إنشاء نقطة اتصال</translation>
    </message>
</context>
<context>
    <name>courtyard::HoursEdit</name>
    <message>
        <source>Always</source>
        <translation>دائمًا</translation>
    </message>
    <message>
        <source>At these times, by the clock of the computer that hosts</source>
        <translation>في هذه الأوقات، بحسب ساعة الحاسوب المضيف</translation>
    </message>
    <message>
        <source>Another time</source>
        <translation>وقت آخر</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>To</source>
        <translation>إلى</translation>
    </message>
    <message>
        <source>Remove this time</source>
        <translation>إزالة هذا الوقت</translation>
    </message>
    <message>
        <source>On %1, the end must be later than the beginning. A night is two times: until 00:00, and from 00:00 on the next day.</source>
        <translation>يوم %1 يجب أن تكون النهاية بعد البداية. الليلة وقتان: حتى 00:00، ومن 00:00 في اليوم التالي.</translation>
    </message>
</context>
<context>
    <name>courtyard::InviteDialog</name>
    <message>
        <source>Scan with a phone camera</source>
        <translation>امسحه بكاميرا الهاتف</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>نسخ الرابط</translation>
    </message>
    <message>
        <source>Save QR…</source>
        <translation>حفظ رمز QR…</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>أتريد إزالة %1؟</translation>
    </message>
    <message>
        <source>Its connection is closed, and it does not come back by itself.</source>
        <translation>يُغلق اتصاله، ولا يعود من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Invite people — %1</source>
        <translation>دعوة الناس — %1</translation>
    </message>
    <message>
        <source>Devices — %1</source>
        <translation>الأجهزة — %1</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>لا توجد شبكة</translation>
    </message>
    <message>
        <source>Connect this computer to a network, or switch on its hotspot.</source>
        <translation>صِل هذا الحاسوب بشبكة، أو شغِّل نقطة الاتصال فيه.</translation>
    </message>
    <message>
        <source>%1 ✓</source>
        <translation>%1 ✓</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>تم النسخ.</translation>
    </message>
    <message>
        <source>Save QR code</source>
        <translation>حفظ رمز QR</translation>
    </message>
    <message>
        <source>Picture (*.png);;Drawing (*.svg)</source>
        <translation>صورة (*.png);;رسم (*.svg)</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>تم الحفظ.</translation>
    </message>
    <message>
        <source>Could not save it there: %1</source>
        <translation>تعذّر الحفظ هناك: %1</translation>
    </message>
    <message>
        <source>Somebody is trying out join codes. They are slowed down; another or a longer code stops them.</source>
        <translation>هناك من يجرّب رموز الدخول. يجري إبطاؤه؛ ورمز آخر أو أطول يوقفه.</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>رمز جديد</translation>
    </message>
    <message>
        <source>2. Scan to open the page</source>
        <translation>٢. امسح لفتح الصفحة</translation>
    </message>
</context>
<context>
    <name>courtyard::JoinForm</name>
    <message>
        <source>Join</source>
        <translation>انضمام</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Join code</source>
        <translation>رمز الانضمام</translation>
    </message>
    <message>
        <source>Places you have been to</source>
        <translation>أماكن دخلتها من قبل</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>Or enter an address</source>
        <translation>أو اكتب عنوانًا</translation>
    </message>
    <message>
        <source>Type the address that the host shows, for instance 192.168.43.1:3000.</source>
        <translation>اكتب العنوان الذي يعرضه المضيف، مثلًا 192.168.43.1:3000.</translation>
    </message>
    <message>
        <source>“%1” is not an address. It looks like 192.168.43.1:3000.</source>
        <translation>«%1» ليس عنوانًا. العنوان يشبه 192.168.43.1:3000.</translation>
    </message>
    <message>
        <source>Join as %1</source>
        <translation>الانضمام باسم %1</translation>
    </message>
    <message>
        <source>Take the free name</source>
        <translation>خذ الاسم المتاح</translation>
    </message>
    <message>
        <source>If the host has one</source>
        <translation>إن كان لدى المضيف رمز</translation>
    </message>
    <message>
        <source>Remove from this list</source>
        <translation>إزالة من هذه القائمة</translation>
    </message>
</context>
<context>
    <name>courtyard::LinkDialog</name>
    <message>
        <source>Continue on my phone</source>
        <translation>المتابعة على هاتفي</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>رمز جديد</translation>
    </message>
    <message>
        <source>Scan this with your own phone. It then is you there, too: show it to nobody else.</source>
        <translation>امسح هذا بهاتفك أنت. تصبح هناك أيضًا أنت نفسك: لا تُره لأحد غيرك.</translation>
    </message>
    <message>
        <source>Or open this link there</source>
        <translation>أو افتح هذا الرابط هناك</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>نسخ الرابط</translation>
    </message>
    <message>
        <source>Good once, for another %1</source>
        <translation>صالح مرة واحدة، لمدة %1 أخرى</translation>
    </message>
    <message>
        <source>This code is no longer good. Make a new one.</source>
        <translation>لم يعد هذا الرمز صالحًا. أنشئ رمزًا جديدًا.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>courtyard::Main</name>
    <message>
        <source>there is no display for a window. To host without one: --host --headless</source>
        <translation>لا توجد شاشة لنافذة. للاستضافة بدونها: ‎--host --headless‎</translation>
    </message>
</context>
<context>
    <name>courtyard::MainWindow</name>
    <message>
        <source>Connecting to %1…</source>
        <translation>جارٍ الاتصال بـ %1…</translation>
    </message>
    <message>
        <source>Here you are still called %1: %2</source>
        <translation>ما زال اسمك هنا %1: %2</translation>
    </message>
    <message>
        <source>Stop hosting %1?</source>
        <translation>أتريد إيقاف استضافة %1؟</translation>
    </message>
    <message numerus="yes">
        <source>%n people are connected and would be cut off.</source>
        <translation>
            <numerusform>لا أحد متصل.</numerusform>
            <numerusform>شخص واحد متصل وسينقطع اتصاله.</numerusform>
            <numerusform>شخصان متصلان وسينقطع اتصالهما.</numerusform>
            <numerusform>%n أشخاص متصلون وسينقطع اتصالهم.</numerusform>
            <numerusform>%n شخصًا متصلون وسينقطع اتصالهم.</numerusform>
            <numerusform>%n شخص متصلون وسينقطع اتصالهم.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop hosting</source>
        <translation>إيقاف الاستضافة</translation>
    </message>
    <message>
        <source>%1 — Courtyard</source>
        <translation>%1 — Courtyard</translation>
    </message>
    <message>
        <source>Invite people…</source>
        <translation>دعوة الناس…</translation>
    </message>
    <message>
        <source>Search…</source>
        <translation>بحث…</translation>
    </message>
    <message>
        <source>Change topic…</source>
        <translation>تغيير الموضوع…</translation>
    </message>
    <message>
        <source>Leave this room…</source>
        <translation>مغادرة هذه الغرفة…</translation>
    </message>
    <message>
        <source>Next room</source>
        <translation>الغرفة التالية</translation>
    </message>
    <message>
        <source>Previous room</source>
        <translation>الغرفة السابقة</translation>
    </message>
    <message>
        <source>Change your name…</source>
        <translation>تغيير اسمك…</translation>
    </message>
    <message>
        <source>About Courtyard</source>
        <translation>حول Courtyard</translation>
    </message>
    <message>
        <source>Leave this place</source>
        <translation>مغادرة هذا المكان</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>مثل النظام</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>The way you came in</source>
        <translation>الطريق الذي دخلت منه</translation>
    </message>
    <message>
        <source>The link is copied. Whoever opens it on this network can join.</source>
        <translation>نُسخ الرابط. كل من يفتحه على هذه الشبكة يمكنه الانضمام.</translation>
    </message>
    <message>
        <source>Courtyard %1</source>
        <translation>Courtyard %1</translation>
    </message>
    <message>
        <source>Talk to everyone on this network, without internet. Free software under the MIT licence.</source>
        <translation>تحدَّث مع كل من على هذه الشبكة، بلا إنترنت. برنامج حر برخصة MIT.</translation>
    </message>
    <message>
        <source>Copy link to this room</source>
        <translation>نسخ رابط هذه الغرفة</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>حاول مجددًا</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>حسنًا</translation>
    </message>
    <message>
        <source>another place</source>
        <translation>مكان آخر</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to be sent to %1. They go out when you are there again.</source>
        <comment>messages, from an earlier run</comment>
        <translation>
            <numerusform>لا رسائل تنتظر الإرسال إلى %1.</numerusform>
            <numerusform>رسالة واحدة تنتظر الإرسال إلى %1. تُرسل حين تعود إلى هناك.</numerusform>
            <numerusform>رسالتان تنتظران الإرسال إلى %1. تُرسلان حين تعود إلى هناك.</numerusform>
            <numerusform>%n رسائل تنتظر الإرسال إلى %1. تُرسل حين تعود إلى هناك.</numerusform>
            <numerusform>%n رسالة تنتظر الإرسال إلى %1. تُرسل حين تعود إلى هناك.</numerusform>
            <numerusform>%n رسالة تنتظر الإرسال إلى %1. تُرسل حين تعود إلى هناك.</numerusform>
        </translation>
    </message>
    <message>
        <source>Join</source>
        <translation>انضمام</translation>
    </message>
    <message>
        <source>Waiting to be sent…</source>
        <translation>في انتظار الإرسال…</translation>
    </message>
    <message>
        <source>Connection details…</source>
        <translation>تفاصيل الاتصال…</translation>
    </message>
    <message>
        <source>Continue on my phone…</source>
        <translation>المتابعة على هاتفي…</translation>
    </message>
    <message>
        <source>Files of this room…</source>
        <translation>ملفات هذه الغرفة…</translation>
    </message>
    <message>
        <source>Transfers…</source>
        <translation>عمليات النقل…</translation>
    </message>
    <message numerus="yes">
        <source>Somebody is guessing at the join code: %n wrong ones within a minute.</source>
        <translation>
            <numerusform>لم يحاول أحد تخمين رمز الانضمام.</numerusform>
            <numerusform>أحدهم يخمّن رمز الانضمام: محاولة خاطئة واحدة خلال دقيقة.</numerusform>
            <numerusform>أحدهم يخمّن رمز الانضمام: محاولتان خاطئتان خلال دقيقة.</numerusform>
            <numerusform>أحدهم يخمّن رمز الانضمام: %n محاولات خاطئة خلال دقيقة.</numerusform>
            <numerusform>أحدهم يخمّن رمز الانضمام: %n محاولة خاطئة خلال دقيقة.</numerusform>
            <numerusform>أحدهم يخمّن رمز الانضمام: %n محاولة خاطئة خلال دقيقة.</numerusform>
        </translation>
    </message>
    <message>
        <source>Moderate this room</source>
        <translation>الإشراف على هذه الغرفة</translation>
    </message>
    <message>
        <source>Moderation…</source>
        <translation>الإشراف…</translation>
    </message>
    <message>
        <source>Help desk</source>
        <translation>مكتب المساعدة</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>الإشعارات</translation>
    </message>
    <message>
        <source>Show on the desktop</source>
        <translation>إظهارها على سطح المكتب</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>تشغيل صوت</translation>
    </message>
</context>
<context>
    <name>courtyard::MessageField</name>
    <message>
        <source>Message</source>
        <translation>رسالة</translation>
    </message>
</context>
<context>
    <name>courtyard::ModerationDialog</name>
    <message>
        <source>Moderation</source>
        <translation>الإشراف</translation>
    </message>
    <message>
        <source>Banned people</source>
        <translation>المحظورون</translation>
    </message>
    <message>
        <source>Let back in</source>
        <translation>السماح بالعودة</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>ما جرى</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>أقدم</translation>
    </message>
    <message>
        <source>Nobody is banned.</source>
        <translation>لا أحد محظور.</translation>
    </message>
    <message>
        <source>%1, until %2; banned by %3</source>
        <translation>%1، حتى %2؛ حظره %3</translation>
    </message>
    <message>
        <source>%1, for good; banned by %2</source>
        <translation>%1، نهائيًا؛ حظره %2</translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <translation>%1: «%2»</translation>
    </message>
    <message>
        <source>Nothing was done so far.</source>
        <translation>لم يُفعل شيء حتى الآن.</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>%1 removed %2</source>
        <translation>%1 أخرج %2</translation>
    </message>
    <message>
        <source>%1 banned %2 for %3</source>
        <translation>%1 حظر %2 لمدة %3</translation>
    </message>
    <message>
        <source>%1 banned %2 for good</source>
        <translation>%1 حظر %2 نهائيًا</translation>
    </message>
    <message>
        <source>%1 let %2 back in</source>
        <translation>%1 سمح بعودة %2</translation>
    </message>
    <message>
        <source>%1 muted %2 for %3</source>
        <translation>%1 كتم %2 لمدة %3</translation>
    </message>
    <message>
        <source>%1 let %2 write again</source>
        <translation>%1 سمح لـ %2 بالكتابة من جديد</translation>
    </message>
    <message>
        <source>%1 made %2 a moderator</source>
        <translation>%1 جعل %2 مشرفًا</translation>
    </message>
    <message>
        <source>%1 took the moderator&apos;s role from %2</source>
        <translation>%1 سحب دور المشرف من %2</translation>
    </message>
    <message>
        <source>%1 deleted a message of %2 in %3</source>
        <translation>%1 حذف رسالة لـ %2 في %3</translation>
    </message>
    <message>
        <source>%1 closed the room %2</source>
        <translation>%1 أغلق الغرفة %2</translation>
    </message>
    <message>
        <source>%1 locked the room %2</source>
        <translation>%1 قفل الغرفة %2</translation>
    </message>
    <message>
        <source>%1 unlocked the room %2</source>
        <translation>%1 فتح قفل الغرفة %2</translation>
    </message>
    <message>
        <source>%1 set slow mode in %2: one message in %3</source>
        <translation>%1 شغّل الوضع البطيء في %2: رسالة كل %3</translation>
    </message>
    <message>
        <source>%1 ended slow mode in %2</source>
        <translation>%1 أوقف الوضع البطيء في %2</translation>
    </message>
    <message>
        <source>%1 changed the join code</source>
        <translation>%1 غيّر رمز الانضمام</translation>
    </message>
</context>
<context>
    <name>courtyard::NewRoomDialog</name>
    <message>
        <source>New room</source>
        <translation>غرفة جديدة</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>إنشاء</translation>
    </message>
    <message>
        <source>Name of the room</source>
        <translation>اسم الغرفة</translation>
    </message>
    <message>
        <source>Everyone on this network can find and join it</source>
        <translation>يمكن لكل من على هذه الشبكة أن يجدها وينضم إليها</translation>
    </message>
    <message>
        <source>Private: only people whom a member invites, or who know its secret</source>
        <translation>خاصة: فقط من يدعوه عضو أو من يعرف سرها</translation>
    </message>
    <message>
        <source>Secret of the room (may stay empty)</source>
        <translation>سر الغرفة (يمكن تركه فارغًا)</translation>
    </message>
    <message>
        <source>Help desk: visitors ask without a code, agents answer each alone</source>
        <translation>مكتب مساعدة: يسأل الزوار دون رمز، ويرد الموظفون على كل واحد وحده</translation>
    </message>
</context>
<context>
    <name>courtyard::NobodyHelp</name>
    <message>
        <source>Nobody has come in yet. This is what usually stands in the way:</source>
        <translation>لم يدخل أحد بعد. هذا ما يعيق الدخول عادةً:</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Another network: everybody has to be in the same Wi-Fi as this computer. Guest networks often keep devices apart; use the main one, or a hotspot.</source>
        <translation>شبكة أخرى: يجب أن يكون الجميع على شبكة الواي فاي نفسها مثل هذا الحاسوب. شبكات الضيوف كثيرًا ما تعزل الأجهزة؛ استخدم الشبكة الرئيسية أو نقطة اتصال.</translation>
    </message>
    <message>
        <source>Mobile data: a phone in a Wi-Fi without internet may go around it. Switch mobile data off, or answer “Stay connected” when it asks.</source>
        <translation>بيانات الجوال: قد يتجاوز الهاتف شبكة واي فاي بلا إنترنت. أطفئ بيانات الجوال، أو أجب «البقاء متصلًا» عندما يسأل.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
    <message>
        <source>A firewall: if this computer has one, it has to let TCP port %1 in.</source>
        <translation>جدار حماية: إن كان في هذا الحاسوب، فعليه أن يسمح بالدخول عبر منفذ TCP رقم %1.</translation>
    </message>
    <message>
        <source>The firewall of this computer (%1). In PowerShell, opened as administrator, this lets others in:</source>
        <translation>جدار حماية هذا الحاسوب (%1). في PowerShell المفتوح بصلاحية المسؤول، يسمح هذا السطر للآخرين بالدخول:</translation>
    </message>
    <message>
        <source>The firewall of this computer (%1). In a terminal, this lets others in:</source>
        <translation>جدار حماية هذا الحاسوب (%1). في الطرفية، يسمح هذا السطر للآخرين بالدخول:</translation>
    </message>
    <message>
        <source>Command: %1</source>
        <translation>الأمر: %1</translation>
    </message>
    <message>
        <source>Another address: this computer has more than one. Try the others above, too.</source>
        <translation>عنوان آخر: لهذا الحاسوب أكثر من عنوان. جرّب العناوين الأخرى أعلاه أيضًا.</translation>
    </message>
</context>
<context>
    <name>courtyard::NotesPane</name>
    <message>
        <source>Internal notes</source>
        <translation>ملاحظات داخلية</translation>
    </message>
    <message>
        <source>For agents only. The visitor never sees this.</source>
        <translation>للموظفين فقط. لا يراها الزائر أبدًا.</translation>
    </message>
</context>
<context>
    <name>courtyard::OrderActions</name>
    <message>
        <source>Message directly</source>
        <translation>مراسلة مباشرة</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إخراج</translation>
    </message>
    <message>
        <source>Ban…</source>
        <translation>حظر…</translation>
    </message>
    <message>
        <source>No longer a moderator</source>
        <translation>إلغاء دور المشرف</translation>
    </message>
    <message>
        <source>Make a moderator</source>
        <translation>جعله مشرفًا</translation>
    </message>
    <message>
        <source>Let write again (muted until %1)</source>
        <translation>السماح بالكتابة من جديد (مكتوم حتى %1)</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>كتم</translation>
    </message>
    <message>
        <source>For %1</source>
        <translation>لمدة %1</translation>
    </message>
    <message>
        <source>%1 cannot write for %2.</source>
        <translation>لا يستطيع %1 الكتابة لمدة %2.</translation>
    </message>
    <message>
        <source>%1 may write again.</source>
        <translation>يستطيع %1 الكتابة من جديد.</translation>
    </message>
    <message>
        <source>%1 was removed, and may come back. Whoever is to stay away has to be banned.</source>
        <translation>أُخرج %1 ويمكنه العودة. من يجب أن يبقى خارجًا يلزم حظره.</translation>
    </message>
    <message>
        <source>%1 may come back.</source>
        <translation>يستطيع %1 العودة.</translation>
    </message>
    <message>
        <source>%1 is banned for %2.</source>
        <translation>حُظر %1 لمدة %2.</translation>
    </message>
    <message>
        <source>%1 is banned.</source>
        <translation>حُظر %1.</translation>
    </message>
    <message>
        <source>%1 is a moderator now.</source>
        <translation>صار %1 مشرفًا.</translation>
    </message>
    <message>
        <source>%1 is no moderator any more.</source>
        <translation>لم يعد %1 مشرفًا.</translation>
    </message>
    <message>
        <source>Invite into this room…</source>
        <translation>دعوة إلى هذه الغرفة…</translation>
    </message>
    <message>
        <source>Unlock this room</source>
        <translation>فتح قفل هذه الغرفة</translation>
    </message>
    <message>
        <source>Lock this room</source>
        <translation>قفل هذه الغرفة</translation>
    </message>
    <message>
        <source>Everybody in %1 may write again.</source>
        <translation>يستطيع الجميع الكتابة من جديد في %1.</translation>
    </message>
    <message>
        <source>Only moderators may write in %1 now.</source>
        <translation>الآن لا يكتب في %1 إلا المشرفون.</translation>
    </message>
    <message>
        <source>Close this room for everybody…</source>
        <translation>إغلاق هذه الغرفة للجميع…</translation>
    </message>
    <message>
        <source>Slow mode</source>
        <translation>الوضع البطيء</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>متوقف</translation>
    </message>
    <message>
        <source>One message in %1</source>
        <translation>رسالة كل %1</translation>
    </message>
    <message>
        <source>Slow mode is off in %1.</source>
        <translation>الوضع البطيء متوقف في %1.</translation>
    </message>
    <message>
        <source>In %1 everybody writes at most once in %2 now.</source>
        <translation>في %1 يكتب كل شخص الآن مرة كل %2 على الأكثر.</translation>
    </message>
    <message>
        <source>Close %1 for everybody?</source>
        <translation>إغلاق %1 للجميع؟</translation>
    </message>
    <message>
        <source>Its messages and files are deleted. This cannot be taken back.</source>
        <translation>تُحذف رسائلها وملفاتها. لا يمكن التراجع عن ذلك.</translation>
    </message>
    <message>
        <source>Close the room</source>
        <translation>إغلاق الغرفة</translation>
    </message>
    <message>
        <source>%1 is closed.</source>
        <translation>أُغلقت %1.</translation>
    </message>
    <message>
        <source>%1 is invited.</source>
        <translation>دُعي %1.</translation>
    </message>
    <message>
        <source>Make an agent of the help desk</source>
        <translation>تكليفه بالرد في مكتب المساعدة</translation>
    </message>
    <message>
        <source>No longer an agent</source>
        <translation>إعفاؤه من مكتب المساعدة</translation>
    </message>
    <message>
        <source>%1 answers at the help desk now.</source>
        <translation>%1 يجيب الآن في مكتب المساعدة.</translation>
    </message>
    <message>
        <source>%1 is no agent any more.</source>
        <translation>لم يعد %1 يجيب في مكتب المساعدة.</translation>
    </message>
</context>
<context>
    <name>courtyard::OriginsPage</name>
    <message>
        <source>Pages of these servers may show the help desk. Nobody else&apos;s page can frame it or connect.</source>
        <translation>يمكن لصفحات هذه الخوادم عرض مكتب المساعدة. لا يمكن لأي صفحة أخرى تضمينه أو الاتصال به.</translation>
    </message>
    <message>
        <source>Servers whose pages may show the help desk</source>
        <translation>الخوادم التي يمكن لصفحاتها عرض مكتب المساعدة</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Address of the other server, for instance http://intranet:8080</source>
        <translation>عنوان الخادم الآخر، مثل http://intranet:8080</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>سماح</translation>
    </message>
    <message>
        <source>%1 (set when the host was started)</source>
        <translation>%1 (حُدّد عند تشغيل المضيف)</translation>
    </message>
    <message>
        <source>No other page may show it yet.</source>
        <translation>لا يمكن لأي صفحة أخرى عرضه بعد.</translation>
    </message>
    <message>
        <source>That is no address of a web server. It looks like http://intranet or https://shop.example:8443.</source>
        <translation>هذا ليس عنوان خادم ويب. يكون على شكل http://intranet أو https://shop.example:8443.</translation>
    </message>
    <message numerus="yes">
        <source>That is as many as there can be: %n.</source>
        <translation>
            <numerusform>لا يمكن أن تزيد على %n.</numerusform>
            <numerusform>لا يمكن أن تزيد على %n.</numerusform>
            <numerusform>لا يمكن أن تزيد على %n.</numerusform>
            <numerusform>لا يمكن أن تزيد على %n.</numerusform>
            <numerusform>لا يمكن أن تزيد على %n.</numerusform>
            <numerusform>لا يمكن أن تزيد على %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 may not show it any more.</source>
        <translation>لم يعد %1 يستطيع عرضه.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
</context>
<context>
    <name>courtyard::PeopleDelegate</name>
    <message>
        <source>host</source>
        <translation>المضيف</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 م.ث</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation>%1 (أنت)</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>مكتوم</translation>
    </message>
    <message>
        <source>moderator</source>
        <translation>مشرف</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>موظف</translation>
    </message>
</context>
<context>
    <name>courtyard::PeopleModel</name>
    <message>
        <source>%1, online</source>
        <translation>%1، متصل</translation>
    </message>
    <message>
        <source>%1, away</source>
        <translation>%1، غير متصل</translation>
    </message>
</context>
<context>
    <name>courtyard::PeoplePane</name>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Online — %1</source>
        <translation>متصلون — %1</translation>
    </message>
</context>
<context>
    <name>courtyard::PersonDialog</name>
    <message>
        <source>New direct message</source>
        <translation>رسالة مباشرة جديدة</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Who?</source>
        <translation>إلى من؟</translation>
    </message>
    <message>
        <source>People to choose from</source>
        <translation>أشخاص للاختيار</translation>
    </message>
    <message>
        <source>Nobody else has been here yet.</source>
        <translation>لم يدخل أحد آخر إلى هنا بعد.</translation>
    </message>
    <message>
        <source>Invite into this room</source>
        <translation>دعوة إلى هذه الغرفة</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>دعوة</translation>
    </message>
</context>
<context>
    <name>courtyard::PictureViewer</name>
    <message>
        <source>Previous picture</source>
        <translation>الصورة السابقة</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>الصورة التالية</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>تصغير</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>تكبير</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>ملاءمة</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>الصورة كلها</translation>
    </message>
    <message>
        <source>As large as it is</source>
        <translation>بحجمها الحقيقي</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>نسخ الصورة</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>حفظ الصورة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>This picture cannot be shown just now. It may be too large, or the host is away. You can save it instead.</source>
        <translation>لا يمكن عرض هذه الصورة الآن. قد تكون كبيرة جدًا أو المضيف غير متاح. يمكنك حفظها بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation>الصورة %1</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>لحظة…</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>courtyard::Problems</name>
    <message>
        <source>This host speaks another version of Courtyard. Install the same version on both devices.</source>
        <translation>يستعمل هذا المضيف إصدارًا آخر من Courtyard. ثبِّت الإصدار نفسه على الجهازين.</translation>
    </message>
    <message>
        <source>The join code is wrong. Ask the person who hosts for the code on their screen.</source>
        <translation>رمز الانضمام غير صحيح. اطلب من المضيف الرمز الظاهر على شاشته.</translation>
    </message>
    <message>
        <source>This name is taken. Choose another one.</source>
        <translation>هذا الاسم مستخدم. اختر غيره.</translation>
    </message>
    <message>
        <source>This name is taken. Choose another one, for instance %1.</source>
        <translation>هذا الاسم مستخدم. اختر غيره، مثلًا %1.</translation>
    </message>
    <message>
        <source>This room is not there any more.</source>
        <translation>لم تعد هذه الغرفة موجودة.</translation>
    </message>
    <message>
        <source>You are not in this room. Join it first.</source>
        <translation>لست في هذه الغرفة. انضم إليها أولًا.</translation>
    </message>
    <message>
        <source>You may not do this here. Ask the person who hosts.</source>
        <translation>لا يحق لك فعل هذا هنا. اسأل المضيف.</translation>
    </message>
    <message>
        <source>This message is not there any more.</source>
        <translation>لم تعد هذه الرسالة موجودة.</translation>
    </message>
    <message>
        <source>This file is not there any more. Attach it again.</source>
        <translation>لم يعد هذا الملف موجودًا. أرفقه من جديد.</translation>
    </message>
    <message>
        <source>This is too long. Make it shorter, or send it in parts.</source>
        <translation>هذا طويل جدًا. اختصره أو أرسله على أجزاء.</translation>
    </message>
    <message numerus="yes">
        <source>That was too much at once. Try again in %n seconds.</source>
        <translation>
            <numerusform>كان ذلك كثيرًا دفعة واحدة. حاول مجددًا الآن.</numerusform>
            <numerusform>كان ذلك كثيرًا دفعة واحدة. حاول مجددًا بعد ثانية.</numerusform>
            <numerusform>كان ذلك كثيرًا دفعة واحدة. حاول مجددًا بعد ثانيتين.</numerusform>
            <numerusform>كان ذلك كثيرًا دفعة واحدة. حاول مجددًا بعد %n ثوانٍ.</numerusform>
            <numerusform>كان ذلك كثيرًا دفعة واحدة. حاول مجددًا بعد %n ثانية.</numerusform>
            <numerusform>كان ذلك كثيرًا دفعة واحدة. حاول مجددًا بعد %n ثانية.</numerusform>
        </translation>
    </message>
    <message>
        <source>The host is full or stopping just now. Try again in a moment.</source>
        <translation>المضيف ممتلئ أو يتوقف الآن. حاول مجددًا بعد قليل.</translation>
    </message>
    <message>
        <source>The host could not save this; its disk may be full. Tell the person who hosts, and try again.</source>
        <translation>لم يتمكن المضيف من حفظ هذا؛ قد يكون قرصه ممتلئًا. أخبر المضيف وحاول مجددًا.</translation>
    </message>
    <message>
        <source>The host does not accept this: %1</source>
        <translation>المضيف لا يقبل هذا: %1</translation>
    </message>
    <message>
        <source>Something went wrong at the host. Try again.</source>
        <translation>حدث خطأ لدى المضيف. حاول مجددًا.</translation>
    </message>
    <message>
        <source>The host did not answer. Try again.</source>
        <translation>لم يُجب المضيف. حاول مجددًا.</translation>
    </message>
    <message>
        <source>The host&apos;s answer could not be read. Install the same version on both devices.</source>
        <translation>تعذرت قراءة جواب المضيف. ثبِّت الإصدار نفسه على الجهازين.</translation>
    </message>
    <message>
        <source>A join code is needed here. Ask the person who hosts for the code on their screen.</source>
        <translation>يلزم هنا رمز انضمام. اطلب من المضيف الرمز الظاهر على شاشته.</translation>
    </message>
    <message>
        <source>You are not let in here. Ask the person who hosts.</source>
        <translation>لا يُسمح لك بالدخول إلى هنا. اسأل المضيف.</translation>
    </message>
    <message>
        <source>There is no connection to the host just now. Try again when it is back.</source>
        <translation>لا اتصال بالمضيف الآن. حاول مجددًا عند عودته.</translation>
    </message>
    <message>
        <source>Nobody answers at %1. Check the address, and that both devices are in the same network.</source>
        <translation>لا أحد يجيب على %1. تحقق من العنوان ومن أن الجهازين على الشبكة نفسها.</translation>
    </message>
    <message>
        <source>What answers at %1 is not Courtyard. Check the address and the port.</source>
        <translation>ما يجيب على %1 ليس Courtyard. تحقق من العنوان والمنفذ.</translation>
    </message>
    <message>
        <source>There is no address to go to. Type the one on the screen of the person who hosts.</source>
        <translation>لا يوجد عنوان للذهاب إليه. اكتب العنوان الظاهر على شاشة المضيف.</translation>
    </message>
    <message>
        <source>Waits for the connection.</source>
        <translation>تنتظر الاتصال.</translation>
    </message>
    <message>
        <source>Waits for the room to open.</source>
        <translation>تنتظر فتح الغرفة.</translation>
    </message>
    <message>
        <source>The host asks for a short pause. It is sent by itself.</source>
        <translation>يطلب المضيف مهلة قصيرة. تُرسل من تلقاء نفسها.</translation>
    </message>
    <message>
        <source>The host cannot save just now; its disk may be full. It is sent again by itself.</source>
        <translation>لا يستطيع المضيف الحفظ الآن؛ ربما امتلأ قرصه. تُرسل ثانيةً من تلقاء نفسها.</translation>
    </message>
    <message>
        <source>The host is full or stopping just now. It is sent again by itself.</source>
        <translation>المضيف ممتلئ أو يتوقف الآن. تُرسل ثانيةً من تلقاء نفسها.</translation>
    </message>
    <message>
        <source>The host did not answer. It is sent again by itself.</source>
        <translation>لم يُجب المضيف. تُرسل ثانيةً من تلقاء نفسها.</translation>
    </message>
    <message>
        <source>Edit: %1</source>
        <translation>تعديل: %1</translation>
    </message>
    <message>
        <source>A message to be deleted</source>
        <translation>رسالة ستُحذف</translation>
    </message>
    <message>
        <source>Reaction %1</source>
        <translation>تفاعل %1</translation>
    </message>
    <message>
        <source>Reaction %1 to be taken back</source>
        <translation>تفاعل %1 سيُسحب</translation>
    </message>
    <message>
        <source>Topic: %1</source>
        <translation>الموضوع: %1</translation>
    </message>
    <message>
        <source>The message was not deleted. %1</source>
        <translation>لم تُحذف الرسالة. %1</translation>
    </message>
    <message>
        <source>The reaction was not changed. %1</source>
        <translation>لم يتغير التفاعل. %1</translation>
    </message>
    <message>
        <source>The topic was not changed. %1</source>
        <translation>لم يتغير الموضوع. %1</translation>
    </message>
    <message>
        <source>The host has moved to %1. You are connected there.</source>
        <translation>انتقل المضيف إلى %1. أنت متصل به هناك.</translation>
    </message>
    <message>
        <source>You are muted here until %1.</source>
        <translation>أنت مكتوم هنا حتى %1.</translation>
    </message>
    <message>
        <source>%1 The reason given: “%2”</source>
        <translation>%1 السبب المذكور: «%2»</translation>
    </message>
    <message>
        <source>You are banned here until %1.</source>
        <translation>أنت محظور هنا حتى %1.</translation>
    </message>
    <message>
        <source>You are banned here.</source>
        <translation>أنت محظور هنا.</translation>
    </message>
    <message>
        <source>What answers at %1 does not encrypt, so nothing was sent to it. Check the address and the port; an old version of Courtyard there needs an update.</source>
        <translation>ما يجيب على %1 لا يشفّر، لذلك لم يُرسَل إليه شيء. تحقق من العنوان والمنفذ؛ إن كان هناك إصدار قديم من Courtyard فيلزم تحديثه.</translation>
    </message>
    <message>
        <source>This is another host than before at %1. Nothing was sent to it.</source>
        <translation>هذا مضيف غير الذي كان من قبل على %1. لم يُرسَل إليه شيء.</translation>
    </message>
    <message>
        <source>You were removed by a moderator. You may come back when you like.</source>
        <translation>أخرجك مشرف. يمكنك العودة متى شئت.</translation>
    </message>
</context>
<context>
    <name>courtyard::QrView</name>
    <message>
        <source>QR code of the link</source>
        <translation>رمز QR للرابط</translation>
    </message>
</context>
<context>
    <name>courtyard::QueuePane</name>
    <message>
        <source>Rooms</source>
        <translation>الغرف</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>Earlier ones</source>
        <translation>الأقدم</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>الأسئلة</translation>
    </message>
    <message>
        <source>All topics</source>
        <translation>كل المواضيع</translation>
    </message>
    <message>
        <source>Waiting — %1</source>
        <translation>في الانتظار — %1</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>في الانتظار</translation>
    </message>
    <message>
        <source>Mine — %1</source>
        <translation>محادثاتي — %1</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>محادثاتي</translation>
    </message>
    <message>
        <source>All questions</source>
        <translation>كل الأسئلة</translation>
    </message>
    <message>
        <source>There is no help desk here yet.</source>
        <translation>لا يوجد مكتب مساعدة هنا بعد.</translation>
    </message>
    <message>
        <source>Nobody has asked anything yet.</source>
        <translation>لم يسأل أحد شيئًا بعد.</translation>
    </message>
    <message>
        <source>Nobody is waiting. A new question shows up here by itself.</source>
        <translation>لا أحد ينتظر. يظهر السؤال الجديد هنا تلقائيًا.</translation>
    </message>
    <message>
        <source>You are answering nobody at the moment. Choose a question under Waiting.</source>
        <translation>لا تجيب أحدًا في هذه اللحظة. اختر سؤالًا من «في الانتظار».</translation>
    </message>
</context>
<context>
    <name>courtyard::RoomActions</name>
    <message>
        <source>Private room</source>
        <translation>غرفة خاصة</translation>
    </message>
    <message>
        <source>Secret of the room</source>
        <translation>سر الغرفة</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>انضمام</translation>
    </message>
    <message>
        <source>You can join it again from the list of rooms.</source>
        <translation>يمكنك الانضمام إليها مجددًا من قائمة الغرف.</translation>
    </message>
    <message>
        <source>You need its secret or an invitation to come back.</source>
        <translation>تحتاج إلى سرّها أو إلى دعوة لتعود.</translation>
    </message>
    <message>
        <source>Leave %1?</source>
        <translation>أتريد مغادرة %1؟</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>مغادرة</translation>
    </message>
    <message>
        <source>Topic of %1</source>
        <translation>موضوع %1</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>اسمك</translation>
    </message>
    <message>
        <source>Your new name</source>
        <translation>اسمك الجديد</translation>
    </message>
    <message>
        <source>%1 invites you to %2.</source>
        <translation>%1 يدعوك إلى %2.</translation>
    </message>
    <message>
        <source>Once you have declined, you need another invitation.</source>
        <translation>إذا رفضت فستحتاج إلى دعوة أخرى.</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>رفض</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>ليس الآن</translation>
    </message>
</context>
<context>
    <name>courtyard::RoomDelegate</name>
    <message>
        <source>Other rooms</source>
        <translation>غرف أخرى</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>انضمام</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>messages that are not sent yet</comment>
        <translation>
            <numerusform>لا شيء ينتظر</numerusform>
            <numerusform>واحدة تنتظر</numerusform>
            <numerusform>اثنتان تنتظران</numerusform>
            <numerusform>%n تنتظر</numerusform>
            <numerusform>%n تنتظر</numerusform>
            <numerusform>%n تنتظر</numerusform>
        </translation>
    </message>
    <message>
        <source>Invited by %1</source>
        <translation>دعاك %1</translation>
    </message>
</context>
<context>
    <name>courtyard::RoomsModel</name>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1، لا غير مقروء</numerusform>
            <numerusform>%1، رسالة غير مقروءة</numerusform>
            <numerusform>%1، رسالتان غير مقروءتين</numerusform>
            <numerusform>%1، %n رسائل غير مقروءة</numerusform>
            <numerusform>%1، %n رسالة غير مقروءة</numerusform>
            <numerusform>%1، %n رسالة غير مقروءة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n of them for you</source>
        <translation>
            <numerusform>%1، لا شيء منها لك</numerusform>
            <numerusform>%1، واحدة منها لك</numerusform>
            <numerusform>%1، اثنتان منها لك</numerusform>
            <numerusform>%1، %n منها لك</numerusform>
            <numerusform>%1، %n منها لك</numerusform>
            <numerusform>%1، %n منها لك</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, online</source>
        <translation>%1، متصل</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n waiting to be sent</source>
        <translation>
            <numerusform>%1، لا شيء ينتظر الإرسال</numerusform>
            <numerusform>%1، واحدة تنتظر الإرسال</numerusform>
            <numerusform>%1، اثنتان تنتظران الإرسال</numerusform>
            <numerusform>%1، %n تنتظر الإرسال</numerusform>
            <numerusform>%1، %n تنتظر الإرسال</numerusform>
            <numerusform>%1، %n تنتظر الإرسال</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, invited by %2</source>
        <translation>%1، دعاك %2</translation>
    </message>
    <message>
        <source>%1, locked</source>
        <translation>%1، مقفلة</translation>
    </message>
</context>
<context>
    <name>courtyard::SearchBar</name>
    <message>
        <source>How far the search is</source>
        <translation>مدى تقدم البحث</translation>
    </message>
    <message>
        <source>Search this network</source>
        <translation>البحث في هذه الشبكة</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>This computer is on no network that could be searched.</source>
        <translation>هذا الحاسوب ليس على شبكة يمكن البحث فيها.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>توقف البحث.</translation>
    </message>
    <message>
        <source>Nobody hosts at the addresses nearby. A guest network may keep devices apart: ask whoever hosts for the address, or join the same Wi-Fi.</source>
        <translation>لا أحد يستضيف على العناوين القريبة. قد تعزل شبكة الضيوف الأجهزة: اطلب العنوان ممن يستضيف، أو انضم إلى شبكة الواي فاي نفسها.</translation>
    </message>
    <message>
        <source>Asking the addresses nearby: %1 of %2</source>
        <translation>جارٍ سؤال العناوين القريبة: %1 من %2</translation>
    </message>
</context>
<context>
    <name>courtyard::SearchDialog</name>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Words to look for</source>
        <translation>كلمات البحث</translation>
    </message>
    <message>
        <source>In all my rooms</source>
        <translation>في كل غرفي</translation>
    </message>
    <message>
        <source>Found messages</source>
        <translation>الرسائل التي عُثر عليها</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>لم يُعثر على شيء</numerusform>
            <numerusform>عُثر على رسالة واحدة</numerusform>
            <numerusform>عُثر على رسالتين</numerusform>
            <numerusform>عُثر على %n رسائل</numerusform>
            <numerusform>عُثر على %n رسالة</numerusform>
            <numerusform>عُثر على %n رسالة</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2, %3: %4</source>
        <translation>%1، %2، %3: %4</translation>
    </message>
</context>
<context>
    <name>courtyard::SelfNews</name>
    <message>
        <source>You were muted.</source>
        <translation>تم كتمك.</translation>
    </message>
    <message>
        <source>You were muted: “%1”</source>
        <translation>تم كتمك: «%1»</translation>
    </message>
    <message>
        <source>You may write again.</source>
        <translation>يمكنك الكتابة من جديد.</translation>
    </message>
    <message>
        <source>You are a moderator now.</source>
        <translation>أصبحت مشرفًا.</translation>
    </message>
    <message>
        <source>You answer at the help desk now.</source>
        <translation>أنت الآن تجيب في مكتب المساعدة.</translation>
    </message>
    <message>
        <source>You no longer answer at the help desk.</source>
        <translation>لم تعد تجيب في مكتب المساعدة.</translation>
    </message>
    <message>
        <source>You are no moderator any more.</source>
        <translation>لم تعد مشرفًا.</translation>
    </message>
</context>
<context>
    <name>courtyard::Sidebar</name>
    <message>
        <source>Rooms</source>
        <translation>الغرف</translation>
    </message>
    <message>
        <source>Direct messages</source>
        <translation>رسائل مباشرة</translation>
    </message>
    <message>
        <source>New room</source>
        <translation>غرفة جديدة</translation>
    </message>
    <message>
        <source>New direct message</source>
        <translation>رسالة مباشرة جديدة</translation>
    </message>
    <message>
        <source>Help desk</source>
        <translation>مكتب المساعدة</translation>
    </message>
    <message>
        <source>What can be set up of the help desk</source>
        <translation>ما يمكن ضبطه في مكتب المساعدة</translation>
    </message>
</context>
<context>
    <name>courtyard::Sparkline</name>
    <message>
        <source>Latency graph</source>
        <translation>مخطط زمن الاستجابة</translation>
    </message>
</context>
<context>
    <name>courtyard::StartPage</name>
    <message>
        <source>Talk to everyone on this network</source>
        <translation>تحدَّث مع كل من على هذه الشبكة</translation>
    </message>
    <message>
        <source>No internet, no account. One computer hosts; everyone else joins.</source>
        <translation>بلا إنترنت وبلا حساب. حاسوب واحد يستضيف، والبقية ينضمون.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>اسمك</translation>
    </message>
    <message>
        <source>Type your name first, so that others know who speaks.</source>
        <translation>اكتب اسمك أولًا ليعرف الآخرون من يتحدث.</translation>
    </message>
    <message>
        <source>That name cannot be used. Letters, digits and spaces can.</source>
        <translation>لا يمكن استعمال هذا الاسم. تصلح الحروف والأرقام والمسافات.</translation>
    </message>
</context>
<context>
    <name>courtyard::StatusLine</name>
    <message>
        <source>How far the host&apos;s clock is ahead of this computer&apos;s.</source>
        <translation>مقدار تقدُّم ساعة المضيف على ساعة هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>مشفّر</translation>
    </message>
    <message>
        <source>Nobody else on this network can read along. The host can: its key stands in the connection details.</source>
        <translation>لا يستطيع أحد آخر على هذه الشبكة القراءة. المضيف يستطيع: مفتاحه في تفاصيل الاتصال.</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>انقطع الاتصال</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>جارٍ الاتصال…</translation>
    </message>
    <message>
        <source>Latency %1 ms</source>
        <translation>زمن الاستجابة %1 م.ث</translation>
    </message>
    <message>
        <source>Latency —</source>
        <translation>زمن الاستجابة —</translation>
    </message>
    <message>
        <source>On average %1 ms, varying by %2 ms.</source>
        <translation>في المتوسط %1 م.ث، بتفاوت %2 م.ث.</translation>
    </message>
    <message>
        <source>Clock %1%2 ms</source>
        <translation>الساعة %1%2 م.ث</translation>
    </message>
    <message>
        <source>Clock %1%2 s</source>
        <translation>الساعة %1%2 ث</translation>
    </message>
    <message>
        <source>Connection details</source>
        <translation>تفاصيل الاتصال</translation>
    </message>
    <message>
        <source>Show what waits to be sent</source>
        <translation>عرض ما ينتظر الإرسال</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to be sent</source>
        <translation>
            <numerusform>لا شيء ينتظر الإرسال</numerusform>
            <numerusform>واحدة تنتظر الإرسال</numerusform>
            <numerusform>اثنتان تنتظران الإرسال</numerusform>
            <numerusform>%n تنتظر الإرسال</numerusform>
            <numerusform>%n تنتظر الإرسال</numerusform>
            <numerusform>%n تنتظر الإرسال</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the files that are on their way</source>
        <translation>عرض الملفات الجاري نقلها</translation>
    </message>
    <message numerus="yes">
        <source>%n files on their way</source>
        <translation>
            <numerusform>لا ملفات قيد النقل</numerusform>
            <numerusform>ملف واحد قيد النقل</numerusform>
            <numerusform>ملفان قيد النقل</numerusform>
            <numerusform>%n ملفات قيد النقل</numerusform>
            <numerusform>%n ملفًا قيد النقل</numerusform>
            <numerusform>%n ملف قيد النقل</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message numerus="yes">
        <source>%n files have stopped</source>
        <translation>
            <numerusform>لم يتوقف أي ملف</numerusform>
            <numerusform>توقف ملف واحد</numerusform>
            <numerusform>توقف ملفان</numerusform>
            <numerusform>توقفت %n ملفات</numerusform>
            <numerusform>توقف %n ملفًا</numerusform>
            <numerusform>توقف %n ملف</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::Store</name>
    <message>
        <source>The disk that holds %1 is full: new messages cannot be kept. Free some space; it then goes on by itself.</source>
        <translation>القرص الذي يحوي %1 ممتلئ: لا يمكن حفظ رسائل جديدة. أفرغ بعض المساحة، ثم يُستأنف من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>The folder %1 can no longer be written to: new messages cannot be kept. Allow it again; it then goes on by itself.</source>
        <translation>لم تعد الكتابة في المجلد %1 ممكنة: لا يمكن حفظ رسائل جديدة. اسمح بها ثانيةً، ثم يُستأنف من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>Another program holds the history in %1: new messages cannot be kept. Close that program, a backup for instance; it then goes on by itself.</source>
        <translation>برنامج آخر يشغل السجل في %1: لا يمكن حفظ رسائل جديدة. أغلق ذلك البرنامج، كبرنامج نسخ احتياطي مثلًا، ثم يُستأنف من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>The disk that holds %1 gives errors: new messages cannot be kept. Check the disk, and make a copy of the folder.</source>
        <translation>القرص الذي يحوي %1 يعطي أخطاء: لا يمكن حفظ رسائل جديدة. افحص القرص واصنع نسخة من المجلد.</translation>
    </message>
    <message>
        <source>The folder %1 was deleted, moved or replaced: new messages cannot be kept. Put it back, then stop hosting and start again.</source>
        <translation>حُذف المجلد %1 أو نُقل أو استُبدل: لا يمكن حفظ رسائل جديدة. أعده إلى مكانه، ثم أوقف الاستضافة وابدأها ثانيةً.</translation>
    </message>
    <message>
        <source>The history in %1 is damaged: new messages cannot be kept. Stop hosting and start again: the damaged file is then kept under a new name, and what can be read of it goes on. Or put back a copy of the folder first.</source>
        <translation>السجل في %1 تالف: لا يمكن حفظ رسائل جديدة. أوقف الاستضافة وابدأها ثانيةً: يُحفظ الملف التالف حينئذ باسم جديد، ويُستأنف بما يمكن قراءته منه. أو أعد نسخة من المجلد أولًا.</translation>
    </message>
    <message numerus="yes">
        <source>The history was damaged. %n entries could be read of it and go on; the damaged file is kept as %1 in %2.</source>
        <translation>
            <numerusform>كان السجل تالفًا. لم يمكن قراءة أي مدخلة منه؛ حُفظ الملف التالف باسم %1 في %2.</numerusform>
            <numerusform>كان السجل تالفًا. أمكنت قراءة مدخلة واحدة منه ويُستأنف بها؛ حُفظ الملف التالف باسم %1 في %2.</numerusform>
            <numerusform>كان السجل تالفًا. أمكنت قراءة مدخلتين منه ويُستأنف بهما؛ حُفظ الملف التالف باسم %1 في %2.</numerusform>
            <numerusform>كان السجل تالفًا. أمكنت قراءة %n مدخلات منه ويُستأنف بها؛ حُفظ الملف التالف باسم %1 في %2.</numerusform>
            <numerusform>كان السجل تالفًا. أمكنت قراءة %n مدخلة منه ويُستأنف بها؛ حُفظ الملف التالف باسم %1 في %2.</numerusform>
            <numerusform>كان السجل تالفًا. أمكنت قراءة %n مدخلة منه ويُستأنف بها؛ حُفظ الملف التالف باسم %1 في %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>The folder %1 is in use by another host. Close that one, or choose another folder.</source>
        <translation>المجلد %1 يستعمله مضيف آخر. أغلق ذاك المضيف أو اختر مجلدًا آخر.</translation>
    </message>
    <message>
        <source>The history in %1 is damaged. Start again: the damaged file is then kept under a new name, and what can be read of it goes on. Or put back a copy of the folder first.</source>
        <translation>السجل في %1 تالف. ابدأ ثانيةً: يُحفظ الملف التالف حينئذ باسم جديد، ويُستأنف بما يمكن قراءته منه. أو أعد نسخة من المجلد أولًا.</translation>
    </message>
    <message>
        <source>The history in %1 was written by a newer version of Courtyard, and is left as it is. Install that version, or choose another folder.</source>
        <translation>السجل في %1 كتبه إصدار أحدث من Courtyard، ويُترك كما هو. ثبِّت ذلك الإصدار أو اختر مجلدًا آخر.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written to (%2). Allow it, or choose another folder.</source>
        <translation>لا يمكن الكتابة في المجلد %1 ‏(%2). اسمح بذلك أو اختر مجلدًا آخر.</translation>
    </message>
    <message>
        <source>The disk that holds %1 is full. Free some space, or choose another folder.</source>
        <translation>القرص الذي يحوي %1 ممتلئ. أفرغ بعض المساحة أو اختر مجلدًا آخر.</translation>
    </message>
</context>
<context>
    <name>courtyard::TicketBar</name>
    <message>
        <source>Hand over</source>
        <translation>تسليم</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>ملاحظات</translation>
    </message>
    <message>
        <source>What agents write down about this visitor, who never sees it</source>
        <translation>ما يدوّنه الموظفون عن هذا الزائر، ولا يراه أبدًا</translation>
    </message>
    <message>
        <source>Notes •</source>
        <translation>ملاحظات •</translation>
    </message>
    <message>
        <source>#%1 · %2 · waiting for %3</source>
        <translation>#%1 · %2 · ينتظر منذ %3</translation>
    </message>
    <message>
        <source>#%1 · %2 · yours for %3</source>
        <translation>#%1 · %2 · لديك منذ %3</translation>
    </message>
    <message>
        <source>#%1 · %2 · %3 has it for %4</source>
        <translation>#%1 · %2 · لدى %3 منذ %4</translation>
    </message>
    <message>
        <source>%1 looks at this, too</source>
        <translation>%1 ينظر في هذا أيضًا</translation>
    </message>
    <message>
        <source>%1 (not here)</source>
        <translation>%1 (غير موجود)</translation>
    </message>
    <message>
        <source>Nobody else answers here</source>
        <translation>لا أحد غيرك يجيب هنا</translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>إعادته إلى الطابور</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>أجب</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>أغلق</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>افتحها مجددًا</translation>
    </message>
    <message>
        <source>#%1 · %2 · closed %3</source>
        <translation>#%1 · %2 · أُغلقت: %3</translation>
    </message>
</context>
<context>
    <name>courtyard::TicketFilter</name>
    <message>
        <source>waits</source>
        <translation>ينتظر</translation>
    </message>
    <message>
        <source>%1 looks at it</source>
        <translation>%1 ينظر فيه</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>لديّ</translation>
    </message>
    <message>
        <source>%1 has it</source>
        <translation>لدى %1</translation>
    </message>
    <message>
        <source>#%1 · %2 · %3</source>
        <comment>number, topic and state of a question</comment>
        <translation>#%1 · %2 · %3</translation>
    </message>
    <message>
        <source>%1, %2, for %3</source>
        <comment>who asks, about what, how long it waits</comment>
        <translation>%1، %2، منذ %3</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1، لا جديد</numerusform>
            <numerusform>%1، رسالة غير مقروءة</numerusform>
            <numerusform>%1، رسالتان غير مقروءتين</numerusform>
            <numerusform>%1، %n رسائل غير مقروءة</numerusform>
            <numerusform>%1، %n رسالة غير مقروءة</numerusform>
            <numerusform>%1، %n رسالة غير مقروءة</numerusform>
        </translation>
    </message>
    <message>
        <source>closed</source>
        <translation>مغلقة</translation>
    </message>
    <message>
        <source>closed by %1</source>
        <translation>أغلقها %1</translation>
    </message>
</context>
<context>
    <name>courtyard::Timeline</name>
    <message>
        <source>not sent</source>
        <translation>لم تُرسل</translation>
    </message>
    <message>
        <source>waiting…</source>
        <translation>في الانتظار…</translation>
    </message>
    <message>
        <source>sending…</source>
        <translation>جارٍ الإرسال…</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>مُعدَّلة</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>رسالة محذوفة</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>تجاهل</translation>
    </message>
    <message>
        <source>An earlier message</source>
        <translation>رسالة أسبق</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>محفوظ</translation>
    </message>
    <message>
        <source>cannot be shown here</source>
        <translation>لا يمكن عرضها هنا</translation>
    </message>
</context>
<context>
    <name>courtyard::TimelineModel</name>
    <message>
        <source>%1 removed the topic</source>
        <translation>أزال %1 الموضوع</translation>
    </message>
    <message>
        <source>%1 set the topic: %2</source>
        <translation>غيّر %1 الموضوع: %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>This message was deleted</source>
        <translation>حُذفت هذه الرسالة</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1، %2: %3</translation>
    </message>
    <message>
        <source>in reply to %1</source>
        <translation>ردًا على %1</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>مُعدَّلة</translation>
    </message>
    <message numerus="yes">
        <source>%1 by %n people</source>
        <translation>
            <numerusform>%1</numerusform>
            <numerusform>%1 من شخص واحد</numerusform>
            <numerusform>%1 من شخصين</numerusform>
            <numerusform>%1 من %n أشخاص</numerusform>
            <numerusform>%1 من %n شخصًا</numerusform>
            <numerusform>%1 من %n شخص</numerusform>
        </translation>
    </message>
    <message>
        <source>sending</source>
        <translation>جارٍ الإرسال</translation>
    </message>
    <message>
        <source>not sent: %1</source>
        <translation>لم تُرسل: %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a sentence</comment>
        <translation>، </translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>read</source>
        <translation>مقروءة</translation>
    </message>
    <message>
        <source>waiting to be sent: %1</source>
        <translation>تنتظر الإرسال: %1</translation>
    </message>
</context>
<context>
    <name>courtyard::TimelineView</name>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>رد</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>حذف…</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>تجاهل</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>رسالة محذوفة</translation>
    </message>
    <message>
        <source>React</source>
        <translation>تفاعل</translation>
    </message>
    <message>
        <source>%1 take back</source>
        <translation>سحب %1</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>المحادثة</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>تعديل وإرسال من جديد</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>عدم الإرسال</translation>
    </message>
</context>
<context>
    <name>courtyard::Times</name>
    <message numerus="yes">
        <source>%n weeks</source>
        <translation>
            <numerusform>أقل من أسبوع</numerusform>
            <numerusform>أسبوع</numerusform>
            <numerusform>أسبوعين</numerusform>
            <numerusform>%n أسابيع</numerusform>
            <numerusform>%n أسبوعًا</numerusform>
            <numerusform>%n أسبوع</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>أقل من يوم</numerusform>
            <numerusform>يوم</numerusform>
            <numerusform>يومين</numerusform>
            <numerusform>%n أيام</numerusform>
            <numerusform>%n يومًا</numerusform>
            <numerusform>%n يوم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>أقل من ساعة</numerusform>
            <numerusform>ساعة</numerusform>
            <numerusform>ساعتين</numerusform>
            <numerusform>%n ساعات</numerusform>
            <numerusform>%n ساعة</numerusform>
            <numerusform>%n ساعة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>أقل من دقيقة</numerusform>
            <numerusform>دقيقة</numerusform>
            <numerusform>دقيقتين</numerusform>
            <numerusform>%n دقائق</numerusform>
            <numerusform>%n دقيقة</numerusform>
            <numerusform>%n دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>أقل من ثانية</numerusform>
            <numerusform>ثانية</numerusform>
            <numerusform>ثانيتين</numerusform>
            <numerusform>%n ثوانٍ</numerusform>
            <numerusform>%n ثانية</numerusform>
            <numerusform>%n ثانية</numerusform>
        </translation>
    </message>
    <message>
        <source>&lt;1 min</source>
        <translation>أقل من دقيقة</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 د</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 س</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 س %2 د</translation>
    </message>
</context>
<context>
    <name>courtyard::TopicDialog</name>
    <message>
        <source>Help desk: %1</source>
        <translation>مكتب المساعدة: %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Whoever is on this network may bring a question here, without a join code. Each visitor sees nothing but the own conversation.</source>
        <translation>يمكن لكل من على هذه الشبكة أن يطرح سؤالًا هنا دون رمز انضمام. لا يرى كل زائر إلا محادثته.</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>النصوص</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>الموظفون</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>الأوقات</translation>
    </message>
    <message>
        <source>Greeting, above every conversation</source>
        <translation>ترحيب أعلى كل محادثة</translation>
    </message>
    <message>
        <source>Said while nobody is there to answer</source>
        <translation>ما يُقال حين لا يوجد من يجيب</translation>
    </message>
    <message>
        <source>Every agent answers here</source>
        <translation>يجيب هنا كل الموظفين</translation>
    </message>
    <message>
        <source>Only these:</source>
        <translation>هؤلاء فقط:</translation>
    </message>
    <message>
        <source>Agents of this topic</source>
        <translation>موظفو هذا الموضوع</translation>
    </message>
    <message>
        <source>Whoever hosts always may. To make somebody an agent, use the menu of that person in the list of people.</source>
        <translation>يمكن للمضيف ذلك دائمًا. لتكليف شخص، استخدم قائمته في قائمة الأشخاص.</translation>
    </message>
    <message>
        <source>somebody who is not in the lobby</source>
        <translation>شخص ليس في الردهة</translation>
    </message>
    <message>
        <source>Tick who answers here, or let every agent answer.</source>
        <translation>حدّد من يجيب هنا، أو دع كل الموظفين يجيبون.</translation>
    </message>
    <message numerus="yes">
        <source>Greeting and absence may have %n characters each.</source>
        <translation>
            <numerusform>لا يمكن أن يكون للترحيب ونص الغياب أي حرف.</numerusform>
            <numerusform>للترحيب ونص الغياب حرف واحد لكل منهما على الأكثر.</numerusform>
            <numerusform>للترحيب ونص الغياب حرفان لكل منهما على الأكثر.</numerusform>
            <numerusform>للترحيب ونص الغياب %n أحرف لكل منهما على الأكثر.</numerusform>
            <numerusform>للترحيب ونص الغياب %n حرفًا لكل منهما على الأكثر.</numerusform>
            <numerusform>للترحيب ونص الغياب %n حرف لكل منهما على الأكثر.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::TopicsPage</name>
    <message>
        <source>Topics</source>
        <translation>المواضيع</translation>
    </message>
    <message>
        <source>There is no help desk yet. Make a topic, and whoever is on this network can bring a question to it with any browser, without a join code.</source>
        <translation>لا يوجد مكتب مساعدة بعد. أنشئ موضوعًا، وعندها يمكن لكل من على هذه الشبكة أن يطرح عليه سؤالًا من أي متصفح دون رمز انضمام.</translation>
    </message>
    <message>
        <source>New topic…</source>
        <translation>موضوع جديد…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>الإعدادات…</translation>
    </message>
    <message>
        <source>Address…</source>
        <translation>العنوان…</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>إغلاق…</translation>
    </message>
    <message>
        <source>always open</source>
        <translation>مفتوح دائمًا</translation>
    </message>
    <message>
        <source>open now</source>
        <translation>مفتوح الآن</translation>
    </message>
    <message>
        <source>closed now</source>
        <translation>مغلق الآن</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>questions</comment>
        <translation>
            <numerusform>لا أحد ينتظر</numerusform>
            <numerusform>واحد ينتظر</numerusform>
            <numerusform>اثنان ينتظران</numerusform>
            <numerusform>%n ينتظرون</numerusform>
            <numerusform>%n ينتظرون</numerusform>
            <numerusform>%n ينتظرون</numerusform>
        </translation>
    </message>
    <message>
        <source>nobody waits</source>
        <translation>لا أحد ينتظر</translation>
    </message>
    <message>
        <source>%1
%2 · %3 · %4</source>
        <comment>topic; agents that are here, hours, questions that wait</comment>
        <translation>%1
%2 · %3 · %4</translation>
    </message>
    <message numerus="yes">
        <source>%n agents here</source>
        <translation>
            <numerusform>لا موظف هنا</numerusform>
            <numerusform>موظف واحد هنا</numerusform>
            <numerusform>موظفان هنا</numerusform>
            <numerusform>%n موظفين هنا</numerusform>
            <numerusform>%n موظفًا هنا</numerusform>
            <numerusform>%n موظف هنا</numerusform>
        </translation>
    </message>
    <message>
        <source>New topic</source>
        <translation>موضوع جديد</translation>
    </message>
    <message>
        <source>What visitors ask about, for instance “Support”</source>
        <translation>ما يسأل عنه الزوار، مثل «الدعم»</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>إنشاء</translation>
    </message>
    <message>
        <source>Close %1?</source>
        <translation>إغلاق %1؟</translation>
    </message>
    <message>
        <source>Close the topic</source>
        <translation>إغلاق الموضوع</translation>
    </message>
    <message>
        <source>Prepared replies…</source>
        <translation>الردود الجاهزة…</translation>
    </message>
    <message>
        <source>No new questions come in. What is open there counts as closed; visitors still find their own conversation.</source>
        <translation>لا تدخل أسئلة جديدة. وما هو مفتوح يُعدّ مغلقًا، ويظل الزوار يجدون محادثاتهم.</translation>
    </message>
</context>
<context>
    <name>courtyard::Transfers</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>جارٍ التجهيز…</translation>
    </message>
    <message>
        <source>Waiting · %1</source>
        <translation>في الانتظار · %1</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>جارٍ التحقق…</translation>
    </message>
    <message>
        <source>Paused at %1 of %2</source>
        <translation>متوقف عند %1 من %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>a speed</comment>
        <translation>%1/ث</translation>
    </message>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>لم يبق وقت</numerusform>
            <numerusform>بقيت ثانية واحدة</numerusform>
            <numerusform>بقيت ثانيتان</numerusform>
            <numerusform>بقيت %n ثوانٍ</numerusform>
            <numerusform>بقيت %n ثانية</numerusform>
            <numerusform>بقيت %n ثانية</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>بقي أقل من دقيقة</numerusform>
            <numerusform>بقيت دقيقة واحدة</numerusform>
            <numerusform>بقيت دقيقتان</numerusform>
            <numerusform>بقيت %n دقائق</numerusform>
            <numerusform>بقيت %n دقيقة</numerusform>
            <numerusform>بقيت %n دقيقة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::TransfersDialog</name>
    <message>
        <source>Transfers</source>
        <translation>عمليات النقل</translation>
    </message>
    <message>
        <source>Nothing is on its way.</source>
        <translation>لا شيء قيد النقل.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>إظهار في المجلد</translation>
    </message>
    <message>
        <source>Where files are saved…</source>
        <translation>مكان حفظ الملفات…</translation>
    </message>
    <message>
        <source>Take off this list</source>
        <translation>إزالة من هذه القائمة</translation>
    </message>
</context>
<context>
    <name>courtyard::TrustBox</name>
    <message>
        <source>Only encrypted connections</source>
        <translation>اتصالات مشفّرة فقط</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>البصمة</translation>
    </message>
    <message>
        <source>Fingerprint %1</source>
        <translation>البصمة %1</translation>
    </message>
    <message>
        <source>Phones see a warning once, because this host made its key itself. They go on by “Advanced” and “Proceed”.</source>
        <translation>ترى الهواتف تحذيرًا مرة واحدة، لأن هذا المضيف صنع مفتاحه بنفسه. تتابع عبر «خيارات متقدمة» ثم «متابعة».</translation>
    </message>
    <message>
        <source>Apps always come in encrypted. Phones&apos; browsers do not: others on an open Wi-Fi could read along.</source>
        <translation>تدخل التطبيقات دائمًا بتشفير. أما متصفحات الهواتف فلا: قد يقرأ الآخرون على شبكة واي فاي مفتوحة.</translation>
    </message>
    <message>
        <source>Take encrypted connections only?</source>
        <translation>قبول الاتصالات المشفّرة فقط؟</translation>
    </message>
    <message>
        <source>Phones and browsers that are in by http:// are sent to https://, where they see a warning once.</source>
        <translation>تُحوَّل الهواتف والمتصفحات الداخلة عبر http://‎ إلى https://‎، حيث ترى تحذيرًا مرة واحدة.</translation>
    </message>
    <message>
        <source>Only encrypted</source>
        <translation>المشفّرة فقط</translation>
    </message>
</context>
<context>
    <name>courtyard::UploadQueue</name>
    <message>
        <source>A file of this message is not at hand any more. Attach it again.</source>
        <translation>لم يعد أحد ملفات هذه الرسالة متاحًا. أرفقه مرة أخرى.</translation>
    </message>
    <message>
        <source>This file is too large: %1. This host takes files of up to %2.</source>
        <translation>هذا الملف كبير جدًا: %1. يقبل هذا المضيف ملفات حتى %2.</translation>
    </message>
    <message>
        <source>The host has more of this file than there is. Remove it and attach it again.</source>
        <translation>لدى المضيف من هذا الملف أكثر مما هو موجود. أزله وأرفقه مرة أخرى.</translation>
    </message>
    <message>
        <source>The host does not take this file of %1: no more than %2 fit there for you.</source>
        <translation>لا يقبل المضيف هذا الملف بحجم %1: لا يتسع هناك لك أكثر من %2.</translation>
    </message>
    <message>
        <source>This file is too large for this host.</source>
        <translation>هذا الملف كبير جدًا على هذا المضيف.</translation>
    </message>
    <message>
        <source>This host does not take files. Install the same version on both devices.</source>
        <translation>لا يقبل هذا المضيف ملفات. ثبّت الإصدار نفسه على الجهازين.</translation>
    </message>
    <message>
        <source>The file %1 is not there any more. Choose it again.</source>
        <translation>لم يعد الملف %1 موجودًا. اختره مرة أخرى.</translation>
    </message>
    <message>
        <source>The file %1 changes while it is sent. Send it when nothing writes to it.</source>
        <translation>يتغير الملف %1 أثناء إرساله. أرسله عندما لا يكتب فيه شيء.</translation>
    </message>
    <message>
        <source>The file has changed meanwhile: it is sent anew.</source>
        <translation>تغيّر الملف في هذه الأثناء: يُرسل من جديد.</translation>
    </message>
</context>
<context>
    <name>courtyard::WaitingDialog</name>
    <message>
        <source>Waiting to be sent</source>
        <translation>في انتظار الإرسال</translation>
    </message>
    <message>
        <source>Send all now</source>
        <translation>إرسال الكل الآن</translation>
    </message>
    <message>
        <source>This is kept on this computer and sent by itself, once. What was refused waits for you.</source>
        <translation>يُحفظ هذا على هذا الحاسوب ويُرسل من تلقاء نفسه، مرة واحدة. وما رُفض ينتظرك.</translation>
    </message>
    <message>
        <source>Discard all…</source>
        <translation>تجاهل الكل…</translation>
    </message>
    <message>
        <source>Nothing waits. Everything you wrote is at the host.</source>
        <translation>لا شيء ينتظر. كل ما كتبته لدى المضيف.</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… ولا مزيد</numerusform>
            <numerusform>… وواحدة أخرى</numerusform>
            <numerusform>… واثنتان أخريان</numerusform>
            <numerusform>… و%n أخرى</numerusform>
            <numerusform>… و%n أخرى</numerusform>
            <numerusform>… و%n أخرى</numerusform>
        </translation>
    </message>
    <message>
        <source>a room that is gone</source>
        <translation>غرفة لم تعد موجودة</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>تجاهل</translation>
    </message>
    <message>
        <source>They are not sent. You can take this back until you close the list.</source>
        <translation>لن تُرسل. يمكنك التراجع عن هذا ما لم تُغلق القائمة.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message numerus="yes">
        <source>Discard %n waiting messages?</source>
        <translation>
            <numerusform>لا رسائل تنتظر</numerusform>
            <numerusform>أتريد تجاهل الرسالة المنتظرة؟</numerusform>
            <numerusform>أتريد تجاهل الرسالتين المنتظرتين؟</numerusform>
            <numerusform>أتريد تجاهل %n رسائل منتظرة؟</numerusform>
            <numerusform>أتريد تجاهل %n رسالة منتظرة؟</numerusform>
            <numerusform>أتريد تجاهل %n رسالة منتظرة؟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages discarded.</source>
        <translation>
            <numerusform>لم تُتجاهل أي رسالة.</numerusform>
            <numerusform>جرى تجاهل رسالة واحدة.</numerusform>
            <numerusform>جرى تجاهل رسالتين.</numerusform>
            <numerusform>جرى تجاهل %n رسائل.</numerusform>
            <numerusform>جرى تجاهل %n رسالة.</numerusform>
            <numerusform>جرى تجاهل %n رسالة.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>courtyard::WifiCard</name>
    <message>
        <source>1. Scan to join the Wi-Fi</source>
        <translation>١. امسح للانضمام إلى الواي فاي</translation>
    </message>
    <message>
        <source>Wi-Fi</source>
        <translation>واي فاي</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message>
        <source>Wi-Fi %1</source>
        <translation>واي فاي %1</translation>
    </message>
    <message>
        <source>Password %1</source>
        <translation>كلمة المرور %1</translation>
    </message>
    <message>
        <source>QR code that joins the Wi-Fi</source>
        <translation>رمز QR للانضمام إلى الواي فاي</translation>
    </message>
</context>
<context>
    <name>courtyard::WritingRule</name>
    <message>
        <source>A moderator has muted you. You can write again in %1.</source>
        <translation>كتمك مشرف. يمكنك الكتابة من جديد بعد %1.</translation>
    </message>
    <message>
        <source>This room is locked: only moderators write here just now.</source>
        <translation>هذه الغرفة مقفلة: لا يكتب هنا الآن إلا المشرفون.</translation>
    </message>
    <message>
        <source>Slow mode: you can send again in %1.</source>
        <translation>الوضع البطيء: يمكنك الإرسال من جديد بعد %1.</translation>
    </message>
    <message>
        <source>Slow mode: one message in %1.</source>
        <translation>الوضع البطيء: رسالة كل %1.</translation>
    </message>
    <message>
        <source>%1 has this conversation.</source>
        <translation>%1 يتولّى هذه المحادثة.</translation>
    </message>
    <message>
        <source>%1 has this conversation, and answers here.</source>
        <translation>%1 يتولّى هذه المحادثة ويردّ هنا.</translation>
    </message>
    <message>
        <source>You are reading along. Take the conversation to write in it.</source>
        <translation>أنت تقرأ فقط. خذ المحادثة لتكتب فيها.</translation>
    </message>
    <message>
        <source>This conversation is closed. Open it again to write in it.</source>
        <translation>هذه المحادثة مغلقة. افتحها مجددًا لتكتب فيها.</translation>
    </message>
</context>
</TS>
