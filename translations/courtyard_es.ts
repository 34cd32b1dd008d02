<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es">
<context>
    <name>QObject</name>
    <message>
        <source>OK</source>
        <translation>Aceptar</translation>
    </message>
</context>
<context>
    <name>courtyard::AddressList</name>
    <message>
        <source>Other addresses</source>
        <translation>Otras direcciones</translation>
    </message>
    <message>
        <source>%1 ✓</source>
        <translation>%1 ✓</translation>
    </message>
    <message>
        <source>A device has come in by this address.</source>
        <translation>Un dispositivo ha entrado por esta dirección.</translation>
    </message>
    <message>
        <source>%1, %2, works</source>
        <translation>%1, %2, funciona</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>courtyard::Addresses</name>
    <message>
        <source>Wi-Fi hotspot</source>
        <translation>Punto de acceso wifi</translation>
    </message>
    <message>
        <source>Wi-Fi</source>
        <translation>Wifi</translation>
    </message>
    <message>
        <source>Ethernet</source>
        <translation>Ethernet</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>Virtual</source>
        <translation>Virtual</translation>
    </message>
    <message>
        <source>This computer only</source>
        <translation>Solo este ordenador</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>USB</translation>
    </message>
    <message>
        <source>Bluetooth</source>
        <translation>Bluetooth</translation>
    </message>
    <message>
        <source>VPN</source>
        <translation>VPN</translation>
    </message>
</context>
<context>
    <name>courtyard::AnotherHostDialog</name>
    <message>
        <source>Another host</source>
        <translation>Otro anfitrión</translation>
    </message>
    <message>
        <source>Talk to the new one</source>
        <translation>Hablar con el nuevo</translation>
    </message>
    <message>
        <source>This is another host than before at %1</source>
        <translation>En %1 hay otro anfitrión que antes</translation>
    </message>
    <message>
        <source>Nothing was sent to it. It may simply be another computer that has this address now, or somebody who pretends to be the one you know. Ask the person who hosts for the four words on their screen.</source>
        <translation>No se le envió nada. Puede ser simplemente otro ordenador que ahora tiene esta dirección, o alguien que se hace pasar por el que conoces. Pide a quien hospeda las cuatro palabras de su pantalla.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>Antes: %1</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Volver</translation>
    </message>
</context>
<context>
    <name>courtyard::AttachmentStrip</name>
    <message>
        <source>Attached files</source>
        <translation>Archivos adjuntos</translation>
    </message>
    <message>
        <source>Original size</source>
        <translation>Tamaño original</translation>
    </message>
    <message>
        <source>Else large photos are made smaller: enough for a screen, and quickly sent.</source>
        <translation>Si no, las fotos grandes se reducen: bastan para una pantalla y se envían rápido.</translation>
    </message>
    <message>
        <source>Keep where photos were taken</source>
        <translation>Conservar dónde se hicieron las fotos</translation>
    </message>
    <message>
        <source>Else what pictures say of places, people and cameras is taken out.</source>
        <translation>Si no, se quita lo que las imágenes dicen de lugares, personas y cámaras.</translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n archivo</numerusform>
            <numerusform>%n archivos</numerusform>
        </translation>
    </message>
    <message>
        <source>Do not send %1</source>
        <translation>No enviar %1</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>No enviar</translation>
    </message>
</context>
<context>
    <name>courtyard::Attachments</name>
    <message>
        <source>There is no room to prepare the file on this computer. Free some space on its disk.</source>
        <translation>No hay sitio para preparar el archivo en este ordenador. Libere espacio en su disco.</translation>
    </message>
    <message>
        <source>The file %1 cannot be read any more.</source>
        <translation>El archivo %1 ya no se puede leer.</translation>
    </message>
    <message>
        <source>Screenshot %1</source>
        <extracomment>The name of a pasted picture&apos;s file; %1 is the time</extracomment>
        <translation>Captura de pantalla %1</translation>
    </message>
</context>
<context>
    <name>courtyard::Attention</name>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n archivo</numerusform>
            <numerusform>%n archivos</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, in a note</source>
        <translation>%1, en una nota</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 en %2</translation>
    </message>
    <message>
        <source>New question from %1 (%2)</source>
        <translation>Nueva pregunta de %1 (%2)</translation>
    </message>
    <message>
        <source>%1 is sent.</source>
        <translation>%1 se ha enviado.</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 se ha guardado.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n new for you</source>
        <comment>notices</comment>
        <translation>
            <numerusform>%n novedad para ti</numerusform>
            <numerusform>%n novedades para ti</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::BanDialog</name>
    <message>
        <source>Ban</source>
        <translation>Vetar</translation>
    </message>
    <message>
        <source>Ban %1?</source>
        <translation>¿Vetar a %1?</translation>
    </message>
    <message>
        <source>%1 is sent away, and is kept out on every device. Newcomers from the same address are kept out as well.</source>
        <translation>%1 sale y no podrá volver desde ningún dispositivo. Tampoco entrarán nuevas personas desde la misma dirección.</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Durante cuánto tiempo</translation>
    </message>
    <message>
        <source>For %1</source>
        <translation>Durante %1</translation>
    </message>
    <message>
        <source>For good</source>
        <translation>Para siempre</translation>
    </message>
    <message>
        <source>Reason, which %1 sees (may stay empty)</source>
        <translation>Motivo, que %1 verá (puede quedar vacío)</translation>
    </message>
</context>
<context>
    <name>courtyard::Cache</name>
    <message>
        <source>The file %1 cannot be used: %2.</source>
        <translation>El archivo %1 no se puede usar: %2.</translation>
    </message>
    <message>
        <source>What was kept on this computer is damaged and was put aside as %1. A new file was begun; what was said is fetched again from the host.</source>
        <translation>Lo guardado en este ordenador está dañado y se ha apartado como %1. Se ha empezado un archivo nuevo; lo dicho se vuelve a pedir al anfitrión.</translation>
    </message>
    <message>
        <source>Until then nothing is kept on this computer: leave Courtyard open while messages wait.</source>
        <translation>Hasta entonces no se guarda nada en este ordenador: deja Courtyard abierto mientras haya mensajes a la espera.</translation>
    </message>
    <message>
        <source>The disk of this computer is full. Free some space, then try again.</source>
        <translation>El disco de este ordenador está lleno. Libera espacio y vuelve a intentarlo.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written to. Allow it, or free its disk of what makes it read-only, then try again.</source>
        <translation>No se puede escribir en la carpeta %1. Permítelo, o quita lo que hace que su disco sea de solo lectura, y vuelve a intentarlo.</translation>
    </message>
    <message>
        <source>Another program holds the file %1. Close that program, then try again.</source>
        <translation>Otro programa tiene ocupado el archivo %1. Cierra ese programa y vuelve a intentarlo.</translation>
    </message>
    <message>
        <source>The disk of this computer does not read or write as it should. See that it is plugged in and sound, then try again.</source>
        <translation>El disco de este ordenador no lee o no escribe como debe. Comprueba que está conectado y en buen estado y vuelve a intentarlo.</translation>
    </message>
    <message>
        <source>The file %1 is damaged and cannot be put aside. Move it elsewhere, then try again.</source>
        <translation>El archivo %1 está dañado y no se puede apartar. Muévelo a otro sitio y vuelve a intentarlo.</translation>
    </message>
    <message>
        <source>The file %1 belongs to a newer version of Courtyard. Install that version.</source>
        <translation>El archivo %1 es de una versión más nueva de Courtyard. Instala esa versión.</translation>
    </message>
</context>
<context>
    <name>courtyard::CannedDialog</name>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Type / where you write to a visitor, and choose one. It can be changed before it is sent.</source>
        <translation>Escribe / donde contestas a un visitante y elige una. Se puede cambiar antes de enviarla.</translation>
    </message>
    <message>
        <source>New reply</source>
        <translation>Respuesta nueva</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Name, to find it by</source>
        <translation>Nombre para encontrarla</translation>
    </message>
    <message>
        <source>What is said</source>
        <translation>Lo que se dice</translation>
    </message>
    <message numerus="yes">
        <source>That is as many as there can be: %n.</source>
        <translation>
            <numerusform>No puede haber más de %n.</numerusform>
            <numerusform>No puede haber más de %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every reply needs a name and words.</source>
        <translation>Cada respuesta necesita un nombre y un texto.</translation>
    </message>
    <message>
        <source>“%1” is too long for one message.</source>
        <translation>«%1» es demasiado larga para un mensaje.</translation>
    </message>
    <message>
        <source>Two replies are called “%1”.</source>
        <translation>Hay dos respuestas llamadas «%1».</translation>
    </message>
    <message>
        <source>Prepared replies of %1</source>
        <translation>Respuestas preparadas de %1</translation>
    </message>
    <message>
        <source>Prepared replies</source>
        <translation>Respuestas preparadas</translation>
    </message>
</context>
<context>
    <name>courtyard::CannedPopup</name>
    <message>
        <source>Prepared replies</source>
        <translation>Respuestas preparadas</translation>
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
        <translation>Esa sala ya no existe.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>%1 invites you to %2.</source>
        <translation>%1 te invita a %2.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Unirse</translation>
    </message>
    <message>
        <source>Choose a question from the list.</source>
        <translation>Elige una pregunta de la lista.</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>questions</comment>
        <translation>
            <numerusform>%n en espera</numerusform>
            <numerusform>%n en espera</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::CodeBox</name>
    <message>
        <source>Join code</source>
        <translation>Código de acceso</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>Código nuevo</translation>
    </message>
    <message>
        <source>Longer code</source>
        <translation>Código más largo</translation>
    </message>
    <message>
        <source>No code</source>
        <translation>Sin código</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
    <message>
        <source>No join code is needed</source>
        <translation>No hace falta código de acceso</translation>
    </message>
    <message>
        <source>Join code %1</source>
        <translation>Código de acceso %1</translation>
    </message>
    <message>
        <source>Ask for a code</source>
        <translation>Pedir un código</translation>
    </message>
    <message>
        <source>Everybody on this network can come in.</source>
        <translation>Todos los que estén en esta red pueden entrar.</translation>
    </message>
    <message>
        <source>Changed. Whoever is in stays; links and QR codes from before no longer let anybody in.</source>
        <translation>Cambiado. Quien está dentro se queda; los enlaces y códigos QR de antes ya no dejan entrar a nadie.</translation>
    </message>
    <message>
        <source>Let everybody in without a code?</source>
        <translation>¿Dejar entrar a todos sin código?</translation>
    </message>
    <message>
        <source>Whoever is on this network can come in, read the public rooms and write.</source>
        <translation>Quien esté en esta red puede entrar, leer las salas públicas y escribir.</translation>
    </message>
