// Lo que dice el botón en otras páginas (/widget.js), en español.
export default {
  widgetHelp: 'Ayuda',
  widgetClose: 'Cerrar',
  widgetTab: 'Abrir en otra pestaña',
  widgetCannot: 'El punto de atención no se puede mostrar dentro de esta página. Se abre en una pestaña propia.',
  widgetUnread: { one: '{n} mensaje nuevo', many: '{n} mensajes nuevos', other: '{n} mensajes nuevos' },
};