</context>
<context>
    <name>courtyard::CommandLine</name>
    <message>
        <source>Host at once.</source>
        <translation>Alojar enseguida.</translation>
    </message>
    <message>
        <source>With --host: no window, and no display needed; ends on SIGINT or SIGTERM.</source>
        <translation>Con --host: sin ventana ni pantalla; termina con SIGINT o SIGTERM.</translation>
    </message>
    <message>
        <source>Join at once: host, host:port, or an invitation link.</source>
        <translation>Entrar enseguida: equipo, equipo:puerto o un enlace de invitación.</translation>
    </message>
    <message>
        <source>With --join: the room.</source>
        <translation>Con --join: la sala.</translation>
    </message>
    <message>
        <source>The port to listen on; 3000 by default, 0 takes a free one.</source>
        <translation>El puerto en el que escuchar; 3000 si no se indica, 0 toma uno libre.</translation>
    </message>
    <message>
        <source>With --host the name of the place, with --join the person&apos;s.</source>
        <translation>Con --host, el nombre del lugar; con --join, el de la persona.</translation>
    </message>
    <message>
        <source>The join code; &quot;none&quot;, or &quot;auto&quot; for six digits, the default.</source>
        <translation>El código de acceso; «none» para ninguno o «auto» para seis cifras, lo predeterminado.</translation>
    </message>
    <message>
        <source>Where history, files, keys and settings live.</source>
        <translation>Dónde se guardan el historial, los archivos, las claves y los ajustes.</translation>
    </message>
    <message>
        <source>Listen on this address only; repeatable. All interfaces by default.</source>
        <translation>Escuchar solo en esta dirección; se puede repetir. Todas las interfaces si no se indica.</translation>
    </message>
    <message>
        <source>A web site that may embed the help desk; repeatable.</source>
        <translation>Un sitio web que puede incluir el punto de ayuda; se puede repetir.</translation>
    </message>
    <message>
        <source>Makes a help desk topic at start; repeatable.</source>
        <translation>Crea al empezar un tema del punto de ayuda; se puede repetir.</translation>
    </message>
    <message>
        <source>Takes encrypted connections only: browsers are sent to https, where they warn once.</source>
        <translation>Acepta solo conexiones cifradas: los navegadores se envían a https, donde avisan una vez.</translation>
    </message>
    <message>
        <source>For measurements: nothing is throttled.</source>
        <translation>Para mediciones: no se frena nada.</translation>
    </message>
    <message>
        <source>--port takes a number from 0 to 65535, not &quot;%1&quot;.</source>
        <translation>--port toma un número de 0 a 65535, no «%1».</translation>
    </message>
    <message>
        <source>--code takes &quot;auto&quot;, &quot;none&quot;, or a code of 1 to %1 characters.</source>
        <translation>--code toma «auto», «none» o un código de 1 a %1 caracteres.</translation>
    </message>
    <message>
        <source>--room goes with --join.</source>
        <translation>--room va con --join.</translation>
    </message>
    <message>
        <source>--host and --join exclude each other.</source>
        <translation>--host y --join se excluyen mutuamente.</translation>
    </message>
    <message>
        <source>--join takes an address such as 192.168.1.5:3000 or an invitation link, not &quot;%1&quot;.</source>
        <translation>--join toma una dirección como 192.168.1.5:3000 o un enlace de invitación, no «%1».</translation>
    </message>
    <message>
        <source>--name takes 1 to %1 characters that can be seen.</source>
        <translation>--name toma de 1 a %1 caracteres visibles.</translation>
    </message>
    <message>
        <source>--bind takes an address such as 192.168.1.5, not &quot;%1&quot;.</source>
        <translation>--bind toma una dirección como 192.168.1.5, no «%1».</translation>
    </message>
    <message>
        <source>--allow-origin takes an origin such as https://example.org, not &quot;%1&quot;.</source>
        <translation>--allow-origin toma un origen como https://example.org, no «%1».</translation>
    </message>
    <message>
        <source>--headless goes with --host.</source>
        <translation>--headless va con --host.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not an option; see --help.</source>
        <translation>«%1» no es una opción; véase --help.</translation>
    </message>
    <message>
        <source>--data takes a folder.</source>
        <translation>--data toma una carpeta.</translation>
    </message>
    <message>
        <source>Usage: %1 [options]</source>
        <translation>Uso: %1 [opciones]</translation>
    </message>
    <message>
        <source>Talk to everyone on this network, without internet.</source>
        <translation>Habla con todos en esta red, sin internet.</translation>
    </message>
    <message>
        <source>The largest file that is taken, for instance 500M or 4G, the default.</source>
        <translation>El archivo más grande que se acepta, por ejemplo 500M o 4G, el valor predeterminado.</translation>
    </message>
    <message>
        <source>What all files together may take; 64G by default.</source>
        <translation>Lo que pueden ocupar todos los archivos juntos; 64G de forma predeterminada.</translation>
    </message>
    <message>
        <source>What the files of one person may take; 16G by default.</source>
        <translation>Lo que pueden ocupar los archivos de una persona; 16G de forma predeterminada.</translation>
    </message>
    <message>
        <source>What files leave free on the disk; 1G by default, or a tenth of a small disk.</source>
        <translation>Lo que los archivos dejan libre en el disco; 1G de forma predeterminada, o la décima parte de un disco pequeño.</translation>
    </message>
    <message>
        <source>--%1 takes a size such as 500M or 4G, not &quot;%2&quot;.</source>
        <translation>--%1 admite un tamaño como 500M o 4G, no «%2».</translation>
    </message>
    <message>
        <source>--desk takes 1 to %1 characters that can be seen.</source>
        <translation>--desk admite de 1 a %1 caracteres visibles.</translation>
    </message>
</context>
<context>
    <name>courtyard::Composer</name>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Stop replying or editing</source>
        <translation>Dejar de responder o editar</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>Mensaje a %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Reply to %1: %2</source>
        <translation>Respuesta a %1: %2</translation>
    </message>
    <message>
        <source>Edit your message</source>
        <translation>Edita tu mensaje</translation>
    </message>
    <message>
        <source>This is too long for one message: %1 of %2 bytes. Send it in parts.</source>
        <translation>Es demasiado largo para un mensaje: %1 de %2 bytes. Envíalo por partes.</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Adjuntar archivos</translation>
    </message>
    <message>
        <source>Attach files. They may also be dropped here, or pasted.</source>
        <translation>Adjuntar archivos. También se pueden soltar aquí o pegar.</translation>
    </message>
    <message numerus="yes">
        <source>%n files were attached.</source>
        <translation>
            <numerusform>Se adjuntó %n archivo.</numerusform>
            <numerusform>Se adjuntaron %n archivos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more were left out: that is too many at once, or they cannot be read.</source>
        <translation>
            <numerusform>%n más se dejó fuera: son demasiados a la vez, o no se puede leer.</numerusform>
            <numerusform>%n más se dejaron fuera: son demasiados a la vez, o no se pueden leer.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no file to attach there that can be read.</source>
        <translation>Ahí no hay ningún archivo que se pueda leer para adjuntar.</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Nota interna</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Añadir nota</translation>
    </message>
    <message>
        <source>Only agents read this</source>
        <translation>Solo lo leen los agentes</translation>
    </message>
</context>
<context>
    <name>courtyard::ConnectionDialog</name>
    <message>
        <source>Connection details</source>
        <translation>Detalles de la conexión</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy this into a report when something does not work. It holds no codes and nothing that was said.</source>
        <translation>Copia esto en un informe cuando algo no funcione. No contiene códigos ni nada de lo dicho.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>courtyard::ConnectionReport</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conectado</translation>
    </message>
    <message>
        <source>Connection lost; waits before the next try</source>
        <translation>Conexión perdida; espera antes del próximo intento</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Conectando</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programa</translation>
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
        <translation>Sistema</translation>
    </message>
    <message>
        <source>Written at</source>
        <translation>Escrito el</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexión</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Papel</translation>
    </message>
    <message>
        <source>Hosts on this computer</source>
        <translation>Aloja en este ordenador</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>Ha entrado</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Anfitrión</translation>
    </message>
    <message>
        <source>Host&apos;s id</source>
        <translation>Identificador del anfitrión</translation>
    </message>
    <message>
        <source>Host&apos;s version</source>
        <translation>Versión del anfitrión</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protocolo</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>%1, since %2</source>
        <translation>%1, desde %2</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>A la espera de enviarse</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latencia</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>—</source>
        <translation>—</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Mediana</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>Variación</translation>
    </message>
    <message>
        <source>Host&apos;s clock against ours</source>
        <translation>Reloj del anfitrión frente al nuestro</translation>
    </message>
    <message>
        <source>Lost connections</source>
        <translation>Conexiones perdidas</translation>
    </message>
    <message>
        <source>Since the start</source>
        <translation>Desde el inicio</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>back after %1</source>
        <translation>de vuelta tras %1</translation>
    </message>
    <message>
        <source>not back yet</source>
        <translation>aún no ha vuelto</translation>
    </message>
    <message>
        <source>Kept on this computer</source>
        <translation>Guardado en este ordenador</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>nothing is kept</source>
        <translation>no se guarda nada</translation>
    </message>
    <message>
        <source>Room %1</source>
        <translation>Sala %1</translation>
    </message>
    <message>
        <source>up to %1 of %2</source>
        <translation>hasta %1 de %2</translation>
    </message>
    <message>
        <source>Hosting</source>
        <translation>Alojamiento</translation>
    </message>
    <message>
        <source>Running for</source>
        <translation>En marcha desde hace</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personas</translation>
    </message>
    <message>
        <source>Connections of members</source>
        <translation>Conexiones de miembros</translation>
    </message>
    <message>
        <source>Other connections</source>
        <translation>Otras conexiones</translation>
    </message>
    <message>
        <source>Connections since the start</source>
        <translation>Conexiones desde el inicio</translation>
    </message>
    <message>
        <source>Messages stored</source>
        <translation>Mensajes guardados</translation>
    </message>
    <message>
        <source>Saving takes</source>
        <translation>Guardar tarda</translation>
    </message>
    <message>
        <source>%1 on average</source>
        <translation>%1 de media</translation>
    </message>
    <message>
        <source>Waiting to be saved</source>
        <translation>A la espera de guardarse</translation>
    </message>
    <message>
        <source>Waiting to be sent to others</source>
        <translation>A la espera de enviarse a otros</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memoria</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disco</translation>
    </message>
    <message>
        <source>good</source>
        <translation>bien</translation>
    </message>
    <message>
        <source>Cut off: %1</source>
        <translation>Cortadas: %1</translation>
    </message>
    <message>
        <source>Last problems</source>
        <translation>Últimos problemas</translation>
    </message>
    <message>
        <source>%1, encrypted</source>
        <translation>%1, cifrado</translation>
    </message>
    <message>
        <source>Key of this host</source>
        <translation>Clave de este anfitrión</translation>
    </message>
    <message>
        <source>Four words</source>
        <translation>Cuatro palabras</translation>
    </message>
    <message>
        <source>In full</source>
        <translation>Completa</translation>
    </message>
    <message>
        <source>Known since</source>
        <translation>Conocida desde</translation>
    </message>
</context>
<context>
    <name>courtyard::Conversation</name>
    <message>
        <source>OK</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Nobody else is here yet. Invite people with the button above: phones scan the code, computers type the address.</source>
        <translation>Aún no hay nadie más. Invita a la gente con el botón de arriba: los teléfonos escanean el código, los ordenadores escriben la dirección.</translation>
    </message>
    <message>
        <source>Nothing has been said here yet. Write the first message below.</source>
        <translation>Aquí aún no se ha dicho nada. Escribe abajo el primer mensaje.</translation>
    </message>
    <message>
        <source>Connection lost — reconnecting in %1 s</source>
        <translation>Conexión perdida — reconexión en %1 s</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Reintentar ya</translation>
    </message>
    <message>
        <source>Connection lost — reconnecting…</source>
        <translation>Conexión perdida — reconectando…</translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 está escribiendo…</translation>
    </message>
    <message>
        <source>%1 and %2 are typing…</source>
        <translation>%1 y %2 están escribiendo…</translation>
    </message>
    <message numerus="yes">
        <source>%n people are typing…</source>
        <translation>
            <numerusform>%n persona está escribiendo…</numerusform>
            <numerusform>%n personas están escribiendo…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>%n mensaje nuevo</numerusform>
            <numerusform>%n mensajes nuevos</numerusform>
        </translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Lo último</translation>
    </message>
    <message>
        <source>Delete this message?</source>
        <translation>¿Borrar este mensaje?</translation>
    </message>
    <message>
        <source>It disappears for everybody: “%1”</source>
        <translation>Desaparece para todos: «%1»</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Going back to that message… %1 %</source>
        <translation>Retrocediendo hasta ese mensaje… %1 %</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>That message cannot be brought just now.</source>
        <translation>Ahora mismo no se puede traer ese mensaje.</translation>
    </message>
    <message>
        <source>The message was discarded.</source>
        <translation>El mensaje se ha descartado.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>%1 is sent.</source>
        <translation>%1 se ha enviado.</translation>
    </message>
    <message numerus="yes">
        <source>Drop to attach %n files or folders</source>
        <translation>
            <numerusform>Suelte para adjuntar %n archivo o carpeta</numerusform>
            <numerusform>Suelte para adjuntar %n archivos o carpetas</numerusform>
        </translation>
    </message>
    <message>
        <source>Internal notes</source>
        <translation>Notas internas</translation>
    </message>
    <message>
        <source>No notes yet. What you write here, the visitor never sees.</source>
        <translation>Aún no hay notas. Lo que escribas aquí nunca lo verá el visitante.</translation>
    </message>
</context>
<context>
    <name>courtyard::DeskAddressDialog</name>
    <message>
        <source>Address of %1</source>
        <translation>Dirección de %1</translation>
    </message>
    <message>
        <source>Bring a question to %1</source>
        <translation>Hacer una pregunta a %1</translation>
    </message>
    <message>
        <source>Whoever scans this, or opens the address, on this network can ask. No join code is needed.</source>
        <translation>Quien escanee esto o abra la dirección en esta red puede preguntar. No hace falta código de acceso.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>One line for a page of another server</source>
        <translation>Una línea para una página de otro servidor</translation>
    </message>
    <message>
        <source>That page&apos;s server has to be allowed under “Other pages”.</source>
        <translation>El servidor de esa página tiene que estar permitido en «Otras páginas».</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
</context>
<context>
    <name>courtyard::DeskList</name>
    <message>
        <source>Help desk</source>
        <translation>Mesa de ayuda</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message numerus="yes">
        <source>Waiting, %n questions</source>
        <translation>
            <numerusform>En espera, %n pregunta</numerusform>
            <numerusform>En espera, %n preguntas</numerusform>
        </translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Mías</translation>
    </message>
    <message numerus="yes">
        <source>Mine, %n unread</source>
        <translation>
            <numerusform>Mías, %n sin leer</numerusform>
            <numerusform>Mías, %n sin leer</numerusform>
        </translation>
    </message>
    <message>
        <source>All questions</source>
        <translation>Todas las preguntas</translation>
    </message>
</context>
<context>
    <name>courtyard::DeskSide</name>
    <message>
        <source>Help desk settings…</source>
        <translation>Ajustes de la mesa de ayuda…</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>The conversation with %1 is yours.</source>
        <translation>La conversación con %1 es tuya.</translation>
    </message>
    <message>
        <source>The conversation with %1 is closed.</source>
        <translation>La conversación con %1 está cerrada.</translation>
    </message>
    <message>
        <source>The conversation with %1 is open again, and yours.</source>
        <translation>La conversación con %1 está abierta de nuevo y es tuya.</translation>
    </message>
    <message>
        <source>%1 waits in the queue again.</source>
        <translation>%1 vuelve a esperar en la cola.</translation>
    </message>
    <message>
        <source>%1 has the conversation with %2 now.</source>
        <translation>%1 tiene ahora la conversación con %2.</translation>
    </message>
    <message>
        <source>Prepared replies</source>
        <translation>Respuestas preparadas</translation>
    </message>
    <message>
        <source>Prepared replies…</source>
        <translation>Respuestas preparadas…</translation>
    </message>
</context>
<context>
    <name>courtyard::DeviceRow</name>
    <message>
        <source>desktop</source>
        <translation>ordenador</translation>
    </message>
    <message>
        <source>browser</source>
        <translation>navegador</translation>
    </message>
    <message>
        <source>phone browser</source>
        <translation>navegador de teléfono</translation>
    </message>
    <message>
        <source>program</source>
        <translation>programa</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Expulsar</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation>%1 (tú)</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>Expulsar a %1</translation>
    </message>
</context>
<context>
    <name>courtyard::Dialog</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Aceptar</translation>
    </message>
</context>
<context>
    <name>courtyard::Downloads</name>
    <message>
        <source>The host does not have this file any more.</source>
        <translation>El anfitrión ya no tiene este archivo.</translation>
    </message>
    <message>
        <source>What arrived is not the file that was sent. Try again.</source>
        <translation>Lo que llegó no es el archivo que se envió. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>It cannot be saved in %1. See that there is room, and that you may write there.</source>
        <translation>No se puede guardar en %1. Compruebe que hay sitio y que puede escribir ahí.</translation>
    </message>
</context>
<context>
    <name>courtyard::FiguresPage</name>
    <message>
        <source>Time</source>
        <translation>Tiempo</translation>
    </message>
    <message numerus="yes">
        <source>The last %n days</source>
        <translation>
            <numerusform>El último día</numerusform>
            <numerusform>Los últimos %n días</numerusform>
        </translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Save as a table…</source>
        <translation>Guardar como tabla…</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Día</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Preguntas</translation>
    </message>
    <message>
        <source>Waited (half)</source>
        <translation>Espera (mitad)</translation>
    </message>
    <message>
        <source>Waited (90 %)</source>
        <translation>Espera (90 %)</translation>
    </message>
    <message>
        <source>Waited at most</source>
        <translation>Espera máxima</translation>
    </message>
    <message>
        <source>Handled (half)</source>
        <translation>Atención (mitad)</translation>
    </message>
    <message>
        <source>Handled (90 %)</source>
        <translation>Atención (90 %)</translation>
    </message>
    <message>
        <source>Figures by day</source>
        <translation>Cifras por día</translation>
    </message>
    <message>
        <source>There is no help desk yet.</source>
        <translation>Aún no hay mesa de ayuda.</translation>
    </message>
    <message>
        <source>Nothing was counted in this time.</source>
        <translation>En este tiempo no se contó nada.</translation>
    </message>
    <message>
        <source>Half of all waited no longer than “half”; nine of ten no longer than “90 %”.</source>
        <translation>La mitad no esperó más que «mitad»; nueve de cada diez, no más que «90 %».</translation>
    </message>
    <message>
        <source>Save the figures</source>
        <translation>Guardar las cifras</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabla (*.csv)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Guardado como %1.</translation>
    </message>
    <message>
        <source>It could not be saved there: %1</source>
        <translation>No se pudo guardar ahí: %1</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Cerradas</translation>
    </message>
    <message>
        <source>Opened again</source>
        <translation>Abiertas de nuevo</translation>
    </message>
</context>
<context>
    <name>courtyard::FiguresPlot</name>
    <message>
        <source>Waiting and handling times by day</source>
        <translation>Tiempos de espera y de atención por día</translation>
    </message>
    <message>
        <source>%1: waited %2, handled in %3</source>
        <translation>%1: espera %2, atención %3</translation>
    </message>
    <message>
        <source>Nothing was counted in this time.</source>
        <translation>En este tiempo no se contó nada.</translation>
    </message>
    <message>
        <source>Waited until somebody took it</source>
        <translation>Espera hasta que alguien la tomó</translation>
    </message>
    <message>
        <source>Handled until it was closed</source>
        <translation>Atención hasta cerrarla</translation>
    </message>
</context>
<context>
    <name>courtyard::FileActions</name>
    <message>
        <source>Where files are saved</source>
        <translation>Dónde se guardan los archivos</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 se ha guardado.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar en la carpeta</translation>
    </message>
    <message>
        <source>There is no program here that opens %1.</source>
        <translation>Aquí no hay ningún programa que abra %1.</translation>
    </message>
</context>
<context>
    <name>courtyard::FilesDialog</name>
    <message>
        <source>Files</source>
        <translation>Archivos</translation>
    </message>
    <message>
        <source>Part of a name</source>
        <translation>Parte de un nombre</translation>
    </message>
    <message>
        <source>Files of this room</source>
        <translation>Archivos de esta sala</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Go to message</source>
        <translation>Ir al mensaje</translation>
    </message>
    <message>
        <source>Older files</source>
        <translation>Archivos anteriores</translation>
    </message>
    <message>
        <source>%1, %2, from %3, %4</source>
        <translation>%1, %2, de %3, %4</translation>
    </message>
    <message>
        <source>No files here yet.</source>
        <translation>Aquí aún no hay archivos.</translation>
    </message>
    <message numerus="yes">
        <source>The newest %n</source>
        <translation>
            <numerusform>El más reciente</numerusform>
            <numerusform>Los %n más recientes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n archivo</numerusform>
            <numerusform>%n archivos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::FoundList</name>
    <message>
        <source>Found on this network</source>
        <translation>Encontrados en esta red</translation>
    </message>
    <message>
        <source>No host found yet. It appears here by itself. If not, ask whoever hosts for the address.</source>
        <translation>Aún no se ha encontrado ningún anfitrión. Aparecerá aquí por sí solo. Si no, pide la dirección a quien aloja.</translation>
    </message>
</context>
<context>
    <name>courtyard::FoundModel</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n persona</numerusform>
            <numerusform>%n personas</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2, with a join code, %3</source>
        <translation>%1, %2, con código de acceso, %3</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>%1 · join code</source>
        <translation>%1 · código de acceso</translation>
    </message>
</context>
<context>
    <name>courtyard::FreedesktopNotifier</name>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
</context>
<context>
    <name>courtyard::Header</name>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Invitar</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Gente</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
    <message>
        <source>Only the two of you</source>
        <translation>Solo vosotros dos</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n persona</numerusform>
            <numerusform>%n personas</numerusform>
        </translation>
    </message>
    <message>
        <source>everyone on this network</source>
        <translation>todos en esta red</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Archivos</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>bloqueada</translation>
    </message>
    <message>
        <source>is here now</source>
        <translation>está aquí ahora</translation>
    </message>
    <message>
        <source>is away; reads it when back</source>
        <translation>no está; lo leerá al volver</translation>
    </message>
    <message>
        <source>Help desk</source>
        <translation>Mesa de ayuda</translation>
    </message>
</context>
<context>
    <name>courtyard::HelpDeskDialog</name>
    <message>
        <source>Help desk</source>
        <translation>Mesa de ayuda</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Temas</translation>
    </message>
    <message>
        <source>Other pages</source>
        <translation>Otras páginas</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Cifras</translation>
    </message>
</context>
<context>
    <name>courtyard::Host</name>
    <message>
        <source>Port %1 is taken by another program. Close it, or choose another port.</source>
        <translation>Otro programa ocupa el puerto %1. Ciérralo o elige otro puerto.</translation>
    </message>
    <message>
        <source>This computer does not allow hosting on port %1 (%2). Choose another port or address.</source>
        <translation>Este ordenador no permite alojar en el puerto %1 (%2). Elige otro puerto u otra dirección.</translation>
    </message>
    <message>
        <source>The history in %1 is damaged (%2). Restore a copy of the folder, or choose another one.</source>
        <translation>El historial de %1 está dañado (%2). Restaura una copia de la carpeta o elige otra.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written to. Allow it, free some space, or choose another folder.</source>
        <translation>No se puede escribir en la carpeta %1. Permítelo, libera espacio o elige otra carpeta.</translation>
    </message>
    <message>
        <source>The key of this host (host-key.pem in %1) is missing or damaged. Put it back from a copy of the folder. Without one, move host-certificate.pem and what is left of host-key.pem away: everybody will then take this for a new host.</source>
        <translation>Falta la clave de este anfitrión (host-key.pem en %1) o está dañada. Recupérala de una copia de la carpeta. Si no la hay, aparta host-certificate.pem y lo que quede de host-key.pem: entonces todos tomarán este anfitrión por uno nuevo.</translation>
    </message>
    <message>
        <source>The certificate of this host (host-certificate.pem in %1) is damaged. Move it away: it is made anew from host-key.pem, and nobody will notice.</source>
        <translation>El certificado de este anfitrión (host-certificate.pem en %1) está dañado. Apártalo: se vuelve a crear a partir de host-key.pem y nadie lo notará.</translation>
    </message>
    <message>
        <source>host-key.pem and host-certificate.pem in %1 do not belong together. Put both back from one copy of the folder. Without one, move host-certificate.pem away: if the key is another one than last time, everybody will take this for a new host.</source>
        <translation>host-key.pem y host-certificate.pem en %1 no se corresponden. Recupera ambos de una misma copia de la carpeta. Si no la hay, aparta host-certificate.pem: si la clave no es la de la última vez, todos tomarán este anfitrión por uno nuevo.</translation>
    </message>
    <message>
        <source>The key of this host in %1 cannot be read. Allow it for host-key.pem and host-certificate.pem.</source>
        <translation>No se puede leer la clave de este anfitrión en %1. Permite leer host-key.pem y host-certificate.pem.</translation>
    </message>
    <message>
        <source>Name of this computer</source>
        <translation>Nombre de este equipo</translation>
    </message>
</context>
<context>
    <name>courtyard::HostCard</name>
    <message>
        <source>Hosting on this computer</source>
        <translation>Alojado en este ordenador</translation>
    </message>
    <message>
        <source>Show QR</source>
        <translation>Ver QR</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copiar enlace</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>Sin red</translation>
    </message>
    <message>
        <source>Devices %1</source>
        <translation>Dispositivos: %1</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Dispositivos</translation>
    </message>
</context>
<context>
    <name>courtyard::HostForm</name>
    <message>
        <source>Host</source>
        <translation>Alojar</translation>
    </message>
    <message>
        <source>Phones open a web page; computers join with this app.</source>
        <translation>Los teléfonos abren una página web; los ordenadores entran con esta aplicación.</translation>
    </message>
    <message>
        <source>Name of this place</source>
        <translation>Nombre de este lugar</translation>
    </message>
    <message>
        <source>Options…</source>
        <translation>Opciones…</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Puerto</translation>
    </message>
    <message>
        <source>Any free port</source>
        <translation>Cualquier puerto libre</translation>
    </message>
    <message>
        <source>Who may come in</source>
        <translation>Quién puede entrar</translation>
    </message>
    <message>
        <source>Six digits, made for you</source>
        <translation>Seis cifras, hechas para ti</translation>
    </message>
    <message>
        <source>No code: everyone on this network</source>
        <translation>Sin código: todos en esta red</translation>
    </message>
    <message>
        <source>A code of your own</source>
        <translation>Un código propio</translation>
    </message>
    <message>
        <source>Code of your own</source>
        <translation>Código propio</translation>
    </message>
    <message>
        <source>For instance tulip27</source>
        <translation>Por ejemplo, tulipan27</translation>
    </message>
    <message>
        <source>Join code</source>
        <translation>Código de acceso</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Empezando…</translation>
    </message>
    <message numerus="yes">
        <source>That name cannot be used. Up to %n letters, without control characters.</source>
        <translation>
            <numerusform>Ese nombre no se puede usar. Hasta %n letra, sin caracteres de control.</numerusform>
            <numerusform>Ese nombre no se puede usar. Hasta %n letras, sin caracteres de control.</numerusform>
        </translation>
    </message>
    <message>
        <source>Type the code that people shall use, or choose another kind.</source>
        <translation>Escribe el código que debe usar la gente, o elige otra opción.</translation>
    </message>
</context>
<context>
    <name>courtyard::HostLink</name>
    <message>
        <source>Nothing came from the host any more</source>
        <translation>Dejó de llegar nada del anfitrión</translation>
    </message>
    <message>
        <source>The host was stopped</source>
        <translation>El anfitrión se detuvo</translation>
    </message>
    <message>
        <source>This device took in too slowly what was said</source>
        <translation>Este dispositivo recibía demasiado despacio lo dicho</translation>
    </message>
    <message>
        <source>The host moved</source>
        <translation>El anfitrión se mudó</translation>
    </message>
    <message>
        <source>The connection was closed</source>
        <translation>La conexión se cerró</translation>
    </message>
    <message>
        <source>Removed by a moderator</source>
        <translation>Un moderador te expulsó</translation>
    </message>
</context>
<context>
    <name>courtyard::HostProblemDialog</name>
    <message>
        <source>Hosting does not start</source>
        <translation>El alojamiento no empieza</translation>
    </message>
    <message>
        <source>Set aside and start anew</source>
        <translation>Apartar y empezar de nuevo</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>Elegir otra carpeta…</translation>
    </message>
    <message>
        <source>Use the usual folder</source>
        <translation>Usar la carpeta habitual</translation>
    </message>
    <message>
        <source>Folder for the history of this place</source>
        <translation>Carpeta para el historial de este lugar</translation>
    </message>
</context>
<context>
    <name>courtyard::HotspotBox</name>
    <message>
        <source>This computer has no Wi-Fi.</source>
        <translation>Este equipo no tiene Wi-Fi.</translation>
    </message>
    <message>
        <source>The Wi-Fi of this computer is switched off. Switch it on, then try again.</source>
        <translation>La Wi-Fi de este equipo está apagada. Enciéndala e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The Wi-Fi of this computer cannot make a network of its own.</source>
        <translation>La Wi-Fi de este equipo no puede crear una red propia.</translation>
    </message>
    <message>
        <source>This computer does not allow you to make a hotspot.</source>
        <translation>Este equipo no le permite crear un punto de acceso.</translation>
    </message>
    <message>
        <source>The hotspot did not start.</source>
        <translation>El punto de acceso no se inició.</translation>
    </message>
    <message>
        <source>The hotspot was switched off, not from here.</source>
        <translation>El punto de acceso se apagó, no desde aquí.</translation>
    </message>
    <message>
        <source>In Windows: Settings, Network &amp; internet, Mobile hotspot.</source>
        <translation>En Windows: Configuración, Red e Internet, Zona con cobertura inalámbrica móvil.</translation>
    </message>
    <message>
        <source>On a Mac: System Settings, General, Sharing, Internet Sharing.</source>
        <translation>En un Mac: Ajustes del Sistema, General, Compartir, Compartir Internet.</translation>
    </message>
    <message>
        <source>On Linux: in the system&apos;s Wi-Fi settings, “Turn on Wi-Fi hotspot”.</source>
        <translation>En Linux: en los ajustes de Wi-Fi del sistema, «Encender el punto de acceso Wi-Fi».</translation>
    </message>
    <message>
        <source>Or switch on the hotspot of a phone and let everybody join it, this computer too; it needs no internet.</source>
        <translation>O encienda el punto de acceso de un teléfono y que todos se unan a él, también este equipo; no necesita Internet.</translation>
    </message>
    <message>
        <source>Starting… The system may ask for your password.</source>
        <translation>Iniciando… El sistema puede pedirle su contraseña.</translation>
    </message>
    <message>
        <source>No network here? How to make one</source>
        <translation>¿No hay red aquí? Cómo crear una</translation>
    </message>
    <message>
        <source>Make a Wi-Fi hotspot</source>
        <translation>Crear un punto de acceso Wi-Fi</translation>
    </message>
    <message>
        <source>Cancel the hotspot</source>
        <translation>Cancelar el punto de acceso</translation>
    </message>
    <message>
        <source>Switch the hotspot off</source>
        <translation>Apagar el punto de acceso</translation>
    </message>
    <message>
        <source>Leave the Wi-Fi that this computer is in?</source>
        <translation>¿Salir de la Wi-Fi en la que está este equipo?</translation>
    </message>
    <message>
        <source>It cannot be in that network and make one of its own. Whoever came in by it has to join the hotspot.</source>
        <translation>No puede estar en esa red y crear una propia. Quien entró por ella tendrá que unirse al punto de acceso.</translation>
    </message>
    <message>
        <source>Make a hotspot</source>
        <translation>Crear punto de acceso</translation>
    </message>
</context>
<context>
    <name>courtyard::HoursEdit</name>
    <message>
        <source>Always</source>
        <translation>Siempre</translation>
    </message>
    <message>
        <source>At these times, by the clock of the computer that hosts</source>
        <translation>En este horario, según el reloj del ordenador anfitrión</translation>
    </message>
    <message>
        <source>Another time</source>
        <translation>Otro horario</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Día</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>Remove this time</source>
        <translation>Quitar este horario</translation>
    </message>
    <message>
        <source>On %1, the end must be later than the beginning. A night is two times: until 00:00, and from 00:00 on the next day.</source>
        <translation>El %1, el final debe ser posterior al comienzo. Una noche son dos horarios: hasta las 00:00 y desde las 00:00 del día siguiente.</translation>
    </message>
</context>
<context>
    <name>courtyard::InviteDialog</name>
    <message>
        <source>Scan with a phone camera</source>
        <translation>Escanéalo con la cámara de un teléfono</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copiar enlace</translation>
    </message>
    <message>
        <source>Save QR…</source>
        <translation>Guardar QR…</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>¿Expulsar a %1?</translation>
    </message>
    <message>
        <source>Its connection is closed, and it does not come back by itself.</source>
        <translation>Se cierra su conexión y no vuelve por sí solo.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Expulsar</translation>
    </message>
    <message>
        <source>Invite people — %1</source>
        <translation>Invitar — %1</translation>
    </message>
    <message>
        <source>Devices — %1</source>
        <translation>Dispositivos — %1</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>Sin red</translation>
    </message>
    <message>
        <source>Connect this computer to a network, or switch on its hotspot.</source>
        <translation>Conecta este ordenador a una red o activa su punto de acceso.</translation>
    </message>
    <message>
        <source>%1 ✓</source>
        <translation>%1 ✓</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Copiado.</translation>
    </message>
    <message>
        <source>Save QR code</source>
        <translation>Guardar el código QR</translation>
    </message>
    <message>
        <source>Picture (*.png);;Drawing (*.svg)</source>
        <translation>Imagen (*.png);;Dibujo (*.svg)</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Guardado.</translation>
    </message>
    <message>
        <source>Could not save it there: %1</source>
        <translation>No se pudo guardar ahí: %1</translation>
    </message>
    <message>
        <source>Somebody is trying out join codes. They are slowed down; another or a longer code stops them.</source>
        <translation>Alguien está probando códigos de acceso. Se le frena; otro código o uno más largo lo detiene.</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>Código nuevo</translation>
    </message>
    <message>
        <source>2. Scan to open the page</source>
        <translation>2. Escanee para abrir la página</translation>
    </message>
</context>
<context>
    <name>courtyard::JoinForm</name>
    <message>
        <source>Join</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Join code</source>
        <translation>Código de acceso</translation>
    </message>
    <message>
        <source>Places you have been to</source>
        <translation>Lugares donde has estado</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Or enter an address</source>
        <translation>O escribe una dirección</translation>
    </message>
    <message>
        <source>Type the address that the host shows, for instance 192.168.43.1:3000.</source>
        <translation>Escribe la dirección que muestra el anfitrión, por ejemplo 192.168.43.1:3000.</translation>
    </message>
    <message>
        <source>“%1” is not an address. It looks like 192.168.43.1:3000.</source>
        <translation>«%1» no es una dirección. Son como 192.168.43.1:3000.</translation>
    </message>
    <message>
        <source>Join as %1</source>
        <translation>Entrar como %1</translation>
    </message>
    <message>
        <source>Take the free name</source>
        <translation>Tomar el nombre libre</translation>
    </message>
    <message>
        <source>If the host has one</source>
        <translation>Si el anfitrión tiene uno</translation>
    </message>
    <message>
        <source>Remove from this list</source>
        <translation>Quitar de esta lista</translation>
    </message>
</context>
<context>
    <name>courtyard::LinkDialog</name>
    <message>
        <source>Continue on my phone</source>
        <translation>Seguir en mi teléfono</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>Código nuevo</translation>
    </message>
    <message>
        <source>Scan this with your own phone. It then is you there, too: show it to nobody else.</source>
        <translation>Escanéalo con tu propio teléfono. Allí también serás tú: no se lo enseñes a nadie más.</translation>
    </message>
    <message>
        <source>Or open this link there</source>
        <translation>O abre allí este enlace</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copiar enlace</translation>
    </message>
    <message>
        <source>Good once, for another %1</source>
        <translation>Válido una vez, durante %1 más</translation>
    </message>
    <message>
        <source>This code is no longer good. Make a new one.</source>
        <translation>Este código ya no vale. Crea uno nuevo.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>courtyard::Main</name>
    <message>
        <source>there is no display for a window. To host without one: --host --headless</source>
        <translation>no hay pantalla para una ventana. Para alojar sin ella: --host --headless</translation>
    </message>
</context>
<context>
    <name>courtyard::MainWindow</name>
    <message>
        <source>Connecting to %1…</source>
        <translation>Conectando con %1…</translation>
    </message>
    <message>
        <source>Here you are still called %1: %2</source>
        <translation>Aquí sigues llamándote %1: %2</translation>
    </message>
    <message>
        <source>Stop hosting %1?</source>
        <translation>¿Dejar de alojar %1?</translation>
    </message>
    <message numerus="yes">
        <source>%n people are connected and would be cut off.</source>
        <translation>
            <numerusform>Hay %n persona conectada y se quedaría sin conexión.</numerusform>
            <numerusform>Hay %n personas conectadas y se quedarían sin conexión.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop hosting</source>
        <translation>Dejar de alojar</translation>
    </message>
    <message>
        <source>%1 — Courtyard</source>
        <translation>%1 — Courtyard</translation>
    </message>
    <message>
        <source>Invite people…</source>
        <translation>Invitar…</translation>
    </message>
    <message>
        <source>Search…</source>
        <translation>Buscar…</translation>
    </message>
    <message>
        <source>Change topic…</source>
        <translation>Cambiar el tema…</translation>
    </message>
    <message>
        <source>Leave this room…</source>
        <translation>Salir de esta sala…</translation>
    </message>
    <message>
        <source>Next room</source>
        <translation>Sala siguiente</translation>
    </message>
    <message>
        <source>Previous room</source>
        <translation>Sala anterior</translation>
    </message>
    <message>
        <source>Change your name…</source>
        <translation>Cambiar tu nombre…</translation>
    </message>
    <message>
        <source>About Courtyard</source>
        <translation>Acerca de Courtyard</translation>
    </message>
    <message>
        <source>Leave this place</source>
        <translation>Salir de este lugar</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Cerrar Courtyard</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aspecto</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>The way you came in</source>
        <translation>La dirección por la que entraste</translation>
    </message>
    <message>
        <source>The link is copied. Whoever opens it on this network can join.</source>
        <translation>El enlace está copiado. Quien lo abra en esta red puede entrar.</translation>
    </message>
    <message>
        <source>Courtyard %1</source>
        <translation>Courtyard %1</translation>
    </message>
    <message>
        <source>Talk to everyone on this network, without internet. Free software under the MIT licence.</source>
        <translation>Habla con todos en esta red, sin internet. Software libre con licencia MIT.</translation>
    </message>
    <message>
        <source>Copy link to this room</source>
        <translation>Copiar el enlace de esta sala</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>another place</source>
        <translation>otro lugar</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to be sent to %1. They go out when you are there again.</source>
        <comment>messages, from an earlier run</comment>
        <translation>
            <numerusform>%n mensaje espera para enviarse a %1. Saldrá cuando vuelvas a estar allí.</numerusform>
            <numerusform>%n mensajes esperan para enviarse a %1. Saldrán cuando vuelvas a estar allí.</numerusform>
        </translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>Waiting to be sent…</source>
        <translation>A la espera de enviarse…</translation>
    </message>
    <message>
        <source>Connection details…</source>
        <translation>Detalles de la conexión…</translation>
    </message>
    <message>
        <source>Continue on my phone…</source>
        <translation>Seguir en mi teléfono…</translation>
    </message>
    <message>
        <source>Files of this room…</source>
        <translation>Archivos de esta sala…</translation>
    </message>
    <message>
        <source>Transfers…</source>
        <translation>Transferencias…</translation>
    </message>
    <message numerus="yes">
        <source>Somebody is guessing at the join code: %n wrong ones within a minute.</source>
        <translation>
            <numerusform>Alguien intenta adivinar el código de acceso: %n erróneo en un minuto.</numerusform>
            <numerusform>Alguien intenta adivinar el código de acceso: %n erróneos en un minuto.</numerusform>
        </translation>
    </message>
    <message>
        <source>Moderate this room</source>
        <translation>Moderar esta sala</translation>
    </message>
    <message>
        <source>Moderation…</source>
        <translation>Moderación…</translation>
    </message>
    <message>
        <source>Help desk</source>
        <translation>Mesa de ayuda</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notificaciones</translation>
    </message>
    <message>
        <source>Show on the desktop</source>
        <translation>Mostrar en el escritorio</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>Reproducir un sonido</translation>
    </message>
</context>
<context>
    <name>courtyard::MessageField</name>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
</context>
<context>
    <name>courtyard::ModerationDialog</name>
    <message>
        <source>Moderation</source>
        <translation>Moderación</translation>
    </message>
    <message>
        <source>Banned people</source>
        <translation>Personas vetadas</translation>
    </message>
    <message>
        <source>Let back in</source>
        <translation>Dejar volver</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Lo que se hizo</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Anteriores</translation>
    </message>
    <message>
        <source>Nobody is banned.</source>
        <translation>Nadie está vetado.</translation>
    </message>
    <message>
        <source>%1, until %2; banned by %3</source>
        <translation>%1, hasta %2; vetado por %3</translation>
    </message>
    <message>
        <source>%1, for good; banned by %2</source>
        <translation>%1, para siempre; vetado por %2</translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <translation>%1: «%2»</translation>
    </message>
    <message>
        <source>Nothing was done so far.</source>
        <translation>Hasta ahora no se hizo nada.</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>%1 removed %2</source>
        <translation>%1 expulsó a %2</translation>
    </message>
    <message>
        <source>%1 banned %2 for %3</source>
        <translation>%1 vetó a %2 durante %3</translation>
    </message>
    <message>
        <source>%1 banned %2 for good</source>
        <translation>%1 vetó a %2 para siempre</translation>
    </message>
    <message>
        <source>%1 let %2 back in</source>
        <translation>%1 dejó volver a %2</translation>
    </message>
    <message>
        <source>%1 muted %2 for %3</source>
        <translation>%1 silenció a %2 durante %3</translation>
    </message>
    <message>
        <source>%1 let %2 write again</source>
        <translation>%1 dejó que %2 vuelva a escribir</translation>
    </message>
    <message>
        <source>%1 made %2 a moderator</source>
        <translation>%1 nombró moderador a %2</translation>
    </message>
    <message>
        <source>%1 took the moderator&apos;s role from %2</source>
        <translation>%1 retiró a %2 el papel de moderador</translation>
    </message>
    <message>
        <source>%1 deleted a message of %2 in %3</source>
        <translation>%1 borró un mensaje de %2 en %3</translation>
    </message>
    <message>
        <source>%1 closed the room %2</source>
        <translation>%1 cerró la sala %2</translation>
    </message>
    <message>
        <source>%1 locked the room %2</source>
        <translation>%1 bloqueó la sala %2</translation>
    </message>
    <message>
        <source>%1 unlocked the room %2</source>
        <translation>%1 desbloqueó la sala %2</translation>
    </message>
    <message>
        <source>%1 set slow mode in %2: one message in %3</source>
        <translation>%1 puso el modo lento en %2: un mensaje cada %3</translation>
    </message>
    <message>
        <source>%1 ended slow mode in %2</source>
        <translation>%1 quitó el modo lento en %2</translation>
    </message>
    <message>
        <source>%1 changed the join code</source>
        <translation>%1 cambió el código de acceso</translation>
    </message>
</context>
<context>
    <name>courtyard::NewRoomDialog</name>
    <message>
        <source>New room</source>
        <translation>Sala nueva</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Crear</translation>
    </message>
    <message>
        <source>Name of the room</source>
        <translation>Nombre de la sala</translation>
    </message>
    <message>
        <source>Everyone on this network can find and join it</source>
        <translation>Todos en esta red pueden encontrarla y entrar</translation>
    </message>
    <message>
        <source>Private: only people whom a member invites, or who know its secret</source>
        <translation>Privada: solo quien sea invitado por un miembro o conozca su secreto</translation>
    </message>
    <message>
        <source>Secret of the room (may stay empty)</source>
        <translation>Secreto de la sala (puede quedar vacío)</translation>
    </message>
    <message>
        <source>Help desk: visitors ask without a code, agents answer each alone</source>
        <translation>Mesa de ayuda: los visitantes preguntan sin código y los agentes contestan a cada uno a solas</translation>
    </message>
</context>
<context>
    <name>courtyard::NobodyHelp</name>
    <message>
        <source>Nobody has come in yet. This is what usually stands in the way:</source>
        <translation>Todavía no ha entrado nadie. Esto es lo que suele impedirlo:</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Another network: everybody has to be in the same Wi-Fi as this computer. Guest networks often keep devices apart; use the main one, or a hotspot.</source>
        <translation>Otra red: todos tienen que estar en la misma Wi-Fi que este equipo. Las redes de invitados suelen separar los dispositivos; use la principal o un punto de acceso.</translation>
    </message>
    <message>
        <source>Mobile data: a phone in a Wi-Fi without internet may go around it. Switch mobile data off, or answer “Stay connected” when it asks.</source>
        <translation>Datos móviles: un teléfono en una Wi-Fi sin Internet puede esquivarla. Apague los datos móviles o responda «Seguir conectado» cuando pregunte.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>A firewall: if this computer has one, it has to let TCP port %1 in.</source>
        <translation>Un cortafuegos: si este equipo tiene uno, debe dejar entrar por el puerto TCP %1.</translation>
    </message>
    <message>
        <source>The firewall of this computer (%1). In PowerShell, opened as administrator, this lets others in:</source>
        <translation>El cortafuegos de este equipo (%1). En PowerShell, abierto como administrador, esto deja entrar a los demás:</translation>
    </message>
    <message>
        <source>The firewall of this computer (%1). In a terminal, this lets others in:</source>
        <translation>El cortafuegos de este equipo (%1). En una terminal, esto deja entrar a los demás:</translation>
    </message>
    <message>
        <source>Command: %1</source>
        <translation>Orden: %1</translation>
    </message>
    <message>
        <source>Another address: this computer has more than one. Try the others above, too.</source>
        <translation>Otra dirección: este equipo tiene más de una. Pruebe también las otras de arriba.</translation>
    </message>
</context>
<context>
    <name>courtyard::NotesPane</name>
    <message>
        <source>Internal notes</source>
        <translation>Notas internas</translation>
    </message>
    <message>
        <source>For agents only. The visitor never sees this.</source>
        <translation>Solo para agentes. El visitante nunca ve esto.</translation>
    </message>
</context>
<context>
    <name>courtyard::OrderActions</name>
    <message>
        <source>Message directly</source>
        <translation>Mensaje directo</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Expulsar</translation>
    </message>
    <message>
        <source>Ban…</source>
        <translation>Vetar…</translation>
    </message>
    <message>
        <source>No longer a moderator</source>
        <translation>Quitar como moderador</translation>
    </message>
    <message>
        <source>Make a moderator</source>
        <translation>Hacer moderador</translation>
    </message>
    <message>
        <source>Let write again (muted until %1)</source>
        <translation>Dejar escribir de nuevo (silenciado hasta %1)</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Silenciar</translation>
    </message>
    <message>
        <source>For %1</source>
        <translation>Durante %1</translation>
    </message>
    <message>
        <source>%1 cannot write for %2.</source>
        <translation>%1 no puede escribir durante %2.</translation>
    </message>
    <message>
        <source>%1 may write again.</source>
        <translation>%1 puede escribir de nuevo.</translation>
    </message>
    <message>
        <source>%1 was removed, and may come back. Whoever is to stay away has to be banned.</source>
        <translation>%1 fue expulsado y puede volver. Para que alguien no vuelva, hay que vetarlo.</translation>
    </message>
    <message>
        <source>%1 may come back.</source>
        <translation>%1 puede volver.</translation>
    </message>
    <message>
        <source>%1 is banned for %2.</source>
        <translation>%1 está vetado durante %2.</translation>
    </message>
    <message>
        <source>%1 is banned.</source>
        <translation>%1 está vetado.</translation>
    </message>
    <message>
        <source>%1 is a moderator now.</source>
        <translation>%1 es ahora moderador.</translation>
    </message>
    <message>
        <source>%1 is no moderator any more.</source>
        <translation>%1 ya no es moderador.</translation>
    </message>
    <message>
        <source>Invite into this room…</source>
        <translation>Invitar a esta sala…</translation>
    </message>
    <message>
        <source>Unlock this room</source>
        <translation>Desbloquear esta sala</translation>
    </message>
    <message>
        <source>Lock this room</source>
        <translation>Bloquear esta sala</translation>
    </message>
    <message>
        <source>Everybody in %1 may write again.</source>
        <translation>Todos pueden escribir de nuevo en %1.</translation>
    </message>
    <message>
        <source>Only moderators may write in %1 now.</source>
        <translation>Ahora solo los moderadores pueden escribir en %1.</translation>
    </message>
    <message>
        <source>Close this room for everybody…</source>
        <translation>Cerrar esta sala para todos…</translation>
    </message>
    <message>
        <source>Slow mode</source>
        <translation>Modo lento</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Desactivado</translation>
    </message>
    <message>
        <source>One message in %1</source>
        <translation>Un mensaje cada %1</translation>
    </message>
    <message>
        <source>Slow mode is off in %1.</source>
        <translation>El modo lento está desactivado en %1.</translation>
    </message>
    <message>
        <source>In %1 everybody writes at most once in %2 now.</source>
        <translation>En %1 cada persona escribe ahora como mucho una vez cada %2.</translation>
    </message>
    <message>
        <source>Close %1 for everybody?</source>
        <translation>¿Cerrar %1 para todos?</translation>
    </message>
    <message>
        <source>Its messages and files are deleted. This cannot be taken back.</source>
        <translation>Se borran sus mensajes y archivos. No se puede deshacer.</translation>
    </message>
    <message>
        <source>Close the room</source>
        <translation>Cerrar la sala</translation>
    </message>
    <message>
        <source>%1 is closed.</source>
        <translation>%1 está cerrada.</translation>
    </message>
    <message>
        <source>%1 is invited.</source>
        <translation>%1 está invitado.</translation>
    </message>
    <message>
        <source>Make an agent of the help desk</source>
        <translation>Poner en la mesa de ayuda</translation>
    </message>
    <message>
        <source>No longer an agent</source>
        <translation>Quitar de la mesa de ayuda</translation>
    </message>
    <message>
        <source>%1 answers at the help desk now.</source>
        <translation>%1 atiende ahora en la mesa de ayuda.</translation>
    </message>
    <message>
        <source>%1 is no agent any more.</source>
        <translation>%1 ya no atiende en la mesa de ayuda.</translation>
    </message>
</context>
<context>
    <name>courtyard::OriginsPage</name>
    <message>
        <source>Pages of these servers may show the help desk. Nobody else&apos;s page can frame it or connect.</source>
        <translation>Las páginas de estos servidores pueden mostrar la mesa de ayuda. Ninguna otra puede incrustarla ni conectarse.</translation>
    </message>
    <message>
        <source>Servers whose pages may show the help desk</source>
        <translation>Servidores cuyas páginas pueden mostrar la mesa de ayuda</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Address of the other server, for instance http://intranet:8080</source>
        <translation>Dirección del otro servidor, por ejemplo http://intranet:8080</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Permitir</translation>
    </message>
    <message>
        <source>%1 (set when the host was started)</source>
        <translation>%1 (fijado al iniciar el anfitrión)</translation>
    </message>
    <message>
        <source>No other page may show it yet.</source>
        <translation>Aún no puede mostrarla ninguna otra página.</translation>
    </message>
    <message>
        <source>That is no address of a web server. It looks like http://intranet or https://shop.example:8443.</source>
        <translation>Eso no es la dirección de un servidor web. Tiene la forma http://intranet o https://shop.example:8443.</translation>
    </message>
    <message numerus="yes">
        <source>That is as many as there can be: %n.</source>
        <translation>
            <numerusform>No puede haber más de %n.</numerusform>
            <numerusform>No puede haber más de %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 may not show it any more.</source>
        <translation>%1 ya no puede mostrarla.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
</context>
<context>
    <name>courtyard::PeopleDelegate</name>
    <message>
        <source>host</source>
        <translation>anfitrión</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation>%1 (tú)</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>silenciado</translation>
    </message>
    <message>
        <source>moderator</source>
        <translation>moderador</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>agente</translation>
    </message>
</context>
<context>
    <name>courtyard::PeopleModel</name>
    <message>
        <source>%1, online</source>
        <translation>%1, en línea</translation>
    </message>
    <message>
        <source>%1, away</source>
        <translation>%1, ausente</translation>
    </message>
</context>
<context>
    <name>courtyard::PeoplePane</name>
    <message>
        <source>People</source>
        <translation>Gente</translation>
    </message>
    <message>
        <source>Online — %1</source>
        <translation>En línea — %1</translation>
    </message>
</context>
<context>
    <name>courtyard::PersonDialog</name>
    <message>
        <source>New direct message</source>
        <translation>Mensaje directo nuevo</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Who?</source>
        <translation>¿A quién?</translation>
    </message>
    <message>
        <source>People to choose from</source>
        <translation>Gente entre la que elegir</translation>
    </message>
    <message>
        <source>Nobody else has been here yet.</source>
        <translation>Aún no ha estado aquí nadie más.</translation>
    </message>
    <message>
        <source>Invite into this room</source>
        <translation>Invitar a esta sala</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Invitar</translation>
    </message>
</context>
<context>
    <name>courtyard::PictureViewer</name>
    <message>
        <source>Previous picture</source>
        <translation>Imagen anterior</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Imagen siguiente</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Más pequeña</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Más grande</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Ajustar</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Entera</translation>
    </message>
    <message>
        <source>As large as it is</source>
        <translation>A su tamaño</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>Copiar la imagen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Guardar la imagen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>This picture cannot be shown just now. It may be too large, or the host is away. You can save it instead.</source>
        <translation>Esta imagen no se puede mostrar ahora. Puede ser demasiado grande, o el anfitrión no está. En su lugar puede guardarla.</translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation>Imagen %1</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Un momento…</translation>
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
        <translation>Este anfitrión usa otra versión de Courtyard. Instala la misma versión en ambos dispositivos.</translation>
    </message>
    <message>
        <source>The join code is wrong. Ask the person who hosts for the code on their screen.</source>
        <translation>El código de acceso no es correcto. Pídele a quien aloja el código de su pantalla.</translation>
    </message>
    <message>
        <source>This name is taken. Choose another one.</source>
        <translation>Este nombre está ocupado. Elige otro.</translation>
    </message>
    <message>
        <source>This name is taken. Choose another one, for instance %1.</source>
        <translation>Este nombre está ocupado. Elige otro, por ejemplo %1.</translation>
    </message>
    <message>
        <source>This room is not there any more.</source>
        <translation>Esta sala ya no existe.</translation>
    </message>
    <message>
        <source>You are not in this room. Join it first.</source>
        <translation>No estás en esta sala. Entra primero.</translation>
    </message>
    <message>
        <source>You may not do this here. Ask the person who hosts.</source>
        <translation>Aquí no puedes hacer eso. Pregunta a quien aloja.</translation>
    </message>
    <message>
        <source>This message is not there any more.</source>
        <translation>Este mensaje ya no existe.</translation>
    </message>
    <message>
        <source>This file is not there any more. Attach it again.</source>
        <translation>Este archivo ya no existe. Adjúntalo de nuevo.</translation>
    </message>
    <message>
        <source>This is too long. Make it shorter, or send it in parts.</source>
        <translation>Es demasiado largo. Acórtalo o envíalo por partes.</translation>
    </message>
    <message numerus="yes">
        <source>That was too much at once. Try again in %n seconds.</source>
        <translation>
            <numerusform>Han sido demasiadas cosas a la vez. Inténtalo de nuevo en %n segundo.</numerusform>
            <numerusform>Han sido demasiadas cosas a la vez. Inténtalo de nuevo en %n segundos.</numerusform>
        </translation>
    </message>
    <message>
        <source>The host is full or stopping just now. Try again in a moment.</source>
        <translation>El anfitrión está lleno o se está cerrando. Inténtalo de nuevo en un momento.</translation>
    </message>
    <message>
        <source>The host could not save this; its disk may be full. Tell the person who hosts, and try again.</source>
        <translation>El anfitrión no pudo guardarlo; quizá su disco esté lleno. Avisa a quien aloja e inténtalo de nuevo.</translation>
    </message>
    <message>
        <source>The host does not accept this: %1</source>
        <translation>El anfitrión no lo acepta: %1</translation>
    </message>
    <message>
        <source>Something went wrong at the host. Try again.</source>
        <translation>Algo ha fallado en el anfitrión. Inténtalo de nuevo.</translation>
    </message>
    <message>
        <source>The host did not answer. Try again.</source>
        <translation>El anfitrión no ha respondido. Inténtalo de nuevo.</translation>
    </message>
    <message>
        <source>The host&apos;s answer could not be read. Install the same version on both devices.</source>
        <translation>No se pudo leer la respuesta del anfitrión. Instala la misma versión en ambos dispositivos.</translation>
    </message>
    <message>
        <source>A join code is needed here. Ask the person who hosts for the code on their screen.</source>
        <translation>Aquí hace falta un código de acceso. Pídele a quien aloja el código de su pantalla.</translation>
    </message>
    <message>
        <source>You are not let in here. Ask the person who hosts.</source>
        <translation>Aquí no te dejan entrar. Pregunta a quien aloja.</translation>
    </message>
    <message>
        <source>There is no connection to the host just now. Try again when it is back.</source>
        <translation>Ahora mismo no hay conexión con el anfitrión. Inténtalo cuando vuelva.</translation>
    </message>
    <message>
        <source>Nobody answers at %1. Check the address, and that both devices are in the same network.</source>
        <translation>Nadie responde en %1. Comprueba la dirección y que ambos dispositivos estén en la misma red.</translation>
    </message>
    <message>
        <source>What answers at %1 is not Courtyard. Check the address and the port.</source>
        <translation>Lo que responde en %1 no es Courtyard. Comprueba la dirección y el puerto.</translation>
    </message>
    <message>
        <source>There is no address to go to. Type the one on the screen of the person who hosts.</source>
        <translation>Falta la dirección. Escribe la que aparece en la pantalla de quien aloja.</translation>
    </message>
    <message>
        <source>Waits for the connection.</source>
        <translation>Espera a la conexión.</translation>
    </message>
    <message>
        <source>Waits for the room to open.</source>
        <translation>Espera a que se abra la sala.</translation>
    </message>
    <message>
        <source>The host asks for a short pause. It is sent by itself.</source>
        <translation>El anfitrión pide una breve pausa. Se envía solo.</translation>
    </message>
    <message>
        <source>The host cannot save just now; its disk may be full. It is sent again by itself.</source>
        <translation>El anfitrión no puede guardar ahora; quizá su disco esté lleno. Se vuelve a enviar solo.</translation>
    </message>
    <message>
        <source>The host is full or stopping just now. It is sent again by itself.</source>
        <translation>El anfitrión está lleno o se está cerrando. Se vuelve a enviar solo.</translation>
    </message>
    <message>
        <source>The host did not answer. It is sent again by itself.</source>
        <translation>El anfitrión no ha respondido. Se vuelve a enviar solo.</translation>
    </message>
    <message>
        <source>Edit: %1</source>
        <translation>Cambio: %1</translation>
    </message>
    <message>
        <source>A message to be deleted</source>
        <translation>Un mensaje por eliminar</translation>
    </message>
    <message>
        <source>Reaction %1</source>
        <translation>Reacción %1</translation>
    </message>
    <message>
        <source>Reaction %1 to be taken back</source>
        <translation>Reacción %1 por retirar</translation>
    </message>
    <message>
        <source>Topic: %1</source>
        <translation>Tema: %1</translation>
    </message>
    <message>
        <source>The message was not deleted. %1</source>
        <translation>El mensaje no se ha eliminado. %1</translation>
    </message>
    <message>
        <source>The reaction was not changed. %1</source>
        <translation>La reacción no se ha cambiado. %1</translation>
    </message>
    <message>
        <source>The topic was not changed. %1</source>
        <translation>El tema no se ha cambiado. %1</translation>
    </message>
    <message>
        <source>The host has moved to %1. You are connected there.</source>
        <translation>El anfitrión está ahora en %1. Ya estás conectado allí.</translation>
    </message>
    <message>
        <source>You are muted here until %1.</source>
        <translation>Estás silenciado aquí hasta %1.</translation>
    </message>
    <message>
        <source>%1 The reason given: “%2”</source>
        <translation>%1 El motivo indicado: «%2»</translation>
    </message>
    <message>
        <source>You are banned here until %1.</source>
        <translation>Estás vetado aquí hasta %1.</translation>
    </message>
    <message>
        <source>You are banned here.</source>
        <translation>Estás vetado aquí.</translation>
    </message>
    <message>
        <source>What answers at %1 does not encrypt, so nothing was sent to it. Check the address and the port; an old version of Courtyard there needs an update.</source>
        <translation>Lo que responde en %1 no cifra, así que no se le envió nada. Comprueba la dirección y el puerto; si allí hay una versión antigua de Courtyard, hay que actualizarla.</translation>
    </message>
    <message>
        <source>This is another host than before at %1. Nothing was sent to it.</source>
        <translation>En %1 hay otro anfitrión que antes. No se le envió nada.</translation>
    </message>
    <message>
        <source>You were removed by a moderator. You may come back when you like.</source>
        <translation>Un moderador te expulsó. Puedes volver cuando quieras.</translation>
    </message>
</context>
<context>
    <name>courtyard::QrView</name>
    <message>
        <source>QR code of the link</source>
        <translation>Código QR del enlace</translation>
    </message>
</context>
<context>
    <name>courtyard::QueuePane</name>
    <message>
        <source>Rooms</source>
        <translation>Salas</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Earlier ones</source>
        <translation>Anteriores</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Preguntas</translation>
    </message>
    <message>
        <source>All topics</source>
        <translation>Todos los temas</translation>
    </message>
    <message>
        <source>Waiting — %1</source>
        <translation>En espera — %1</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Mine — %1</source>
        <translation>Mías — %1</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Mías</translation>
    </message>
    <message>
        <source>All questions</source>
        <translation>Todas las preguntas</translation>
    </message>
    <message>
        <source>There is no help desk here yet.</source>
        <translation>Aquí aún no hay mesa de ayuda.</translation>
    </message>
    <message>
        <source>Nobody has asked anything yet.</source>
        <translation>Nadie ha preguntado nada todavía.</translation>
    </message>
    <message>
        <source>Nobody is waiting. A new question shows up here by itself.</source>
        <translation>Nadie espera. Una pregunta nueva aparece aquí por sí sola.</translation>
    </message>
    <message>
        <source>You are answering nobody at the moment. Choose a question under Waiting.</source>
        <translation>Ahora mismo no atiendes a nadie. Elige una pregunta en «En espera».</translation>
    </message>
</context>
<context>
    <name>courtyard::RoomActions</name>
    <message>
        <source>Private room</source>
        <translation>Sala privada</translation>
    </message>
    <message>
        <source>Secret of the room</source>
        <translation>Secreto de la sala</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>You can join it again from the list of rooms.</source>
        <translation>Puedes volver a entrar desde la lista de salas.</translation>
    </message>
    <message>
        <source>You need its secret or an invitation to come back.</source>
        <translation>Para volver necesitas su secreto o una invitación.</translation>
    </message>
    <message>
        <source>Leave %1?</source>
        <translation>¿Salir de %1?</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Topic of %1</source>
        <translation>Tema de %1</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Tu nombre</translation>
    </message>
    <message>
        <source>Your new name</source>
        <translation>Tu nombre nuevo</translation>
    </message>
    <message>
        <source>%1 invites you to %2.</source>
        <translation>%1 te invita a %2.</translation>
    </message>
    <message>
        <source>Once you have declined, you need another invitation.</source>
        <translation>Si la rechazas, necesitarás otra invitación.</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Rechazar</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ahora no</translation>
    </message>
</context>
<context>
    <name>courtyard::RoomDelegate</name>
    <message>
        <source>Other rooms</source>
        <translation>Otras salas</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Entrar</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>messages that are not sent yet</comment>
        <translation>
            <numerusform>%n a la espera</numerusform>
            <numerusform>%n a la espera</numerusform>
        </translation>
    </message>
    <message>
        <source>Invited by %1</source>
        <translation>Invitado por %1</translation>
    </message>
</context>
<context>
    <name>courtyard::RoomsModel</name>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1, %n sin leer</numerusform>
            <numerusform>%1, %n sin leer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n of them for you</source>
        <translation>
            <numerusform>%1, %n de ellos para ti</numerusform>
            <numerusform>%1, %n de ellos para ti</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, online</source>
        <translation>%1, en línea</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n waiting to be sent</source>
        <translation>
            <numerusform>%1, %n a la espera de enviarse</numerusform>
            <numerusform>%1, %n a la espera de enviarse</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, invited by %2</source>
        <translation>%1, te invitó %2</translation>
    </message>
    <message>
        <source>%1, locked</source>
        <translation>%1, bloqueada</translation>
    </message>
</context>
<context>
    <name>courtyard::SearchBar</name>
    <message>
        <source>How far the search is</source>
        <translation>Avance de la búsqueda</translation>
    </message>
    <message>
        <source>Search this network</source>
        <translation>Buscar en esta red</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>This computer is on no network that could be searched.</source>
        <translation>Este equipo no está en ninguna red en la que buscar.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Detenido.</translation>
    </message>
    <message>
        <source>Nobody hosts at the addresses nearby. A guest network may keep devices apart: ask whoever hosts for the address, or join the same Wi-Fi.</source>
        <translation>Nadie aloja en las direcciones cercanas. Una red de invitados puede separar los dispositivos: pida la dirección a quien aloja o únase a la misma Wi-Fi.</translation>
    </message>
    <message>
        <source>Asking the addresses nearby: %1 of %2</source>
        <translation>Preguntando a las direcciones cercanas: %1 de %2</translation>
    </message>
</context>
<context>
    <name>courtyard::SearchDialog</name>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Words to look for</source>
        <translation>Palabras que buscar</translation>
    </message>
    <message>
        <source>In all my rooms</source>
        <translation>En todas mis salas</translation>
    </message>
    <message>
        <source>Found messages</source>
        <translation>Mensajes encontrados</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n encontrado</numerusform>
            <numerusform>%n encontrados</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2, %3: %4</source>
        <translation>%1, %2, %3: %4</translation>
    </message>
</context>
<context>
    <name>courtyard::SelfNews</name>
    <message>
        <source>You were muted.</source>
        <translation>Te han silenciado.</translation>
    </message>
    <message>
        <source>You were muted: “%1”</source>
        <translation>Te han silenciado: «%1»</translation>
    </message>
    <message>
        <source>You may write again.</source>
        <translation>Puedes volver a escribir.</translation>
    </message>
    <message>
        <source>You are a moderator now.</source>
        <translation>Ahora moderas.</translation>
    </message>
    <message>
        <source>You answer at the help desk now.</source>
        <translation>Ahora atiendes en la mesa de ayuda.</translation>
    </message>
    <message>
        <source>You no longer answer at the help desk.</source>
        <translation>Ya no atiendes en la mesa de ayuda.</translation>
    </message>
    <message>
        <source>You are no moderator any more.</source>
        <translation>Ya no moderas.</translation>
    </message>
</context>
<context>
    <name>courtyard::Sidebar</name>
    <message>
        <source>Rooms</source>
        <translation>Salas</translation>
    </message>
    <message>
        <source>Direct messages</source>
        <translation>Mensajes directos</translation>
    </message>
    <message>
        <source>New room</source>
        <translation>Sala nueva</translation>
    </message>
    <message>
        <source>New direct message</source>
        <translation>Mensaje directo nuevo</translation>
    </message>
    <message>
        <source>Help desk</source>
        <translation>Mesa de ayuda</translation>
    </message>
    <message>
        <source>What can be set up of the help desk</source>
        <translation>Lo que se puede ajustar de la mesa de ayuda</translation>
    </message>
</context>
<context>
    <name>courtyard::Sparkline</name>
    <message>
        <source>Latency graph</source>
        <translation>Gráfico de latencia</translation>
    </message>
</context>
<context>
    <name>courtyard::StartPage</name>
    <message>
        <source>Talk to everyone on this network</source>
        <translation>Habla con todos en esta red</translation>
    </message>
    <message>
        <source>No internet, no account. One computer hosts; everyone else joins.</source>
        <translation>Sin internet, sin cuenta. Un ordenador aloja; los demás entran.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Tu nombre</translation>
    </message>
    <message>
        <source>Type your name first, so that others know who speaks.</source>
        <translation>Escribe primero tu nombre, para que los demás sepan quién habla.</translation>
    </message>
    <message>
        <source>That name cannot be used. Letters, digits and spaces can.</source>
        <translation>Ese nombre no se puede usar. Sirven letras, cifras y espacios.</translation>
    </message>
</context>
<context>
    <name>courtyard::StatusLine</name>
    <message>
        <source>How far the host&apos;s clock is ahead of this computer&apos;s.</source>
        <translation>Cuánto adelanta el reloj del anfitrión al de este ordenador.</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>Cifrado</translation>
    </message>
    <message>
        <source>Nobody else on this network can read along. The host can: its key stands in the connection details.</source>
        <translation>Nadie más en esta red puede leerlo. El anfitrión sí: su clave está en los detalles de la conexión.</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conectado</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Conexión perdida</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Conectando…</translation>
    </message>
    <message>
        <source>Latency %1 ms</source>
        <translation>Latencia %1 ms</translation>
    </message>
    <message>
        <source>Latency —</source>
        <translation>Latencia —</translation>
    </message>
    <message>
        <source>On average %1 ms, varying by %2 ms.</source>
        <translation>De media %1 ms, con una variación de %2 ms.</translation>
    </message>
    <message>
        <source>Clock %1%2 ms</source>
        <translation>Reloj %1%2 ms</translation>
    </message>
    <message>
        <source>Clock %1%2 s</source>
        <translation>Reloj %1%2 s</translation>
    </message>
    <message>
        <source>Connection details</source>
        <translation>Detalles de la conexión</translation>
    </message>
    <message>
        <source>Show what waits to be sent</source>
        <translation>Ver lo que espera para enviarse</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to be sent</source>
        <translation>
            <numerusform>%n a la espera de enviarse</numerusform>
            <numerusform>%n a la espera de enviarse</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the files that are on their way</source>
        <translation>Mostrar los archivos en camino</translation>
    </message>
    <message numerus="yes">
        <source>%n files on their way</source>
        <translation>
            <numerusform>%n archivo en camino</numerusform>
            <numerusform>%n archivos en camino</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message numerus="yes">
        <source>%n files have stopped</source>
        <translation>
            <numerusform>%n archivo se ha detenido</numerusform>
            <numerusform>%n archivos se han detenido</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::Store</name>
    <message>
        <source>The disk that holds %1 is full: new messages cannot be kept. Free some space; it then goes on by itself.</source>
        <translation>El disco de %1 está lleno: no se pueden guardar mensajes nuevos. Libera espacio; luego seguirá solo.</translation>
    </message>
    <message>
        <source>The folder %1 can no longer be written to: new messages cannot be kept. Allow it again; it then goes on by itself.</source>
        <translation>Ya no se puede escribir en la carpeta %1: no se pueden guardar mensajes nuevos. Vuelve a permitirlo; luego seguirá solo.</translation>
    </message>
    <message>
        <source>Another program holds the history in %1: new messages cannot be kept. Close that program, a backup for instance; it then goes on by itself.</source>
        <translation>Otro programa tiene ocupado el historial de %1: no se pueden guardar mensajes nuevos. Cierra ese programa, por ejemplo una copia de seguridad; luego seguirá solo.</translation>
    </message>
    <message>
        <source>The disk that holds %1 gives errors: new messages cannot be kept. Check the disk, and make a copy of the folder.</source>
        <translation>El disco de %1 da errores: no se pueden guardar mensajes nuevos. Comprueba el disco y haz una copia de la carpeta.</translation>
    </message>
    <message>
        <source>The folder %1 was deleted, moved or replaced: new messages cannot be kept. Put it back, then stop hosting and start again.</source>
        <translation>La carpeta %1 se ha borrado, movido o sustituido: no se pueden guardar mensajes nuevos. Vuelve a ponerla, deja de alojar y empieza otra vez.</translation>
    </message>
    <message>
        <source>The history in %1 is damaged: new messages cannot be kept. Stop hosting and start again: the damaged file is then kept under a new name, and what can be read of it goes on. Or put back a copy of the folder first.</source>
        <translation>El historial de %1 está dañado: no se pueden guardar mensajes nuevos. Deja de alojar y empieza otra vez: el archivo dañado se guarda entonces con otro nombre y se continúa con lo que se pueda leer de él. O restaura antes una copia de la carpeta.</translation>
    </message>
    <message numerus="yes">
        <source>The history was damaged. %n entries could be read of it and go on; the damaged file is kept as %1 in %2.</source>
        <translation>
            <numerusform>El historial estaba dañado. Se ha podido leer %n entrada y se continúa con ella; el archivo dañado se guarda como %1 en %2.</numerusform>
            <numerusform>El historial estaba dañado. Se han podido leer %n entradas y se continúa con ellas; el archivo dañado se guarda como %1 en %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>The folder %1 is in use by another host. Close that one, or choose another folder.</source>
        <translation>Otro anfitrión está usando la carpeta %1. Ciérralo o elige otra carpeta.</translation>
    </message>
    <message>
        <source>The history in %1 is damaged. Start again: the damaged file is then kept under a new name, and what can be read of it goes on. Or put back a copy of the folder first.</source>
        <translation>El historial de %1 está dañado. Empieza otra vez: el archivo dañado se guarda entonces con otro nombre y se continúa con lo que se pueda leer de él. O restaura antes una copia de la carpeta.</translation>
    </message>
    <message>
        <source>The history in %1 was written by a newer version of Courtyard, and is left as it is. Install that version, or choose another folder.</source>
        <translation>El historial de %1 lo escribió una versión más nueva de Courtyard y se deja como está. Instala esa versión o elige otra carpeta.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written to (%2). Allow it, or choose another folder.</source>
        <translation>No se puede escribir en la carpeta %1 (%2). Permítelo o elige otra carpeta.</translation>
    </message>
    <message>
        <source>The disk that holds %1 is full. Free some space, or choose another folder.</source>
        <translation>El disco de %1 está lleno. Libera espacio o elige otra carpeta.</translation>
    </message>
</context>
<context>
    <name>courtyard::TicketBar</name>
    <message>
        <source>Hand over</source>
        <translation>Pasar a otro</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>What agents write down about this visitor, who never sees it</source>
        <translation>Lo que los agentes anotan sobre este visitante, que nunca lo ve</translation>
    </message>
    <message>
        <source>Notes •</source>
        <translation>Notas •</translation>
    </message>
    <message>
        <source>#%1 · %2 · waiting for %3</source>
        <translation>#%1 · %2 · espera desde hace %3</translation>
    </message>
    <message>
        <source>#%1 · %2 · yours for %3</source>
        <translation>#%1 · %2 · la atiendes desde hace %3</translation>
    </message>
    <message>
        <source>#%1 · %2 · %3 has it for %4</source>
        <translation>#%1 · %2 · %3 la atiende desde hace %4</translation>
    </message>
    <message>
        <source>%1 looks at this, too</source>
        <translation>%1 también mira esto</translation>
    </message>
    <message>
        <source>%1 (not here)</source>
        <translation>%1 (no está)</translation>
    </message>
    <message>
        <source>Nobody else answers here</source>
        <translation>Nadie más atiende aquí</translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>Devolver a la cola</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Atender</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Abrir de nuevo</translation>
    </message>
    <message>
        <source>#%1 · %2 · closed %3</source>
        <translation>#%1 · %2 · cerrada: %3</translation>
    </message>
</context>
<context>
    <name>courtyard::TicketFilter</name>
    <message>
        <source>waits</source>
        <translation>espera</translation>
    </message>
    <message>
        <source>%1 looks at it</source>
        <translation>%1 lo mira</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>mía</translation>
    </message>
    <message>
        <source>%1 has it</source>
        <translation>la atiende %1</translation>
    </message>
    <message>
        <source>#%1 · %2 · %3</source>
        <comment>number, topic and state of a question</comment>
        <translation>#%1 · %2 · %3</translation>
    </message>
    <message>
        <source>%1, %2, for %3</source>
        <comment>who asks, about what, how long it waits</comment>
        <translation>%1, %2, desde hace %3</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1, %n sin leer</numerusform>
            <numerusform>%1, %n sin leer</numerusform>
        </translation>
    </message>
    <message>
        <source>closed</source>
        <translation>cerrada</translation>
    </message>
    <message>
        <source>closed by %1</source>
        <translation>cerrada por %1</translation>
    </message>
</context>
<context>
    <name>courtyard::Timeline</name>
    <message>
        <source>not sent</source>
        <translation>no enviado</translation>
    </message>
    <message>
        <source>waiting…</source>
        <translation>a la espera…</translation>
    </message>
    <message>
        <source>sending…</source>
        <translation>enviando…</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>editado</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Mensaje borrado</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>An earlier message</source>
        <translation>Un mensaje anterior</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>guardado</translation>
    </message>
    <message>
        <source>cannot be shown here</source>
        <translation>no se puede mostrar aquí</translation>
    </message>
</context>
<context>
    <name>courtyard::TimelineModel</name>
    <message>
        <source>%1 removed the topic</source>
        <translation>%1 ha quitado el tema</translation>
    </message>
    <message>
        <source>%1 set the topic: %2</source>
        <translation>%1 ha cambiado el tema: %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>This message was deleted</source>
        <translation>Este mensaje se borró</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>in reply to %1</source>
        <translation>en respuesta a %1</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>editado</translation>
    </message>
    <message numerus="yes">
        <source>%1 by %n people</source>
        <translation>
            <numerusform>%1 de %n persona</numerusform>
            <numerusform>%1 de %n personas</numerusform>
        </translation>
    </message>
    <message>
        <source>sending</source>
        <translation>enviando</translation>
    </message>
    <message>
        <source>not sent: %1</source>
        <translation>no enviado: %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a sentence</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>read</source>
        <translation>leído</translation>
    </message>
    <message>
        <source>waiting to be sent: %1</source>
        <translation>a la espera de enviarse: %1</translation>
    </message>
</context>
<context>
    <name>courtyard::TimelineView</name>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Responder</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Borrar…</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Mensaje borrado</translation>
    </message>
    <message>
        <source>React</source>
        <translation>Reaccionar</translation>
    </message>
    <message>
        <source>%1 take back</source>
        <translation>Quitar %1</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Conversación</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>Corregir y enviar de nuevo</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>No enviar</translation>
    </message>
</context>
<context>
    <name>courtyard::Times</name>
    <message numerus="yes">
        <source>%n weeks</source>
        <translation>
            <numerusform>%n semana</numerusform>
            <numerusform>%n semanas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n día</numerusform>
            <numerusform>%n días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hora</numerusform>
            <numerusform>%n horas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minuto</numerusform>
            <numerusform>%n minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n segundo</numerusform>
            <numerusform>%n segundos</numerusform>
        </translation>
    </message>
    <message>
        <source>&lt;1 min</source>
        <translation>&lt;1 min</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
</context>
<context>
    <name>courtyard::TopicDialog</name>
    <message>
        <source>Help desk: %1</source>
        <translation>Mesa de ayuda: %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Whoever is on this network may bring a question here, without a join code. Each visitor sees nothing but the own conversation.</source>
        <translation>Cualquiera en esta red puede traer aquí una pregunta, sin código de acceso. Cada visitante ve solo su propia conversación.</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Textos</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agentes</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Horario</translation>
    </message>
    <message>
        <source>Greeting, above every conversation</source>
        <translation>Saludo, sobre cada conversación</translation>
    </message>
    <message>
        <source>Said while nobody is there to answer</source>
        <translation>Lo que se dice mientras no hay nadie para contestar</translation>
    </message>
    <message>
        <source>Every agent answers here</source>
        <translation>Aquí contestan todos los agentes</translation>
    </message>
    <message>
        <source>Only these:</source>
        <translation>Solo estos:</translation>
    </message>
    <message>
        <source>Agents of this topic</source>
        <translation>Agentes de este tema</translation>
    </message>
    <message>
        <source>Whoever hosts always may. To make somebody an agent, use the menu of that person in the list of people.</source>
        <translation>Quien hospeda siempre puede. Para hacer agente a alguien, usa el menú de esa persona en la lista de personas.</translation>
    </message>
    <message>
        <source>somebody who is not in the lobby</source>
        <translation>alguien que no está en el vestíbulo</translation>
    </message>
    <message>
        <source>Tick who answers here, or let every agent answer.</source>
        <translation>Marca quién contesta aquí, o deja que contesten todos los agentes.</translation>
    </message>
    <message numerus="yes">
        <source>Greeting and absence may have %n characters each.</source>
        <translation>
            <numerusform>El saludo y el texto de ausencia pueden tener %n carácter cada uno.</numerusform>
            <numerusform>El saludo y el texto de ausencia pueden tener %n caracteres cada uno.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::TopicsPage</name>
    <message>
        <source>Topics</source>
        <translation>Temas</translation>
    </message>
    <message>
        <source>There is no help desk yet. Make a topic, and whoever is on this network can bring a question to it with any browser, without a join code.</source>
        <translation>Aún no hay mesa de ayuda. Crea un tema y cualquiera en esta red podrá traerle una pregunta con cualquier navegador, sin código de acceso.</translation>
    </message>
    <message>
        <source>New topic…</source>
        <translation>Tema nuevo…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Ajustes…</translation>
    </message>
    <message>
        <source>Address…</source>
        <translation>Dirección…</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>Cerrar…</translation>
    </message>
    <message>
        <source>always open</source>
        <translation>siempre abierto</translation>
    </message>
    <message>
        <source>open now</source>
        <translation>abierto ahora</translation>
    </message>
    <message>
        <source>closed now</source>
        <translation>cerrado ahora</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>questions</comment>
        <translation>
            <numerusform>%n en espera</numerusform>
            <numerusform>%n en espera</numerusform>
        </translation>
    </message>
    <message>
        <source>nobody waits</source>
        <translation>nadie espera</translation>
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
            <numerusform>%n agente aquí</numerusform>
            <numerusform>%n agentes aquí</numerusform>
        </translation>
    </message>
    <message>
        <source>New topic</source>
        <translation>Tema nuevo</translation>
    </message>
    <message>
        <source>What visitors ask about, for instance “Support”</source>
        <translation>Sobre qué preguntan los visitantes, por ejemplo «Soporte»</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Crear</translation>
    </message>
    <message>
        <source>Close %1?</source>
        <translation>¿Cerrar %1?</translation>
    </message>
    <message>
        <source>Close the topic</source>
        <translation>Cerrar el tema</translation>
    </message>
    <message>
        <source>Prepared replies…</source>
        <translation>Respuestas preparadas…</translation>
    </message>
    <message>
        <source>No new questions come in. What is open there counts as closed; visitors still find their own conversation.</source>
        <translation>No entran preguntas nuevas. Lo que está abierto cuenta como cerrado; los visitantes siguen encontrando su propia conversación.</translation>
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
        <translation>Preparando…</translation>
    </message>
    <message>
        <source>Waiting · %1</source>
        <translation>En espera · %1</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Comprobando…</translation>
    </message>
    <message>
        <source>Paused at %1 of %2</source>
        <translation>En pausa en %1 de %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>a speed</comment>
        <translation>%1/s</translation>
    </message>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>queda %n s</numerusform>
            <numerusform>quedan %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>queda %n min</numerusform>
            <numerusform>quedan %n min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>courtyard::TransfersDialog</name>
    <message>
        <source>Transfers</source>
        <translation>Transferencias</translation>
    </message>
    <message>
        <source>Nothing is on its way.</source>
        <translation>No hay nada en camino.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar en la carpeta</translation>
    </message>
    <message>
        <source>Where files are saved…</source>
        <translation>Dónde se guardan los archivos…</translation>
    </message>
    <message>
        <source>Take off this list</source>
        <translation>Quitar de esta lista</translation>
    </message>
</context>
<context>
    <name>courtyard::TrustBox</name>
    <message>
        <source>Only encrypted connections</source>
        <translation>Solo conexiones cifradas</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Huella</translation>
    </message>
    <message>
        <source>Fingerprint %1</source>
        <translation>Huella %1</translation>
    </message>
    <message>
        <source>Phones see a warning once, because this host made its key itself. They go on by “Advanced” and “Proceed”.</source>
        <translation>Los teléfonos ven una advertencia una vez, porque este anfitrión creó él mismo su clave. Siguen con «Avanzado» y «Continuar».</translation>
    </message>
    <message>
        <source>Apps always come in encrypted. Phones&apos; browsers do not: others on an open Wi-Fi could read along.</source>
        <translation>Las aplicaciones entran siempre cifradas. Los navegadores de los teléfonos no: en una Wi-Fi abierta otros podrían leer.</translation>
    </message>
    <message>
        <source>Take encrypted connections only?</source>
        <translation>¿Admitir solo conexiones cifradas?</translation>
    </message>
    <message>
        <source>Phones and browsers that are in by http:// are sent to https://, where they see a warning once.</source>
        <translation>Los teléfonos y navegadores que están dentro por http:// pasan a https://, donde ven una advertencia una vez.</translation>
    </message>
    <message>
        <source>Only encrypted</source>
        <translation>Solo cifradas</translation>
    </message>
</context>
<context>
    <name>courtyard::UploadQueue</name>
    <message>
        <source>A file of this message is not at hand any more. Attach it again.</source>
        <translation>Un archivo de este mensaje ya no está a mano. Adjúntelo de nuevo.</translation>
    </message>
    <message>
        <source>This file is too large: %1. This host takes files of up to %2.</source>
        <translation>Este archivo es demasiado grande: %1. Este anfitrión admite archivos de hasta %2.</translation>
    </message>
    <message>
        <source>The host has more of this file than there is. Remove it and attach it again.</source>
        <translation>El anfitrión tiene más de este archivo de lo que hay. Quítelo y adjúntelo de nuevo.</translation>
    </message>
    <message>
        <source>The host does not take this file of %1: no more than %2 fit there for you.</source>
        <translation>El anfitrión no admite este archivo de %1: para usted no caben ahí más de %2.</translation>
    </message>
    <message>
        <source>This file is too large for this host.</source>
        <translation>Este archivo es demasiado grande para este anfitrión.</translation>
    </message>
    <message>
        <source>This host does not take files. Install the same version on both devices.</source>
        <translation>Este anfitrión no admite archivos. Instale la misma versión en ambos dispositivos.</translation>
    </message>
    <message>
        <source>The file %1 is not there any more. Choose it again.</source>
        <translation>El archivo %1 ya no está ahí. Elíjalo de nuevo.</translation>
    </message>
    <message>
        <source>The file %1 changes while it is sent. Send it when nothing writes to it.</source>
        <translation>El archivo %1 cambia mientras se envía. Envíelo cuando nada escriba en él.</translation>
    </message>
    <message>
        <source>The file has changed meanwhile: it is sent anew.</source>
        <translation>El archivo ha cambiado entretanto: se envía de nuevo desde el principio.</translation>
    </message>
</context>
<context>
    <name>courtyard::WaitingDialog</name>
    <message>
        <source>Waiting to be sent</source>
        <translation>A la espera de enviarse</translation>
    </message>
    <message>
        <source>Send all now</source>
        <translation>Enviar todo ahora</translation>
    </message>
    <message>
        <source>This is kept on this computer and sent by itself, once. What was refused waits for you.</source>
        <translation>Se guarda en este ordenador y se envía solo, una vez. Lo rechazado te espera.</translation>
    </message>
    <message>
        <source>Discard all…</source>
        <translation>Descartar todo…</translation>
    </message>
    <message>
        <source>Nothing waits. Everything you wrote is at the host.</source>
        <translation>Nada espera. Todo lo que has escrito está en el anfitrión.</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… y %n más</numerusform>
            <numerusform>… y %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>a room that is gone</source>
        <translation>una sala que ya no existe</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>They are not sent. You can take this back until you close the list.</source>
        <translation>No se envían. Puedes deshacerlo hasta que cierres la lista.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message numerus="yes">
        <source>Discard %n waiting messages?</source>
        <translation>
            <numerusform>¿Descartar %n mensaje a la espera?</numerusform>
            <numerusform>¿Descartar %n mensajes a la espera?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages discarded.</source>
        <translation>
            <numerusform>%n mensaje descartado.</numerusform>
            <numerusform>%n mensajes descartados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>courtyard::WifiCard</name>
    <message>
        <source>1. Scan to join the Wi-Fi</source>
        <translation>1. Escanee para unirse a la Wi-Fi</translation>
    </message>
    <message>
        <source>Wi-Fi</source>
        <translation>Wi-Fi</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Wi-Fi %1</source>
        <translation>Wi-Fi %1</translation>
    </message>
    <message>
        <source>Password %1</source>
        <translation>Contraseña %1</translation>
    </message>
    <message>
        <source>QR code that joins the Wi-Fi</source>
        <translation>Código QR que une a la Wi-Fi</translation>
    </message>
</context>
<context>
    <name>courtyard::WritingRule</name>
    <message>
        <source>A moderator has muted you. You can write again in %1.</source>
        <translation>Un moderador te ha silenciado. Podrás escribir de nuevo en %1.</translation>
    </message>
    <message>
        <source>This room is locked: only moderators write here just now.</source>
        <translation>Esta sala está bloqueada: ahora solo escriben los moderadores.</translation>
    </message>
    <message>
        <source>Slow mode: you can send again in %1.</source>
        <translation>Modo lento: podrás enviar de nuevo en %1.</translation>
    </message>
    <message>
        <source>Slow mode: one message in %1.</source>
        <translation>Modo lento: un mensaje cada %1.</translation>
    </message>
    <message>
        <source>%1 has this conversation.</source>
        <translation>%1 atiende esta conversación.</translation>
    </message>
    <message>
        <source>%1 has this conversation, and answers here.</source>
        <translation>%1 atiende esta conversación y contesta aquí.</translation>
    </message>
    <message>
        <source>You are reading along. Take the conversation to write in it.</source>
        <translation>Solo estás leyendo. Toma la conversación para escribir en ella.</translation>
    </message>
    <message>
        <source>This conversation is closed. Open it again to write in it.</source>
        <translation>Esta conversación está cerrada. Ábrela de nuevo para escribir en ella.</translation>
    </message>
</context>
</TS>
